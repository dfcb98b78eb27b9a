#include "ui/views/stagelayout.h"

#include <algorithm>
#include <unordered_map>

namespace ScopeLab {

namespace {

constexpr double Padding = 12;
constexpr double Gap = 10;
constexpr double WaveRoom = 18; // above the children of a cancelled scope
constexpr std::size_t MostLines = 3;

class Layouter
{
public:
    Layouter(const RunState &state, const StageMetrics &metrics, const StageFolds &folds)
        : m_state(state)
        , m_metrics(metrics)
        , m_folds(folds)
    {
        for (const ScopeState &scope : state.scopes()) {
            if (scope.isLiving() || state.isOver)
                m_contents[scope.parent].scopes.push_back(scope.id);
            else if (!folds.isBrief)
                addLeft(scope);
        }
        for (const TaskState &task : state.tasks()) {
            // At the end of the run everything is shown once more, each task in its group.
            if (task.isDetached() && (state.isOver || !task.scope)) {
                m_detached.push_back(task.id);
                continue;
            }
            if (state.isOver) {
                if (task.group)
                    m_contents[task.group].tasks.push_back(task.id);
                continue;
            }
            const ScopeState *scope = state.scope(task.scope);
            const bool isAtGate = task.gate && task.gate == task.scope;
            if (scope && scope->isLiving() && !isAtGate)
                m_contents[task.scope].tasks.push_back(task.id);
        }
    }

    StageLayout layout(double width)
    {
        const ScopeId only = m_folds.root;
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

    struct LeftScope
    {
        ScopeId last;
        int count;
    };
    struct Contents
    {
        std::vector<ScopeId> scopes;
        std::vector<TaskId> tasks;
        std::vector<LeftScope> left; // by name; the latest of them
    };

    /// As long as its task goes on. A loop that comes by again and again is one line.
    void addLeft(const ScopeState &scope)
    {
        const ScopeState *around = m_state.scope(scope.parent);
        if (!around || !around->isLiving() || m_state.task(scope.task)->isOver())
            return;
        std::vector<LeftScope> &left = m_contents[scope.parent].left;
        const auto same = std::find_if(left.begin(), left.end(), [&](const LeftScope &other) {
            const ScopeState &last = *m_state.scope(other.last);
            return last.name == scope.name && last.task == scope.task;
        });
        if (same == left.end())
            left.push_back({scope.id, 1});
        else
            *same = {scope.id, same->count + 1};
        if (left.size() > MostLines)
            left.erase(left.begin());
    }

    /// The scopes to start from. The one around main says nothing while it is whole and main is
    /// further inside, so it gives its room away.
    std::vector<ScopeId> roots() const
    {
        const auto outermost = m_contents.find(ScopeId());
        if (outermost == m_contents.end())
            return {};
        std::vector<ScopeId> scopes = outermost->second.scopes;
        while (isWrapper(scopes)) {
            scopes = m_contents.find(scopes.front())->second.scopes;
            if (!m_folds.isBrief)
                break;
        }
        return scopes;
    }

    /// One scope that has only another in it, and nobody has cancelled it.
    bool isWrapper(const std::vector<ScopeId> &scopes) const
    {
        if (scopes.size() != 1 || m_state.scope(scopes.front())->requested || m_state.scope(scopes.front())->shielded)
            return false;
        const auto inside = m_contents.find(scopes.front());
        return inside != m_contents.end() && inside->second.tasks.empty() && inside->second.scopes.size() == 1;
    }

    /// Whether what stands in a scope is only counted.
    bool isCounted(ScopeId id, int parent) const
    {
        const auto inside = m_contents.find(id);
        return m_folds.isBrief && parent >= 0 && inside != m_contents.end() && !inside->second.scopes.empty();
    }

    /// A child before it is placed; owner is the task it belongs to, which fixes its order.
    struct Child
    {
        TaskId owner;
        StageNode::Kind kind;
        std::uint32_t id; ///< Of the task or the scope.
        int count = 1;

        TaskId task() const { return TaskId(id); }
        ScopeId scope() const { return ScopeId(id); }
    };

    std::vector<Child> childrenOf(ScopeId scope, std::vector<TaskId> &folded) const
    {
        std::vector<Child> children;
        const auto found = m_contents.find(scope);
        if (found == m_contents.end())
            return children;
        const auto unfolded = m_folds.unfolded.find(scope);
        const std::size_t more = unfolded == m_folds.unfolded.end() ? 0 : unfolded->second;
        std::unordered_map<NameId, std::size_t> alike; // by name: how many, then how many are shown
        for (const ScopeId inner : found->second.scopes)
            ++alike[m_state.scope(inner)->name];
        std::erase_if(alike, [](const auto &entry) { return entry.second < FoldFrom; });
        for (auto &[name, count] : alike)
            count = 0;
        for (const ScopeId inner : found->second.scopes) {
            const ScopeState &state = *m_state.scope(inner);
            if (m_folds.isBrief && isBareAndLeft(inner))
                continue;
            const auto count = alike.find(state.name);
            const bool isQuiet = !state.requested && !state.isGroup();
            if (count != alike.end() && count->second >= (isQuiet ? 3 : FoldFrom) + more) {
                addTasks(inner, folded);
                continue;
            }
            if (count != alike.end())
                ++count->second;
            const bool isFolded = m_folds.folded.count(inner) > 0 || isBareAndLeft(inner);
            children.push_back({state.task, isFolded ? StageNode::Kind::Line : StageNode::Kind::Scope, inner.number()});
        }
        const std::vector<TaskId> &tasks = found->second.tasks;
        std::size_t shown = 0;
        for (const TaskId id : tasks) {
            const TaskPhase phase = m_state.task(id)->phase;
            const bool isQuiet = phase == TaskPhase::Waiting || phase == TaskPhase::Completed
                                 || phase == TaskPhase::Created || phase == TaskPhase::Cancelled
                                 || phase == TaskPhase::Running;
            // The first three, and whatever is not ordinary, as far as there is room.
            const bool isShown = tasks.size() < FoldFrom || shown < 3 + more || (!isQuiet && shown < FoldFrom + more);
            if (!isShown) {
                folded.push_back(id);
                continue;
            }
            ++shown;
            children.push_back({id, StageNode::Kind::Task, id.number()});
        }
        for (const LeftScope &left : found->second.left)
            children.push_back({m_state.scope(left.last)->task, StageNode::Kind::Line, left.last.number(), left.count});
        std::stable_sort(children.begin(), children.end(),
                         [](const Child &a, const Child &b) { return a.owner < b.owner; });
        return children;
    }

    /// At the end of the run: nothing stood in it but its task, and nothing happened to it.
    bool isBareAndLeft(ScopeId id) const
    {
        const ScopeState &scope = *m_state.scope(id);
        return !scope.isLiving() && !scope.requested && !scope.isGroup() && !m_contents.count(id);
    }

    /// All that stands in a scope that is folded away.
    void addTasks(ScopeId scope, std::vector<TaskId> &folded) const
    {
        const auto found = m_contents.find(scope);
        if (found == m_contents.end())
            return;
        folded.insert(folded.end(), found->second.tasks.begin(), found->second.tasks.end());
        for (const ScopeId inner : found->second.scopes)
            addTasks(inner, folded);
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
        std::vector<TaskId> folded;
        std::vector<Child> children;
        if (isCounted(id, parent))
            addTasks(id, folded);
        else
            children = childrenOf(id, folded);
        if (isRim(scope, children) && folded.empty())
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
        if (!folded.empty() || m_folds.unfolded.count(id)) {
            StageNode summary;
            summary.kind = StageNode::Kind::Summary;
            summary.id = id.number();
            summary.parent = index;
            summary.rect = {0, 0, 190, m_metrics.pillHeight};
            summary.folded = std::move(folded);
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
        // A scope that fills the stage looks calmer than one that ends in the middle of it.
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
    const StageMetrics &m_metrics;
    const StageFolds &m_folds;
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

StageLayout layoutStage(const RunState &state, const StageMetrics &metrics, double width, const StageFolds &folds)
{
    return Layouter(state, metrics, folds).layout(width);
}

} // namespace ScopeLab
