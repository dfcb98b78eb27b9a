#include "core/trace/perfetto.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <unordered_map>
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
    explicit PerfettoWriter(const Trace &trace)
        : m_trace(trace)
    {
    }

    QByteArray write(const QString &title)
    {
        metadata(QStringLiteral("process_name"), 0, QJsonObject{{QStringLiteral("name"), title}});
        for (EventId id = 1; id <= m_trace.size(); ++id)
            apply(id, m_trace.event(id));
        for (auto &[task, open] : m_open) { // what an abandoned run left open
            for (; open > 0; --open)
                add(QStringLiteral("E"), task, m_trace.events().back().time, {});
        }
        return QJsonDocument(QJsonObject{{QStringLiteral("displayTimeUnit"), QStringLiteral("ms")},
                                         {QStringLiteral("traceEvents"), m_events}})
            .toJson(QJsonDocument::Compact);
    }

private:
    QJsonObject base(const QString &phase, TaskId task, std::int64_t time) const
    {
        return {{QStringLiteral("ph"), phase},
                {QStringLiteral("pid"), Process},
                {QStringLiteral("tid"), static_cast<qint64>(task)},
                {QStringLiteral("ts"), static_cast<double>(time) / 1000.0}};
    }

    void add(const QString &phase, TaskId task, std::int64_t time, const QString &name,
             const QJsonObject &arguments = {})
    {
        QJsonObject event = base(phase, task, time);
        if (!name.isEmpty())
            event[u"name"] = name;
        if (!arguments.isEmpty())
            event[u"args"] = arguments;
        if (phase == QStringLiteral("i"))
            event[u"s"] = QStringLiteral("t"); // on its own track only
        m_events.append(event);
    }

    void metadata(const QString &what, TaskId task, const QJsonObject &arguments)
    {
        add(QStringLiteral("M"), task, 0, what, arguments);
    }

    void begin(TaskId task, std::int64_t time, const QString &name, const QJsonObject &arguments = {})
    {
        ++m_open[task];
        add(QStringLiteral("B"), task, time, name, arguments);
    }

    void end(TaskId task, std::int64_t time, const QJsonObject &arguments = {})
    {
        if (m_open[task] == 0)
            return;
        --m_open[task];
        add(QStringLiteral("E"), task, time, {}, arguments);
    }

    void endWait(const TraceEvent &event)
    {
        if (m_waits[event.task])
            end(event.task, event.time);
        m_waits[event.task] = false;
    }

    /// An arrow from the event that caused @p id, on whichever track that was.
    void arrow(EventId id, TaskId to)
    {
        const TraceEvent &event = m_trace.event(id);
        if (!event.cause || !to)
            return;
        const TraceEvent &cause = m_trace.event(event.cause);
        const auto owner = m_ownerOf.find(cause.scope);
        const TaskId from = cause.task ? cause.task : owner != m_ownerOf.end() ? owner->second : 0;
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
            m_events.append(flow);
        }
    }

    QJsonObject errorOf(std::uint32_t errorIndex) const
    {
        return errorIndex ? QJsonObject{{QStringLiteral("error"), qt(m_trace.describe(errorIndex))}} : QJsonObject();
    }

    void apply(EventId id, const TraceEvent &event)
    {
        const std::int64_t time = event.time;
        switch (event.kind) {
        case EventKind::TaskSpawned: {
            const QString name = qt(m_trace.label(event.labelIndex).name);
            metadata(QStringLiteral("thread_name"), event.task, {{QStringLiteral("name"), name}});
            metadata(QStringLiteral("thread_sort_index"), event.task,
                     {{QStringLiteral("sort_index"), static_cast<qint64>(event.task)}});
            begin(event.task, time, name);
            arrow(id, event.task);
            break;
        }
        case EventKind::TaskResumed: endWait(event); break;
        case EventKind::TaskStopping:
            endWait(event);
            add(QStringLiteral("i"), event.task, time, QStringLiteral("stops"));
            arrow(id, event.task);
            break;
        case EventKind::TaskSuspended:
            begin(event.task, time, QString::fromLatin1(toString(event.wait)), {{QStringLiteral("line"), event.place}});
            m_waits[event.task] = true;
            break;
        case EventKind::TaskExited: end(event.task, time, errorOf(event.errorIndex)); break;
        case EventKind::ScopeEntered: {
            const Label &label = m_trace.label(event.labelIndex);
            m_ownerOf[event.scope] = event.task;
            QJsonObject arguments{{QStringLiteral("kind"), qt(label.kind)},
                                  {QStringLiteral("line"), label.place},
                                  {QStringLiteral("shield"), event.flag}};
            if (event.value >= 0)
                arguments[u"deadline_ms"] = static_cast<double>(event.value) / 1e6;
            begin(event.task, time, qt(label.name.empty() ? "scope" : label.name), arguments);
            break;
        }
        case EventKind::ScopeExited: end(event.task, time, {{QStringLiteral("cancelled_caught"), event.flag}}); break;
        case EventKind::CancelRequested: {
            const auto owner = m_ownerOf.find(event.scope);
            if (owner == m_ownerOf.end())
                break;
            QJsonObject arguments{{QStringLiteral("source"), QString::fromLatin1(toString(event.source))}};
            if (event.textIndex)
                arguments[u"reason"] = qt(m_trace.text(event.textIndex));
            add(QStringLiteral("i"), owner->second, time, QStringLiteral("cancel requested"), arguments);
            arrow(id, owner->second);
            break;
        }
        case EventKind::ErrorRaised:
            add(QStringLiteral("i"), event.task, time, QStringLiteral("error raised"), errorOf(event.errorIndex));
            break;
        case EventKind::ErrorLost:
            add(QStringLiteral("i"), event.task, time, QStringLiteral("error lost"), errorOf(event.errorIndex));
            break;
        case EventKind::Logged: add(QStringLiteral("i"), event.task, time, qt(m_trace.text(event.textIndex))); break;
        default: break;
        }
    }

    const Trace &m_trace;
    QJsonArray m_events;
    std::unordered_map<TaskId, int> m_open; // slices
    std::unordered_map<TaskId, bool> m_waits;
    std::unordered_map<ScopeId, TaskId> m_ownerOf;
};

} // namespace

QByteArray toPerfetto(const Trace &trace, const QString &title)
{
    return PerfettoWriter(trace).write(title);
}

} // namespace ScopeLab
