#include "tests/ui/uitest.h"
#include "ui/code/scenarioeditor.h"
#include "ui/lesson/predictview.h"
#include "ui/lesson/twinview.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QFile>
#include <QInputDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

/// Does @p work once a dialog or a popup of this kind is up. Call it before what opens it.
template <typename Dialog, typename Work>
void whenOpen(const Work &work)
{
    QTimer::singleShot(20, qApp, [work] {
        QWidget *top
            = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::activeModalWidget();
        auto *dialog = qobject_cast<Dialog *>(top);
        if (!dialog)
            qFatal("the dialog is not there");
        work(*dialog);
    });
}

void key(int key, Qt::KeyboardModifiers modifiers = {})
{
    if (!QApplication::focusWidget()) { // a popup has gone; a desktop would give the window the keyboard back
        for (QWidget *window : QApplication::topLevelWidgets()) {
            if (qobject_cast<MainWindow *>(window)) {
                QTest::qWait(10);
                window->activateWindow();
                QVERIFY(QTest::qWaitForWindowActive(window));
            }
        }
    }
    QWidget *focus = QApplication::focusWidget();
    QTest::keyClick(focus ? focus : QApplication::activeWindow(), static_cast<Qt::Key>(key), modifiers);
}

/// What the palette is for: a name, and Enter.
void find(const QString &text)
{
    whenOpen<QWidget>([text](QWidget &palette) {
        auto *field = palette.findChild<QLineEdit *>();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    });
    key(Qt::Key_K, Qt::ControlModifier);
}

void click(QWidget *widget, const QPoint &at = {})
{
    QTest::mouseClick(widget, Qt::LeftButton, {}, at);
}

template <typename Widget>
Widget *named(const MainWindow &window, const QString &accessibleName)
{
    for (Widget *widget : window.findChildren<Widget *>()) {
        if (widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

} // namespace

/// A lesson from start to finish, by keyboard alone and by mouse.
class tst_Journeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QSettings().clear(); }
    void byKeyboardAlone();
    void byMouse();
};

void tst_Journeys::initTestCase()
{
    setUpTestApplication();
}

void tst_Journeys::byKeyboardAlone()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    Playback &playback = window.playback();

    find(QStringLiteral("payment fails")); // open
    QCOMPARE(playback.title(), QStringLiteral("Payment fails during a commit"));
    key(Qt::Key_Space); // run, and pause
    QVERIFY(playback.isPlaying());
    key(Qt::Key_Space);
    QVERIFY(!playback.isPlaying());
    key(Qt::Key_End);
    QTRY_VERIFY(!playback.isLive() && playback.state().isOver);
    const EventId whole = playback.trace().size();

    key(Qt::Key_Home); // scrub
    QCOMPARE(playback.cursor(), EventId{0});
    find(QStringLiteral("@150ms"));
    QCOMPARE(playback.time(), TimePoint(150ms));
    key(Qt::Key_Right);
    key(Qt::Key_Left);
    const EventId here = playback.cursor();

    window.findChild<StageView *>(QStringLiteral("stage"))->setFocus();
    key(Qt::Key_Down); // the outermost scope
    QVERIFY(playback.selection().kind == Selection::Kind::Scope);
    whenOpen<QInputDialog>([](QInputDialog &dialog) {
        QTest::keyClicks(dialog.findChild<QLineEdit *>(), QStringLiteral("the bell rings"));
        QTest::keyClick(&dialog, Qt::Key_Return);
    });
    key(Qt::Key_C); // cancel
    QCOMPARE(playback.acts().size(), std::size_t{1});
    QCOMPARE(playback.acts().front().after, here);
    key(Qt::Key_End);
    QTRY_VERIFY(!playback.isLive() && playback.state().isOver);
    QVERIFY(playback.trace().size() != whole);

    key(Qt::Key_T); // twin: with the act, and without
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    QCOMPARE(twin->playbackB().trace().size(), whole);
    key(Qt::Key_T);
    QVERIFY(!twin->isOpen());
    key(Qt::Key_Z, Qt::ControlModifier); // undo
    QVERIFY(playback.acts().empty());
    key(Qt::Key_End);
    QTRY_COMPARE(playback.trace().size(), whole);

    key(Qt::Key_Q); // predict
    auto *predict = window.findChild<PredictView *>();
    QTRY_VERIFY(predict->isAsking());
    key(Qt::Key_1);
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!predict->isAsking());
    key(Qt::Key_Q);

    const QTemporaryDir folder; // save
    const QString path = folder.filePath(QStringLiteral("lesson.yaml"));
    QVERIFY(QFile::copy(QStringLiteral(":/scenarios/group-waits-for-its-tasks.yaml"), path));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    window.open(path);
    window.findChild<ScenarioEditor *>()->setFocus();
    key(Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("# ours"));
    QVERIFY(window.isWindowModified());
    key(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!window.isWindowModified());
    QVERIFY(readScenario(path).text.find("# ours") != std::string::npos);
}

void tst_Journeys::byMouse()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    Playback &playback = window.playback();

    click(window.findChild<QPushButton *>(QStringLiteral("one-fails-the-others-stop"))); // the start page's card
    QVERIFY(playback.isPlaying());
    click(named<QToolButton>(window, QStringLiteral("Play or pause (Space)")));
    QVERIFY(!playback.isPlaying());
    click(named<QToolButton>(window, QStringLiteral("To the end (End)")));
    QTRY_VERIFY(!playback.isLive() && playback.state().isOver);

    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    QTest::mousePress(lanes->viewport(), Qt::LeftButton, {}, {600, 10}); // the ruler
    const TimePoint scrubbed = playback.time();
    QVERIFY(scrubbed > TimePoint{});
    QVERIFY(scrubbed < playback.recordedTime());
    QTest::mouseMove(lanes->viewport(), {400, 10});
    QTest::mouseRelease(lanes->viewport(), Qt::LeftButton, {}, {400, 10});
    QVERIFY(playback.time() < scrubbed);

    auto *stage = window.findChild<StageView *>(QStringLiteral("stage"));
    click(stage->viewport(), stage->item(0).rect.topLeft() + QPoint(40, 8));
    QVERIFY(playback.selection().kind == Selection::Kind::Scope);
    for (QToolButton *button : window.findChildren<QToolButton *>()) {
        if (button->text() == QStringLiteral("Shield") && button->isVisible())
            click(button);
    }
    QCOMPARE(playback.acts().size(), std::size_t{1});
    QVERIFY(playback.acts().front().entry.shield);

    auto *tree = window.findChild<QTreeView *>(QStringLiteral("library"));
    const QModelIndex first = tree->model()->index(0, 0, tree->model()->index(0, 0));
    tree->scrollTo(first);
    click(tree->viewport(), tree->visualRect(first).center());
    QTest::mouseDClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(first).center());
    QCOMPARE(playback.title(), first.data().toString());
}

QTEST_MAIN(tst_Journeys)

#include "tst_journeys.moc"
