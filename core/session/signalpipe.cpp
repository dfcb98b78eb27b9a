#include "core/session/signalpipe.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace ScopeLab {

namespace {

// All that the handler touches: it can run between any two instructions of the program.
std::atomic<int> caughtSignal = 0;
int ends[2] = {-1, -1}; // one to read from, one to write to

struct sigaction before[2];
constexpr int Signals[2] = {SIGINT, SIGTERM};

void wake()
{
    const char byte = 0;
    [[maybe_unused]] const auto written = write(ends[1], &byte, 1); // a full pipe is readable, too
}

void handle(int signal)
{
    const int error = errno;
    if (caughtSignal.exchange(signal) != 0)
        _exit(exitCodeOf(signal));
    wake();
    errno = error;
}

} // namespace

SignalPipe::SignalPipe()
{
    caughtSignal = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return; // no descriptor is left: signals keep their default effect
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    struct sigaction action = {};
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < 2; ++i) {
        sigaction(Signals[i], nullptr, &before[i]);
        if (before[i].sa_handler != SIG_IGN)
            sigaction(Signals[i], &action, nullptr);
    }
}

SignalPipe::~SignalPipe()
{
    if (ends[0] < 0)
        return;
    for (int i = 0; i < 2; ++i)
        sigaction(Signals[i], &before[i], nullptr);
    for (int &end : ends) {
        close(end);
        end = -1;
    }
}

int SignalPipe::descriptor() const
{
    return ends[0];
}

void SignalPipe::wait() const
{
    char byte = 0;
    while (read(ends[0], &byte, 1) < 0 && errno == EINTR) {
    }
}

void SignalPipe::stopWaiting() const
{
    wake();
}

int SignalPipe::caught() const
{
    return caughtSignal;
}

} // namespace ScopeLab
