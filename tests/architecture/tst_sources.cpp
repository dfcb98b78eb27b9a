#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

struct Source
{
    QString path; // from the root of the project
    QString text;
};

std::vector<Source> sources(const QStringList &folders)
{
    std::vector<Source> result;
    const QDir root(QStringLiteral(SCOPELAB_ROOT));
    for (const QString &folder : folders) {
        QDirIterator walk(root.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (file.open(QIODevice::ReadOnly))
                result.push_back({root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll())});
        }
    }
    return result;
}

QString withoutCommentsAndStrings(QString text)
{
    static const QRegularExpression noise(
        QStringLiteral("//[^\\n]*|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])'"),
        QRegularExpression::DotMatchesEverythingOption);
    return text.replace(noise, QStringLiteral("0"));
}

/// From @p at, the opening one of a pair, to its closing one.
QString inBrackets(const QString &text, qsizetype at)
{
    int depth = 0;
    for (qsizetype i = at; i < text.size(); ++i) {
        if (QStringLiteral("([{").contains(text[i]))
            ++depth;
        else if (QStringLiteral(")]}").contains(text[i]) && --depth == 0)
            return text.mid(at, i - at + 1);
    }
    return text.mid(at);
}

/// The rest of the statement from @p at on: to the semicolon outside every bracket.
QString restOfStatement(const QString &text, qsizetype at)
{
    int depth = 0;
    for (qsizetype i = at; i < text.size(); ++i) {
        if (QStringLiteral("([{").contains(text[i]))
            ++depth;
        else if (QStringLiteral(")]}").contains(text[i]))
            --depth;
        else if (text[i] == u';' && depth == 0)
            return text.mid(at, i - at);
    }
    return text.mid(at);
}

/// The shapes of co_await that GCC 12 miscompiles, as found in @p source: one line each.
QStringList badShapes(const QString &source)
{
    const QString text = withoutCommentsAndStrings(source);
    const QString await = QStringLiteral("co_await");
    QStringList found;
    static const QRegularExpression condition(QStringLiteral("\\b(if|while|switch|for|[A-Z][A-Z_]{3,})\\s*\\("));
    for (auto match = condition.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch at = match.next();
        if (inBrackets(text, at.capturedEnd() - 1).contains(await))
            found.append(QStringLiteral("co_await in the parentheses of '%1'").arg(at.captured(1)));
    }
    for (qsizetype at = text.indexOf(await); at >= 0; at = text.indexOf(await, at + 1)) {
        qsizetype start = at;
        while (start > 0 && !QStringLiteral(";{}").contains(text[start - 1]))
            --start;
        const QString before = text.mid(start, at - start);
        const QString after = restOfStatement(text, at);
        if (before.contains(QStringLiteral("throw ")))
            found.append(QStringLiteral("throw with co_await"));
        if (before.contains(u'?') || after.contains(u'?'))
            found.append(QStringLiteral("?: with co_await: %1").arg(after.left(60)));
        if (after.contains(u'{'))
            found.append(QStringLiteral("braces or a lambda in a co_await: %1").arg(after.left(60)));
        if (after.count(await) > 1)
            found.append(QStringLiteral("two co_await in one statement"));
    }
    return found;
}

} // namespace

/// Checks on the text of the sources that no compiler makes.
class tst_Sources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void coroutinesAvoidTheShapesThatGccMiscompiles();
    void theCheckOfShapesFindsEachOfThem_data();
    void theCheckOfShapesFindsEachOfThem();
    void nobodyIncludesUpwards_data();
    void nobodyIncludesUpwards();
    void nothingTellsTheTimeByAClockThatJumps();
    void everyHeaderIsGuarded();
    void examplesOfTheGuideAreCompiled_data();
    void examplesOfTheGuideAreCompiled();
    void theEngineListsItsHeaders();
};

void tst_Sources::initTestCase()
{
    QVERIFY(sources({QStringLiteral("core")}).size() > 50);
}

void tst_Sources::coroutinesAvoidTheShapesThatGccMiscompiles()
{
    QStringList all;
    for (const Source &source : sources({QStringLiteral("core"), QStringLiteral("tests")})) {
        if (source.path.endsWith(QStringLiteral("tst_sources.cpp"))
            || source.path.startsWith(QStringLiteral("tests/benchmarks/peers")))
            continue;
        for (const QString &shape : badShapes(source.text))
            all.append(source.path + QStringLiteral(": ") + shape);
    }
    QVERIFY2(all.isEmpty(), qPrintable(all.join(u'\n')));
}

void tst_Sources::theCheckOfShapesFindsEachOfThem_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isBad");
    const auto row = [](const char *name, const char *code, bool isBad) {
        QTest::newRow(name) << QString::fromLatin1(code) << isBad;
    };
    row("condition", "if (co_await id(4) == 4) f();", true);
    row("loop", "while (!(co_await next())) {}", true);
    row("macro", "QVERIFY(co_await x());", true);
    row("conditional", "auto x = c ? co_await a : co_await b;", true);
    row("conditional operand", "co_await (b ? id(1) : id(2));", true);
    row("throw", "throw Oops(co_await x());", true);
    row("capturing lambda", "co_await run([s] { f(s); });", true);
    row("braced temporary", "co_await f(Options{1, 2});", true);
    row("list", "co_await f({1, 2});", true);
    row("plain", "co_await f(a, std::move(b)); if (x) { co_await g(); }", false);
    row("named", "const auto x = co_await f(a); auto body = [&]() -> Task<> { co_await g(); };", false);
    row("comment", "// if (co_await x())\nco_await y();", false);
}

void tst_Sources::theCheckOfShapesFindsEachOfThem()
{
    QFETCH(QString, code);
    QFETCH(bool, isBad);
    QCOMPARE(!badShapes(code).isEmpty(), isBad);
}

void tst_Sources::nobodyIncludesUpwards_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("mayInclude"); // besides itself
    const auto row = [](const char *folder, const char *mayInclude) {
        QTest::newRow(folder) << QString::fromLatin1(folder) << QString::fromLatin1(mayInclude);
    };
    row("core/time", "");
    row("core/engine", "core/time");
    row("core/patterns", "core/time core/engine");
    row("core/trace", "core/time core/engine");
    row("core/scenario", "core/time core/engine/ids.h"); // an act names a scope of a run
    row("core/interpreter", "core/time core/engine core/patterns core/scenario");
    row("core/session", "core");
    row("ui/playback", "core");
    row("ui/models", "core ui/playback ui/views");
    row("ui/views", "core ui");
}

void tst_Sources::nobodyIncludesUpwards()
{
    QFETCH(QString, folder);
    QFETCH(QString, mayInclude);
    static const QRegularExpression include(QStringLiteral("#include \"([^\"]+)\""));
    QStringList allowed = mayInclude.split(u' ', Qt::SkipEmptyParts) << folder;
    const std::vector<Source> found = sources({folder});
    QVERIFY(!found.empty());
    for (const Source &source : found) {
        for (auto match = include.globalMatch(source.text); match.hasNext();) {
            const QString path = match.next().captured(1);
            const bool isAllowed = std::any_of(allowed.begin(), allowed.end(), [&](const QString &prefix) {
                return path == prefix || path.startsWith(prefix + u'/');
            });
            QVERIFY2(isAllowed, qPrintable(source.path + QStringLiteral(" includes ") + path));
        }
        if (folder.startsWith(QStringLiteral("core/")))
            QVERIFY2(!source.text.contains(QStringLiteral("#include <QWidget"))
                         && !source.text.contains(QStringLiteral("#include <QGui")),
                     qPrintable(source.path));
        if (!folder.startsWith(QStringLiteral("core/scenario")))
            QVERIFY2(!source.text.contains(QStringLiteral("yaml-cpp")), qPrintable(source.path));
    }
}

/// The clock of the day is set by people and by the network; what waits goes by one that only runs ahead.
void tst_Sources::nothingTellsTheTimeByAClockThatJumps()
{
    static const QRegularExpression jumping(
        QStringLiteral("\\b(system_clock|high_resolution_clock|CLOCK_REALTIME|gettimeofday|currentDateTime\\w*|"
                       "currentTime|currentMSecsSinceEpoch|currentSecsSinceEpoch|time\\(nullptr\\))"));
    QVERIFY(jumping.match(QStringLiteral("std::chrono::system_clock::now()")).hasMatch());
    for (const Source &source : sources({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}))
        QVERIFY2(!jumping.match(withoutCommentsAndStrings(source.text)).hasMatch(), qPrintable(source.path));
}

void tst_Sources::everyHeaderIsGuarded()
{
    for (const Source &source :
         sources({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("tests")})) {
        if (source.path.endsWith(QStringLiteral(".h")))
            QVERIFY2(source.text.contains(QStringLiteral("#pragma once")), qPrintable(source.path));
    }
}

void tst_Sources::examplesOfTheGuideAreCompiled_data()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("the library's") << QStringLiteral("core/README.md");
    QTest::newRow("the project's") << QStringLiteral("README.md");
}

void tst_Sources::examplesOfTheGuideAreCompiled()
{
    QFETCH(QString, page);
    const QDir root(QStringLiteral(SCOPELAB_ROOT));
    QFile guide(root.filePath(page));
    QFile consumer(root.filePath(QStringLiteral("tests/consumer/main.cpp"))); // built and run by tst_install
    QVERIFY(guide.open(QIODevice::ReadOnly) && consumer.open(QIODevice::ReadOnly));
    const QString program = QString::fromUtf8(consumer.readAll());
    static const QRegularExpression block(QStringLiteral("```cpp\\n(.*?)```"),
                                          QRegularExpression::DotMatchesEverythingOption);
    int examples = 0;
    const QString text = QString::fromUtf8(guide.readAll());
    for (auto match = block.globalMatch(text); match.hasNext(); ++examples) {
        const QString example = match.next().captured(1);
        QVERIFY2(program.contains(example), qPrintable(example));
    }
    QVERIFY(examples > 0);
}

void tst_Sources::theEngineListsItsHeaders()
{
    // What is not listed is not installed.
    QFile list(QDir(QStringLiteral(SCOPELAB_ROOT)).filePath(QStringLiteral("core/CMakeLists.txt")));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(list.readAll());
    const QStringList folders{QStringLiteral("core/time"), QStringLiteral("core/engine"),
                              QStringLiteral("core/patterns")};
    for (const Source &source : sources(folders))
        QVERIFY2(text.contains(source.path.mid(5)), qPrintable(source.path));
}

QTEST_APPLESS_MAIN(tst_Sources)
#include "tst_sources.moc"
