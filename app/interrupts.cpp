#include "app/interrupts.h"

#include <csignal>

namespace ScopeLab {

Interrupts::Interrupts()
    : m_waiting([this] {
        m_signals.wait();
        if (haveCome())
            m_control.cancel(m_signals.caught() == SIGINT ? "interrupted" : "terminated");
    })
{
}

Interrupts::~Interrupts()
{
    m_signals.stopWaiting();
    m_waiting.join();
}

} // namespace ScopeLab
