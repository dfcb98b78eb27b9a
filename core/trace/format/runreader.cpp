#include "core/trace/format/runreader.h"

#include "core/trace/format/eventreader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace ScopeLab {

namespace {

// How much each line adds to what a reader may spend.
constexpr std::uint64_t StepsPerLine = 64;

std::string compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

RunReader::RunReader(LineFields &start)
{
    readHeader(start);
}

void RunReader::readHeader(LineFields &start)
{
    header.source = start.string("source");
    header.title = start.string("title");
    header.clock = start.string("clock");
    if (header.clock.isEmpty())
        header.clock = QStringLiteral("monotonic");
    trace.clock = header.clock == QStringLiteral("virtual") ? ClockKind::Virtual : ClockKind::Real;
    if (!QStringList{QStringLiteral("virtual"), QStringLiteral("monotonic"), QStringLiteral("wall")}.contains(
            header.clock))
        start.complain(Complaint::UnknownWord, "clock",
                       {QStringLiteral("clock"), header.clock, QStringLiteral("monotonic")});
    if (!start.peek("start_ns").isUndefined())
        header.startNs = start.integer("start_ns", 0, INT64_MIN, INT64_MAX);
    header.language = start.string("language");
    header.runtime = start.string("runtime");
    header.recorder = start.string("recorder");
    header.process = start.integer("process", 0, INT64_MIN, INT64_MAX);
    for (const QJsonValue argument : start.take("arguments").toArray())
        header.arguments.append(argument.toString());
    header.backend = start.string("backend");
    header.executor = start.string("executor");
    header.seed = static_cast<quint64>(start.integer("seed", 1, INT64_MIN, INT64_MAX));
    header.scenario = start.string("scenario");
    m_cursor = start.take("cursor");
    header.time = TimePoint(Duration(start.integer("cursor_time", 0, 0, INT64_MAX / 2)));
    m_selectedTask = start.take("selected_task");
    m_selectedScope = start.take("selected_scope");
    header.unknown = start.rest();
    for (const QString &key : header.unknown.keys())
        start.complainOnce(Complaint::UnknownField, key.toUtf8().constData(), {QStringLiteral("the header"), key});
}

void RunReader::finish()
{
    header.cursor = findEvent(m_cursor);
    header.selectedTask = TaskId(m_tables.tasks.find(m_selectedTask));
    header.selectedScope = ScopeId(m_tables.scopes.find(m_selectedScope));
}

void RunReader::keepLine(LineFields &fields)
{
    if (!fields.peek("define").toString().startsWith(QLatin1StringView("x_")))
        fields.complainOnce(Complaint::UnknownLine, "define", {});
    QJsonObject line = fields.json();
    line.remove(u"run");
    m_tables.translateIds(line);
    trace.unknowns.keep(Unknowns::Of::Line, trace.size(), compact(line));
}

EventId RunReader::findEvent(const QJsonValue &id) const
{
    if (m_haveIds)
        return m_events.find(id);
    const std::optional<std::int64_t> position = IdMap::integer(id);
    if (!position || *position < 1 || *position > m_lines)
        return 0;
    const auto found = std::lower_bound(m_leftOut.begin(), m_leftOut.end(), *position);
    if (found != m_leftOut.end() && *found == *position)
        return 0;
    return static_cast<EventId>(*position - (found - m_leftOut.begin()));
}

/// An event was read. Taken or not, it has a position among the lines of its run.
void RunReader::count(const QJsonValue &id, bool isTaken)
{
    ++m_lines;
    m_stepsAllowed += StepsPerLine;
    if (!isTaken)
        m_leftOut.push_back(m_lines);
    if (id.isUndefined() || !isTaken)
        return;
    m_haveIds = true;
    m_events.set(id, trace.size());
}

void RunReader::readEvent(LineFields &fields)
{
    const QString name = fields.take("event").toString();
    QJsonValue id = fields.take("id");
    if (!id.isUndefined() && !IdMap::isId(id)) {
        fields.wrongType("id", "an integer or a string", "taken as left out");
        id = QJsonValue::Undefined;
    } else if (!id.isUndefined() && m_events.find(id)) {
        fields.complain(Complaint::IdAgain, "id", {QStringLiteral("event"), idText(id)});
    }
    EventReader reader(*this, fields);
    count(id, reader.read(name));
}

} // namespace ScopeLab
