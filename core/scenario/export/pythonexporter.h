#pragma once

#include "core/scenario/export/codewriter.h"

namespace ScopeLab {

/// Writes a scenario as a program for Trio. Each task and each function of the scenario becomes a
/// function of the module; what it uses of its surroundings becomes its parameters.
class PythonExporter
{
public:
    /// @param found what lateNames() gave the first time. @param variables the same, of variables().
    explicit PythonExporter(const Scenario &scenario, std::set<std::string> found = {},
                            std::set<std::string> variables = {});
    ExportedCode run();

    /// Scopes that somebody asks about from where their variables are not seen.
    const std::set<std::string> &lateNames() const { return m_lateNames; }

    /// All variables of its functions.
    const std::set<std::string> &variables() const { return m_variables; }

private:
    using Function = CodeFunction;
    using Kind = CodeName::Kind;

    struct Called
    {
        std::string name;
        std::vector<CodeName> parameters;
    };

    // -- the program
    void operatorFunction();
    std::vector<std::string> resources();
    std::vector<std::string> header() const;
    std::string need(const std::string &helper);
    void finish(const Function &function, const std::string &name, const std::string &doc = {});
    std::string moduleName(const std::string &wanted);

    // -- names
    std::string bind(Function &f, Kind kind, const std::string &name, const std::string &wanted);
    std::string scopeOf(Function &f, const Template &name);
    std::string scopeForPredicate(Function &f, const Template &name);
    std::string errorOf(Function &f, const Template &name);
    std::string handledError(Function &f);
    std::string token(Function &f, const Template &name);
    std::string resource(Function &f, const std::map<std::string, std::string> &all, const Template &name);
    bool isVisible(const Template &name) const;

    // -- values
    std::string text(Function &f, const Template &value);
    std::string inFormat(Function &f, const Template &value);
    std::string seconds(Function &f, const Value<Duration> &value);
    std::string number(Function &f, const Value<std::int64_t> &value);
    std::string decimal(Function &f, const Value<double> &value);
    std::string flag(Function &f, const Value<bool> &value);
    std::string error(Function &f, const RaiseSpec &spec);
    std::string causedError(Function &f, const RaiseSpec &spec);
    std::string errorType(Function &f, const Template &type);
    std::string matched(Function &f, const std::vector<Template> &types);
    std::string soleVariable(Function &f, const Template &value);
    std::string comparison(Function &f, const Predicate &predicate, const char *sign);
    std::string condition(Function &f, const Predicate &predicate);

    // -- steps: a write() for each kind, which step() finds
    void body(Function &f, const Steps &steps);
    void steps(Function &f, const Steps &steps);
    void step(Function &f, const Step &step);
    void write(Function &f, const LogStep &step);
    void write(Function &f, const SleepStep &step);
    void write(Function &f, const CheckpointStep &);
    void write(Function &f, const WorkStep &step);
    void write(Function &f, const SpawnStep &step);
    void write(Function &f, const StartStep &step);
    void write(Function &f, const StartedStep &);
    void write(Function &f, const SetShieldStep &step);
    void write(Function &f, const RaiseStep &step);
    void write(Function &f, const ReraiseStep &);
    void write(Function &f, const NonCancelSubgroupStep &step);
    void write(Function &f, const RepeatStep &step);
    void write(Function &f, const WaitStep &step);
    void write(Function &f, const SetStep &step);
    void write(Function &f, const WithStep &step);
    void write(Function &f, const SendStep &step);
    void write(Function &f, const ReceiveStep &step);
    void write(Function &f, const WaitCancelledStep &step);
    void write(Function &f, const ScopeStep &step);
    std::string scopeCall(Function &f, const ScopeStep &step);
    void withScope(Function &f, const std::string &call, const Template &name, const std::string &variable,
                   const Steps &steps);
    void write(Function &f, const TaskGroupStep &step);
    void spawn(Function &f, const SpawnStep &step, bool isStart);
    void write(Function &f, const SpawnEachStep &step);
    std::string taskFunction(Function &f, const Template &name, const Steps &steps, Function &child,
                             bool isStart = false);
    std::string taskArguments(Function &f, const Template &name, const std::string &function, const Function &child);
    void write(Function &f, const DetachStep &step);
    void write(Function &f, const RunBlockingStep &step);
    void write(Function &f, const CancelStep &step);
    void write(Function &f, const SetDeadlineStep &step);
    void raise(Function &f, const RaiseSpec &spec);
    void write(Function &f, const TryStep &step);
    void handler(Function &f, const Handler &handler, bool isGroupHandler);
    void write(Function &f, const SplitStep &step);
    void write(Function &f, const IfStep &step);
    void loop(Function &f, const std::string &count, const Steps &steps);
    void write(Function &f, const CallStep &step);
    void write(Function &f, const RunUntilCancelledStep &step);
    void write(Function &f, const RetryStep &step);
    void write(Function &f, const OperationStep &step);
    bool canBeCutShort(const OperationStep &step) const;
    void operationBody(Function &f, const OperationStep &step);
    void afterOperation(Function &f, const OperationStep &step, const std::string &variable, bool mayTimeOut);
    void write(Function &f, const BudgetStep &step);
    void write(Function &f, const GracefulShutdownStep &step);

    const Scenario &m_scenario;
    std::set<std::string> m_moduleNames;
    std::map<std::string, std::string> m_events, m_locks, m_limiters, m_channels, m_tokens; // name → variable
    std::map<std::string, Called> m_called;
    NameUse m_names;
    std::set<std::string> m_lateNames;
    const std::set<std::string> m_knownVariables; // of the first time
    std::set<std::string> m_variables;
    bool m_usesStart = false;
    std::set<std::string> m_helpers;
    std::set<std::string> m_imports;
    std::vector<ExportedCode::Line> m_functions;
};

} // namespace ScopeLab
