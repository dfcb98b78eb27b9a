#include "core/scenario/scenarioparser.h"
#include "core/scenario/straightway.h"

#include <QTest>

using namespace ScopeLab;

class tst_StraightWay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delivery_data();
    void delivery();
    void aLineThatIsNoStepHasNone();
};

/// Each text is what stands in `main`, from line 5 on; HELD marks the line of the task that is held.
void tst_StraightWay::delivery_data()
{
    QTest::addColumn<QString>("steps");
    QTest::addColumn<int>("line");
    QTest::newRow("the next checkpoint after a thread") << "  - run_blocking: 1s # HELD\n  - log: x\n  - sleep: 1s\n"
                                                        << 7;
    QTest::newRow("not inside the shield")
        << "  - shield:\n      - sleep: 1s # HELD\n      - sleep: 1s\n  - sleep: 1s\n"
        << 8;
    QTest::newRow("not inside an outer shield")
        << "  - shield:\n      - shield:\n          - sleep: 1s # HELD\n      - sleep: 1s\n  - checkpoint\n"
        << 9;
    QTest::newRow("after a shielded scope was cut short, without its shield")
        << "  - move_on_after:\n      after: 1s\n      shield: true\n      body: [{sleep: 2s}]\n      otherwise:\n"
           "        - run_blocking: 1s # HELD\n        - sleep: 1s\n  - sleep: 1s\n"
        << 11;
    QTest::newRow("out of a scope, into another")
        << "  - scope:\n      body:\n        - work: 1s # HELD\n  - scope:\n      body:\n        - sleep: 1s\n"
        << 10;
    QTest::newRow("at the gate of a group") << "  - task_group:\n      - work: 1s # HELD\n  - sleep: 1s\n" << 5;
    QTest::newRow("a task that ends before")
        << "  - task_group:\n      - spawn:\n          body:\n            - shield:\n"
           "                - sleep: 1s # HELD\n  - sleep: 1s\n"
        << 0;
    QTest::newRow("behind a branch")
        << "  - run_blocking: 1s # HELD\n  - if: {equal: [a, a], then: [{sleep: 1s}]}\n  - sleep: 1s\n"
        << 0;
    QTest::newRow("in a loop") << "  - repeat:\n      body:\n        - run_blocking: 1s # HELD\n  - sleep: 1s\n" << 0;
    QTest::newRow("behind a raise") << "  - run_blocking: 1s # HELD\n  - raise: ValueError\n" << 0;
}

void tst_StraightWay::delivery()
{
    QFETCH(const QString, steps);
    const std::string text = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n" + steps.toStdString();
    const LoadedScenario loaded = loadScenario(text);
    QVERIFY2(loaded.scenario, loaded.diagnostics.empty() ? "" : loaded.diagnostics.front().message.c_str());
    const int held = 5 + static_cast<int>(steps.left(steps.indexOf(QStringLiteral("HELD"))).count(u'\n'));
    QTEST(firstDelivery(*loaded.scenario, held), "line");
}

void tst_StraightWay::aLineThatIsNoStepHasNone()
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - sleep: 1s\n");
    QCOMPARE(firstDelivery(*loaded.scenario, 1), 0);
    QCOMPARE(firstDelivery(*loaded.scenario, 99), 0);
}

QTEST_APPLESS_MAIN(tst_StraightWay)

#include "tst_straightway.moc"
