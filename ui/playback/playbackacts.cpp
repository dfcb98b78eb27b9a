// Selecting and acting; how the playhead moves is in playback.cpp.

#include "core/sentences/eventsentences.h"
#include "ui/playback/playback.h"

namespace ScopeLab {

void Playback::select(const Selection &selection)
{
    if (m_run->selection.select(selection))
        Q_EMIT selectionChanged();
}

void Playback::selectBack()
{
    if (m_run->selection.goBack())
        Q_EMIT selectionChanged();
}

void Playback::selectForward()
{
    if (m_run->selection.goForward())
        Q_EMIT selectionChanged();
}

QString Playback::whyNoActs() const
{
    if (!hasRun())
        return tr("No run is open.");
    if (!scenario())
        return tr("A recording cannot be changed: open its scenario to act on a run.");
    if (hasBarrier())
        return tr("First answer what will happen.");
    if (isRealTime() && !isLive())
        return tr("With real threads one can act only while the run is live.");
    return {};
}

OperatorEntry Playback::entryOn(ScopeId scope, OperatorEntry::Kind kind) const
{
    OperatorEntry entry;
    entry.kind = kind;
    entry.at = time().time_since_epoch();
    const ScopeState *its = state().scope(scope);
    entry.target = its ? trace().label(its->name).name : std::string();
    entry.scope = scope;
    return entry;
}

void Playback::act(const OperatorEntry &entry)
{
    if (!whyNoActs().isEmpty())
        return;
    if (isRealTime()) {
        track().actNow(entry);
        return;
    }
    // What was done after this moment belongs to the other branch. A branch may be on its way here still.
    const EventId here = std::max(cursor(), isArriving() && !acts().empty() ? acts().back().after : 0);
    std::vector<Act> acts = this->acts();
    std::erase_if(acts, [here](const Act &act) { return act.after > here; });
    acts.push_back({here, entry});
    m_run->undone.clear();
    showActs(acts);
}

/// Shows the course that the run takes with these acts, at the playhead, or where the two part.
void Playback::showActs(const std::vector<Act> &acts)
{
    const Fork fork = forkOf(this->acts(), acts);
    const bool wasOver = !isLive();
    const bool isTakenBack = fork.acts == acts.size();
    TimePoint time = std::max(this->time(), fork.time);
    const bool isNew = m_run->showTrack(acts);
    if (!isLive())
        time = std::min(time, restingTime());
    m_run->transport = placeAt(isTakenBack && time == fork.time ? fork.after : 0, time);
    if (isNew && isTakenBack && wasOver) // it was over, too, before anybody acted
        drive(NoBarrier);
    announceRun();
}

std::optional<Branch> Playback::otherBranch() const
{
    const Track *other = m_run->otherTrack();
    if (!other)
        return {};
    const Fork fork = forkOf(acts(), other->acts());
    Branch branch;
    branch.track = other;
    branch.after = fork.after;
    branch.fork = fork.time;
    branch.end = other->restingTime();
    const bool isWithout = fork.acts == other->acts().size();
    const std::vector<Act> &more = isWithout ? acts() : other->acts();
    QStringList done;
    for (std::size_t i = fork.acts; i < more.size(); ++i)
        done.append(actSentence(more[i].entry));
    branch.name
        = (isWithout ? other->acts().empty() ? tr("The original run, without: %1") : tr("Without: %1") : tr("With: %1"))
              .arg(done.join(QStringLiteral("; ")));
    return branch;
}

void Playback::goToOtherBranch()
{
    const Track *other = m_run->otherTrack();
    if (!other)
        return;
    m_run->undone.clear();
    showActs(std::vector<Act>(other->acts()));
}

void Playback::dropOtherBranch()
{
    m_run->tracks.resize(1);
    Q_EMIT transportChanged();
}

void Playback::undo()
{
    if (!canUndo())
        return;
    m_run->undone.push_back(acts().back());
    showActs({acts().begin(), acts().end() - 1});
}

void Playback::redo()
{
    if (!canRedo())
        return;
    std::vector<Act> acts = this->acts();
    acts.push_back(m_run->undone.back());
    m_run->undone.pop_back();
    showActs(acts);
}

} // namespace ScopeLab
