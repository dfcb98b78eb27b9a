#pragma once

#include "core/scenario/ast.h"
#include "core/trace/runstate.h"

#include <QStringList>

namespace ScopeLab {

/// What may become of a task, as a student answers it.
enum class Guess { NotSure = -1, Completes, CancelledAtOnce, CancelledLater, Fails };
inline constexpr int GuessCount = 4;

/// A task that lives when the run stops, what became of it, and why.
struct PredictedTask
{
    TaskId task;
    QString name;
    Guess truth = Guess::Completes;
    QString reason;
};

/// A further question: the author's, or one that follows from the run.
struct PredictedChoice
{
    QString ask;
    QStringList choices;
    int truth = 0; ///< Index into choices.
};

/// What can be asked about a run before its decisive event, and the answers. A value: made from a whole
/// trace, it can be tested without a window.
struct Prediction
{
    TimePoint stop{};     ///< The run goes no further before the answer.
    EventId decisive = 0; ///< What comes next.
    std::vector<PredictedTask> tasks;
    std::vector<PredictedChoice> choices;

    bool isEmpty() const { return decisive == 0; }
    int questionCount() const { return static_cast<int>(tasks.size() + choices.size()); }
};

/// @param trace a run of @p scenario to its end.
/// @param after asks about the first decisive event later than this.
/// Empty if nothing decisive follows, or nothing lives then.
Prediction predictionFor(const Scenario &scenario, const Trace &trace, TimePoint after = {});

/// What a student answered, in the order of the questions.
struct Answers
{
    std::vector<Guess> tasks;
    std::vector<int> choices; ///< -1: not sure.
};

struct Score
{
    int right = 0;
    int wrong = 0;
    int notSure = 0; ///< Left blank, which is never wrong.

    bool operator==(const Score &) const = default;
};

Score scoreOf(const Prediction &prediction, const Answers &answers);

} // namespace ScopeLab
