#include "tests/ui/uitest.h"
#include "ui/playback/whatif.h"
#include "ui/stage/stageview.h"
#include "ui/window/keysdialog.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QDockWidget>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTest>

#include <set>

using namespace ScopeLab;

/// What is done without a mouse.
class tst_Keys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void theKeyboardAloneStepsAndScrubs();
    void F6GoesFromPanelToPanel();
    void aKeyCanBeChanged();
    void aKeyThatIsTakenIsRefused();
    void aRefusalIsGoneOnceAKeyIsTaken();
};

void tst_Keys::theKeyboardAloneStepsAndScrubs()
{
    MainWindow window;
    window.show();
    window.activateWindow();
    window.open(QStringLiteral("nested-timeouts-the-outer-wins"));
    Playback &playback = window.playback();
    auto *stage = window.findChild<StageView *>(QStringLiteral("stage"));
    QTRY_VERIFY(playback.trace().size() > 0);
    const EventId first = playback.cursor();
    QTest::keyClick(stage, Qt::Key_Right);
    QTRY_VERIFY(playback.cursor() > first);
    const EventId second = playback.cursor();
    QTest::keyClick(stage, Qt::Key_Right);
    QTRY_VERIFY(playback.cursor() > second);
    QTest::keyClick(stage, Qt::Key_Left);
    QTRY_COMPARE(playback.cursor(), second);
    QTest::keyClick(stage, Qt::Key_End);
    QTRY_VERIFY(!playback.isLive() && playback.state().isOver);
    QTest::keyClick(stage, Qt::Key_Left, Qt::ControlModifier);
    const EventId decisive = playback.cursor();
    QVERIFY(isDecisive(playback.trace().event(decisive)));
    QTest::keyClick(stage, Qt::Key_Home);
    QCOMPARE(playback.cursor(), EventId{0});
    QTest::keyClick(stage, Qt::Key_Space);
    QVERIFY(playback.isPlaying());
    QTest::keyClick(stage, Qt::Key_Space);
    QVERIFY(!playback.isPlaying());
}

void tst_Keys::F6GoesFromPanelToPanel()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.findChild<StageView *>(QStringLiteral("stage"))->setFocus();
    std::set<QString> visited;
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        for (const QDockWidget *dock : window.findChildren<QDockWidget *>()) {
            if (dock->isAncestorOf(QApplication::focusWidget()))
                visited.insert(dock->objectName());
        }
    }
    for (const char *dock : {"scenarios", "timeline", "code", "timers", "errors", "why"})
        QVERIFY2(visited.count(QLatin1String(dock)), dock);
}

void tst_Keys::aKeyCanBeChanged()
{
    {
        MainWindow window;
        window.show();
        window.open(QString::fromLatin1(Payment));
        finish(window.playback());
        QAction *start = actionCalled(window, QStringLiteral("To the start"));
        QCOMPARE(start->shortcut(), QKeySequence(Qt::Key_Home));
        Keys keys;
        keys.add(QStringLiteral("to-start"), start);
        keys.choose(keys.entries().front(), QKeySequence(Qt::Key_F9));
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_F9);
        QCOMPARE(window.playback().cursor(), EventId{0});
    }
    MainWindow window; // the next time, too
    QCOMPARE(actionCalled(window, QStringLiteral("To the start"))->shortcut(), QKeySequence(Qt::Key_F9));
}

void tst_Keys::aKeyThatIsTakenIsRefused()
{
    QAction first;
    QAction second;
    first.setText(QStringLiteral("First"));
    second.setText(QStringLiteral("Second"));
    first.setShortcut(Qt::Key_F2);
    second.setShortcut(Qt::Key_F3);
    Keys keys;
    keys.add(QStringLiteral("first"), &first);
    keys.add(QStringLiteral("second"), &second);
    KeysDialog dialog(keys);
    const auto edits = dialog.findChildren<QKeySequenceEdit *>();
    QCOMPARE(edits.size(), qsizetype{2});
    edits[1]->setKeySequence(Qt::Key_F2);
    QCOMPARE(second.shortcut(), QKeySequence(Qt::Key_F3));
    QCOMPARE(edits[1]->keySequence(), QKeySequence(Qt::Key_F3));
    edits[0]->setKeySequence(Qt::Key_F4);
    edits[1]->setKeySequence(Qt::Key_F2); // now it is free
    QCOMPARE(first.shortcut(), QKeySequence(Qt::Key_F4));
    QCOMPARE(second.shortcut(), QKeySequence(Qt::Key_F2));
    keys.restoreDefaults();
    QCOMPARE(first.shortcut(), QKeySequence(Qt::Key_F2));
    QVERIFY(QSettings().allKeys().filter(QStringLiteral("keys/")).isEmpty());
}

void tst_Keys::aRefusalIsGoneOnceAKeyIsTaken()
{
    QAction first;
    QAction second;
    first.setShortcut(Qt::Key_F2);
    second.setShortcut(Qt::Key_F3);
    Keys keys;
    keys.add(QStringLiteral("first"), &first);
    keys.add(QStringLiteral("second"), &second);
    KeysDialog dialog(keys);
    const auto refusals = [&dialog] {
        const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
        return std::count_if(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text().contains(QStringLiteral("is the key of"));
        });
    };
    QKeySequenceEdit *edit = dialog.findChildren<QKeySequenceEdit *>().at(1);
    edit->setKeySequence(Qt::Key_F2);
    QCOMPARE(refusals(), 1);
    edit->setKeySequence(Qt::Key_F4);
    QCOMPARE(refusals(), 0);
    edit->setKeySequence(Qt::Key_F2);
    QCOMPARE(refusals(), 1);
    const QList<QPushButton *> buttons = dialog.findChildren<QPushButton *>();
    const auto restore = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) {
        return button->text() == QStringLiteral("&Restore defaults");
    });
    QVERIFY(restore != buttons.end());
    (*restore)->click();
    QCOMPARE(refusals(), 0);
}

QTEST_MAIN(tst_Keys)

#include "tst_keys.moc"
