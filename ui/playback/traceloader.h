#pragma once

#include "core/trace/tracefile.h"

#include <QFutureWatcher>
#include <QObject>

namespace ScopeLab {

/// Reads a recording on a thread of its own, so that a long one blocks nobody.
class TraceLoader final : public QObject
{
    Q_OBJECT

public:
    explicit TraceLoader(QObject *parent = nullptr);
    ~TraceLoader() override;

    /// Begins with @p path, and leaves what it was reading. What cannot be read at all says so in its error.
    void start(const QString &path);
    void cancel();

    bool isLoading() const { return m_watcher.isRunning(); }
    const QString &path() const { return m_path; }

Q_SIGNALS:
    /// How much was read, 0 to 100.
    void progressed(int percent);
    /// All was read, or it was cancelled: then @p trace is null.
    void finished(const std::shared_ptr<LoadedTrace> &trace);

private:
    QFutureWatcher<std::shared_ptr<LoadedTrace>> m_watcher;
    QString m_path;
};

} // namespace ScopeLab
