// Selecting and acting; how the playhead moves is in playback.cpp.

#include "ui/playback/playback.h"

namespace ScopeLab {

void Playback::select(const Selection &selection)
{
    if (m_selection == selection)
        return;
    if (m_selection.kind != Selection::Kind::None)
        m_selectedBefore.push_back(m_selection);
    m_selectedAfter.clear();
    m_selection = selection;
    Q_EMIT selectionChanged();
}

void Playback::selectBack()
{
    if (m_selectedBefore.empty())
        return;
    m_selectedAfter.push_back(m_selection);
    m_selection = m_selectedBefore.back();
    m_selectedBefore.pop_back();
    Q_EMIT selectionChanged();
}

void Playback::selectForward()
{
    if (m_selectedAfter.empty())
        return;
    m_selectedBefore.push_back(m_selection);
    m_selection = m_selectedAfter.back();
    m_selectedAfter.pop_back();
    Q_EMIT selectionChanged();
}

void Playback::hover(const Selection &selection)
{
    constexpr int ShowMs = 150;
    constexpr int LeaveMs = 300;
    if (selection == m_hoversNext)
        return;
    m_hoversNext = selection;
    m_hoverTimer.start(selection.kind == Selection::Kind::None ? LeaveMs : ShowMs);
}

QString Playback::whyNoActs() const
{
    if (!m_hasRun)
        return tr("No run is open.");
    if (!m_scenario)
        return tr("A recording cannot be changed: open its scenario to act on a run.");
    if (hasBarrier())
        return tr("First answer what will happen.");
    if (m_request.executor == ExecutorKind::Pool && !isLive())
        return tr("With real threads one can act only while the run is live.");
    return {};
}

OperatorEntry Playback::entryOn(ScopeId scope, OperatorEntry::Kind kind) const
{
    OperatorEntry entry;
    entry.kind = kind;
    entry.at = Duration(m_time);
    entry.target = scopeName(scope).toStdString();
    entry.scope = scope;
    return entry;
}

void Playback::act(const OperatorEntry &entry)
{
    if (!whyNoActs().isEmpty())
        return;
    if (m_request.executor == ExecutorKind::Pool) {
        m_run->actNow(entry);
        return;
    }
    // What was done after this moment belongs to the other branch. A branch may be on its way here still.
    const EventId here = std::max(m_state->event, m_restoreCursor);
    std::vector<Act> acts = m_acts;
    std::erase_if(acts, [here](const Act &act) { return act.after > here; });
    acts.push_back({here, entry});
    m_undone.clear();
    branch(std::move(acts), here);
}

/// Runs it again with other acts, the same up to @p after, and keeps in mind what it was before.
void Playback::branch(std::vector<Act> acts, EventId after)
{
    Branch other;
    other.acts = std::exchange(m_acts, std::move(acts));
    other.after = after;
    other.fork = after == 0 ? 0 : after <= m_trace.size() ? m_trace.event(after).time : m_time;
    other.end = recordedTime();
    for (const EventId event : decisiveEvents()) {
        if (event > after)
            other.decisive.push_back(m_trace.event(event));
    }
    begin(after, std::max(m_time, other.fork)); // what both share is all there again
    m_otherBranch = std::move(other);
    Q_EMIT transportChanged();
}

void Playback::goToOtherBranch()
{
    if (!m_otherBranch)
        return;
    m_undone.clear();
    const Branch other = *m_otherBranch;
    branch(other.acts, other.after);
}

void Playback::dropOtherBranch()
{
    m_otherBranch.reset();
    Q_EMIT transportChanged();
}

void Playback::undo()
{
    if (m_acts.empty())
        return;
    m_undone.push_back(m_acts.back());
    branch({m_acts.begin(), m_acts.end() - 1}, m_undone.back().after);
}

void Playback::redo()
{
    if (m_undone.empty())
        return;
    std::vector<Act> acts = m_acts;
    acts.push_back(m_undone.back());
    m_undone.pop_back();
    const EventId at = acts.back().after;
    branch(std::move(acts), at);
}

} // namespace ScopeLab
