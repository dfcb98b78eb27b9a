// Recordings that contradict themselves open as far as they are sound, and each contradiction is said.

#include "tests/trace/recordings.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace ScopeLab;
using namespace ScopeLab::Recordings;

namespace {

/// Lines that later ones may contradict: task 1 in scope 1, and error 1. Lines 2 to 7 of the file.
const QByteArray Start = "{\"event\":\"task_spawned\",\"time\":10,\"task\":1,\"role\":\"main\"}\n"
                         "{\"event\":\"scope_entered\",\"time\":10,\"task\":1,\"scope\":1}\n"
                         "{\"event\":\"cancel_requested\",\"time\":10,\"scope\":1}\n"
                         "{\"define\":\"place\",\"id\":1,\"line\":3}\n"
                         "{\"define\":\"name\",\"id\":1,\"name\":\"n\"}\n"
                         "{\"define\":\"error\",\"id\":1,\"type\":\"T\"}\n";
constexpr EventId EventsOfStart = 3;

} // namespace

class tst_Contradictions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsSaidAndTheRestIsTaken_data();
    void eachIsSaidAndTheRestIsTaken();
    void linesThatAreNoJsonAreSkipped();
    void whatIsNoRecordingSaysSo();
    void noticesAreBounded();
    void aGroupOfGroupsIsNotWalkedForEver();
    void manyEventsOfALargeGroupEnd();
    void scopesMovedInCirclesEnd();
    void theAttacksOnVersion1Open();
    void damagedRecordingsAreSurvived();
    void anyBytesAreSurvived();
};

void tst_Contradictions::eachIsSaidAndTheRestIsTaken_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QStringList>("notices");
    QTest::addColumn<int>("taken"); // events
    const auto row = [](const char *name, const QByteArray &lines, const QStringList &notices, int taken) {
        QTest::newRow(name) << lines << notices << taken;
    };
    row("unknown task", R"({"event":"task_resumed","task":9})",
        {QStringLiteral("8:25: error: there is no task 9; the line is skipped")}, 0);
    row("task missing", R"({"event":"task_resumed"})",
        {QStringLiteral("8:2: error: task_resumed needs the field 'task'; the line is skipped")}, 0);
    row("unknown task of a line that can do without", R"({"event":"logged","task":"x","text":"t"})",
        {QStringLiteral("8:19: error: there is no task 'x'; 'task' is taken as left out")}, 1);
    row("time runs backwards", R"({"event":"logged","time":3})",
        {QStringLiteral("8:19: error: time runs backwards, from 10 to 3 ns; taken as 10")}, 1);
    row("negative time", R"({"event":"logged","time":-5})",
        {QStringLiteral("8:19: error: 'time' must be an integer from 0 to 4611686018427387903; taken as left out")}, 1);
    row("huge time", R"({"event":"logged","time":9223372036854775807})",
        {QStringLiteral("8:19: error: 'time' must be an integer from 0 to 4611686018427387903; taken as left out")}, 1);
    row("time of another type", R"({"event":"logged","time":"now"})",
        {QStringLiteral("8:19: error: 'time' must be an integer; taken as left out")}, 1);
    row("time with a fraction", R"({"event":"logged","time":12.5})",
        {QStringLiteral("8:19: error: 'time' must be an integer from 0 to 4611686018427387903; taken as left out")}, 1);
    row("a parent that is its own child", R"({"event":"scope_entered","task":1,"scope":2,"parent":2})",
        {QStringLiteral("8:45: error: there is no scope 2; 'parent' is taken as left out"),
         QStringLiteral("8:45: error: scope 2 cannot stand below itself; 'parent' is taken as left out")},
        1);
    row("a scope moved below itself", R"({"event":"scope_moved","scope":1,"parent":1})",
        {QStringLiteral("8:34: error: scope 1 cannot stand below itself; the line is skipped")}, 0);
    row("a scope moved below its child",
        "{\"event\":\"scope_entered\",\"task\":1,\"scope\":2,\"parent\":1}\n"
        "{\"event\":\"scope_moved\",\"scope\":1,\"parent\":2}",
        {QStringLiteral("9:34: error: scope 1 cannot stand below itself; the line is skipped")}, 1);
    row("a task twice", R"({"event":"task_spawned","task":1})",
        {QStringLiteral("8:25: error: the task 1 is there already; the line is skipped")}, 0);
    row("a scope twice", R"({"event":"scope_entered","task":1,"scope":1})",
        {QStringLiteral("8:35: error: the scope 1 is there already; the line is skipped")}, 0);
    row("a resource twice",
        "{\"event\":\"resource_seen\",\"resource\":1}\n{\"event\":\"resource_seen\",\"resource\":1}",
        {QStringLiteral("9:26: error: the resource 1 is there already; the line is skipped")}, 1);
    row("a place twice", R"({"define":"place","id":1})",
        {QStringLiteral("8:19: error: the place 1 is defined already; from here on this one counts")}, 0);
    row("a table without an id", R"({"define":"place"})",
        {QStringLiteral("8:1: error: place needs the field 'id'; the line is skipped")}, 0);
    row("an error without a type", R"({"define":"error","id":5})",
        {QStringLiteral("8:1: error: error needs the field 'type'; the line is skipped")}, 0);
    row("a task after its end",
        "{\"event\":\"scope_exited\",\"task\":1,\"scope\":1}\n"
        "{\"event\":\"task_exited\",\"task\":1}\n{\"event\":\"task_resumed\",\"task\":1}",
        {QStringLiteral("10:25: error: task 1 has ended in line 9; the line is skipped")}, 2);
    row("a scope left twice",
        "{\"event\":\"scope_exited\",\"task\":1,\"scope\":1}\n{\"event\":\"scope_exited\",\"task\":1,\"scope\":1}",
        {QStringLiteral("9:34: error: scope 1 was left in line 8; the line is skipped")}, 1);
    row("a scope that is not there left", R"({"event":"scope_exited","task":1,"scope":4})",
        {QStringLiteral("8:34: error: there is no scope 4; the line is skipped")}, 0);
    row("a run that ends twice", "{\"event\":\"run_ended\"}\n{\"event\":\"run_ended\"}",
        {QStringLiteral("9:2: error: the run has ended in line 8; the line is skipped")}, 1);
    row("scopes left in the wrong order",
        "{\"event\":\"scope_entered\",\"task\":1,\"scope\":2,\"parent\":1}\n"
        "{\"event\":\"scope_exited\",\"task\":1,\"scope\":1}",
        {QStringLiteral("9:34: warning: scope 1 is left before one inside it")}, 2);
    row("a scope left by another task",
        "{\"event\":\"task_spawned\",\"task\":2}\n{\"event\":\"scope_exited\",\"task\":2,\"scope\":1}",
        {QStringLiteral("9:34: warning: scope 1 was entered by another task")}, 2);
    row("a task that ends in its scope", R"({"event":"task_exited","task":1})",
        {QStringLiteral("8:24: warning: task 1 ends without leaving its scopes")}, 1);
    row("a cause that comes later", R"({"event":"logged","cause":5})",
        {QStringLiteral("8:19: error: 'cause' names no earlier event; taken as left out")}, 1);
    row("an event that causes itself", R"({"event":"logged","cause":4})",
        {QStringLiteral("8:19: error: 'cause' names no earlier event; taken as left out")}, 1);
    row("a request that requests nothing", R"({"event":"cancel_state_changed","scope":1,"request":1})",
        {QStringLiteral("8:43: error: 'request' names an event that requests nothing; taken as left out")}, 1);
    row("a group that holds itself", R"({"define":"error","id":2,"type":"G","kind":"group","members":[2,1]})",
        {QStringLiteral("8:52: error: there is no error 2 before this one; it is left out of the group")}, 0);
    row("members of another type", R"({"define":"error","id":2,"type":"G","kind":"group","members":1})",
        {QStringLiteral("8:52: error: 'members' must be a list of ids; taken as left out")}, 0);
    row("an unknown error", R"({"event":"error_raised","error":2})",
        {QStringLiteral("8:25: error: there is no error 2; the line is skipped")}, 0);
    row("an unknown place", R"({"event":"logged","place":2})",
        {QStringLiteral("8:19: error: there is no place 2; 'place' is taken as left out")}, 1);
    row("a negative line", R"({"define":"place","id":2,"line":-1})",
        {QStringLiteral("8:26: error: 'line' must be an integer from 0 to 2147483647; taken as left out")}, 0);
    row("a flag of another type", R"({"event":"shield_changed","scope":1,"is_shielded":1})",
        {QStringLiteral("8:37: error: 'is_shielded' must be true or false; taken as left out")}, 1);
    row("a text of another type", R"({"event":"logged","text":[]})",
        {QStringLiteral("8:19: error: 'text' must be a string; taken as left out")}, 1);
    row("an operation without its id", R"({"event":"operation_changed"})",
        {QStringLiteral("8:2: error: operation_changed needs the field 'operation'; the line is skipped")}, 0);
    row("a task that starts nobody", R"({"event":"task_starting","task":1,"group":1})",
        {QStringLiteral("8:2: error: task_starting needs the field 'started'; the line is skipped")}, 0);
    row("a word that is none", R"({"event":"task_suspended","task":1,"wait":"godot"})",
        {QStringLiteral(
            "8:36: warning: 'wait' has no value 'godot' in this version of the format; taken as 'none', and kept")},
        1);
    row("a line of no kind", R"({"hello":1})",
        {QStringLiteral("8:1: warning: this line has neither 'event' nor a known 'define'; it is kept as it is")}, 0);
}

void tst_Contradictions::eachIsSaidAndTheRestIsTaken()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const QStringList, notices);
    QFETCH(const int, taken);
    const LoadedTrace loaded = readLines(Start + lines + "\n{\"event\":\"logged\",\"text\":\"goes on\"}\n");
    QVERIFY(loaded.isUsable);
    QCOMPARE(noticesOf(loaded), notices);
    QCOMPARE(loaded.trace.size(), EventsOfStart + static_cast<EventId>(taken) + 1);
    QCOMPARE(loaded.trace.text(loaded.trace.events().back().as<Logged>()->text), std::string("goes on"));
    lookAtAll(loaded);
    const LoadedTrace again = readBack(written(loaded.trace, loaded.header)); // what was mended stays so
    QCOMPARE(again.notices.errors(), 0);
}

void tst_Contradictions::linesThatAreNoJsonAreSkipped()
{
    const LoadedTrace loaded = readLines("{\"event\":\"logged\"}\nnonsense\n[1]\n{\"event\":\"logged\",}\n\xff\xfe\n"
                                         "{\"event\":\"logged\"}\n");
    QCOMPARE(loaded.trace.size(), EventId{2});
    QCOMPARE(loaded.notices.errors(), 4);
    QVERIFY(noticesOf(loaded).at(1).startsWith(QStringLiteral("4:1: error: this is not a JSON object")));
    QVERIFY(noticesOf(loaded).at(2).startsWith(QStringLiteral("5:2")));
}

void tst_Contradictions::whatIsNoRecordingSaysSo()
{
    for (const QByteArray data :
         {"nonsense\n", "{}\n", "[]\n", "{\"scopelab_trace\":0}\n", "{\"scopelab_trace\":\"2\"}\n",
          "{\"event\":\"logged\"}\n", "scopelab: 1\n", "{\"scopelab_trace\":2"}) {
        const LoadedTrace loaded = readBack(data);
        QVERIFY(!loaded.isUsable);
        QVERIFY2(loaded.error.contains(QStringLiteral("not a recording")), data.constData());
    }
    QVERIFY(readBack(QByteArray()).error.contains(QStringLiteral("empty")));
    QVERIFY(readBack("{\"scopelab_trace\":99}\n").error.contains(QStringLiteral("99")));
}

void tst_Contradictions::noticesAreBounded()
{
    QByteArray lines;
    for (int i = 0; i < 20'000; ++i)
        lines += "{\"event\":\"x" + QByteArray::number(i) + "\",\"y" + QByteArray::number(i)
                 + "\":1}\n{\"event\":\"task_resumed\",\"task\":1}\nx\n";
    const LoadedTrace loaded = readLines(lines);
    QCOMPARE(loaded.notices.kept().size(), Notices::Most);
    QCOMPARE(loaded.notices.errors(), 40'000);
    QVERIFY(loaded.notices.warnings() > 0);
    QCOMPARE(loaded.trace.size(), EventId{20'000});
}

/// Each group holds the one before twice: sixty lines that mean 2^60 errors to whoever follows them.
void tst_Contradictions::aGroupOfGroupsIsNotWalkedForEver()
{
    QByteArray lines = "{\"event\":\"task_spawned\",\"task\":1}\n{\"define\":\"error\",\"id\":0,\"type\":\"T\"}\n";
    for (int i = 1; i <= 60; ++i) {
        const QByteArray before = QByteArray::number(i - 1);
        lines += "{\"define\":\"error\",\"id\":" + QByteArray::number(i)
                 + ",\"kind\":\"group\",\"type\":\"G\",\"cause\":" + before + ",\"context\":" + before
                 + ",\"members\":[" + before + ',' + before + "]}\n";
    }
    lines += "{\"event\":\"error_raised\",\"task\":1,\"error\":60}\n";
    const LoadedTrace loaded = readLines(lines);
    QCOMPARE(loaded.trace.size(), EventId{2});
    QCOMPARE(loaded.notices.errors(), 0);
    QCOMPARE(loaded.trace.error(ErrorId(61)).members.size(), std::size_t{2});
    const Moment end = momentAt(loaded.trace, loaded.trace.size());
    QCOMPARE(end.fates.all().size(), std::size_t{1}); // of the one error that there is
    lookAtAll(loaded);
}

void tst_Contradictions::manyEventsOfALargeGroupEnd()
{
    constexpr int Members = 20'000;
    QByteArray lines = "{\"event\":\"task_spawned\",\"task\":1}\n";
    QByteArray members;
    for (int i = 1; i <= Members; ++i) {
        lines += "{\"define\":\"error\",\"id\":" + QByteArray::number(i) + ",\"type\":\"T\"}\n";
        members += QByteArray::number(i) + ',';
    }
    members.chop(1);
    lines += "{\"define\":\"error\",\"id\":0,\"kind\":\"group\",\"type\":\"G\",\"members\":[" + members + "]}\n";
    for (int i = 1; i <= Members; ++i)
        lines += "{\"event\":\"error_raised\",\"task\":1,\"error\":0}\n";
    const LoadedTrace loaded = readLines(lines);
    QVERIFY(loaded.trace.error(ErrorId(Members + 1)).members.size() == Members);
    QVERIFY(loaded.trace.size() > 500); // whoever handles it in a few hundred places is believed
    QVERIFY(loaded.trace.size() < Members / 2);
    QVERIFY(loaded.notices.errors() > 0);
    static_cast<void>(momentAt(loaded.trace, loaded.trace.size()));
}

void tst_Contradictions::scopesMovedInCirclesEnd()
{
    constexpr int Scopes = 20'000;
    QByteArray lines
        = "{\"event\":\"task_spawned\",\"task\":1}\n{\"event\":\"scope_entered\",\"task\":1,\"scope\":1}\n";
    for (int i = 2; i <= Scopes; ++i)
        lines += "{\"event\":\"scope_entered\",\"task\":1,\"scope\":" + QByteArray::number(i)
                 + ",\"parent\":" + QByteArray::number(i - 1) + "}\n";
    for (int i = 2; i <= Scopes; ++i)
        lines += "{\"event\":\"scope_moved\",\"scope\":1,\"parent\":" + QByteArray::number(i) + "}\n";
    const LoadedTrace loaded = readLines(lines);
    QCOMPARE(loaded.trace.size(), EventId{Scopes + 1}); // none of them can be
    QCOMPARE(loaded.notices.errors(), Scopes - 1);
}

void tst_Contradictions::theAttacksOnVersion1Open()
{
    const QByteArray start = "{\"scopelab_trace\":1,\"title\":\"t\"}\n{\"string\":\"running\"}\n"
                             "{\"event\":\"task_spawned\",\"task\":1}\n";
    for (const QByteArray attack :
         {R"({"event":"operation_changed","task":1,"text":1})",
          R"({"event":"operation_changed","task":1,"text":1,"other":4000000000})",
          R"({"event":"task_starting","task":1})", R"({"event":"task_starting","task":1,"other":4000000000,"scope":1})",
          R"({"event":"scope_entered","task":1,"scope":1,"other":1})",
          R"({"event":"scope_entered","task":1,"scope":4000000000,"other":-1,"label":77})",
          R"({"event":"group_formed","task":1,"error":5,"scope":99})", R"({"event":"task_exited","task":1,"error":-3})",
          R"({"event":"logged","task":1,"text":-1})",
          R"({"event":"task_suspended","task":1,"wait":"nothing known","value":-9223372036854775808})"}) {
        const LoadedTrace loaded = readBack(start + attack + "\n{\"event\":\"run_ended\",\"t\":5}\n");
        QVERIFY(loaded.isUsable);
        QVERIFY2(loaded.trace.event(loaded.trace.size()).is<RunEnded>(), attack.constData());
        lookAtAll(loaded);
    }
}

void tst_Contradictions::damagedRecordingsAreSurvived()
{
    std::mt19937 random(5);
    const QByteArray whole = examplesInPage().back().toUtf8();
    for (int i = 0; i < 2000; ++i) {
        QByteArray damaged = whole;
        for (int hits = 0; hits < 3; ++hits)
            damaged[static_cast<qsizetype>(random() % static_cast<unsigned>(damaged.size()))]
                = "0129{}\",x-\n\0"[random() % 12];
        lookAtAll(readBack(damaged));
    }
    QList<QByteArray> lines = whole.split('\n');
    for (int i = 0; i < 500; ++i) { // and lines in any order, some of them twice
        for (int swaps = 0; swaps < 4; ++swaps) {
            const auto at
                = [&] { return 1 + static_cast<qsizetype>(random() % static_cast<unsigned>(lines.size() - 1)); };
            lines[at()] = lines[at()];
            lines.swapItemsAt(at(), at());
        }
        lookAtAll(readBack(lines.join('\n')));
        if (i % 20 == 0)
            lines = whole.split('\n');
    }
}

void tst_Contradictions::anyBytesAreSurvived()
{
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        QByteArray bytes = i % 2 ? QByteArray("{\"scopelab_trace\":2}\n") : QByteArray();
        for (unsigned size = random() % 200; size > 0; --size)
            bytes += static_cast<char>(i % 3 ? random() : static_cast<unsigned>("{}[]\":,\n01ae"[random() % 12]));
        const LoadedTrace loaded = readBack(bytes);
        QCOMPARE(loaded.isUsable, loaded.error.isEmpty());
        lookAtAll(loaded);
    }
}

QTEST_APPLESS_MAIN(tst_Contradictions)
#include "tst_contradictions.moc"
