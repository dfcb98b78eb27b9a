#include "tests/examples/computationdialog.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTimer>

using namespace ScopeLab;

/// The example is used as a person would.
class tst_ComputationDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itCountsAndNothingFreezes();
    void cancelEndsIt();
    void theDeadlineEndsIt();
    void itIsClosedWhileItComputes();
    void buttonsInTheWrongOrder();
};

namespace {

void press(ComputationDialog &dialog, const char *name)
{
    auto *button = dialog.findChild<QPushButton *>(QString::fromLatin1(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

void tst_ComputationDialog::itCountsAndNothingFreezes()
{
    ComputationDialog dialog;
    dialog.setSlices(5); // 100,000 numbers
    QSignalSpy ended(&dialog, &ComputationDialog::ended);
    int ticks = 0; // of the event loop while it computes
    QTimer timer;
    connect(&timer, &QTimer::timeout, &timer, [&] { ticks += dialog.isComputing() ? 1 : 0; });
    timer.start(0);
    press(dialog, "start");
    QVERIFY(dialog.isComputing());
    QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("start"))->isEnabled());
    QVERIFY(ended.wait(60'000));
    QCOMPARE(dialog.result(), QStringLiteral("9592 primes"));
    QVERIFY(ticks > 0);
    QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("cancel"))->isEnabled());
}

void tst_ComputationDialog::cancelEndsIt()
{
    ComputationDialog dialog;
    dialog.setSlices(100'000);
    QSignalSpy ended(&dialog, &ComputationDialog::ended);
    dialog.findChild<QSpinBox *>(QStringLiteral("limit"))->setValue(600'000);
    press(dialog, "start");
    press(dialog, "cancel");
    QVERIFY(ended.wait(60'000));
    QCOMPARE(dialog.result(), QStringLiteral("Cancelled"));
    dialog.setSlices(5);
    press(dialog, "start"); // and once more, to its end
    QVERIFY(ended.wait(60'000));
    QCOMPARE(dialog.result(), QStringLiteral("9592 primes"));
}

void tst_ComputationDialog::theDeadlineEndsIt()
{
    ComputationDialog dialog;
    dialog.setSlices(100'000);
    QSignalSpy ended(&dialog, &ComputationDialog::ended);
    dialog.findChild<QSpinBox *>(QStringLiteral("limit"))->setValue(20);
    press(dialog, "start");
    QVERIFY(ended.wait(60'000));
    QCOMPARE(dialog.result(), QStringLiteral("Out of time"));
}

void tst_ComputationDialog::itIsClosedWhileItComputes()
{
    for (int i = 0; i < 20; ++i) {
        ComputationDialog dialog;
        dialog.setSlices(3);
        press(dialog, "start");
        QCoreApplication::processEvents();
    }
}

void tst_ComputationDialog::buttonsInTheWrongOrder()
{
    ComputationDialog dialog;
    dialog.setSlices(2);
    QSignalSpy ended(&dialog, &ComputationDialog::ended);
    dialog.cancel(); // nothing runs
    dialog.start();
    dialog.start(); // runs already
    QVERIFY(ended.wait(60'000));
    dialog.cancel(); // is over
    QCoreApplication::processEvents();
    QCOMPARE(ended.count(), 1);
}

QTEST_MAIN(tst_ComputationDialog)
#include "tst_computationdialog.moc"
