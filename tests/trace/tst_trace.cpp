#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/trace/runstate.h"
#include "core/trace/tracefile.h"

#include <QBuffer>
#include <QTest>

#include <random>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

Trace sample(const char *name = "payment-fails-during-a-commit")
{
    return runToEnd(*readScenario(QLatin1StringView(name)).loaded.scenario, {});
}

QByteArray written(const Trace &trace)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    TraceHeader header;
    header.title = QStringLiteral("a title");
    header.seed = 3;
    header.scenario = QStringLiteral("scopelab: 1");
    if (!writeTrace(buffer, header, trace))
        qFatal("not written");
    return buffer.data();
}

LoadedTrace readBack(QByteArray data)
{
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    return readTrace(buffer);
}

bool sameState(const RunState &a, const RunState &b)
{
    const auto sameTask = [](const TaskState &x, const TaskState &y) {
        return x.phase == y.phase && x.scope == y.scope && x.ended == y.ended && x.held == y.held && x.place == y.place;
    };
    const auto sameScope = [](const ScopeState &x, const ScopeState &y) {
        return x.state == y.state && x.exited == y.exited && x.deadline == y.deadline && x.caught == y.caught;
    };
    return a.time == b.time
           && std::equal(a.tasks().begin(), a.tasks().end(), b.tasks().begin(), b.tasks().end(), sameTask)
           && std::equal(a.scopes().begin(), a.scopes().end(), b.scopes().begin(), b.scopes().end(), sameScope);
}

} // namespace

class tst_Trace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecordingRemembersHowItWasLookedAt();
    void readingStopsWhenTold();
    void everyCauseComesBeforeItsEffect();
    void aFileGivesBackTheTrace();
    void aFileCutOffAnywhereGivesWhatCameBefore();
    void damagedFilesAreSurvived();
    void aNewerFormatIsRefused();
    void anyMomentIsTheSameFromAnywhere();
    void keyframesHoldInLongRuns();
};

void tst_Trace::everyCauseComesBeforeItsEffect()
{
    const Trace trace = sample();
    QVERIFY(trace.size() > 50);
    for (EventId id = 1; id <= trace.size(); ++id) {
        const RunEvent &event = trace.event(id);
        QVERIFY(event.cause < id);
        if (event.is<CancelDelivered>() || event.is<TaskStopping>()) {
            QVERIFY(event.cause > 0); // unknown cannot happen
            QVERIFY(trace.event(event.cause).is<CancelRequested>());
        }
    }
}

void tst_Trace::aFileGivesBackTheTrace()
{
    const Trace trace = sample();
    const LoadedTrace loaded = readBack(written(trace));
    QCOMPARE(loaded.error, QString());
    QVERIFY(loaded.trace == trace);
    QCOMPARE(loaded.header.title, QStringLiteral("a title"));
    QCOMPARE(loaded.header.seed, quint64{3});
}

void tst_Trace::aFileCutOffAnywhereGivesWhatCameBefore()
{
    const Trace trace = sample("group-waits-for-its-tasks");
    const QByteArray whole = written(trace);
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const LoadedTrace loaded = readBack(whole.first(length));
        QVERIFY(loaded.trace.size() <= trace.size());
        if (!loaded.isUsable)
            QVERIFY(!loaded.error.isEmpty());
        RunHistory(loaded.trace).at(loaded.trace.size()); // can be shown
    }
}

void tst_Trace::damagedFilesAreSurvived()
{
    const QByteArray whole = written(sample());
    std::mt19937 random(5);
    for (int i = 0; i < 400; ++i) {
        QByteArray damaged = whole;
        for (int hits = 0; hits < 3; ++hits)
            damaged[static_cast<qsizetype>(random() % static_cast<unsigned>(damaged.size()))]
                = "0129{}\",x"[random() % 9];
        const LoadedTrace loaded = readBack(damaged);
        RunHistory history(loaded.trace);
        history.at(loaded.trace.size());
    }
    QVERIFY(!readBack(QByteArray("no json\n")).error.isEmpty());
    QVERIFY(readBack(QByteArray()).error.contains(QStringLiteral("empty")));
}

void tst_Trace::aNewerFormatIsRefused()
{
    const LoadedTrace loaded = readBack("{\"scopelab_trace\": 99}\n");
    QVERIFY(!loaded.isUsable);
    QVERIFY(loaded.error.contains(QStringLiteral("99")));
}

void tst_Trace::anyMomentIsTheSameFromAnywhere()
{
    const Trace trace = sample();
    RunHistory history(trace);
    std::vector<RunState> states(1);
    for (EventId id = 1; id <= trace.size(); ++id) {
        RunState next = states.back();
        next.apply(trace);
        states.push_back(std::move(next));
    }
    std::mt19937 random(2);
    for (int i = 0; i < 500; ++i) {
        const EventId id = static_cast<EventId>(random() % (trace.size() + 1));
        QVERIFY(sameState(history.at(id), states[id]));
    }
}

void tst_Trace::keyframesHoldInLongRuns()
{
    const LoadedScenario loaded
        = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - task_group:\n      - spawn_each: {count: 100, "
                       "body: [{repeat: {times: 30, body: [{sleep: 1ms}]}}]}\n");
    const Trace trace = runToEnd(*loaded.scenario, {});
    QVERIFY(trace.size() > 5000);
    RunHistory forward(trace);
    RunHistory jumping(trace);
    jumping.at(trace.size());
    for (EventId id = 1; id <= trace.size(); id += 611) {
        const RunState expected = forward.at(id);
        jumping.at(trace.size() - id);
        QVERIFY(sameState(jumping.at(id), expected));
    }
}

void tst_Trace::aRecordingRemembersHowItWasLookedAt()
{
    const Trace trace = runToEnd(*readScenario(QStringLiteral("payment-fails-during-a-commit")).loaded.scenario, {});
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    TraceHeader header;
    header.cursor = 12;
    header.time = TimePoint(50ms);
    header.selectedTask = TaskId(3);
    QVERIFY(writeTrace(buffer, header, trace));
    const LoadedTrace loaded = readBack(buffer.data());
    QCOMPARE(loaded.header.cursor, EventId{12});
    QCOMPARE(loaded.header.time, TimePoint(50ms));
    QCOMPARE(loaded.header.selectedTask, TaskId{3});
    QCOMPARE(loaded.header.selectedScope, ScopeId{0});
    QCOMPARE(readBack(written(trace)).header.cursor, EventId{0}); // of an older release, or the command line
}

void tst_Trace::readingStopsWhenTold()
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - task_group:\n      - "
                                               "spawn_each: {count: 3000, body: [{sleep: 1s}]}\n");
    const Trace trace = runToEnd(*loaded.scenario, {});
    QByteArray data = written(trace);
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    qint64 last = 0;
    int told = 0;
    const LoadedTrace all = readTrace(buffer, [&](qint64 bytes) {
        ++told;
        return std::exchange(last, bytes) < bytes;
    });
    QVERIFY(told > 1);
    QVERIFY(all.error.isEmpty());
    QCOMPARE(all.trace.size(), trace.size());
    buffer.seek(0);
    const LoadedTrace part = readTrace(buffer, [](qint64) { return false; });
    QVERIFY(part.isUsable);
    QVERIFY(part.trace.size() < trace.size());
}

QTEST_APPLESS_MAIN(tst_Trace)
#include "tst_trace.moc"
