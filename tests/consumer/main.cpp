// The examples of core/README.md, as somebody would write them who only has the installed library.
// tst_install builds this against the installed tree, runs it, and compares what it prints;
// tst_sources demands that each example of the guide stands here.

#include <core/engine/catching.h>
#include <core/engine/channel.h>
#include <core/engine/finallydo.h>
#include <core/engine/poolexecutor.h>
#include <core/engine/runblocking.h>
#include <core/engine/start.h>
#include <core/engine/taskgroup.h>
#include <core/engine/virtualtimeexecutor.h>
#include <core/engine/withscope.h>
#include <core/patterns/retry.h>
#include <cstdio>

using namespace ScopeLab;
using namespace std::chrono_literals;

Task<> poll(const char *name, Duration every)
{
    for (;;) {
        std::printf("poll %s\n", name);
        co_await sleepFor(every);
    }
}

Task<int> fetch(Duration time)
{
    co_await sleepFor(time);
    co_return 42;
}

Task<> session()
{
    auto body = [](TaskGroup &group) -> Task<> {
        group.spawn(poll("sensor", 40ms));
        const int value = co_await failAfter(100ms, fetch(90ms)); // TimeoutError after 100 ms
        std::printf("fetched %d\n", value);
        group.cancel();
    };
    co_await withTaskGroup(body); // left when every task has ended
}

Task<> release(const char *what)
{
    co_await sleepFor(5ms);
    std::printf("released %s\n", what);
}

Task<> transfer()
{
    auto cleanup = [] { return shield(moveOnAfter(1s, release("account"))); };
    auto guarded = finallyDo(sleepForever(), cleanup);
    const bool finished = co_await moveOnAfter(20ms, std::move(guarded));
    std::printf("finished: %s\n", finished ? "yes" : "no");
}

Task<> inspect()
{
    auto outcome = co_await catching(failAfter(10ms, fetch(1s)));
    if (outcome.hasError())
        std::printf("%s\n", outcome.handled()->type.c_str());
}

Task<> serve(TaskStatus<int> status)
{
    co_await sleepFor(10ms);
    status.started(8080);
    co_await sleepForever();
}

Task<> server()
{
    auto body = [](TaskGroup &group) -> Task<> {
        const int port = co_await group.start<int>(serve); // waits until it is up
        std::printf("port %d\n", port);
        group.cancel();
    };
    co_await withTaskGroup(body);
}

Task<> inAThread()
{
    auto work = [] {
        checkCancelled(); // throws Cancelled in this thread once nobody wants the result
        return 6 * 7;
    };
    const int value = co_await runBlocking(work);
    std::printf("thread %d\n", value);
}

int main()
{
    for (auto program : {session, transfer, inspect, server, inAThread}) {
        VirtualTimeExecutor executor; // time jumps: this takes no time at all
        executor.run(program());
    }
    PoolExecutor executor; // real time, on QThreadPool
    executor.start(transfer());
    executor.wait();
}
