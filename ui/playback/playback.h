#pragma once

#include "core/trace/findings.h"
#include "ui/playback/openrun.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

namespace ScopeLab {

/// The course that the run took before the last act, undo or redo, as far as it is recorded.
struct Branch
{
    const Track *track = nullptr; ///< Lives until another run is opened, or this one branches again.
    EventId after = 0;            ///< The last event that it shares with the run that is shown, …
    TimePoint fork{};             ///< … and the moment at which they part.
    TimePoint end{};              ///< Where it comes to rest, so far.
    QString name;                 ///< What was, or was not, done in it.
};

/// The one cursor that every view shows: a recording that may still grow, a moment in it, and a
/// selection. Views read it and follow its signals; they never talk to each other.
///
/// Acts go through it, too: they make a branch, which is the same run once more with one act added.
class Playback final : public QObject
{
    Q_OBJECT

public:
    explicit Playback(QObject *parent = nullptr);
    ~Playback() override;

    // -- what is shown

    bool hasRun() const { return m_run->kind != OpenRun::Kind::Nothing; }

    /// True for a run of which there is no more than a recording: nothing can be done to it.
    bool isRecording() const { return hasRun() && !scenario(); }

    /// True for a recording of somebody's program, which has no seed; a scenario's has its text.
    bool isProgram() const { return isRecording() && sourceText().isEmpty(); }

    /// What a recorded program ran on, if the recording says it: `trio 0.35.0`.
    const QString &runtime() const { return m_run->runtime; }
    const Trace &trace() const { return track().trace(); }
    const RunState &state() const { return track().moment().state; }
    EventId cursor() const { return track().moment().event; }

    /// Run time of the playhead. Between two events it may be later than the last one.
    TimePoint time() const { return m_run->time; }

    /// Run time up to which something is recorded, or as far as the playhead may go.
    TimePoint recordedTime() const { return std::max(m_run->beside.extent, track().recordedTime()); }

    /// Where going to the end and playing stop: where the run got stuck, or its last event so far.
    EventId restingEvent() const { return track().restingEvent(); }
    TimePoint restingTime() const { return track().restingTime(); }

    /// True while the playhead is past the moment at which the run got stuck: what is left is cleaned up by force.
    bool isAfterStuck() const { return track().stuckEvent() && cursor() > track().stuckEvent(); }

    /// What a moment of time shows.
    EventId eventAt(TimePoint time) const { return track().eventAt(time); }

    const QString &title() const { return m_run->title; }
    const std::shared_ptr<const Scenario> &scenario() const { return m_run->scenario; }
    const QString &sourceText() const { return m_run->source; }
    const RunRequest &request() const { return m_run->request; }
    const SharedVector<ErrorFate> &fates() const { return track().moment().fates.all(); }

    /// What went wrong up to the playhead.
    std::vector<Finding> findings() const { return track().moment().findings.list(trace(), state()); }

    QString taskName(TaskId task) const;
    QString scopeName(ScopeId scope) const;
    QString resourceName(ResourceId resource) const;

    /// The decisive events recorded so far, and those that form or split a group of errors. For views that look
    /// through them at every step: a recording may have a million others.
    const std::vector<EventId> &decisiveEvents() const { return track().decisiveEvents(); }
    const std::vector<EventId> &groupEvents() const { return track().groupEvents(); }

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
    const std::vector<TimePoint> &marks() const { return m_run->beside.marks; }
    void setMarks(std::vector<TimePoint> marks);

    /// The run goes no further than this, and nobody can act, until it is lifted: NoBarrier. Under
    /// virtual time; set it before anything later has run.
    void setBarrier(TimePoint time);
    bool hasBarrier() const { return m_run->barrier != NoBarrier; }
    static constexpr TimePoint NoBarrier = OpenRun::NoBarrier;

    /// Goes to one of several events at the same instant, to follow the playhead of another run.
    void show(EventId event, TimePoint time);

    // -- transport

    bool isPlaying() const { return std::holds_alternative<Transport::Playing>(m_run->transport); }
    bool isLive() const { return track().isLive(); }

    /// True if nothing moves or is recorded until somebody asks for it.
    bool isResting() const { return !m_timer.isActive(); }
    double speed() const { return m_run->request.speed; }
    const std::vector<Act> &acts() const { return track().acts(); }

    void play();
    void pause();
    void toggle() { isPlaying() ? pause() : play(); }
    void setSpeed(double speed);
    void step(StepSize size);
    void stepBack(StepSize size);
    void toStart();

    /// To where the run comes to rest; from beyond the moment at which it got stuck, to the last event.
    void toEnd();
    void seekEvent(EventId event);
    void seekTime(TimePoint time);

    /// Ends a live run where it is; what is recorded stays.
    void stop();
    void restart(std::uint64_t seed, ExecutorKind executor);

    // -- selection

    const Selection &selection() const { return m_run->selection.current(); }
    void select(const Selection &selection);

    /// Back and forth through what was selected in this run.
    bool canSelectBack() const { return m_run->selection.canGoBack(); }
    bool canSelectForward() const { return m_run->selection.canGoForward(); }
    void selectBack();
    void selectForward();

    /// What the mouse rests on, lit in every view a moment later.
    const Selection &hovered() const { return m_hover.current(); }
    void hover(const Selection &selection) { m_hover.moveTo(selection); }

    // -- acting

    /// Why nobody can act now; empty if one can.
    QString whyNoActs() const;
    void act(const OperatorEntry &entry);

    /// An entry of @p kind on a living scope, at the playhead.
    OperatorEntry entryOn(ScopeId scope, OperatorEntry::Kind kind) const;
    bool canUndo() const { return !acts().empty(); }
    void undo();
    bool canRedo() const { return !m_run->undone.empty(); }
    void redo();

    /// What the run that is shown has branched from, until it is dropped or another run is opened.
    std::optional<Branch> otherBranch() const;

    /// Shows the other branch; the one shown now becomes the other. Nothing that was recorded is lost.
    void goToOtherBranch();

    /// Forgets all courses but the one that is shown.
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
    Track &track() const { return m_run->track(); }
    bool isRealTime() const { return m_run->request.executor == ExecutorKind::Pool; }
    bool isAtEnd() const;

    void replace(std::unique_ptr<OpenRun> run);
    void announceRun();
    void showActs(const std::vector<Act> &acts);

    void poll();
    void tick();
    void advance(Transport::Paused) {}
    void advance(Transport::Playing);
    void advance(Transport::FollowingEnd);
    void advance(Transport::Stepping steps);
    void advance(Transport::Arriving arriving);

    void set(Transport::State transport);
    void drive(TimePoint time);
    void moveTo(EventId event, TimePoint time);
    Transport::State placeAt(EventId event, TimePoint time);
    void arriveAt(EventId event, TimePoint time);
    bool isArriving() const { return std::holds_alternative<Transport::Arriving>(m_run->transport); }
    bool isStop(StepSize size, EventId event, TimePoint from) const;
    EventId nextStop(StepSize size) const;

    std::unique_ptr<OpenRun> m_run; // never null
    Hover m_hover;
    QTimer m_timer; // runs while something moves, or is recorded
    QElapsedTimer m_sinceFrame;
};

} // namespace ScopeLab
