#pragma once

#include "ui/playback/playback.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace ScopeLab {

/// What went wrong up to the playhead, the gravest first. A click goes to where it is seen.
class FindingsView final : public QWidget
{
    Q_OBJECT

public:
    explicit FindingsView(Playback &playback, QWidget *parent = nullptr);

    /// Whether there is a scenario that mends this one.
    void setHasFix(bool hasFix);

    int count() const { return static_cast<int>(m_findings.size()); }

    /// How many are listed; the rest are only counted.
    static constexpr int MostShown = 100;

Q_SIGNALS:
    /// Other findings are listed than before.
    void changed();
    void fixRequested();
    /// Somebody wants to see the built-in scenario @p name, which teaches what was found.
    void lessonRequested(const QString &name);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void fill();
    void goTo(int row);
    QString lesson() const;
    void showLessonButton();

    Playback &m_playback;
    std::vector<Finding> m_findings;
    QListWidget *m_list;
    QPushButton *m_fix;
    QPushButton *m_lesson;
};

} // namespace ScopeLab
