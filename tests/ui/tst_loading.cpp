#include "tests/ui/uitest.h"
#include "ui/code/codepanel.h"
#include "ui/library/libraryview.h"
#include "ui/playback/background.h"
#include "ui/window/mainwindow.h"
#include "ui/window/recentfiles.h"

#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSemaphore>

#include <sys/stat.h>
#include <unistd.h>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

const QByteArray Good = "scopelab: 1\ntitle: Mine\nsummary: s\nmain:\n  - log: done\n";

QString fifoIn(const QTemporaryDir &folder, const char *name)
{
    const QString path = folder.filePath(QLatin1String(name));
    if (::mkfifo(QFile::encodeName(path).constData(), 0600) != 0)
        qFatal("no FIFO");
    return path;
}

bool says(const MainWindow &window, const QString &text)
{
    const QList<QLabel *> labels = window.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

/// Waits for nothing while it lives.
class Impatience
{
public:
    Impatience() { patience = 0ms; }
    ~Impatience() { patience = m_before; }
    Impatience(const Impatience &) = delete;
    Impatience &operator=(const Impatience &) = delete;

private:
    const std::chrono::milliseconds m_before = patience;
};

} // namespace

/// Whatever stands in a file, or instead of one, the window never waits for it.
class tst_Loading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void whatIsLaterSupersedesWhatIsEarlier();
    void aResultThatIsThereIsHandedOverAtOnce();
    void nobodyWaitsForWorkThatIsNotWantedAnyMore();
    void aFifoIsRefusedWhereverAFileIsMeant_data();
    void aFifoIsRefusedWhereverAFileIsMeant();
    void aFifoAmongTheRecentFilesHoldsNothingUp();
    void recentScenariosFollow();
    void aRecentFileIsOpenedFromItsMenu();
    void openingFollowsAndCanBeCancelled();
    void whatThePersonTypedLastIsWhatIsChecked();
};

void tst_Loading::whatIsLaterSupersedesWhatIsEarlier()
{
    QObject owner;
    QList<int> handedOver;
    QSemaphore mayGoOn;
    Background<int> background(&owner, [&handedOver](int result) { handedOver.append(result); });
    background.start([&mayGoOn] {
        mayGoOn.acquire();
        return 1;
    });
    background.start([] { return 2; });
    background.start([] { return 3; });
    QVERIFY(background.isRunning());
    mayGoOn.release();
    QTRY_VERIFY(!background.isRunning());
    QCOMPARE(handedOver, QList<int>{3});
    background.start([&mayGoOn] {
        mayGoOn.acquire();
        return 4;
    });
    background.cancel();
    QVERIFY(!background.isRunning());
    background.start([] { return 5; });
    QTRY_COMPARE(handedOver, (QList<int>{3, 5})); // though the one before has not ended
    mayGoOn.release();
    QTRY_COMPARE(backgroundThreads, 0);
    QCoreApplication::processEvents();
    QCOMPARE(handedOver, (QList<int>{3, 5}));
}

void tst_Loading::aResultThatIsThereIsHandedOverAtOnce()
{
    QObject owner;
    QList<int> handedOver;
    Background<int> background(&owner, [&handedOver](int result) { handedOver.append(result); });
    background.start([] { return 1; });
    background.wait(1min);
    QCOMPARE(handedOver, QList<int>{1});
    QCoreApplication::processEvents();
    QCOMPARE(handedOver, QList<int>{1}); // once
}

void tst_Loading::nobodyWaitsForWorkThatIsNotWantedAnyMore()
{
    const auto mayGoOn = std::make_shared<QSemaphore>();
    QTRY_COMPARE(backgroundThreads, 0); // a thread ends a moment after its result was there
    {
        QObject owner;
        Background<int> background(&owner, [](int) { QFAIL("nobody wants it"); });
        background.start([mayGoOn] {
            mayGoOn->acquire();
            return 1;
        });
        background.wait(0ms);
    }
    QCOMPARE(backgroundThreads, 1); // it is still at it
    mayGoOn->release();
    QTRY_COMPARE(backgroundThreads, 0);
    QObject owner; // stays, as a window does that opens something else
    {
        Background<int> background(&owner, [](int) { QFAIL("nobody wants it"); });
        background.start([] { return 1; });
        while (backgroundThreads > 0) // without events: what is there is not handed over yet
            std::this_thread::yield();
    }
    QCoreApplication::processEvents();
}

void tst_Loading::aFifoIsRefusedWhereverAFileIsMeant_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("a scenario") << QStringLiteral("fifo.yaml");
    QTest::newRow("a recording") << QStringLiteral("fifo.trace");
    QTest::newRow("a recording, the other name") << QStringLiteral("fifo.jsonl");
    QTest::newRow("anything") << QStringLiteral("fifo");
}

void tst_Loading::aFifoIsRefusedWhereverAFileIsMeant()
{
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    const QString path = fifoIn(folder, qPrintable(name));
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    window.open(path);
    QVERIFY(says(window, QStringLiteral("it is a device, a FIFO or a socket")));
    QVERIFY(!window.isOpening());
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(path)});
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &drop);
    QVERIFY(says(window, QStringLiteral("it is a device, a FIFO or a socket")));
    QVERIFY(window.playback().hasRun()); // what was open stays
    QVERIFY(!QSettings().value(QStringLiteral("recent")).toStringList().contains(path));
}

void tst_Loading::aFifoAmongTheRecentFilesHoldsNothingUp()
{
    const QTemporaryDir folder;
    const QString fifo = fifoIn(folder, "fifo.yaml");
    const QString good = writeFile(folder, QStringLiteral("mine.yaml"), Good);
    QSettings().setValue(QStringLiteral("recent"), QStringList{fifo, good});
    MainWindow window;
    showActive(window);
    const LibraryModel &model = window.findChild<LibraryView *>()->model();
    const QStandardItem *mine = model.item(model.rowCount() - 1);
    QCOMPARE(mine->rowCount(), 1);
    QCOMPARE(mine->child(0)->text(), QStringLiteral("Mine"));
}

void tst_Loading::recentScenariosFollow()
{
    const Impatience impatient;
    const QTemporaryDir folder;
    const QString good = writeFile(folder, QStringLiteral("mine.yaml"), Good);
    LibraryModel model;
    const int sections = model.rowCount();
    model.setMine({good});
    QTRY_COMPARE(model.rowCount(), sections + 1);
    model.setMine({});
    QTRY_COMPARE(model.rowCount(), sections);
}

void tst_Loading::aRecentFileIsOpenedFromItsMenu()
{
    const QTemporaryDir folder;
    QSettings().setValue(QStringLiteral("recent"), QStringList{writeFile(folder, QStringLiteral("mine.yaml"), Good)});
    MainWindow window;
    showActive(window);
    auto *recent = window.findChild<RecentFiles *>();
    Q_EMIT recent->aboutToShow();
    QCOMPARE(recent->actions().size(), 1);
    recent->actions().constFirst()->trigger();
    QTRY_COMPARE(window.playback().title(), QStringLiteral("Mine"));
}

/// Standard input may come late, or never.
void tst_Loading::openingFollowsAndCanBeCancelled()
{
    const Impatience impatient;
    int ends[2];
    QVERIFY(::pipe(ends) == 0);
    QVERIFY(::dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("-"), true);
    QVERIFY(window.isOpening());
    auto *line = window.findChild<QWidget *>(QStringLiteral("loading"));
    QTRY_VERIFY(line->isVisible());
    QCOMPARE(::write(ends[1], Good.constData(), static_cast<std::size_t>(Good.size())), Good.size());
    line->findChild<QPushButton *>()->click(); // before its end has come
    QVERIFY(!window.isOpening());
    window.open(QStringLiteral("simple-timeout"), true); // waits for nobody
    QTRY_COMPARE(window.playback().title(), QStringLiteral("A simple timeout"));
    QTRY_VERIFY(window.playback().cursor() > 0); // it was to be played
    QTRY_VERIFY(!line->isVisible());
    QVERIFY(backgroundThreads > 0);
    ::close(ends[1]);
    ::close(STDIN_FILENO);
    QTRY_COMPARE(backgroundThreads, 0);
    QCoreApplication::processEvents();
    QCOMPARE(window.playback().title(), QStringLiteral("A simple timeout"));
}

void tst_Loading::whatThePersonTypedLastIsWhatIsChecked()
{
    const Impatience impatient;
    ScenarioDocument document;
    QStringList checked;
    connect(&document, &ScenarioDocument::checked, &document,
            [&] { checked.append(QString::fromStdString(document.file().text)); });
    document.begin(QString::fromLatin1(Good));
    QString text = document.text();
    for (int i = 0; i < 20; ++i) {
        text += QStringLiteral("# %1\n").arg(i);
        document.setText(text);
        document.check();
        document.setText(text + QStringLiteral("more")); // after it was asked
    }
    document.setText(text);
    document.check();
    QTRY_VERIFY(checked.contains(text));
    QCOMPARE(checked.last(), text);
    QVERIFY(document.loaded().scenario);
    for (const QString &each : checked)
        QVERIFY(!each.endsWith(QStringLiteral("more"))); // the answer and its text belong together
    document.discard();
}

QTEST_MAIN(tst_Loading)

#include "tst_loading.moc"
