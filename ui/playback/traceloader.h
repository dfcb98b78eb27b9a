#pragma once

#include "core/trace/tracefile.h"
#include "ui/playback/background.h"

#include <QObject>
#include <QTimer>

namespace ScopeLab {

/// Reads a recording on a thread of its own, so that a long one blocks nobody.
class TraceLoader final : public QObject
{
    Q_OBJECT

public:
    explicit TraceLoader(QObject *parent = nullptr);
    ~TraceLoader() override;

    /// Begins with @p path, and drops what it was reading. A file that cannot be read at all says so in its error. A
    /// short one has been read when this returns.
    void start(const QString &path);
    void cancel();

    bool isLoading() const { return m_reader.isRunning(); }
    const QString &path() const { return m_path; }

Q_SIGNALS:
    /// How much has been read, 0 to 100; emitted now and then.
    void progressed(int percent);
    /// It has been read to the end, or cancelled: then @p trace is null.
    void finished(const std::shared_ptr<LoadedTrace> &trace);

private:
    /// Shared with the thread that reads.
    struct Progress
    {
        std::atomic<int> percent = 0;
        std::atomic<bool> isCancelled = false;
    };
    using Loaded = std::shared_ptr<LoadedTrace>;

    void leave();
    static Loaded read(const QString &path, Progress *progress);

    Background<Loaded> m_reader;
    std::shared_ptr<Progress> m_progress;
    QTimer m_look; ///< Looks at the progress.
    QString m_path;
};

} // namespace ScopeLab
