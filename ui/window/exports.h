#pragma once

#include "ui/window/pictures.h"

#include <QMenu>

class QStatusBar;

namespace ScopeLab {

class Banner;
class Opening;
class RecentFiles;

/// What the window writes of a run: recordings, acts as a scenario, pictures, programs, paper. The menu lists the
/// formats. The banner says what went wrong.
class Exports final : public QMenu
{
    Q_OBJECT

public:
    /// What it works with; all of it must outlive this.
    struct Parts
    {
        Playback &playback;
        StageView &stage;
        Opening &opening;
        RecentFiles &recent;
        Banner &banner;
        QStatusBar &status;
    };

    Exports(const Parts &parts, QWidget *window);

    /// Writes what is shown into a file. @returns false if it could not be written.
    bool write(ExportKind kind, const QString &path);

    /// Writes the run as numbered pictures, frame-0001.png and so on, for a program that makes a film of them.
    void writeFrames(const QString &folder);

    void saveRecording();

    /// Writes a new scenario file in which the operator does what was done by hand, and opens it.
    void saveActs();

    /// Into the clipboard, also as a drawing and as text.
    void copyPicture();
    void print();

private:
    bool put(const QString &path, const std::function<bool(QIODevice &)> &write);
    TraceHeader recordingHeader() const;
    void fill();

    Playback &m_playback;
    StageView &m_stage;
    Opening &m_opening;
    RecentFiles &m_recent;
    Banner &m_banner;
    QStatusBar &m_status;
    QWidget *m_window;
};

} // namespace ScopeLab
