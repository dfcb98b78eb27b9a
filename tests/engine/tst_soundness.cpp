#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/engine/channel.h"
#include "core/engine/lock.h"
#include "core/engine/runblocking.h"
#include "core/engine/start.h"
#include "core/engine/throwing.h"
#include "core/patterns/gracefulshutdown.h"

#include <QSemaphore>
#include <QThreadPool>

#include <thread>
#endif

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

constexpr int Levels = 1'000'000;

/// Counts what is alive of one kind.
class Alive
{
public:
    Alive() { ++count(); }
    Alive(const Alive &) = delete;
    Alive &operator=(const Alive &) = delete;
    ~Alive() { --count(); }
    static int &count()
    {
        static int alive = 0;
        return alive;
    }
};

// A program with everything in it that can be waited for.

Task<> leaf(Duration length)
{
    const Alive here;
    co_await sleepFor(length);
}
Task<> cleansUp()
{
    const Alive here;
    co_await finallyDo(leaf(9ms), shield(leaf(2ms)));
}
Task<> fails(Duration after)
{
    const Alive here;
    co_await leaf(after);
    fail("Planned");
}
Task<> shares(Lock *lock, CapacityLimiter *limiter)
{
    const Alive here;
    const LockGuard held = co_await lock->acquire();
    const LimiterToken token = co_await limiter->acquire();
    co_await leaf(1ms);
}
Task<> sends(SendChannel<std::shared_ptr<Alive>> channel)
{
    const Alive here;
    for (int i = 0; i < 4; ++i) {
        auto item = std::make_shared<Alive>();
        co_await channel.send(std::move(item));
    }
}
Task<> receives(ReceiveChannel<std::shared_ptr<Alive>> channel)
{
    const Alive here;
    try {
        for (;;) {
            const std::shared_ptr<Alive> item = co_await channel.receive();
            co_await leaf(1ms);
        }
    } catch (const EndOfChannel &) {
        co_return;
    }
}
Task<> serves(TaskStatus<int> status)
{
    const Alive here;
    co_await leaf(1ms);
    status.started(1);
    co_await leaf(20ms);
}
Task<> blocks()
{
    const Alive here;
    BlockingOptions options;
    options.abandonOnCancel = true;
    co_await blockFor(30ms, options);
}
Task<> portsPython()
{
    const Alive here;
    try {
        co_await throwing(leaf(20ms));
    } catch (const Cancelled &) {
        throw;
    }
}
Task<> shutsDown()
{
    const Alive here;
    const CancellationToken token;
    GracefulShutdown shutdown(token, 2ms);
    shutdown.setCleanup(cleansUp, 3ms);
    auto body = [](GracefulShutdown *own) -> Task<> {
        own->begin();
        const bool finished = co_await own->operation(leaf(1ms));
        static_cast<void>(finished);
    };
    auto task = body(&shutdown);
    const bool finished = co_await shutdown.run(std::move(task));
    static_cast<void>(finished);
}
Task<> inGroup(TaskGroup *group)
{
    auto ends = openMemoryChannel<std::shared_ptr<Alive>>(1);
    Lock lock;
    CapacityLimiter limiter(1);
    group->spawn(sends(std::move(ends.first)));
    group->spawn(receives(std::move(ends.second)));
    auto inner = [](Lock *own, CapacityLimiter *tokens) -> Task<> {
        auto body = [own, tokens](TaskGroup &nested) -> Task<> {
            for (int i = 0; i < 3; ++i)
                nested.spawn(shares(own, tokens));
            co_return;
        };
        const bool finished = co_await withTaskGroup(body);
        static_cast<void>(finished);
    };
    group->spawn(cleansUp());
    group->spawn(portsPython());
    group->spawn(blocks());
    group->spawn(shutsDown());
    const int value = co_await group->start<int>(serves);
    static_cast<void>(value);
    auto limited = inner(&lock, &limiter);
    const bool finished = co_await moveOnAfter(2ms, std::move(limited));
    static_cast<void>(finished);
    group->spawn(fails(3ms));
    co_await sleepForever();
}
Task<> everything()
{
    const Alive here;
    TaskGroup group;
    auto body = inGroup(&group);
    auto opened = withTaskGroup(group, std::move(body));
    auto outcome = co_await catching(std::move(opened));
    static_cast<void>(outcome.handled());
}

class CountingObserver final : public EngineObserver
{
public:
    EventId observe(const RunEvent &) override { return ++m_count; }
    ErrorId add(const ErrorPtr &error) override
    {
        m_errors.push_back(error); // as a recorder does
        return ErrorId(1);
    }
    TextId add(std::string_view) override { return TextId(1); }
    NameId add(const Label &) override { return NameId(1); }
    PlaceId add(const Place &) override { return PlaceId(1); }
    EventId count() const { return m_count; }

private:
    std::vector<ErrorPtr> m_errors;
    EventId m_count = 0;
};

/// Runs until @p events were told, and no further. @returns true if the run has ended.
bool runAndAbandon(EventId events, std::uint64_t seed, bool *wasClean)
{
    CountingObserver observer;
    RunOptions options;
    options.seed = seed;
    options.observer = &observer;
    VirtualTimeExecutor executor(options);
    Scheduler &scheduler = executor.scheduler();
    const Scheduler::EnterGuard entered(scheduler);
    scheduler.start(everything());
    Progress progress = Progress::Limited;
    while (progress == Progress::Limited && observer.count() < events)
        progress = executor.step();
    scheduler.abandon();
    *wasClean = !scheduler.hasTasks() && !scheduler.root().firstChild && !scheduler.root().tasks
                && scheduler.deadlines().isEmpty();
    return progress == Progress::Ended;
}

Task<> deepScope(int depth)
{
    CancelScope scope;
    if (depth == 0) {
        co_await sleepForever();
    } else {
        auto body = deepScope(depth - 1);
        const bool finished = co_await withScope(scope, std::move(body));
        static_cast<void>(finished);
    }
}
Task<> deepAwait(int depth)
{
    if (depth == 0)
        co_await sleepForever();
    else
        co_await deepAwait(depth - 1);
}
Task<> deepGroup(int depth)
{
    if (depth == 0) {
        co_await sleepForever();
    } else {
        auto body = deepGroup(depth - 1);
        const bool finished = co_await withTaskGroup(std::move(body));
        static_cast<void>(finished);
    }
}
Task<> deepTasks(int depth)
{
    if (depth == 0) {
        co_await sleepForever();
    } else {
        auto body = [depth](TaskGroup &group) -> Task<> {
            group.spawn(deepTasks(depth - 1));
            co_return;
        };
        const bool finished = co_await withTaskGroup(body);
        static_cast<void>(finished);
    }
}
Task<> cancelledAfter(Task<> deep)
{
    const bool finished = co_await moveOnAfter(1ms, std::move(deep));
    EngineTest::say("finished", finished);
}

} // namespace

class tst_Soundness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProgramDoesWhatItIsFor();
    void runsAreAbandonedAtEveryEvent();
    void nothingOutlivesItsRun();
    void framesGivenBackInAnotherThreadAreUsedAgain_data();
    void framesGivenBackInAnotherThreadAreUsedAgain();
    void aMillionLevels_data();
    void aMillionLevels();
    void aMillionLevelsAreAbandoned_data() { aMillionLevels_data(); }
    void aMillionLevelsAreAbandoned();
    void anErrorThroughManyGroups();
};

void tst_Soundness::theProgramDoesWhatItIsFor()
{
    QCOMPARE(EngineTest::run(everything()), std::string());
    bool wasClean = false;
    QVERIFY(runAndAbandon(~EventId{0}, 1, &wasClean));
    QVERIFY(wasClean);
    QCOMPARE(Alive::count(), 0);
}

void tst_Soundness::runsAreAbandonedAtEveryEvent()
{
    int runs = 0;
    for (std::uint64_t seed = 1; runs < 1000; ++seed) {
        bool isEnded = false;
        for (EventId events = 0; !isEnded; ++events) {
            bool wasClean = false;
            isEnded = runAndAbandon(events, seed, &wasClean);
            QVERIFY2(wasClean, qPrintable(QStringLiteral("seed %1, event %2").arg(seed).arg(events)));
            QCOMPARE(Alive::count(), 0); // every destructor ran
            ++runs;
        }
    }
    QVERIFY(runs >= 1000);
}

void tst_Soundness::nothingOutlivesItsRun()
{
    bool wasClean = false;
    runAndAbandon(~EventId{0}, 1, &wasClean); // what is made once is made
    const std::ptrdiff_t frames = detail::livingFrames();
    const std::ptrdiff_t errors = livingErrors();
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        runAndAbandon(~EventId{0}, seed, &wasClean);
        runAndAbandon(static_cast<EventId>(seed * 7), seed, &wasClean);
        QCOMPARE(detail::livingFrames(), frames);
        QCOMPARE(livingErrors(), errors);
    }
}

void tst_Soundness::framesGivenBackInAnotherThreadAreUsedAgain_data()
{
    QTest::addColumn<bool>("isThreadNew");
    QTest::newRow("a thread that lives on") << false;
    QTest::newRow("a thread that ends each time") << true;
}

void tst_Soundness::framesGivenBackInAnotherThreadAreUsedAgain()
{
    QFETCH(const bool, isThreadNew);
    constexpr std::size_t size = 200;
    constexpr int rounds = 110;
    std::vector<void *> frames(1000);
    std::binary_semaphore taken(0);
    std::binary_semaphore givenBack(0);
    const auto giveBack = [&](int times) {
        for (; times > 0; --times) {
            taken.acquire();
            for (void *frame : frames)
                detail::giveFrame(frame, size);
            givenBack.release();
        }
    };
    std::thread other;
    std::size_t bytes = 0;
    for (int i = 0; i < rounds; ++i) {
        if (isThreadNew || i == 0) {
            if (other.joinable())
                other.join();
            other = std::thread(giveBack, isThreadNew ? 1 : rounds);
        }
        std::ranges::generate(frames, [] { return detail::takeFrame(size); });
        taken.release();
        givenBack.acquire();
        if (i == 9)
            bytes = detail::pooledBytes(); // what each thread keeps for itself has been made
    }
    other.join();
    QCOMPARE(detail::pooledBytes(), bytes);
}

void tst_Soundness::aMillionLevels_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("scopes") << 0;
    QTest::newRow("awaits") << 1;
    QTest::newRow("groups") << 2;
    QTest::newRow("tasks in groups") << 3;
}

static Task<> deep(int kind)
{
    switch (kind) {
    case 0: return deepScope(Levels);
    case 1: return deepAwait(Levels);
    case 2: return deepGroup(Levels);
    default: return deepTasks(Levels);
    }
}

void tst_Soundness::aMillionLevels()
{
    QFETCH(int, kind);
    SAYS_IN_ORDER("finished=no", cancelledAfter(deep(kind)));
}

void tst_Soundness::aMillionLevelsAreAbandoned()
{
    QFETCH(int, kind);
    VirtualTimeExecutor executor;
    QVERIFY(executor.run(deep(kind)) == Progress::Stuck);
    const Scheduler::EnterGuard entered(executor.scheduler());
    executor.scheduler().abandon();
    QVERIFY(!executor.scheduler().hasTasks());
}

void tst_Soundness::anErrorThroughManyGroups()
{
    // Ten thousand groups, one in the other; the error at the bottom leaves as deep a tree.
    constexpr int depth = 10'000;
    auto thrower = [](auto self, int left) -> Task<> {
        if (left == 0) {
            fail("Bottom");
        } else {
            auto body = self(self, left - 1);
            const bool finished = co_await withTaskGroup(std::move(body));
            static_cast<void>(finished);
        }
    };
    VirtualTimeExecutor executor;
    QVERIFY(executor.run(thrower(thrower, depth)) == Progress::Ended);
    const ErrorPtr error = executor.scheduler().mainError();
    int nested = 0;
    for (const Error *at = error.get(); at->isGroup(); at = at->members.front().get())
        ++nested;
    QCOMPARE(nested, depth);
    QVERIFY(!splitCancellation(error).matched);
}

QTEST_APPLESS_MAIN(tst_Soundness)
#include "tst_soundness.moc"
