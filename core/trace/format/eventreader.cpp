#include "core/trace/format/eventreader.h"

#include "core/trace/format/words.h"

#include <QHash>
#include <QJsonDocument>

namespace ScopeLab {

namespace {

// Far enough from the ends that times can be subtracted from each other.
constexpr std::int64_t LatestTime = INT64_MAX / 2;
constexpr std::int64_t EarliestDeadline = -(INT64_MAX / 2);

const char *nameOf(TaskId)
{
    return "task";
}
const char *nameOf(ScopeId)
{
    return "scope";
}
const char *nameOf(ResourceId)
{
    return "resource";
}
const char *nameOf(NameId)
{
    return "name";
}
const char *nameOf(PlaceId)
{
    return "place";
}
const char *nameOf(ErrorId)
{
    return "error";
}

QString latin(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

bool EventReader::read(const QString &name)
{
    using Read = bool (EventReader::*)();
    static const QHash<QString, Read> reads = []<std::size_t... index>(std::index_sequence<index...>) {
        return QHash<QString, Read>{
            {latin(EventNames[index]), &EventReader::readAs<std::variant_alternative_t<index, EventData>>}...};
    }(std::make_index_sequence<std::variant_size_v<EventData> - 1>()); // but for the unknown one
    const Read readIt = reads.value(name);
    return readIt ? (this->*readIt)() : readUnknown(name);
}

template <typename Event>
bool EventReader::readAs()
{
    readTime();
    if (!readTask(std::is_same_v<Event, TaskSpawned>, NeedsTask<Event>, IsOfALivingTask<Event>))
        return false;
    (*this)("place", m_event.place, Need::Loose);
    (*this)("cause", m_event.cause, Need::Loose);
    Event data;
    visitFields(data, *this);
    if (!m_isTaken || !isSound(data))
        return false;
    if constexpr (requires { data.error; }) {
        if (!isWorth(data.error))
            return false;
    }
    take(data);
    for (const Text &text : m_texts)
        *text.target = m_run.trace.addText(text.text);
    m_event.data = data;
    m_run.trace.add(m_event);
    if (m_fields.hasRest())
        keepUnknownFields();
    return true;
}

bool EventReader::readUnknown(const QString &name)
{
    m_fields.complainOnce(Complaint::UnknownEvent, "event", {name});
    readTime();
    static_cast<void>(readTask(false, false, false));
    (*this)("place", m_event.place, Need::Loose);
    (*this)("cause", m_event.cause, Need::Loose);
    QJsonObject line = m_fields.rest();
    m_run.m_tables.translateIds(line);
    line[u"event"] = name;
    const TextId text = m_run.trace.addText(QJsonDocument(line).toJson(QJsonDocument::Compact).toStdString());
    m_event.data = UnknownEvent{text};
    m_run.trace.add(m_event);
    return true;
}

void EventReader::readTime()
{
    const TimePoint last = m_run.trace.end();
    const std::int64_t before = last.time_since_epoch().count();
    const std::int64_t time = m_fields.integer("time", before, 0, LatestTime);
    if (time < before)
        m_fields.complain(Complaint::TimeBackwards, "time", {QString::number(before), QString::number(time)});
    m_event.time = TimePoint(Duration(std::max(time, before)));
}

bool EventReader::readTask(bool isNew, bool isNeeded, bool mustLive)
{
    const QJsonValue id = m_fields.take("task");
    if (id.isUndefined()) {
        if (isNeeded)
            m_fields.complain(Complaint::Missing, "event", {m_fields.peek("event").toString(), QStringLiteral("task")});
        return !isNeeded;
    }
    const TaskId known(m_run.m_tables.tasks.find(id));
    if (isNew) {
        m_newId = id;
        m_event.task = TaskId(static_cast<std::uint32_t>(m_run.m_tasks.size() + 1));
        return admit(m_run.m_tables.tasks, "task", id, "task", known && m_run.note(known).endedInLine);
    }
    if (!known) {
        m_fields.complain(isNeeded ? Complaint::UnknownIdSkipped : Complaint::UnknownId, "task",
                          {QStringLiteral("task"), idText(id), QStringLiteral("task")});
        return !isNeeded;
    }
    if (const int line = m_run.note(known).endedInLine; mustLive && line) {
        m_fields.complain(Complaint::TaskEnded, "task", {idText(id), QString::number(line)});
        return false;
    }
    m_event.task = known;
    return true;
}

/// May @p id begin to exist? Yes if nothing has it, or if what had it is over: some recorders use addresses.
bool EventReader::admit(IdMap &ids, const char *key, const QJsonValue &id, const char *what, bool isOver)
{
    if (!IdMap::isId(id)) {
        m_fields.wrongType(key, "an integer or a string", "the line is skipped");
        return false;
    }
    if (!ids.find(id) || isOver)
        return true;
    m_fields.complain(Complaint::IdTwice, key, {latin(what), idText(id)});
    return false;
}

/// Whoever follows an error looks into groups: no file may make that endless.
bool EventReader::isWorth(ErrorId error)
{
    m_run.m_steps += m_run.m_tables.weight(error);
    if (m_run.m_steps <= m_run.m_stepsAllowed)
        return true;
    m_fields.complain(Complaint::TooMuchWork, "error", {});
    return false;
}

bool EventReader::isSound(ScopeEntered &entered)
{
    if (!entered.parent && m_fields.peek("parent") == m_newId)
        m_fields.complain(Complaint::BelowItself, "parent",
                          {idText(m_newId), QStringLiteral("'parent' is taken as left out")});
    return true;
}

bool EventReader::isSound(ScopeMoved &moved)
{
    const QString id = idText(m_fields.peek("scope"));
    if (const int line = m_run.note(moved.scope).leftInLine) {
        m_fields.complain(Complaint::ScopeLeft, "scope", {id, QString::number(line)});
        return false;
    }
    for (ScopeId at = moved.parent; at; at = m_run.note(at).parent) {
        if (at == moved.scope || ++m_run.m_steps > m_run.m_stepsAllowed) {
            m_fields.complain(Complaint::BelowItself, "parent", {id, QStringLiteral("the line is skipped")});
            return false;
        }
    }
    return true;
}

bool EventReader::isSound(ScopeExited &exited)
{
    const RunReader::ScopeNote &scope = m_run.note(exited.scope);
    const QString id = idText(m_fields.peek("scope"));
    if (scope.leftInLine) {
        m_fields.complain(Complaint::ScopeLeft, "scope", {id, QString::number(scope.leftInLine)});
        return false;
    }
    if (scope.owner != m_event.task)
        m_fields.complain(Complaint::OtherTask, "scope", {id});
    else if (m_run.note(m_event.task).inner != exited.scope)
        m_fields.complain(Complaint::WrongOrder, "scope", {id});
    return true;
}

bool EventReader::isSound(RunEnded &)
{
    if (m_run.m_endedInLine)
        m_fields.complain(Complaint::EndedTwice, "event", {QString::number(m_run.m_endedInLine)});
    return !m_run.m_endedInLine;
}

bool EventReader::isSound(TaskExited &)
{
    const ScopeId inner = m_run.note(m_event.task).inner;
    if (inner && m_run.note(inner).owner == m_event.task)
        m_fields.complain(Complaint::LeftOpen, "task", {idText(m_fields.peek("task"))});
    return true;
}

void EventReader::take(TaskSpawned &spawned)
{
    m_run.m_tasks.push_back({0, spawned.scope});
    m_run.m_tables.tasks.set(m_newId, m_event.task.number());
}

void EventReader::take(TaskMoved &moved)
{
    RunReader::TaskNote &task = m_run.note(m_event.task);
    if (!task.inner || m_run.note(task.inner).owner != m_event.task)
        task.inner = moved.scope;
}

void EventReader::take(TaskExited &)
{
    m_run.note(m_event.task).endedInLine = m_fields.line();
}

void EventReader::take(RunEnded &)
{
    m_run.m_endedInLine = m_fields.line();
}

void EventReader::take(ScopeEntered &entered)
{
    m_run.m_scopes.push_back({entered.parent, m_event.task, 0});
    m_run.m_tables.scopes.set(m_newId, entered.scope.number());
    m_run.note(m_event.task).inner = entered.scope;
}

void EventReader::take(ScopeMoved &moved)
{
    m_run.note(moved.scope).parent = moved.parent;
}

void EventReader::take(ScopeExited &exited)
{
    RunReader::ScopeNote &scope = m_run.note(exited.scope);
    scope.leftInLine = m_fields.line();
    m_run.note(m_event.task).inner = scope.parent;
}

void EventReader::take(ResourceSeen &)
{
    m_run.m_tables.resources.set(m_newId, ++m_run.m_resources);
}

void EventReader::keepUnknownFields()
{
    const QString name = m_fields.peek("event").toString();
    QJsonObject rest = m_fields.rest();
    if (rest.isEmpty())
        return;
    for (const QString &key : m_fields.strangers(rest))
        m_fields.complainOnce(Complaint::UnknownField, key.toUtf8().constData(), {name, key});
    m_run.m_tables.translateIds(rest);
    m_run.trace.unknowns.keep(Unknowns::Of::Event, m_run.trace.size(),
                              QJsonDocument(rest).toJson(QJsonDocument::Compact).toStdString());
}

void EventReader::operator()(const char *key, std::int64_t &value, Need)
{
    value = m_fields.integer(key, 0, INT64_MIN, INT64_MAX);
}

void EventReader::operator()(const char *key, TimePoint &value, Need)
{
    const std::int64_t never = Never.time_since_epoch().count();
    value = TimePoint(Duration(m_fields.integer(key, never, EarliestDeadline, never)));
}

void EventReader::operator()(const char *key, TextId &value, Need)
{
    const std::string text = m_fields.string(key).toStdString();
    if (!text.empty())
        m_texts.push_back({&value, text});
}

void EventReader::operator()(const char *key, EventId &value, Need)
{
    const QJsonValue id = m_fields.take(key);
    if (id.isUndefined())
        return;
    value = m_run.findEvent(id);
    if (!value)
        m_fields.complain(Complaint::NotEarlier, key, {latin(key)});
    else if (&value != &m_event.cause && !m_run.trace.event(value).is<CancelRequested>()) {
        m_fields.complain(Complaint::NotARequest, key, {latin(key)});
        value = 0;
    }
}

/// Operations begin to exist when they are first mentioned.
void EventReader::operator()(const char *key, OperationId &value, Need)
{
    const QJsonValue id = m_fields.take(key);
    if (id.isUndefined()) {
        m_fields.complain(Complaint::Missing, "event", {m_fields.peek("event").toString(), latin(key)});
        skip();
    } else if (!IdMap::isId(id)) {
        m_fields.wrongType(key, "an integer or a string", "the line is skipped");
        skip();
    } else {
        IdMap &known = m_run.m_tables.operations;
        if (!known.find(id))
            known.set(id, ++m_run.m_operations);
        value = OperationId(known.find(id));
    }
}

template <typename Tag>
void EventReader::operator()(const char *key, Id<Tag> &value, Need need)
{
    const QJsonValue id = m_fields.take(key);
    const char *const what = nameOf(value);
    if (id.isUndefined()) {
        if (need == Need::New || need == Need::Required) {
            m_fields.complain(Complaint::Missing, "event", {m_fields.peek("event").toString(), latin(key)});
            skip();
        }
        return;
    }
    const std::uint32_t known = m_run.m_tables.find(id, value);
    if (need == Need::New) {
        m_newId = id;
        if constexpr (std::is_same_v<Id<Tag>, ScopeId>) {
            value = ScopeId(static_cast<std::uint32_t>(m_run.m_scopes.size() + 1));
            const bool isOver = known && m_run.m_scopes[known - 1].leftInLine;
            m_isTaken &= admit(m_run.m_tables.scopes, key, id, what, isOver);
        } else if constexpr (std::is_same_v<Id<Tag>, ResourceId>) {
            value = ResourceId(m_run.m_resources + 1);
            m_isTaken &= admit(m_run.m_tables.resources, key, id, what, false);
        }
        return;
    }
    value = Id<Tag>(known);
    if (known)
        return;
    m_fields.complain(need == Need::Loose ? Complaint::UnknownId : Complaint::UnknownIdSkipped, key,
                      {latin(what), idText(id), latin(key)});
    if (need != Need::Loose)
        skip();
}

template <typename Enum>
    requires std::is_enum_v<Enum>
void EventReader::operator()(const char *key, Enum &value, Need)
{
    const QString word = m_fields.string(key);
    if (word.isEmpty())
        return;
    if (const std::optional<Enum> known = fromWord<Enum>(word)) {
        value = *known;
        return;
    }
    m_fields.complainOnce(Complaint::UnknownWord, key, {latin(key), word, latin(toString(value))});
    m_fields.giveBack(key);
}

} // namespace ScopeLab
