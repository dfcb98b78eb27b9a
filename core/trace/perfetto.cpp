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
        metadata(QStringLiteral("process_name"), {}, QJsonObject{{QStringLiteral("name"), title}});
        for (EventId id = 1; id <= m_trace.size(); ++id)
            apply(id, m_trace.event(id));
        for (auto &[task, open] : m_open) { // what an abandoned run left open
            for (; open > 0; --open)
                add(QStringLiteral("E"), task, m_trace.end(), {});
        }
        return QJsonDocument(QJsonObject{{QStringLiteral("displayTimeUnit"), QStringLiteral("ms")},
                                         {QStringLiteral("traceEvents"), m_events}})
            .toJson(QJsonDocument::Compact);
    }

private:
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
        m_events.append(event);
    }

    void metadata(const QString &what, TaskId task, const QJsonObject &arguments)
    {
        add(QStringLiteral("M"), task, {}, what, arguments);
    }

    void begin(TaskId task, TimePoint time, const QString &name, const QJsonObject &arguments = {})
    {
        ++m_open[task];
        add(QStringLiteral("B"), task, time, name, arguments);
    }

    void end(TaskId task, TimePoint time, const QJsonObject &arguments = {})
    {
        if (m_open[task] == 0)
            return;
        --m_open[task];
        add(QStringLiteral("E"), task, time, {}, arguments);
    }

    void endWait(const RunEvent &event)
    {
        if (m_waits[event.task])
            end(event.task, event.time);
        m_waits[event.task] = false;
    }

    /// An arrow from the event that caused @p id, on whichever track that was.
    void arrow(EventId id, TaskId to)
    {
        const RunEvent &event = m_trace.event(id);
        if (!event.cause || !to)
            return;
        const RunEvent &cause = m_trace.event(event.cause);
        const auto owner = m_ownerOf.find(scopeOf(cause));
        const TaskId from = cause.task ? cause.task : owner != m_ownerOf.end() ? owner->second : TaskId();
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
        m_waits[event.task] = true;
    }
    void show(EventId, const RunEvent &event, const TaskExited &exited)
    {
        end(event.task, event.time, described(exited.error));
    }
    void show(EventId, const RunEvent &event, const ScopeEntered &entered)
    {
        const Label &label = m_trace.label(entered.name);
        m_ownerOf[entered.scope] = event.task;
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
        const auto owner = m_ownerOf.find(requested.scope);
        if (owner == m_ownerOf.end())
            return;
        QJsonObject arguments{{QStringLiteral("source"), QString::fromLatin1(toString(requested.source))}};
        if (requested.reason)
            arguments[u"reason"] = qt(m_trace.text(requested.reason));
        add(QStringLiteral("i"), owner->second, event.time, QStringLiteral("cancel requested"), arguments);
        arrow(id, owner->second);
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
