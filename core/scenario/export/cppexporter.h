#pragma once

#include "core/scenario/exceptiontypes.h"
#include "core/scenario/export/codewriter.h"

namespace ScopeLab {

/// Writes a scenario as a program on ScopeLab::Engine. Each task and each function of the scenario becomes
/// a member function of one class, whose other members are what tasks share; what a task uses of its
/// surroundings becomes its parameters.
class CppExporter
{
public:
    /// What is known only once the program was written; the second time it is used.
    struct Findings
    {
        std::set<std::string> variables;  ///< Of all functions.
        std::set<std::string> lateNames;  ///< Of scopes that somebody asks about after they are gone.
        std::set<std::string> shared;     ///< Scopes that a task may outlive, see keyOf().
        std::set<std::string> asText;     ///< Items, and fields of items, that are read as text …
        std::set<std::string> asDuration; ///< … and as a length of time.
    };

    CppExporter(const Scenario &scenario, Findings known);
    ExportedCode run();
    const Findings &findings() const { return m_findings; }

private:
    using Function = CodeFunction;
    using Kind = CodeName::Kind;

    struct Called
    {
        std::string name;
        std::vector<CodeName> parameters;
    };

    // -- the program
    std::vector<std::string> header() const;
    std::vector<std::string> resources();
    std::vector<std::string> itemTypes() const;
    void mainFunction();
    void operatorFunction();
    std::string need(const std::string &helper);
    void finish(const Function &function, const std::string &name, const std::string &doc = {});
    std::string moduleName(const std::string &wanted);

    // -- names
    CodeName &bind(Function &f, Kind kind, const std::string &name, const std::string &wanted);
    std::string local(Function &f, const std::string &wanted);
    static std::string keyOf(const CodeName &name);
    bool isVisible(const Template &name) const;
    std::optional<CodeName> scopeInSight(Function &f, const Template &name);
    std::string scopeMember(Function &f, const Template &name);
    static std::string memberOf(const CodeName &name);
    std::string scopeForPredicate(Function &f, const Template &name);
    std::string errorOf(Function &f, const Template &name);
    std::string resource(Function &f, const std::map<std::string, std::string> &all, const Template &name);
    std::string token(Function &f, const Template &name);

    // -- values
    std::string text(Function &f, const Template &value);
    std::optional<CodeName> sole(Function &f, const Template &value, std::string *expression);
    std::string duration(Function &f, const Value<Duration> &value);
    std::string number(Function &f, const Value<std::int64_t> &value);
    std::string decimal(Function &f, const Value<double> &value);
    std::string flag(Function &f, const Value<bool> &value);
    std::string comparison(Function &f, const Predicate &predicate, const char *sign);
    std::string condition(Function &f, const Predicate &predicate);

    // -- bodies
    void steps(Function &f, const Steps &steps);
    void block(Function &f, const std::string &opening, const Steps &steps);
    void coroutine(Function &f, const Steps &steps, const std::string &first = {});
    std::optional<std::string> inlined(Function &f, const Steps &steps);
    std::string body(Function &f, const std::string &variable, const std::string &call, const Steps &steps,
                     const std::string &parameters = {}, const std::string &first = {});
    void await(Function &f, const std::string &what);
    void otherwise(Function &f, const std::string &cutShort, const Steps &steps);

    // -- steps: a write() for each kind, which step() finds
    void step(Function &f, const Step &step);
    void write(Function &f, const LogStep &step);
    void write(Function &f, const SleepStep &step);
    void write(Function &f, const CheckpointStep &);
    void write(Function &f, const WorkStep &step);
    void write(Function &f, const SpawnStep &step);
    void write(Function &f, const StartStep &step);
    void write(Function &f, const StartedStep &);
    void write(Function &f, const SetShieldStep &step);
    void write(Function &f, const IfStep &step);
    void write(Function &f, const CallStep &step);
    void write(Function &f, const WaitStep &step);
    void write(Function &f, const SetStep &step);
    void write(Function &f, const SendStep &step);
    void write(Function &f, const ReceiveStep &step);
    void write(Function &f, const WaitCancelledStep &step);
    void write(Function &f, const RaiseStep &step);
    void write(Function &f, const ReraiseStep &);
    void write(Function &f, const SplitStep &step);
    void write(Function &f, const NonCancelSubgroupStep &step);
    void write(Function &f, const ScopeStep &step);
    std::string namedScope(Function &f, const Template &name, const std::string &wanted, const std::string &options);
    void awaitVisibly(Function &f, const Template &name, const std::string &scope, const std::string &what);
    void write(Function &f, const TaskGroupStep &step);
    void spawn(Function &f, const SpawnStep &step, bool isStart);
    void write(Function &f, const SpawnEachStep &step);
    std::string itemType(Function &f, const SpawnEachStep &step);
    std::string taskCall(Function &f, const Template &name, const Steps &steps, const CodeName *group, bool isStart);
    void write(Function &f, const DetachStep &step);
    void write(Function &f, const RunBlockingStep &step);
    void write(Function &f, const WithStep &step);
    void write(Function &f, const CancelStep &step);
    void write(Function &f, const SetDeadlineStep &step);
    void write(Function &f, const RepeatStep &step);
    std::string call(Function &f, const CallStep &step);

    // -- errors
    std::vector<std::string> typesUnder(const Template &type) const;
    std::string isMatched(Function &f, const std::string &outcome, const std::vector<Template> &types);
    std::string matcher(Function &f, const std::vector<Template> &types);
    std::string newError(Function &f, const RaiseSpec &spec);
    std::string memberError(Function &f, const RaiseSpec &spec);
    std::string notedError(Function &f, const RaiseSpec &spec);
    bool mayHoldCancellation(const RaiseSpec &spec) const;
    void raise(Function &f, const RaiseSpec &spec);
    void write(Function &f, const TryStep &step);
    void tryAndHandle(Function &f, const TryStep &step);
    void handlerBody(Function &f, const Handler &handler, const std::string &error);
    void groupHandlers(Function &f, const TryStep &step, const std::string &outcome);
    void split(Function &f, const Template &error, const std::string &cancels, const std::string &errors);

    // -- patterns
    void write(Function &f, const RunUntilCancelledStep &step);
    void write(Function &f, const RetryStep &step);
    void write(Function &f, const OperationStep &step);
    void runOperation(Function &f, const OperationStep &step, const std::vector<CodeName> &shutdowns);
    void write(Function &f, const BudgetStep &step);
    void shareOf(Function &f, const OperationStep &step, const std::string &shares);
    void write(Function &f, const GracefulShutdownStep &step);

    const Scenario &m_scenario;
    NameUse m_names;
    ExceptionTypes m_types;
    std::set<std::string> m_raised; // types that may occur
    const Findings m_known;         // of the first time
    Findings m_findings;
    std::set<std::string> m_moduleNames;
    std::map<std::string, std::string> m_events, m_locks, m_limiters, m_channels, m_tokens; // name → variable
    std::map<std::string, Called> m_called;
    bool m_inGroupHandler = false;
    std::map<std::string, std::vector<std::string>> m_itemTypes; // name → members
    std::set<std::string> m_helpers;
    std::vector<ExportedCode::Line> m_functions;
    int m_order = 0;
};

} // namespace ScopeLab
