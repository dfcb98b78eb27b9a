// The steps that start tasks.

#include "core/engine/catching.h"
#include "core/interpreter/steprunner.h"

namespace ScopeLab {

void Interpreter::StepRunner::perform(const SpawnStep &step)
{
    spawn(step);
}

void Interpreter::StepRunner::perform(const SpawnEachStep &step)
{
    const auto count = step.count ? evaluate(*step.count, m_names) : static_cast<std::int64_t>(step.items.size());
    for (std::int64_t index = 0; index < count; ++index) {
        EnvironmentPtr names = withName(m_names, "index", std::to_string(index));
        if (!step.count) {
            const Item &item = step.items[static_cast<std::size_t>(index)];
            ItemValue value;
            value.text = fillIn(item.text, m_names);
            for (const auto &[field, text] : item.fields)
                value.fields[field] = fillIn(text, m_names);
            names = withName(std::move(names), "item", std::move(value));
        }
        if (!with(std::move(names)).spawn(step.task))
            return;
    }
}

ScopeRef Interpreter::StepRunner::groupFor(const SpawnStep &step) const
{
    ScopeRef group;
    if (step.group.isSet()) {
        group = boundScope(step.group, m_names);
        if (!group->group)
            raiseInScenario("ValueError", "'" + group->name + "' is not a task group");
    } else if (const ScopeRef *innermost = innermostGroup(m_names)) {
        group = *innermost;
    } else {
        raiseInScenario("RuntimeError", "no task group is in sight");
    }
    if (!group->group->isOpen())
        raiseInScenario("RuntimeError", "the task group has ended");
    return group;
}

/// @returns false if no more tasks may start.
bool Interpreter::StepRunner::spawn(const SpawnStep &step) const
{
    const ScopeRef group = groupFor(step);
    const std::string name = nameOf(step.name);
    if (!watchdog().mayStart(*m_step))
        return false;
    group->group->spawn(runTask(m_run, &step.body, m_names), m_run->labelFor(name, "task", m_step->line()));
    return true;
}

Task<> Interpreter::StepRunner::run(const StartStep *step)
{
    const SpawnStep &spawn = step->task;
    const ScopeRef group = groupFor(spawn);
    const std::string name = nameOf(spawn.name);
    if (!watchdog().mayStart(*m_step))
        co_return;
    auto make = [run = m_run, body = &spawn.body, names = m_names](TaskStatus<> status) {
        return runTask(run, body, names, status);
    };
    auto starting = group->group->start<void>(std::move(make), m_run->labelFor(name, "task", m_step->line()));
    co_await std::move(starting);
}

void Interpreter::StepRunner::perform(const StartedStep &)
{
    if (m_task->status)
        m_task->status->started();
}

void Interpreter::StepRunner::perform(const DetachStep &step)
{
    const std::string name = nameOf(step.name);
    if (!watchdog().mayStart(*m_step))
        return;
    auto body = runDetached(m_run, &step.body, withName(m_names, {}, Detached()));
    m_run->m_detached.insert(
        scheduler().startSystemTask(std::move(body), m_run->labelFor(name, "task", m_step->line())));
}

Task<> Interpreter::StepRunner::runDetached(Interpreter *run, const Steps *steps, EnvironmentPtr names)
{
    TaskContext task(run->m_scheduler);
    auto body = runAll(StepRunner(run, &task, std::move(names)), steps);
    auto outcome = co_await catching(std::move(body));
    run->m_detached.erase(run->m_scheduler.task().id);
    if (run->m_isMainOver && run->m_detached.empty())
        run->tellEnd();
    co_await std::move(outcome);
}

Task<> Interpreter::StepRunner::runTask(Interpreter *run, const Steps *steps, EnvironmentPtr names,
                                        std::optional<TaskStatus<>> status)
{
    TaskContext task(run->m_scheduler);
    task.status = std::move(status);
    auto body = runAll(StepRunner(run, &task, std::move(names)), steps);
    co_await std::move(body);
}

} // namespace ScopeLab
