#include "ui/stage/stagelayout.h"

#include "ui/stage/stagecontents.h"

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr double Padding = 12;
constexpr double Gap = 10;
constexpr double WaveRoom = 18; // above the children of a cancelled scope

class Layouter
{
    using Child = StageContents::Child;

public:
    Layouter(const RunState &state, const StageMetrics &metrics, const StageFolds &folds)
        : m_state(state)
        , m_contents(state, folds)
        , m_metrics(metrics)
        , m_folds(folds)
    {
    }

    StageLayout layout(double width)
    {
        const ScopeId only = m_folds.root;
        double y = 0;
        double widest = 0;
        for (const ScopeId root : only ? std::vector<ScopeId>{only} : m_contents.roots()) {
            const int index = place(root, -1, width);
            move(index, {0, y});
            y += m_layout.nodes[static_cast<std::size_t>(index)].rect.height() + Gap;
            widest = std::max(widest, m_layout.nodes[static_cast<std::size_t>(index)].rect.width());
        }
        m_layout.size = {widest, std::max(0.0, y - Gap)};
        if (!only)
            placeDetached(width);
        return std::move(m_layout);
    }

private:
    /// In rows of their own, below everything: they stand in nothing.
    void placeDetached(double width)
    {
        double x = 0;
        double y = m_layout.size.height() + Gap;
        for (const TaskId id : m_contents.detached()) {
            const int index = placeTask(id, -1);
            const double needed = rect(index).width();
            if (x > 0 && x + needed > width) {
                x = 0;
                y += m_metrics.pillHeight + Gap;
            }
            move(index, {x, y});
            x += needed + Gap;
            m_layout.size = {std::max(m_layout.size.width(), x - Gap), y + m_metrics.pillHeight};
        }
    }

    /// A shield that holds just one task, and says nothing else.
    bool isRim(const ScopeState &scope, const std::vector<Child> &children) const
    {
        return scope.shielded && scope.isLiving() && !scope.isGroup() && !scope.requested && scope.deadline == Never
               && scope.parent && children.size() == 1 && children.front().kind == StageNode::Kind::Task;
    }

    int placeRim(int index, TaskId task)
    {
        const int pill = placeTask(task, index);
        rect(pill).setWidth(
            std::max(rect(pill).width(), m_metrics.lineWidth(m_layout.nodes[static_cast<std::size_t>(index)].scope())));
        const QRectF around = rect(pill).adjusted(0, 0, 2 * m_metrics.rim, 2 * m_metrics.rim);
        move(pill, {m_metrics.rim, m_metrics.rim});
        StageNode &node = m_layout.nodes[static_cast<std::size_t>(index)];
        node.isRim = true;
        node.rect = around;
        return index;
    }

    int add(StageNode node)
    {
        m_layout.nodes.push_back(std::move(node));
        return static_cast<int>(m_layout.nodes.size()) - 1;
    }

    QRectF &rect(int index) { return m_layout.nodes[static_cast<std::size_t>(index)].rect; }

    void move(int index, const QPointF &by)
    {
        // Children follow their container in the list, without a gap.
        rect(index).translate(by);
        for (std::size_t i = static_cast<std::size_t>(index) + 1; i < m_layout.nodes.size(); ++i) {
            if (m_layout.nodes[i].parent < index)
                break;
            m_layout.nodes[i].rect.translate(by);
        }
    }

    /// Lays out a scope at the origin.
    int place(ScopeId id, int parent, double width)
    {
        const ScopeState &scope = *m_state.scope(id);
        StageNode node;
        node.kind = StageNode::Kind::Scope;
        node.id = id.number();
        node.parent = parent;
        node.noteHeight = m_state.heldOutside(scope) ? m_metrics.scopeNoteHeight : 0;
        const int index = add(std::move(node));
        StageContents::Folded folded;
        std::vector<Child> children;
        if (m_contents.isCounted(id, parent))
            m_contents.addTasks(id, folded);
        else
            children = m_contents.childrenOf(id, folded);
        if (isRim(scope, children) && folded.isEmpty())
            return placeRim(index, children.front().task());
        const double innerWidth = std::max(120.0, width - 2 * Padding);
        double x = Padding;
        double y = m_metrics.titleHeight + (scope.isEffective() ? WaveRoom : Gap / 2);
        double rowHeight = 0;
        double right = std::min(width, m_metrics.scopeWidth(id) + 2 * Padding);
        const auto flow = [&](int child) {
            const double note = m_layout.nodes[static_cast<std::size_t>(child)].noteHeight;
            const QSizeF size = rect(child).size() + QSizeF(0, note);
            if (x > Padding && x + size.width() > innerWidth + Padding) {
                x = Padding;
                y += rowHeight + Gap;
                rowHeight = 0;
            }
            move(child, {x, y});
            x += size.width() + Gap;
            rowHeight = std::max(rowHeight, size.height());
            right = std::max(right, x - Gap + Padding);
        };
        for (const Child &child : children)
            flow(child.kind == StageNode::Kind::Scope  ? place(child.scope(), index, innerWidth)
                 : child.kind == StageNode::Kind::Task ? placeTask(child.task(), index)
                                                       : placeLine(child, index, innerWidth));
        if (!folded.isEmpty() || m_folds.unfolded.count(id)) {
            StageNode summary;
            summary.kind = StageNode::Kind::Summary;
            summary.id = id.number();
            summary.parent = index;
            summary.rect = {0, 0, 190, m_metrics.pillHeight};
            summary.folded = std::move(folded.tasks);
            summary.ended = folded.ended;
            flow(add(std::move(summary)));
        }
        double bottom = y + (rowHeight > 0 ? rowHeight : 4) + Padding;
        StageNode &placed = m_layout.nodes[static_cast<std::size_t>(index)];
        if (scope.isGroup()) {
            placed.gateTop = bottom - Padding / 2;
            bottom = placed.gateTop + m_metrics.gateHeight;
            const TaskState *host = m_state.task(scope.task);
            placed.host = host && host->gate == id ? host->id : TaskId();
            right = std::max(right, std::min(width, 250.0));
        }
        // A scope that fills the stage looks calmer than one that ends halfway.
        placed.rect = {0, 0, parent < 0 || childrenAreOneScope(children) ? std::max(right, width) : right, bottom};
        return index;
    }

    static bool childrenAreOneScope(const std::vector<Child> &children)
    {
        return children.size() == 1 && children.front().kind == StageNode::Kind::Scope;
    }

    int placeTask(TaskId id, int parent)
    {
        StageNode node;
        node.kind = StageNode::Kind::Task;
        node.id = id.number();
        node.parent = parent;
        node.rect = {0, 0, m_metrics.taskWidth(id), m_metrics.pillHeight};
        const TaskState &task = *m_state.task(id);
        if (task.held && !task.isOver() && task.phase != TaskPhase::Unwinding)
            node.noteHeight = m_metrics.taskNoteHeight;
        return add(std::move(node));
    }

    int placeLine(const Child &child, int parent, double width)
    {
        StageNode node;
        node.kind = StageNode::Kind::Line;
        node.id = child.id;
        node.parent = parent;
        node.count = child.count;
        node.rect = {0, 0, std::min(width, m_metrics.lineWidth(child.scope())), m_metrics.lineHeight};
        return add(std::move(node));
    }

    const RunState &m_state;
    const StageContents m_contents;
    const StageMetrics &m_metrics;
    const StageFolds &m_folds;
    StageLayout m_layout;
};

} // namespace

int StageLayout::nodeAt(const QPointF &point) const
{
    for (std::size_t i = nodes.size(); i-- > 0;) {
        if (nodes[i].rect.contains(point))
            return static_cast<int>(i);
    }
    return -1;
}

int StageLayout::nodeOf(StageNode::Kind kind, std::uint32_t id) const
{
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].kind == kind && nodes[i].id == id)
            return static_cast<int>(i);
    }
    return -1;
}

StageLayout layoutStage(const RunState &state, const StageMetrics &metrics, double width, const StageFolds &folds)
{
    return Layouter(state, metrics, folds).layout(width);
}

} // namespace ScopeLab
