#pragma once

#include "core/trace/linkedids.h"

#include <array>
#include <vector>

namespace ScopeLab {

class RunState;
struct RunEvent;
struct ScopeState;
struct TaskState;

/// What a task is doing.
enum class TaskPhase : std::uint8_t { Created, Running, Waiting, InThread, Unwinding, Completed, Cancelled, Failed };
inline constexpr std::size_t TaskPhaseCount = 8;

/// How many tasks are in each phase.
using PhaseCounts = std::array<int, TaskPhaseCount>;

/// What is alive at one moment, and what ended tasks and scopes have left in it: looking at a moment
/// does not mean going through everything that ever was. A part of RunState. An event costs the same however
/// long the run is.
class Living
{
public:
    using Tasks = LinkedIds<TaskId>;
    using Scopes = LinkedIds<ScopeId>;

    /// The tasks of one group.
    struct Group
    {
        Tasks::List members;
        Tasks::List cancelled; ///< Those that ended cancelled, in the order in which they ended.
        Tasks::List failed;
        PhaseCounts ended{};

        std::size_t countEnded() const;
        std::size_t countLiving() const { return members.size - countEnded(); }
    };

    /// A scope that was left while its task is still inside the scope around it.
    struct Left
    {
        ScopeId last;  ///< The last of those of the same name that its task passed there, …
        int count = 1; ///< … and how many they are.
    };

    /// No more of them than this are kept for each place: the latest.
    static constexpr std::size_t MostLeft = 3;

    /// In the order in which they came, so a scope comes before what is inside it.
    Tasks::Range tasks() const { return m_taskLinks.in(m_tasks); }
    Scopes::Range scopes() const { return m_scopeLinks.in(m_scopes); }

    /// Empty for a scope that is not a group. Without a scope: the tasks of no group.
    const Group &group(ScopeId scope) const;

    /// In the order in which they joined.
    Tasks::Range members(const Group &group) const { return m_memberLinks.in(group.members); }

    /// In the order in which they ended.
    Tasks::Range cancelled(const Group &group) const { return m_endLinks.in(group.cancelled); }
    Tasks::Range failed(const Group &group) const { return m_endLinks.in(group.failed); }

    /// Of those that have ended, the last to join; in the order in which they joined.
    std::vector<TaskId> latestEnded(const Group &group, std::size_t most) const;

    /// What a living task has left behind in the scope around its own, or in one of its own.
    const std::vector<Left> &leftOf(TaskId task) const;
    const std::vector<Left> &leftIn(ScopeId scope) const;

    /// How many tasks there are in each phase.
    const PhaseCounts &phases() const { return m_phases; }

    /// Takes @p event into account, which @p state holds already.
    void apply(const RunEvent &event, const RunState &state);

    std::size_t bytesOfACopy() const;
    void forgetCopied();

private:
    struct KnownTask // what it is counted as
    {
        ScopeId group;
        TaskPhase phase = TaskPhase::Created;
        bool isThere = false;
        bool isOver = false;
    };
    using Lines = SharedVector<std::vector<Left>>;

    void take(TaskId id, const RunState &state);
    void takeExit(const ScopeState &scope, const RunState &state);
    void end(const TaskState &task, KnownTask &known);

    Tasks m_taskLinks;
    Tasks m_memberLinks;
    Tasks m_endLinks;
    Scopes m_scopeLinks;
    Tasks::List m_tasks;
    Scopes::List m_scopes;
    SharedVector<KnownTask> m_known; // by number - 1
    SharedVector<Group> m_groups;    // by number of the scope; 0: of no group
    Lines m_leftOf;                  // by number - 1
    Lines m_leftIn;                  // by number - 1
    PhaseCounts m_phases{};
};

} // namespace ScopeLab
