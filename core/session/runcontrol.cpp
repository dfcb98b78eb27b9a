#include "core/session/runcontrol.h"

namespace ScopeLab {

void RunControl::cancel(const std::string &reason)
{
    const std::lock_guard lock(m_mutex);
    if (m_reason)
        return;
    m_reason = reason;
    if (m_cancel)
        m_cancel(reason); // under the lock, so that the run cannot go away in the meantime
}

RunControl::Hold::Hold(RunControl *control, std::function<void(const std::string &)> cancel)
    : m_control(control)
{
    if (!m_control)
        return;
    const std::lock_guard lock(m_control->m_mutex);
    m_control->m_cancel = std::move(cancel);
    if (m_control->m_reason)
        m_control->m_cancel(*m_control->m_reason);
}

RunControl::Hold::~Hold()
{
    if (!m_control)
        return;
    const std::lock_guard lock(m_control->m_mutex);
    m_control->m_cancel = {};
}

} // namespace ScopeLab
