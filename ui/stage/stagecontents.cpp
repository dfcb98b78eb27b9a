#include "ui/stage/stagecontents.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

namespace ScopeLab {

namespace {

void addCounts(PhaseCounts &counts, const PhaseCounts &more)
{
    std::transform(counts.begin(), counts.end(), more.begin(), counts.begin(), std::plus());
}

} // namespace

StageContents::StageContents(const RunState &state, const StageFolds &folds)
    : m_state(state)
    , m_folds(folds)
{
    state.isOver ? gatherAll() : gatherLiving();
}

bool StageContents::Folded::isEmpty() const
{
    return tasks.empty() && std::accumulate(ended.begin(), ended.end(), 0) == 0;
}

/// At the end of the run everything is shown once more, each task in its group.
void StageContents::gatherAll()
{
    for (const ScopeState &scope : m_state.scopes())
        m_contents[scope.parent].scopes.push_back(scope.id);
    for (const TaskId id : m_state.living().tasks()) { // those that have leaked
        if (const TaskState &task = *m_state.task(id); task.group && !task.isDetached())
            m_contents[task.group].tasks.push_back(id);
    }
    for (const TaskState &task : m_state.tasks()) {
        if (task.isDetached())
            m_detached.push_back(task.id);
    }
}

void StageContents::gatherLiving()
{
    const Living &living = m_state.living();
    const auto addLines = [this](const std::vector<Living::Left> &lines) {
        for (const Living::Left &line : lines) {
            if (const ScopeId around = m_state.scope(line.last)->parent; m_state.scope(around)->isLiving())
                m_contents[around].left.push_back(line);
        }
    };
    for (const ScopeId id : living.scopes()) {
        m_contents[m_state.scope(id)->parent].scopes.push_back(id);
        if (!m_folds.isBrief)
            addLines(living.leftIn(id));
    }
    m_detached = living.latestEnded(living.group({}), FoldFrom);
    std::erase_if(m_detached, [this](TaskId id) { return !m_state.task(id)->isDetached(); });
    for (const TaskId id : living.tasks()) {
        const TaskState &task = *m_state.task(id);
        const ScopeState *scope = m_state.scope(task.scope);
        const bool isAtGate = task.gate && task.gate == task.scope;
        if (task.isDetached() && !task.scope)
            m_detached.push_back(id);
        else if (scope && scope->isLiving() && !isAtGate)
            m_contents[task.scope].tasks.push_back(id);
        if (!m_folds.isBrief)
            addLines(living.leftOf(id));
    }
    std::sort(m_detached.begin(), m_detached.end());
}

const StageContents::Contents &StageContents::contentsOf(ScopeId scope) const
{
    static const Contents nothing;
    const auto found = m_contents.find(scope);
    return found == m_contents.end() ? nothing : found->second;
}

/// The latest of them. A loop that enters a scope again and again is one line.
std::vector<Living::Left> StageContents::linesOf(ScopeId scope) const
{
    std::vector<Living::Left> left = contentsOf(scope).left;
    if (left.size() <= Living::MostLeft)
        return left;
    std::vector<ScopeId> latest;
    for (const Living::Left &line : left)
        latest.push_back(line.last);
    std::nth_element(latest.begin(), latest.begin() + Living::MostLeft - 1, latest.end(), std::greater());
    std::erase_if(left, [&](const Living::Left &line) { return line.last < latest[Living::MostLeft - 1]; });
    return left;
}

std::vector<ScopeId> StageContents::roots() const
{
    std::vector<ScopeId> scopes = contentsOf({}).scopes;
    while (isWrapper(scopes)) {
        scopes = contentsOf(scopes.front()).scopes;
        if (!m_folds.isBrief)
            break;
    }
    return scopes;
}

/// True for a scope that holds only another one and was never cancelled.
bool StageContents::isWrapper(const std::vector<ScopeId> &scopes) const
{
    if (scopes.size() != 1 || m_state.scope(scopes.front())->requested || m_state.scope(scopes.front())->shielded)
        return false;
    const Contents &inside = contentsOf(scopes.front());
    return inside.tasks.empty() && groupOf(scopes.front()).countEnded() == 0 && inside.scopes.size() == 1;
}

bool StageContents::isCounted(ScopeId id, int parent) const
{
    return m_folds.isBrief && parent >= 0 && !contentsOf(id).scopes.empty();
}

std::vector<StageContents::Child> StageContents::childrenOf(ScopeId scope, Folded &folded) const
{
    std::vector<Child> children;
    const Contents &contents = contentsOf(scope);
    const auto unfolded = m_folds.unfolded.find(scope);
    const std::size_t more = unfolded == m_folds.unfolded.end() ? 0 : unfolded->second;
    std::unordered_map<NameId, std::size_t> alike; // by name: how many, then how many are shown
    for (const ScopeId inner : contents.scopes)
        ++alike[m_state.scope(inner)->name];
    std::erase_if(alike, [](const auto &entry) { return entry.second < FoldFrom; });
    for (auto &[name, count] : alike)
        count = 0;
    for (const ScopeId inner : contents.scopes) {
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
    addChildTasks(scope, more, children, folded);
    for (const Living::Left &left : linesOf(scope))
        children.push_back({m_state.scope(left.last)->task, StageNode::Kind::Line, left.last.number(), left.count});
    std::stable_sort(children.begin(), children.end(),
                     [](const Child &a, const Child &b) { return a.owner < b.owner; });
    return children;
}

/// The first three, and whatever is out of the ordinary, as far as there is room. Of those that have ended, no
/// more are looked at than are shown.
void StageContents::addChildTasks(ScopeId scope, std::size_t more, std::vector<Child> &children, Folded &folded) const
{
    const std::vector<TaskId> &living = contentsOf(scope).tasks;
    const Living::Group &group = groupOf(scope);
    const Living::Tasks::Range members = m_state.living().members(group);
    const bool isAll = living.size() + group.countEnded() < FoldFrom;
    const std::size_t first = isAll ? FoldFrom : 3 + more;
    PhaseCounts ended = group.ended;
    std::set<TaskId> shown;
    const auto show = [&](TaskId id) {
        const TaskState &task = *m_state.task(id);
        if (!shown.insert(id).second)
            return;
        if (task.isOver())
            --ended[static_cast<std::size_t>(task.phase)];
        children.push_back({id, StageNode::Kind::Task, id.number()});
    };
    const auto toEnded = [&](Living::Tasks::Iterator at) {
        while (at != members.end() && !m_state.task(*at)->isOver())
            ++at;
        return at;
    };
    auto nextLiving = living.begin();
    auto nextEnded = toEnded(members.begin());
    while (shown.size() < first && (nextLiving != living.end() || nextEnded != members.end())) {
        if (nextEnded == members.end() || (nextLiving != living.end() && *nextLiving < *nextEnded)) {
            show(*nextLiving++);
        } else {
            show(*nextEnded);
            nextEnded = toEnded(++nextEnded);
        }
    }
    for (; nextLiving != living.end(); ++nextLiving) {
        const TaskPhase phase = m_state.task(*nextLiving)->phase;
        const bool isQuiet = phase == TaskPhase::Waiting || phase == TaskPhase::Created || phase == TaskPhase::Running;
        if (!isQuiet && shown.size() < FoldFrom + more)
            show(*nextLiving);
        else
            folded.tasks.push_back(*nextLiving);
    }
    for (const TaskId id : m_state.living().failed(group)) {
        if (shown.size() >= FoldFrom + more)
            break;
        show(id);
    }
    addCounts(folded.ended, ended);
}

/// At the end of the run: nothing stood in it but its task, and nothing happened to it.
bool StageContents::isBareAndLeft(ScopeId id) const
{
    const ScopeState &scope = *m_state.scope(id);
    return !scope.isLiving() && !scope.requested && !scope.isGroup() && !m_contents.count(id);
}

void StageContents::addTasks(ScopeId scope, Folded &folded) const
{
    const Contents &contents = contentsOf(scope);
    folded.tasks.insert(folded.tasks.end(), contents.tasks.begin(), contents.tasks.end());
    addCounts(folded.ended, groupOf(scope).ended);
    for (const ScopeId inner : contents.scopes)
        addTasks(inner, folded);
}

} // namespace ScopeLab
