#pragma once

#include "core/export/codeexporter.h"
#include "core/scenario/exceptiontypes.h"

#include <unordered_map>

namespace ScopeLab {

/// Writes a scenario as a program for Tokio. Each task and each function of the scenario becomes a
/// function; what it uses of its surroundings becomes its parameters. Cancelling means dropping in Rust, so
/// shields, handlers of cancellations, reasons and deadlines that move are comments.
class RustExporter final : public CodeExporter
{
public:
    explicit RustExporter(const Scenario &scenario);
    ExportedCode run() override;

private:
    // -- what is imported
    static constexpr auto Arc = "std::sync::Arc";
    static constexpr auto DurationPath = "std::time::Duration";
    static constexpr auto Instant = "tokio::time::Instant";
    static constexpr auto Mpsc = "tokio::sync::mpsc";
    static constexpr auto Sleep = "tokio::time::sleep";
    static constexpr auto Timeout = "tokio::time::timeout";
    static constexpr auto Token = "tokio_util::sync::CancellationToken";

    // -- the program
    std::vector<std::string> header() const;
    std::vector<std::string> errorType();
    void resources(Function &main);
    void operatorFunction(Function &main);
    void finish(Function &function, const std::string &name, const std::vector<CodeName> &parameters,
                const std::string &doc = {});
    void writeFunction(Function &function, const std::string &name, const Steps &body) override;
    std::string argument(Function &f, const CodeName &parameter, const std::optional<CodeName> &found) override;

    // -- names
    std::string declare(const std::string &name, const std::string &wanted, const std::string &type);
    std::optional<CodeName> shared(Function &f, const std::string &name);
    std::optional<CodeName> tokenOf(Function &f, const Template &scope);
    std::string bindToken(Function &f, const std::string &name);
    std::string resource(Function &f, const char *kind, const Template &name);
    std::string variant(const std::string &type);
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
    std::string compared(Function &f, const Template &value, bool) override { return text(f, value); }
    CodeCondition test(Function &f, const Predicate &predicate) override;

    // -- bodies
    bool asyncBlock(Function &f, const std::string &opening, const Steps &steps, const std::string &closing,
                    bool mustGiveResult = false);
    void fail(Function &f, const std::string &line);
    bool isEnd(const Function &f, const Step &step) const override;
    static bool endsInReturn(const Function &f);
    static void result(Function &f, const std::string &kind);
    static void comment(Function &f, const std::string &text);
    std::string sleeping(Duration length);

    // -- steps
    void write(Function &f, const LogStep &step) override;
    void write(Function &f, const SleepStep &step) override;
    void write(Function &f, const CheckpointStep &) override;
    void write(Function &f, const WorkStep &step) override;
    void write(Function &f, const StartedStep &) override;
    void write(Function &f, const DetachStep &step) override;
    void write(Function &f, const SetDeadlineStep &step) override;
    void write(Function &f, const SetShieldStep &step) override;
    void write(Function &f, const IfStep &step) override;
    void write(Function &f, const WaitStep &step) override;
    void write(Function &f, const SetStep &step) override;
    void write(Function &f, const WithStep &step) override;
    void write(Function &f, const SendStep &step) override;
    void write(Function &f, const ReceiveStep &step) override;
    void write(Function &f, const WaitCancelledStep &step) override;
    void write(Function &f, const RaiseSpec &spec) override;
    void write(Function &f, const ReraiseStep &) override;
    void split(Function &f, const Template &error, const std::string &cancels, const std::string &errors) override;
    void write(Function &f, const RunUntilCancelledStep &step) override;
    void write(Function &f, const ScopeStep &step) override;
    void shielded(Function &f, const ScopeStep &step);
    std::string limitOf(Function &f, const ScopeStep &step);
    void unnamed(Function &f, const ScopeStep &step);
    void limited(Function &f, const Steps &steps, const std::string &length, bool raises, const Steps &otherwise);
    void selected(Function &f, const Steps &steps, const std::vector<std::string> &tokens, const std::string &length,
                  const std::string &onTimeout, const std::string &caught, const Steps &otherwise);
    void write(Function &f, const TaskGroupStep &step) override;
    std::string taskCall(Function &f, const std::string &function, const Steps &steps, const std::string &sender,
                         bool isApart, const std::function<void(Function &)> &write = {});
    void spawn(Function &f, const SpawnStep &step, bool isStart) override;
    std::vector<std::string> itemValues(Function &f, const SpawnEachStep &step, const ItemType &type);
    static std::vector<ExportedCode::Line> loopThrough(const Function &f, const std::vector<std::string> &items,
                                                       const std::string &variables, bool isCounted);
    void write(Function &f, const SpawnEachStep &step) override;
    void write(Function &f, const RunBlockingStep &step) override;
    void write(Function &f, const CancelStep &step) override;
    void write(Function &f, const RepeatStep &step) override;
    void write(Function &f, const CallStep &step) override;

    // -- errors
    std::string pattern(const std::vector<Template> &types);
    std::string newError(Function &f, const RaiseSpec &spec);
    void write(Function &f, const TryStep &step) override;
    void cancellationComments(Function &f, const TryStep &step);
    void groupHandlers(Function &f, const TryStep &step, const std::string &result);
    void handlers(Function &f, const TryStep &step, const std::string &result);
    void matchHandlers(Function &f, const TryStep &step, const std::string &result);
    void onlyHandler(Function &f, const Handler &handler, const std::string &result);

    // -- patterns
    void write(Function &f, const RetryStep &step) override;
    void limitedOperation(Function &f, const OperationStep &step, const std::vector<std::string> &tokens,
                          const std::string &cutShort);
    std::string guarded(Function &f, const std::function<void()> &body);
    void operation(Function &f, const OperationStep &step);
    void write(Function &f, const OperationStep &step) override;
    void write(Function &f, const BudgetStep &step) override;
    void serve(Function &f, const GracefulShutdownStep &step, const std::string &service, const std::string &token);
    void write(Function &f, const GracefulShutdownStep &step) override;

    ExceptionTypes m_types;
    std::set<std::string> m_raised;                        // types that may occur
    std::unordered_map<std::string, CodeName> m_resources; // of main, in sight everywhere
    Code::Names m_variants{""};                            // of the enum of errors …
    std::map<std::string, std::string> m_typeOf;           // … and the type of each
    std::vector<std::string> m_textTypes;                  // of the texts in each of m_itemTypes
};

} // namespace ScopeLab
