#pragma once

#include "core/engine/ids.h"
#include "core/scenario/step.h"

#include <map>

namespace ScopeLab {

/// What the operator does, from outside, at a moment of the run.
struct OperatorEntry
{
    SourceRange range;
    Duration at{};
    enum class Kind { Cancel, SetDeadline, SetShield, Set } kind = Kind::Cancel;
    std::string target;
    ScopeId scope; ///< A particular scope of a run, instead of a name.
    std::string reason;
    std::optional<Duration> deadlineAfter;
    std::optional<Duration> deadlineAt; ///< Neither: never.
    bool shield = false;
};

struct ExpectedScope
{
    std::optional<bool> cancelCalled;
    std::optional<bool> cancelledCaught;
    std::optional<std::string> reason;
};
struct ExpectedError
{
    std::optional<std::string> type;
    std::optional<std::string> message;
    std::optional<std::vector<std::string>> notes;
    std::shared_ptr<ExpectedError> cause;
    std::shared_ptr<ExpectedError> context;
    std::optional<std::vector<ExpectedError>> errors;
};
struct Expectation
{
    std::optional<std::string> outcome;
    std::optional<Duration> elapsed;
    std::map<std::string, std::vector<std::string>> log;
    std::map<std::string, std::string> tasks;
    std::map<std::string, ExpectedScope> scopes;
    std::map<std::string, std::string> operations; ///< Name → status.
    std::optional<ExpectedError> error;
};

/// A shared resource with a number: a limiter with its tokens, a channel with the size of its buffer.
struct CountedResource
{
    SourceRange range;
    std::string name;
    std::int64_t count = 0;
};
struct TokenDeclaration
{
    SourceRange range;
    std::string name;
    std::string parent; ///< Empty: none.
};
struct Resources
{
    std::vector<std::string> events;
    std::vector<std::string> locks;
    std::vector<CountedResource> limiters;
    std::vector<CountedResource> channels;
    std::vector<TokenDeclaration> tokens; ///< A parent may stand after its child.
};

/// A moment at which a presentation pauses, and what to say there.
struct PresentationStop
{
    Duration at{};
    std::string say;
};

/// What a student is asked to predict.
struct Question
{
    std::optional<Duration> at; ///< None: just before the decisive event.
    std::string ask;
    std::vector<std::string> choices;
    std::string answer;
};

/// A whole file.
struct Scenario
{
    std::string title;
    std::string summary;
    std::string section;
    std::vector<std::string> topics;
    std::string lookAt;
    std::vector<std::string> rules;
    std::string source;
    std::string fixedBy;
    std::vector<PresentationStop> stops;
    std::vector<Question> questions;
    std::string backend = "trio";
    std::map<std::string, std::string> exceptions; ///< Name → parent.
    std::map<std::string, SourceRange> exceptionRanges;
    Resources resources;
    std::map<std::string, Steps> functions;
    Steps main;
    std::vector<OperatorEntry> operatorEntries;
    std::optional<Expectation> expect;
};

} // namespace ScopeLab
