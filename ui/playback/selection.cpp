#include "ui/playback/selection.h"

#include <utility>

namespace ScopeLab {

bool SelectionTrail::select(const Selection &selection)
{
    if (m_current == selection)
        return false;
    if (m_current.kind != Selection::Kind::None)
        m_before.push_back(m_current);
    m_after.clear();
    m_current = selection;
    return true;
}

bool SelectionTrail::goBack()
{
    if (m_before.empty())
        return false;
    m_after.push_back(std::exchange(m_current, m_before.back()));
    m_before.pop_back();
    return true;
}

bool SelectionTrail::goForward()
{
    if (m_after.empty())
        return false;
    m_before.push_back(std::exchange(m_current, m_after.back()));
    m_after.pop_back();
    return true;
}

Hover::Hover(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_current = m_next;
        Q_EMIT changed();
    });
}

void Hover::moveTo(const Selection &selection)
{
    constexpr int ShowMs = 150;
    constexpr int LeaveMs = 300;
    if (selection == m_next)
        return;
    m_next = selection;
    m_timer.start(selection.kind == Selection::Kind::None ? LeaveMs : ShowMs);
}

void Hover::clear()
{
    m_timer.stop();
    m_current = m_next = {};
}

} // namespace ScopeLab
