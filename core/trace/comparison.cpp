#include "core/trace/comparison.h"

#include <algorithm>
#include <map>

namespace ScopeLab {

namespace {

struct Names
{
    std::vector<std::string> tasks; // by id - 1
    std::vector<std::string> scopes;
};

Names namesIn(const Trace &trace)
{
    Names names;
    const auto put = [&trace](std::vector<std::string> &into, std::uint32_t id, std::uint32_t label) {
        if (id > into.size())
            into.resize(id);
        into[id - 1] = trace.label(label).name;
    };
    for (const TraceEvent &event : trace.events()) {
        if (event.kind == EventKind::TaskSpawned)
            put(names.tasks, event.task, event.labelIndex);
        else if (event.kind == EventKind::ScopeEntered)
            put(names.scopes, event.scope, event.labelIndex);
    }
    return names;
}

/// The events of each task, in order; at 0 those of nobody.
std::vector<std::vector<EventId>> byTask(const Trace &trace, std::size_t tasks)
{
    std::vector<std::vector<EventId>> lists(tasks + 1);
    for (EventId id = 1; id <= trace.size(); ++id) {
        if (trace.event(id).task <= tasks)
            lists[trace.event(id).task].push_back(id);
    }
    return lists;
}

} // namespace

Comparison::Pairs Comparison::matched(const std::vector<std::string> &a, const std::vector<std::string> &b)
{
    std::map<std::string, std::vector<std::uint32_t>> byName;
    for (std::size_t i = b.size(); i > 0; --i)
        byName[b[i - 1]].push_back(static_cast<std::uint32_t>(i)); // the first is taken from the back
    Pairs pairs{std::vector<std::uint32_t>(a.size()), std::vector<std::uint32_t>(b.size())};
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::vector<std::uint32_t> &left = byName[a[i]];
        if (left.empty())
            continue;
        pairs.inB[i] = left.back();
        pairs.inA[left.back() - 1] = static_cast<std::uint32_t>(i + 1);
        left.pop_back();
    }
    return pairs;
}

/// Alike but for ids and lines, which a change elsewhere moves.
bool Comparison::isSame(const TraceEvent &a, const TraceEvent &b) const
{
    return a.kind == b.kind && a.wait == b.wait && a.source == b.source && a.flag == b.flag && a.time == b.time
           && a.value == b.value && taskInB(a.task) == b.task && scopeInB(a.scope) == b.scope
           && (a.errorIndex == 0) == (b.errorIndex == 0);
}

Comparison::Comparison(const Trace &a, const Trace &b)
{
    const Names namesA = namesIn(a);
    const Names namesB = namesIn(b);
    m_tasks = matched(namesA.tasks, namesB.tasks);
    m_scopes = matched(namesA.scopes, namesB.scopes);
    const EventId shorter = std::min(a.size(), b.size());
    while (m_common < shorter && isSame(a.event(m_common + 1), b.event(m_common + 1)))
        ++m_common;
    const auto part = [&](EventId inA, EventId inB) {
        std::int64_t time = inA ? a.event(inA).time : b.event(inB).time;
        if (inA && inB)
            time = std::min(time, b.event(inB).time);
        const TaskId task = inA && a.event(inA).task ? a.event(inA).task : inB ? b.event(inB).task : 0;
        m_differences.push_back({inA, inB, time, task});
    };
    const auto lists = byTask(a, namesA.tasks.size());
    const auto others = byTask(b, namesB.tasks.size());
    for (TaskId task = 0; task < lists.size(); ++task) {
        const TaskId partner = task ? taskInB(task) : 0;
        if (task && !partner) {
            if (!lists[task].empty())
                part(lists[task].front(), 0);
            continue;
        }
        const std::vector<EventId> &mine = lists[task];
        const std::vector<EventId> &theirs = others[partner];
        std::size_t i = 0;
        while (i < mine.size() && i < theirs.size() && isSame(a.event(mine[i]), b.event(theirs[i])))
            ++i;
        if (i < mine.size() || i < theirs.size())
            part(i < mine.size() ? mine[i] : 0, i < theirs.size() ? theirs[i] : 0);
    }
    for (TaskId task = 1; task < others.size(); ++task) {
        if (!taskInA(task) && !others[task].empty())
            part(0, others[task].front());
    }
    std::stable_sort(m_differences.begin(), m_differences.end(),
                     [](const Difference &x, const Difference &y) { return x.time < y.time; });
}

} // namespace ScopeLab
