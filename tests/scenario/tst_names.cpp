#include "core/scenario/names.h"
#include "core/scenario/scenarioparser.h"
#include "core/scenario/values.h"

#include <QTest>

#include <clocale>

using namespace ScopeLab;

namespace {

std::string file(const std::string &main, const std::string &more = {})
{
    return "scopelab: 1\ntitle: t\nsummary: s\n" + more + "main:\n" + main;
}

std::string mistakes(const std::string &text)
{
    std::string result;
    for (const Diagnostic &diagnostic : loadScenario(text).diagnostics)
        result += toString(diagnostic, "f") + '\n';
    return result;
}

} // namespace

/// What is a name, and that everything that has one is held to it.
class tst_Names : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lettersAndDigitsOfAnyScript_data();
    void lettersAndDigitsOfAnyScript();
    void theLocaleIsTheOneAskedFor();
    void theLocaleDoesNotMatter();
    void whateverHasANameIsHeldToIt_data();
    void whateverHasANameIsHeldToIt();
    void textsAreFree();
    void bracesHoldNames();
    void aCallNamesOneFunction();
};

void tst_Names::lettersAndDigitsOfAnyScript_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("is");
    const auto row = [](const char *what, const QByteArray &text, bool is) { QTest::newRow(what) << text << is; };
    row("a word", "payment", true);
    row("all kinds", "a-1_B", true);
    row("digits first", "1st", true);
    row("a dash alone", "-", true);
    row("German", "größe", true);
    row("German, taken apart", "gro\xCC\x88sse", true);
    row("Greek", "λ", true);
    row("Chinese", "任务", true);
    row("Hindi", "कार्य", true);
    row("digits of Bengali", "৪২", true);
    row("nothing", "", false);
    row("a space", "a b", false);
    row("a line break", "a\n", false);
    row("a dot", "a.b", false);
    row("a quote", "a'", false);
    row("a bracket", "f()", false);
    row("a mark alone", "\xCC\x88", false);
    row("a fraction", "½", false);
    row("a picture", "🙂", false);
    row("a zero", QByteArray("a\0", 2), false);
    row("an override of the direction", "a\xE2\x80\xAE", false);
    row("a space without width", "a\xE2\x80\x8B", false);
    row("Latin-1",
        "gr\xF6\xDF"
        "e",
        false);
    row("overlong", "\xC1\x81", false);
    row("a surrogate", "\xED\xA0\x80", false);
    row("cut off", "\xC3", false);
}

void tst_Names::lettersAndDigitsOfAnyScript()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, is);
    QCOMPARE(isName(text.toStdString()), is);
}

/// Else tests that are run once more under another locale would show nothing.
void tst_Names::theLocaleIsTheOneAskedFor()
{
    const QByteArray asked = qgetenv("LC_ALL");
    if (asked == "de_DE.UTF-8" || asked == "tr_TR.UTF-8") {
        QCOMPARE(std::setlocale(LC_ALL, nullptr), asked.constData());
        QCOMPARE(std::localeconv()->decimal_point, ",");
    }
}

void tst_Names::theLocaleDoesNotMatter()
{
    const std::string before = std::setlocale(LC_ALL, nullptr);
    for (const char *locale : {"C", "de_DE.UTF-8", "tr_TR.UTF-8", "de_DE"}) {
        if (!std::setlocale(LC_ALL, locale))
            continue;
        for (int byte = 1; byte < 256; ++byte) {
            const char c = static_cast<char>(byte);
            const bool is
                = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
            QCOMPARE(isName(std::string(1, c)), is);
        }
        QVERIFY(isName("ıİ"));
    }
    std::setlocale(LC_ALL, before.c_str());
}

void tst_Names::whateverHasANameIsHeldToIt_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char *what, const std::string &text, const char *place) {
        QTest::newRow(what) << QByteArray::fromStdString(text) << QByteArray(place);
    };
    const std::string nothing = "  - checkpoint\n";
    row("a scope", file("  - scope: {name: 'b d', body: []}\n"), "f:5:19");
    row("a task", file("  - task_group: [{spawn: {name: 'b d', body: []}}]\n"), "f:5:33");
    row("an error", file("  - try: {body: [], except: [{match: KeyError, as: 'b d', body: []}]}\n"), "f:5:52");
    row("an operation", file("  - operation: {name: 'b d', body: []}\n"), "f:5:23");
    row("a received value", file("  - receive: {channel: c, as: 'b d'}\n", "resources: {channels: {c: 1}}\n"),
        "f:6:31");
    row("a field of an item", file("  - task_group: [{spawn_each: {items: [{'b d': 1}], body: []}}]\n"), "f:5:41");
    row("a function", file(nothing, "functions:\n  'b d': []\n"), "f:5:3");
    row("an exception", file(nothing, "exceptions: {'b d': ValueError}\n"), "f:4:14");
    row("an event", file(nothing, "resources: {events: ['b d']}\n"), "f:4:22");
    row("a lock", file(nothing, "resources: {locks: ['b d']}\n"), "f:4:21");
    row("a limiter", file(nothing, "resources: {limiters: {'b d': 1}}\n"), "f:4:24");
    row("a channel", file(nothing, "resources: {channels: {'b d': 1}}\n"), "f:4:24");
    row("a token", file(nothing, "resources: {tokens: ['b d']}\n"), "f:4:22");
    row("a target of the operator", file(nothing) + "operator: [{at: 1ms, cancel: 'b d'}]\n", "f:6:30");
}

void tst_Names::whateverHasANameIsHeldToIt()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, place);
    const std::string found = mistakes(text.toStdString());
    const std::string expected
        = place.toStdString()
          + ": error: 'b d' is not a name: ' ' cannot be in one (use letters, digits, '_' and '-')\n";
    QVERIFY2(found.find(expected) != std::string::npos, found.c_str());
}

void tst_Names::textsAreFree()
{
    const std::string text = "scopelab: 1\ntitle: 'A & B: \"c\" {d}'\nsummary: 1 + 1 = 2\ntopics: [task group, a.b]\n"
                             "main:\n  - log: \"it's {{fine}, 100 % \\u202E\\0\"\nexpect: {log: {main@1: [x y]}}\n";
    QCOMPARE(mistakes(text), std::string());
}

void tst_Names::bracesHoldNames()
{
    const Template text = readTemplate("{größe}{item.preis}{a b}{item.}{.x}{", {});
    QCOMPARE(text.parts.size(), std::size_t{3});
    QCOMPARE(text.parts[0].text, std::string("größe"));
    QCOMPARE(text.parts[1].field, std::string("preis"));
    QCOMPARE(text.parts[2].text, std::string("{a b}{item.}{.x}{"));
}

void tst_Names::aCallNamesOneFunction()
{
    const std::string text
        = file("  - repeat: {times: 1, body: [{call: '{attempt}'}]}\n", "functions: {attempt: []}\n");
    QVERIFY2(mistakes(text).starts_with("f:6:38: error: 'call' needs the plain name of a function"),
             mistakes(text).c_str());
}

QTEST_GUILESS_MAIN(tst_Names)
#include "tst_names.moc"
