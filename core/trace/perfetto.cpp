#include "core/trace/perfetto.h"

#include "core/text/escaping.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>
#include <vector>

namespace ScopeLab {

namespace {

constexpr int Process = 1;

QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

class PerfettoWriter
{
public:
    PerfettoWriter(QIODevice &device, const Trace &trace)
        : m_device(device)
        , m_trace(trace)
    {
    }

    bool write(const QString &title)
    {
        m_text = "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[";
        metadata(QStringLiteral("process_name"), {}, QJsonObject{{QStringLiteral("name"), title}});
        for (EventId id = 1; id <= m_trace.size() && m_isWell; ++id)
            apply(id, m_trace.event(id));
        for (std::uint32_t task = 0; task < m_tracks.size(); ++task) { // close what an abandoned run left open
            for (; m_tracks[task].open > 0; --m_tracks[task].open)
                add(QStringLiteral("E"), TaskId(task), m_trace.end(), {});
        }
        m_text += "]}";
        flush();
        return m_isWell;
    }

private:
    static constexpr qsizetype Chunk = 1 << 18; // bytes handed to the device at once

    /// What is known of a task.
    struct Track
    {
        int open = 0; // slices
        bool waits = false;
    };

    Track &trackOf(TaskId task)
    {
        if (task.number() >= m_tracks.size())
            m_tracks.resize(task.number() + 1);
        return m_tracks[task.number()];
    }

    TaskId ownerOf(ScopeId scope) const
    {
        return scope.number() < m_owners.size() ? m_owners[scope.number()] : TaskId();
    }

    void append(const QJsonObject &event)
    {
        m_text += m_isFirst ? "" : ",";
        m_isFirst = false;
        m_text += escapedJson(QJsonDocument(event).toJson(QJsonDocument::Compact).toStdString());
        if (m_text.size() >= Chunk)
            flush();
    }

    void flush()
    {
        m_isWell = m_isWell && m_device.write(m_text) == m_text.size();
        m_text.clear();
    }

    QJsonObject base(const QString &phase, TaskId task, TimePoint time) const
    {
        return {{QStringLiteral("ph"), phase},
                {QStringLiteral("pid"), Process},
                {QStringLiteral("tid"), static_cast<qint64>(task.number())},
                {QStringLiteral("ts"), std::chrono::duration<double, std::micro>(time.time_since_epoch()).count()}};
    }

    void add(const QString &phase, TaskId task, TimePoint time, const QString &name, const QJsonObject &arguments = {})
    {
        QJsonObject event = base(phase, task, time);
        if (!name.isEmpty())
            event[u"name"] = name;
        if (!arguments.isEmpty())
            event[u"args"] = arguments;
        if (phase == QStringLiteral("i"))
            event[u"s"] = QStringLiteral("t"); // on its own track only
        append(event);
    }

    void metadata(const QString &what, TaskId task, const QJsonObject &arguments)
    {
        add(QStringLiteral("M"), task, {}, what, arguments);
    }

    void begin(TaskId task, TimePoint time, const QString &name, const QJsonObject &arguments = {})
    {
        ++trackOf(task).open;
        add(QStringLiteral("B"), task, time, name, arguments);
    }

    void end(TaskId task, TimePoint time, const QJsonObject &arguments = {})
    {
        Track &track = trackOf(task);
        if (track.open == 0)
            return;
        --track.open;
        add(QStringLiteral("E"), task, time, {}, arguments);
    }

    void endWait(const RunEvent &event)
    {
        if (std::exchange(trackOf(event.task).waits, false))
            end(event.task, event.time);
    }

    /// An arrow from the event that caused @p id, on whichever track that was.
    void arrow(EventId id, TaskId to)
    {
        const RunEvent &event = m_trace.event(id);
        if (!event.cause || !to)
            return;
        const RunEvent &cause = m_trace.event(event.cause);
        const TaskId from = cause.task ? cause.task : ownerOf(scopeOf(cause));
        if (!from || from == to)
            return;
        for (const bool isStart : {true, false}) {
            QJsonObject flow
                = isStart ? base(QStringLiteral("s"), from, cause.time) : base(QStringLiteral("f"), to, event.time);
            flow[u"name"] = QStringLiteral("because");
            flow[u"cat"] = QStringLiteral("cause");
            flow[u"id"] = static_cast<qint64>(id);
            if (!isStart)
                flow[u"bp"] = QStringLiteral("e");
            append(flow);
        }
    }

    QJsonObject described(ErrorId error) const
    {
        return error ? QJsonObject{{QStringLiteral("error"), qt(m_trace.describe(error))}} : QJsonObject();
    }

    void apply(EventId id, const RunEvent &event)
    {
        std::visit([&](const auto &data) { show(id, event, data); }, event.data);
    }

    void show(EventId id, const RunEvent &event, const TaskSpawned &spawned)
    {
        const QString name = qt(m_trace.label(spawned.name).name);
        metadata(QStringLiteral("thread_name"), event.task, {{QStringLiteral("name"), name}});
        metadata(QStringLiteral("thread_sort_index"), event.task,
                 {{QStringLiteral("sort_index"), static_cast<qint64>(event.task.number())}});
        begin(event.task, event.time, name);
        arrow(id, event.task);
    }
    void show(EventId, const RunEvent &event, const TaskResumed &) { endWait(event); }
    void show(EventId id, const RunEvent &event, const TaskStopping &)
    {
        endWait(event);
        instant(event, QStringLiteral("stops"));
        arrow(id, event.task);
    }
    void show(EventId, const RunEvent &event, const TaskSuspended &wait)
    {
        begin(event.task, event.time, QString::fromLatin1(toString(wait.wait)),
              {{QStringLiteral("line"), m_trace.line(event.place)}});
        trackOf(event.task).waits = true;
    }
    void show(EventId, const RunEvent &event, const TaskExited &exited)
    {
        end(event.task, event.time, described(exited.error));
    }
    void show(EventId, const RunEvent &event, const ScopeEntered &entered)
    {
        const Label &label = m_trace.label(entered.name);
        if (entered.scope.number() >= m_owners.size())
            m_owners.resize(entered.scope.number() + 1);
        m_owners[entered.scope.number()] = event.task;
        QJsonObject arguments{{QStringLiteral("kind"), qt(label.kind)},
                              {QStringLiteral("line"), label.place.line},
                              {QStringLiteral("shield"), entered.isShielded}};
        if (entered.deadline != Never)
            arguments[u"deadline_ms"]
                = std::chrono::duration<double, std::milli>(entered.deadline.time_since_epoch()).count();
        begin(event.task, event.time, qt(label.name.empty() ? "scope" : label.name), arguments);
    }
    void show(EventId, const RunEvent &event, const ScopeExited &exited)
    {
        end(event.task, event.time, {{QStringLiteral("cancelled_caught"), exited.hasAbsorbed}});
    }
    void show(EventId id, const RunEvent &event, const CancelRequested &requested)
    {
        const TaskId owner = ownerOf(requested.scope);
        if (!owner)
            return;
        QJsonObject arguments{{QStringLiteral("source"), QString::fromLatin1(toString(requested.source))}};
        if (requested.reason)
            arguments[u"reason"] = qt(m_trace.text(requested.reason));
        add(QStringLiteral("i"), owner, event.time, QStringLiteral("cancel requested"), arguments);
        arrow(id, owner);
    }
    void show(EventId, const RunEvent &event, const ErrorRaised &raised)
    {
        instant(event, QStringLiteral("error raised"), described(raised.error));
    }
    void show(EventId, const RunEvent &event, const ErrorLost &lost)
    {
        instant(event, QStringLiteral("error lost"), described(lost.error));
    }
    void show(EventId, const RunEvent &event, const Logged &logged) { instant(event, qt(m_trace.text(logged.text))); }
    template <typename Other>
    void show(EventId, const RunEvent &, const Other &)
    {
    }

    void instant(const RunEvent &event, const QString &name, const QJsonObject &arguments = {})
    {
        add(QStringLiteral("i"), event.task, event.time, name, arguments);
    }

    QIODevice &m_device;
    const Trace &m_trace;
    QByteArray m_text;
    bool m_isFirst = true;
    bool m_isWell = true;
    std::vector<Track> m_tracks;  // by task
    std::vector<TaskId> m_owners; // by scope
};

} // namespace

bool writePerfetto(QIODevice &device, const Trace &trace, const QString &title)
{
    return PerfettoWriter(device, trace).write(title);
}

QByteArray toPerfetto(const Trace &trace, const QString &title)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    writePerfetto(buffer, trace, title);
    return buffer.data();
}

} // namespace ScopeLab
