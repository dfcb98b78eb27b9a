// Whatever a scenario says, at every place where it can say something, an exported program says it in a
// string, in a comment or by a name of its own: the rest is the same as for a scenario that means no harm.
// The parser of each language reads what comes out.

#include "core/export/cpptext.h"
#include "core/export/exportedcode.h"
#include "core/export/pythontext.h"
#include "core/export/rusttext.h"
#include "tests/conformance/everywhere.h"
#include "tests/conformance/hostiles.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>
#include <set>

using namespace ScopeLab;

namespace {

using Export = ExportedCode (*)(const Scenario &);

// -- what the languages say

void write(const QString &path, const std::string &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(text)) < 0)
        qFatal("cannot write %s", qPrintable(path));
}

/// What a program says that finds nothing wrong.
QString complaintOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(200'000)) {
        process.kill();
        process.waitForFinished();
        return program + QStringLiteral(" is missing, or does not end");
    }
    const QString output = QString::fromUtf8(process.readAll());
    return process.exitCode() == 0 ? output : QStringLiteral("failed\n") + output;
}

QString compile(const QString &path)
{
    return complaintOf(QStringLiteral(SCOPELAB_CXX),
                       QStringList{QStringLiteral("-std=c++20"), QStringLiteral("-fsyntax-only"),
                                   QStringLiteral("-fPIC"), QStringLiteral("-Wcomment"), QStringLiteral("-Wtrigraphs"),
                                   QStringLiteral("-I" SCOPELAB_ROOT)}
                               + QStringLiteral(SCOPELAB_INCLUDES).split(u'|')
                           << path);
}

/// The tokens of C++ or Rust; strings say nothing, comments are none.
QStringList tokensOf(const std::string &program)
{
    static const QRegularExpression token(
        QStringLiteral("//(?:\\\\\\n|[^\\n])*+|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*+\"|[A-Za-z_]\\w*|\\d[\\w.]*|\\S"),
        QRegularExpression::DotMatchesEverythingOption);
    QStringList result;
    const QString text = QString::fromStdString(program);
    for (auto match = token.globalMatch(text); match.hasNext();) {
        const QString one = match.next().captured();
        if (one.startsWith(QStringLiteral("//")) || one.startsWith(QStringLiteral("/*")))
            continue;
        if (one == QStringLiteral("}") && !result.isEmpty() && result.last() == QStringLiteral(","))
            result.removeLast(); // a list that is broken into lines
        result << (one.startsWith(u'"') ? QStringLiteral("\"") : one);
    }
    return result;
}

/// What a program should be.
struct Base
{
    explicit Base(const std::string &program)
        : tokens(tokensOf(program))
    {
        const QString begin = QStringLiteral("Program");
        const bool isCpp = tokens.contains(begin);
        const qsizetype end = isCpp ? tokens.lastIndexOf(begin) : tokens.size();
        for (qsizetype i = tokens.indexOf(isCpp ? begin : QStringLiteral("flavor")); i < end; ++i) {
            const QString &before = tokens[i - 1];
            if (before != QStringLiteral(".") && before != QStringLiteral(">") && before != QStringLiteral(":"))
                own.insert(tokens[i]);
        }
    }

    QStringList tokens;
    QSet<QString> own; ///< Without members; and without helpers, whose variables stand alone.
};

/// How @p program differs from that; empty: not at all.
QString differenceTo(const Base &base, const QStringList &program)
{
    static const QRegularExpression name(QStringLiteral("^[A-Za-z][A-Za-z0-9_]*$"));
    for (qsizetype i = 0; i < std::min(base.tokens.size(), program.size()); ++i) {
        const QString &wanted = base.tokens[i];
        const bool isRight
            = wanted == program[i]
              || (wanted.contains(QStringLiteral("zq7"), Qt::CaseInsensitive) && name.match(program[i]).hasMatch()
                  && (!base.own.contains(program[i]) || program[i].front().isUpper())); // of Error::
        if (!isRight)
            return QStringLiteral("'%1' stands where '%2' should").arg(program[i], wanted);
    }
    return base.tokens.size() == program.size() ? QString() : QStringLiteral("it is longer, or shorter");
}

/// Characters that a reader does not see, or that begin a line somewhere.
bool isUnseen(char32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xad || code == 0x61c
           || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e)
           || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff || (code >= 0xd800 && code < 0xf900)
           || (code >= 0xfff9 && code <= 0xfffb) || (code & 0xfffe) == 0xfffe || code >= 0xe0000;
}

/// True if every line is one, in UTF-8, and shows all that stands in it.
bool isSeen(const ExportedCode &code)
{
    for (const ExportedCode::Line &line : code.lines) {
        const QString text = QString::fromStdString(line.text);
        if (text.toStdString() != line.text)
            return false;
        const QList<uint> characters = text.toUcs4();
        if (std::any_of(characters.begin(), characters.end(), isUnseen))
            return false;
    }
    return true;
}

QByteArray shown(const Hostile &hostile)
{
    return QByteArray::fromStdString(hostile.name.substr(0, 60) + " | " + hostile.text.substr(0, 60))
        .toPercentEncoding(" |");
}

} // namespace

class tst_HostileExports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pythonSaysNothingElse();
    void cppAndRustSayNothingElse_data();
    void cppAndRustSayNothingElse();
    void cppCompilesWithAnyName();
    void cppKnowsEveryReservedWord();
    void rustParsesWhatever();
    void numbersAreTheSameInEveryLocale();
    void manyStepsInARowAreExportedInTheirOrder();
};

void tst_HostileExports::pythonSaysNothingElse()
{
    const QTemporaryDir folder;
    QStringList paths{QStringLiteral(SCOPELAB_ROOT "/tests/conformance/check_python.py")};
    const auto add = [&](const std::string &program) {
        paths << folder.filePath(QString::number(paths.size()) + QStringLiteral(".py"));
        write(paths.last(), program);
    };
    for (const char *name : {"zq7-name", "zq7name"}) // one that is no identifier, and one that is
        add(exportToPython(everywhere(name, "text")).text());
    for (const Hostile &hostile : hostiles()) {
        const ExportedCode code = exportToPython(everywhere(hostile.name, hostile.text));
        QVERIFY2(isSeen(code), shown(hostile));
        add(code.text());
    }
    const QString complaint = complaintOf(QStringLiteral("/usr/bin/python3"), paths);
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint.left(4000)));
}

void tst_HostileExports::cppAndRustSayNothingElse_data()
{
    QTest::addColumn<Export>("exported");
    QTest::newRow("C++") << Export(exportToCpp);
    QTest::newRow("Rust") << Export(exportToRust);
}

void tst_HostileExports::cppAndRustSayNothingElse()
{
    QFETCH(Export, exported);
    // Lists of items are written in one way if they are short, in another if they are long.
    QList<Base> bases;
    QStringList wrong;
    for (const std::string &name : {std::string("zq7"), "zq7-" + std::string(100, 'a')}) {
        for (const std::size_t length : {1u, 30u, 100u})
            bases << Base(exported(everywhere(name, std::string(length, 'x'))).text());
    }
    for (const Hostile &hostile : hostiles()) {
        const ExportedCode code = exported(everywhere(hostile.name, hostile.text));
        QVERIFY2(isSeen(code), shown(hostile));
        const QStringList tokens = tokensOf(code.text());
        QStringList differences;
        for (const Base &base : bases)
            differences << differenceTo(base, tokens);
        if (!differences.contains(QString()))
            wrong << QString::fromUtf8(shown(hostile)) + QStringLiteral(": ") + differences.first();
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

// Each program in a namespace of its own, so that what they include is read once.
void tst_HostileExports::cppCompilesWithAnyName()
{
    std::set<std::string> includes;
    std::string programs;
    for (const Hostile &hostile : {Hostile{"class", "\?\?/ */ \\"}, Hostile{"-\u202e", "\" + injected + \""}}) {
        programs += "namespace program" + std::to_string(programs.size()) + " {\n";
        for (const ExportedCode::Line &line : exportToCpp(everywhere(hostile.name, hostile.text)).lines) {
            if (line.text.starts_with("#include"))
                includes.insert(line.text + '\n');
            else
                programs += line.text + '\n';
        }
        programs += "}\n";
    }
    std::string all;
    for (const std::string &include : includes)
        all += include;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("programs.cpp"));
    write(path, all + programs);
    const QString complaint = compile(path);
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint.left(4000)));
}

// The compiler itself is asked for the macros that the headers of a program bring with them.
void tst_HostileExports::cppKnowsEveryReservedWord()
{
    const QTemporaryDir folder;
    std::string includes = "#include <QtCore>\n"; // of those who have a user interface, too
    for (const ExportedCode::Line &line : exportToCpp(everywhere("zq7-name", "text")).lines) {
        if (line.text.starts_with("#include"))
            includes += line.text + '\n';
    }
    const QString path = folder.filePath(QStringLiteral("words.cpp"));
    write(path, includes);
    QProcess compiler;
    compiler.start(QStringLiteral(SCOPELAB_CXX),
                   QStringList{QStringLiteral("-std=gnu++20"), QStringLiteral("-dM"), QStringLiteral("-E"),
                               QStringLiteral("-fPIC"), QStringLiteral("-I" SCOPELAB_ROOT)}
                           + QStringLiteral(SCOPELAB_INCLUDES).split(u'|')
                       << path);
    QVERIFY(compiler.waitForFinished(60'000));
    std::set<std::string> words;
    static const QRegularExpression macro(QStringLiteral("^#define ([A-Za-z]\\w*)"));
    for (const QString &line : QString::fromUtf8(compiler.readAllStandardOutput()).split(u'\n')) {
        if (const auto match = macro.match(line); match.hasMatch())
            words.insert(match.captured(1).toStdString());
    }
    QVERIFY(words.contains("stdout"));
    QVERIFY(words.contains("signals"));
    for (const QString &word : QString::fromLatin1(Words).split(u' '))
        words.insert(word.toStdString());
    std::set<std::string> members;
    for (const std::string &word : words)
        members.insert("    int " + Cpp::identifier(word) + ";\n");
    std::string program = includes + "struct Program\n{\n";
    for (const std::string &member : members)
        program += member;
    write(path, program + "};\n");
    const QString complaint = compile(path);
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint.left(4000)));
}

// Parsed, but not resolved: that is for tst_exportedrust.
void tst_HostileExports::rustParsesWhatever()
{
    std::string all;
    int number = 0;
    for (const Hostile &hostile : hostiles()) {
        all += "#[cfg(any())]\nmod program" + std::to_string(++number) + " {\n"
               + exportToRust(everywhere(hostile.name, hostile.text)).text() + "}\n";
    }
    std::set<std::string> words;
    for (const QString &word : QString::fromLatin1(Words).split(u' ')) {
        words.insert("    let " + Rust::identifier(word.toStdString()) + " = ();\n");
        words.insert("    struct N" + Rust::typeName(word.toStdString()) + ";\n");
    }
    all += "pub fn words() {\n";
    for (const std::string &word : words)
        all += word;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("programs.rs"));
    write(path, "#![allow(warnings)]\n" + all + "}\n");
    const QString complaint = complaintOf(
        QStringLiteral("rustc"),
        {QStringLiteral("--edition"), QStringLiteral("2021"), QStringLiteral("--crate-type"), QStringLiteral("lib"),
         QStringLiteral("--emit"), QStringLiteral("metadata"), QStringLiteral("--out-dir"), folder.path(), path});
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint.left(4000)));
}

void tst_HostileExports::numbersAreTheSameInEveryLocale()
{
    const LoadedScenario loaded = loadScenario(R"(scopelab: 1
title: t
summary: s
main:
  - retry: {attempts: 3, delay: 250ms, factor: 0.0000001, body: [{sleep: 1.5s}]}
  - if: {chance: 0.3, then: [{sleep: 0.000001s}]}
)");
    QVERIFY(loaded.scenario);
    // A locale with a comma: built for this test, for the system has none that can be counted on.
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("de_DE.UTF-8"));
    complaintOf(QStringLiteral("localedef"),
                {QStringLiteral("-i"), QStringLiteral("de_DE"), QStringLiteral("-f"), QStringLiteral("UTF-8"), path});
    qputenv("LOCPATH", folder.path().toLocal8Bit());
    const bool hasComma = std::setlocale(LC_ALL, "de_DE.UTF-8") && std::to_string(0.5).starts_with("0,5");
    QStringList programs;
    for (const Export exported : {exportToPython, exportToCpp, exportToRust})
        programs << QString::fromStdString(exported(*loaded.scenario).text());
    std::setlocale(LC_ALL, "C");
    qunsetenv("LOCPATH");
    QVERIFY(hasComma); // else this would show nothing
    QVERIFY(programs[0].contains(QStringLiteral("trio.sleep(0.25 * 1e-07 ** (attempt - 1))")));
    QVERIFY(programs[0].contains(QStringLiteral("random.random() < 0.3")));
    QVERIFY(programs[0].contains(QStringLiteral("trio.sleep(0.000001)")));
    QVERIFY(programs[1].contains(QStringLiteral(".factor = 1e-07")));
    QVERIFY(programs[1].contains(QStringLiteral("chance(0.3)")));
    QVERIFY(programs[2].contains(QStringLiteral("mul_f64(1e-07_f64.powi(attempt - 1))")));
    QVERIFY(programs[2].contains(QStringLiteral("chance(0.3)")));
}

// Each of these has a variable in C++, with a number of its own: looked for from the first one on, that would
// take an hour.
void tst_HostileExports::manyStepsInARowAreExportedInTheirOrder()
{
    std::string text = "scopelab: 1\ntitle: t\nsummary: s\nexceptions:\n";
    const int exceptions = 300;
    for (int i = 0; i < exceptions; ++i) // each below the one that follows
        text += "  E" + std::to_string(i) + ": "
                + (i + 1 < exceptions ? "E" + std::to_string(i + 1) : std::string("Exception")) + '\n';
    text += "main:\n";
    for (int i = 0; i < 10'000; ++i)
        text += "  - move_on_after: {after: 1s, body: [checkpoint], otherwise: [{log: l}]}\n";
    const LoadedScenario loaded = loadScenario(text);
    QVERIFY(loaded.scenario);
    QVERIFY(exportToCpp(*loaded.scenario).text().find("const bool finished10000 = ") != std::string::npos);
    const std::string python = exportToPython(*loaded.scenario).text();
    QVERIFY(python.find("class E299(Exception)") < python.find("class E298(E299)"));
    QVERIFY(!exportToRust(*loaded.scenario).lines.empty());
}

QTEST_GUILESS_MAIN(tst_HostileExports)
#include "tst_hostileexports.moc"
