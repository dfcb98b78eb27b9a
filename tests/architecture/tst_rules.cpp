#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The rules of the list; with the reason of each that has no test.
QMap<QString, QString> listedRules()
{
    QMap<QString, QString> rules;
    const QString text = read(QStringLiteral(SCOPELAB_ROOT "/tests/architecture/rules.txt"));
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.startsWith(u'#'))
            rules.insert(line.section(u':', 0, 0), line.section(u':', 1).trimmed());
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

/// Holds the tests against the list of rules.
class tst_Rules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRuleHasATestOrAReason();
    void everyTestNamesARule();
    void whatHasATestNeedsNoReason();
};

void tst_Rules::everyRuleHasATestOrAReason()
{
    const QMap<QString, QString> rules = listedRules();
    QVERIFY(rules.size() > 80);
    const QSet<QString> tested = testedRules();
    QStringList missing;
    for (auto rule = rules.begin(); rule != rules.end(); ++rule) {
        if (rule.value().isEmpty() && !tested.contains(rule.key()))
            missing.append(rule.key());
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
}

void tst_Rules::everyTestNamesARule()
{
    const QMap<QString, QString> rules = listedRules();
    for (const QString &rule : testedRules())
        QVERIFY2(rules.contains(rule), qPrintable(rule));
}

void tst_Rules::whatHasATestNeedsNoReason()
{
    const QMap<QString, QString> rules = listedRules();
    for (const QString &rule : testedRules())
        QVERIFY2(rules.value(rule).isEmpty(), qPrintable(rule));
}

QTEST_APPLESS_MAIN(tst_Rules)
#include "tst_rules.moc"
