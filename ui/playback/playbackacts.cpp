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
    if (!m_scenario)
        return tr("A recording cannot be changed: open its scenario to act on a run.");
    if (hasBarrier())
        return tr("First answer what will happen.");
    if (m_request.executor == ExecutorKind::Pool && !isLive())
        return tr("With real threads one can act only while the run is live.");
    return {};
}

void Playback::act(const OperatorEntry &entry)
{
    if (!whyNoActs().isEmpty())
        return;
    if (m_request.executor == ExecutorKind::Pool) {
        m_run->actNow(entry);
        return;
    }
    // What was done after this moment belongs to the other branch.
    const EventId here = m_state->event;
    std::erase_if(m_acts, [here](const Act &act) { return act.after > here; });
    m_acts.push_back({here, entry});
    m_undone.clear();
    begin(here, m_time);
}

void Playback::undo()
{
    if (m_acts.empty())
        return;
    m_undone.push_back(m_acts.back());
    m_acts.pop_back();
    begin(m_undone.back().after, m_time);
}

void Playback::redo()
{
    if (m_undone.empty())
        return;
    m_acts.push_back(m_undone.back());
    m_undone.pop_back();
    begin(m_acts.back().after, m_time);
}

} // namespace ScopeLab
