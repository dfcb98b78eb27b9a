// Recordings in version 1 of the format, as releases before wrote them, open with all that they hold.

#include "tests/trace/recordings.h"

#include <QDir>
#include <QTest>

#include <random>

using namespace ScopeLab;
using namespace ScopeLab::Recordings;

namespace {

QByteArray old(const char *name)
{
    return contentOf(QStringLiteral(SCOPELAB_ROOT "/tests/trace/version1/%1.trace").arg(QLatin1StringView(name)));
}

template <typename Event>
std::vector<EventId> all(const Trace &trace)
{
    std::vector<EventId> result;
    for (EventId id = 1; id <= trace.size(); ++id) {
        if (trace.event(id).is<Event>())
            result.push_back(id);
    }
    return result;
}

} // namespace

class tst_Version1 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachOpensWithoutANotice_data();
    void eachOpensWithoutANotice();
    void tasksScopesAndErrorsAreThere();
    void statesAreWorkedOut();
    void aTaskThatWasHandedOverTakesItsScopesAlong();
    void aRunThatWasForcedToItsEndIgnoresShields();
    void sentencesBecomeWords();
    void aLimitThatWasHit();
    void aLineOfVersion2IsNotKept();
    void theCursorStaysWhereItWas();
    void aFileCutOffAnywhereGivesWhatCameBefore();
    void damagedFilesAreSurvived();
};

void tst_Version1::eachOpensWithoutANotice_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(SCOPELAB_ROOT "/tests/trace/version1"));
    for (const QString &name : folder.entryList(QDir::Files))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    QVERIFY(folder.entryList(QDir::Files).size() >= 4);
}

void tst_Version1::eachOpensWithoutANotice()
{
    QFETCH(const QString, path);
    const LoadedTrace loaded = readBack(contentOf(path));
    QVERIFY(loaded.isUsable);
    QCOMPARE(noticesOf(loaded), QStringList());
    QVERIFY(loaded.trace.clock == ClockKind::Virtual);
    QVERIFY(!loaded.header.scenario.isEmpty());
    QVERIFY(!loaded.header.title.isEmpty());
    // Events that the file has, and those that it did not say.
    const qsizetype said = contentOf(path).count("\"event\":");
    const std::size_t added = all<CancelStateChanged>(loaded.trace).size() + all<ScopeMoved>(loaded.trace).size()
                              + all<ShieldsIgnored>(loaded.trace).size();
    QCOMPARE(loaded.trace.size(), static_cast<EventId>(said) + static_cast<EventId>(added));
    QVERIFY(momentAt(loaded.trace, loaded.trace.size()).state.isOver);
    lookAtAll(loaded);
    QVERIFY(readBack(written(loaded.trace, loaded.header)).trace == loaded.trace);
}

void tst_Version1::tasksScopesAndErrorsAreThere()
{
    const LoadedTrace loaded = readBack(old("error-that-vanished-in-finally"));
    const Trace &trace = loaded.trace;
    const Moment end = momentAt(trace, trace.size());
    QVERIFY(end.state.task(TaskId(1))->isMain());
    QVERIFY(end.state.outcome == RunOutcome::Ok);
    const std::vector<Finding> found = end.findings.list(trace, end.state);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found.front().kind == FindingKind::LostError);
    QVERIFY(trace.error(found.front().error).place);
    QVERIFY(!trace.error(found.front().error).type.empty());
}

void tst_Version1::statesAreWorkedOut()
{
    const Trace trace = readBack(old("stuck-in-shield")).trace;
    const std::vector<EventId> changes = all<CancelStateChanged>(trace);
    QCOMPARE(changes.size(), std::size_t{3});
    const auto change = [&](std::size_t i) { return *trace.event(changes[i]).as<CancelStateChanged>(); };
    const EventId request = all<CancelRequested>(trace).front();
    QVERIFY((change(0) == CancelStateChanged{ScopeId(1), CancelState::Effective, request}));
    QVERIFY((change(1) == CancelStateChanged{ScopeId(2), CancelState::Held, request}));
    QVERIFY((change(2) == CancelStateChanged{ScopeId(2), CancelState::Effective, request}));
    for (const EventId id : changes)
        QCOMPARE(trace.event(id).cause, request);
}

void tst_Version1::aTaskThatWasHandedOverTakesItsScopesAlong()
{
    const Trace trace = readBack(old("start-moves-a-scope")).trace;
    const std::vector<EventId> moved = all<ScopeMoved>(trace);
    QCOMPARE(moved.size(), std::size_t{1});
    QVERIFY(trace.event(moved.front() - 1).is<TaskMoved>());
    QCOMPARE(trace.event(moved.front()).cause, moved.front() - 1);
    const Moment after = momentAt(trace, moved.front());
    QCOMPARE(trace.label(after.state.scope(ScopeId(4))->name).name, std::string("connections"));
    QCOMPARE(trace.label(after.state.scope(after.state.scope(ScopeId(4))->parent)->name).name, std::string("services"));
    QVERIFY(after.state.scope(ScopeId(3))->role == ScopeRole::Start);
}

void tst_Version1::aRunThatWasForcedToItsEndIgnoresShields()
{
    const Trace trace = readBack(old("stuck-in-shield")).trace;
    const std::vector<EventId> ignored = all<ShieldsIgnored>(trace);
    QCOMPARE(ignored.size(), std::size_t{1});
    QVERIFY(all<RunStuck>(trace).front() < ignored.front());
    QVERIFY(ignored.front() < all<CancelDelivered>(trace).front());
    QVERIFY(momentAt(trace, trace.size()).state.outcome == RunOutcome::Stuck);
    // One that goes its own way does not.
    QVERIFY(all<ShieldsIgnored>(readBack(old("cancellable-prediction")).trace).empty());
}

void tst_Version1::sentencesBecomeWords()
{
    const Trace trace = readBack(old("cancellable-prediction")).trace;
    const OperatorActed &acted = *trace.event(all<OperatorActed>(trace).front()).as<OperatorActed>();
    QVERIFY(acted.action == OperatorAction::Cancel);
    QCOMPARE(trace.text(acted.target), std::string("stop"));
    const Moment end = momentAt(trace, trace.size());
    std::vector<OperationStatus> statuses;
    for (const OperationState &operation : end.state.operations())
        statuses.push_back(operation.status);
    QVERIFY((statuses
             == std::vector{OperationStatus::Completed, OperationStatus::TimedOut, OperationStatus::Cancelled,
                            OperationStatus::Failed}));
}

void tst_Version1::aLimitThatWasHit()
{
    const QByteArray start = "{\"scopelab_trace\":1,\"executor\":\"pool\"}\n{\"string\":\"";
    const auto hit = [&](const QByteArray &sentence) {
        const LoadedTrace loaded = readBack(start + sentence + "\"}\n{\"event\":\"limit_hit\",\"text\":1,\"t\":7}\n");
        return std::pair(*loaded.trace.event(1).as<LimitHit>(), loaded);
    };
    const auto [steps, first] = hit("more than 100000 steps were run, at the step 'log' in line 8");
    QVERIFY(steps.limit == LimitKind::StepsRun);
    QVERIFY(steps.most == 100'000);
    QCOMPARE(first.trace.text(steps.step), std::string("log"));
    QCOMPARE(first.trace.place(first.trace.event(1).place).line, 8);
    QVERIFY(first.trace.clock == ClockKind::Real);
    const auto [time, second] = hit("more than 24 hours of run time passed");
    QVERIFY(time.limit == LimitKind::Time);
    QVERIFY(TimePoint(Duration(time.most)) == TimePoint(std::chrono::hours(24)));
    QVERIFY(hit("more than 5 tasks were alive, at the step 'spawn' in line 1").first.limit == LimitKind::LiveTasks);
    QVERIFY(hit("more than 5 lines were logged, at the step 'log' in line 1").first.limit == LimitKind::LogLines);
    const auto [other, third] = hit("something else");
    QCOMPARE(third.trace.text(other.step), std::string("something else"));
}

/// It would define something once the recording is written in version 2.
void tst_Version1::aLineOfVersion2IsNotKept()
{
    const LoadedTrace loaded
        = readBack("{\"scopelab_trace\":1}\n{\"define\":\"place\",\"id\":1,\"line\":22}\n{\"other\":1}\n"
                   "{\"kind\":\"task\",\"line\":5,\"name\":\"main\"}\n"
                   "{\"event\":\"task_spawned\",\"label\":1,\"line\":5,\"t\":0,\"task\":1}\n");
    QVERIFY(loaded.isUsable);
    QCOMPARE(loaded.notices.kept().at(0).text(),
             QStringLiteral("version 1 of the format has no 'define'; the line is skipped"));
    QCOMPARE(loaded.notices.kept().at(0).line, 2);
    QCOMPARE(loaded.trace.unknowns.lines().size(), std::size_t{1});
    QVERIFY(readBack(written(loaded.trace, loaded.header)).trace == loaded.trace);
}

void tst_Version1::theCursorStaysWhereItWas()
{
    QByteArray file = old("stuck-in-shield");
    const Trace trace = readBack(file).trace;
    const EventId delivered = all<CancelDelivered>(trace).front(); // the eighth that the file has
    file.replace("{\"backend\"", "{\"cursor\":8,\"time_ns\":3,\"selected_task\":1,\"backend\"");
    const TraceHeader header = readBack(file).header;
    QCOMPARE(header.cursor, delivered);
    QVERIFY(header.time == TimePoint(Duration(3)));
    QCOMPARE(header.selectedTask, TaskId(1));
}

void tst_Version1::aFileCutOffAnywhereGivesWhatCameBefore()
{
    const QByteArray whole = old("start-moves-a-scope");
    const EventId events = readBack(whole).trace.size();
    for (qsizetype length = 0; length < whole.size(); length += 3) {
        const LoadedTrace loaded = readBack(whole.first(length));
        QVERIFY(loaded.trace.size() <= events);
        QCOMPARE(loaded.notices.errors(), 0);
        lookAtAll(loaded);
    }
}

void tst_Version1::damagedFilesAreSurvived()
{
    const QByteArray whole = old("start-moves-a-scope");
    std::mt19937 random(5);
    for (int i = 0; i < 1000; ++i) {
        QByteArray damaged = whole;
        for (int hits = 0; hits < 3; ++hits)
            damaged[static_cast<qsizetype>(random() % static_cast<unsigned>(damaged.size()))]
                = "0129{}\",x-"[random() % 10];
        lookAtAll(readBack(damaged));
    }
}

QTEST_APPLESS_MAIN(tst_Version1)
#include "tst_version1.moc"
