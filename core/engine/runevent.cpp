#include "core/engine/runevent.h"

#include <iterator>

namespace ScopeLab {

const char *toString(WaitKind kind)
{
    static constexpr const char *names[] = {"none",    "checkpoint", "sleep",  "gate",  "event",     "thread", "lock",
                                            "limiter", "channel",    "future", "start", "semaphore", "token"};
    static_assert(std::size(names) == static_cast<std::size_t>(WaitKind::Token) + 1);
    return names[static_cast<std::size_t>(kind)];
}

const char *toString(CancelSource source)
{
    static constexpr const char *names[] = {"none", "explicit", "deadline", "task_group", "operator", "shutdown"};
    static_assert(std::size(names) == static_cast<std::size_t>(CancelSource::Shutdown) + 1);
    return names[static_cast<std::size_t>(source)];
}

const char *toString(RunOutcome outcome)
{
    static constexpr const char *names[] = {"ok", "error", "cancelled", "stuck", "limit"};
    static_assert(std::size(names) == static_cast<std::size_t>(RunOutcome::Limit) + 1);
    return names[static_cast<std::size_t>(outcome)];
}

const char *toString(OperationStatus status)
{
    static constexpr const char *names[]
        = {"pending", "running", "completed", "failed", "timed_out", "cancelled", "skipped"};
    static_assert(std::size(names) == static_cast<std::size_t>(OperationStatus::Skipped) + 1);
    return names[static_cast<std::size_t>(status)];
}

} // namespace ScopeLab
