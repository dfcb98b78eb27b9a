#include "tests/ui/uitest.h"
#include "ui/views/mainwindow.h"

#include <QApplication>
#include <QLineEdit>
#include <QPointer>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>

using namespace ScopeLab;

/// What once brought the window down, or left it hanging. Random journeys found it: see tests/journeys.
class tst_Crashes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void anotherModeWhileTheToolBarIsUnfolded();
    void closingTheWindowFromThePalette();
};

void tst_Crashes::anotherModeWhileTheToolBarIsUnfolded()
{
    MainWindow window;
    window.resize(window.minimumSize());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.open(QStringLiteral("a-thread-that-asks"));
    window.playback().select({Selection::Kind::Scope, 1}); // its name takes room
    auto *unfold = window.findChild<QToolBar *>(QStringLiteral("selection"))
                       ->findChild<QToolButton *>(QStringLiteral("qt_toolbar_ext_button"));
    QTRY_VERIFY(unfold->isVisible());
    QTest::mouseClick(unfold, Qt::LeftButton);
    for (const Mode mode : {Mode::Twin, Mode::Explore, Mode::Predict, Mode::Explore})
        window.setMode(mode);
    QCOMPARE(window.mode(), Mode::Explore);
}

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
