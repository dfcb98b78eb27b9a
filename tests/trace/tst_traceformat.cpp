// The format of recordings: what is written is read again, and what somebody writes from the page alone.

#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/trace/format/eventfields.h"
#include "core/trace/format/flatline.h"
#include "tests/trace/recordings.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace ScopeLab;
using namespace ScopeLab::Recordings;

namespace {

/// Fills every field of an event with something that is not its default.
struct Filler
{
    int next = 0;

    void operator()(const char *, bool &value, Need) { value = true; }
    void operator()(const char *, std::int64_t &value, Need) { value = -(std::int64_t{1} << 60); }
    void operator()(const char *, TimePoint &value, Need) { value = TimePoint(Duration(123'456'789'012)); }
    void operator()(const char *, TextId &value, Need) { value = TextId(static_cast<std::uint32_t>(++next)); }
    void operator()(const char *, EventId &value, Need) { value = 4; }
    template <typename Tag>
    void operator()(const char *, Id<Tag> &value, Need)
    {
        value = Id<Tag>(1);
    }
    template <typename Enum>
        requires std::is_enum_v<Enum>
    void operator()(const char *, Enum &value, Need)
    {
        value = static_cast<Enum>(1);
    }
};

/// What events may speak of.
Trace withTables()
{
    Trace trace;
    trace.clock = ClockKind::Real;
    trace.files.push_back({"a.py", "the\ntext \"of\" \\ it\t\x01 ü"});
    const PlaceId outer = trace.addPlace({"a.py", 3, "main"});
    trace.addPlace({"b.py", 7, "inner"}, outer);
    trace.addLabel({"worker", "task", {"a.py", 3, "main"}});
    trace.addLabel({"elsewhere", "", {"c.py", 9, ""}});
    trace.add({TimePoint(), 0, TaskId(1), PlaceId(1), TaskSpawned{TaskRole::Main, {}, {}, NameId(1)}});
    trace.add({TimePoint(), 1, TaskId(1), PlaceId(2), ScopeEntered{ScopeId(1), {}, Never, false, {}, NameId(2)}});
    trace.add({TimePoint(), 0, TaskId(1), {}, ResourceSeen{ResourceId(1), ResourceKind::Lock, {}}});
    trace.add({TimePoint(), 0, TaskId(1), {}, CancelRequested{ScopeId(1), {}, {}, {}}});
    ErrorRecord error{ErrorId(1), ErrorKind::Error, Error::Errors | Error::BaseErrors, "T", "m", {"n", "o"}, {}, {}, {},
                      TaskId(1),  PlaceId(2)};
    trace.addError(error);
    error.identity = ErrorId(1);
    error.notes.clear();
    error.cause = error.context = ErrorId(1);
    trace.addError(error);
    trace.addError(
        {ErrorId(3), ErrorKind::Group, Error::Errors | Error::BaseErrors, "G", "", {}, {ErrorId(1)}, {}, {}, {}, {}});
    trace.addError({ErrorId(4), ErrorKind::Cancelled, Error::Cancellations, "C", "", {}, {}, {}, {}, {}, {}});
    return trace;
}

template <std::size_t index>
EventData filledEvent(Trace &trace)
{
    std::variant_alternative_t<index, EventData> data;
    Filler filler{static_cast<int>(trace.texts().size())};
    visitFields(data, filler);
    while (static_cast<int>(trace.texts().size()) < filler.next)
        trace.addText("text " + std::to_string(trace.texts().size()));
    if constexpr (std::is_same_v<decltype(data), ScopeMoved>)
        data.parent = {}; // scope 1 can stand in no other
    return data;
}

} // namespace

class tst_TraceFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecordingWrittenFromThePageIsRead();
    void thePageHasEveryEventWithEveryField();
    void everyLineOfThePageIsUnderstood();
    void thePageInGermanHasTheSameExamples();
    void everyBuiltInScenarioComesBack();
    void everyEventComesBackWithEveryField();
    void everyWordComesBack();
    void tablesComeBack();
    void theHeaderComesBack();
    void aPlayheadStandsAtTheStartOrLater();
    void idsAreOfAnySizeAndOrder();
    void anIdMayBeUsedAgainOnceItsTaskHasEnded();
    void eventsMayHaveIds();
    void unknownThingsAreKept();
    void severalRunsStandInOneFile();
    void aFileMayGrow();
    void everyPrefixIsARecording();
    void aLineWithoutItsEndCountsIfItIsWhole();
    void aRecordingIsToldFromAScenario();
    void textsOfAnyKindComeBack();
    void plainLinesAreReadAsJsonIs();
};

void tst_TraceFormat::aRecordingWrittenFromThePageIsRead()
{
    const LoadedTrace loaded = readBack(examplesInPage().back().toUtf8());
    QVERIFY(loaded.isUsable);
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(loaded.header.title, QStringLiteral("two downloads"));
    QCOMPARE(loaded.header.runtime, QStringLiteral("trio 0.34.0"));
    QVERIFY(loaded.trace.clock == ClockKind::Real);
    const Trace &trace = loaded.trace;
    const Moment end = momentAt(trace, trace.size());
    QCOMPARE(end.state.tasks().size(), std::size_t{3});
    QVERIFY(end.state.isOver);
    QVERIFY(end.state.outcome == RunOutcome::Error);
    const TaskState &fetch = *end.state.task(TaskId(2));
    QCOMPARE(trace.label(fetch.name).name, std::string("fetch"));
    QVERIFY(fetch.phase == TaskPhase::Cancelled);
    QVERIFY(trace.event(fetch.stopCause).is<CancelRequested>());
    const ScopeState &group = *end.state.scope(ScopeId(1));
    QVERIFY(group.isGroup());
    QVERIFY(group.isEffective());
    QVERIFY(group.caught);
    QCOMPARE(trace.describe(group.failure), std::string("ValueError: invalid literal for int() with base 10: 'x'"));
    const Place &place = trace.place(fetch.place);
    QCOMPARE(place.file, std::string("downloads.py"));
    QCOMPARE(place.line, 4);
    QVERIFY(trace.files.at(0).text.find("trio.sleep(5)") != std::string::npos);
    lookAtAll(loaded);
}

void tst_TraceFormat::thePageHasEveryEventWithEveryField()
{
    const QString page = formatPage();
    const QStringList lines = examplesInPage().join(u'\n').split(u'\n');
    const auto exampleOf = [&lines](const QString &event) {
        QString all; // of all lines of the event
        for (const QString &line : lines) {
            if (line.contains(QStringLiteral("\"event\":\"%1\"").arg(event)))
                all += line;
        }
        return all;
    };
    const auto check = [&](auto data, const char *name) {
        const QString event = QString::fromLatin1(name);
        QVERIFY2(page.contains(QStringLiteral("| `%1`").arg(event)), name);
        QVERIFY2(!exampleOf(event).isEmpty(), name);
        visitFields(data, [&](const char *key, const auto &, Need) {
            QVERIFY2(exampleOf(event).contains(u'"' + QString::fromLatin1(key) + u'"'), key);
            QVERIFY2(page.contains(u'`' + QString::fromLatin1(key) + u'`'), key);
        });
    };
    [&]<std::size_t... index>(std::index_sequence<index...>) {
        (check(std::variant_alternative_t<index, EventData>(), EventNames[index]), ...);
    }(std::make_index_sequence<std::variant_size_v<EventData> - 1>());
}

/// The examples of single lines stand in no story, so they may contradict each other; but each word and field is
/// one that is known.
void tst_TraceFormat::everyLineOfThePageIsUnderstood()
{
    const QStringList examples = examplesInPage();
    QVERIFY(examples.size() >= 9);
    int lines = 0;
    for (const QString &example : examples) {
        for (const QString &line : example.split(u'\n', Qt::SkipEmptyParts)) {
            QVERIFY2(QJsonDocument::fromJson(line.toUtf8()).isObject(), qPrintable(line));
            const LoadedTrace loaded
                = line.contains(u"scopelab_trace") ? readBack(line.toUtf8() + '\n') : readLines(line.toUtf8() + '\n');
            for (const Notice &notice : loaded.notices.kept())
                QVERIFY2(notice.isError(), qPrintable(line + u'\n' + notice.text()));
            ++lines;
        }
    }
    QVERIFY(lines > 70);
}

void tst_TraceFormat::thePageInGermanHasTheSameExamples()
{
    QCOMPARE(examplesInPage("de/"), examplesInPage());
}

void tst_TraceFormat::everyBuiltInScenarioComesBack()
{
    QVERIFY(builtInNames().size() > 50);
    for (const QString &name : builtInNames()) {
        const Trace trace = runToEnd(*readScenario(name).loaded.scenario, {});
        QVERIFY(trace.size() > 3);
        const LoadedTrace loaded = readBack(written(trace));
        QVERIFY2(noticesOf(loaded).isEmpty(), qPrintable(name + u'\n' + noticesOf(loaded).join(u'\n')));
        QCOMPARE(loaded.trace.size(), trace.size());
        for (EventId id = 1; id <= trace.size(); ++id) {
            if (!(loaded.trace.event(id) == trace.event(id)))
                QFAIL(qPrintable(QStringLiteral("%1: event %2").arg(name).arg(id)));
        }
        QVERIFY2(loaded.trace == trace, qPrintable(name));
    }
}

void tst_TraceFormat::everyEventComesBackWithEveryField()
{
    Trace trace = withTables();
    const auto add = [&trace](EventData data) {
        TaskId task(1);
        if (std::holds_alternative<TaskSpawned>(data) || std::holds_alternative<TaskExited>(data))
            task = TaskId(2); // nothing happens to it in between or later
        if (auto *entered = std::get_if<ScopeEntered>(&data))
            entered->scope = ScopeId(2);
        if (auto *seen = std::get_if<ResourceSeen>(&data))
            seen->resource = ResourceId(2);
        if (auto *unknown = std::get_if<UnknownEvent>(&data))
            unknown->line = trace.addText("{\"event\":\"never_heard_of\",\"x\":[1,{\"y\":null}]}");
        const EventId cause = trace.size();
        trace.add({TimePoint(Duration(cause * 1000)), cause, task, PlaceId(2), data});
    };
    constexpr std::size_t Count = std::variant_size_v<EventData>;
    [&]<std::size_t... index>(std::index_sequence<index...>) {
        (add(filledEvent<index>(trace)), ...);
    }(std::make_index_sequence<Count>());
    QCOMPARE(trace.size(), EventId{4 + Count});
    const LoadedTrace loaded = readBack(written(trace));
    for (const QString &notice : noticesOf(loaded))
        QVERIFY2(notice.contains(QStringLiteral("warning")), qPrintable(notice));
    QCOMPARE(loaded.trace.size(), trace.size());
    for (EventId id = 1; id <= trace.size(); ++id)
        QVERIFY2(loaded.trace.event(id) == trace.event(id), EventNames[trace.event(id).data.index()]);
    QVERIFY(loaded.trace == trace);
}

void tst_TraceFormat::everyWordComesBack()
{
    Trace trace = withTables();
    const auto add = [&trace](EventData data) { trace.add({trace.end(), 0, TaskId(1), {}, std::move(data)}); };
    for (int i = 0; i <= static_cast<int>(WaitKind::Token); ++i)
        add(TaskSuspended{static_cast<WaitKind>(i), Never, {}, {}});
    for (int i = 0; i <= static_cast<int>(CancelSource::Shutdown); ++i)
        add(CancelRequested{ScopeId(1), static_cast<CancelSource>(i), {}, {}});
    for (int i = 0; i <= static_cast<int>(CancelState::Effective); ++i)
        add(CancelStateChanged{ScopeId(1), static_cast<CancelState>(i), 4});
    for (int i = 0; i <= static_cast<int>(LimitKind::Memory); ++i)
        add(LimitHit{static_cast<LimitKind>(i), 1, {}});
    for (int i = 0; i <= static_cast<int>(OperatorAction::SetEvent); ++i)
        add(OperatorMissed{static_cast<OperatorAction>(i), {}});
    for (int i = 0; i <= static_cast<int>(OperationStatus::Skipped); ++i)
        add(OperationChanged{OperationId(1), static_cast<OperationStatus>(i), {}});
    for (int i = 0; i <= static_cast<int>(ResourceKind::Token); ++i)
        add(ResourceSeen{ResourceId(static_cast<std::uint32_t>(i + 2)), static_cast<ResourceKind>(i), {}});
    for (int i = 0; i <= static_cast<int>(ScopeRole::Start); ++i)
        add(ScopeEntered{ScopeId(static_cast<std::uint32_t>(i + 2)), {}, {}, {}, static_cast<ScopeRole>(i), {}});
    for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(TaskRole::System); ++i)
        trace.add({trace.end(), 0, TaskId(i + 2), {}, TaskSpawned{static_cast<TaskRole>(i), {}, {}, {}}});
    for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(TaskEnd::Failed); ++i)
        trace.add({trace.end(), 0, TaskId(i + 2), {}, TaskExited{static_cast<TaskEnd>(i), {}}});
    const LoadedTrace loaded = readBack(written(trace));
    QCOMPARE(noticesOf(loaded), QStringList());
    QVERIFY(loaded.trace == trace);
    for (int i = 0; i <= static_cast<int>(RunOutcome::Limit); ++i) {
        Trace one;
        one.add({TimePoint(), 0, {}, {}, RunEnded{static_cast<RunOutcome>(i), {}}});
        QVERIFY(readBack(written(one)).trace == one);
    }
}

void tst_TraceFormat::tablesComeBack()
{
    Trace trace = withTables();
    trace.add({TimePoint(), 0, TaskId(1), {}, ErrorRaised{ErrorId(2), {}}});
    const LoadedTrace loaded = readBack(written(trace));
    QCOMPARE(noticesOf(loaded), QStringList());
    QVERIFY(loaded.trace.files == trace.files);
    QVERIFY(loaded.trace.places() == trace.places());
    QVERIFY(loaded.trace.placeAround(PlaceId(2)) == PlaceId(1));
    QVERIFY(!loaded.trace.placeAround(PlaceId(1)));
    QVERIFY(loaded.trace.labels() == trace.labels());
    QVERIFY(loaded.trace.errors() == trace.errors());
    QVERIFY(loaded.trace == trace);
}

void tst_TraceFormat::theHeaderComesBack()
{
    TraceHeader header;
    header.title = QStringLiteral("a title");
    header.source = QStringLiteral("program");
    header.clock = QStringLiteral("wall");
    header.startNs = 1'700'000'000'123'456'789;
    header.language = QStringLiteral("python");
    header.runtime = QStringLiteral("trio 0.34.0");
    header.recorder = QStringLiteral("r 1");
    header.process = 17;
    header.arguments = {QStringLiteral("a"), QString(), QStringLiteral("ü")};
    header.run = QStringLiteral("first");
    header.unknown[QStringLiteral("x_host")] = QStringLiteral("here");
    header.backend = QStringLiteral("curio");
    header.executor = QStringLiteral("pool");
    header.seed = 18'000'000'000'000'000'000U;
    header.scenario = QStringLiteral("scopelab: 1\n");
    header.cursor = 2;
    header.time = TimePoint(Duration(5));
    header.selectedScope = ScopeId(1);
    const TraceHeader read = readBack(written(withTables(), header)).header;
    QCOMPARE(read.title, header.title);
    QCOMPARE(read.source, header.source);
    QCOMPARE(read.clock, header.clock);
    QVERIFY(read.startNs == header.startNs);
    QCOMPARE(read.language + read.runtime + read.recorder, header.language + header.runtime + header.recorder);
    QCOMPARE(read.process, header.process);
    QCOMPARE(read.arguments, header.arguments);
    QCOMPARE(read.run, header.run);
    QCOMPARE(read.unknown, header.unknown);
    QCOMPARE(read.backend + read.executor + read.scenario, header.backend + header.executor + header.scenario);
    QCOMPARE(read.seed, header.seed);
    QCOMPARE(read.cursor, EventId{2});
    QVERIFY(read.time == header.time);
    QVERIFY(read.selectedScope == ScopeId(1));
    QVERIFY(!read.selectedTask);
}

void tst_TraceFormat::aPlayheadStandsAtTheStartOrLater()
{
    const auto timeIn = [](const char *number) {
        return readBack(QByteArray("{\"scopelab_trace\":2,\"cursor_time\":") + number + "}\n");
    };
    QCOMPARE(noticesOf(timeIn("0")), QStringList());
    QCOMPARE(noticesOf(timeIn("1")), QStringList());
    const LoadedTrace before = timeIn("-1");
    QCOMPARE(noticesOf(before).size(), 1);
    QVERIFY(before.header.time == TimePoint());
}

void tst_TraceFormat::idsAreOfAnySizeAndOrder()
{
    for (const auto &[first, second, third] :
         std::vector<std::array<QByteArray, 3>>{{"1", "2", "3"},
                                                {"3", "2", "1"},
                                                {"0", "-1", "-9223372036854775808"},
                                                {"9223372036854775807", "9223372036854775806", "5"},
                                                {"140210", "1000000", "140211"},
                                                {"\"a\"", "\"\"", "\"1\""},
                                                {"\"1\"", "1", "\"one\""},
                                                {"-9223372036854775808", "9223372036854775807", "0"}}) {
        QByteArray lines;
        for (const QByteArray &id : {first, second, third})
            lines += "{\"event\":\"task_spawned\",\"task\":" + id + "}\n{\"event\":\"scope_entered\",\"task\":" + id
                     + ",\"scope\":" + id + "}\n";
        for (const QByteArray &id : {second, third, first})
            lines += "{\"event\":\"scope_exited\",\"task\":" + id + ",\"scope\":" + id + "}\n";
        const LoadedTrace loaded = readLines(lines);
        QCOMPARE(noticesOf(loaded), QStringList());
        QCOMPARE(loaded.trace.size(), EventId{9});
        std::vector<std::uint32_t> left;
        for (EventId id = 7; id <= 9; ++id)
            left.push_back(loaded.trace.event(id).as<ScopeExited>()->scope.number());
        QVERIFY((left == std::vector<std::uint32_t>{2, 3, 1}));
    }
    for (const QByteArray wrong : {"1.5", "1e300", "9223372036854775808", "true", "[1]", "{}"}) {
        const LoadedTrace loaded = readLines("{\"event\":\"task_spawned\",\"task\":" + wrong + "}\n");
        QCOMPARE(noticesOf(loaded), QStringList{QStringLiteral(
                                        "2:25: error: 'task' must be an integer or a string; the line is skipped")});
        QCOMPARE(loaded.trace.size(), EventId{0});
    }
}

void tst_TraceFormat::anIdMayBeUsedAgainOnceItsTaskHasEnded()
{
    const LoadedTrace loaded = readLines("{\"event\":\"task_spawned\",\"task\":77}\n"
                                         "{\"event\":\"task_exited\",\"task\":77}\n"
                                         "{\"event\":\"task_spawned\",\"task\":77}\n"
                                         "{\"event\":\"task_resumed\",\"task\":77}\n"
                                         "{\"event\":\"task_spawned\",\"task\":78}\n");
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(loaded.trace.event(4).task, TaskId(2));
    QCOMPARE(loaded.trace.event(5).task, TaskId(3));
}

void tst_TraceFormat::eventsMayHaveIds()
{
    const LoadedTrace loaded = readLines("{\"event\":\"logged\",\"id\":\"a\",\"text\":\"1\"}\n"
                                         "{\"event\":\"logged\",\"text\":\"2\"}\n"
                                         "{\"event\":\"logged\",\"id\":900,\"text\":\"3\",\"cause\":\"a\"}\n"
                                         "{\"event\":\"logged\",\"text\":\"4\",\"cause\":900}\n");
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(loaded.trace.event(3).cause, EventId{1});
    QCOMPARE(loaded.trace.event(4).cause, EventId{3});
    // Positions count lines of the file, also those that were left out.
    const LoadedTrace some = readLines("{\"event\":\"logged\",\"text\":\"1\"}\n"
                                       "{\"event\":\"task_resumed\",\"task\":1}\n"
                                       "{\"event\":\"logged\",\"text\":\"3\"}\n"
                                       "{\"event\":\"logged\",\"text\":\"4\",\"cause\":3}\n"
                                       "{\"event\":\"logged\",\"text\":\"5\",\"cause\":2}\n");
    QCOMPARE(some.trace.size(), EventId{4});
    QCOMPARE(some.trace.event(3).cause, EventId{2});
    QCOMPARE(some.trace.event(4).cause, EventId{0});
    QCOMPARE(some.notices.errors(), 2);
}

void tst_TraceFormat::unknownThingsAreKept()
{
    const LoadedTrace loaded
        = readBack("{\"scopelab_trace\":2,\"x_host\":\"h\"}\n"
                   "{\"define\":\"file\",\"id\":1,\"path\":\"p\",\"text\":\"\",\"x_hash\":1}\n"
                   "{\"define\":\"place\",\"id\":1,\"file\":1,\"line\":1,\"library\":\"trio\"}\n"
                   "{\"define\":\"name\",\"id\":\"n\",\"name\":\"n\",\"base\":\"worker\"}\n"
                   "{\"define\":\"colour\",\"id\":1,\"is\":\"red\"}\n"
                   "{\"event\":\"task_spawned\",\"time\":5,\"task\":900,\"name\":\"n\",\"colour\":1}\n"
                   "{\"define\":\"error\",\"id\":7,\"type\":\"T\",\"kind\":\"odd\",\"x\":[1.50,null]}\n"
                   "{\"event\":\"error_raised\",\"time\":5,\"error\":7}\n"
                   "{\"event\":\"alive\",\"time\":6,\"task\":900,\"place\":1,\"holder\":900,\"beat\":{\"n\":1}}\n"
                   "{\"event\":\"task_suspended\",\"time\":7,\"task\":900,\"wait\":\"io\",\"fd\":3,\"cause\":3}\n"
                   "{\"remark\":\"the end\"}\n");
    QCOMPARE(loaded.notices.errors(), 0);
    QCOMPARE(loaded.notices.warnings(), 9); // nothing is said of names that begin with x_
    QCOMPARE(loaded.trace.size(), EventId{4});
    const RunEvent &alive = loaded.trace.event(3);
    QVERIFY(alive.is<UnknownEvent>());
    QVERIFY(alive.time == TimePoint(Duration(6)));
    QVERIFY(alive.task == TaskId(1));
    QVERIFY(alive.place == PlaceId(1));
    QCOMPARE(loaded.trace.event(4).cause, EventId{3}); // it has a position like any other
    QVERIFY(loaded.trace.event(4).as<TaskSuspended>()->wait == WaitKind::None);
    const QByteArray again = written(loaded.trace, loaded.header);
    for (const char *kept : {"\"x_host\":\"h\"", "\"x_hash\":1", "\"library\":\"trio\"", "\"base\":\"worker\"",
                             "{\"define\":\"colour\",\"id\":1,\"is\":\"red\"}", "\"colour\":1", "\"kind\":\"odd\"",
                             "\"x\":[1.5,null]", "\"event\":\"alive\"", "\"holder\":1", "\"beat\":{\"n\":1}",
                             "\"wait\":\"io\"", "\"fd\":3", "{\"remark\":\"the end\"}"})
        QVERIFY2(again.contains(kept), kept);
    QVERIFY(!again.contains("\"wait\":\"none\""));
    QVERIFY(!again.contains("900"));
    lookAtAll(loaded);
}

void tst_TraceFormat::severalRunsStandInOneFile()
{
    const QByteArray file = "{\"scopelab_trace\":2,\"title\":\"parent\",\"run\":\"p\"}\n"
                            "{\"event\":\"task_spawned\",\"time\":5,\"task\":1}\n"
                            "{\"define\":\"run\",\"id\":2,\"title\":\"child\",\"process\":7,\"clock\":\"virtual\"}\n"
                            "{\"run\":2,\"define\":\"name\",\"id\":1,\"name\":\"other\"}\n"
                            "{\"run\":2,\"event\":\"task_spawned\",\"time\":0,\"task\":1,\"name\":1}\n"
                            "{\"run\":\"p\",\"event\":\"task_exited\",\"time\":6,\"task\":1}\n"
                            "{\"run\":2,\"event\":\"task_resumed\",\"time\":1,\"task\":1,\"cause\":1}\n"
                            "{\"run\":3,\"event\":\"task_resumed\",\"time\":1,\"task\":1}\n";
    const LoadedTrace parent = readBack(file);
    QCOMPARE(noticesOf(parent), QStringList{QStringLiteral("8:2: error: there is no run 3; the line is skipped")});
    QCOMPARE(parent.runs, (QStringList{QStringLiteral("parent"), QStringLiteral("child")}));
    QCOMPARE(parent.trace.size(), EventId{2});
    const LoadedTrace child = readBack(file, 1);
    QCOMPARE(child.run, 1);
    QCOMPARE(child.header.title, QStringLiteral("child"));
    QCOMPARE(child.header.process, qint64{7});
    QVERIFY(child.trace.clock == ClockKind::Virtual);
    QCOMPARE(child.trace.size(), EventId{2});
    QCOMPARE(child.trace.event(2).cause, EventId{1});
    QCOMPARE(readBack(file, 9).run, 0);
    // A header that only opens the file is no run.
    QCOMPARE(readBack("{\"scopelab_trace\":2}\n{\"define\":\"run\",\"id\":1,\"title\":\"a\"}\n"
                      "{\"run\":1,\"event\":\"run_ended\"}\n")
                 .runs,
             QStringList{QStringLiteral("a")});
}

void tst_TraceFormat::aFileMayGrow()
{
    const QByteArray whole = examplesInPage().back().toUtf8();
    const Trace expected = readBack(whole).trace;
    for (const qsizetype step : {1, 7, 100, 4096}) {
        TraceReader reader;
        EventId seen = 0;
        for (qsizetype at = 0; at < whole.size(); at += step) {
            reader.feed(QByteArrayView(whole).sliced(at, std::min(step, whole.size() - at)));
            if (!reader.isUsable())
                continue;
            const Trace &trace = reader.trace(0);
            QVERIFY(trace.size() >= seen);
            seen = trace.size();
            QVERIFY(std::equal(trace.events().begin(), trace.events().end(), expected.events().begin()));
        }
        QCOMPARE(seen, expected.size()); // without finish(): all lines have ended
        reader.finish();
        QVERIFY(reader.notices().isEmpty());
        QVERIFY(reader.take(0).trace == expected);
    }
}

void tst_TraceFormat::everyPrefixIsARecording()
{
    const QByteArray whole = examplesInPage().back().toUtf8();
    const EventId all = readBack(whole).trace.size();
    const qsizetype header = whole.indexOf('\n');
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const LoadedTrace loaded = readBack(whole.first(size));
        QCOMPARE(loaded.isUsable, size >= header);
        QCOMPARE(loaded.error.isEmpty(), loaded.isUsable);
        QVERIFY(loaded.trace.size() <= all);
        QCOMPARE(loaded.notices.errors(), 0); // the last line may be incomplete, nothing else is wrong
        QVERIFY(loaded.notices.warnings() <= 1);
        lookAtAll(loaded);
    }
}

void tst_TraceFormat::aLineWithoutItsEndCountsIfItIsWhole()
{
    QCOMPARE(readLines("{\"event\":\"logged\",\"text\":\"x\"}").trace.size(), EventId{1});
    const LoadedTrace cut = readLines("{\"event\":\"logged\",\"te");
    QCOMPARE(noticesOf(cut), QStringList{QStringLiteral("2:1: warning: the last line is incomplete; it is skipped")});
    QCOMPARE(readLines("\r\n{\"event\":\"logged\"}\r\n\n  \n").trace.size(), EventId{1});
}

void tst_TraceFormat::aRecordingIsToldFromAScenario()
{
    QVERIFY(isRecording(written(Trace())));
    QVERIFY(isRecording("{ \"title\": \"x\", \"scopelab_trace\": 1 }"));
    QVERIFY(!isRecording("scopelab: 1\ntitle: x\n"));
    QVERIFY(!isRecording("{scopelab: 1,\n \"scopelab_trace\": 2}"));
    QVERIFY(!isRecording(""));
}

void tst_TraceFormat::textsOfAnyKindComeBack()
{
    Trace trace;
    std::string all;
    for (int c = 0; c < 128; ++c)
        all += static_cast<char>(c);
    for (const std::string &text :
         {all, std::string("ü € 😀"), std::string("\"\\\"\\\\\n{}[]:,"), std::string(1, '\0')})
        trace.add({TimePoint(), 0, {}, {}, Logged{trace.addText(text)}});
    QVERIFY(readBack(written(trace)).trace == trace);
    Trace broken; // no UTF-8: a recording is, whatever a program logs
    broken.add({TimePoint(), 0, {}, {}, Logged{broken.addText("a\xff\xc3z")}});
    const QByteArray data = written(broken);
    QVERIFY(QString::fromUtf8(data).toUtf8() == data);
    QCOMPARE(readBack(data).trace.size(), EventId{1});
}

/// The short way for plain lines gives what QJsonDocument gives, or nothing.
void tst_TraceFormat::plainLinesAreReadAsJsonIs()
{
    FlatLine flat;
    const auto agrees = [&flat](const QByteArray &line) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        return !flat.read(line) || (document.isObject() && document.object() == flat.toJson());
    };
    QList<QByteArray> lines = examplesInPage().join(u'\n').toUtf8().split('\n');
    int plain = 0;
    for (const QByteArray &line : lines) {
        QVERIFY2(agrees(line), line.constData());
        plain += flat.read(line) ? 1 : 0;
    }
    QVERIFY(plain > lines.size() / 2);
    for (const char *value : {"0",
                              "-0",
                              "-1",
                              "01",
                              "1.0",
                              "1e3",
                              "123456789012345678",
                              "1234567890123456789",
                              "-",
                              "+1",
                              "tru",
                              "true",
                              "falsex",
                              "null",
                              "\"\"",
                              "\"a",
                              "\"\\n\"",
                              "\"\xc3\xbc\"",
                              "[]",
                              " 1",
                              "1 "})
        QVERIFY2(agrees(QByteArray("{\"a\":") + value + '}'), value);
    QVERIFY(agrees("{\"a\":1,\"a\":2}"));
    QVERIFY(flat.read("{\"a\": 1, \"b\": \"c\"}")); // as Python writes them
    std::mt19937 random(3);
    for (int i = 0; i < 20'000; ++i) {
        QByteArray line = lines[static_cast<qsizetype>(random() % static_cast<unsigned>(lines.size()))];
        for (int hits = 0; hits < 2 && !line.isEmpty(); ++hits)
            line[static_cast<qsizetype>(random() % static_cast<unsigned>(line.size()))]
                = "019{}[]\",: .-e\\\x01\xc3"[random() % 17];
        QVERIFY2(agrees(line), line.constData());
    }
}

QTEST_GUILESS_MAIN(tst_TraceFormat)
#include "tst_traceformat.moc"
