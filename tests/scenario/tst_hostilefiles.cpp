#include "core/scenario/scenarioparser.h"
#include "core/scenario/textplaces.h"
#include "core/text/escaping.h"
#include "tests/support/growth.h"

#include <QFile>
#include <QTest>

using namespace ScopeLab;
using namespace std::string_view_literals;

namespace {

const std::string Header = "scopelab: 1\ntitle: t\nsummary: s\n";

std::string mistakes(const std::string &text)
{
    std::string result;
    for (const Diagnostic &diagnostic : loadScenario(text).diagnostics)
        result += toString(diagnostic, "f") + '\n';
    return result;
}

/// Calls @p line with the numbers from 0 to @p count.
template <typename Line>
std::string lines(int count, Line line)
{
    std::string result;
    for (int i = 0; i < count; ++i)
        result += line(std::to_string(i), std::to_string(i + 1));
    return result;
}

using Make = std::function<std::string(int)>;

} // namespace
Q_DECLARE_METATYPE(Make)

/// Files that somebody made to do harm: what they are refused for, and what it costs.
class tst_HostileFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAreUtf8Alone_data();
    void filesAreUtf8Alone();
    void theMarkOfUtf8IsNoPartOfTheText();
    void columnsCountCharacters();
    void placesAndPositionsAgree();
    void whatATerminalWouldActOnIsEscaped();
    void mistakesAreBounded();
    void checkingGrowsAsTheFileDoes_data();
    void checkingGrowsAsTheFileDoes();
    void functionsAreCheckedOnceWhoeverCallsThem_data();
    void functionsAreCheckedOnceWhoeverCallsThem();
    void whatACallerBindsIsSeenOnEveryWay_data();
    void whatACallerBindsIsSeenOnEveryWay();
    void tooDeepIsSaidOnce();
};

void tst_HostileFiles::filesAreUtf8Alone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QByteArray &text, const char *said) {
        QTest::newRow(name) << text << QByteArray(said);
    };
    row("Latin-1",
        "scopelab: 1\ntitle: \xC3\xA4 Gr\xF6\xDF"
        "e\n",
        "f:2:12: error: byte 25 of the file, 0xF6, is not UTF-8 (save the file with the encoding UTF-8, not as Latin-1 "
        "or whatever it is now)\n");
    row("UTF-16", QByteArray("\xFF\xFEs\0c\0", 6),
        "f:1:1: error: the file is UTF-16, not UTF-8, as its first bytes say (save the file with the encoding "
        "UTF-8)\n");
    row("UTF-16, the other way round", QByteArray("\xFE\xFF\0s", 4), "the file is UTF-16");
    row("UTF-32", QByteArray("\xFF\xFE\0\0s\0\0\0", 8), "the file is UTF-32");
    row("UTF-16 without a mark", QByteArray("s\0c\0", 4),
        "f:1:2: error: byte 2 of the file is the control character U+0000 (save the file with the encoding UTF-8, if "
        "it "
        "is UTF-16; else remove the character)\n");
    row("an escape", "title: \x1b[31m\n",
        "f:1:8: error: byte 8 of the file is the control character U+001B (remove it; in double quotes, write "
        "\\x1B)\n");
    row("an escape of eight bits",
        "title: \xC2\x9B"
        "31m\n",
        "U+009B");
    row("delete", "title: a\x7F\n", "f:1:9: error: byte 9 of the file is the control character U+007F");
    row("overlong", "a: \xC0\x80\n", "f:1:4: error: byte 4 of the file, 0xC0, is not UTF-8");
    row("overlong, three bytes", "a: \xE0\x80\xAF\n", "byte 4 of the file, 0xE0");
    row("a surrogate", "a: \xED\xA0\x80\n", "byte 4 of the file, 0xED");
    row("above the last character", "a: \xF4\x90\x80\x80\n", "byte 4 of the file, 0xF4");
    row("cut off", "a: \xE2\x82", "byte 4 of the file, 0xE2");
    row("a byte that continues nothing", "a: b\x80\n", "byte 5 of the file, 0x80");
    row("behind the mark of UTF-8",
        "\xEF\xBB\xBF"
        "a: \xFF\n",
        "f:1:4: error: byte 7 of the file, 0xFF");
}

void tst_HostileFiles::filesAreUtf8Alone()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, said);
    const std::string found = mistakes(text.toStdString());
    QVERIFY2(found.find(said.toStdString()) != std::string::npos, found.c_str());
    QCOMPARE(std::count(found.begin(), found.end(), '\n'), 1); // nothing is said of what cannot be read
}

void tst_HostileFiles::theMarkOfUtf8IsNoPartOfTheText()
{
    QCOMPARE(mistakes("\xEF\xBB\xBF" + Header + "main: []\n"), std::string());
    QVERIFY(mistakes("\xEF\xBB\xBFscopelb: 1\n").find("f:1:1: error: a scenario has no key 'scopelb'")
            != std::string::npos);
}

void tst_HostileFiles::columnsCountCharacters()
{
    const std::string text = Header + "main: [{log: äöü€🙂}, {slep: 1s}]\n";
    QVERIFY2(mistakes(text).starts_with("f:4:23: error: there is no step 'slep'"), mistakes(text).c_str());
}

void tst_HostileFiles::placesAndPositionsAgree()
{
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += i % 7 == 0 ? "\n" : i % 3 == 0 ? "ä" : i % 5 == 0 ? "€x" : "word ";
    const TextPlaces places(text);
    int line = 1;
    int column = 1;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
            continue;
        QCOMPARE(places.pointOf(at).line, line);
        QCOMPARE(places.pointOf(at).column, column);
        const std::string_view whole = places.line(line);
        QCOMPARE(static_cast<std::size_t>(whole.data() - text.data()) + places.positionIn(whole, column), at);
        line += text[at] == '\n' ? 1 : 0;
        column = text[at] == '\n' ? 1 : column + 1;
    }
    QCOMPARE(places.line(line + 1).data(), static_cast<const char *>(nullptr));
}

void tst_HostileFiles::whatATerminalWouldActOnIsEscaped()
{
    QCOMPARE(escaped("a\x1b]0;b\x07\n\tc\x7f"sv), std::string("a\\u001B]0;b\\u0007\\n\\tc\\u007F"));
    QCOMPARE(escaped("\xC2\x9B"
                     "31m \xE2\x80\xAE \xE2\x81\xA6 \xE2\x80\xA8"sv),
             std::string("\\u009B31m \\u202E \\u2066 \\u2028"));
    QCOMPARE(escaped("\xFF\xC3"sv), std::string("\\xFF\\xC3"));
    QCOMPARE(escaped("Größe 👩‍💻 \\n"sv),
             std::string("Größe 👩‍💻 \\n")); // what joins a picture is no control
    QCOMPARE(escaped("log\u200B \u00AD \uFEFF \U000E0041"sv), std::string("log\\u200B \\u00AD \\uFEFF \\U000E0041"));
    QCOMPARE(escapedJson("\"\U000E0041\""), std::string("\"\\uDB40\\uDC41\""));
    QCOMPARE(escapedJson("{\"a\": \"\xC2\x9B\"\n}"), std::string("{\"a\": \"\\u009B\"\n}"));
    const std::string text = Header + "main:\n  - \"\\e[2J\\u202e\"\n";
    const LoadedScenario loaded = loadScenario(text);
    QCOMPARE(toString(loaded.diagnostics.front(), "\x1b.yaml"),
             std::string("\\u001B.yaml:5:5: error: there is no step '\\u001B[2J\\u202E'"));
    const std::string raw = "a\x1b[2J\xE2\x80\xAE\xFF";
    QCOMPARE(excerpt({{{1, 1}, {1, 2}}, {}, {}}, TextPlaces(raw)), std::string("   1 | a [2J\uFFFD\uFFFD\n     | ^\n"));
}

void tst_HostileFiles::mistakesAreBounded()
{
    const LoadedScenario loaded
        = loadScenario(Header + "main:\n" + lines(5000, [](auto...) { return "  - slep: 1s\n"; }));
    QCOMPARE(loaded.diagnostics.size(), Diagnostics::Most + 1);
    QCOMPARE(loaded.diagnostics.back().message, std::string("and 4000 more mistakes"));
    QCOMPARE(loaded.diagnostics.front().cure, std::string("did you mean 'sleep'?"));
}

void tst_HostileFiles::checkingGrowsAsTheFileDoes_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<int>("size");
    const auto row = [](const char *name, int size, const Make &make) { QTest::newRow(name) << make << size; };
    using S = std::string;
    row("tokens in a line", 2000, [](int n) {
        return "resources:\n  tokens:\n" + lines(n, [](S i, S j) { return "    - {t" + i + ": t" + j + "}\n"; })
               + "    - t" + std::to_string(n) + "\nmain: []\n";
    });
    row("exceptions in a line", 2500, [](int n) {
        return "exceptions:\n" + lines(n, [](S i, S j) { return "  E" + i + ": E" + j + "\n"; }) + "  E"
               + std::to_string(n) + ": ValueError\nmain: []\n";
    });
    row("unknown parents", 2000, [](int n) {
        return "exceptions:\n" + lines(n, [](S i, S) { return "  E" + i + ": X" + i + "\n"; }) + "main: []\n";
    });
    row("unknown keys", 5000, [](int n) { return lines(n, [](S i, S) { return "k" + i + ": 1\n"; }); });
    row("wrong steps", 8000, [](int n) { return "main:\n" + lines(n, [](S, S) { return S("  - x\n"); }); });
    row("wrong steps on one line", 6000,
        [](int n) { return "main: [" + lines(n, [](S, S) { return S("{x: 1}, "); }) + "]\n"; });
    row("received values", 1200, [](int n) {
        return "resources: {channels: {c: 1}}\nmain:\n" + lines(n, [](S i, S) {
                   return "  - receive: {channel: c, as: v" + i + "}\n  - log: '{v" + i + "}'\n";
               });
    });
    row("events", 2000, [](int n) {
        return "resources:\n  events:\n" + lines(n, [](S i, S) { return "    - e" + i + "\n"; }) + "main:\n"
               + lines(n, [](S i, S) { return "  - wait: e" + i + "\n"; });
    });
    row("limiters", 2500, [](int n) {
        return "resources:\n  limiters:\n" + lines(n, [](S i, S) { return "    e" + i + ": 1\n"; }) + "main: []\n";
    });
    row("scopes that the operator names", 1200, [](int n) {
        return "main:\n" + lines(n, [](S i, S) { return "  - scope: {name: s" + i + ", body: []}\n"; }) + "operator:\n"
               + lines(n, [](S i, S) { return "  - {at: 1ms, cancel: s" + i + "}\n"; });
    });
    row("places of calls", 1200, [](int n) {
        return "functions:\n  f:\n" + lines(n, [](S i, S) { return "    - cancel: x" + i + "\n"; }) + "main:\n"
               + lines(n, [](S i, S) { return "  - scope: {name: x" + i + ", body: [{call: f}]}\n"; });
    });
    row("unknown functions", 2000, [](int n) {
        return "functions:\n" + lines(n, [](S i, S) { return "  function" + i + ": []\n"; }) + "main:\n"
               + lines(n, [](S i, S) { return "  - call: funktion" + i + "\n"; });
    });
    row("braces", 250'000, [](int n) { return "main:\n  - log: '" + lines(n, [](S, S) { return S("{a"); }) + "}'\n"; });
    row("long names", 250'000, [](int n) {
        const auto length = static_cast<std::size_t>(n);
        return "functions: {" + S(length, 'a') + ": []}\nmain:\n  - call: " + S(length, 'b') + "\n";
    });
    row("expected logs", 2500,
        [](int n) { return "main: []\nexpect:\n  log:\n" + lines(n, [](S i, S) { return "    s" + i + ": [a]\n"; }); });
}

void tst_HostileFiles::checkingGrowsAsTheFileDoes()
{
    QFETCH(const Make, make);
    QFETCH(const int, size);
    const Growth growth = growthOf([&make](int n) { return Header + make(n); }, size / 4, loadScenario);
    QVERIFY2(!growth.isSquare(), qPrintable(growth.text()));
}

void tst_HostileFiles::functionsAreCheckedOnceWhoeverCallsThem_data()
{
    QTest::addColumn<QByteArray>("between"); // two calls of the next function
    QTest::newRow("a received value") << QByteArray(
        "    - call: f%2\n    - receive: {channel: c, as: a%1}\n    - call: f%2\n");
    QTest::newRow("scopes beside each other")
        << QByteArray("    - scope: {name: a%1, body: [{call: f%2}]}\n    - scope: {name: b%1, body: [{call: f%2}]}\n");
    QTest::newRow("in a handler, and not") << QByteArray(
        "    - call: f%2\n    - try: {body: [], except: [{match: KeyError, as: e%1, body: [{call: f%2}]}]}\n");
}

/// This would take 2^60 steps otherwise.
void tst_HostileFiles::functionsAreCheckedOnceWhoeverCallsThem()
{
    QFETCH(const QByteArray, between);
    const std::string functions = lines(60, [&](const std::string &i, const std::string &next) {
        QByteArray body = between;
        body.replace("%1", QByteArray::fromStdString(i)).replace("%2", QByteArray::fromStdString(next));
        return "  f" + i + ":\n" + body.toStdString();
    });
    const std::string text = Header + "resources: {channels: {c: 9}}\nfunctions:\n" + functions
                             + "  f60: [{log: '{a3}'}]\nmain:\n  - call: f0\n";
    const std::string found = mistakes(text);
    QVERIFY2(found.find("no value named 'a3' is in sight here") != std::string::npos, found.c_str());
    QCOMPARE(std::count(found.begin(), found.end(), '\n'), 1);
}

void tst_HostileFiles::whatACallerBindsIsSeenOnEveryWay_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said"); // empty: it is sound
    const auto row = [](const char *name, const char *functions, const char *main, const char *said) {
        QTest::newRow(name) << QByteArray("functions:\n") + functions + "main:\n" + main << QByteArray(said);
    };
    row("bound on both ways", "  f: [{cancel: a}]\n",
        "  - scope: {name: a, body: [{call: f}]}\n  - scope: {name: a, body: [{call: f}]}\n", "");
    row("bound on one way only", "  f: [{cancel: a}]\n", "  - scope: {name: a, body: [{call: f}]}\n  - call: f\n",
        "f:5:16: error: no scope named 'a' is in sight here");
    row("bound on one way or the other", "  f: [{cancel: a}, {cancel: b}]\n",
        "  - scope: {name: a, body: [{scope: {name: b, body: [{call: f}]}}]}\n", "");
    row("unbound behind another function", "  f: [{call: g}]\n  g: [{cancel: a}]\n",
        "  - scope: {name: a, body: [{call: f}]}\n  - call: g\n", "f:6:16: error: no scope named 'a'");
    row("bound in between", "  f: [{scope: {name: a, body: [{call: g}]}}]\n  g: [{cancel: a}]\n", "  - call: f\n", "");
    row("a scope of everybody", "  f: [{cancel: main}]\n", "  - call: f\n", "");
    row("by a pattern", "  f: [{cancel: job-1}]\n",
        "  - repeat: {times: 2, body: [{scope: {name: 'job-{attempt}', body: [{call: f}]}}]}\n", "");
    row("by another pattern", "  f: [{cancel: job-1}]\n",
        "  - repeat: {times: 2, body: [{scope: {name: 'jab-{attempt}', body: [{call: f}]}}]}\n",
        "no scope named 'job-1'");
    row("not a group", "  f: [{spawn: {in: a, body: []}}]\n", "  - scope: {name: a, body: [{call: f}]}\n",
        "no task group named 'a'");
    row("called by nobody", "  f: [{cancel: gone}, {spawn: {body: []}}, reraise]\n", "  - checkpoint\n", "");
    row("in a group of the caller", "  f: [{spawn: {body: []}}]\n", "  - task_group: [{call: f}]\n", "");
    row("in no group on one way", "  f: [{spawn: {body: []}}]\n", "  - task_group: [{call: f}]\n  - call: f\n",
        "f:5:8: error: 'spawn' is not inside a task group");
    row("in a handler of the caller", "  f: [reraise]\n",
        "  - try: {body: [], except: [{match: KeyError, body: [{call: f}]}]}\n", "");
    row("in a task of the handler", "  f: [reraise]\n",
        "  - try: {body: [], except: [{match: KeyError, body: [{task_group: [{spawn: {body: [{call: f}]}}]}]}]}\n",
        "f:5:7: error: 'reraise' is not inside a handler");
    row("out of sight again", "  f: [{log: '{v}'}]\n",
        "  - if: {chance: 1, then: [{repeat: {times: 1, body: [{call: f}]}}]}\n", "no value named 'v'");
    row("a circle", "  f: [{call: g}]\n  g: [{call: f}]\n", "  - call: f\n",
        "f:6:8: error: the function 'f' calls itself");
}

void tst_HostileFiles::whatACallerBindsIsSeenOnEveryWay()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, said);
    const std::string found = mistakes(Header + text.toStdString());
    QVERIFY2(found.find(said.toStdString()) != std::string::npos, found.c_str());
    QCOMPARE(std::count(found.begin(), found.end(), '\n'), said.isEmpty() ? 0 : 1);
}

void tst_HostileFiles::tooDeepIsSaidOnce()
{
    const std::string functions = lines(500, [](const std::string &i, const std::string &next) {
        return "  f" + i + ": [{call: f" + next + "}, {log: '{gone}'}]\n";
    });
    const std::string found = mistakes(Header + "functions:\n" + functions + "  f500: []\nmain:\n  - call: f0\n");
    const std::string said
        = "f:204:11: error: steps are nested more than 200 deep, through 'call' too (flatten the calls)\n";
    QVERIFY2(found.find(said) != std::string::npos, found.c_str());
    QCOMPARE(found.find("200 deep", found.find("200 deep") + 1), std::string::npos);
}

QTEST_APPLESS_MAIN(tst_HostileFiles)
#include "tst_hostilefiles.moc"
