#include "core/scenario/completion.h"
#include "core/scenario/language.h"

#include <QTest>

using namespace ScopeLab;

namespace {

const char Head[] = "scopelab: 1\ntitle: t\nsummary: >\n  Two lines: in: one\n  text.\n";

const char Declared[] = "resources:\n  events: [ready, done]\n  locks:\n    - database\n  limiters: {pool: 2}\n"
                        "  channels:\n    jobs: 10\n  tokens: [shutdown, {batch: shutdown}]\n"
                        "exceptions: {PaymentDeclined: ValueError}\n"
                        "functions:\n  save:\n    - log: saved\n"
                        "main:\n"
                        "- task_group:\n    name: workers\n    body:\n"
                        "    - spawn: {name: writer, body: [{shield: {name: commit, body: []}}]}\n"
                        "    - try: {body: [], except: [{match: Exception, as: failure, body: []}]}\n";

QStringList completions(const QString &before, const QString &after = {})
{
    QStringList words;
    for (const Completion &one : completionsAt(before.toStdString(), after.toStdString()))
        words.append(QString::fromStdString(one.word));
    return words;
}

QStringList sorted(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end());
    QStringList words;
    for (const std::string &name : names)
        words.append(QString::fromStdString(name));
    return words;
}

} // namespace

class tst_Completion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCanStandSomewhere_data();
    void whatCanStandSomewhere();
    void whatIsOfferedComesFromTheTable();
    void everyPrefixOfAnyTextIsSurvived();
};

void tst_Completion::whatCanStandSomewhere_data()
{
    QTest::addColumn<QString>("place"); // what is typed last
    QTest::addColumn<QString>("offered");
    const auto row = [](const char *place, const char *offered) {
        QTest::newRow(qPrintable(QString::fromLatin1(place).simplified()))
            << QString::fromLatin1(place) << QString::fromLatin1(offered);
    };
    row("- shi", "shield");
    row("- move_on_after:\n    na", "name");
    row("- move_on_after:\n    body:\n      - shi", "shield");
    row("- move_on_after:\n    body:\n    - shi", "shield"); // a list in the column of its key
    row("- move_on_after:\n    body:\n      - log: x\n    oth", "otherwise");
    row("- shield:\n    - ch", "checkpoint");
    row("- shield:\n    ti", "timeout");
    row("- move_on_after: {after: 1s, oth", "otherwise");
    row("- move_on_after: {after: 1s, body: [{shi", "shield");
    row("- move_on_after: {after: 1s, body: [{sleep: 1s}], oth", "otherwise");
    row("- move_on_after: {after: 1s,\n    body: [],\n    oth", "otherwise"); // over several lines
    row("- log: shi", "");                                                    // any text
    row("- scope: {name: wor", "");                                           // a new name
    row("# bac", "");
    row("main: [] # bac", "");
    row("- scope: {shield: t", "true");
    row("- scope: {timeout: fo", "forever");
    row("- set_deadline: {scope: workers, never: ", "true");
    row("- if: {pre", "present");
    row("- if: {all: [{not: {only", "only_cancelled");
    row("- if:\n    count:\n      o", "of over");
    row("- try:\n    body: []\n    except:\n      - ma", "match");
    row("- try: {body: [], except: [{match: Value", "ValueError");
    row("- try: {body: [], except: [{match: [KeyError, Pay", "PaymentDeclined");
    row("- raise: Pay", "PaymentDeclined");
    row("- raise: {group: {errors: [Pay", "PaymentDeclined");
    row("- raise: {group: {errors: [{type: Pay", "PaymentDeclined");
    row("- raise: {error: fa", "failure");
    row("- raise: {type: KeyError, cause: fa", "failure");
    row("- budget: {operations: [{we", "weight");
    row("- cancel: ", "batch commit main shutdown workers");
    row("- cancel: {scope: c", "commit");
    row("- set_shield: {scope: ", "commit main workers");
    row("- spawn: {in: ", "workers");
    row("- call: ", "save");
    row("- wait: ", "done ready");
    row("- with_lock: {lock: ", "database");
    row("- with_limiter: {limiter: ", "pool");
    row("- send: {channel: ", "jobs");
    row("- wait_cancelled: ", "batch shutdown");
    row("bac", "backend");
    row("backend: ", "asyncio curio trio");
    row("operator:\n  - can", "cancel");
    row("operator:\n  - {at: 1s, set: re", "ready");
    row("operator:\n  - set_deadline: {sc", "scope");
    row("questions: [{at: ", "decisive");
    row("expect:\n  outcome: st", "stuck");
    row("expect:\n  tasks:\n    wr", "writer");
    row("expect: {tasks: {writer: ", "cancelled completed failed leaked");
    row("expect: {scopes: {com", "commit");
    row("expect: {scopes: {commit: {cancelled", "cancelled_caught");
    row("expect:\n  error: {cause: {ty", "type");
}

void tst_Completion::whatCanStandSomewhere()
{
    QFETCH(const QString, place);
    QFETCH(const QString, offered);
    const QString before = QLatin1String(Head) + QLatin1String(Declared);
    QCOMPARE(completions(before + place).join(u' '), offered);
    QCOMPARE(completions(before + place, QStringLiteral("\nnonsense: [ {\n")).join(u' '), offered);
}

void tst_Completion::whatIsOfferedComesFromTheTable()
{
    const QString before = QString::fromLatin1(Head) + u"main:\n  - ";
    QCOMPARE(completions(before), sorted(stepKeywords()));
    for (const LanguageForm &form : languageForms()) {
        if (form.is == LanguageForm::Is::Step && !form.keys().empty())
            QCOMPARE(completions(before + QString::fromStdString(std::string(form.name)) + u": {"),
                     sorted(form.keyNames()));
    }
    QCOMPARE(completions({}), sorted(formCalled("a scenario")->keyNames()));
    const auto meaningOf = [&before](const char *place) {
        const std::vector<Completion> found = completionsAt(QString(before + QLatin1String(place)).toStdString(), {});
        return found.size() == 1 ? std::string(found.front().meaning()) : std::string("not one");
    };
    QCOMPARE(meaningOf("wait_"), std::string(formCalled("wait_cancelled")->meaning));
    QCOMPARE(meaningOf("retry: {att"), std::string(formCalled("retry")->key("attempts")->meaning));
    QCOMPARE(meaningOf("if: {pre"), std::string(predicates().front().meaning));
    QCOMPARE(meaningOf("scope: {shield: tr"), std::string());
}

void tst_Completion::everyPrefixOfAnyTextIsSurvived()
{
    const std::string text = std::string(Head) + Declared + "- x: }]{[\"a: 'b\n\t- ?\xff\xc3: &a *a {{}}\n";
    for (std::size_t length = 0; length <= text.size(); ++length) {
        for (const Completion &one : completionsAt(text.substr(0, length), text.substr(length)))
            QVERIFY(!one.word.empty());
    }
}

QTEST_APPLESS_MAIN(tst_Completion)
#include "tst_completion.moc"
