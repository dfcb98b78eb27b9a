#pragma once

#include "ui/playback/playback.h"
#include "ui/playback/scenariodocument.h"

namespace ScopeLab {

class Banner;
class Modes;
class ReadingLine;
class RecentFiles;
class Saving;

/// Opens scenarios and recordings, and runs what is typed. Knows what is open.
class Opening final : public QObject
{
    Q_OBJECT

public:
    /// What it works with; all of it must outlive this.
    struct Parts
    {
        Playback &playback;
        ScenarioDocument &document;
        Modes &modes;
        Banner &banner;
        ReadingLine &reading;
        Saving &saving;
        RecentFiles &recent;
    };

    /// @param window the parent of dialogs.
    Opening(const Parts &parts, QWidget *window);

    /// Opens a scenario or a recording; what takes long to read follows later. A file with mistakes is shown
    /// with its mistakes. @param plays whether a scenario is then played.
    void open(const QString &file, bool plays = false);
    void openDialog();

    /// Begins with a text that has never been saved.
    void begin(const QString &text);

    /// Begins with what an earlier program could not save.
    void restore(const UnsavedText &unsaved);

    /// True while nothing is open, nor being read.
    bool isEmpty() const;

    /// What is open: a path, or the name of a built-in scenario. Empty for a recording, and once the text was edited.
    const QString &file() const { return m_file; }

    /// What the recording that was opened last says of itself.
    const TraceHeader &recordingHeader() const { return m_recordingHeader; }

Q_SIGNALS:
    void fileChanged();

    /// Somebody opened @p file, whether or not it could be shown; empty: a new scenario.
    void tried(const QString &file);

    /// A scenario without mistakes is there.
    void opened();

    /// The banner lists the mistakes of a file, and the editor has its text.
    void mistakesFound();

    /// Somebody is going to write. @param isNew from a template; else what was restored.
    void writingBegins(bool isNew);

private:
    void setFile(const QString &file);
    void showScenario(const QString &file, const ScenarioFile &read, bool plays);
    void openScenario(const ScenarioFile &file);
    void showMistakes(const ScenarioFile &file);
    void showRecording(const QString &path, LoadedTrace trace);
    static QStringList remarksOn(const QString &path, const LoadedTrace &trace);
    void takeEdit();

    Playback &m_playback;
    ScenarioDocument &m_document;
    Modes &m_modes;
    Banner &m_banner;
    ReadingLine &m_reading;
    Saving &m_saving;
    RecentFiles &m_recent;
    QWidget *m_window;
    QString m_file;
    TraceHeader m_recordingHeader;
};

} // namespace ScopeLab
