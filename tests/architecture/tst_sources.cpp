#include <QDirIterator>
#include <QFile>
#include <QProcess>
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

/// A place that breaks a rule of size: a function in a file, or the file.
struct TooLong
{
    QString what;
    int lines = 0;
};

constexpr int LongestFunction = 60; // lines of its body
constexpr int LongestFile = 400;

/// Without preprocessor lines, too: what is in braces there is no code.
QString codeOf(const QString &source)
{
    static const QRegularExpression noise(
        QStringLiteral("R\"\\((?:.*?)\\)\"|//[^\\n]*|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])'"),
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression directive(QStringLiteral("^[ \\t]*#(?:[^\\n]*\\\\\\n)*[^\\n]*"),
                                              QRegularExpression::MultilineOption);
    QString code;
    qsizetype from = 0;
    for (auto match = noise.globalMatch(source); match.hasNext();) { // lines stay lines
        const QRegularExpressionMatch at = match.next();
        code += source.mid(from, at.capturedStart() - from) + QString(at.captured().count(u'\n'), u'\n');
        from = at.capturedEnd();
    }
    code += source.mid(from);
    return code.remove(directive);
}

/// True if what stands before a brace makes it the body of a function or lambda, not of a type, namespace or list.
bool beginsFunction(const QString &head)
{
    static const QRegularExpression end(
        QStringLiteral("[\\])]\\s*(?:const|noexcept|override|final|mutable|&&?|->[^{;]+|\\s)*$"));
    return head.isEmpty() || head.startsWith(u',') || end.match(head).hasMatch(); // empty: after an initialiser
}

/// Functions and lambdas that are no part of one, inside of classes, too.
std::vector<TooLong> longFunctions(const QString &source)
{
    const QString code = codeOf(source);
    std::vector<TooLong> found;
    int depth = 0;
    int functionDepth = -1; // -1: outside of all
    qsizetype functionAt = 0;
    qsizetype headAt = 0;
    for (qsizetype i = 0; i < code.size(); ++i) {
        const QChar c = code[i];
        if (c == u'{') {
            const bool isInList
                = headAt > 0 && code[headAt - 1] == u'{' && code.mid(headAt, i - headAt).trimmed().isEmpty();
            if (functionDepth < 0 && !isInList && beginsFunction(code.mid(headAt, i - headAt).trimmed())) {
                functionDepth = depth;
                functionAt = i;
            }
            ++depth;
        } else if (c == u'}') {
            --depth;
            if (depth == functionDepth) {
                functionDepth = -1;
                const int lines = static_cast<int>(code.mid(functionAt, i - functionAt).count(u'\n')) - 1;
                if (lines > LongestFunction)
                    found.push_back({code.mid(headAt, functionAt - headAt).simplified().right(60), lines});
            }
        }
        if ((c == u'{' || c == u'}' || c == u';') && functionDepth < 0)
            headAt = i + 1;
    }
    return found;
}

/// Classes whose tr() is used in @p source though it is neither theirs nor their header's: their texts would stand
/// among those of another in every translation.
QStringList borrowedContexts(const QString &source, const QString &header)
{
    static const QRegularExpression use(QStringLiteral("\\b([A-Z]\\w*)::tr\\("));
    QStringList found;
    for (auto match = use.globalMatch(source); match.hasNext();) {
        const QString name = match.next().captured(1);
        const QRegularExpression own(QStringLiteral("\\b(class|struct) %1\\b(?!;)").arg(name));
        if (!own.match(source).hasMatch() && !own.match(header).hasMatch() && !found.contains(name))
            found.append(name);
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
    void textsOfFilesAreShownPlain_data();
    void textsOfFilesAreShownPlain();
    void numbersAndLettersDependOnNoLocale();
    void everyHeaderIsGuarded();
    void examplesOfTheGuideAreCompiled_data();
    void examplesOfTheGuideAreCompiled();
    void theEngineListsItsHeaders();
    void nothingIsTooLong();
    void theCheckOfLengthFindsEachKind_data();
    void theCheckOfLengthFindsEachKind();
    void nobodyBorrowsATranslationContext();
    void theCheckOfContextsFindsABorrowedOne();
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
    row("core/text", "");
    row("core/trace", "core/text core/time core/engine");
    row("core/sentences", "core/text core/time core/trace core/scenario/ast.h core/engine");
    row("core/scenario", "core/text core/time core/engine/ids.h " // an act names a scope of a run
                         "core/engine/overloaded.h");
    row("core/interpreter", "core/text core/time core/engine core/patterns core/scenario");
    row("core/session", "core");
    row("core/export", "core/text core/time core/scenario");
    row("ui/paint", "core");
    row("ui/playback", "core");
    row("ui/models", "core ui/paint ui/playback");
    for (const char *room : {"ui/stage", "ui/timeline", "ui/errors", "ui/code"})
        row(room, "core ui/paint ui/playback ui/models");
    row("ui/library", "core ui/paint ui/playback ui/models ui/stage"); // the start page has the legend of the stage
    row("ui/lesson", "core ui/paint ui/playback ui/models ui/stage ui/timeline ui/code"); // two runs beside each other
    row("ui/window", "core ui");
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
        if (folder.startsWith(QStringLiteral("core/"))) {
            QVERIFY2(!source.text.contains(QStringLiteral("#include <QWidget")), qPrintable(source.path));
            QVERIFY2(!source.text.contains(QStringLiteral("#include <QGui")), qPrintable(source.path));
        }
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

void tst_Sources::textsOfFilesAreShownPlain_data()
{
    QTest::addColumn<QString>("way");     // by which a text would be shown as it is, as a regular expression
    QTest::addColumn<QString>("example"); // which it finds
    QTest::addColumn<QString>("but");     // in these files: they keep a text, or show none of a file
    const auto row = [](const char *way, const char *example, const char *but = "") {
        QTest::newRow(example) << QString::fromLatin1(way) << QString::fromLatin1(example) << QString::fromLatin1(but);
    };
    // oneLine(), shownName() and paragraph() instead.
    row("QString::fromStdString\\(", "QString::fromStdString(scope.name)",
        "models/librarymodel.cpp playback/actstext.cpp playback/openrun.cpp code/codeview.cpp "
        "window/exports.cpp window/opening.cpp window/markdownreport.cpp");
    // PageBrowser, which reads no file.
    row("(?<!&)\\bQTextBrowser\\b", "new QTextBrowser(this)",
        "paint/plaintexts.h paint/plaintexts.cpp paint/theme.cpp");
    row("\\bQTextEdit\\b(?!::ExtraSelection)", "new QTextEdit(this)");
    row("\\bQTextDocument [a-z]|new QTextDocument", "QTextDocument document;");
    row("\\bsetOpenExternalLinks\\b", "label->setOpenExternalLinks(true)");
    // showTip(), which says it plainly and in lines.
    row("QToolTip::showText", "QToolTip::showText(position, name)", "paint/plaintexts.cpp");
    // These are always taken for markup if they look like it.
    row("QMessageBox::(question|information|warning|critical|about)\\b", "QMessageBox::warning(this, title, text)");
    row("\\b(QErrorMessage|QWhatsThis|setWhatsThis|WhatsThisRole|QGraphicsTextItem|QStaticText)\\b",
        "widget->setWhatsThis(text)");
    // HTML of ours: everything that is put into it is escaped.
    row("setTextFormat\\(Qt::(RichText|AutoText|MarkdownText)\\)", "label->setTextFormat(Qt::RichText)",
        "library/libraryview.cpp window/actions.cpp window/banner.cpp window/runtitle.cpp lesson/predictview.cpp "
        "lesson/speakerview.cpp stage/stageview.cpp library/startpage.cpp lesson/twinview.cpp");
    row("\\bsetHtml\\(", "setHtml(text)", "errors/errordetails.cpp errors/whyview.cpp");
    // nameOfEntry(), which leaves the ampersands of a name.
    row("remove\\(u'&'\\)", "text.remove(u'&')");
}

void tst_Sources::textsOfFilesAreShownPlain()
{
    QFETCH(QString, way);
    QFETCH(QString, example);
    QFETCH(QString, but);
    const QRegularExpression pattern(way);
    QVERIFY(pattern.match(example).hasMatch());
    QStringList unused = but.split(u' ', Qt::SkipEmptyParts);
    const QStringList exceptions = unused;
    for (const Source &source : sources({QStringLiteral("ui")})) {
        static const QRegularExpression comment(QStringLiteral("//[^\\n]*"));
        if (!pattern.match(QString(source.text).remove(comment)).hasMatch())
            continue;
        unused.removeAll(source.path.mid(3));
        QVERIFY2(exceptions.contains(source.path.mid(3)), qPrintable(source.path));
    }
    for (const Source &source : sources({QStringLiteral("ui")})) {
        static const QRegularExpression box(QStringLiteral("\\bQMessageBox [a-z]+[({;]"));
        QVERIFY2(!box.match(source.text).hasMatch()
                     || source.text.contains(QStringLiteral("setTextFormat(Qt::PlainText)")),
                 qPrintable(source.path));
    }
    QVERIFY2(unused.isEmpty(), qPrintable(unused.join(u' ')));
}

/// What core and app call, as the linker sees it: std::to_string of a double, std::stod and their kin are inline, and
/// call these. std::to_chars, std::from_chars and what Qt has do not.
void tst_Sources::numbersAndLettersDependOnNoLocale()
{
    static const QRegularExpression forbidden(QStringLiteral(
        "^(__)?(v?f?s?n?w?printf|(isoc\\d+_)?(strto(d|f|ld|l|ul|ll|ull)|v?f?s?scanf)|ato(f|i|l|ll)|is(alnum|alpha|"
        "blank|digit|graph|lower|print|punct|space|upper|xdigit)|to(lower|upper)|ctype_\\w+|strcoll|strftime|"
        "localeconv|"
        "_ZNSo9_M_insertI[dem].*|_ZNSi10_M_extractI[dem].*)(_chk)?$"));
    QVERIFY(forbidden.match(QStringLiteral("vsnprintf")).hasMatch());
    QVERIFY(!forbidden.match(QStringLiteral("fputs")).hasMatch());
    QProcess nm;
    nm.start(QStringLiteral(SCOPELAB_NM), QStringList{QStringLiteral("-A"), QStringLiteral("--undefined-only")}
                                              + QStringLiteral(SCOPELAB_OBJECTS).split(u'|'));
    QVERIFY2(nm.waitForFinished(), nm.readAllStandardError());
    QVERIFY2(nm.exitCode() == 0, nm.readAllStandardError());
    const QStringList lines = QString::fromLocal8Bit(nm.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(lines.size() > 1000);
    QStringList found;
    for (const QString &line : lines) {
        const QString object = line.section(u':', 0, -2).section(u':', -1).section(u'/', -1);
        if (forbidden.match(line.section(u' ', -1)).hasMatch())
            found.append(object + u' ' + line.section(u' ', -1));
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
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
    QVERIFY(guide.open(QIODevice::ReadOnly));
    QVERIFY(consumer.open(QIODevice::ReadOnly));
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

void tst_Sources::nothingIsTooLong()
{
    QStringList all;
    for (const Source &source : sources({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")})) {
        for (const TooLong &function : longFunctions(source.text))
            all.append(QStringLiteral("%1: %2 lines in %3").arg(source.path).arg(function.lines).arg(function.what));
        if (const qsizetype lines = source.text.count(u'\n'); lines > LongestFile)
            all.append(QStringLiteral("%1: %2 lines").arg(source.path).arg(lines));
    }
    QVERIFY2(all.isEmpty(), qPrintable(all.join(u'\n')));
}

void tst_Sources::theCheckOfLengthFindsEachKind_data()
{
    QTest::addColumn<QString>("code"); // @: so many lines as are too many
    QTest::addColumn<int>("found");
    const auto row = [](const char *name, const char *code, int found) {
        QTest::newRow(name) << QString::fromLatin1(code) << found;
    };
    row("function", "int f(int x)\n{\n@}\n", 1);
    row("const member", "int A::f() const noexcept\n{\n@}\n", 1);
    row("inside of a class", "class A final : public B\n{\n    int f() override\n    {\n@    }\n};\n", 1);
    row("constructor", "A::A(int x)\n    : m_x(x)\n{\n@}\n", 1);
    row("constructor with braces", "A::A(int x)\n    : m_x{x}\n{\n@}\n", 1);
    row("lambda outside of functions", "const auto f = [](int x) -> int {\n@};\n", 1);
    row("function in namespaces", "namespace A {\nnamespace {\ntemplate <class T>\nvoid f()\n{\n@}\n}\n}\n", 1);
    row("lambda in a function", "void f()\n{\n    g([] {\n@    });\n}\n", 1); // and once
    row("two", "void f()\n{\n@}\nvoid g()\n{\n@}\n", 2);
    row("class", "class A\n{\n@};\n", 0);
    row("list of lists", "constexpr std::array<A, 2> all{{\n@}};\n", 0);
    row("namespace", "namespace A {\n@}\n", 0);
    row("enumeration", "enum class A {\n@};\n", 0);
    row("list", "const int all[] = {\n@};\n", 0);
    row("text", "const char *text = R\"(void f() {\n@})\";\n", 0);
    row("macro", "#define F void f() {\\\n}\nnamespace {\n@}\n", 0);
}

void tst_Sources::theCheckOfLengthFindsEachKind()
{
    QFETCH(QString, code);
    QFETCH(int, found);
    const QString line = QStringLiteral("    g(1);\n");
    const std::vector<TooLong> tooLong = longFunctions(QString(code).replace(u'@', line.repeated(LongestFunction + 1)));
    QCOMPARE(static_cast<int>(tooLong.size()), found);
    QVERIFY(longFunctions(QString(code).replace(u'@', line.repeated(LongestFunction - 2))).empty());
}

void tst_Sources::nobodyBorrowsATranslationContext()
{
    const std::vector<Source> all = sources({QStringLiteral("ui"), QStringLiteral("core")});
    for (const Source &source : all) {
        const QString stem = source.path.section(u'.', 0, -2);
        const auto header = std::find_if(
            all.begin(), all.end(), [&](const Source &other) { return other.path == stem + QStringLiteral(".h"); });
        const QStringList borrowed = borrowedContexts(source.text, header == all.end() ? QString() : header->text);
        QVERIFY2(borrowed.isEmpty(), qPrintable(source.path + QStringLiteral(" borrows ") + borrowed.join(u' ')));
    }
}

void tst_Sources::theCheckOfContextsFindsABorrowedOne()
{
    const QString code = QStringLiteral("class B;\nstruct C {};\nvoid f() { A::tr(x); B::tr(x); C::tr(x); B::tr(y); }");
    QCOMPARE(borrowedContexts(code, {}), (QStringList{QStringLiteral("A"), QStringLiteral("B")}));
    QCOMPARE(borrowedContexts(code, QStringLiteral("class A final\n{};")), QStringList{QStringLiteral("B")});
}

QTEST_APPLESS_MAIN(tst_Sources)
#include "tst_sources.moc"
