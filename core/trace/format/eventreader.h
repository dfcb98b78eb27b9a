#pragma once

#include "core/trace/format/eventfields.h"
#include "core/trace/format/runreader.h"

#include <functional>

namespace ScopeLab {

/// Reads one event of a run, and checks it against what came before.
class EventReader
{
public:
    EventReader(RunReader &run, LineFields &fields)
        : m_run(run)
        , m_fields(fields)
    {
    }

    /// @returns false if the event is rejected, as a whole.
    bool read(const QString &name);

    // For visitFields().
    void operator()(const char *key, bool &value, Need) { value = m_fields.boolean(key); }
    void operator()(const char *key, std::int64_t &value, Need);
    void operator()(const char *key, TimePoint &value, Need);
    void operator()(const char *key, TextId &value, Need);
    void operator()(const char *key, EventId &value, Need);
    void operator()(const char *key, OperationId &value, Need);
    template <typename Tag>
    void operator()(const char *key, Id<Tag> &value, Need need);
    template <typename Enum>
        requires std::is_enum_v<Enum>
    void operator()(const char *key, Enum &value, Need need);

private:
    template <typename Event>
    bool readAs();
    bool readUnknown(const QString &name);

    // Each returns false, and adds a notice, if the event contradicts what came before.
    bool readTask(bool isNew, bool isNeeded, bool mustLive);
    void readTime();
    bool admit(IdMap &ids, const char *key, const QJsonValue &id, const char *what, bool isOver);
    bool isWorth(ErrorId error);
    template <typename Event>
    bool isSound(Event &)
    {
        return true;
    }
    bool isSound(ScopeEntered &entered);
    bool isSound(ScopeMoved &moved);
    bool isSound(ScopeExited &exited);
    bool isSound(TaskExited &exited);
    bool isSound(RunEnded &ended);

    // What an accepted event leads to.
    template <typename Event>
    void take(Event &)
    {
    }
    void take(TaskSpawned &spawned);
    void take(TaskMoved &moved);
    void take(TaskExited &exited);
    void take(ScopeEntered &entered);
    void take(ScopeMoved &moved);
    void take(ScopeExited &exited);
    void take(ResourceSeen &seen);
    void take(RunEnded &ended);

    void keepUnknownFields();
    void skip() { m_isTaken = false; }

    RunReader &m_run;
    LineFields &m_fields;
    RunEvent m_event;
    bool m_isTaken = true;
    QJsonValue m_newId = QJsonValue::Undefined; // of the task, scope, … that begins to exist
    struct Text
    {
        TextId *target;
        std::string text;
    };
    std::vector<Text> m_texts; // added only if the event is accepted
};

} // namespace ScopeLab
