#pragma once

#include "core/session/library.h"
#include "core/session/liverun.h"
#include "core/trace/fates.h"
#include "core/trace/findings.h"
#include "core/trace/runstate.h"
#include "core/trace/tracefile.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <limits>
#include <optional>

namespace ScopeLab {

/// What is selected, in every view at once.
struct Selection
{
    enum class Kind { None, Task, Scope, Error };
    Kind kind = Kind::None;
    std::uint32_t id = 0; ///< Task, scope, or position in the list of fates from 1.

    bool isTask(TaskId task) const { return kind == Kind::Task && id == task; }
    bool isScope(ScopeId scope) const { return kind == Kind::Scope && id == scope; }
    bool operator==(const Selection &) const = default;
};

/// The run as it was before the last act, undo or redo, as far as it had come.
struct Branch
{
    std::vector<Act> acts;
    EventId after = 0;                ///< The last event that it shares with the run that is shown, …
    std::int64_t fork = 0;            ///< … and its time (ns).
    std::int64_t end = 0;             ///< Up to where it was recorded (ns).
    std::vector<TraceEvent> decisive; ///< After the fork.
};

/// By how much a step goes: one event, to where a task waits, to what a student should not miss, to where
/// the clock moves on.
enum class StepSize { Event, Checkpoint, Decisive, Clock };

/// The one cursor that every view shows: a recording that may still grow, a moment in it, and a
/// selection. Views read it and follow its signals; they never talk to each other.
///
/// Acts go through it, too: at the end of what is recorded the run goes on with them, in the past
/// they make a branch, which is the same run once more with one act added.
class Playback final : public QObject
{
    Q_OBJECT

public:
    explicit Playback(QObject *parent = nullptr);
    ~Playback() override;

    // -- what is shown

    bool hasRun() const { return m_hasRun; }
    const Trace &trace() const { return m_trace; }
    const RunState &state() const { return *m_state; }
    EventId cursor() const { return m_state->event; }

    /// Run time of the playhead (ns). Between two events it may be later than the last one.
    std::int64_t time() const { return m_time; }

    /// Run time up to which something is recorded (ns), or as far as the playhead may go.
    std::int64_t recordedTime() const;

    const QString &title() const { return m_title; }
    const std::shared_ptr<const Scenario> &scenario() const { return m_scenario; }
    const QString &sourceText() const { return m_source; }
    const RunRequest &request() const { return m_request; }
    const std::vector<ErrorFate> &fates() const { return m_fates; }

    /// What went wrong up to the playhead.
    std::vector<Finding> findings() const { return findingsUntil(m_trace, m_fates, cursor()); }

    QString taskName(TaskId task) const;
    QString scopeName(ScopeId scope) const;

    /// True for events that a student should not miss: cancels, errors, shields.
    static bool isDecisive(const TraceEvent &event);

    /// The decisive events recorded so far, and those that form or split a group of errors. For who looks
    /// through them at every step: a recording may have a million others.
    const std::vector<EventId> &decisiveEvents() const;
    const std::vector<EventId> &groupEvents() const;

    // -- opening

    void openScenario(const ScenarioFile &file);

    /// The same with a seed and clock of its own, and with @p acts.
    void openScenario(const ScenarioFile &file, const RunRequest &request, std::vector<Act> acts = {});
    /// The same scenario with a change in it: run again up to the playhead, which stays where it is.
    void replaceScenario(const ScenarioFile &file);

    void openTrace(LoadedTrace trace);
    void close();

    // -- beside another run, or before a question

    /// Drives the run to its end; the playhead stays where it is.
    void recordToEnd();

    /// Lets the playhead go on to @p time (ns), though nothing may happen there any more.
    void setExtent(std::int64_t time);

    /// Moments to be marked on timeline and scrubber (ns): where two runs part.
    const std::vector<std::int64_t> &marks() const { return m_marks; }
    void setMarks(std::vector<std::int64_t> marks);

    /// The run goes no further than this (ns), and nobody can act, until it is lifted: Never. Under
    /// virtual time; set it before anything later has run.
    void setBarrier(std::int64_t time);
    bool hasBarrier() const { return m_barrier != NoBarrier; }
    static constexpr std::int64_t NoBarrier = std::numeric_limits<std::int64_t>::max();

    /// Shows another moment than the first of its instant; as another run's playhead wants it.
    void show(EventId event, std::int64_t time);

    // -- transport

    bool isPlaying() const { return m_isPlaying; }
    bool isLive() const { return m_run && !m_runIsOver; }
    double speed() const { return m_request.speed; }
    const std::vector<Act> &acts() const { return m_acts; }

    void play();
    void pause();
    void toggle() { m_isPlaying ? pause() : play(); }
    void setSpeed(double speed);
    void step(StepSize size);
    void stepBack(StepSize size);
    void toStart();
    void toEnd();
    void seekEvent(EventId event);
    void seekTime(std::int64_t time);

    /// Ends a live run where it is; what is recorded stays.
    void stop();
    void restart(std::uint64_t seed, ExecutorKind executor);

    // -- selection

    const Selection &selection() const { return m_selection; }
    void select(const Selection &selection);

    /// Through what was selected before in this run.
    bool canSelectBack() const { return !m_selectedBefore.empty(); }
    bool canSelectForward() const { return !m_selectedAfter.empty(); }
    void selectBack();
    void selectForward();

    /// What the mouse rests on, lit in every view a moment later.
    const Selection &hovered() const { return m_hovered; }
    void hover(const Selection &selection);

    // -- acting

    /// Why nobody can act now; empty if one can.
    QString whyNoActs() const;
    void act(const OperatorEntry &entry);

    /// An entry of @p kind on a living scope, at the playhead.
    OperatorEntry entryOn(ScopeId scope, OperatorEntry::Kind kind) const;
    bool canUndo() const { return !m_acts.empty(); }
    void undo();
    bool canRedo() const { return !m_undone.empty(); }
    void redo();

    /// What the run that is shown has branched from, until it is dropped or another run is opened.
    const std::optional<Branch> &otherBranch() const { return m_otherBranch; }

    /// Shows that one; the one that was shown is the other then.
    void goToOtherBranch();
    void dropOtherBranch();

    /// The scenario's text with the acts as steps of its operator. @p problem says why there is none: then
    /// the text is empty.
    QString textWithActs(QString *problem) const;

Q_SIGNALS:
    /// Another run is shown.
    void runChanged();
    /// More is recorded.
    void grown();
    /// The playhead stands elsewhere.
    void moved();
    void selectionChanged();
    void hoverChanged();
    /// Playing, speed, or whether the run is live.
    void transportChanged();

private:
    void indexEvents() const;
    void begin(EventId cursor, std::int64_t time);
    void pollRun();
    void tick();
    void branch(std::vector<Act> acts, EventId at);
    void moveTo(EventId event, std::int64_t time);
    void setPlaying(bool playing);
    bool isStop(StepSize size, EventId event, std::int64_t from) const;
    EventId nextStop(StepSize size) const;
    void showSteps();

    std::shared_ptr<const Scenario> m_scenario;
    RunRequest m_request;
    QString m_title;
    QString m_source;
    std::vector<Act> m_acts;
    std::vector<Act> m_undone;
    std::optional<Branch> m_otherBranch;
    std::unique_ptr<LiveRun> m_run;
    Trace m_trace;
    mutable std::vector<EventId> m_decisiveEvents; // of m_trace up to m_indexed
    mutable std::vector<EventId> m_groupEvents;
    mutable EventId m_indexed = 0;
    std::unique_ptr<RunHistory> m_history;
    const RunState *m_state = nullptr;
    RunState m_nothing;
    std::vector<ErrorFate> m_fates;
    EventId m_fatesAt = 0;
    std::int64_t m_time = 0;
    Selection m_selection;
    std::vector<Selection> m_selectedBefore;
    std::vector<Selection> m_selectedAfter;
    Selection m_hovered;
    Selection m_hoversNext;
    QTimer m_hoverTimer;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    std::int64_t m_extent = 0;
    std::int64_t m_barrier = NoBarrier;
    std::vector<std::int64_t> m_marks;
    EventId m_restoreCursor = 0; // a branch goes on from here once it is replayed
    int m_stepsToShow = 0;       // of a live run
    StepSize m_stepSize = StepSize::Event;
    bool m_hasRun = false;
    bool m_isPlaying = false;
    bool m_runIsOver = true;
    bool m_followsEnd = false;
    bool m_recordsToEnd = false;
    int m_quietTicks = 0;     // without news
    bool m_catchesUp = false; // with the playhead, which is further than what is recorded
};

} // namespace ScopeLab
