#pragma once

#include "core/scenario/diagnostic.h"
#include "core/time/timepoint.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ScopeLab {

/// Text with `{name}` places in it, taken apart.
struct Template
{
    struct Part
    {
        std::string text;  ///< Literal text, or the name.
        std::string field; ///< Of `{item.field}`.
        bool isName = false;
    };

    SourceRange range;
    std::string text; ///< As written.
    std::vector<Part> parts;

    bool isConstant() const { return parts.size() <= 1 && (parts.empty() || !parts[0].isName); }
    /// The text of a constant one, with `{{` read as a brace.
    std::string constantText() const { return parts.empty() ? std::string() : parts[0].text; }
    bool isSet() const { return range.begin.line > 0 && !text.empty(); }
};

/// A scalar that is read as a T: once if it is constant, else whenever its step runs.
template <typename T>
struct Value
{
    Template source;
    std::optional<T> constant;
};

struct Step;
using Steps = std::vector<Step>;

struct LogStep
{
    Template text;
};
struct SleepStep
{
    Value<Duration> length;
};
struct CheckpointStep
{
};
struct WorkStep
{
    Value<Duration> length;
};
struct RunBlockingStep
{
    Value<Duration> length;
    Value<bool> abandonOnCancel;
    std::optional<Value<Duration>> checkEvery;
};

struct WaitStep
{
    Template event;
};
struct SetStep
{
    Template event;
};
struct WithStep
{
    enum class Kind { Lock, Limiter } kind = Kind::Lock;
    Template resource;
    Steps body;
};
struct SendStep
{
    Template channel;
    Template value;
};
struct ReceiveStep
{
    Template channel;
    std::string as;
};
struct WaitCancelledStep
{
    Template token;
};

enum class ScopeKind { Scope, Shield, MoveOnAfter, FailAfter };
struct ScopeStep
{
    ScopeKind kind = ScopeKind::Scope;
    Template name;
    std::optional<Value<Duration>> timeout;
    std::optional<Value<Duration>> deadline; ///< From the start of the run.
    Value<bool> shield;
    Steps body;
    Steps otherwise;
};

struct TaskGroupStep
{
    Template name;
    Steps body;
};

/// An item of spawn_each: one text, or named fields.
struct Item
{
    Template text;
    std::vector<std::pair<std::string, Template>> fields;
};

struct SpawnStep
{
    Template name;
    Template group; ///< Of `in`.
    Steps body;
};
struct StartStep
{
    SpawnStep task;
};
struct StartedStep
{
};
struct DetachStep
{
    Template name;
    Steps body;
};
struct SpawnEachStep
{
    SpawnStep task;
    std::optional<Value<std::int64_t>> count;
    std::vector<Item> items;
};

struct CancelStep
{
    Template scope;
    Template reason;
};
struct SetDeadlineStep
{
    Template scope;
    std::optional<Value<Duration>> after; ///< From now.
    std::optional<Value<Duration>> at;    ///< From the start of the run; neither: never.
};
struct SetShieldStep
{
    Template scope;
    Value<bool> shield;
};

struct RaiseSpec
{
    SourceRange range;
    Template type;
    Template message;
    std::vector<Template> notes;
    bool isGroup = false;
    std::vector<RaiseSpec> members;
    Template error; ///< Raises a bound error again.
    Template causeName;
    std::shared_ptr<RaiseSpec> cause; ///< Of a cause given by type.
};
struct RaiseStep
{
    RaiseSpec spec;
};
struct ReraiseStep
{
};

struct Handler
{
    std::vector<Template> match;
    std::string as;
    Steps body;
    int line = 0;
};
struct TryStep
{
    Steps body;
    std::vector<Handler> handlers;
    bool isGroupHandler = false; ///< except_group
    Steps orElse;
    Steps finally;
    bool hasFinally = false;
};

struct SplitStep
{
    Template error;
    std::string cancels;
    std::string errors;
};
struct NonCancelSubgroupStep
{
    Template error;
    std::string as;
};

struct Predicate
{
    enum class Kind {
        Present,
        IsCancelled,
        OnlyCancelled,
        CancelCalled,
        CancelledCaught,
        TokenCancelled,
        Count,
        Equal,
        Chance,
        Not,
        All,
        Any
    };
    Kind kind = Kind::Present;
    SourceRange range;
    Template name; ///< Of an error, a scope or a token.
    Value<std::int64_t> over;
    Template left, right; ///< Of equal.
    Value<double> chance;
    std::vector<Predicate> parts;
};
struct IfStep
{
    Predicate condition;
    Steps then;
    Steps orElse;
};
struct RepeatStep
{
    std::optional<Value<std::int64_t>> times;
    Steps body;
};
struct CallStep
{
    Template function;
};

struct RunUntilCancelledStep
{
    Template token;
    Steps body;
    Steps otherwise;
};
struct RetryStep
{
    Value<std::int64_t> attempts;
    Value<Duration> delay;
    Value<double> factor;
    Value<Duration> maxDelay;
    std::optional<Value<Duration>> timeout; ///< Of each attempt.
    std::vector<Template> errors;           ///< Types that are worth another attempt.
    Steps body;
    Steps otherwise;
    bool hasOtherwise = false;
};

/// An `operation`, or one of a budget.
struct OperationStep
{
    Template name;
    SourceRange range;
    Value<double> weight; ///< Of a budget's only.
    std::optional<Value<Duration>> timeout;
    Template token;
    Steps body;
    Steps cleanup;
    Steps otherwise;
    bool hasOtherwise = false;
};
struct BudgetStep
{
    Template name;
    Value<Duration> total;
    std::vector<OperationStep> operations;
};
struct GracefulShutdownStep
{
    Template name;
    Template token;
    Value<Duration> grace;
    Value<Duration> cleanupLimit;
    Steps body;
    Steps cleanup;
};

/// One step. @p line is that of its key.
struct Step
{
    using Payload
        = std::variant<LogStep, SleepStep, CheckpointStep, WorkStep, RunBlockingStep, ScopeStep, TaskGroupStep,
                       SpawnStep, StartStep, StartedStep, DetachStep, SpawnEachStep, CancelStep, SetDeadlineStep,
                       SetShieldStep, RaiseStep, ReraiseStep, TryStep, SplitStep, NonCancelSubgroupStep, IfStep,
                       RepeatStep, CallStep, WaitStep, SetStep, WithStep, SendStep, ReceiveStep, WaitCancelledStep,
                       RunUntilCancelledStep, RetryStep, OperationStep, BudgetStep, GracefulShutdownStep>;
    std::string keyword;
    SourceRange range;
    Payload payload;

    int line() const { return range.begin.line; }
};

} // namespace ScopeLab
