#include "ui/playback/stops.h"

#include "core/engine/overloaded.h"
#include "core/sentences/eventsentences.h"
#include "core/text/oneline.h"
#include "ui/playback/scenariotexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace ScopeLab {

namespace {

struct Stops
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Stops)
};

/// Which of several events at one instant the caption is about: the smallest wins.
int rank(const RunEvent &event)
{
    return std::visit(Overloaded{[](const ErrorLost &) { return 0; }, [](const RunStuck &) { return 1; },
                                 [](const OperatorActed &) { return 2; }, [](const ErrorRaised &) { return 3; },
                                 [](const CancelRequested &) { return 4; }, [](const ScopeEntered &) { return 5; },
                                 [](const ScopeExited &) { return 6; }, [](const auto &) { return 7; }},
                      event.data);
}

Selection subjectOf(const RunEvent &event)
{
    const bool isOfScope = event.is<CancelRequested>() || event.is<ScopeEntered>() || event.is<ScopeExited>()
                           || event.is<ShieldChanged>() || event.is<DeadlineExpired>();
    const ScopeId scope = isOfScope ? scopeOf(event) : ScopeId();
    return scope ? Selection(scope) : Selection(event.task);
}

/// Told as well: what befalls tasks at that instant.
bool isTold(const RunEvent &event)
{
    return isDecisive(event) || event.is<CancelHeld>() || event.is<GroupSplit>();
}

Stop stopAt(const Trace &trace, const RunState &end, EventId stuck, const std::vector<EventId> &events)
{
    std::vector<EventId> told = events;
    std::stable_sort(told.begin(), told.end(),
                     [&trace](EventId a, EventId b) { return rank(trace.event(a)) < rank(trace.event(b)); });
    const TimePoint time = trace.event(events.front()).time;
    Stop stop;
    stop.time = time;
    stop.event = eventAt(trace, stuck, time);
    QStringList details;
    for (const EventId id : told) {
        const QString sentence = eventSentence(trace, end, id) + u'.';
        if (stop.caption.isEmpty()) {
            stop.caption = sentence;
            stop.subject = subjectOf(trace.event(id));
        } else if (sentence != stop.caption && !details.contains(sentence) && details.size() < 2) {
            details.append(sentence);
            if (stop.other.kind == Selection::Kind::None)
                stop.other = subjectOf(trace.event(id));
        }
    }
    stop.detail = details.join(u' ');
    return stop;
}

} // namespace

std::vector<Stop> stopsOf(const Trace &trace, const Scenario *scenario, const QString &title)
{
    RunState end;
    EventId stuck = 0;
    while (end.event < trace.size()) {
        end.apply(trace);
        if (end.stuck && !stuck)
            stuck = end.event;
    }
    std::vector<Stop> stops;
    Stop first;
    first.event = eventAt(trace, stuck, {});
    first.caption = title;
    if (scenario)
        first.detail = inReadersLanguage(paragraph(scenario->lookAt.empty() ? scenario->summary : scenario->lookAt));
    stops.push_back(first);
    if (scenario && !scenario->stops.empty()) {
        for (const PresentationStop &written : scenario->stops) {
            Stop stop;
            stop.time = TimePoint(written.at);
            stop.event = eventAt(trace, stuck, stop.time);
            stop.caption = inReadersLanguage(oneLine(written.say));
            for (EventId id = 1; id <= trace.size(); ++id) {
                if (trace.event(id).time == stop.time && isDecisive(trace.event(id))) {
                    stop.subject = subjectOf(trace.event(id));
                    break;
                }
            }
            stops.push_back(stop);
        }
        return stops;
    }
    std::vector<EventId> together;
    for (EventId id = 1; id <= trace.size() + 1; ++id) {
        const bool isLast = id > trace.size();
        if (!together.empty() && (isLast || trace.event(id).time != trace.event(together.front()).time)) {
            const bool isStop = std::any_of(together.begin(), together.end(), [&trace](EventId told) {
                return isDecisive(trace.event(told)) && rank(trace.event(told)) < 7;
            });
            if (isStop || isLast)
                stops.push_back(stopAt(trace, end, stuck, together));
            together.clear();
        }
        // What follows the moment at which the run got stuck is how it was cleaned up.
        const bool isCleaningUp = !together.empty() && together.back() == stuck;
        if (!isLast && !isCleaningUp && isTold(trace.event(id)))
            together.push_back(id);
    }
    return stops;
}

} // namespace ScopeLab
