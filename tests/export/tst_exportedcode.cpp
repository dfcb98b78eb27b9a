// What the exporters to all languages take from the lowered program: which names a program needs, and where.

#include "core/export/languages.h"
#include "core/session/library.h"

#include <QFile>
#include <QTest>

using namespace ScopeLab;

namespace {

Scenario load(const std::string &text)
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\n" + text);
    if (!loaded.scenario)
        qFatal("%s", toString(loaded.diagnostics.front(), "test").c_str());
    return *loaded.scenario;
}

using Export = ExportedCode (*)(const Scenario &);

} // namespace
Q_DECLARE_METATYPE(Export)

class tst_ExportedCode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void programsSay_data();
    void programsSay();
    void programsDoNotSay_data();
    void programsDoNotSay();
    void theManualNamesEveryLanguage();
    void everyLanguageWritesAProgram();

private:
    bool has(QString *program) const;
};

/// True if the program says what the row asks for.
bool tst_ExportedCode::has(QString *program) const
{
    QFETCH(const Export, language);
    QFETCH(const QString, scenario);
    QFETCH(const QString, wanted);
    *program = QString::fromStdString(language(load(scenario.toStdString())).text());
    return program->contains(wanted);
}

namespace {

void addColumns()
{
    QTest::addColumn<Export>("language");
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("wanted");
}

void addRow(const char *name, Export language, const char *scenario, const char *wanted)
{
    QTest::newRow(name) << language << QString::fromUtf8(scenario) << QString::fromUtf8(wanted);
}

const char *const TextWithAttempt = "main: [{retry: {attempts: 2, body: [{log: 'an attempt is made'}]}}, "
                                    "{repeat: {times: 2, body: [{log: 'no attempt'}]}}]\n";
const char *const Lengths = "main: [{task_group: [{spawn_each: {items: [10ms, 20ms], body: [{sleep: '{item}'}]}}]}]\n";
const char *const Nested = "main: [{repeat: {times: 2, body: [{log: '{attempt}'}, {repeat: {times: 2, body: [{if: "
                           "{equal: ['{attempt}', '2'], then: [checkpoint]}}]}}]}}]\n";
const char *const Handled
    = "functions: {f: [reraise]}\nmain: [{try: {body: [{log: a}, checkpoint], except: [{match: Exception, body: "
      "[{call: f}]}]}}, {task_group: [{spawn: {name: w, body: [{try: {body: [{log: a}, checkpoint], except: "
      "[{match: KeyError, body: [checkpoint]}]}}]}}]}]\n";
const char *const StatusHandedOn
    = "functions: {f: [started]}\nmain: [{task_group: [{start: {name: w, body: [{call: f}]}}]}]\n";
const char *const LateInBudget
    = "main: [{budget: {total: 1s, operations: [{name: first, timeout: 1s, body: [checkpoint]}, {name: second, body: "
      "[{if: {cancelled_caught: first, then: [checkpoint]}}]}]}}, {if: {cancelled_caught: first, then: "
      "[checkpoint]}}]\n";

} // namespace

void tst_ExportedCode::programsSay_data()
{
    addColumns();
    addRow("Python: a counter that only a text mentions", exportToPython, TextWithAttempt, "for _ in range(2):");
    addRow("C++: a counter that only a text mentions", exportToCpp, TextWithAttempt, "retry(policy, [&]() -> Task<> {");
    addRow("Rust: a counter that only a text mentions", exportToRust, TextWithAttempt, "for _ in 1..=2 {");
    addRow("C++: items that are lengths", exportToCpp, Lengths, "const Duration items[] = {10ms, 20ms};");
    addRow("Rust: items that are lengths", exportToRust, Lengths, "for item in [Duration::from_millis(10)");
    addRow("Python: a counter with a number is one", exportToPython, Nested, "if attempt_2 == 2:");
    addRow("Python: an operation is asked in its budget", exportToPython, LateInBudget, "if first.cancelled_caught:");
    addRow("Python: and behind it by its name", exportToPython, LateInBudget,
           "if last_scope(\"first\").cancelled_caught:");
    addRow("Python: under which it was entered", exportToPython, LateInBudget, "as first, visible(\"first\", first):");
    addRow("C++: a scope that is gone is asked by its name", exportToCpp, LateInBudget, "if (lastScope(\"first\")");
    addRow("C++: a task takes a scope by reference", exportToCpp,
           "main: [{move_on_after: {name: s, after: 1s, body: [{task_group: [{spawn: {name: w, body: [{cancel: "
           "s}]}}]}]}}]\n",
           "> w(CancelScope &s)");
    addRow("C++: a blank line stands below what the program is", exportToCpp, "main: [checkpoint]\n",
           "\n\n#include <core/");
    addRow("Rust: a group that somebody outside cancels has a token below his", exportToRust,
           "main: [{task_group: {name: g, body: [{spawn: {name: w, body: [checkpoint]}}]}}]\n"
           "operator: [{at: 1ms, cancel: g}]\n",
           "TaskGroup::new(stop_g.child_token());");
    addRow("C++: and was noted when it was entered", exportToCpp, LateInBudget, "entered[\"first\"] = first;");
}

void tst_ExportedCode::programsSay()
{
    QString program;
    const bool says = has(&program);
    QVERIFY2(says, qPrintable(program));
}

void tst_ExportedCode::programsDoNotSay_data()
{
    addColumns();
    addRow("C++: a task has its own names, though a function takes one", exportToCpp, Handled, "tried2");
    addRow("C++: a token that is asked needs nothing of errors", exportToCpp,
           "resources: {tokens: [t]}\nmain: [{if: {token_cancelled: t, then: [checkpoint]}}]\n", "core/engine/split.h");
    addRow("C++: a status that is handed on is one parameter", exportToCpp, StatusHandedOn,
           "status, TaskStatus<> status");
    addRow("Rust: a status that is handed on is one parameter", exportToRust, StatusHandedOn, "Sender<()>, started");
    addRow("Rust: no text is read for a length that is known", exportToRust, Lengths, "fn duration(");
}

void tst_ExportedCode::programsDoNotSay()
{
    QString program;
    const bool says = has(&program);
    QVERIFY2(!says, qPrintable(program));
}

// What is not made from the table says the same as the table.
void tst_ExportedCode::theManualNamesEveryLanguage()
{
    QFile manual(QStringLiteral(SCOPELAB_ROOT "/resources/desktop/scopelab.1"));
    QVERIFY(manual.open(QIODevice::ReadOnly));
    const QByteArray text = manual.readAll();
    for (const Language &language : languages())
        QVERIFY2(text.contains(language.id.data()), language.id.data());
}

void tst_ExportedCode::everyLanguageWritesAProgram()
{
    const Scenario scenario = load("main: [{log: a}]\n");
    for (const Language &language : languages()) {
        QCOMPARE(languageWithId(language.id), &language);
        QVERIFY2(language.write(scenario).text().size() > 50, language.id.data());
    }
    QVERIFY(!languageWithId("go"));
}

QTEST_APPLESS_MAIN(tst_ExportedCode)
#include "tst_exportedcode.moc"
