#pragma once

#include "core/trace/fates.h"
#include "core/trace/runstate.h"

#include <QString>

namespace ScopeLab {

/// One link of an answer: something that happened, and what follows from the next link.
struct WhyLink
{
    enum class Kind { Task, Scope, Shield, Thread, Deadline, Error, Operator } kind = Kind::Task;
    QString name;      ///< Of the task or scope.
    QString what;      ///< What happened to it: `was cancelled`.
    QString detail;    ///< May be empty.
    EventId event = 0; ///< Where the cursor goes to show it.
    Place place;       ///< Where it stands in the scenario or the program; line 0: nobody knows.
};

/// A condition of a rule, with its value at the moment in question.
struct WhyCondition
{
    QString text;
    bool holds = false;
};

/// An answer to one question, from the effect to the first cause, in the language of the application. Built from
/// recorded causes only.
struct WhyAnswer
{
    QString question;
    QString sentence;
    std::vector<WhyLink> chain;
    std::vector<WhyCondition> conditions; ///< For a scope: it absorbs if both hold (AB-1).
    QString verdict;                      ///< The same in words.
};

/// Something that tasks share, by its name, or by what it is if it has none.
QString resourceName(const Trace &trace, const RunState &state, ResourceId resource);

/// Why is it still running, or why did it end as it did?
WhyAnswer whyTask(const Trace &trace, const RunState &state, TaskId task);

/// Why was it cancelled, or is it not?
WhyAnswer whyScope(const Trace &trace, const RunState &state, ScopeId scope);

/// What became of an error, and why.
WhyAnswer whyError(const Trace &trace, const RunState &state, const ErrorFate &fate);

} // namespace ScopeLab
