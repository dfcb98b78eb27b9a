#include "ui/playback/prediction.h"

#include "core/sentences/eventsentences.h"
#include "core/sentences/why.h"
#include "core/text/oneline.h"
#include "ui/playback/playback.h"
#include "ui/playback/scenariotexts.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace ScopeLab {

namespace {

struct Asking
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Prediction)
};

constexpr std::size_t MaxTasks = 12; // as many as one can keep in mind
constexpr std::size_t MaxChoices = 4;

RunState stateAt(const Trace &trace, EventId event)
{
    RunState state;
    while (state.event < event)
        state.apply(trace);
    return state;
}

/// The first event that decides something, with a moment before it at which the run can stop.
EventId decisiveEvent(const Trace &trace, TimePoint after)
{
    for (EventId id = 1; id <= trace.size(); ++id) {
        const RunEvent &event = trace.event(id);
        const bool decides = event.is<CancelRequested>() || event.is<ErrorRaised>() || event.is<DeadlineExpired>()
                             || event.is<OperatorActed>();
        if (decides && event.time > after)
            return id;
    }
    return 0;
}

Guess truthOf(const Trace &trace, const TaskState &task, TimePoint decisive)
{
    if (task.phase == TaskPhase::Completed)
        return Guess::Completes;
    if (task.phase == TaskPhase::Failed)
        return Guess::Fails;
    for (const RunEvent &event : trace.events()) {
        if (event.is<TaskStopping>() && event.task == task.id)
            return event.time == decisive ? Guess::CancelledAtOnce : Guess::CancelledLater;
    }
    return Guess::CancelledLater;
}

QString msText(TimePoint time)
{
    const bool isWhole = time.time_since_epoch() % std::chrono::milliseconds(1) == Duration();
    return Asking::tr("%L1 ms").arg(milliseconds(time), 0, 'f', isWhole ? 0 : 1);
}

/// Who holds back the cancellation that comes next?
void askWhoAbsorbs(Prediction &prediction, const Trace &trace, const RunState &at, const RunState &end)
{
    ScopeId absorber;
    bool isAny = false;
    for (EventId id = prediction.decisive; id <= trace.size() && !absorber; ++id) {
        const RunEvent &event = trace.event(id);
        isAny = isAny || event.is<CancelRequested>();
        const auto *exited = event.as<ScopeExited>();
        if (exited && exited->hasAbsorbed)
            absorber = exited->scope;
    }
    if (!isAny)
        return;
    PredictedChoice choice;
    choice.ask = Asking::tr("Which scope absorbs the cancellation?");
    const auto name = [&trace](const ScopeState &scope) { return shownName(trace.label(scope.name).name); };
    for (const ScopeState &scope : at.scopes()) {
        if (!scope.isLiving() || scope.id == absorber || !scope.parent || choice.choices.contains(name(scope)))
            continue;
        if (choice.choices.size() < static_cast<qsizetype>(MaxChoices - 2))
            choice.choices.append(name(scope));
    }
    if (const ScopeState *scope = end.scope(absorber)) {
        choice.choices.removeAll(name(*scope));
        choice.choices.append(name(*scope));
    }
    std::sort(choice.choices.begin(), choice.choices.end());
    choice.choices.append(Asking::tr("none of them"));
    choice.truth = absorber ? static_cast<int>(choice.choices.indexOf(name(*end.scope(absorber))))
                            : static_cast<int>(choice.choices.size()) - 1;
    if (choice.choices.size() > 1)
        prediction.choices.push_back(choice);
}

void askWhenItEnds(Prediction &prediction, const Trace &trace, const RunState &at, const RunState &end)
{
    if (!end.isOver)
        return;
    const TimePoint decisive = trace.event(prediction.decisive).time;
    std::set<TimePoint> times{end.time, decisive};
    // Moments that somebody who overlooks a shield, a thread or a sleep would name.
    std::vector<TimePoint> others;
    for (const TaskState &task : at.tasks()) {
        if (!task.isOver() && task.waitUntil != Never && task.waitUntil > decisive)
            others.push_back(task.waitUntil);
    }
    for (const ScopeState &scope : at.scopes()) {
        if (scope.isLiving() && scope.deadline != Never && scope.deadline > decisive)
            others.push_back(scope.deadline);
    }
    for (const TaskState &task : end.tasks()) {
        if (task.isOver())
            others.push_back(task.ended);
    }
    for (const TimePoint time : others) {
        if (times.size() < MaxChoices && time >= decisive)
            times.insert(time);
    }
    if (times.size() < 2)
        return;
    PredictedChoice choice;
    choice.ask = Asking::tr("When does the run end?");
    for (const TimePoint time : times) {
        if (time == end.time)
            choice.truth = static_cast<int>(choice.choices.size());
        choice.choices.append(msText(time));
    }
    prediction.choices.push_back(choice);
}

void askHowItEnds(Prediction &prediction, const Trace &trace, const RunState &end)
{
    const QString truth = outcomeSentence(trace, end);
    QStringList all{outcomeSentence(trace, end), Asking::tr("ends well"),
                    Asking::tr("ends in %1").arg(QStringLiteral("TimeoutError")),
                    Asking::tr("ends in %1").arg(QStringLiteral("ExceptionGroup"))};
    all.removeDuplicates();
    std::sort(all.begin(), all.end());
    prediction.choices.push_back({Asking::tr("How does the run end?"), all, static_cast<int>(all.indexOf(truth))});
}

} // namespace

Prediction predictionFor(const Scenario &scenario, const Trace &trace, TimePoint after)
{
    Prediction prediction;
    prediction.decisive = decisiveEvent(trace, after);
    if (!prediction.decisive)
        return {};
    const TimePoint decisive = trace.event(prediction.decisive).time;
    prediction.stop = decisive - Duration(1);
    const RunState at = stateAt(trace, trace.lastEventUntil(prediction.stop));
    const RunState end = stateAt(trace, trace.size());
    for (const TaskState &task : at.tasks()) {
        const TaskState &later = *end.task(task.id);
        if (task.isOver() || !later.isOver() || prediction.tasks.size() == MaxTasks)
            continue;
        prediction.tasks.push_back({task.id, shownName(trace.label(task.name).name), truthOf(trace, later, decisive),
                                    whyTask(trace, end, task.id).sentence});
    }
    if (prediction.tasks.empty())
        return {};
    for (const Question &question : scenario.questions) {
        const auto truth = std::find(question.choices.begin(), question.choices.end(), question.answer);
        const bool isHere = !question.at || TimePoint(*question.at) == decisive || after == TimePoint();
        if (truth == question.choices.end() || !isHere)
            continue;
        QStringList choices;
        for (const std::string &choice : question.choices)
            choices.append(inReadersLanguage(oneLine(choice)));
        prediction.choices.push_back(
            {inReadersLanguage(oneLine(question.ask)), choices, static_cast<int>(truth - question.choices.begin())});
    }
    if (prediction.choices.empty()) {
        askWhoAbsorbs(prediction, trace, at, end);
        askWhenItEnds(prediction, trace, at, end);
    }
    if (prediction.choices.size() < 2)
        askHowItEnds(prediction, trace, end);
    return prediction;
}

Score scoreOf(const Prediction &prediction, const Answers &answers)
{
    Score score;
    const auto count = [&score](int given, int truth) {
        ++(given < 0 ? score.notSure : given == truth ? score.right : score.wrong);
    };
    for (std::size_t i = 0; i < prediction.tasks.size(); ++i)
        count(i < answers.tasks.size() ? static_cast<int>(answers.tasks[i]) : -1,
              static_cast<int>(prediction.tasks[i].truth));
    for (std::size_t i = 0; i < prediction.choices.size(); ++i)
        count(i < answers.choices.size() ? answers.choices[i] : -1, prediction.choices[i].truth);
    return score;
}

} // namespace ScopeLab
