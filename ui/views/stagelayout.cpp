#include "ui/views/stagelayout.h"

#include <algorithm>
#include <unordered_map>

namespace ScopeLab {

namespace {

constexpr double Padding = 12;
constexpr double Gap = 10;
constexpr double WaveRoom = 18; // above the children of a cancelled scope

class Layouter
{
public:
    Layouter(const RunState &state, const StageMetrics &metrics)
        : m_state(state)
        , m_metrics(metrics)
    {
        for (const ScopeState &scope : state.scopes()) {
            if (scope.isLiving() || state.isOver)
                m_contents[scope.parent].scopes.push_back(scope.id);
        }
        for (const TaskState &task : state.tasks()) {
            // At the end of the run everything is shown once more, each task in its group.
            if (task.isDetached() && (state.isOver || task.scope == 0)) {
                m_detached.push_back(task.id);
                continue;
            }
            if (state.isOver) {
                if (task.group)
                    m_contents[task.group].tasks.push_back(task.id);
                continue;
            }
            const ScopeState *scope = state.scope(task.scope);
            const bool isAtGate = task.gate != 0 && task.gate == task.scope;
            if (scope && scope->isLiving() && !isAtGate)
                m_contents[task.scope].tasks.push_back(task.id);
        }
    }

    StageLayout layout(double width, ScopeId only)
    {
        double y = 0;
        double widest = 0;
        for (const ScopeId root : only ? std::vector<ScopeId>{only} : roots()) {
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
        for (const TaskId id : m_detached) {
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

    struct Contents
    {
        std::vector<ScopeId> scopes;
        std::vector<TaskId> tasks;
    };
    /// The scopes to start from. The one around main says nothing while it is whole and main is
    /// further inside, so it gives its room away.
    std::vector<ScopeId> roots() const
    {
        const auto outermost = m_contents.find(0);
        if (outermost == m_contents.end())
            return {};
        const std::vector<ScopeId> &scopes = outermost->second.scopes;
        if (scopes.size() != 1 || m_state.scope(scopes.front())->requested)
            return scopes;
        const auto inside = m_contents.find(scopes.front());
        const bool isPlain
            = inside != m_contents.end() && inside->second.tasks.empty() && inside->second.scopes.size() == 1;
        return isPlain ? inside->second.scopes : scopes;
    }

    /// A child before it is placed; owner is the task it belongs to, which fixes its order.
    struct Child
    {
        TaskId owner;
        bool isScope;
        std::uint32_t id;
    };

    std::vector<Child> childrenOf(ScopeId scope, std::vector<TaskId> &folded) const
    {
        std::vector<Child> children;
        const auto found = m_contents.find(scope);
        if (found == m_contents.end())
            return children;
        for (const ScopeId inner : found->second.scopes)
            children.push_back({m_state.scope(inner)->task, true, inner});
        const std::vector<TaskId> &tasks = found->second.tasks;
        std::size_t shown = 0;
        for (const TaskId id : tasks) {
            const TaskPhase phase = m_state.task(id)->phase;
            const bool isQuiet = phase == TaskPhase::Waiting || phase == TaskPhase::Completed
                                 || phase == TaskPhase::Created || phase == TaskPhase::Cancelled
                                 || phase == TaskPhase::Running;
            // The first three, and whatever is not ordinary, as far as there is room.
            const bool isShown = tasks.size() < FoldFrom || shown < 3 || (!isQuiet && shown < FoldFrom);
            if (!isShown) {
                folded.push_back(id);
                continue;
            }
            ++shown;
            children.push_back({id, false, id});
        }
        std::stable_sort(children.begin(), children.end(),
                         [](const Child &a, const Child &b) { return a.owner < b.owner; });
        return children;
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
        node.id = id;
        node.parent = parent;
        const int index = add(std::move(node));
        std::vector<TaskId> folded;
        const std::vector<Child> children = childrenOf(id, folded);
        const double innerWidth = std::max(120.0, width - 2 * Padding);
        double x = Padding;
        double y = m_metrics.titleHeight + (scope.effective ? WaveRoom : Gap / 2);
        double rowHeight = 0;
        double right = std::min(width, m_metrics.scopeWidth(id) + 2 * Padding);
        const auto flow = [&](int child) {
            const QSizeF size = rect(child).size();
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
            flow(child.isScope ? place(child.id, index, innerWidth) : placeTask(child.id, index));
        if (!folded.empty()) {
            StageNode summary;
            summary.kind = StageNode::Kind::Summary;
            summary.id = id;
            summary.parent = index;
            summary.rect = {0, 0, 190, m_metrics.pillHeight};
            summary.folded = std::move(folded);
            flow(add(std::move(summary)));
        }
        double bottom = y + (rowHeight > 0 ? rowHeight : 4) + Padding;
        StageNode &placed = m_layout.nodes[static_cast<std::size_t>(index)];
        if (scope.isGroup) {
            placed.gateTop = bottom - Padding / 2;
            bottom = placed.gateTop + m_metrics.gateHeight;
            const TaskState *host = m_state.task(scope.task);
            placed.host = host && host->gate == id ? host->id : 0;
            right = std::max(right, std::min(width, 250.0));
        }
        // A scope that fills the stage looks calmer than one that ends in the middle of it.
        placed.rect = {0, 0, parent < 0 || childrenAreOneScope(children) ? std::max(right, width) : right, bottom};
        return index;
    }

    static bool childrenAreOneScope(const std::vector<Child> &children)
    {
        return children.size() == 1 && children.front().isScope;
    }

    int placeTask(TaskId id, int parent)
    {
        StageNode node;
        node.kind = StageNode::Kind::Task;
        node.id = id;
        node.parent = parent;
        node.rect = {0, 0, m_metrics.taskWidth(id), m_metrics.pillHeight};
        return add(std::move(node));
    }

    const RunState &m_state;
    const StageMetrics &m_metrics;
    std::unordered_map<ScopeId, Contents> m_contents;
    std::vector<TaskId> m_detached;
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

StageLayout layoutStage(const RunState &state, const StageMetrics &metrics, double width, ScopeId root)
{
    return Layouter(state, metrics).layout(width, root);
}

} // namespace ScopeLab
