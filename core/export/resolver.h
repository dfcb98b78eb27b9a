#pragma once

#include "core/export/lowering.h"

#include <unordered_map>

namespace ScopeLab {

/// Walks through a scenario and notes in a lowered program who uses which name.
class Resolver
{
public:
    explicit Resolver(LoweredProgram &program)
        : m_program(program)
    {
    }

    void resolve();

private:
    using Kind = CodeName::Kind;

    struct Name
    {
        Kind kind = Kind::Scope;
        std::string name;
        int line = 0;
        int order = 0; ///< Which was bound first.
    };

    /// A body of its own: of main, a task or a function; or of a shield, which still belongs to its function.
    struct Frame
    {
        enum class Is { Function, Detached, Shield } is = Is::Function;
        Frame *outer = nullptr;
        std::vector<Name> names; // innermost last
        std::unordered_map<std::string, std::vector<std::size_t>> places;
        std::vector<std::size_t> groups, shutdowns; // positions in names
        std::vector<Name> left;                     // scopes that were left in this block, or one around it
        std::vector<Name> captured;
        std::set<int> isCaptured; // by order
    };

    // -- names
    void bind(Kind kind, const std::string &name);
    void unbind(std::size_t mark);
    void leave(std::size_t mark);
    const Name *find(const std::string &name, std::initializer_list<Kind> kinds);
    const Name *findGroup(const Template &name);
    void captureShutdowns();
    const Name *captured(Frame &until, const Name &name);

    // -- uses
    bool scope(const Template &name);
    void error(const Template &name);
    void values(const Template &text, bool asText = true);
    void duration(const Value<Duration> &value);
    void ask(const Predicate &predicate);
    void raised(const RaiseSpec &spec);
    template <typename T>
    void value(const Value<T> &one)
    {
        if (!one.constant)
            values(one.source);
    }

    // -- steps
    void steps(const Steps &steps);
    void scoped(Kind kind, const Template &name, const Steps &body);
    std::vector<Name> frame(Frame::Is is, const Steps &body);
    void task(const Template &name, const Steps &body, const Name *group);
    void operation(const OperationStep &step);

    void see(const LogStep &step) { values(step.text); }
    void see(const SleepStep &step) { duration(step.length); }
    void see(const CheckpointStep &) {}
    void see(const WorkStep &step) { duration(step.length); }
    void see(const RunBlockingStep &step);
    void see(const WaitStep &step) { values(step.event); }
    void see(const SetStep &step) { values(step.event); }
    void see(const WithStep &step);
    void see(const SendStep &step);
    void see(const ReceiveStep &step);
    void see(const WaitCancelledStep &step) { values(step.token); }
    void see(const ScopeStep &step);
    void see(const TaskGroupStep &step) { scoped(Kind::Group, step.name, step.body); }
    void see(const SpawnStep &step);
    void see(const StartStep &step) { see(step.task); }
    void see(const StartedStep &) {}
    void see(const DetachStep &step) { task(step.name, step.body, nullptr); }
    void see(const SpawnEachStep &step);
    void see(const CancelStep &step);
    void see(const SetDeadlineStep &step);
    void see(const SetShieldStep &step);
    void see(const RaiseStep &step) { raised(step.spec); }
    void see(const ReraiseStep &) {}
    void see(const TryStep &step);
    void see(const SplitStep &step);
    void see(const NonCancelSubgroupStep &step);
    void see(const IfStep &step);
    void see(const RepeatStep &step);
    void see(const CallStep &step);
    void see(const RunUntilCancelledStep &step);
    void see(const RetryStep &step);
    void see(const OperationStep &step);
    void see(const BudgetStep &step);
    void see(const GracefulShutdownStep &step);

    LoweredProgram &m_program;
    Frame m_main;
    Frame *m_frame = &m_main;
    std::map<std::string, std::vector<Name>> m_called; // functions, and what they take
    int m_line = 0;
    int m_order = 0;
};

} // namespace ScopeLab
