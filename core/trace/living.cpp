#include "core/trace/living.h"

#include "core/trace/runstate.h"

#include <algorithm>
#include <numeric>

namespace ScopeLab {

namespace {

template <typename T>
const T &found(const SharedVector<T> &all, std::size_t index)
{
    static const T nothing;
    return index < all.size() ? all[index] : nothing;
}

/// What comes again and again makes one line.
void addLine(std::vector<Living::Left> &lines, const ScopeState &scope, const RunState &state)
{
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const Living::Left &line) {
        const ScopeState *last = state.scope(line.last);
        return last && last->name == scope.name && last->parent == scope.parent;
    });
    if (same == lines.end())
        lines.push_back({scope.id, 1});
    else
        *same = {scope.id, same->count + 1};
    if (lines.size() > Living::MostLeft)
        lines.erase(lines.begin());
}

/// Frees what it holds.
void forget(SharedVector<std::vector<Living::Left>> &all, std::size_t index)
{
    if (!found(all, index).empty())
        all.edit(index) = {};
}

} // namespace

std::size_t Living::Group::countEnded() const
{
    return static_cast<std::size_t>(std::accumulate(ended.begin(), ended.end(), 0));
}

const Living::Group &Living::group(ScopeId scope) const
{
    return found(m_groups, scope.number());
}

std::vector<TaskId> Living::latestEnded(const Group &group, std::size_t most) const
{
    std::vector<TaskId> ended;
    for (TaskId id = group.members.last; id && ended.size() < most; id = m_memberLinks.before(id)) {
        if (m_known[id.number() - 1].isOver)
            ended.push_back(id);
    }
    std::reverse(ended.begin(), ended.end());
    return ended;
}

const std::vector<Living::Left> &Living::leftOf(TaskId task) const
{
    return found(m_leftOf, std::size_t{task.number()} - 1);
}

const std::vector<Living::Left> &Living::leftIn(ScopeId scope) const
{
    return found(m_leftIn, std::size_t{scope.number()} - 1);
}

void Living::apply(const RunEvent &event, const RunState &state)
{
    take(event.task, state);
    if (const auto *starting = event.as<TaskStarting>())
        take(starting->started, state);
    if (const auto *entered = event.as<ScopeEntered>(); entered && !m_scopeLinks.contains(m_scopes, entered->scope))
        m_scopeLinks.append(m_scopes, entered->scope);
    if (const auto *exited = event.as<ScopeExited>()) {
        if (const ScopeState *scope = state.scope(exited->scope))
            takeExit(*scope, state);
    }
}

void Living::take(TaskId id, const RunState &state)
{
    const TaskState *task = state.task(id);
    if (!task)
        return;
    const KnownTask before = found(m_known, id.number() - 1);
    if (before.isThere && before.phase == task->phase && before.group == task->group)
        return;
    KnownTask now = before;
    if (!before.isThere) {
        now.isThere = true;
        m_taskLinks.append(m_tasks, id);
        m_memberLinks.append(m_groups.reach(task->group.number()).members, id);
    } else {
        --m_phases[static_cast<std::size_t>(before.phase)];
        if (before.group != task->group && !before.isOver) {
            m_memberLinks.remove(m_groups.reach(before.group.number()).members, id);
            m_memberLinks.append(m_groups.reach(task->group.number()).members, id);
        }
    }
    ++m_phases[static_cast<std::size_t>(task->phase)];
    now.phase = task->phase;
    if (!before.isOver)
        now.group = task->group;
    if (task->isOver() && !before.isOver)
        end(*task, now);
    m_known.reach(id.number() - 1) = now;
}

void Living::end(const TaskState &task, KnownTask &known)
{
    known.isOver = true;
    m_taskLinks.remove(m_tasks, task.id);
    Group &group = m_groups.reach(known.group.number());
    ++group.ended[static_cast<std::size_t>(task.phase)];
    if (task.phase == TaskPhase::Cancelled)
        m_endLinks.append(group.cancelled, task.id);
    if (task.phase == TaskPhase::Failed)
        m_endLinks.append(group.failed, task.id);
    forget(m_leftOf, task.id.number() - 1);
}

void Living::takeExit(const ScopeState &scope, const RunState &state)
{
    if (m_scopeLinks.contains(m_scopes, scope.id))
        m_scopeLinks.remove(m_scopes, scope.id);
    forget(m_leftIn, scope.id.number() - 1);
    const ScopeState *around = state.scope(scope.parent);
    const TaskState *task = state.task(scope.task);
    if (!around || !task || task->isOver())
        return;
    const bool isInOwn = around->task == scope.task;
    addLine(isInOwn ? m_leftIn.reach(around->id.number() - 1) : m_leftOf.reach(task->id.number() - 1), scope, state);
}

std::size_t Living::bytesOfACopy() const
{
    return m_taskLinks.bytesOfACopy() + m_memberLinks.bytesOfACopy() + m_endLinks.bytesOfACopy()
           + m_scopeLinks.bytesOfACopy() + m_known.bytesOfACopy() + m_groups.bytesOfACopy() + m_leftOf.bytesOfACopy()
           + m_leftIn.bytesOfACopy();
}

void Living::forgetCopied()
{
    m_taskLinks.forgetCopied();
    m_memberLinks.forgetCopied();
    m_endLinks.forgetCopied();
    m_scopeLinks.forgetCopied();
    m_known.forgetCopied();
    m_groups.forgetCopied();
    m_leftOf.forgetCopied();
    m_leftIn.forgetCopied();
}

} // namespace ScopeLab
