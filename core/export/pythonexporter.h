#pragma once

#include "core/export/codeexporter.h"
#include "core/scenario/exceptiontypes.h"

namespace ScopeLab {

/// Writes a scenario as a program for Trio. Each task and each function of the scenario becomes a
/// function of the module; what it uses of its surroundings becomes its parameters.
class PythonExporter final : public CodeExporter
{
public:
    explicit PythonExporter(const Scenario &scenario);
    ExportedCode run() override;

private:
    // -- the program
    void operatorFunction();
    std::vector<std::string> resources();
    std::vector<std::string> exceptions();
    std::vector<std::string> header() const;
    void finish(const Function &function, const std::string &name, const std::string &doc = {});
    void writeFunction(Function &function, const std::string &name, const Steps &body) override;
    std::string argument(Function &f, const CodeName &parameter, const std::optional<CodeName> &found) override;

    // -- names
    std::string bind(Function &f, Kind kind, const std::string &name, const std::string &wanted);
    static std::string scopeOf(const CodeName &name);
    std::string livingScope(Function &f, const Template &name);
    std::string scopeForPredicate(Function &f, const Template &name);
    std::string errorOf(Function &f, const Template &name);
    std::string handledError(Function &f);
    std::string token(Function &f, const Template &name);
    std::string resource(Function &f, const std::map<std::string, std::string> &all, const Template &name);

    // -- values
    std::string text(Function &f, const Template &value);
    std::string inFormat(Function &f, const Template &value);
    std::string seconds(Function &f, const Value<Duration> &value);
    std::string number(Function &f, const Value<std::int64_t> &value);
    std::string decimal(Function &f, const Value<double> &value);
    std::string flag(Function &f, const Value<bool> &value);
    std::string error(Function &f, const RaiseSpec &spec);
    std::string causedError(Function &f, const RaiseSpec &spec);
    std::string errorClass(const std::string &name);
    std::string errorType(Function &f, const Template &type);
    std::string matched(Function &f, const std::vector<Template> &types);
    std::string compared(Function &f, const Template &value, bool) override;
    CodeCondition test(Function &f, const Predicate &predicate) override;

    // -- bodies
    void body(Function &f, const Steps &steps);

    // -- steps
    void write(Function &f, const LogStep &step) override;
    void write(Function &f, const SleepStep &step) override;
    void write(Function &f, const CheckpointStep &) override;
    void write(Function &f, const WorkStep &step) override;
    void write(Function &f, const StartedStep &) override;
    void write(Function &f, const SetShieldStep &step) override;
    void write(Function &f, const RaiseSpec &spec) override;
    void write(Function &f, const ReraiseStep &) override;
    void split(Function &f, const Template &error, const std::string &cancels, const std::string &errors) override;
    void write(Function &f, const RepeatStep &step) override;
    void write(Function &f, const WaitStep &step) override;
    void write(Function &f, const SetStep &step) override;
    void write(Function &f, const WithStep &step) override;
    void write(Function &f, const SendStep &step) override;
    void write(Function &f, const ReceiveStep &step) override;
    void write(Function &f, const WaitCancelledStep &step) override;
    void write(Function &f, const ScopeStep &step) override;
    std::string scopeCall(Function &f, const ScopeStep &step);
    void withScope(Function &f, const std::string &call, const Template &name, const std::string &variable,
                   const Steps &steps);
    void write(Function &f, const TaskGroupStep &step) override;
    void spawn(Function &f, const SpawnStep &step, bool isStart) override;
    void write(Function &f, const SpawnEachStep &step) override;
    std::string taskFunction(Function &f, const Template &name, const Steps &steps, Function &child,
                             bool isStart = false);
    std::string taskArguments(Function &f, const Template &name, const std::string &function, const Function &child);
    void write(Function &f, const DetachStep &step) override;
    void write(Function &f, const RunBlockingStep &step) override;
    void write(Function &f, const CancelStep &step) override;
    void write(Function &f, const SetDeadlineStep &step) override;
    void write(Function &f, const TryStep &step) override;
    void handler(Function &f, const Handler &handler, bool isGroupHandler);
    void write(Function &f, const IfStep &step) override;
    void write(Function &f, const CallStep &step) override;
    void write(Function &f, const RunUntilCancelledStep &step) override;
    void write(Function &f, const RetryStep &step) override;
    void write(Function &f, const OperationStep &step) override;
    bool canBeCutShort(const OperationStep &step) const;
    void operationBody(Function &f, const OperationStep &step);
    void afterOperation(Function &f, const OperationStep &step, const std::string &variable, bool mayTimeOut);
    void write(Function &f, const BudgetStep &step) override;
    void write(Function &f, const GracefulShutdownStep &step) override;

    std::map<std::string, std::string> m_exceptions; // name → class
    const ExceptionTypes m_builtIn;
    bool m_usesStart = false;
};

} // namespace ScopeLab
