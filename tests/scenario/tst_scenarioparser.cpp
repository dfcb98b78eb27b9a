#include "core/scenario/scenarioparser.h"
#include "core/scenario/textplaces.h"
#include "core/scenario/values.h"
#include "core/scenario/yamltree.h"

#include <QTest>

#include <random>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

/// A sound file around @p main, whose first line is line 5.
std::string file(const std::string &main)
{
    return "scopelab: 1\ntitle: t\nsummary: s\nmain:\n" + main;
}

std::string mistakes(const std::string &text)
{
    std::string result;
    for (const Diagnostic &diagnostic : loadScenario(text).diagnostics)
        result += toString(diagnostic, "f") + '\n';
    return result;
}

} // namespace

class tst_ScenarioParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsAreRead_data();
    void durationsAreRead();
    void bracesThatBeginNoNameAreText();
    void everyMistakeHasItsPlace_data();
    void everyMistakeHasItsPlace();
    void allMistakesOfAFileAreReportedAtOnce();
    void thePlaceOfAMistakeIsUnderlined();
    void resourcesAndPatterns_data();
    void resourcesAndPatterns();
    void namesAreSeenThroughCallsAndSpawns();
    void aFunctionMayHaveMeantAScopeOfItsCallers();
    void functionsThatCallEachOtherTwiceAreCheckedQuickly();
    void hostileInputNeitherCrashesNorHangs_data();
    void hostileInputNeitherCrashesNorHangs();
    void tooDeepIsSaidAtThePlace();
    void everyPrefixOfAFileIsSurvived();
};

void tst_ScenarioParser::durationsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("nanoseconds"); // -1: not a duration
    QTest::newRow("milliseconds") << QByteArray("250ms") << qint64(250'000'000);
    QTest::newRow("fraction") << QByteArray("1.5s") << qint64(1'500'000'000);
    QTest::newRow("minutes") << QByteArray("2m") << qint64(120'000'000'000);
    QTest::newRow("hours") << QByteArray("1h") << qint64(3'600'000'000'000);
    QTest::newRow("zero") << QByteArray("0") << qint64(0);
    QTest::newRow("no unit") << QByteArray("5") << qint64(-1);
    QTest::newRow("space") << QByteArray("5 ms") << qint64(-1);
    QTest::newRow("negative") << QByteArray("-5ms") << qint64(-1);
    QTest::newRow("half a number") << QByteArray("1.s") << qint64(-1);
    QTest::newRow("too long") << QByteArray("99999999999h") << qint64(-1);
}

void tst_ScenarioParser::durationsAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, nanoseconds);
    const auto length = readDuration(text.toStdString());
    QCOMPARE(length ? length->count() : -1, nanoseconds);
}

void tst_ScenarioParser::bracesThatBeginNoNameAreText()
{
    const Template text = readTemplate("{{a} { b} {item.x}}", {});
    QCOMPARE(text.parts.size(), std::size_t{3});
    QCOMPARE(text.parts[0].text, std::string("{a} { b} "));
    QVERIFY(text.parts[1].isName);
    QCOMPARE(text.parts[1].field, std::string("x"));
    QCOMPARE(text.parts[2].text, std::string("}"));
}

void tst_ScenarioParser::everyMistakeHasItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // a part of the message
    const auto row = [](const char *name, const std::string &main, const char *expected) {
        QTest::newRow(name) << QByteArray::fromStdString(file(main)) << QByteArray(expected);
    };
    row("unknown step", "  - slep: 1s\n", "f:5:5: error: there is no step 'slep' (did you mean 'sleep'?)");
    row("a word of one step", "  - lock: l\n", "f:5:5: error: there is no step 'lock' (did you mean 'with_lock'?)");
    row("a word of two steps", "  - with: l\n", "f:5:5: error: there is no step 'with'\n");
    row("wrong value", "  - sleep: soon\n", "f:5:12: error: 'soon' is not a duration");
    row("too long", "  - sleep: 99999999h\n",
        "f:5:12: error: '99999999h' is too long (the longest duration is 2500000h; for no end at all, write forever)");
    row("unknown key", "  - task_group: {nam: g, body: []}\n",
        "f:5:18: error: 'task_group' has no key 'nam' (did you mean 'name'?)");
    row("unknown key of a step with few", "  - with_lock: {mutex: m, body: []}\n",
        "f:5:17: error: 'with_lock' has no key 'mutex' (it knows lock, body)");
    row("key beside another", "  - raise: {error: main, message: m}\n",
        "f:5:26: error: 'message' does not go with the other keys here");
    row("missing key", "  - move_on_after: {body: []}\n", "needs the key 'after' (add it: duration)");
    row("word without its value", "  - sleep\n",
        "f:5:5: error: 'sleep' needs a value (write 'sleep: …', with duration)");
    row("duplicate key", "  - scope: {name: a, name: b, body: []}\n", "f:5:22: error: the key 'name' is here twice");
    row("empty value", "  - scope: {name: , body: []}\n", "f:5:13: error: 'name' has no value");
    row("empty value at the end of a line", "  - scope:\n      name: a\n      body:\n  - log: x\n",
        "f:7:7: error: 'body' has no value");
    row("empty value at the end", "  - log:\n\n\n", "f:5:5: error: 'log' has no value");
    row("empty step", "  - log: x\n  -\n\n  - log: y\n", "f:6:3: error: a step is one key with its value");
    row("alias", "  - log: &a x\n  - log: *a\n", "f:6:10: error: an alias is not allowed");
    row("name out of sight", "  - cancel: gone\n", "f:5:13: error: no scope named 'gone' is in sight here");
    row("value out of sight", "  - log: '{index}'\n", "no value named 'index'");
    row("spawn in no group", "  - spawn: {body: []}\n", "f:5:5: error: 'spawn' is not inside a task group");
    row("reraise in no handler", "  - reraise\n", "'reraise' is not inside a handler");
    row("reraise in a spawned task",
        "  - try:\n      body: []\n      except:\n        - match: Exception\n          body:\n            - "
        "task_group: [{spawn: {body: [reraise]}}]\n",
        "'reraise' is not inside a handler");
    row("unknown type", "  - raise: ValeError\n", "did you mean 'ValueError'?");
    row("bad match", "  - try: {body: [], except_group: [{match: group, body: []}]}\n",
        "except_group may not match 'group'");
    row("bare try", "  - try: {body: []}\n", "a try needs except, except_group or finally");
    row("two keys", "  - {log: a, sleep: 1s}\n", "a step is one key with its value");
    row("nothing in quotes", "  - wait: ''\n", "f:5:5: error: 'wait' has no value (give it one)\n");
    row("no duration in quotes", "  - move_on_after: {after: '', body: []}\n", "f:5:28: error: '' is not a duration");
    row("no name in quotes", "  - scope: {name: '', body: []}\n", "f:5:19: error: 'name' has no value");
    row("no number in quotes", "  - repeat: {times: '', body: []}\n", "f:5:21: error: '' is not a number");
    row("no boolean in quotes", "  - scope: {shield: '', body: []}\n", "'shield' has no value");
    row("no token in quotes", "  - if: {token_cancelled: '', then: []}\n",
        "f:5:27: error: 'token_cancelled' has no value");
    row("no chance in quotes", "  - if: {chance: '', then: []}\n", "'chance' has no value");
    row("no type in quotes", "  - raise: {type: ''}\n", "'type' has no value");
    row("no member in quotes", "  - raise: {group: {errors: ['']}}\n", "an error needs a type");
    row("no match in quotes", "  - try: {body: [], except: [{match: '', body: []}]}\n",
        "the exception type '' is not known");
    row("no cause in quotes", "  - raise: {type: KeyError, cause: ''}\n", "'cause' has no value");
    row("no such function", "  - call: save\n", "there is no function 'save'");
    row("yes is no boolean", "  - set_shield: {scope: main, shield: yes}\n", "'yes' is not true or false");
}

void tst_ScenarioParser::everyMistakeHasItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const std::string found = mistakes(text.toStdString());
    QVERIFY2(found.find(expected.toStdString()) != std::string::npos, found.c_str());
    QVERIFY(!loadScenario(text.toStdString()).scenario);
}

void tst_ScenarioParser::allMistakesOfAFileAreReportedAtOnce()
{
    const LoadedScenario loaded
        = loadScenario("title: t\nmain:\n  - slep: 1s\n  - sleep: soon\n  - cancel: gone\nfoo: 1\n");
    QCOMPARE(loaded.diagnostics.size(), std::size_t{6}); // no version, no summary, three steps, foo
    for (std::size_t i = 1; i < loaded.diagnostics.size(); ++i)
        QVERIFY(loaded.diagnostics[i - 1].range.begin <= loaded.diagnostics[i].range.begin);
}

void tst_ScenarioParser::thePlaceOfAMistakeIsUnderlined()
{
    const std::string text = "scopelab: 1\ntitle: Bäd\nsummary: ä ö\nmain:\n  - slep: 1s\n";
    const LoadedScenario loaded = loadScenario(text);
    QCOMPARE(loaded.diagnostics.size(), std::size_t{1});
    QCOMPARE(excerpt(loaded.diagnostics.front(), TextPlaces(text)),
             std::string("   5 |   - slep: 1s\n     |     ^~~~\n"));
    const Diagnostic afterUmlauts{{{3, 12}, {3, 13}}, {}, {}};
    QCOMPARE(excerpt(afterUmlauts, TextPlaces(text)), std::string("   3 | summary: ä ö\n     |            ^\n"));
    QCOMPARE(excerpt({{{9, 1}, {9, 2}}, {}, {}}, TextPlaces(text)), std::string());
    const std::string line(500, 'x');
    const std::string shown = excerpt({{{1, 300}, {1, 310}}, {}, {}}, TextPlaces(line));
    QVERIFY(shown.size() < 270);
    QCOMPARE(shown.find('^') - shown.find('\n'), std::size_t{68}); // below the letter that it means
}

void tst_ScenarioParser::resourcesAndPatterns_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *text, const char *expected, const char *resources = "") {
        QTest::newRow(expected) << QByteArray(resources) + QByteArray::fromStdString(file(text))
                                << QByteArray(expected);
    };
    row("  - wait: raedy\n", "there is no event 'raedy' (did you mean 'ready'?)", "resources: {events: [ready]}\n");
    row("  - wait: ready\n", "there is no event 'ready' (declare it under 'resources: {events: …}')");
    row("  - with_lock: {lock: ready, body: []}\n", "there is no lock 'ready'", "resources: {events: [ready]}\n");
    row("  - send: {channel: jobs}\n", "'send' needs the key 'value'", "resources: {channels: {jobs: 0}}\n");
    row("  - checkpoint\n", "'0' is not a number that fits here (write a whole number, 1 or more)",
        "resources: {limiters: {pool: 0}}\n");
    row("  - checkpoint\n", "the token 'a' is its own parent", "resources: {tokens: [{a: b}, {b: a}]}\n");
    row("  - checkpoint\n", "there is no token 'c' to be the parent of 'a'", "resources: {tokens: [{a: c}]}\n");
    row("  - scope: {name: stop, body: []}\n", "'stop' is also the name of a token", "resources: {tokens: [stop]}\n");
    row("  - send: {value: a}\n", "'send' needs the key 'channel'");
    row("  - receive: {as: e}\n", "'receive' needs the key 'channel'");
    row("  - receive: {channel: jobs, as: e}\n  - try: {body: [], except: [{match: KeyError, as: e, body: []}]}\n",
        "'e' is also the name of an error", "resources: {channels: {jobs: 0}}\n");
    row("  - cancel: stpo\n", "no scope or token named 'stpo' is in sight here (did you mean 'stop'?)",
        "resources: {tokens: [stop]}\n");
    row("  - retry: {body: []}\n", "'retry' needs the key 'attempts'");
    row("  - retry: {attempts: 0, body: []}\n", "'0' is not a number that fits here (write a whole number, 1 or more)");
    row("  - operation: {body: []}\n", "'operation' needs the key 'name'");
    row("  - budget: {total: 1s, operations: [{name: a, weight: 0, body: []}]}\n",
        "'0' is not a number that fits here");
    row("  - budget: {total: 1s, operations: [{name: a, cleanup: [], body: []}]}\n",
        "an operation of a budget has no key 'cleanup'");
    row("  - graceful_shutdown: {token: t, grace: 1s, body: []}\n", "there is no token 't'");
    row("  - started: {}\n", "'started' takes no value");
    row("  - start: {body: []}\n", "'start' is not inside a task group");
    row("  - if: {token_cancelled: t, then: []}\n", "there is no token 't'");
    row("  - checkpoint\n", "the answer is not one of the choices",
        "questions: [{at: decisive, ask: why, choices: [a, b], answer: c}]\n");
}

void tst_ScenarioParser::resourcesAndPatterns()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const std::string found = mistakes(text.toStdString());
    QVERIFY2(found.find(expected.toStdString()) != std::string::npos, found.c_str());
    QCOMPARE(std::count(found.begin(), found.end(), '\n'), 1); // and nothing else is wrong
}

void tst_ScenarioParser::namesAreSeenThroughCallsAndSpawns()
{
    const std::string functions = "functions:\n  stop: [{cancel: group}]\n";
    const std::string seen = "  - task_group: {name: group, body: [{spawn: {body: [{call: stop}]}}]}\n";
    QCOMPARE(mistakes(file(seen) + functions), std::string());
    QVERIFY(mistakes(file("  - call: stop\n") + functions).find("no scope named 'group'") != std::string::npos);
    const std::string madeUp
        = "  - task_group:\n      - spawn_each: {count: 2, body: [{scope: {name: 's{index}', body: "
          "[{call: stop}]}}]}\n";
    QVERIFY(mistakes(file(madeUp) + functions).find("no scope named 'group'") != std::string::npos);
    QCOMPARE(mistakes(file(madeUp) + "functions:\n  stop: [{cancel: s1}]\n"), std::string());
    const std::string recursion = "functions:\n  a: [{call: b}]\n  b: [{call: a}]\n";
    QVERIFY(mistakes(file("  - call: a\n") + recursion).find("calls itself") != std::string::npos);
}

void tst_ScenarioParser::aFunctionMayHaveMeantAScopeOfItsCallers()
{
    const std::string call = "  - task_group: {name: group, body: [{call: stop}]}\n";
    QVERIFY(mistakes(file(call) + "functions:\n  stop: [{cancel: gruop}]\n").find("did you mean 'group'?")
            != std::string::npos);
    // In main what is out of sight would be no cure.
    const std::string behind = mistakes(file("  - task_group: {name: group, body: []}\n  - cancel: gruop\n"));
    QVERIFY2(behind.find("in sight: main") != std::string::npos, behind.c_str());
}

void tst_ScenarioParser::functionsThatCallEachOtherTwiceAreCheckedQuickly()
{
    std::string functions = "functions:\n  f0: [{log: x}]\n";
    for (int i = 1; i <= 60; ++i) {
        const std::string inner = "f" + std::to_string(i - 1);
        functions += "  f" + std::to_string(i) + ": [{call: " + inner + "}, {call: " + inner + "}]\n";
    }
    QCOMPARE(mistakes(file("  - call: f60\n") + functions), std::string());
}

void tst_ScenarioParser::hostileInputNeitherCrashesNorHangs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("binary") << QByteArray("\0\xff\xfe\x01\x02", 5);
    QTest::newRow("brackets") << QByteArray(100'000, '[');
    QTest::newRow("braces") << QByteArray("{a:").repeated(50'000);
    QTest::newRow("dashes") << QByteArray("- ").repeated(50'000);
    QTest::newRow("too large") << QByteArray(2 * 1024 * 1024, 'x');
    QTest::newRow("circle") << QByteArray("&a [*a, *a]");
    QTest::newRow("unterminated") << QByteArray("title: 'never closed\nmain: [");
    QTest::newRow("list") << QByteArray("- a\n- b\n");
    QTest::newRow("two documents") << QByteArray("scopelab: 1\n---\nscopelab: 1\n");
    std::string nested = "scopelab: 1\ntitle: t\nsummary: s\nmain: ";
    for (int i = 0; i < 300; ++i)
        nested += "[{shield: ";
    nested += "[]";
    for (int i = 0; i < 300; ++i)
        nested += "}]";
    QTest::newRow("deep steps") << QByteArray::fromStdString(nested);
}

void tst_ScenarioParser::hostileInputNeitherCrashesNorHangs()
{
    QFETCH(QByteArray, text);
    const LoadedScenario loaded = loadScenario(text.toStdString());
    QVERIFY(!loaded.scenario);
    QVERIFY(!loaded.diagnostics.empty());
    for (const Diagnostic &diagnostic : loaded.diagnostics) {
        QVERIFY(!diagnostic.message.empty());
        QVERIFY(diagnostic.range.begin.line >= 1);
    }
}

void tst_ScenarioParser::tooDeepIsSaidAtThePlace()
{
    const auto nested = [](int depth) { // the file itself is one of them
        return std::string("scopelab: 1\nx:\n  ") + std::string(static_cast<std::size_t>(depth - 1), '[') + "a"
               + std::string(static_cast<std::size_t>(depth - 1), ']') + "\n";
    };
    QVERIFY(mistakes(nested(MaxYamlDepth)).find("deep") == std::string::npos);
    QVERIFY(mistakes(nested(MaxYamlDepth)).find("YAML") == std::string::npos);
    QCOMPARE(mistakes(nested(MaxYamlDepth + 1)),
             std::string("f:3:500: error: lists and keys are nested more than 498 deep (put some of the steps into a "
                         "function)\n"));
}

void tst_ScenarioParser::everyPrefixOfAFileIsSurvived()
{
    QFile sample(QStringLiteral(":/scenarios/payment-fails-during-a-commit.yaml"));
    QVERIFY(sample.open(QIODevice::ReadOnly));
    const std::string whole = sample.readAll().toStdString();
    QVERIFY(loadScenario(whole).scenario);
    std::mt19937 random(1);
    for (std::size_t length = 0; length < whole.size(); length += 7) {
        std::string text = whole.substr(0, length);
        loadScenario(text);
        if (!text.empty()) // and with one byte changed
            text[random() % text.size()] = static_cast<char>(random());
        const LoadedScenario loaded = loadScenario(text);
        QVERIFY((loaded.scenario != nullptr) == loaded.diagnostics.empty());
    }
}

QTEST_GUILESS_MAIN(tst_ScenarioParser)
#include "tst_scenarioparser.moc"
