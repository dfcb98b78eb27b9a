#pragma once

#include <QScrollArea>

class QPushButton;
class QStandardItem;
class QVBoxLayout;

namespace ScopeLab {

class LibraryModel;

/// What the window shows while nothing is open: three runs to begin with, the library by topic, and the
/// files opened last.
class StartPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit StartPage(const LibraryModel &library, QWidget *parent = nullptr);

    /// Files opened lately, the last one first.
    void setRecent(const QStringList &files);

    /// Whether it is shown at start, as the user chose.
    static bool isWanted();

Q_SIGNALS:
    /// A scenario or a recording is to be shown; @p run: at once.
    void chosen(const QString &file, bool run);
    void openRequested();
    void sectionRequested(const QString &section);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colourIcons();
    QWidget *side();
    QWidget *beginnings();
    QWidget *card(int number, const QString &file);
    QWidget *topics();
    QWidget *topic(const QStandardItem &section, const QString &about);

    const LibraryModel &m_library;
    QVBoxLayout *m_recent = nullptr;
    QList<QPushButton *> m_runs;
};

} // namespace ScopeLab
