#include "core/trace/format/runtables.h"

#include "core/trace/format/words.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace ScopeLab {

namespace {

std::string compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

bool RunTables::define(const QString &table, LineFields &fields)
{
    using Define = void (RunTables::*)(const QJsonValue &, LineFields &);
    static constexpr std::pair<const char *, Define> tables[] = {{"file", &RunTables::defineFile},
                                                                 {"place", &RunTables::definePlace},
                                                                 {"name", &RunTables::defineName},
                                                                 {"error", &RunTables::defineError}};
    for (const auto &[name, define] : tables) {
        if (table != QLatin1StringView(name))
            continue;
        const QJsonValue id = fields.take("id");
        if (id.isUndefined())
            fields.complain(Complaint::Missing, nullptr, {table, QStringLiteral("id")});
        else if (!IdMap::isId(id))
            fields.wrongType("id", "an integer or a string", "the line is skipped");
        else
            (this->*define)(id, fields);
        return true;
    }
    return false;
}

void RunTables::warnIfKnown(const IdMap &map, const char *what, const QJsonValue &id, LineFields &fields)
{
    if (map.find(id))
        fields.complain(Complaint::IdAgain, "id", {QString::fromLatin1(what), idText(id)});
}

std::string RunTables::unknownFields(const char *what, LineFields &fields) const
{
    if (!fields.hasRest())
        return {};
    QJsonObject rest = fields.rest();
    if (rest.isEmpty())
        return {};
    for (const QString &key : fields.strangers(rest))
        fields.complainOnce(Complaint::UnknownField, key.toUtf8().constData(), {QString::fromLatin1(what), key});
    translateIds(rest);
    return compact(rest);
}

void RunTables::defineFile(const QJsonValue &id, LineFields &fields)
{
    warnIfKnown(m_fileIds, "file", id, fields);
    std::string path = fields.string("path").toStdString();
    const bool hasText = !fields.peek("text").isUndefined();
    const std::string text = fields.string("text").toStdString();
    std::string unknown = unknownFields("file", fields);
    m_paths.push_back(path);
    m_fileIds.set(id, static_cast<std::uint32_t>(m_paths.size()));
    if (!hasText)
        return;
    m_trace.files.push_back({std::move(path), text});
    if (!unknown.empty())
        m_trace.unknowns.keep(Unknowns::Of::File, static_cast<std::uint32_t>(m_trace.files.size()), std::move(unknown));
}

template <typename Thing>
Thing RunTables::earlier(LineFields &fields, const char *key, const char *what)
{
    const QJsonValue id = fields.take(key);
    if (id.isUndefined())
        return {};
    const Thing thing(find(id, Thing()));
    if (!thing)
        fields.complain(Complaint::UnknownId, key, {QString::fromLatin1(what), idText(id), QString::fromLatin1(key)});
    return thing;
}

Place RunTables::readPlace(LineFields &fields)
{
    Place place;
    if (const QJsonValue file = fields.take("file"); !file.isUndefined()) {
        if (const std::uint32_t known = m_fileIds.find(file))
            place.file = m_paths[known - 1];
        else
            fields.complain(Complaint::UnknownId, "file",
                            {QStringLiteral("file"), idText(file), QStringLiteral("file")});
    }
    place.line = static_cast<int>(fields.integer("line", 0, 0, INT32_MAX));
    place.function = fields.string("function").toStdString();
    return place;
}

void RunTables::definePlace(const QJsonValue &id, LineFields &fields)
{
    warnIfKnown(m_places, "place", id, fields);
    Place place = readPlace(fields);
    const PlaceId up = earlier<PlaceId>(fields, "up", "place"); // so no place is around itself
    std::string unknown = unknownFields("place", fields);
    const PlaceId next = m_trace.addPlace(std::move(place), up);
    m_places.set(id, next.number());
    if (!unknown.empty())
        m_trace.unknowns.keep(Unknowns::Of::Place, next.number(), std::move(unknown));
}

void RunTables::defineName(const QJsonValue &id, LineFields &fields)
{
    warnIfKnown(m_names, "name", id, fields);
    Label label;
    label.name = fields.string("name").toStdString();
    label.kind = fields.string("kind").toStdString();
    if (const QJsonValue place = fields.peek("place"); place.isObject()) {
        fields.take("place");
        LineFields inner = fields.inside(place.toObject());
        label.place = readPlace(inner);
    } else {
        label.place = m_trace.place(earlier<PlaceId>(fields, "place", "place"));
    }
    std::string unknown = unknownFields("name", fields);
    const NameId name = m_trace.addLabel(std::move(label));
    m_names.set(id, name.number());
    if (!unknown.empty())
        m_trace.unknowns.keep(Unknowns::Of::Name, name.number(), std::move(unknown));
}

/// Only errors before this one, so that no group can contain itself.
std::vector<ErrorId> RunTables::members(LineFields &fields, std::uint64_t &weight)
{
    std::vector<ErrorId> result;
    const QJsonValue members = fields.take("members");
    if (!members.isUndefined() && !members.isArray())
        fields.wrongType("members", "a list of ids", "taken as left out");
    for (const QJsonValue member : members.toArray()) {
        const ErrorId error(m_errors.find(member));
        if (!error) {
            fields.complain(Complaint::UnknownMember, "members", {idText(member)});
        } else {
            weight = std::min<std::uint64_t>(weight + this->weight(error), m_weights.size() + 1); // they may be shared
            result.push_back(error);
        }
    }
    return result;
}

void RunTables::defineError(const QJsonValue &id, LineFields &fields)
{
    if (!fields.peek("type").isString()) {
        fields.complain(Complaint::Missing, nullptr, {QStringLiteral("error"), QStringLiteral("type")});
        return;
    }
    warnIfKnown(m_errors, "error", id, fields);
    const ErrorId next(static_cast<std::uint32_t>(m_trace.errors().size() + 1));
    ErrorRecord record;
    const QString kind = fields.string("kind");
    record.kind = fromWord<ErrorKind>(kind).value_or(ErrorKind::Error);
    if (!kind.isEmpty() && !fromWord<ErrorKind>(kind)) {
        fields.complainOnce(Complaint::UnknownWord, "kind",
                            {QStringLiteral("kind"), kind, QString::fromLatin1(toString(record.kind))});
        fields.giveBack("kind");
    }
    record.type = fields.string("type").toStdString();
    record.message = fields.string("message").toStdString();
    const QJsonValue notes = fields.take("notes");
    if (!notes.isUndefined() && !notes.isArray())
        fields.wrongType("notes", "a list of strings", "taken as left out");
    for (const QJsonValue note : notes.toArray())
        record.notes.push_back(note.toString().toStdString());
    std::uint64_t weight = 1;
    record.members = members(fields, weight);
    const bool isBase = fields.boolean("is_base");
    record.holds = isBase ? Error::Errors | Error::BaseErrors : Error::Errors;
    if (record.kind == ErrorKind::Cancelled)
        record.holds = Error::Cancellations;
    if (record.kind == ErrorKind::Group && !record.members.empty()) {
        record.holds = 0;
        for (const ErrorId member : record.members)
            record.holds |= m_trace.error(member).holds;
    }
    const auto same = earlier<ErrorId>(fields, "identity", "error");
    record.identity = same ? m_trace.error(same).identity : next;
    record.cause = earlier<ErrorId>(fields, "cause", "error");
    record.context = earlier<ErrorId>(fields, "context", "error");
    record.task = earlier<TaskId>(fields, "task", "task");
    record.place = earlier<PlaceId>(fields, "place", "place");
    std::string unknown = unknownFields("error", fields);
    m_trace.addError(std::move(record));
    m_weights.push_back(weight);
    m_errors.set(id, next.number());
    if (!unknown.empty())
        m_trace.unknowns.keep(Unknowns::Of::Error, next.number(), std::move(unknown));
}

void RunTables::translateIds(QJsonObject &unknown) const
{
    static constexpr std::pair<const char *, const IdMap RunTables::*> keys[]
        = {{"task", &RunTables::tasks},           {"spawner", &RunTables::tasks}, {"started", &RunTables::tasks},
           {"holder", &RunTables::tasks},         {"scope", &RunTables::scopes},  {"parent", &RunTables::scopes},
           {"group", &RunTables::scopes},         {"gate", &RunTables::scopes},   {"resource", &RunTables::resources},
           {"operation", &RunTables::operations}, {"name", &RunTables::m_names},  {"error", &RunTables::m_errors},
           {"rest", &RunTables::m_errors},        {"by", &RunTables::m_errors}};
    for (const auto &[key, map] : keys) {
        const auto found = unknown.find(QLatin1StringView(key));
        if (found == unknown.end())
            continue;
        if (const std::uint32_t number = (this->*map).find(*found))
            *found = static_cast<qint64>(number);
    }
}

} // namespace ScopeLab
