#include "tests/ui/uitest.h"
#include "ui/errors/splittreeview.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/mainwindow.h"

#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QDockWidget>
#include <QSettings>
#include <QTabBar>
#include <QTest>

#include <set>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

/// Every item below @p parent, with names that say something and places inside their parents' list.
void walk(QAccessibleInterface *parent, QStringList &names, int depth = 0)
{
    QVERIFY(depth < 100);
    for (int i = 0; i < parent->childCount(); ++i) {
        QAccessibleInterface *child = parent->child(i);
        QVERIFY(child);
        QVERIFY(child->isValid());
        QCOMPARE(child->parent(), parent);
        QCOMPARE(parent->indexOfChild(child), i);
        names.append(child->text(QAccessible::Name));
        QVERIFY(!names.back().isEmpty());
        walk(child, names, depth + 1);
    }
}

} // namespace

/// The window for who cannot see it, or has no mouse.
class tst_Accessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QSettings().clear(); }
    void theStageIsATreeOfSentences();
    void theTimelineIsAListOfTasks();
    void theSplitGroupKeepsItsNesting();
    void anItemIsFoundWhereItIsPaintedAndChosen();
    void everyFocusableControlHasAName_data();
    void everyFocusableControlHasAName();
    void tabReachesEveryViewAndComesBack();
    void keysOfAMenuAreUnique();
};

void tst_Accessibility::initTestCase()
{
    setUpTestApplication();
    QAccessible::setActive(true);
}

void tst_Accessibility::theStageIsATreeOfSentences()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    finish(window.playback());
    window.playback().seekTime(TimePoint(345ms));
    auto *stage = window.findChild<StageView *>(QStringLiteral("stage"));
    QAccessibleInterface *tree = QAccessible::queryAccessibleInterface(stage);
    QVERIFY(tree);
    QCOMPARE(tree->role(), QAccessible::Tree);
    QStringList names;
    walk(tree, names);
    QCOMPARE(static_cast<int>(names.size()), stage->itemCount());
    const auto said = [&names](const char *text) { return !names.filter(QString::fromUtf8(text)).isEmpty(); };
    QVERIFY(said("order, task, sleep · 115 ms left, in commit"));
    QVERIFY(said("invoice, task, in a thread · 75 ms left, in checkout, a cancellation is waiting for it"));
    QVERIFY(said("checkout, cancel requested at 340 ms"));
    window.playback().toStart(); // what was there is not any more; what asks for it gets an empty answer
    for (int i = 0; i < 50; ++i) {
        if (QAccessibleInterface *child = tree->child(i))
            QVERIFY(child->text(QAccessible::Name).isEmpty() == !child->isValid());
    }
}

void tst_Accessibility::theTimelineIsAListOfTasks()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    finish(window.playback());
    QAccessibleInterface *list
        = QAccessible::queryAccessibleInterface(window.findChild<TimelineView *>(QStringLiteral("lanes")));
    QStringList names;
    walk(list, names);
    QCOMPARE(names.size(), qsizetype(window.playback().state().tasks().size()));
    QVERIFY(names[1].startsWith(QStringLiteral("payment, from 0 ms, PaymentDeclined")));
}

void tst_Accessibility::theSplitGroupKeepsItsNesting()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    finish(window.playback());
    QAccessibleInterface *tree = QAccessible::queryAccessibleInterface(window.findChild<SplitTreeView *>());
    QStringList names;
    walk(tree, names);
    QCOMPARE(tree->childCount(), 1); // the outer group
    QVERIFY(names.filter(QStringLiteral("ConnectionError, error, goes on")).size() == 1);
    QVERIFY(names.filter(QStringLiteral("Cancelled, cancellation")).size() == 3);
}

void tst_Accessibility::anItemIsFoundWhereItIsPaintedAndChosen()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    finish(window.playback());
    auto *stage = window.findChild<StageView *>(QStringLiteral("stage"));
    QAccessibleInterface *tree = QAccessible::queryAccessibleInterface(stage);
    QAccessibleInterface *outer = tree->child(0);
    const QPoint corner = outer->rect().topLeft() + QPoint(30, 3);
    QAccessibleInterface *hit = tree->childAt(corner.x(), corner.y());
    QVERIFY(hit == outer);
    QVERIFY(!hit->state().selected);
    hit->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(hit->state().selected);
    QVERIFY(window.playback().selection().kind == Selection::Kind::Scope);
}

void tst_Accessibility::everyFocusableControlHasAName_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::newRow("explore") << Mode::Explore;
    QTest::newRow("predict") << Mode::Predict;
    QTest::newRow("twin") << Mode::Twin;
}

void tst_Accessibility::everyFocusableControlHasAName()
{
    QFETCH(Mode, mode);
    MainWindow window;
    window.show();
    window.open(QStringLiteral("transaction-left-open"));
    finish(window.playback());
    QVERIFY(QTest::qWaitForWindowActive(&window));
    if (mode == Mode::Twin)
        QTest::keyClick(&window, Qt::Key_T);
    else
        window.setMode(mode);
    QTest::qWait(100);
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->visibleRegion().isEmpty() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        const auto *tabs = qobject_cast<const QTabBar *>(widget);
        if (tabs && tabs->count() == 0) // docks are on their way
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        const bool isPart = qobject_cast<QAbstractScrollArea *>(widget->parentWidget())
                            || qobject_cast<QAbstractSpinBox *>(widget->parentWidget());
        QVERIFY2(isPart || !interface->text(QAccessible::Name).isEmpty(),
                 qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName() + u' '
                            + QString::fromLatin1(widget->parentWidget()->metaObject()->className())));
    }
}

void tst_Accessibility::tabReachesEveryViewAndComesBack()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.findChild<StageView *>(QStringLiteral("stage"))->setFocus();
    std::set<QString> reached;
    QWidget *first = QApplication::focusWidget();
    for (int i = 0; i < 200; ++i) {
        QWidget *at = QApplication::focusWidget();
        QVERIFY(at);
        reached.insert(QString::fromLatin1(at->metaObject()->className()));
        QTest::keyClick(at, Qt::Key_Escape); // leaves an editor's own use of Tab
        QTest::keyClick(at, Qt::Key_Tab);
        if (QApplication::focusWidget() == first && i > 2)
            break;
    }
    QCOMPARE(QApplication::focusWidget(), first);
    for (const char *view : {"ScopeLab::StageView", "ScopeLab::TimelineView", "ScopeLab::TimersView",
                             "ScopeLab::WhyView", "ScopeLab::ScenarioEditor"})
        QVERIFY2(reached.count(QString::fromLatin1(view)), view);
}

void tst_Accessibility::keysOfAMenuAreUnique()
{
    const MainWindow window;
    QCOMPARE(clashingKeys(*window.menuBar()), QString());
}

QTEST_MAIN(tst_Accessibility)

#include "tst_accessibility.moc"
