#pragma once

#include "core/trace/format/runtables.h"
#include "core/trace/tracefile.h"

namespace ScopeLab {

/// Reads the lines of one run into its Trace. A line that contradicts an earlier one is left out, with a notice.
class RunReader
{
public:
    /// @param start the fields of the line that opens the run: the header, or one that defines a run.
    explicit RunReader(LineFields &start);

    /// A line with `event`.
    void readEvent(LineFields &fields);
    /// A line with `define`. @returns false if we do not know its table.
    bool define(const QString &table, LineFields &fields) { return m_tables.define(table, fields); }
    /// Any other line.
    void keepLine(LineFields &fields);

    /// Where the run was being looked at; read last, when everything it can refer to is there.
    void finish();

    TraceHeader header;
    Trace trace;

private:
    friend class EventReader;

    /// What has been said of a task so far, as far as later lines could contradict it.
    struct TaskNote
    {
        int endedInLine = 0;
        ScopeId inner;
    };
    struct ScopeNote
    {
        ScopeId parent;
        TaskId owner;
        int leftInLine = 0;
    };

    void readHeader(LineFields &start);

    /// Our position of an earlier event; 0 if there is none.
    EventId findEvent(const QJsonValue &id) const;
    void count(const QJsonValue &id, bool isTaken);

    TaskNote &note(TaskId task) { return m_tasks[task.number() - 1]; }
    ScopeNote &note(ScopeId scope) { return m_scopes[scope.number() - 1]; }

    RunTables m_tables{trace};
    std::vector<TaskNote> m_tasks;
    std::vector<ScopeNote> m_scopes;
    std::uint32_t m_resources = 0;
    std::uint32_t m_operations = 0;
    int m_endedInLine = 0;

    // Events are called by their id, or, if none in the run has one, by their position among its events.
    bool m_haveIds = false;
    IdMap m_events;
    std::uint32_t m_lines = 0;            // of events
    std::vector<std::uint32_t> m_leftOut; // those that are not in the trace

    // How far checks may walk, and whoever looks at what was read: the limit grows with the file.
    std::uint64_t m_steps = 0;
    std::uint64_t m_stepsAllowed = 10'000'000;

    QJsonValue m_cursor;
    QJsonValue m_selectedTask;
    QJsonValue m_selectedScope;
};

} // namespace ScopeLab
