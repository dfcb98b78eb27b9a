#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/engine/awaitfuture.h"
#include "core/engine/awaitsignal.h"
#include "core/engine/eventloopexecutor.h"
#include "core/engine/poolexecutor.h"
#include "core/engine/runblocking.h"
#include "core/engine/tofuture.h"
#endif

#include <QEventLoop>
#include <QPromise>
#include <QSignalSpy>
#include <QThreadPool>
#include <QTimer>
#include <QtConcurrentRun>

#include <latch>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

class Emitter final : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void bare();
    void one(int value);
    void two(int value, const QString &text);
};

template <typename T>
QFuture<T> finishedWith(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

Task<> valueOfAFuture()
{
    auto work = [] { return 42; };
    QFuture<int> future = QtConcurrent::run(work);
    const int value = co_await awaitFuture(future);
    EngineTest::say("value", value);
    const QString text = co_await awaitFuture(finishedWith(QStringLiteral("at once")));
    say(text.toStdString());
    auto nothing = [] {};
    QFuture<void> bare = QtConcurrent::run(nothing);
    co_await awaitFuture(bare);
    say("void");
}

Task<> errorOfAFuture()
{
    auto thrower = []() -> int { throw std::out_of_range("no such row"); };
    QFuture<int> future = QtConcurrent::run(thrower);
    auto wait = awaitFuture(future);
    auto outcome = co_await catching(std::move(wait));
    say(outcome.handled()->type);
}

Task<> cancelledByAnother()
{
    QPromise<int> promise;
    promise.start();
    promise.future().cancel();
    promise.finish();
    auto wait = awaitFuture(promise.future());
    auto outcome = co_await catching(std::move(wait));
    say(outcome.isCancelled() ? "cancellation" : "error");
    say(outcome.handled()->type);
}

/// The scope is cancelled while a future is awaited that a thread finishes once it is cancelled.
Task<> scopeCancelsTheFuture(bool *wasCancelled)
{
    std::latch started(1);
    auto poll = [wasCancelled, &started](QPromise<int> &promise) {
        started.count_down();
        while (!promise.isCanceled())
            std::this_thread::yield();
        *wasCancelled = true;
    };
    QFuture<int> future = QtConcurrent::run(poll);
    CancelScope scope;
    auto canceller = [](CancelScope *own, std::latch *running) -> Task<> {
        auto waitForIt = [running] { running->wait(); };
        co_await runBlocking(waitForIt);
        own->cancel();
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        group.spawn(canceller(&scope, &started));
        auto wait = awaitFuture(future);
        const std::optional<int> value = co_await withScope(scope, std::move(wait));
        EngineTest::say("value", value.has_value());
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    EngineTest::say("caught", scope.cancelledCaught());
}

/// Nobody ever finishes this one: who leaves at once is not held.
Task<> leavesAtOnce()
{
    QPromise<int> promise;
    promise.start();
    CancelScope scope;
    auto canceller = [](CancelScope *own) -> Task<> {
        own->cancel();
        co_return;
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        group.spawn(canceller(&scope));
        auto wait = awaitFuture(promise.future(), FutureOnCancel::Leave);
        const std::optional<int> value = co_await withScope(scope, std::move(wait));
        EngineTest::say("value", value.has_value());
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    co_await checkpoint();
    EngineTest::say("promise-cancelled", promise.isCanceled());
}

Task<> readyFutureInACancelledScope()
{
    CancelScope scope;
    scope.cancel();
    QFuture<int> future = finishedWith(7);
    auto wait = awaitFuture(future);
    const std::optional<int> value = co_await withScope(scope, std::move(wait));
    EngineTest::say("value", value.has_value());
    EngineTest::say("future-cancelled", future.isCanceled()); // not touched
}

Task<> signalsOf(Emitter *emitter)
{
    auto emitLater = [](Emitter *own) -> Task<> {
        co_await checkpoint();
        Q_EMIT own->bare();
        co_await sleepFor(1ms);
        Q_EMIT own->one(5);
        co_await sleepFor(1ms);
        Q_EMIT own->two(6, QStringLiteral("six"));
    };
    auto body = [emitter, emitLater](TaskGroup &group) -> Task<> {
        group.spawn(emitLater(emitter));
        co_await awaitSignal(emitter, &Emitter::bare);
        say("bare");
        const int value = co_await awaitSignal(emitter, &Emitter::one);
        EngineTest::say("value", value);
        const std::tuple<int, QString> both = co_await awaitSignal(emitter, &Emitter::two);
        say(std::get<1>(both).toStdString());
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
}

Task<> signalInATimeout(Emitter *emitter)
{
    CancelScope scope;
    auto canceller = [](CancelScope *own) -> Task<> {
        own->cancel();
        co_return;
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        group.spawn(canceller(&scope));
        auto wait = awaitSignal(emitter, &Emitter::one);
        const std::optional<int> value = co_await withScope(scope, std::move(wait));
        EngineTest::say("value", value.has_value());
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    Q_EMIT emitter->one(1); // nobody is connected any more
}

Task<> senderIsDestroyed()
{
    auto emitter = std::make_shared<std::unique_ptr<Emitter>>(std::make_unique<Emitter>());
    auto destroyer = [](std::shared_ptr<std::unique_ptr<Emitter>> own) -> Task<> {
        own->reset();
        co_return;
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        const Emitter *sender = emitter->get();
        group.spawn(destroyer(emitter));
        auto wait = awaitSignal(sender, &Emitter::bare);
        auto outcome = co_await catching(std::move(wait));
        say(outcome.handled()->type);
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
}

Task<> idle()
{
    co_await sleepForever();
}
Task<int> answer()
{
    co_await checkpoint();
    co_return 42;
}
Task<int> fails()
{
    co_await checkpoint();
    throw std::out_of_range("no such row");
}
Task<int> waitsForEver(bool *cleanedUp)
{
    struct Guard
    {
        bool *flag;
        ~Guard() { *flag = true; }
    };
    const Guard guard{cleanedUp};
    co_await sleepForever();
    co_return 0;
}

template <typename T>
void waitFor(const QFuture<T> &future)
{
    QFutureWatcher<T> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
}

} // namespace

class tst_Bridges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFutureIsAwaited() { SAYS("value=42 at once void", valueOfAFuture()); }
    void itsErrorIsThrown() { SAYS("std::out_of_range", errorOfAFuture()); }
    void cancelledByAnotherItIsAnError() { SAYS("error QFutureCancelled", cancelledByAnother()); }
    void onItsOwnBackendItIsACancellation();
    void cancellingTheScopeCancelsTheFuture();
    void whoLeavesAtOnceIsNotHeld() { SAYS("value=no promise-cancelled=yes", leavesAtOnce()); }
    void LV_7_aReadyFutureInACancelledScopeIsNotTouched()
    {
        SAYS("value=no future-cancelled=no", readyFutureInACancelledScope());
    }
    void aSignalGivesWhatItCarries();
    void aCancelledWaitIsDisconnected();
    void aDestroyedSenderIsAnError() { SAYS("ObjectDestroyed", senderIsDestroyed()); }
    void aTaskBecomesAFuture_data();
    void aTaskBecomesAFuture();
    void cancellingTheFutureCancelsTheTask_data() { aTaskBecomesAFuture_data(); }
    void cancellingTheFutureCancelsTheTask();
    void anAbandonedRunCancelsItsFutures();
    void theEventLoopGoesOnBetweenTurns();
    void deadlinesWakeTheEventLoop();
    void aTaskMayRunAnEventLoopOfItsOwn();
    void noErrorOfATaskGoesByUnseen();
    void aHandlerMayDestroyTheEventLoopExecutor();
};

void tst_Bridges::onItsOwnBackendItIsACancellation()
{
    RunOptions options;
    options.backend = &CancellationBackend::qtFuture();
    QCOMPARE(EngineTest::run(cancelledByAnother(), options), std::string("cancellation QFutureCancelled"));
}

void tst_Bridges::cancellingTheScopeCancelsTheFuture()
{
    bool wasCancelled = false;
    SAYS("value=no caught=yes", scopeCancelsTheFuture(&wasCancelled));
    QVERIFY(wasCancelled); // and the task was there until the thread had ended
}

void tst_Bridges::aSignalGivesWhatItCarries()
{
    Emitter emitter;
    // Real time: while something outside is awaited, virtual time stands still.
    QCOMPARE(EngineTest::runOnPool(signalsOf(&emitter)), std::string("bare value=5 six finished=yes"));
}

void tst_Bridges::aCancelledWaitIsDisconnected()
{
    Emitter emitter;
    SAYS("value=no", signalInATimeout(&emitter));
}

void tst_Bridges::aTaskBecomesAFuture_data()
{
    QTest::addColumn<bool>("onPool");
    QTest::newRow("event loop") << false;
    QTest::newRow("pool") << true;
}

void tst_Bridges::aTaskBecomesAFuture()
{
    QFETCH(bool, onPool);
    EventLoopExecutor loop;
    PoolExecutor pool;
    if (onPool)
        pool.start(idle());
    const auto future
        = [&](Task<int> task) { return onPool ? toFuture(pool, std::move(task)) : toFuture(loop, std::move(task)); };
    QFuture<int> value = future(answer());
    waitFor(value);
    QCOMPARE(value.result(), 42);
    QFuture<int> failed = future(fails());
    waitFor(failed);
    QVERIFY_THROWS_EXCEPTION(std::out_of_range, failed.waitForFinished());
}

void tst_Bridges::cancellingTheFutureCancelsTheTask()
{
    QFETCH(bool, onPool);
    bool cleanedUp = false;
    EventLoopExecutor loop;
    PoolExecutor pool;
    if (onPool)
        pool.start(idle());
    QFuture<int> future = onPool ? toFuture(pool, waitsForEver(&cleanedUp)) : toFuture(loop, waitsForEver(&cleanedUp));
    future.cancel();
    waitFor(future);
    QVERIFY(future.isCanceled());
    QVERIFY(cleanedUp);
}

void tst_Bridges::anAbandonedRunCancelsItsFutures()
{
    bool cleanedUp = false;
    QFuture<int> future;
    {
        EventLoopExecutor loop;
        future = toFuture(loop, waitsForEver(&cleanedUp));
        QCoreApplication::processEvents();
    }
    QVERIFY(cleanedUp);
    QVERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
}

void tst_Bridges::theEventLoopGoesOnBetweenTurns()
{
    // Two million turns; a timer of 0 ms that counts, and ends them, shows that events are served.
    int served = 0;
    bool isOver = false;
    auto endless = [](const bool *over) -> Task<> {
        while (!*over)
            co_await checkpoint();
    };
    EventLoopExecutor executor;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] { isOver = ++served >= 20; });
    timer.start(0);
    QEventLoop loop;
    executor.setEndHandler([&loop] { loop.quit(); });
    executor.start(endless(&isOver));
    loop.exec();
    QVERIFY(served >= 20);
    QVERIFY(!executor.hasTasks());
}

void tst_Bridges::deadlinesWakeTheEventLoop()
{
    bool finished = true;
    auto limited = [](bool *result) -> Task<> { *result = co_await moveOnAfter(20ms, sleepForever()); };
    EventLoopExecutor executor;
    QEventLoop loop;
    executor.setEndHandler([&loop] { loop.quit(); });
    executor.start(limited(&finished));
    loop.exec();
    QVERIFY(!finished);
    QVERIFY(executor.scheduler().timeOfPass() >= TimePoint(20ms)); // never early (TO-12)
}

void tst_Bridges::aTaskMayRunAnEventLoopOfItsOwn()
{
    // As QMessageBox::exec() would: other tasks wait until its turn is over.
    std::string order;
    auto modal = [](std::string *said) -> Task<> {
        QEventLoop inner;
        QTimer::singleShot(5, &inner, &QEventLoop::quit);
        inner.exec();
        *said += "modal ";
        co_return;
    };
    auto other = [](std::string *said) -> Task<> {
        *said += "other";
        co_return;
    };
    EventLoopExecutor executor;
    QEventLoop loop;
    executor.setEndHandler([&loop] { loop.quit(); });
    executor.start(modal(&order));
    executor.start(other(&order));
    loop.exec();
    QCOMPARE(order, std::string("modal other"));
}

void tst_Bridges::noErrorOfATaskGoesByUnseen()
{
    auto cancelled = []() -> Task<> { co_await raiseAgain(makeCancelled()); };
    const auto runAll = [&cancelled](EventLoopExecutor &executor) {
        QEventLoop loop;
        executor.setEndHandler([&loop] { loop.quit(); });
        executor.start(failing(1ms, "First"));
        executor.start(failing(2ms, "Second"));
        executor.start(cancelled());
        loop.exec();
    };
    QStringList told;
    EventLoopExecutor listened;
    listened.setErrorHandler([&told](const ErrorPtr &error) { told << QString::fromStdString(error->type); });
    runAll(listened);
    QCOMPARE(told, QStringList({QStringLiteral("First"), QStringLiteral("Second")}));

    EventLoopExecutor ignored;
    QTest::ignoreMessage(QtWarningMsg, "EventLoopExecutor: a task ended with First: on purpose");
    QTest::ignoreMessage(QtWarningMsg, "EventLoopExecutor: a task ended with Second: on purpose");
    runAll(ignored);
}

void tst_Bridges::aHandlerMayDestroyTheEventLoopExecutor()
{
    QEventLoop loop;
    auto executor = std::make_unique<EventLoopExecutor>();
    const auto destroy = [&] {
        executor.reset();
        loop.quit();
    };
    executor->setEndHandler(destroy);
    executor->start(sleeper(1ms, "one"));
    loop.exec();
    QVERIFY(!executor);

    executor = std::make_unique<EventLoopExecutor>();
    int told = 0;
    executor->setErrorHandler([&](const ErrorPtr &) {
        ++told;
        destroy();
    });
    executor->start(failing(Duration::zero()));
    executor->start(failing(Duration::zero()));
    loop.exec();
    QVERIFY(!executor);
    QCOMPARE(told, 1);
}

QTEST_GUILESS_MAIN(tst_Bridges)
#include "tst_bridges.moc"
