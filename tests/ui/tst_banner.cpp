#include "tests/ui/uitest.h"
#include "ui/window/banner.h"

#include <QTest>

using namespace ScopeLab;

/// The line above the run that says what went wrong, or asks.
class tst_Banner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void aProblemIsPlainTextOfADozenLines();
    void anAnswerClosesItAndIsCarriedOut();
    void anAnswerMayAskTheNextQuestion();
    void aQuestionIsNoMarkup();
};

void tst_Banner::aProblemIsPlainTextOfADozenLines()
{
    Banner banner;
    banner.ask(QStringLiteral("Which?"), {{QStringLiteral("This"), {}}});
    banner.showProblem(QStringLiteral("<b>bad</b>") + QString(20, u'\n'));
    QVERIFY(banner.isVisible());
    QCOMPARE(banner.textFormat(), Qt::PlainText);
    QVERIFY(banner.text().startsWith(QStringLiteral("<b>bad</b>")));
    QCOMPARE(banner.text().count(u'\n'), qsizetype{11});
}

void tst_Banner::anAnswerClosesItAndIsCarriedOut()
{
    Banner banner;
    int answered = 0;
    banner.ask(QStringLiteral("Which?"),
               {{QStringLiteral("First"), [&] { answered = 1; }}, {QStringLiteral("Second"), [&] { answered = 2; }}});
    QVERIFY(banner.isVisible());
    Q_EMIT banner.linkActivated(QStringLiteral("1"));
    QCOMPARE(answered, 2);
    QVERIFY(!banner.isVisible());
}

void tst_Banner::anAnswerMayAskTheNextQuestion()
{
    Banner banner;
    banner.ask(QStringLiteral("One?"), {{QStringLiteral("Go on"),
                                         [&] { banner.ask(QStringLiteral("Two?"), {{QStringLiteral("Done"), {}}}); }}});
    Q_EMIT banner.linkActivated(QStringLiteral("0"));
    QVERIFY(banner.isVisible());
    QVERIFY(banner.text().contains(QStringLiteral("Two?")));
    Q_EMIT banner.linkActivated(QStringLiteral("0"));
    QVERIFY(!banner.isVisible());
}

void tst_Banner::aQuestionIsNoMarkup()
{
    Banner banner;
    banner.ask(QStringLiteral("Is <i>this</i> a name?"), {{QStringLiteral("<u>Yes</u>"), {}}});
    QVERIFY(banner.text().contains(QStringLiteral("&lt;i&gt;")));
    QVERIFY(banner.text().contains(QStringLiteral("&lt;u&gt;Yes")));
}

QTEST_MAIN(tst_Banner)
#include "tst_banner.moc"
