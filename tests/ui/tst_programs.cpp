#include "tests/support/patience.h"
#include "tests/ui/uitest.h"
#include "ui/code/codepanel.h"
#include "ui/errors/findingsview.h"
#include "ui/errors/whyview.h"
#include "ui/models/placetexts.h"
#include "ui/window/mainwindow.h"
#include "ui/window/markdownreport.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QStatusBar>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QUrl>

using namespace ScopeLab;

namespace {

/// A worker waits in a library, in a shield that holds its cancellation; somebody killed the program.
constexpr char Service[]
    = R"({"scopelab_trace":2,"title":"service.py","clock":"monotonic","language":"python","runtime":"trio 0.35.0"}
{"define":"file","id":1,"path":"service.py","text":"import trio\n\nasync def main():\n    async with trio.open_nursery():\n        await pool.serve()\n"}
{"define":"file","id":2,"path":"lib/pool.py","text":"async def serve():\n    with CancelScope(shield=True):\n        await answer()\n"}
{"define":"place","id":1,"file":1,"line":5,"function":"main"}
{"define":"place","id":2,"file":2,"line":3,"function":"serve","up":1}
{"define":"file","id":3,"path":"trio/_sync.py"}
{"define":"place","id":3,"file":3,"line":800,"function":"wait","up":2}
{"define":"name","id":1,"name":"main","kind":"task","place":1}
{"define":"name","id":2,"name":"worker","kind":"task","place":1}
{"define":"name","id":3,"name":"flush","kind":"cancel_scope","place":{"file":2,"line":2}}
{"event":"task_spawned","time":0,"task":1,"role":"main","name":1}
{"event":"scope_entered","time":1000,"task":1,"place":1,"scope":1,"role":"task_group"}
{"event":"task_spawned","time":2000,"task":2,"scope":1,"spawner":1,"name":2}
{"event":"task_suspended","time":3000,"task":1,"place":1,"wait":"gate","gate":1}
{"event":"scope_entered","time":4000,"task":2,"place":2,"scope":2,"parent":1,"is_shielded":true,"name":3}
{"event":"task_suspended","time":5000,"task":2,"place":3,"wait":"event"}
{"event":"cancel_requested","time":6000,"scope":1,"source":"shutdown"}
{"event":"cancel_state_changed","time":6000,"scope":1,"state":"effective","request":7}
{"event":"cancel_state_changed","time":6000,"scope":2,"state":"held","request":7}
{"event":"logged","time":900000000,"task":2,"text":"still here"}
)";

QTabBar *tabsOf(const MainWindow &window)
{
    return window.findChild<CodePanel *>()->findChild<QTabBar *>();
}

QStringList namesOf(const QTabBar *tabs)
{
    QStringList names;
    for (int tab = 0; tab < tabs->count(); ++tab)
        names.append(tabs->tabText(tab));
    return names;
}

/// `file:line` that is in sight and marked.
QString markedIn(const MainWindow &window)
{
    const CodeView *view = window.findChild<CodePanel *>()->view();
    const QList<QTextEdit::ExtraSelection> marks = view->extraSelections();
    return marks.isEmpty() ? QString()
                           : QStringLiteral("%1:%2")
                                 .arg(tabsOf(window)->tabText(tabsOf(window)->currentIndex()))
                                 .arg(marks.front().cursor.blockNumber() + 1);
}

} // namespace

/// Recordings of people's own programs in the window.
class tst_Programs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void init();
    void cleanup();
    void codeShowsTheFilesOfTheProgram();
    void codeFollowsIntoOtherFiles();
    void placesLeadIntoTheirFile();
    void whatARecordingCannotDoIsAbsent();
    void itsRuntimeAndClockAreSaid();
    void aProgramThatWasKilledHasItsFindings();
    void placesSurviveLinks_data();
    void placesSurviveLinks();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void tst_Programs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>();
    m_window->resize(1440, 900);
    m_window->show();
    m_window->open(writeFile(*m_folder, QStringLiteral("service.trace"), Service));
    QTRY_VERIFY(m_window->playback().isRecording());
}

void tst_Programs::cleanup()
{
    m_window.reset();
    QSettings().clear();
}

void tst_Programs::codeShowsTheFilesOfTheProgram()
{
    const QTabBar *tabs = tabsOf(*m_window);
    QCOMPARE(namesOf(tabs), (QStringList{QStringLiteral("service.py"), QStringLiteral("pool.py")}));
    QCOMPARE(tabs->tabToolTip(1), QStringLiteral("lib/pool.py"));
    m_window->open(QStringLiteral("simple-timeout"));
    QTRY_VERIFY(m_window->playback().scenario());
    QCOMPARE(tabs->tabText(0), QStringLiteral("Scenario"));
    QCOMPARE(tabs->count(), static_cast<int>(languages().size()) + 1);
    QVERIFY(m_window->findChild<CodePanel *>()->view()->toPlainText().startsWith(QStringLiteral("scopelab: 1")));
    m_window->open(m_folder->filePath(QStringLiteral("service.trace"))); // and once more
    QTRY_VERIFY(m_window->playback().isRecording());
    QCOMPARE(tabs->count(), 2);
}

void tst_Programs::codeFollowsIntoOtherFiles()
{
    Playback &playback = m_window->playback();
    playback.select(Selection(taskCalled(playback, "worker")));
    QCOMPARE(markedIn(*m_window), QStringLiteral("pool.py:3")); // not where the library waits
    playback.select(Selection(taskCalled(playback, "main")));
    QCOMPARE(markedIn(*m_window), QStringLiteral("service.py:5"));
    playback.select(Selection(ScopeId(2)));
    QCOMPARE(markedIn(*m_window), QStringLiteral("pool.py:2"));
    // Who looks into a file by hand stays there until something else is selected.
    CodePanel *panel = m_window->findChild<CodePanel *>();
    tabsOf(*m_window)->setCurrentIndex(0);
    QVERIFY(!panel->view()->isFollowing());
    playback.seekEvent(6);
    QCOMPARE(tabsOf(*m_window)->currentIndex(), 0);
    playback.seekEvent(playback.trace().size());
    playback.select(Selection(taskCalled(playback, "worker")));
    QCOMPARE(tabsOf(*m_window)->currentIndex(), 1);
    // A caller's file shows the worker in the line of the call.
    tabsOf(*m_window)->setCurrentIndex(0);
    QCOMPARE(markedIn(*m_window), QStringLiteral("service.py:5"));
}

void tst_Programs::placesLeadIntoTheirFile()
{
    Q_EMIT m_window->findChild<WhyView *>()->placeRequested({"lib/pool.py", 2, {}});
    const CodeView *view = m_window->findChild<CodePanel *>()->view();
    QCOMPARE(tabsOf(*m_window)->currentIndex(), 1);
    QCOMPARE(view->textCursor().blockNumber(), 1);
    Q_EMIT m_window->findChild<WhyView *>()->placeRequested({"service.py", 4, {}});
    QCOMPARE(tabsOf(*m_window)->currentIndex(), 0);
    QCOMPARE(m_window->findChild<CodePanel *>()->view()->textCursor().blockNumber(), 3);
    Playback &playback = m_window->playback();
    playback.select(Selection(taskCalled(playback, "worker")));
    const QString why = m_window->findChild<WhyView *>()->toPlainText();
    QVERIFY2(why.contains(QStringLiteral("pool.py:2")), qPrintable(why));
}

void tst_Programs::whatARecordingCannotDoIsAbsent()
{
    const auto offered = [this] {
        QStringList result;
        const auto *seed = m_window->findChild<QSpinBox *>();
        if (!seed->isHidden())
            result.append(QStringLiteral("seed"));
        for (const auto *box : m_window->findChildren<QComboBox *>()) {
            if (box->accessibleName() == QStringLiteral("Clock") && !box->isHidden())
                result.append(QStringLiteral("clock"));
        }
        for (const auto *action : m_window->findChildren<QAction *>()) {
            for (const char *name : {"&Cancel…", "S&hield", "&Deadline…"}) {
                if (action->text() == QString::fromUtf8(name) && action->isVisible())
                    result.append(action->text());
            }
        }
        return result;
    };
    QCOMPARE(offered(), QStringList());
    m_window->open(QStringLiteral("simple-timeout"));
    QTRY_VERIFY(m_window->playback().scenario());
    QCOMPARE(offered().join(u' '), QStringLiteral("seed clock &Cancel… S&hield &Deadline…"));
}

void tst_Programs::itsRuntimeAndClockAreSaid()
{
    const auto statusLine = [&] {
        QStringList texts;
        for (const QLabel *label : m_window->statusBar()->findChildren<QLabel *>())
            texts.append(label->text());
        return texts.join(u'\n');
    };
    QVERIFY2(statusLine().contains(QStringLiteral("trio 0.35.0   real time   ")), qPrintable(statusLine()));
    const QString report = markdownReport(m_window->playback());
    QVERIFY2(report.contains(QStringLiteral("| Outcome | Time | Clock | Events | Runtime |\n")), qPrintable(report));
    QVERIFY2(report.contains(QStringLiteral(" | real time | ")), qPrintable(report));
    m_window->open(QStringLiteral("simple-timeout"));
    QTRY_VERIFY(m_window->playback().scenario());
    QTRY_VERIFY2(!statusLine().contains(QStringLiteral("trio 0.35.0")), qPrintable(statusLine()));
    QVERIFY(
        markdownReport(m_window->playback()).contains(QStringLiteral("| Outcome | Time | Seed | Clock | Events |\n")));
    m_window->open(
        writeFile(*m_folder, QStringLiteral("run.trace"),
                  R"({"scopelab_trace":2,"scenario":"main: []","seed":7,"executor":"pool","clock":"monotonic"}
{"event":"task_spawned","time":0,"task":1,"role":"main"}
)"));
    QTRY_VERIFY(m_window->playback().isRecording());
    const QString ofScenario = markdownReport(m_window->playback()); // a scenario's run has its seed
    QVERIFY2(ofScenario.contains(QStringLiteral(" | 7 | real threads | ")), qPrintable(ofScenario));
}

void tst_Programs::aProgramThatWasKilledHasItsFindings()
{
    const auto *findings = m_window->findChild<FindingsView *>();
    QTRY_COMPARE(findings->count(), 1);
    QTRY_VERIFY(findings->isVisible());
}

void tst_Programs::placesSurviveLinks_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"", "a.py", "/srv/app/a b.py", "a#b%20?c:d.py", "ü/ß.py", "a'b\"c<d>&.py"})
        QTest::newRow(*file ? file : "none") << QString::fromUtf8(file);
}

void tst_Programs::placesSurviveLinks()
{
    QFETCH(const QString, file);
    const Place place{file.toStdString(), 12, {}};
    static const QRegularExpression target(QStringLiteral("^<a href='([^']*)'>(.*)</a>$"));
    const QRegularExpressionMatch link = target.match(placeLink(place));
    QVERIFY(link.hasMatch());
    QCOMPARE(placeOf(QUrl(link.captured(1))), place);
    QCOMPARE(link.captured(2), placeText(place).toHtmlEscaped());
    QCOMPARE(placeOf(QUrl(QStringLiteral("event:12"))).line, 0);
}

QTEST_MAIN(tst_Programs)
#include "tst_programs.moc"
