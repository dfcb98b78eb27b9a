#pragma once

#include "core/export/codeexporter.h"
#include "core/scenario/exceptiontypes.h"

namespace ScopeLab {

/// Writes a scenario as a program on ScopeLab::Engine. Each task and each function of the scenario becomes
/// a member function of one class, whose other members are what tasks share; what a task uses of its
/// surroundings becomes its parameters.
class CppExporter final : public CodeExporter
{
public:
    explicit CppExporter(const Scenario &scenario);
    ExportedCode run() override;

private:
    // -- the program
    std::vector<std::string> header() const;
    std::vector<std::string> resources();
    std::vector<std::string> itemTypes();
    void mainFunction();
    void operatorFunction();
    static std::string declaration(const CodeName &name);
    void finish(const Function &function, const std::string &name, const std::string &doc = {});
    void writeFunction(Function &function, const std::string &name, const Steps &body) override;
    std::string argument(Function &f, const CodeName &parameter, const std::optional<CodeName> &found) override;

    // -- names
    CodeName bindScope(Function &f, Kind kind, const Template &name, const std::string &wanted, const char *type);
    void noteEntered(Function &f, const Template &name, const CodeName &scope);
    static std::string memberOf(const CodeName &name);
    std::string scopeMember(Function &f, const Template &name);
    std::string scopeForPredicate(Function &f, const Template &name);
    std::string errorOf(Function &f, const Template &name);
    std::string resource(Function &f, const std::map<std::string, std::string> &all, const Template &name);
    std::string token(Function &f, const Template &name);

    // -- values
    std::string text(Function &f, const Template &value);
    std::string member(const CodeName &item, const Template &value);
    std::string duration(Function &f, const Value<Duration> &value);
    std::string number(Function &f, const Value<std::int64_t> &value);
    std::string decimal(Function &f, const Value<double> &value);
    std::string flag(Function &f, const Value<bool> &value);
    std::string compared(Function &f, const Template &value, bool isLiteral) override;
    CodeCondition test(Function &f, const Predicate &predicate) override;

    // -- what is included
    void engine(const std::string &header);
    void pattern(const std::string &header);

    // -- operations
    std::string sleeping(Function &f, const SleepStep &step);
    std::string checkpoint();
    std::string blockFor(Function &f, const RunBlockingStep &step);
    void raiseAgain(Function &f, const std::string &error);
    void throwError(Function &f, const std::string &error);

    // -- bodies
    void coroutine(Function &f, const Steps &steps, const std::string &first = {});
    std::optional<std::string> inlined(Function &f, const Steps &steps);
    std::string body(Function &f, const std::string &variable, const std::string &call, const Steps &steps,
                     const std::string &parameters = {}, const std::string &first = {});
    void await(Function &f, const std::string &what);
    void otherwise(Function &f, const std::string &cutShort, const Steps &steps);
    void awaitOr(Function &f, const std::string &variable, const std::string &what, const Steps &steps);

    // -- steps
    void write(Function &f, const LogStep &step) override;
    void write(Function &f, const SleepStep &step) override;
    void write(Function &f, const CheckpointStep &) override;
    void write(Function &f, const WorkStep &step) override;
    void write(Function &f, const StartedStep &) override;
    void write(Function &f, const SetShieldStep &step) override;
    void write(Function &f, const IfStep &step) override;
    void write(Function &f, const CallStep &step) override;
    void write(Function &f, const WaitStep &step) override;
    void write(Function &f, const SetStep &step) override;
    void write(Function &f, const SendStep &step) override;
    void write(Function &f, const ReceiveStep &step) override;
    void write(Function &f, const WaitCancelledStep &step) override;
    void write(Function &f, const RaiseSpec &spec) override;
    void write(Function &f, const ReraiseStep &) override;
    void split(Function &f, const Template &error, const std::string &cancels, const std::string &errors) override;
    void write(Function &f, const ScopeStep &step) override;
    std::string namedScope(Function &f, const Template &name, const std::string &wanted, const std::string &options);
    void awaitVisibly(Function &f, const Template &name, const std::string &scope, const std::string &what);
    void write(Function &f, const TaskGroupStep &step) override;
    void spawn(Function &f, const SpawnStep &step, bool isStart) override;
    void write(Function &f, const SpawnEachStep &step) override;
    std::string itemValue(Function &f, const Item &item, const ItemType &type);
    void writeItems(Function &f, const std::string &opening, const std::vector<std::string> &items);
    std::string taskCall(Function &f, const Template &name, const Steps &steps, bool isApart, bool isStart);
    void write(Function &f, const DetachStep &step) override;
    void write(Function &f, const RunBlockingStep &step) override;
    void write(Function &f, const WithStep &step) override;
    void write(Function &f, const CancelStep &step) override;
    void write(Function &f, const SetDeadlineStep &step) override;
    void write(Function &f, const RepeatStep &step) override;

    // -- errors
    std::vector<std::string> typesUnder(const Template &type) const;
    std::string isMatched(Function &f, const std::string &outcome, const std::vector<Template> &types);
    std::string matcher(Function &f, const std::vector<Template> &types);
    std::string newError(Function &f, const RaiseSpec &spec);
    std::string memberError(Function &f, const RaiseSpec &spec);
    std::string notedError(Function &f, const RaiseSpec &spec);
    bool mayHoldCancellation(const RaiseSpec &spec) const;
    void write(Function &f, const TryStep &step) override;
    void tryAndHandle(Function &f, const TryStep &step);
    void handlerBody(Function &f, const Handler &handler, const std::string &error);
    void groupHandlers(Function &f, const TryStep &step, const std::string &outcome);

    // -- patterns
    void write(Function &f, const RunUntilCancelledStep &step) override;
    void write(Function &f, const RetryStep &step) override;
    void write(Function &f, const OperationStep &step) override;
    std::string countOperation(Function &f, const OperationStep &step, const std::vector<CodeName> &shutdowns);
    std::string guardedOperation(Function &f, const OperationStep &step, const std::string &scope);
    void afterOperation(Function &f, const OperationStep &step, const CodeName &scope, bool mayTimeOut);
    void runOperation(Function &f, const OperationStep &step, const std::vector<CodeName> &shutdowns);
    void write(Function &f, const BudgetStep &step) override;
    void shareOf(Function &f, const OperationStep &step, const std::string &shares);
    void write(Function &f, const GracefulShutdownStep &step) override;

    ExceptionTypes m_types;
    std::set<std::string> m_raised; // types that may occur
    bool m_inGroupHandler = false;
};

} // namespace ScopeLab
