#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The numbers on the page of rules, in its order.
QStringList rulesOnPage(const QString &page = QStringLiteral("rules.md"))
{
    static const QRegularExpression item(QStringLiteral("^- \\*\\*([A-Z]{1,2}-\\d+)\\*\\* \\S"),
                                         QRegularExpression::MultilineOption);
    QStringList rules;
    const QString text = read(QStringLiteral(SCOPELAB_ROOT "/resources/help/") + page);
    for (auto match = item.globalMatch(text); match.hasNext();)
        rules.append(match.next().captured(1));
    return rules;
}

/// Rules of others, which the page names because ours differ or scenarios show them; there is nothing to test.
const QSet<QString> &rulesOfOthers()
{
    static const QSet<QString> rules{QStringLiteral("CS-14"), QStringLiteral("EG-5"), QStringLiteral("CP-4"),
                                     QStringLiteral("G-7"),   QStringLiteral("G-8"),  QStringLiteral("TT-4"),
                                     QStringLiteral("TT-5")};
    return rules;
}

/// Every number of a rule in the comments of @p path, or in all of it if it is no source.
QStringList citedIn(const QString &path)
{
    static const QRegularExpression number(QStringLiteral("(?<![\\w-])([A-Z]{1,2}-\\d+)\\b"));
    const bool isSource = path.endsWith(QStringLiteral(".h")) || path.endsWith(QStringLiteral(".cpp"));
    QStringList rules;
    for (const QString &line : read(path).split(u'\n')) {
        const QString said = isSource ? line.section(QStringLiteral("//"), 1) : line;
        for (auto match = number.globalMatch(said); match.hasNext();)
            rules.append(match.next().captured(1));
    }
    return rules;
}

/// The rules in the names of test functions: `LV_6_aWakeThatHappened…` shows LV-6.
QSet<QString> testedRules()
{
    static const QRegularExpression slot(QStringLiteral("void ((?:[A-Z]{1,2}_\\d+_)+)[a-z]\\w*\\(\\)"));
    static const QRegularExpression number(QStringLiteral("([A-Z]{1,2})_(\\d+)_"));
    QSet<QString> rules;
    QDirIterator walk(QStringLiteral(SCOPELAB_ROOT "/tests"), {QStringLiteral("tst_*.cpp")}, QDir::Files,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString text = read(walk.next());
        for (auto match = slot.globalMatch(text); match.hasNext();) {
            const QString prefix = match.next().captured(1);
            for (auto one = number.globalMatch(prefix); one.hasNext();) {
                const QRegularExpressionMatch found = one.next();
                rules.insert(found.captured(1) + u'-' + found.captured(2));
            }
        }
    }
    return rules;
}

} // namespace

/// Holds tests, comments and scenarios against the page of rules, and the page against them.
class tst_Rules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRuleHasATest();
    void everyTestNamesARule();
    void rulesOfOthersHaveNoTest();
    void everyRuleThatIsCitedIsOnThePage();
    void bothPagesHaveTheSameRules();
};

void tst_Rules::everyRuleHasATest()
{
    const QStringList rules = rulesOnPage();
    QVERIFY(rules.size() > 80);
    QCOMPARE(QSet<QString>(rules.begin(), rules.end()).size(), rules.size()); // none is there twice
    const QSet<QString> tested = testedRules();
    QStringList missing;
    for (const QString &rule : rules) {
        if (!tested.contains(rule) && !rulesOfOthers().contains(rule))
            missing.append(rule);
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
}

void tst_Rules::everyTestNamesARule()
{
    const QStringList rules = rulesOnPage();
    for (const QString &rule : testedRules())
        QVERIFY2(rules.contains(rule), qPrintable(rule));
}

void tst_Rules::rulesOfOthersHaveNoTest()
{
    const QStringList rules = rulesOnPage();
    const QSet<QString> tested = testedRules();
    for (const QString &rule : rulesOfOthers()) {
        QVERIFY2(rules.contains(rule), qPrintable(rule));
        QVERIFY2(!tested.contains(rule), qPrintable(rule));
    }
}

/// By comments, pages, and the `rules` of scenarios.
void tst_Rules::everyRuleThatIsCitedIsOnThePage()
{
    const QStringList rules = rulesOnPage();
    int cited = 0;
    for (const char *folder : {"core", "ui", "app", "tests", "resources/help", "resources/scenarios"}) {
        QDirIterator walk(
            QStringLiteral(SCOPELAB_ROOT "/") + QLatin1String(folder),
            {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.md"), QStringLiteral("*.yaml")},
            QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next();
            for (const QString &rule : citedIn(path)) {
                QVERIFY2(rules.contains(rule), qPrintable(path + QStringLiteral(" cites ") + rule));
                ++cited;
            }
        }
    }
    QVERIFY(cited > 300);
}

void tst_Rules::bothPagesHaveTheSameRules()
{
    QCOMPARE(rulesOnPage(QStringLiteral("de/rules.md")), rulesOnPage());
}

QTEST_APPLESS_MAIN(tst_Rules)
#include "tst_rules.moc"
