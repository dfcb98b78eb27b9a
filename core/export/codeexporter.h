#pragma once

#include "core/export/lowering.h"

#include <span>

namespace ScopeLab {

/// What languages say in a word or two.
struct CodeSyntax
{
    std::string (*identifier)(const std::string &name); ///< For a name of the scenario.
    std::span<const CodeHelper> helpers;
    const char *beforeNumber; ///< Of an identifier that is taken without one.
    std::string both, either, negation;
};

/// A condition, and whether it needs brackets inside another one.
struct CodeCondition
{
    std::string text;
    enum class Binds { Tight, Loose, Joined } binds = Binds::Tight; ///< Joined: by "and" or "or".
};

/// Writes a lowered program in a language. What all languages have in common is here: which name stands for what,
/// which variable it gets, which functions and helpers a program has. A language says how each step reads.
class CodeExporter
{
public:
    virtual ~CodeExporter() = default;
    virtual ExportedCode run() = 0;

protected:
    using Function = CodeFunction;
    using Kind = CodeName::Kind;

    CodeExporter(const Scenario &scenario, CodeSyntax syntax);

    // -- the program
    std::string need(const std::string &helper);
    void writeHelpers(const std::function<void(const std::string &)> &write) const;
    std::string moduleName(const std::string &wanted);
    std::string taskName(const Template &name, const std::string &fallback = "task");
    void begin(Function &function, Function &outer, const Steps &body);
    std::string call(Function &f, const CallStep &step);

    /// Writes the body of a function of the scenario, and notes what it takes.
    virtual void writeFunction(Function &function, const std::string &name, const Steps &body) = 0;

    /// What a call hands over; empty: nothing. @param found what the name of @p parameter stands for here.
    virtual std::string argument(Function &f, const CodeName &parameter, const std::optional<CodeName> &found) = 0;

    // -- names
    CodeName &bind(Function &f, Kind kind, const std::string &name, const std::string &wanted,
                   const std::string &type = {});
    CodeName &bindCounter(Function &f, const std::string &name, const std::string &type = {});
    std::string local(Function &f, const std::string &wanted);
    bool isVisible(const Template &name) const;
    bool isReferredTo(const Template &name) const { return m_program.uses.used.contains(name.text); }
    std::optional<CodeName> scopeInSight(Function &f, const Template &name);
    std::optional<CodeName> scopeToAsk(Function &f, const Template &name);
    std::optional<CodeName> groupOf(Function &f, const SpawnStep &step);
    std::optional<CodeName> errorNamed(Function &f, const Template &name);
    std::optional<CodeName> valueOf(Function &f, const Template::Part &part);
    std::optional<CodeName> soleValue(Function &f, const Template &value);
    const std::string &field(const std::string &name);

    // -- items
    struct ItemType
    {
        std::string name; ///< Empty: the items have no fields.
        std::vector<std::string> fields;
        int step = 0;
    };
    ItemType itemType(const Function &f, const SpawnEachStep &step);
    bool isDuration(const ItemType &type, const std::string &field = {}) const;

    // -- conditions
    CodeCondition condition(Function &f, const Predicate &predicate);

    /// A predicate that is not made of others, nor compares.
    virtual CodeCondition test(Function &f, const Predicate &predicate) = 0;

    /// A side of a comparison. @param isLiteral so is the other side.
    virtual std::string compared(Function &f, const Template &value, bool isLiteral) = 0;

    // -- steps: a write() for each kind that a program has, which step() finds
    void steps(Function &f, const Steps &steps);
    void block(Function &f, const std::string &opening, const Steps &steps);
    void joinedBlock(Function &f, const std::string &opening, const Steps &steps);
    void step(Function &f, const Step &step);

    /// True if nothing behind @p step can be reached; it was just written.
    virtual bool isEnd(const Function &, const Step &) const { return false; }

    virtual void write(Function &f, const LogStep &step) = 0;
    virtual void write(Function &f, const SleepStep &step) = 0;
    virtual void write(Function &f, const CheckpointStep &step) = 0;
    virtual void write(Function &f, const WorkStep &step) = 0;
    virtual void write(Function &f, const RunBlockingStep &step) = 0;
    virtual void write(Function &f, const WaitStep &step) = 0;
    virtual void write(Function &f, const SetStep &step) = 0;
    virtual void write(Function &f, const WithStep &step) = 0;
    virtual void write(Function &f, const SendStep &step) = 0;
    virtual void write(Function &f, const ReceiveStep &step) = 0;
    virtual void write(Function &f, const WaitCancelledStep &step) = 0;
    virtual void write(Function &f, const ScopeStep &step) = 0;
    virtual void write(Function &f, const TaskGroupStep &step) = 0;
    virtual void spawn(Function &f, const SpawnStep &step, bool isStart) = 0;
    virtual void write(Function &f, const StartedStep &step) = 0;
    virtual void write(Function &f, const DetachStep &step) = 0;
    virtual void write(Function &f, const SpawnEachStep &step) = 0;
    virtual void write(Function &f, const CancelStep &step) = 0;
    virtual void write(Function &f, const SetDeadlineStep &step) = 0;
    virtual void write(Function &f, const SetShieldStep &step) = 0;
    virtual void write(Function &f, const RaiseSpec &spec) = 0;
    virtual void write(Function &f, const ReraiseStep &step) = 0;
    virtual void write(Function &f, const TryStep &step) = 0;

    /// Takes an error apart. @param error not set: the one that is handled; of the names, any may be empty.
    virtual void split(Function &f, const Template &error, const std::string &cancels, const std::string &errors) = 0;
    virtual void write(Function &f, const IfStep &step) = 0;
    virtual void write(Function &f, const RepeatStep &step) = 0;
    virtual void write(Function &f, const CallStep &step) = 0;
    virtual void write(Function &f, const RunUntilCancelledStep &step) = 0;
    virtual void write(Function &f, const RetryStep &step) = 0;
    virtual void write(Function &f, const OperationStep &step) = 0;
    virtual void write(Function &f, const BudgetStep &step) = 0;
    virtual void write(Function &f, const GracefulShutdownStep &step) = 0;

    const LoweredProgram m_program;
    const Scenario &m_scenario;
    std::set<std::string> m_visible; // scopes that others find by their names
    std::map<std::string, std::string> m_events, m_locks, m_limiters, m_channels, m_senders, m_receivers,
        m_tokens; // name → variable
    std::set<std::string> m_helpers, m_imports;
    std::vector<ExportedCode::Line> m_functions;
    std::vector<ItemType> m_itemTypes;

private:
    struct Called
    {
        std::string name;
        std::vector<CodeName> parameters;
    };

    std::string comparison(Function &f, const Predicate &predicate, const char *sign);
    void write(Function &f, const SpawnStep &step) { spawn(f, step, false); }
    void write(Function &f, const StartStep &step) { spawn(f, step.task, true); }
    void write(Function &f, const RaiseStep &step) { write(f, step.spec); }
    void write(Function &f, const SplitStep &step) { split(f, step.error, step.cancels, step.errors); }
    void write(Function &f, const NonCancelSubgroupStep &step) { split(f, step.error, {}, step.as); }

    const CodeSyntax m_syntax;
    Code::Names m_moduleNames;
    Code::Names m_fields;              // of items
    std::set<std::string> m_variables; // of all functions so far
    std::map<std::string, Called> m_called;
};

} // namespace ScopeLab
