#pragma once

#include "ui/playback/playback.h"

#include <QAbstractItemModel>

namespace ScopeLab {

/// The tree of scopes and tasks at the playhead, in the order in which they came. A task stands in the
/// scope of its group, a scope in the task that entered it, or in the scope around. Nodes come and go as
/// the playhead moves; none ever moves elsewhere but a task that start() hands over.
class OutlineModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, StateColumn, TimeColumn, ColumnCount };

    explicit OutlineModel(QObject *parent = nullptr);
    ~OutlineModel() override;

    /// Shows the moment at which @p playback stands. A step costs what changed in it.
    void show(const Playback &playback);

    /// What the last show() changed, possibly listed more than once: it has come, or ended, or something stands
    /// in it that did not, or no longer does. Useless if isReset(): after a long way anything may have changed.
    const std::vector<Selection> &changed() const { return m_changed; }
    bool isReset() const { return m_isReset; }

    /// How many nodes and events were looked at in total, for tests.
    std::size_t visited() const { return m_visited; }

    /// How many rows the views were told of in all, for tests: they look at each of them.
    std::size_t toldRows() const { return m_toldRows; }

    /// Forgets what it showed, before another run is shown whose tasks and scopes have the same numbers.
    void clear();

    /// What stands there; nothing for an invalid index.
    Selection selectionAt(const QModelIndex &index) const;
    QModelIndex indexOf(const Selection &selection) const;

    /// False once it has ended.
    bool isLiving(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &) const override { return ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    using NodePtr = std::unique_ptr<Node>;

    const Node *nodeAt(const QModelIndex &index) const;
    QModelIndex indexOf(const Node &node) const;
    Node *parentOf(const TaskState &task) const;
    Node *parentOf(const ScopeState &scope) const;
    Node *nodeOf(TaskId task) const;
    Node *nodeOf(ScopeId scope) const;
    bool hasMoved(const Selection &what);
    void showAll();
    void noteAll();
    void noteEnds(EventId from, EventId to);
    void tell(const Node &parent);
    void tell(const Node &parent, int first, int last);
    void tellAll();
    void tellChanges(EventId from, EventId to);
    void reset();
    void removeFuture();
    void insertNew();
    Node &insert(Node *parent, Selection what, TimePoint time);
    void remove(Node &node);

    const Playback *m_playback = nullptr;
    NodePtr m_root;
    std::vector<Node *> m_tasks;  // by id - 1; owned by their parents
    std::vector<Node *> m_scopes; // by id - 1
    std::vector<Selection> m_changed;
    EventId m_event = 0;
    std::size_t m_visited = 0;
    std::size_t m_toldRows = 0;
    bool m_isResetting = false; // the views are told at the end
    bool m_isReset = false;
};

} // namespace ScopeLab
