// The steps that start tasks.

#include "core/engine/catching.h"
#include "core/interpreter/taskcontext.h"

namespace ScopeLab {

void Interpreter::spawn(const Step &step, const EnvironmentPtr &names)
{
    spawnOne(step, std::get<SpawnStep>(step.payload), names);
}

void Interpreter::spawnEach(const Step &step, const EnvironmentPtr &names)
{
    const auto &each = std::get<SpawnEachStep>(step.payload);
    const auto count = each.count ? evaluate(*each.count, names) : static_cast<std::int64_t>(each.items.size());
    for (std::int64_t index = 0; index < count; ++index) {
        EnvironmentPtr seen = withName(names, "index", std::to_string(index));
        if (!each.count) {
            const Item &item = each.items[static_cast<std::size_t>(index)];
            ItemValue value;
            value.text = fillIn(item.text, names);
            for (const auto &[field, text] : item.fields)
                value.fields[field] = fillIn(text, names);
            seen = withName(seen, "item", std::move(value));
        }
        if (!spawnOne(step, each.task, seen))
            return;
    }
}

ScopeRef Interpreter::groupFor(const SpawnStep &spawn, const EnvironmentPtr &names) const
{
    ScopeRef group;
    if (spawn.group.isSet()) {
        group = boundScope(spawn.group, names);
        if (!group->group)
            raiseInScenario("ValueError", "'" + group->name + "' is not a task group");
    } else if (const ScopeRef *innermost = innermostGroup(names)) {
        group = *innermost;
    } else {
        raiseInScenario("RuntimeError", "no task group is in sight");
    }
    if (!group->group->isOpen())
        raiseInScenario("RuntimeError", "the task group has ended");
    return group;
}

/// @returns false if there may be no more tasks.
bool Interpreter::spawnOne(const Step &step, const SpawnStep &spawn, const EnvironmentPtr &seen)
{
    const ScopeRef group = groupFor(spawn, seen);
    const std::string name = nameOf(spawn.name, seen);
    if (!m_ending.mayStart(step))
        return false;
    group->group->spawn(runTask(&spawn.body, seen), labelFor(name, "task", step.line()));
    return true;
}

Task<> Interpreter::runStart(const Step *step, EnvironmentPtr names)
{
    const SpawnStep &spawn = std::get<StartStep>(step->payload).task;
    const ScopeRef group = groupFor(spawn, names);
    const std::string name = nameOf(spawn.name, names);
    if (!m_ending.mayStart(*step))
        co_return;
    auto make = [this, body = &spawn.body, names](TaskStatus<> status) { return runTask(body, names, status); };
    auto starting = group->group->start<void>(std::move(make), labelFor(name, "task", step->line()));
    co_await std::move(starting);
}

void Interpreter::detach(const Step &step, const EnvironmentPtr &names)
{
    const auto &detach = std::get<DetachStep>(step.payload);
    const std::string name = nameOf(detach.name, names);
    if (!m_ending.mayStart(step))
        return;
    EnvironmentPtr inside = withName(names, {}, Detached());
    m_detached.insert(
        m_scheduler.startSystemTask(runDetached(&detach.body, std::move(inside)), labelFor(name, "task", step.line())));
}

Task<> Interpreter::runDetached(const Steps *steps, EnvironmentPtr names)
{
    TaskContext task(m_scheduler);
    auto body = runSteps(&task, steps, std::move(names));
    auto outcome = co_await catching(std::move(body));
    m_detached.erase(m_scheduler.task().id);
    if (m_isMainOver && m_detached.empty())
        tellEnd();
    co_await std::move(outcome);
}

Task<> Interpreter::runTask(const Steps *steps, EnvironmentPtr names, std::optional<TaskStatus<>> status)
{
    TaskContext task(m_scheduler);
    task.status = std::move(status);
    co_await runSteps(&task, steps, std::move(names));
}

} // namespace ScopeLab
