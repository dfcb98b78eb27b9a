#include "core/trace/tracefile.h"

#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <iterator>

namespace ScopeLab {

namespace {

constexpr int FormatVersion = 1;

/// A number of an event or an error, under its key in the file. What is 0 is left out.
template <typename Record>
struct NumberField
{
    const char16_t *key;
    qint64 (*get)(const Record &);
    void (*set)(Record &, qint64);
};

#define SCOPELAB_NUMBER(Record, key, member)                                                                           \
    NumberField<Record>                                                                                                \
    {                                                                                                                  \
        key, [](const Record &record) { return static_cast<qint64>(record.member); },                                  \
            [](Record &record, qint64 number) { record.member = static_cast<decltype(record.member)>(number); }        \
    }

const NumberField<TraceEvent> EventNumbers[]
    = {SCOPELAB_NUMBER(TraceEvent, u"t", time),           SCOPELAB_NUMBER(TraceEvent, u"task", task),
       SCOPELAB_NUMBER(TraceEvent, u"scope", scope),      SCOPELAB_NUMBER(TraceEvent, u"other", other),
       SCOPELAB_NUMBER(TraceEvent, u"line", place),       SCOPELAB_NUMBER(TraceEvent, u"cause", cause),
       SCOPELAB_NUMBER(TraceEvent, u"error", errorIndex), SCOPELAB_NUMBER(TraceEvent, u"other_error", otherErrorIndex),
       SCOPELAB_NUMBER(TraceEvent, u"text", textIndex),   SCOPELAB_NUMBER(TraceEvent, u"label", labelIndex),
       SCOPELAB_NUMBER(TraceEvent, u"value", value),      SCOPELAB_NUMBER(TraceEvent, u"flag", flag)};

const NumberField<ErrorRecord> ErrorNumbers[]
    = {SCOPELAB_NUMBER(ErrorRecord, u"identity", identity), SCOPELAB_NUMBER(ErrorRecord, u"kind", kind),
       SCOPELAB_NUMBER(ErrorRecord, u"holds", holds),       SCOPELAB_NUMBER(ErrorRecord, u"cause", cause),
       SCOPELAB_NUMBER(ErrorRecord, u"context", context),   SCOPELAB_NUMBER(ErrorRecord, u"task", task),
       SCOPELAB_NUMBER(ErrorRecord, u"line", place)};

#undef SCOPELAB_NUMBER

template <typename Record, std::size_t count>
void writeNumbers(QJsonObject &json, const Record &record, const NumberField<Record> (&fields)[count])
{
    for (const NumberField<Record> &field : fields) {
        if (const qint64 number = field.get(record))
            json[QStringView(field.key)] = number;
    }
}

template <typename Record, std::size_t count>
void readNumbers(const QJsonObject &json, Record &record, const NumberField<Record> (&fields)[count])
{
    for (const NumberField<Record> &field : fields)
        field.set(record, json[QStringView(field.key)].toInteger());
}

QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

QJsonObject toJson(const TraceEvent &event)
{
    QJsonObject json;
    json[u"event"] = QLatin1StringView(toString(event.kind));
    if (event.wait != WaitKind::None)
        json[u"wait"] = QLatin1StringView(toString(event.wait));
    if (event.source != CancelSource::None)
        json[u"source"] = QLatin1StringView(toString(event.source));
    writeNumbers(json, event, EventNumbers);
    return json;
}

QJsonObject toJson(const ErrorRecord &record)
{
    QJsonObject json;
    json[u"type"] = qt(record.type);
    json[u"message"] = qt(record.message);
    writeNumbers(json, record, ErrorNumbers);
    QJsonArray notes;
    for (const std::string &note : record.notes)
        notes.append(qt(note));
    QJsonArray members;
    for (const std::uint32_t member : record.members)
        members.append(static_cast<qint64>(member));
    json[u"notes"] = notes;
    json[u"members"] = members;
    return json;
}

template <typename Enum>
std::optional<Enum> enumFrom(const QString &word, Enum last)
{
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (word == QLatin1StringView(toString(static_cast<Enum>(i))))
            return static_cast<Enum>(i);
    }
    return {};
}

/// Reads one line after another into a LoadedTrace; answers what is wrong with a line.
class LineReader
{
public:
    explicit LineReader(LoadedTrace &target)
        : m_target(target)
    {
    }

    QString read(const QByteArray &line)
    {
        QJsonParseError parseError;
        const QJsonDocument document = QJsonDocument::fromJson(line, &parseError);
        if (!document.isObject())
            return QStringLiteral("this is not a JSON object: %1").arg(parseError.errorString());
        const QJsonObject json = document.object();
        if (!m_target.isUsable)
            return readHeader(json);
        if (json.contains(u"event"))
            return readEvent(json);
        if (json.contains(u"type"))
            return readError(json);
        if (json.contains(u"name")) {
            m_target.trace.addLabel({json[u"name"].toString().toStdString(), json[u"kind"].toString().toStdString(),
                                     json[u"line"].toInt()});
            return {};
        }
        if (json.contains(u"string")) {
            m_target.trace.addText(json[u"string"].toString().toStdString());
            return {};
        }
        return QStringLiteral("nothing known is in this line");
    }

private:
    QString readHeader(const QJsonObject &json)
    {
        const int version = json[u"scopelab_trace"].toInt();
        if (version == 0)
            return QStringLiteral("this is not a recording of ScopeLab");
        if (version > FormatVersion)
            return QStringLiteral("this recording has format %1, this release reads up to %2")
                .arg(version)
                .arg(FormatVersion);
        TraceHeader &header = m_target.header;
        header.title = json[u"title"].toString();
        header.backend = json[u"backend"].toString();
        header.executor = json[u"executor"].toString();
        header.seed = static_cast<quint64>(json[u"seed"].toInteger(1));
        header.scenario = json[u"scenario"].toString();
        header.cursor = static_cast<EventId>(json[u"cursor"].toInteger());
        header.time = json[u"time_ns"].toInteger();
        header.selectedTask = static_cast<TaskId>(json[u"selected_task"].toInteger());
        header.selectedScope = static_cast<ScopeId>(json[u"selected_scope"].toInteger());
        m_target.isUsable = true;
        return {};
    }

    QString readEvent(const QJsonObject &json)
    {
        TraceEvent event;
        const auto kind = enumFrom(json[u"event"].toString(), EventKind::RunEnded);
        const auto wait = enumFrom(json[u"wait"].toString(QStringLiteral("none")), WaitKind::Start);
        const auto source = enumFrom(json[u"source"].toString(QStringLiteral("none")), CancelSource::Shutdown);
        if (!kind || !wait || !source)
            return QStringLiteral("there is no event '%1'").arg(json[u"event"].toString());
        readNumbers(json, event, EventNumbers);
        event.kind = *kind;
        event.wait = *wait;
        event.source = *source;
        const Trace &trace = m_target.trace;
        const bool isSound = namesWhatIsThere(event) && event.cause <= trace.size()
                             && event.errorIndex <= trace.errors().size()
                             && event.otherErrorIndex <= trace.errors().size()
                             && event.textIndex <= trace.texts().size() && event.labelIndex <= trace.labels().size()
                             && (trace.size() == 0 || event.time >= trace.events().back().time);
        if (!isSound)
            return QStringLiteral("this event names something that is not there");
        m_tasks = std::max(m_tasks, event.task);
        m_scopes = std::max(m_scopes, event.scope);
        m_target.trace.add(event);
        return {};
    }

    /// Tasks and scopes come one by one, and nothing happens to one before it came.
    bool namesWhatIsThere(const TraceEvent &event) const
    {
        switch (event.kind) {
        case EventKind::TaskSpawned:
            return event.task == m_tasks + 1 && event.scope <= m_scopes && event.other <= m_tasks;
        case EventKind::ScopeEntered:
            return event.scope == m_scopes + 1 && event.other <= m_scopes && event.task > 0 && event.task <= m_tasks;
        case EventKind::TaskResumed:
        case EventKind::TaskSuspended:
        case EventKind::TaskStopping:
        case EventKind::TaskExited:
        case EventKind::CancelDelivered:
        case EventKind::CancelHeld:
        case EventKind::ErrorLost:
        case EventKind::ScopeExited:
            if (event.task == 0)
                return false;
            break;
        default: break;
        }
        return event.task <= m_tasks && event.scope <= m_scopes
               && (event.kind != EventKind::ScopeExited || event.scope > 0);
    }

    QString readError(const QJsonObject &json)
    {
        ErrorRecord record;
        readNumbers(json, record, ErrorNumbers);
        record.type = json[u"type"].toString().toStdString();
        record.message = json[u"message"].toString().toStdString();
        for (const QJsonValue note : json[u"notes"].toArray())
            record.notes.push_back(note.toString().toStdString());
        const auto next = static_cast<std::uint32_t>(m_target.trace.errors().size() + 1);
        bool isSound = record.cause < next && record.context < next && record.identity <= next
                       && static_cast<int>(record.kind) <= static_cast<int>(ErrorKind::Group);
        for (const QJsonValue member : json[u"members"].toArray()) {
            record.members.push_back(static_cast<std::uint32_t>(member.toInteger()));
            isSound &= record.members.back() > 0 && record.members.back() < next;
        }
        if (!isSound)
            return QStringLiteral("this error names something that is not there");
        m_target.trace.addError(std::move(record));
        return {};
    }

    LoadedTrace &m_target;
    TaskId m_tasks = 0;
    ScopeId m_scopes = 0;
};

} // namespace

bool writeTrace(QIODevice &device, const TraceHeader &header, const Trace &trace)
{
    bool isWritten = true;
    const auto write = [&](const QJsonObject &json) {
        QByteArray line = QJsonDocument(json).toJson(QJsonDocument::Compact);
        line += '\n';
        isWritten &= device.write(line) == line.size();
    };
    QJsonObject first{{QStringLiteral("scopelab_trace"), FormatVersion},
                      {QStringLiteral("title"), header.title},
                      {QStringLiteral("backend"), header.backend},
                      {QStringLiteral("executor"), header.executor},
                      {QStringLiteral("seed"), static_cast<qint64>(header.seed)},
                      {QStringLiteral("scenario"), header.scenario}};
    if (header.cursor) {
        first[u"cursor"] = static_cast<qint64>(header.cursor);
        first[u"time_ns"] = static_cast<qint64>(header.time);
    }
    if (header.selectedTask)
        first[u"selected_task"] = static_cast<qint64>(header.selectedTask);
    if (header.selectedScope)
        first[u"selected_scope"] = static_cast<qint64>(header.selectedScope);
    write(first);
    for (const std::string &text : trace.texts())
        write({{QStringLiteral("string"), qt(text)}});
    for (const Label &label : trace.labels())
        write({{QStringLiteral("name"), qt(label.name)},
               {QStringLiteral("kind"), qt(label.kind)},
               {QStringLiteral("line"), label.place}});
    for (const ErrorRecord &record : trace.errors())
        write(toJson(record));
    for (const TraceEvent &event : trace.events())
        write(toJson(event));
    return isWritten;
}

LoadedTrace readTrace(QIODevice &device, const std::function<bool(qint64)> &goesOn)
{
    constexpr int Often = 4096; // lines
    LoadedTrace result;
    LineReader reader(result);
    for (int number = 1; !device.atEnd(); ++number) {
        if (goesOn && number % Often == 0 && !goesOn(device.pos()))
            break;
        const QByteArray line = device.readLine().trimmed();
        if (line.isEmpty())
            continue;
        const QString wrong = reader.read(line);
        if (!wrong.isEmpty()) {
            result.error = QStringLiteral("line %1: %2").arg(number).arg(wrong);
            return result;
        }
    }
    if (!result.isUsable)
        result.error = QStringLiteral("the file is empty");
    return result;
}

} // namespace ScopeLab
