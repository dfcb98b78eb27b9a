#pragma once

#include "core/scenario/exceptiontypes.h"
#include "core/scenario/export/codewriter.h"

namespace ScopeLab {

/// Writes a scenario as a program for Tokio. Each task and each function of the scenario becomes a
/// function; what it uses of its surroundings becomes its parameters. Cancelling means dropping in Rust, so
/// shields, handlers of cancellations, reasons and deadlines that move are comments.
class RustExporter
{
public:
    /// What is known only once the program was written; the second time it is used.
    struct Findings
    {
        std::set<std::string> variables;  ///< Of all functions.
        std::set<std::string> asText;     ///< Items, and fields of items, that are read as text …
        std::set<std::string> asDuration; ///< … and as a length of time.
    };

    RustExporter(const Scenario &scenario, Findings known);
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
    std::vector<std::string> errorType() const;
    void resources(Function &main);
    void operatorFunction(Function &main);
    std::string need(const std::string &helper);
    void finish(Function &function, const std::string &name, const std::vector<CodeName> &parameters,
                const std::string &doc = {});
    std::string moduleName(const std::string &wanted);

    // -- names
    CodeName &bind(Function &f, Kind kind, const std::string &name, const std::string &wanted, const std::string &type);
    std::string local(Function &f, const std::string &wanted);
    std::optional<CodeName> scopeInSight(Function &f, const Template &name);
    std::string resource(Function &f, const Template &name);
    std::optional<CodeName> errorOf(Function &f, const Template &name);
    std::string asOption(const std::optional<CodeName> &error) const;
    std::string passed(const CodeName &name, bool isOwned) const;

    // -- values
    std::string inFormat(Function &f, const Template &value, std::string *arguments);
    std::string formatted(Function &f, const char *macro, const Template &value);
    std::string text(Function &f, const Template &value);
    std::string owned(Function &f, const Template &value);
    std::string duration(Function &f, const Value<Duration> &value);
    std::string number(Function &f, const Value<std::int64_t> &value, const char *type);
    std::string decimal(Function &f, const Value<double> &value);
    std::string comparison(Function &f, const Predicate &predicate, const char *sign);
    std::string condition(Function &f, const Predicate &predicate);

    // -- bodies
    void steps(Function &f, const Steps &steps);
    void block(Function &f, const std::string &opening, const Steps &steps);
    bool asyncBlock(Function &f, const std::string &opening, const Steps &steps, const std::string &closing,
                    bool mustGiveResult = false);
    void fail(Function &f, const std::string &line);
    static bool endsInReturn(const Function &f);
    static void result(Function &f, const std::string &kind);
    void comment(Function &f, const std::string &text);

    // -- steps: a write() for each kind, which step() finds
    void step(Function &f, const Step &step);
    void write(Function &f, const LogStep &step);
    void write(Function &f, const SleepStep &step);
    void write(Function &f, const CheckpointStep &);
    void write(Function &f, const WorkStep &step);
    void write(Function &f, const SpawnStep &step);
    void write(Function &f, const StartStep &step);
    void write(Function &f, const StartedStep &);
    void write(Function &f, const DetachStep &step);
    void write(Function &f, const SetDeadlineStep &step);
    void write(Function &f, const SetShieldStep &step);
    void write(Function &f, const IfStep &step);
    void write(Function &f, const WaitStep &step);
    void write(Function &f, const SetStep &step);
    void write(Function &f, const WithStep &step);
    void write(Function &f, const SendStep &step);
    void write(Function &f, const ReceiveStep &step);
    void write(Function &f, const WaitCancelledStep &step);
    void write(Function &f, const RaiseStep &step);
    void write(Function &f, const ReraiseStep &);
    void write(Function &f, const SplitStep &step);
    void write(Function &f, const NonCancelSubgroupStep &step);
    void write(Function &f, const RunUntilCancelledStep &step);
    void write(Function &f, const ScopeStep &step);
    void shielded(Function &f, const ScopeStep &step);
    void limited(Function &f, const Steps &steps, const std::string &length, bool raises, const Steps &otherwise);
    void selected(Function &f, const Steps &steps, const std::vector<std::string> &tokens, const std::string &length,
                  const std::string &onTimeout, const std::string &caught, const Steps &otherwise);
    void write(Function &f, const TaskGroupStep &step);
    std::string taskCall(Function &f, const Template &name, const std::string &fallback, const Steps &steps,
                         const std::string &sender, bool isApart);
    void spawn(Function &f, const SpawnStep &step, bool isStart);
    void write(Function &f, const SpawnEachStep &step);
    void write(Function &f, const RunBlockingStep &step);
    void write(Function &f, const CancelStep &step);
    void write(Function &f, const RepeatStep &step);
    void write(Function &f, const CallStep &step);

    // -- errors
    std::string pattern(const std::vector<Template> &types) const;
    std::string newError(Function &f, const RaiseSpec &spec);
    void raise(Function &f, const RaiseSpec &spec);
    void write(Function &f, const TryStep &step);
    void handlers(Function &f, const TryStep &step, const std::string &result);
    void onlyHandler(Function &f, const Handler &handler, const std::string &result);
    void split(Function &f, const Template &error, const std::string &cancels, const std::string &errors);

    // -- patterns
    void write(Function &f, const RetryStep &step);
    void write(Function &f, const OperationStep &step);
    void write(Function &f, const BudgetStep &step);
    void write(Function &f, const GracefulShutdownStep &step);

    const Scenario &m_scenario;
    NameUse m_names;
    ExceptionTypes m_types;
    std::set<std::string> m_raised; // types that may occur
    const Findings m_known;         // of the first time
    Findings m_findings;
    std::set<std::string> m_moduleNames;
    std::map<std::string, Called> m_called;
    std::map<std::string, std::vector<std::string>> m_itemTypes; // name → members
    std::set<std::string> m_helpers;
    std::vector<ExportedCode::Line> m_functions;
};

} // namespace ScopeLab
