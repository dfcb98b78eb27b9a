#include "ui/playback/traceloader.h"

#include <QFile>
#include <QtConcurrent>

namespace ScopeLab {

namespace {

void read(QPromise<std::shared_ptr<LoadedTrace>> &promise, const QString &path)
{
    QFile file(path);
    auto trace = std::make_shared<LoadedTrace>();
    if (file.open(QIODevice::ReadOnly)) {
        const qint64 size = std::max<qint64>(1, file.size());
        promise.setProgressRange(0, 100);
        *trace = readTrace(file, [&promise, size](qint64 bytes) {
            promise.setProgressValue(static_cast<int>(100 * bytes / size));
            return !promise.isCanceled();
        });
    } else {
        trace->error = file.errorString();
    }
    promise.addResult(std::move(trace));
}

} // namespace

TraceLoader::TraceLoader(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, &TraceLoader::progressed);
    connect(&m_watcher, &QFutureWatcherBase::finished, this,
            [this] { Q_EMIT finished(m_watcher.isCanceled() ? nullptr : m_watcher.result()); });
}

TraceLoader::~TraceLoader()
{
    m_watcher.cancel();
    m_watcher.waitForFinished(); // it stops within a few thousand lines
}

void TraceLoader::start(const QString &path)
{
    m_watcher.cancel();
    m_path = path;
    m_watcher.setFuture(QtConcurrent::run(read, path));
}

void TraceLoader::cancel()
{
    m_watcher.cancel();
}

} // namespace ScopeLab
