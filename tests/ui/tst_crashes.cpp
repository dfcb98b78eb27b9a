#include "tests/ui/uitest.h"
#include "ui/views/mainwindow.h"

#include <QApplication>
#include <QLineEdit>
#include <QPointer>
#include <QTimer>

using namespace ScopeLab;

/// What once brought the window down, or left it hanging. Random journeys found it: see tests/journeys.
class tst_Crashes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void closingTheWindowFromThePalette();
};

void tst_Crashes::closingTheWindowFromThePalette()
{
    const QPointer<MainWindow> window = MainWindow::openWindow(QString::fromLatin1(Payment));
    showActive(*window);
    QTimer::singleShot(0, window, [&window] {
        auto *field = QApplication::activePopupWidget()->findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("close window"));
        QTest::keyClick(field, Qt::Key_Return);
        QCoreApplication::processEvents(); // as long as the palette's own loop goes on
    });
    actionCalled(*window, QStringLiteral("Find or do…"))->trigger();
    QTRY_VERIFY(!window);
}

QTEST_MAIN(tst_Crashes)

#include "tst_crashes.moc"
