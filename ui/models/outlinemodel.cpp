#include "ui/models/outlinemodel.h"

#include "ui/views/glyphs.h"
#include "ui/views/texts.h"

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr std::size_t LongWay = 500;

} // namespace

struct OutlineModel::Node
{
    Node *parent = nullptr;
    Selection what;
    TimePoint time{}; // when it came
    std::vector<NodePtr> children;

    int row() const
    {
        // From the end: what comes and goes is there.
        const auto &siblings = parent->children;
        const auto isThis = [this](const NodePtr &other) { return other.get() == this; };
        return static_cast<int>(siblings.rend() - std::find_if(siblings.rbegin(), siblings.rend(), isThis)) - 1;
    }

    /// In the order in which they came; in one instant scopes first, then by number.
    bool stoodBefore(const Node &other) const
    {
        const auto key = [](const Node &node) {
            return std::make_tuple(node.time, node.what.kind == Selection::Kind::Task, node.what.id);
        };
        return key(*this) < key(other);
    }
};

/// One or two words: there is little room.
QString OutlineModel::wordFor(const TaskState &task)
{
    switch (task.phase) {
    case TaskPhase::Created: return tr("created");
    case TaskPhase::Running: return tr("running");
    case TaskPhase::InThread: return tr("in a thread");
    case TaskPhase::Unwinding: return tr("unwinding");
    case TaskPhase::Completed: return tr("done");
    case TaskPhase::Cancelled: return task.leaked ? tr("leaked") : tr("cancelled");
    case TaskPhase::Failed: return tr("failed");
    case TaskPhase::Waiting: break;
    }
    return task.wait == WaitKind::Sleep ? tr("sleeps") : task.wait == WaitKind::Gate ? tr("at the gate") : tr("waits");
}

OutlineModel::OutlineModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

OutlineModel::~OutlineModel() = default;

// -- what stands where

OutlineModel::Node *OutlineModel::parentOf(const TaskState &task) const
{
    return task.group ? nodeOf(task.group) : m_root.get();
}

OutlineModel::Node *OutlineModel::parentOf(const ScopeState &scope) const
{
    // The outermost scope of a task stands in the task; main's is the root of all.
    const TaskState *task = m_playback->state().task(scope.task);
    const ScopeState *around = m_playback->state().scope(scope.parent);
    const bool isOutermost = task && (!around || around->task != scope.task);
    if (isOutermost && (task->group || task->isDetached()))
        return nodeOf(task->id);
    return around ? nodeOf(around->id) : m_root.get();
}

OutlineModel::Node *OutlineModel::nodeOf(TaskId task) const
{
    return m_tasks[task.number() - 1];
}

OutlineModel::Node *OutlineModel::nodeOf(ScopeId scope) const
{
    return m_scopes[scope.number() - 1];
}

bool OutlineModel::hasMoved() const
{
    for (const Node *node : m_tasks) {
        const TaskState *task = node ? m_playback->state().task(node->what.task()) : nullptr;
        if (task && parentOf(*task) != node->parent)
            return true;
    }
    return false;
}

void OutlineModel::show(const Playback &playback)
{
    m_playback = &playback;
    const std::size_t now = playback.state().tasks().size() + playback.state().scopes().size();
    const std::size_t shown = m_tasks.size() + m_scopes.size();
    m_isResetting = std::max(now, shown) - std::min(now, shown) > LongWay;
    if (m_isResetting) { // far away: all at once is cheaper than one by one
        beginResetModel();
        reset();
        insertNew();
        endResetModel();
        m_isResetting = false;
        return;
    }
    removeFuture();
    if (hasMoved()) // start() handed a task over
        clear();
    insertNew();
    std::vector<const Node *> open{m_root.get()};
    while (!open.empty()) {
        const Node *node = open.back();
        open.pop_back();
        if (node->children.empty())
            continue;
        const Node &first = *node->children.front();
        const Node &last = *node->children.back();
        Q_EMIT dataChanged(
            createIndex(0, 0, const_cast<Node *>(&first)),
            createIndex(static_cast<int>(node->children.size()) - 1, ColumnCount - 1, const_cast<Node *>(&last)));
        for (const NodePtr &child : node->children)
            open.push_back(child.get());
    }
}

void OutlineModel::clear()
{
    beginResetModel();
    reset();
    endResetModel();
}

void OutlineModel::reset()
{
    m_root = std::make_unique<Node>();
    m_tasks.clear();
    m_scopes.clear();
}

/// Takes out what has not come yet, children before their parents: they have come later.
void OutlineModel::removeFuture()
{
    const RunState &state = m_playback->state();
    if (state.tasks().empty() && state.scopes().empty()) {
        clear();
        return;
    }
    while (m_tasks.size() > state.tasks().size() || m_scopes.size() > state.scopes().size()) {
        // Of the last task and the last scope one has no children: those came later still.
        const bool hasTask = m_tasks.size() > state.tasks().size();
        std::vector<Node *> &nodes = hasTask && m_tasks.back()->children.empty() ? m_tasks : m_scopes;
        remove(*nodes.back());
        nodes.pop_back();
    }
}

void OutlineModel::remove(Node &node)
{
    Node &parent = *node.parent;
    const int row = node.row();
    beginRemoveRows(&parent == m_root.get() ? QModelIndex() : indexOf(parent), row, row);
    parent.children.erase(parent.children.begin() + row);
    endRemoveRows();
}

/// Puts in what has come, in the order of its coming: a parent is always there before its children.
void OutlineModel::insertNew()
{
    const RunState &state = m_playback->state();
    std::size_t task = m_tasks.size();
    std::size_t scope = m_scopes.size();
    while (task < state.tasks().size() || scope < state.scopes().size()) {
        const TaskState *nextTask = task < state.tasks().size() ? &state.tasks()[task] : nullptr;
        const ScopeState *nextScope = scope < state.scopes().size() ? &state.scopes()[scope] : nullptr;
        // A task needs the scope of its group, a scope the task that entered it.
        const bool taskIsReady = nextTask && nextTask->group.number() <= m_scopes.size();
        const bool scopeIsReady = nextScope && nextScope->task.number() <= m_tasks.size();
        const bool takesTask
            = taskIsReady && (!scopeIsReady || nextTask->spawned < nextScope->entered || nextTask->isMain());
        if (takesTask) {
            // Main is the root itself: its scopes stand there.
            m_tasks.push_back(nullptr);
            if (!nextTask->isMain())
                m_tasks.back() = &insert(parentOf(*nextTask), Selection(nextTask->id), nextTask->spawned);
            ++task;
        } else {
            m_scopes.push_back(&insert(parentOf(*nextScope), Selection(nextScope->id), nextScope->entered));
            ++scope;
        }
    }
}

OutlineModel::Node &OutlineModel::insert(Node *parent, Selection what, TimePoint time)
{
    auto node = std::make_unique<Node>();
    node->parent = parent;
    node->what = what;
    node->time = time;
    const auto at = std::upper_bound(parent->children.begin(), parent->children.end(), node,
                                     [](const NodePtr &a, const NodePtr &b) { return a->stoodBefore(*b); });
    const int row = static_cast<int>(at - parent->children.begin());
    if (!m_isResetting)
        beginInsertRows(parent == m_root.get() ? QModelIndex() : indexOf(*parent), row, row);
    Node &inserted = **parent->children.insert(at, std::move(node));
    if (!m_isResetting)
        endInsertRows();
    return inserted;
}

// -- the model

const OutlineModel::Node *OutlineModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.constInternalPointer()) : m_root.get();
}

QModelIndex OutlineModel::indexOf(const Node &node) const
{
    return createIndex(node.row(), 0, const_cast<Node *>(&node));
}

Selection OutlineModel::selectionAt(const QModelIndex &index) const
{
    return nodeAt(index)->what;
}

QModelIndex OutlineModel::indexOf(const Selection &selection) const
{
    const std::vector<Node *> &nodes = selection.kind == Selection::Kind::Task ? m_tasks : m_scopes;
    const bool isKnown = (selection.kind == Selection::Kind::Task || selection.kind == Selection::Kind::Scope)
                         && selection.id > 0 && selection.id <= nodes.size() && nodes[selection.id - 1];
    return isKnown ? indexOf(*nodes[selection.id - 1]) : QModelIndex();
}

bool OutlineModel::isLiving(const QModelIndex &index) const
{
    const Selection what = selectionAt(index);
    if (what.kind == Selection::Kind::Task)
        return !m_playback->state().task(what.task())->isOver();
    return what.kind == Selection::Kind::Scope && m_playback->state().scope(what.scope())->isLiving();
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    if (row < 0 || column < 0 || column >= ColumnCount || row >= static_cast<int>(node->children.size()))
        return {};
    return createIndex(row, column, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex OutlineModel::parent(const QModelIndex &index) const
{
    const Node *node = nodeAt(index);
    if (!index.isValid() || !node->parent || node->parent == m_root.get())
        return {};
    return indexOf(*node->parent);
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent)->children.size());
}

QVariant OutlineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : section == StateColumn ? tr("State") : tr("Ended");
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Selection what = selectionAt(index);
    const bool isTask = what.kind == Selection::Kind::Task;
    const TaskState *task = isTask ? m_playback->state().task(what.task()) : nullptr;
    const ScopeState *scope = isTask ? nullptr : m_playback->state().scope(what.scope());
    if (!task && !scope)
        return {};
    const QString name = isTask ? m_playback->taskName(what.task()) : m_playback->scopeName(what.scope());
    const QString state = isTask ? waitText(*m_playback, *task) : scopeText(*m_playback, *scope);
    const TimePoint ended = isTask ? task->ended : scope->exited;
    if (role == Qt::DecorationRole && index.column() == NameColumn) {
        const Glyph glyph = isTask             ? glyphOf(task->phase)
                            : scope->requested ? Glyph::Cancelled
                            : scope->shielded  ? Glyph::Shield
                            : scope->isGroup() ? Glyph::Group
                                               : Glyph::Scope;
        return glyphIcon(glyph, colourOf(glyph));
    }
    if (role == Qt::ForegroundRole)
        return index.column() == NameColumn && ended == Never ? Theme::current().text : Theme::current().text2;
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return ended == Never ? tr("%1, %2").arg(name, state)
                              : tr("%1, %2, ended at %3").arg(name, state, timeText(ended));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn: return name;
    case StateColumn: {
        if (isTask)
            return wordFor(*task);
        return scope->isEffective() ? tr("cancelled") : scope->isLiving() ? tr("open") : tr("left");
    }
    default: return ended == Never ? QString() : timeText(ended);
    }
}

} // namespace ScopeLab
