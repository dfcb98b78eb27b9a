#pragma once

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace ScopeLab {

/// All settings on one page. They apply at once, but for those that need a new start and say so.
class SettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(QWidget *parent = nullptr);

Q_SIGNALS:
    void lookChanged(int appearance);
    void speedChanged(double speed);
    void stepChanged(int step);
    void codeLanguageChanged(int language);
    void sleepsChanged(bool areShown);
    void restartRequested();

private:
    void addLook(QFormLayout *form);
    void addRun(QFormLayout *form);
    QCheckBox *addSwitch(QFormLayout *form, const QString &text, const QString &key, bool initially);
    void addStart(QFormLayout *form);
    void needRestart();

    QLabel *m_note;
    QPushButton *m_restart;
};

} // namespace ScopeLab
