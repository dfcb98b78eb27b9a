#pragma once

#include <QMenu>

namespace ScopeLab {

/// The menu of the files that were opened or saved last, the newest first. All windows share the list; it
/// survives the program.
class RecentFiles final : public QMenu
{
    Q_OBJECT

public:
    explicit RecentFiles(QWidget *parent = nullptr);

    static QStringList paths();

    /// Those that can be edited and run.
    static QStringList scenarios();

    /// Puts @p file first.
    void add(const QString &file);

Q_SIGNALS:
    void chosen(const QString &path);
    void changed();

private:
    void fill();
};

} // namespace ScopeLab
