#pragma once

#include "core/trace/runstate.h"

#include <QRectF>

#include <functional>
#include <vector>

namespace ScopeLab {

/// One thing on the stage. Coordinates are device-independent pixels at 100 %, from the top left.
struct StageNode
{
    enum class Kind {
        Scope,  ///< A box; children stand inside.
        Task,   ///< A pill.
        Summary ///< A row that stands for tasks that are folded away.
    };
    Kind kind = Kind::Scope;
    std::uint32_t id = 0; ///< Scope or task.
    int parent = -1;      ///< Position of the containing node.
    QRectF rect;
    double gateTop = 0;         ///< Of a task group: where its gate begins, from the top of the rect.
    TaskId host = 0;            ///< Of a task group: who waits at its gate; 0: nobody yet.
    std::vector<TaskId> folded; ///< Of a summary.
};

/// Where everything stands at one moment. A value: test it without a window.
struct StageLayout
{
    std::vector<StageNode> nodes; ///< A container comes before what stands in it.
    QSizeF size;

    /// The innermost node at @p point; -1 if there is none.
    int nodeAt(const QPointF &point) const;
    int nodeOf(StageNode::Kind kind, std::uint32_t id) const;
};

/// What the layout must know of fonts: the width of a task's or scope's name and of a text.
struct StageMetrics
{
    std::function<double(TaskId)> taskWidth;
    std::function<double(ScopeId)> scopeWidth; ///< Of the whole title.
    double titleHeight = 26;
    double pillHeight = 42;
    double gateHeight = 34;
};

/// From so many tasks on a container folds those that wait or are done.
inline constexpr std::size_t FoldFrom = 12;

/// Nests by containment: a task stands in the innermost scope it is in, a host that waits for its
/// group stands in the group's gate. Order is order of entry, and never changes during a run.
/// Detached tasks stand in nothing, below all others.
/// @param width what is there; rows break at it.
/// @param root the only scope to be shown, with what stands in it; 0: all.
StageLayout layoutStage(const RunState &state, const StageMetrics &metrics, double width, ScopeId root = 0);

} // namespace ScopeLab
