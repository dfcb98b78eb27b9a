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

#include <optional>

namespace ScopeLab {

template <typename Tag>
std::size_t qHash(Id<Tag> id, std::size_t seed = 0)
{
    return ::qHash(id.number(), seed);
}

/// What is selected, in every view at once.
struct Selection
{
    enum class Kind { None, Task, Scope, Error };
    Kind kind = Kind::None;
    std::uint32_t id = 0; ///< Number of the task or scope, or position in the list of fates from 1.

    Selection() = default;
    explicit Selection(TaskId task)
        : Selection(Kind::Task, task.number())
    {
    }
    explicit Selection(ScopeId scope)
        : Selection(Kind::Scope, scope.number())
    {
    }
    Selection(Kind what, std::uint32_t number)
        : kind(number ? what : Kind::None)
        , id(number)
    {
    }

    /// None if something else is selected.
    TaskId task() const { return kind == Kind::Task ? TaskId(id) : TaskId(); }
    ScopeId scope() const { return kind == Kind::Scope ? ScopeId(id) : ScopeId(); }

    bool isTask(TaskId task) const { return task && this->task() == task; }
    bool isScope(ScopeId scope) const { return scope && this->scope() == scope; }
    bool operator==(const Selection &) const = default;
};

/// The run as it was before the last act, undo or redo, as far as it had come.
struct Branch
{
    std::vector<Act> acts;
    EventId after = 0;                ///< The last event that it shares with the run that is shown, …
    TimePoint fork{};                 ///< … and its time.
    TimePoint end{};                  ///< Up to where it was recorded.
    std::vector<RunEvent> decisive; ///< After the fork.
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
    const RunState &state() const { return m_moment->state; }
    EventId cursor() const { return m_moment->event; }

    /// Run time of the playhead. Between two events it may be later than the last one.
    TimePoint time() const { return m_time; }

    /// Run time up to which something is recorded, or as far as the playhead may go.
    TimePoint recordedTime() const;

    const QString &title() const { return m_title; }
    const std::shared_ptr<const Scenario> &scenario() const { return m_scenario; }
    const QString &sourceText() const { return m_source; }
    const RunRequest &request() const { return m_request; }
    const SharedVector<ErrorFate> &fates() const { return m_moment->fates.all(); }

    /// What went wrong up to the playhead.
    std::vector<Finding> findings() const { return m_moment->findings.list(m_moment->state); }

    QString taskName(TaskId task) const;
    QString scopeName(ScopeId scope) const;
    QString resourceName(ResourceId resource) const;

    /// True for events that a student should not miss: cancels, errors, shields.
    static bool isDecisive(const RunEvent &event);

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

    /// Lets the playhead go on to @p time, though nothing may happen there any more.
    void setExtent(TimePoint time);

    /// Moments to be marked on timeline and scrubber: where two runs part.
    const std::vector<TimePoint> &marks() const { return m_marks; }
    void setMarks(std::vector<TimePoint> marks);

    /// The run goes no further than this, and nobody can act, until it is lifted: Never. Under
    /// virtual time; set it before anything later has run.
    void setBarrier(TimePoint time);
    bool hasBarrier() const { return m_barrier != NoBarrier; }
    static constexpr TimePoint NoBarrier = Never;

    /// Shows another moment than the first of its instant; as another run's playhead wants it.
    void show(EventId event, TimePoint time);

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
    void seekTime(TimePoint time);

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
    void begin(EventId cursor, TimePoint time);
    void pollRun();
    void tick();
    void branch(std::vector<Act> acts, EventId at);
    void moveTo(EventId event, TimePoint time);
    void setPlaying(bool playing);
    bool isStop(StepSize size, EventId event, TimePoint from) const;
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
    std::unique_ptr<History<Moment>> m_history;
    Moment m_nothing;
    const Moment *m_moment = &m_nothing; // at the playhead
    TimePoint m_time{};
    Selection m_selection;
    std::vector<Selection> m_selectedBefore;
    std::vector<Selection> m_selectedAfter;
    Selection m_hovered;
    Selection m_hoversNext;
    QTimer m_hoverTimer;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    TimePoint m_extent{};
    TimePoint m_barrier = NoBarrier;
    std::vector<TimePoint> m_marks;
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
