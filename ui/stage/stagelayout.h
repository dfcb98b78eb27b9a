#pragma once

#include "core/trace/runstate.h"

#include <QRectF>

#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <vector>

namespace ScopeLab {

/// One thing on the stage. Coordinates are device-independent pixels at 100 %, from the top left.
struct StageNode
{
    enum class Kind {
        Scope,  ///< A box; children stand inside.
        Line,   ///< A scope that was left, or folded by hand, in one line.
        Task,   ///< A pill.
        Summary ///< A row that stands for tasks that are folded away, or folds them again.
    };
    Kind kind = Kind::Scope;
    std::uint32_t id = 0; ///< Number of the scope or task.
    int parent = -1;      ///< Position of the containing node.
    QRectF rect;
    double noteHeight = 0;      ///< Room below it for what holds a cancellation back; 0: nothing does.
    bool isRim = false;         ///< A shield around one pill and nothing else.
    double gateTop = 0;         ///< Of a task group: where its gate begins, from the top of the rect.
    TaskId host;                ///< Of a task group: the task that waits at its gate; none: nobody yet.
    std::vector<TaskId> folded; ///< Of a summary: living tasks that it stands for, …
    PhaseCounts ended{};        ///< … and ended ones, which it only counts. If both are 0, it folds them again.
    int count = 1;              ///< Of a line: scopes of this name that were left.

    int foldedCount() const { return std::accumulate(ended.begin(), ended.end(), static_cast<int>(folded.size())); }

    TaskId task() const { return kind == Kind::Task ? TaskId(id) : TaskId(); }
    ScopeId scope() const { return kind == Kind::Task ? ScopeId() : ScopeId(id); }
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

/// What the layout must know about fonts: the width of a task's or scope's name, and of a text.
struct StageMetrics
{
    std::function<double(TaskId)> taskWidth;
    std::function<double(ScopeId)> scopeWidth; ///< Of the whole title.
    std::function<double(ScopeId)> lineWidth;  ///< Of a scope in one line.
    double titleHeight = 26;
    double pillHeight = 42;
    double gateHeight = 34;
    double lineHeight = 24;
    double rim = 8;             ///< Of a shield.
    double taskNoteHeight = 42; ///< Below a pill: a bracket and two lines.
    double scopeNoteHeight = 26;
};

/// From this many tasks, or scopes of one name, a container folds those that wait or are done.
inline constexpr std::size_t FoldFrom = 12;

/// How many more are shown each time somebody unfolds them.
inline constexpr std::size_t UnfoldBy = 200;

/// What is shown, and what is folded.
struct StageFolds
{
    ScopeId root;                            ///< The only scope to be shown, with what stands in it; none: all.
    std::set<ScopeId> folded;                ///< Living scopes that are folded into a line.
    std::map<ScopeId, std::size_t> unfolded; ///< How many tasks more are shown in a scope.

    /// For a projector: without scopes that only wrap another, without lines, and what is nested deeply is counted.
    bool isBrief = false;
};

/// Nests by containment: a task stands in the innermost scope it is in, a host that waits for its
/// group stands in the group's gate. Order is order of entry, and never changes during a run.
/// Detached tasks stand in no scope, below all others. A scope that was left is a line until its task has left
/// the scope around it, too. Until the run is over, the time it takes grows with what is alive.
/// @param width the room there is; rows break at it.
StageLayout layoutStage(const RunState &state, const StageMetrics &metrics, double width, const StageFolds &folds = {});

} // namespace ScopeLab
