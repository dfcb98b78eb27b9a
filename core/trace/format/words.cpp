#include "core/trace/format/words.h"

namespace ScopeLab {

namespace {

template <typename Enum, std::size_t count>
const char *wordOf(Enum value, const char *const (&words)[count])
{
    static_assert(count == static_cast<std::size_t>(detail::lastOf(Enum())) + 1);
    return words[static_cast<std::size_t>(value)];
}

} // namespace

const char *toString(TaskRole role)
{
    static constexpr const char *words[] = {"main", "child", "system"};
    return wordOf(role, words);
}

const char *toString(ScopeRole role)
{
    static constexpr const char *words[] = {"plain", "task_group", "start"};
    return wordOf(role, words);
}

const char *toString(ResourceKind kind)
{
    static constexpr const char *words[] = {"event", "lock", "semaphore", "limiter", "channel", "token"};
    return wordOf(kind, words);
}

const char *toString(CancelState state)
{
    static constexpr const char *words[] = {"none", "held", "effective"};
    return wordOf(state, words);
}

const char *toString(TaskEnd end)
{
    static constexpr const char *words[] = {"completed", "cancelled", "failed"};
    return wordOf(end, words);
}

const char *toString(LimitKind kind)
{
    static constexpr const char *words[] = {"steps_run", "time", "live_tasks", "log_lines", "events", "text", "memory"};
    return wordOf(kind, words);
}

const char *toString(OperatorAction action)
{
    static constexpr const char *words[] = {"cancel", "set_deadline", "set_shield", "set_event"};
    return wordOf(action, words);
}

const char *toString(ErrorKind kind)
{
    static constexpr const char *words[] = {"error", "cancelled", "group"};
    return wordOf(kind, words);
}

} // namespace ScopeLab
