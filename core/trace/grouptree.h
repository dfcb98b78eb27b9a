#pragma once

#include "core/trace/runstate.h"

#include <vector>

namespace ScopeLab {

/// One member of a group of errors, or the group itself.
struct GroupNode
{
    enum class Kind { Group, Error, Cancellation, ToCome };

    /// What keeps a task that is still to come.
    enum class Progress { Running, Requested, HeldByShield, HeldByThread, Unwinding };

    Kind kind = Kind::Group;
    int depth = 0;
    ErrorId error; ///< None while the group is forming, or of a failure without a record.
    TaskId task;   ///< The one that raised it, or that is still to come.
    ScopeId scope; ///< Of a group: the task group that forms it, if one does. Of a task to come: its scope.
    Progress progress = Progress::Running;
    bool hasErrors = false;        ///< Of a group that was formed, and of a leaf that is one.
    bool hasCancellations = false; ///< Of a group that was formed.
    int in = 0;                    ///< Of a group that is forming: tasks that have ended in an error, …
    int toCome = 0;                ///< … and those that have not ended.
};

/// A group of errors as a tree, laid out depth first.
struct GroupTree
{
    enum class Kind {
        None,
        Forming, ///< At the gate of a task group that is still open.
        Formed,  ///< By a task group.
        Split    ///< By a scope that absorbed its part, or by a step.
    };

    /// Neither is longer, nor deeper.
    static constexpr std::size_t MostNodes = 2000;
    static constexpr int Deepest = 60;

    Kind kind = Kind::None;
    ScopeId scope;     ///< Whose gate it is; not set if a step has split it.
    EventId event = 0; ///< The one that formed or split it.
    std::vector<GroupNode> nodes;
};

/// The group that is forming at @p cursor, or else the one that was formed or split last before.
/// @param groupEvents all events of @p trace that form or split groups, in order.
GroupTree groupTree(const Trace &trace, const RunState &state, EventId cursor, const std::vector<EventId> &groupEvents);

} // namespace ScopeLab
