#include "core/interpreter/runlimits.h"
#include "core/scenario/language.h"
#include "core/scenario/scenarioparser.h"
#include "core/scenario/stepparser.h"
#include "core/session/report.h"

#include <QFile>
#include <QLocale>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace ScopeLab;

namespace {

QString pageIn(const QString &language)
{
    const QString folder = language == QStringLiteral("en") ? QString() : language + u'/';
    QFile file(QStringLiteral(SCOPELAB_ROOT "/resources/help/%1language.md").arg(folder));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// A heading of any level, and what stands below it up to the next one.
struct Section
{
    QString heading;
    QString text;
};

QList<Section> sectionsOf(const QString &page)
{
    QList<Section> result;
    for (const QString &line : page.split(u'\n')) {
        if (line.startsWith(u'#'))
            result.append({line.section(u' ', 1), {}});
        else if (!result.isEmpty())
            result.last().text += line + u'\n';
    }
    return result;
}

QStringList examplesIn(const QString &text)
{
    static const QRegularExpression fence(QStringLiteral("```yaml\n(.*?)```"),
                                          QRegularExpression::DotMatchesEverythingOption);
    QStringList result;
    for (auto match = fence.globalMatch(text); match.hasNext();)
        result.append(match.next().captured(1));
    return result;
}

/// The rows of all tables of @p page with three columns, each with its cells: of keys, and of predicates.
QList<QStringList> rowsOf(const QString &page)
{
    static const QRegularExpression row(QStringLiteral("^\\| (`\\w+`(?:, \\w+)?) \\| (.+) \\| (.+) \\|$"),
                                        QRegularExpression::MultilineOption);
    QList<QStringList> rows;
    for (auto match = row.globalMatch(page); match.hasNext();)
        rows.append(match.next().capturedTexts().mid(1));
    return rows;
}

/// What the page calls the value of a key.
QString valueText(const LanguageKey &key)
{
    const QString words = QStringLiteral("`%1`").arg(text(key.words).replace(u' ', QStringLiteral("` `")));
    if (key.value == ValueKind::Word)
        return words;
    if (key.value == ValueKind::NamedWords)
        return QStringLiteral("names, each with ") + words;
    return text(toString(key.value));
}

/// Every key of the table of the language, and every predicate, in the order in which the page must have them.
std::vector<LanguageKey> allKeys()
{
    std::vector<LanguageKey> result;
    for (const LanguageForm &form : languageForms()) {
        result.insert(result.end(), form.keys().begin(), form.keys().end());
        if (form.shortForm == ValueKind::Predicate)
            result.insert(result.end(), predicates().begin(), predicates().end());
    }
    return result;
}

QString nameOnPage(const LanguageKey &key, const char *required = "required")
{
    return u'`' + text(key.name) + u'`' + (key.isRequired ? QStringLiteral(", ") + QLatin1String(required) : QString());
}

} // namespace

/// Holds the page about the language against the table that parser and editor use, and runs its examples.
class tst_Language : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formsHaveNamesByWhichKeysReferToThem();
    void thePageHasEveryKeyAndNoOther();
    void theGermanPageHasTheSameKeys();
    void everyStepHasASectionThatSaysWhatItDoes();
    void everyKeyHasAnExample();
    void bothPagesHaveTheSameExamples();
    void examplesShowWhatTheySay_data();
    void examplesShowWhatTheySay();
    void thePageNamesTheLimitsOfARun();
};

void tst_Language::formsHaveNamesByWhichKeysReferToThem()
{
    QStringList names;
    for (const LanguageForm &form : languageForms())
        names.append(text(form.name));
    QVERIFY(names.size() > 40);
    QCOMPARE(names.removeDuplicates(), qsizetype{0});
    for (const LanguageKey &key : allKeys()) {
        const bool hasKeys = key.value == ValueKind::Keys || key.value == ValueKind::List
                             || key.value == ValueKind::NamedKeys || key.value == ValueKind::Errors
                             || key.value == ValueKind::Cause;
        QVERIFY2(formCalled(key.form) || !hasKeys, qPrintable(text(key.name)));
        QVERIFY2(key.form.empty() || hasKeys, qPrintable(text(key.name)));
    }
}

void tst_Language::thePageHasEveryKeyAndNoOther()
{
    QList<QStringList> expected;
    for (const LanguageKey &key : allKeys())
        expected.append({nameOnPage(key), valueText(key), text(key.meaning)});
    const QList<QStringList> found = rowsOf(pageIn(QStringLiteral("en")));
    for (qsizetype i = 0; i < std::min(found.size(), expected.size()); ++i)
        QCOMPARE(found[i], expected[i]);
    QCOMPARE(found.size(), expected.size());
}

/// In the same order, and each kind of value has one name.
void tst_Language::theGermanPageHasTheSameKeys()
{
    const std::vector<LanguageKey> keys = allKeys();
    const QList<QStringList> found = rowsOf(pageIn(QStringLiteral("de")));
    QCOMPARE(found.size(), static_cast<qsizetype>(keys.size()));
    QMap<QString, QString> names;
    for (qsizetype i = 0; i < found.size(); ++i) {
        const LanguageKey &key = keys[static_cast<std::size_t>(i)];
        QCOMPARE(found[i][0], nameOnPage(key, "Pflicht"));
        const QString kind = valueText(key);
        if (!names.contains(kind))
            names.insert(kind, found[i][1]);
        QCOMPARE(found[i][1], names[kind]);
    }
}

void tst_Language::everyStepHasASectionThatSaysWhatItDoes()
{
    QStringList sections;
    for (const Section &section : sectionsOf(pageIn(QStringLiteral("de"))))
        sections.append(section.heading);
    for (const std::string &keyword : stepKeywords())
        QVERIFY2(sections.contains(QString::fromStdString(keyword)), keyword.c_str());

    QMap<QString, QString> english;
    for (const Section &section : sectionsOf(pageIn(QStringLiteral("en"))))
        english.insert(section.heading, section.text.simplified());
    for (const LanguageForm &form : languageForms()) {
        if (form.is != LanguageForm::Is::Step)
            continue;
        const QString section = english.value(text(form.name));
        QVERIFY2(section.startsWith(text(form.meaning)), qPrintable(text(form.name) + u": " + section.left(200)));
        const bool isWord = form.shortForm == ValueKind::Nothing;
        const bool isShort = !isWord && form.shortForm != ValueKind::Keys && form.shortForm != ValueKind::Predicate;
        QCOMPARE(section.contains(QStringLiteral("Written as the bare word.")), isWord);
        const QString shortForm
            = QStringLiteral("Short form: `%1:` %2.").arg(text(form.name), text(toString(form.shortForm)));
        QCOMPARE(section.contains(QStringLiteral("Short form: ")), isShort);
        QVERIFY2(!isShort || section.contains(shortForm), qPrintable(shortForm));
    }
}

/// In the section of its step; a part of a file has one anywhere.
void tst_Language::everyKeyHasAnExample()
{
    const QString page = pageIn(QStringLiteral("en"));
    const auto has = [](const QString &where, std::string_view key) {
        const QRegularExpression use(QStringLiteral("\\b%1:").arg(text(key)));
        return use.match(examplesIn(where).join(u'\n')).hasMatch();
    };
    for (const Section &section : sectionsOf(page)) {
        const LanguageForm *form = formCalled(section.heading.toStdString());
        if (!form)
            continue;
        const QString use = examplesIn(section.text).join(u'\n');
        QVERIFY2(use.contains(section.heading), qPrintable(section.heading));
        for (const LanguageKey &key : form->keys())
            QVERIFY2(has(section.text, key.name), qPrintable(section.heading + u": " + text(key.name)));
    }
    for (const LanguageKey &key : allKeys())
        QVERIFY2(has(page, key.name), qPrintable(text(key.name)));
}

void tst_Language::bothPagesHaveTheSameExamples()
{
    QCOMPARE(examplesIn(pageIn(QStringLiteral("de"))), examplesIn(pageIn(QStringLiteral("en"))));
}

void tst_Language::examplesShowWhatTheySay_data()
{
    QTest::addColumn<QString>("example");
    for (const Section &section : sectionsOf(pageIn(QStringLiteral("en")))) {
        int number = 0;
        for (const QString &example : examplesIn(section.text))
            QTest::addRow("%s %d", qPrintable(section.heading), ++number) << example;
    }
}

void tst_Language::examplesShowWhatTheySay()
{
    QFETCH(const QString, example);
    const bool isWhole = example.startsWith(QStringLiteral("scopelab:"));
    const std::string file = (isWhole ? example : u"scopelab: 1\ntitle: t\nsummary: s\n" + example).toStdString();
    const LoadedScenario loaded = loadScenario(file);
    QStringList mistakes;
    for (const Diagnostic &diagnostic : loaded.diagnostics)
        mistakes.append(QString::fromStdString(toString(diagnostic, "example")));
    QVERIFY2(loaded.scenario, qPrintable(mistakes.join(u'\n')));
    QVERIFY(loaded.scenario->expect.has_value());
    const RunRequest request;
    const Report report(*loaded.scenario, request, summaryOfRun(*loaded.scenario, request));
    for (const std::string &mismatch : report.mismatches())
        QFAIL(mismatch.c_str());
}

void tst_Language::thePageNamesTheLimitsOfARun()
{
    const RunLimits limits;
    const auto rowsIn = [&limits](const char *language) {
        const QLocale locale(QString::fromLatin1(language));
        const auto number = [&locale](std::uint64_t value) { return locale.toString(static_cast<qulonglong>(value)); };
        return QStringList{number(limits.liveTasks),
                           number(limits.steps),
                           number(limits.logLines),
                           number(static_cast<std::uint64_t>(limits.virtualTime / std::chrono::hours(1))) + u" h",
                           number(limits.text >> 20) + u" MiB",
                           number(MaxNesting)};
    };
    static const QRegularExpression limit(QStringLiteral("^\\| [^|]+ \\| ([\\d., hMiB]+) \\|$"),
                                          QRegularExpression::MultilineOption);
    for (const char *language : {"en", "de"}) {
        QStringList found;
        for (auto match = limit.globalMatch(pageIn(QString::fromLatin1(language))); match.hasNext();)
            found.append(match.next().captured(1));
        QCOMPARE(found, rowsIn(language) << QStringLiteral("1 MiB"));
    }
}

QTEST_APPLESS_MAIN(tst_Language)
#include "tst_language.moc"
