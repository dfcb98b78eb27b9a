#pragma once

#include "core/session/runcontrol.h"
#include "core/session/signalpipe.h"

#include <thread>

namespace ScopeLab {

/// While this lives, SIGINT and SIGTERM cancel the runs of control(); a second signal ends the program at once.
class Interrupts
{
public:
    Interrupts();
    ~Interrupts();

    RunControl &control() { return m_control; }

    bool haveCome() const { return m_signals.caught() != 0; }

    /// The code to exit with: that of the signal, if one came, or else @p code.
    int exitCode(int code) const { return haveCome() ? exitCodeOf(m_signals.caught()) : code; }

private:
    RunControl m_control;
    SignalPipe m_signals;
    std::thread m_waiting;
};

} // namespace ScopeLab
