#include "tests/ui/uitest.h"
#include "ui/errors/whyview.h"
#include "ui/lesson/twinview.h"
#include "ui/playback/whatif.h"
#include "ui/window/mainwindow.h"

#include <QScrollBar>
#include <QTest>

using namespace ScopeLab;
using namespace std::chrono_literals;

/// One other run of the same, and what is different in it.
class tst_WhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void whatIfRunsTheRunAgain();
    void whatIfIsSilentWhileTheRunIsLive();
    void whatIfSaysWhatBecomesOfTasks();
    void whatIfAsksOfAScopeWithAShieldOrADeadline_data();
    void whatIfAsksOfAScopeWithAShieldOrADeadline();
    void whatIfForgetsAnotherRun();
    void whatIfOpensATwin();
};

void tst_WhatIf::whatIfRunsTheRunAgain()
{
    Playback playback;
    openRun(playback, Payment);
    WhatIf whatIf(playback);
    playback.select(Selection(taskCalled(playback, "order")));
    QTRY_COMPARE(whatIf.question(), QStringLiteral("What if commit had no shield?"));
    QCOMPARE(whatIf.acts().size(), std::size_t{1});
    // The same by hand.
    Playback other;
    other.openScenario(readScenario(QString::fromLatin1(Payment)), playback.request(), whatIf.acts());
    finish(other);
    QVERIFY(other.recordedTime() < playback.recordedTime());
    const QString lines = whatIf.differences().join(u'\n');
    const qint64 end = other.recordedTime().time_since_epoch() / 1ms;
    QVERIFY2(lines.contains(QStringLiteral("at %L1 ms, not").arg(end)), qPrintable(lines));
    playback.select({});
    QTRY_VERIFY(whatIf.question().isEmpty());
}

void tst_WhatIf::whatIfIsSilentWhileTheRunIsLive()
{
    Playback playback;
    WhatIf whatIf(playback);
    playback.openScenario(readScenario(QString::fromLatin1(Payment)));
    QTRY_VERIFY((playback.step(StepSize::Event), scopeCalled(playback, "commit")));
    playback.select(Selection(scopeCalled(playback, "commit")));
    QTest::qWait(400);
    QVERIFY(playback.isLive());
    QVERIFY(whatIf.question().isEmpty());
    finish(playback); // now it does no harm to know
    QTRY_VERIFY(!whatIf.question().isEmpty());
}

void tst_WhatIf::whatIfSaysWhatBecomesOfTasks()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - move_on_after:\n      name: limit\n      after: 100ms\n"
                "      body:\n        - task_group:\n            - spawn: {name: worker, body: [{sleep: 300ms}]}\n";
    file.loaded = loadScenario(file.text);
    Playback playback;
    playback.openScenario(file);
    finish(playback);
    WhatIf whatIf(playback);
    playback.select(Selection(taskCalled(playback, "worker")));
    QTRY_COMPARE(whatIf.question(), QStringLiteral("What if limit had no deadline?"));
    QVERIFY2(whatIf.differences().contains(QStringLiteral("worker: completed, not cancelled.")),
             qPrintable(whatIf.differences().join(u'\n')));
}

void tst_WhatIf::whatIfAsksOfAScopeWithAShieldOrADeadline_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("question");
    QTest::newRow("a shield") << QStringLiteral("scope: {shield: true, ") << QStringLiteral("What if s had no shield?");
    QTest::newRow("a deadline") << QStringLiteral("move_on_after: {after: 1s, ")
                                << QStringLiteral("What if s had no deadline?");
    QTest::newRow("both") << QStringLiteral("move_on_after: {after: 1s, shield: true, ")
                          << QStringLiteral("What if s had no shield?");
    QTest::newRow("neither") << QStringLiteral("scope: {") << QString();
}

void tst_WhatIf::whatIfAsksOfAScopeWithAShieldOrADeadline()
{
    QFETCH(const QString, step);
    QFETCH(const QString, question);
    ScenarioFile file;
    file.text
        = "scopelab: 1\ntitle: t\nsummary: s\nmain: [{" + step.toStdString() + "name: s, body: [{sleep: 10ms}]}}]\n";
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    Playback playback;
    playback.openScenario(file);
    finish(playback);
    WhatIf whatIf(playback);
    playback.select(Selection(scopeCalled(playback, "s")));
    if (question.isEmpty())
        QTest::qWait(400);
    QTRY_COMPARE(whatIf.question(), question);
}

void tst_WhatIf::whatIfForgetsAnotherRun()
{
    Playback playback;
    openRun(playback, Payment);
    WhatIf whatIf(playback);
    playback.select(Selection(scopeCalled(playback, "commit")));
    QTRY_VERIFY(!whatIf.question().isEmpty());
    playback.replaceScenario(readScenario(QString::fromLatin1(Payment)));
    QVERIFY(whatIf.question().isEmpty());
}

void tst_WhatIf::whatIfOpensATwin()
{
    MainWindow window;
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    window.playback().select(Selection(scopeCalled(window.playback(), "commit")));
    auto *why = window.findChild<WhyView *>();
    QTRY_VERIFY(why->toPlainText().contains(QStringLiteral("What if commit had no shield?")));
    Q_EMIT why->anchorClicked(QUrl(QStringLiteral("twin:")));
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    QVERIFY(twin->playbackB().trace().events().back().time < window.playback().trace().events().back().time);
}

QTEST_MAIN(tst_WhatIf)

#include "tst_whatif.moc"
