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
    const auto put = [&trace](std::vector<std::string> &into, std::uint32_t number, NameId name) {
        if (number > into.size())
            into.resize(number);
        into[number - 1] = trace.label(name).name;
    };
    for (const RunEvent &event : trace.events()) {
        if (const auto *spawned = event.as<TaskSpawned>())
            put(names.tasks, event.task.number(), spawned->name);
        else if (const auto *entered = event.as<ScopeEntered>())
            put(names.scopes, entered->scope.number(), entered->name);
    }
    return names;
}

/// The events of each task, in order; at 0 those of no task.
std::vector<std::vector<EventId>> byTask(const Trace &trace, std::size_t tasks)
{
    std::vector<std::vector<EventId>> lists(tasks + 1);
    for (EventId id = 1; id <= trace.size(); ++id) {
        if (const std::uint32_t task = trace.event(id).task.number(); task <= tasks)
            lists[task].push_back(id);
    }
    return lists;
}

/// What is compared of an event: it takes the numbers of the other run, and of what it mentions only whether
/// it does. Causes and lines do not count, because a change elsewhere moves them.
template <typename T>
T comparable(T data, const auto &task, const auto &scope)
{
    const auto keepPresence = []<typename Number>(Number &number) { number = Number(number ? 1 : 0); };
    const auto forget = []<typename Number>(Number &number) { number = Number(); };
    if constexpr (requires { data.scope; })
        data.scope = scope(data.scope);
    if constexpr (requires { data.parent; })
        data.parent = scope(data.parent);
    if constexpr (requires { data.gate; })
        data.gate = scope(data.gate);
    if constexpr (requires { data.group; })
        data.group = scope(data.group);
    if constexpr (requires { data.spawner; })
        data.spawner = task(data.spawner);
    if constexpr (requires { data.started; })
        data.started = task(data.started);
    if constexpr (requires { data.holder; })
        data.holder = task(data.holder);
    if constexpr (requires { data.error; })
        keepPresence(data.error);
    if constexpr (requires { data.rest; })
        keepPresence(data.rest);
    if constexpr (requires { data.by; })
        keepPresence(data.by);
    if constexpr (requires { data.resource; })
        keepPresence(data.resource);
    if constexpr (requires { data.operation; })
        keepPresence(data.operation);
    if constexpr (requires { data.name; })
        forget(data.name);
    if constexpr (requires { data.text; })
        forget(data.text);
    if constexpr (requires { data.reason; })
        forget(data.reason);
    if constexpr (requires { data.target; })
        forget(data.target);
    if constexpr (requires { data.step; })
        forget(data.step);
    if constexpr (requires { data.line; })
        forget(data.line);
    if constexpr (requires { data.request; })
        data.request = 0;
    return data;
}

} // namespace

template <typename Number>
Comparison::Pairs<Number> Comparison::matched(const std::vector<std::string> &a, const std::vector<std::string> &b)
{
    std::map<std::string, std::vector<Number>> byName;
    for (std::size_t i = b.size(); i > 0; --i)
        byName[b[i - 1]].push_back(Number(static_cast<std::uint32_t>(i))); // the first is taken from the back
    Pairs<Number> pairs{std::vector<Number>(a.size()), std::vector<Number>(b.size())};
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::vector<Number> &left = byName[a[i]];
        if (left.empty())
            continue;
        pairs.inB[i] = left.back();
        pairs.inA[left.back().number() - 1] = Number(static_cast<std::uint32_t>(i + 1));
        left.pop_back();
    }
    return pairs;
}

bool Comparison::isSame(const RunEvent &a, const RunEvent &b) const
{
    if (a.time != b.time || taskInB(a.task) != b.task || a.data.index() != b.data.index())
        return false;
    const auto task = [this](TaskId id) { return taskInB(id); };
    const auto scope = [this](ScopeId id) { return scopeInB(id); };
    const auto same = [](auto id) { return id; };
    return std::visit(
        [&]<typename T>(const T &data) { return comparable(data, task, scope) == comparable(*b.as<T>(), same, same); },
        a.data);
}

Comparison::Comparison(const Trace &a, const Trace &b)
{
    const Names namesA = namesIn(a);
    const Names namesB = namesIn(b);
    m_tasks = matched<TaskId>(namesA.tasks, namesB.tasks);
    m_scopes = matched<ScopeId>(namesA.scopes, namesB.scopes);
    const EventId shorter = std::min(a.size(), b.size());
    while (m_common < shorter && isSame(a.event(m_common + 1), b.event(m_common + 1)))
        ++m_common;
    const auto part = [&](EventId inA, EventId inB) {
        TimePoint time = inA ? a.event(inA).time : b.event(inB).time;
        if (inA && inB)
            time = std::min(time, b.event(inB).time);
        const TaskId task = inA && a.event(inA).task ? a.event(inA).task : inB ? b.event(inB).task : TaskId();
        m_differences.push_back({inA, inB, time, task});
    };
    const auto lists = byTask(a, namesA.tasks.size());
    const auto others = byTask(b, namesB.tasks.size());
    for (TaskId task; task.number() < lists.size(); ++task) {
        const std::vector<EventId> &mine = lists[task.number()];
        const TaskId partner = taskInB(task);
        if (task && !partner) {
            if (!mine.empty())
                part(mine.front(), 0);
            continue;
        }
        const std::vector<EventId> &theirs = others[partner.number()];
        std::size_t i = 0;
        while (i < mine.size() && i < theirs.size() && isSame(a.event(mine[i]), b.event(theirs[i])))
            ++i;
        if (i < mine.size() || i < theirs.size())
            part(i < mine.size() ? mine[i] : 0, i < theirs.size() ? theirs[i] : 0);
    }
    for (TaskId task(1); task.number() < others.size(); ++task) {
        if (!taskInA(task) && !others[task.number()].empty())
            part(0, others[task.number()].front());
    }
    const auto position = [](const Difference &one) { return std::make_pair(one.time, one.b ? one.b : one.a); };
    std::stable_sort(m_differences.begin(), m_differences.end(),
                     [&](const Difference &x, const Difference &y) { return position(x) < position(y); });
}

} // namespace ScopeLab
