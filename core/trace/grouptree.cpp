#include "core/trace/grouptree.h"

#include <algorithm>

namespace ScopeLab {

namespace {

class GroupReader
{
public:
    GroupReader(const Trace &trace, const RunState &state, EventId cursor, const std::vector<EventId> &groupEvents)
        : m_trace(trace)
        , m_state(state)
        , m_cursor(cursor)
        , m_groupEvents(groupEvents)
    {
    }

    GroupTree read()
    {
        readForming();
        if (m_tree.kind == GroupTree::Kind::None)
            readFormed();
        return std::move(m_tree);
    }

private:
    bool isFull() const { return m_tree.nodes.size() >= GroupTree::MostNodes; }

    /// The outermost group that has failures and has not been left is forming now.
    void readForming()
    {
        const Living &living = m_state.living();
        for (const ScopeId id : living.scopes()) {
            const Living::Group &group = living.group(id);
            if (!m_state.scope(id)->isGroup() || group.failed.size + group.cancelled.size == 0)
                continue;
            m_tree.kind = GroupTree::Kind::Forming;
            m_tree.scope = id;
            addForming(id, 0);
            return;
        }
    }

    void addForming(ScopeId group, int depth)
    {
        const std::size_t head = m_tree.nodes.size();
        m_tree.nodes.emplace_back();
        m_tree.nodes[head].depth = depth;
        m_tree.nodes[head].scope = group;
        for (const TaskId id : uncompleted(group)) {
            if (isFull())
                return;
            const TaskState &task = *m_state.task(id);
            if (task.isOver()) {
                ++m_tree.nodes[head].in;
                addEnded(task, depth + 1);
                continue;
            }
            ++m_tree.nodes[head].toCome;
            if (task.gate && depth < GroupTree::Deepest) // its own group forms below
                addForming(task.gate, depth + 1);
            else
                addToCome(task, depth + 1);
        }
    }

    void addEnded(const TaskState &task, int depth)
    {
        GroupNode node;
        node.kind = task.phase == TaskPhase::Failed ? GroupNode::Kind::Error : GroupNode::Kind::Cancellation;
        node.depth = depth;
        node.error = task.phase == TaskPhase::Failed ? task.error : ErrorId();
        node.task = task.id;
        node.hasErrors = task.phase == TaskPhase::Failed;
        m_tree.nodes.push_back(node);
    }

    void addToCome(const TaskState &task, int depth)
    {
        const ScopeState *scope = m_state.scope(task.scope);
        GroupNode node;
        node.kind = GroupNode::Kind::ToCome;
        node.depth = depth;
        node.task = task.id;
        node.scope = task.scope;
        node.progress = task.phase == TaskPhase::Unwinding ? GroupNode::Progress::Unwinding
                        : task.held                        ? GroupNode::Progress::HeldByThread
                        : scope && scope->shielded         ? GroupNode::Progress::HeldByShield
                        : scope && scope->isEffective()    ? GroupNode::Progress::Requested
                                                           : GroupNode::Progress::Running;
        m_tree.nodes.push_back(node);
    }

    /// Tasks of a group that have not completed, by number: no more than are shown.
    std::vector<TaskId> uncompleted(ScopeId scope) const
    {
        const Living &living = m_state.living();
        const Living::Group &group = living.group(scope);
        std::vector<TaskId> tasks;
        const auto add = [&tasks](const Living::Tasks::Range &range) {
            for (const TaskId id : range) {
                if (tasks.size() >= GroupTree::MostNodes)
                    break;
                tasks.push_back(id);
            }
        };
        add(living.failed(group));
        add(living.cancelled(group));
        if (group.countLiving() > 0) {
            for (const TaskId id : living.tasks()) {
                if (m_state.task(id)->group == scope)
                    tasks.push_back(id);
            }
        }
        std::sort(tasks.begin(), tasks.end());
        return tasks;
    }

    void readFormed()
    {
        EventId formed = 0;
        EventId split = 0;
        for (auto at = std::upper_bound(m_groupEvents.begin(), m_groupEvents.end(), m_cursor);
             at != m_groupEvents.begin() && !formed;) {
            const EventId id = *--at;
            const RunEvent &event = m_trace.event(id);
            if (event.is<GroupSplit>() && !split)
                split = id;
            const bool isSplitByAStep = !scopeOf(event);
            if (id == split ? isSplitByAStep : static_cast<bool>(errorOf(event)))
                formed = id;
        }
        if (!formed && !split)
            return;
        m_tree.event = split ? split : formed;
        const RunEvent &event = m_trace.event(m_tree.event);
        m_tree.kind = event.is<GroupSplit>() ? GroupTree::Kind::Split : GroupTree::Kind::Formed;
        m_tree.scope = scopeOf(event);
        addRecord(errorOf(event));
    }

    void addRecord(ErrorId root)
    {
        struct Open
        {
            ErrorId error;
            int depth;
        };
        std::vector<Open> stack{{root, 0}};
        while (!stack.empty() && !isFull()) {
            const Open at = stack.back();
            stack.pop_back();
            const ErrorRecord &record = m_trace.error(at.error);
            GroupNode node;
            node.kind = record.kind == ErrorKind::Group       ? GroupNode::Kind::Group
                        : record.kind == ErrorKind::Cancelled ? GroupNode::Kind::Cancellation
                                                              : GroupNode::Kind::Error;
            node.depth = std::min(at.depth, GroupTree::Deepest);
            node.error = at.error;
            node.task = record.task;
            node.hasErrors = (record.holds & Error::Errors) != 0;
            node.hasCancellations = (record.holds & Error::Cancellations) != 0;
            if (node.kind == GroupNode::Kind::Group) {
                node.scope = formerOf(record.identity);
                for (auto member = record.members.rbegin(); member != record.members.rend(); ++member)
                    stack.push_back({*member, at.depth + 1});
            }
            m_tree.nodes.push_back(node);
        }
    }

    /// The task group that formed an error, looked for from the cursor back; none, or it was long ago.
    ScopeId formerOf(ErrorId identity) const
    {
        constexpr int Longest = 2000; // one that a step has made is not found at all
        auto at = std::upper_bound(m_groupEvents.begin(), m_groupEvents.end(), m_cursor);
        for (int i = 0; i < Longest && at != m_groupEvents.begin(); ++i) {
            const auto *formed = m_trace.event(*--at).as<GroupFormed>();
            if (formed && formed->error && m_trace.error(formed->error).identity == identity)
                return formed->scope;
        }
        return {};
    }

    const Trace &m_trace;
    const RunState &m_state;
    const EventId m_cursor;
    const std::vector<EventId> &m_groupEvents;
    GroupTree m_tree;
};

} // namespace

GroupTree groupTree(const Trace &trace, const RunState &state, EventId cursor, const std::vector<EventId> &groupEvents)
{
    return GroupReader(trace, state, cursor, groupEvents).read();
}

} // namespace ScopeLab
