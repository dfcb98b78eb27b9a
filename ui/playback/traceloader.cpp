#include "ui/playback/traceloader.h"

#include "core/session/inputfile.h"

namespace ScopeLab {

TraceLoader::TraceLoader(QObject *parent)
    : QObject(parent)
    , m_reader(this, [this](const Loaded &trace) {
        m_look.stop();
        Q_EMIT finished(trace);
    })
{
    constexpr int LookEveryMs = 50;
    m_look.setInterval(LookEveryMs);
    connect(&m_look, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_progress->percent); });
}

TraceLoader::Loaded TraceLoader::read(const QString &path, Progress *progress)
{
    QFile file;
    auto trace = std::make_shared<LoadedTrace>();
    trace->error = openForReading(file, path);
    if (!trace->error.isEmpty())
        return trace;
    const qint64 size = std::max<qint64>(1, file.size());
    *trace = readTrace(file, [progress, size](qint64 bytes) {
        progress->percent = static_cast<int>(100 * bytes / size);
        return !progress->isCancelled;
    });
    return trace;
}

TraceLoader::~TraceLoader()
{
    leave();
}

/// It stops within a few thousand lines.
void TraceLoader::leave()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

void TraceLoader::start(const QString &path)
{
    leave();
    m_path = path;
    m_progress = std::make_shared<Progress>();
    m_reader.start([path, progress = m_progress] { return read(path, progress.get()); });
    m_look.start();
    m_reader.wait();
}

void TraceLoader::cancel()
{
    leave();
    m_look.stop();
    if (!m_reader.isRunning())
        return;
    m_reader.cancel();
    Q_EMIT finished(nullptr);
}

} // namespace ScopeLab
