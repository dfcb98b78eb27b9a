#include "core/session/runner.h"
#include "tests/ui/uitest.h"
#include "ui/stage/outlineview.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QFileSystemWatcher>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>

using namespace ScopeLab;

namespace {

/// Depth and name of everything in a tree, from above.
QStringList rowsOf(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        rows << QStringLiteral("%1 %2").arg(depth).arg(index.data().toString()) << rowsOf(model, index, depth + 1);
    }
    return rows;
}

} // namespace

/// What once brought the window down, or left it hanging. Random journeys found it: see tests/journeys.
class tst_Crashes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void anotherModeWhileTheToolBarIsUnfolded();
    void closingTheWindowFromThePalette();
    void theOutlineForgetsTheRunBefore();
    void aFileThatIsNotOpenAnyMoreIsOfNoInterest();
};

void tst_Crashes::anotherModeWhileTheToolBarIsUnfolded()
{
    MainWindow window;
    window.resize(window.minimumSize());
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.open(QStringLiteral("a-thread-that-asks"));
    window.playback().select(Selection(ScopeId(1))); // its name takes room
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

// Tasks of the one were looked for below scopes of the other, which were deleted.
void tst_Crashes::theOutlineForgetsTheRunBefore()
{
    Playback playback;
    const OutlineView view(playback);
    for (const char *name : {"over-shielding", Payment, "one-fails-the-others-stop", "over-shielding"}) {
        LoadedTrace recording;
        recording.isUsable = true;
        recording.header.title = QString::fromLatin1(name);
        recording.trace = runToEnd(*readScenario(QString::fromLatin1(name)).loaded.scenario, {});
        playback.openTrace(std::move(recording));
        playback.toEnd();
        const OutlineView fresh(playback);
        QCOMPARE(rowsOf(*view.model()), rowsOf(*fresh.model()));
    }
}

// A file without a name was read, and the banner said that it is gone.
void tst_Crashes::aFileThatIsNotOpenAnyMoreIsOfNoInterest()
{
    const QTemporaryDir folder;
    const QString name = QStringLiteral("mine.yaml");
    const ScenarioFile built = readScenario(QString::fromLatin1(Payment));
    const QString path = writeFile(folder, name, QByteArray::fromStdString(built.text));
    MainWindow window;
    showActive(window);
    window.open(path);
    const QSignalSpy changes(window.findChild<QFileSystemWatcher *>(), &QFileSystemWatcher::fileChanged);
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    QVERIFY(window.document().path().isEmpty());
    writeFile(folder, name, "another text");
    QTRY_VERIFY(!changes.isEmpty());
    for (const QLabel *label : window.findChildren<QLabel *>())
        QVERIFY(!label->isVisible() || !label->text().contains(QStringLiteral("not there any more")));
    window.document().discard();
}

QTEST_MAIN(tst_Crashes)

#include "tst_crashes.moc"
