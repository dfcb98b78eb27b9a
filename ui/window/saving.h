#pragma once

#include "ui/playback/playback.h"
#include "ui/playback/scenariodocument.h"

#include <QFileSystemWatcher>

class QStatusBar;

namespace ScopeLab {

class Banner;

/// The document and its file on disk: saves it, asks before changes are lost, and notices when another program
/// writes the same file.
class Saving final : public QObject
{
    Q_OBJECT

public:
    /// @param window the parent of dialogs. All that is passed must outlive this.
    Saving(Playback &playback, ScenarioDocument &document, Banner &banner, QStatusBar &status, QWidget *window);

    /// @returns false if the text is still not saved.
    bool save();
    bool saveAs();

    /// Asks what to do with changes that are not saved. @returns false if the user would rather stay.
    bool mayLeave();

    /// Watches the file of the document, and none else. Call it when another one was opened.
    void watch();

Q_SIGNALS:
    /// It has another file now.
    void savedAs(const QString &path);

    /// The file is to be read again; what was typed is not wanted any more.
    void reloadRequested(const QString &path);

private:
    bool askAndSave();
    bool overwrite();
    void takeChange(const QString &path);
    void reload();

    Playback &m_playback;
    ScenarioDocument &m_document;
    Banner &m_banner;
    QStatusBar &m_status;
    QWidget *m_window;
    QFileSystemWatcher m_watcher;
};

} // namespace ScopeLab
