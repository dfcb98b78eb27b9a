#include "ui/models/outlinemodel.h"

#include "ui/models/outlinerow.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"

#include <algorithm>
#include <unordered_map>

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
    mutable std::size_t lastRow = 0; // where it stood when last asked: views ask all the time

    int row() const
    {
        const auto &siblings = parent->children;
        if (lastRow < siblings.size() && siblings[lastRow].get() == this)
            return static_cast<int>(lastRow);
        const auto at
            = std::lower_bound(siblings.begin(), siblings.end(), *this,
                               [](const NodePtr &other, const Node &node) { return other->stoodBefore(node); });
        lastRow = static_cast<std::size_t>(at - siblings.begin());
        return static_cast<int>(lastRow);
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

/// True if start() has handed over the task.
bool OutlineModel::hasMoved(const Selection &what)
{
    ++m_visited;
    const bool isTask = what.kind == Selection::Kind::Task && what.id > 0 && what.id <= m_tasks.size();
    const Node *node = isTask ? nodeOf(what.task()) : nullptr;
    const TaskState *task = node ? m_playback->state().task(what.task()) : nullptr;
    return task && parentOf(*task) != node->parent;
}

void OutlineModel::show(const Playback &playback)
{
    const bool isSame = std::exchange(m_playback, &playback) == &playback;
    const EventId before = std::exchange(m_event, playback.cursor());
    const EventId from = std::min(before, m_event);
    const EventId to = std::max(before, m_event);
    const std::size_t now = playback.state().tasks().size() + playback.state().scopes().size();
    const std::size_t shown = m_tasks.size() + m_scopes.size();
    const std::size_t way = std::max(now, shown) - std::min(now, shown);
    m_changed.clear();
    m_isReset = false;
    // Far away: all at once is cheaper than one by one.
    const bool isFar = way > LongWay && way > std::max(now, shown) / 8;
    if (!isSame || isFar || to > playback.trace().size()) {
        showAll();
        return;
    }
    removeFuture();
    m_isReset = m_isReset || to - from > LongWay + std::max(now, shown); // then everything there is looked at
    m_isReset ? noteAll() : noteEnds(from, to);
    if (std::any_of(m_changed.begin(), m_changed.end(), [this](const Selection &what) { return hasMoved(what); })) {
        showAll();
        return;
    }
    insertNew();
    m_isReset ? tellAll() : tellChanges(from, to);
}

void OutlineModel::showAll()
{
    m_isReset = m_isResetting = true;
    beginResetModel();
    reset();
    insertNew();
    endResetModel();
    m_isResetting = false;
}

void OutlineModel::noteAll()
{
    for (const Node *node : m_tasks) {
        if (node)
            m_changed.push_back(node->what);
    }
}

/// Notes what begins, ends or moves.
void OutlineModel::noteEnds(EventId from, EventId to)
{
    for (EventId id = from + 1; id <= to; ++id) {
        const RunEvent &event = m_playback->trace().event(id);
        if (const auto *starting = event.as<TaskStarting>())
            m_changed.emplace_back(starting->started);
        else if (event.is<TaskMoved>() || event.is<TaskExited>())
            m_changed.emplace_back(event.task);
        else if (const auto *exited = event.as<ScopeExited>())
            m_changed.emplace_back(exited->scope);
    }
}

void OutlineModel::tell(const Node &parent, int first, int last)
{
    if (first > last)
        return;
    m_toldRows += static_cast<std::size_t>(last - first + 1);
    Q_EMIT dataChanged(createIndex(first, 0, parent.children[static_cast<std::size_t>(first)].get()),
                       createIndex(last, ColumnCount - 1, parent.children[static_cast<std::size_t>(last)].get()));
}

void OutlineModel::tell(const Node &parent)
{
    tell(parent, 0, static_cast<int>(parent.children.size()) - 1);
}

void OutlineModel::tellAll()
{
    tell(*m_root);
    for (const std::vector<Node *> *nodes : {&m_tasks, &m_scopes}) {
        for (const Node *node : *nodes) {
            if (node)
                tell(*node);
        }
    }
}

/// Tells where something shows another state, parent by parent: rows close to each other at once, without
/// the many between distant ones, since a view looks at every row that it is told of.
void OutlineModel::tellChanges(EventId from, EventId to)
{
    constexpr int Close = 16;
    std::unordered_map<const Node *, std::vector<int>> rowsOf;
    const auto note = [&](const std::vector<Node *> &nodes, std::uint32_t number) {
        ++m_visited;
        if (number && number <= nodes.size() && nodes[number - 1])
            rowsOf[nodes[number - 1]->parent].push_back(nodes[number - 1]->row());
    };
    for (EventId id = from + 1; id <= to; ++id) {
        const RunEvent &event = m_playback->trace().event(id);
        note(m_tasks, event.task.number());
        note(m_scopes, scopeOf(event).number());
    }
    for (auto &[parent, rows] : rowsOf) {
        std::sort(rows.begin(), rows.end());
        int first = rows.front();
        int last = first;
        for (const int row : rows) {
            if (row - last > Close) {
                tell(*parent, first, last);
                first = row;
            }
            last = row;
        }
        tell(*parent, first, last);
    }
}

void OutlineModel::clear()
{
    m_playback = nullptr;
    m_event = 0;
    m_changed.clear();
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

/// Removes what has not come yet, children before their parents, since they come later.
void OutlineModel::removeFuture()
{
    const RunState &state = m_playback->state();
    if (state.tasks().empty() && state.scopes().empty()) {
        showAll();
        return;
    }
    while (m_tasks.size() > state.tasks().size() || m_scopes.size() > state.scopes().size()) {
        // Either the last task or the last scope has no children, since those would have come later still.
        const bool hasTask = m_tasks.size() > state.tasks().size();
        std::vector<Node *> &nodes = hasTask && m_tasks.back()->children.empty() ? m_tasks : m_scopes;
        remove(*nodes.back());
        nodes.pop_back();
    }
}

void OutlineModel::remove(Node &node)
{
    Node &parent = *node.parent;
    m_changed.push_back(parent.what);
    const int row = node.row();
    beginRemoveRows(&parent == m_root.get() ? QModelIndex() : indexOf(parent), row, row);
    parent.children.erase(parent.children.begin() + row);
    endRemoveRows();
}

/// Inserts what has come, in that order: a parent is always there before its children.
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
    auto at = parent->children.end();
    if (at != parent->children.begin() && node->stoodBefore(*parent->children.back())) // else it comes last, as most do
        at = std::upper_bound(parent->children.begin(), at, node,
                              [](const NodePtr &a, const NodePtr &b) { return a->stoodBefore(*b); });
    const int row = static_cast<int>(at - parent->children.begin());
    node->lastRow = static_cast<std::size_t>(row);
    ++m_visited;
    if (!m_isResetting) {
        m_changed.push_back(what);
        m_changed.push_back(parent->what);
        beginInsertRows(parent == m_root.get() ? QModelIndex() : indexOf(*parent), row, row);
    }
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
    const std::optional<OutlineRow> row = outlineRow(*m_playback, selectionAt(index));
    if (!row)
        return {};
    switch (role) {
    case Qt::DecorationRole:
        return index.column() == NameColumn ? glyphIcon(row->glyph, colourOf(row->glyph)) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == NameColumn && row->ended == Never ? Theme::current().text : Theme::current().text2;
    case Qt::AccessibleTextRole: return row->description;
    case Qt::ToolTipRole: return tipText(row->description);
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case NameColumn: return row->name;
    case StateColumn: return row->word;
    default: return row->ended == Never ? QString() : timeText(row->ended);
    }
}

} // namespace ScopeLab
