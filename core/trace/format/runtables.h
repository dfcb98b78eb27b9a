#pragma once

#include "core/trace/format/linefields.h"
#include "core/trace/trace.h"

namespace ScopeLab {

/// What the events of one run mention: the tables of the file, and what each of its ids means in the Trace.
class RunTables
{
public:
    explicit RunTables(Trace &trace)
        : m_trace(trace)
    {
    }

    /// Takes a line with `define`. @returns false if we do not know its table.
    bool define(const QString &table, LineFields &fields);

    // Our number for what the file calls @p id; 0 if it has no such thing.
    std::uint32_t find(const QJsonValue &id, TaskId) const { return tasks.find(id); }
    std::uint32_t find(const QJsonValue &id, ScopeId) const { return scopes.find(id); }
    std::uint32_t find(const QJsonValue &id, ResourceId) const { return resources.find(id); }
    std::uint32_t find(const QJsonValue &id, OperationId) const { return operations.find(id); }
    std::uint32_t find(const QJsonValue &id, NameId) const { return m_names.find(id); }
    std::uint32_t find(const QJsonValue &id, ErrorId) const { return m_errors.find(id); }

    std::uint32_t find(const QJsonValue &id, PlaceId) const { return m_places.find(id); }

    /// Replaces the ids in what this release does not know with our numbers, which is how they are written again.
    void translateIds(QJsonObject &unknown) const;

    /// At most how many errors a walk visits that goes through all of @p error.
    std::uint64_t weight(ErrorId error) const { return error ? m_weights[error.number() - 1] : 0; }

    IdMap tasks;
    IdMap scopes;
    IdMap resources;
    IdMap operations;

private:
    void defineFile(const QJsonValue &id, LineFields &fields);
    void definePlace(const QJsonValue &id, LineFields &fields);
    void defineName(const QJsonValue &id, LineFields &fields);
    void defineError(const QJsonValue &id, LineFields &fields);
    std::vector<ErrorId> members(LineFields &fields, std::uint64_t &weight);
    /// What @p key names: something that exists already, or nothing.
    template <typename Thing>
    Thing earlier(LineFields &fields, const char *key, const char *what);
    Place readPlace(LineFields &fields);
    void warnIfKnown(const IdMap &map, const char *what, const QJsonValue &id, LineFields &fields);
    std::string unknownFields(const char *what, LineFields &fields) const;

    Trace &m_trace;
    IdMap m_fileIds;
    IdMap m_places;
    IdMap m_names;
    IdMap m_errors;
    std::vector<std::string> m_paths;
    std::vector<std::uint64_t> m_weights; // of errors
};

} // namespace ScopeLab
