#pragma once

#include "core/trace/fates.h"

#include <map>

namespace ScopeLab {

/// A habit that sooner or later goes wrong, as seen in one run.
enum class FindingKind : std::uint8_t {
    LostError,             ///< A real error that a cancellation replaced (CL-4).
    UnheardError,          ///< A real error of a task that nobody waits for.
    SwallowedCancellation, ///< Somebody handled a cancellation, and went on.
    LeakedTask,            ///< Alive when the run was over.
    Stuck,                 ///< Nothing can run any more.
    LateDeadline,          ///< Code held the thread past a deadline. length: by how much.
    HeldCancellation,      ///< A blocking call holds a cancellation up. length: how long.
    EndlessShield,         ///< A shield without a deadline holds a cancellation up. length: how long.
    CleanupInterrupted,    ///< A cleanup waited without a shield, and was cancelled there (LV-1).
    SlowCleanup ///< One wait of a cleanup, under no shield, took over half a second. length: how long. It takes a
                ///< runtime that delivers a cancellation once, as asyncio's does.
};

/// As in `scopelab check --json`: `lost_error`.
const char *toString(FindingKind kind);

/// One finding and its place. Errors come before warnings.
struct Finding
{
    FindingKind kind = FindingKind::Stuck;
    EventId event = 0; ///< Where it is seen.
    TaskId task;
    ScopeId scope;
    ErrorId error;
    Duration length{};
    bool isOngoing = false; ///< It is still holding something up; length is how long so far.

    /// Something was lost or never ended, rather than being late.
    bool isSevere() const { return kind < FindingKind::LateDeadline; }

    bool operator==(const Finding &) const = default;
};

/// The findings so far.
class Findings
{
public:
    /// Severe ones first, then in the order in which they were seen. @param state of the same moment.
    std::vector<Finding> list(const Trace &trace, const RunState &state) const;

    /// Takes an event into account. @p state and @p fates hold it already, as their last one.
    void apply(const Trace &trace, const RunState &state, const Fates &fates);

    std::size_t bytesOfACopy() const;
    void forgetCopied() { m_found.forgetCopied(); }

private:
    friend class FindingFold;

    /// What holds a cancellation up now.
    struct Hold
    {
        EventId since = 0;
        TimePoint time{};
    };
    void judge(const Trace &trace, const RunState &state, const ErrorFate &fate, std::size_t index);

    SharedVector<Finding> m_found;
    std::map<std::size_t, Finding> m_ofFates;                       // by position of the fate, which may still change
    std::map<std::pair<FindingKind, TaskId>, std::size_t> m_habits; // and the fate that first showed it
    std::map<ScopeId, Hold> m_shields;
    std::map<TaskId, Hold> m_threads;
    std::map<TaskId, Hold> m_cleanups; // and what they wait for
};

/// Everything that follows from the first events of a trace, in one object.
class Moment
{
public:
    EventId event = 0;
    RunState state;
    Fates fates;
    Findings findings;

    void apply(const Trace &trace);
    std::size_t bytesOfACopy() const;
    void forgetCopied();
};

/// After the first @p count events, or as many as there are.
Moment momentAt(const Trace &trace, EventId count);

} // namespace ScopeLab
