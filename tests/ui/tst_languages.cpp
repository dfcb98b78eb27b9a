#include "core/scenario/scenarioparser.h"
#include "core/sentences/eventsentences.h"
#include "core/sentences/why.h"
#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/text/oneline.h"
#include "tests/ui/uitest.h"
#include "ui/errors/whyview.h"
#include "ui/library/startpage.h"
#include "ui/playback/scenariotexts.h"
#include "ui/playback/stops.h"
#include "ui/stage/timersview.h"
#include "ui/timeline/scrubber.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settingsdialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QScrollBar>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QXmlStreamReader>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

struct Message
{
    QString source;
    QStringList translations;
    bool isUnfinished = false;
};

std::vector<Message> readMessages(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<Message> messages;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement())
            continue;
        if (xml.name() == QStringLiteral("message")) {
            messages.emplace_back();
        } else if (xml.name() == QStringLiteral("source")) {
            messages.back().source = xml.readElementText();
        } else if (xml.name() == QStringLiteral("translation")) {
            messages.back().isUnfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            messages.back().translations = text.trimmed().split(QRegularExpression(QStringLiteral("\\n\\s*")));
        }
    }
    return messages;
}

QStringList placeholders(const QString &text)
{
    QStringList found;
    static const QRegularExpression pattern(QStringLiteral("%L?(\\d|n)"));
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found.append(match.next().captured(1));
    found.sort();
    return found;
}

/// A number that differs was true once: the scenario has changed since.
QStringList numbers(const QString &text)
{
    QStringList found;
    static const QRegularExpression pattern(QStringLiteral("\\d+"));
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

/// What a scenario says to its reader, as it is shown.
QStringList textsOf(const Scenario &scenario)
{
    QStringList texts{oneLine(scenario.title), paragraph(scenario.summary), paragraph(scenario.lookAt),
                      shownName(scenario.section)};
    for (const std::string &topic : scenario.topics)
        texts.append(shownName(topic));
    for (const PresentationStop &stop : scenario.stops)
        texts.append(oneLine(stop.say));
    for (const Question &question : scenario.questions) {
        texts.append(oneLine(question.ask));
        for (const std::string &choice : question.choices)
            texts.append(oneLine(choice));
    }
    texts.removeAll(QString());
    return texts;
}

/// Of everything that comes with ScopeLab.
QStringList textsOfScenarios()
{
    QStringList texts;
    for (const QString &name : builtInNames())
        texts.append(textsOf(*readScenario(name).loaded.scenario));
    const QDir templates(QStringLiteral(":/templates"));
    for (const QString &name : templates.entryList()) {
        QFile file(templates.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            texts.append(textsOf(*loadScenario(file.readAll().toStdString()).scenario));
    }
    texts.removeDuplicates();
    return texts;
}

const QString Translation = QStringLiteral(SCOPELAB_ROOT "/resources/translations/scopelab_de.ts");
const QString OfScenarios = QStringLiteral(SCOPELAB_ROOT "/resources/translations/scenarios_de.ts");

} // namespace

/// The window in German: complete, and with room for longer words.
class tst_Languages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(QStringLiteral("de")); }
    void timeRunsToTheRightThoughTextRunsToTheLeft();
    void everyTextHasATranslation();
    void everyTextOfAScenarioHasATranslation();
    void textsOfOthersStay();
    void scenariosAreFoundInBothLanguages();
    void lessonsNameScenariosAsTheWindowDoes();
    void placeholdersSurvive();
    void keysOfAMenuAreUnique();
    void theWindowIsInGerman();
    void whyIsInGerman();
    void numbersAndPluralsFollowTheLanguage();
    void nothingIsCutOff();
    void theStartPageFitsASmallScreen();
};

void tst_Languages::everyTextHasATranslation()
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("scopelab_de.ts"));
    QVERIFY(QFile::copy(Translation, copy));
    QProcess update;
    update.setWorkingDirectory(QStringLiteral(SCOPELAB_ROOT));
    update.start(QStringLiteral(SCOPELAB_LUPDATE),
                 {QStringLiteral("-silent"), QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("ui"),
                  QStringLiteral("core/sentences"), QStringLiteral("-locations"), QStringLiteral("none"),
                  QStringLiteral("-no-obsolete"), QStringLiteral("-ts"), copy});
    QVERIFY(update.waitForFinished(120'000));
    QCOMPARE(update.exitCode(), 0);
    const std::vector<Message> messages = readMessages(copy);
    QVERIFY(messages.size() > 600);
    for (const Message &message : messages) {
        QVERIFY2(!message.isUnfinished, qPrintable(message.source));
        QVERIFY2(!message.translations.front().isEmpty(), qPrintable(message.source));
    }
    QCOMPARE(readMessages(Translation).size(), messages.size()); // nor one that nobody says any more
}

void tst_Languages::everyTextOfAScenarioHasATranslation()
{
    const QStringList written = textsOfScenarios();
    QVERIFY(written.size() > 300);
    QStringList missing = written;
    QStringList leftOver;
    for (const Message &message : readMessages(OfScenarios)) {
        if (missing.removeAll(message.source) == 0)
            leftOver.append(message.source);
        QVERIFY2(!message.isUnfinished, qPrintable(message.source));
        QVERIFY2(!message.translations.front().isEmpty(), qPrintable(message.source));
        QCOMPARE(message.translations.size(), 1);
        QVERIFY2(numbers(message.translations.front()) == numbers(message.source), qPrintable(message.source));
        QCOMPARE(inReadersLanguage(message.source), message.translations.front());
    }
    QCOMPARE(missing.join(u'\n'), QString());
    QCOMPARE(leftOver.join(u'\n'), QString()); // or is there twice
}

void tst_Languages::textsOfOthersStay()
{
    QCOMPARE(inReadersLanguage(QStringLiteral("A simple timeout")), QStringLiteral("Ein einfacher Timeout"));
    QCOMPARE(inReadersLanguage(QStringLiteral("A simple timeout.")), QStringLiteral("A simple timeout."));
    QCOMPARE(inReadersLanguage(QStringLiteral("Settings")), QStringLiteral("Settings")); // a text of the window
    QCOMPARE(inReadersLanguage(QString()), QString());
}

void tst_Languages::scenariosAreFoundInBothLanguages()
{
    MainWindow window;
    window.show();
    auto *library = window.findChild<QTreeView *>(QStringLiteral("library"));
    auto *search = window.findChild<QLineEdit *>(QStringLiteral("search"));
    for (const QString &text : {QStringLiteral("payment fails during"), QStringLiteral("zahlung scheitert")}) {
        search->setText(text);
        QCOMPARE(library->model()->rowCount(), 1);
        const QModelIndex section = library->model()->index(0, 0);
        QCOMPARE(section.data().toString(), QStringLiteral("Shields"));
        QCOMPARE(library->model()->rowCount(section), 1);
        QCOMPARE(library->model()->index(0, 0, section).data().toString(),
                 QStringLiteral("Eine Zahlung scheitert während eines Commits"));
    }
    const QList<QAction *> actions = window.findChildren<QAction *>();
    const auto palette = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
        return action->shortcut() == QKeySequence(QStringLiteral("Ctrl+K"));
    });
    QVERIFY(palette != actions.end());
    for (const QString &text : {QStringLiteral("payment fails during"), QStringLiteral("zahlung scheitert")}) {
        QString first;
        QTimer::singleShot(0, &window, [&first, text] {
            QWidget *opened = QApplication::activePopupWidget();
            opened->findChild<QLineEdit *>()->setText(text);
            first = opened->findChild<QListWidget *>()->item(0)->text();
            opened->close();
        });
        (*palette)->trigger(); // returns when the palette is closed
        QCOMPARE(first, QStringLiteral("Eine Zahlung scheitert während eines Commits"));
    }
}

void tst_Languages::lessonsNameScenariosAsTheWindowDoes()
{
    const auto titlesIn = [](const QString &page) {
        QFile file(page);
        QStringList titles;
        static const QRegularExpression bold(QStringLiteral("\\*\\*([^*]+)\\*\\*"));
        if (file.open(QIODevice::ReadOnly)) {
            for (auto match = bold.globalMatch(QString::fromUtf8(file.readAll()).simplified()); match.hasNext();)
                titles.append(match.next().captured(1));
        }
        return titles;
    };
    QStringList expected = titlesIn(QStringLiteral(":/help/lessons.md"));
    QVERIFY(expected.size() > 9);
    for (QString &title : expected) {
        QVERIFY2(inReadersLanguage(title) != title, qPrintable(title)); // a scenario's
        title = inReadersLanguage(title);
    }
    QCOMPARE(titlesIn(QStringLiteral(":/help/de/lessons.md")), expected);
}

void tst_Languages::placeholdersSurvive()
{
    for (const Message &message : readMessages(Translation)) {
        for (const QString &translation : message.translations)
            QVERIFY2(placeholders(translation) == placeholders(message.source), qPrintable(message.source));
    }
}

void tst_Languages::keysOfAMenuAreUnique()
{
    MainWindow window;
    QCOMPARE(clashingKeys(*window.menuBar()), QString());
}

void tst_Languages::theWindowIsInGerman()
{
    MainWindow window;
    window.show();
    QCOMPARE(window.menuBar()->actions().front()->text(), QStringLiteral("&Datei"));
    QCOMPARE(window.findChild<QDockWidget *>(QStringLiteral("timeline"))->windowTitle(), QStringLiteral("Zeitachse"));
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    QVERIFY(window.windowTitle().contains(QStringLiteral("ScopeLab")));
    QCOMPARE(window.playback().title(), QStringLiteral("Eine Zahlung scheitert während eines Commits"));
    const std::vector<Stop> stops
        = stopsOf(window.playback().trace(), window.playback().scenario().get(), window.playback().title());
    QVERIFY2(stops.front().detail.startsWith(QStringLiteral("Alles geschieht auf einmal")),
             qPrintable(stops.front().detail));
}

void tst_Languages::whyIsInGerman()
{
    const Trace trace = runToEnd(*readScenario(QStringLiteral("payment-fails-during-a-commit")).loaded.scenario, {});
    RunHistory history(trace);
    const RunState &state = history.at(trace.size());
    int chains = 0;
    for (const TaskState &task : state.tasks()) {
        const WhyAnswer answer = whyTask(trace, state, task.id);
        QVERIFY2(answer.question.startsWith(QStringLiteral("Warum"))
                     || answer.question.startsWith(QStringLiteral("Wie")),
                 qPrintable(answer.question));
        chains += answer.chain.empty() ? 0 : 1;
    }
    QVERIFY(chains > 3);
    QVERIFY(outcomeSentence(trace, state).startsWith(QStringLiteral("endet mit")));
}

void tst_Languages::numbersAndPluralsFollowTheLanguage()
{
    QCOMPARE(QCoreApplication::translate("ScopeLab::StageView", "%n task(s) to come", nullptr, 1),
             QStringLiteral("1 Task kommt noch"));
    QCOMPARE(QCoreApplication::translate("ScopeLab::StageView", "%n task(s) to come", nullptr, 3),
             QStringLiteral("3 Tasks kommen noch"));
    QCOMPARE(QStringLiteral("%L1").arg(1234.5), QStringLiteral("1.234,5"));
}

/// No button and no label on one line is narrower than its text.
void tst_Languages::nothingIsCutOff()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    const auto check = [&window] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
            if (button->visibleRegion().isEmpty() || button->text().isEmpty())
                continue;
            QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
        for (const QLabel *label : window.findChildren<QLabel *>()) {
            if (label->visibleRegion().isEmpty() || label->wordWrap()
                || label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
                continue;
            QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
        }
    };
    QTest::qWait(50);
    check(); // the start page
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    QTest::qWait(50);
    check();
    window.setMode(Mode::Predict);
    QTest::qWait(200);
    check();
    SettingsDialog settings(&window);
    settings.show();
    QTest::qWait(20);
    for (const QAbstractButton *button : settings.findChildren<QAbstractButton *>())
        QVERIFY(button->visibleRegion().isEmpty() || button->width() >= button->minimumSizeHint().width());
}

void tst_Languages::theStartPageFitsASmallScreen()
{
    MainWindow window;
    window.resize(1024, 640);
    window.show();
    const auto *page = window.findChild<StartPage *>();
    QTRY_COMPARE(window.size(), QSize(1024, 640));
    QTRY_COMPARE(page->horizontalScrollBar()->maximum(), 0);
}

void tst_Languages::timeRunsToTheRightThoughTextRunsToTheLeft()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    const auto back = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    finish(window.playback());
    window.playback().seekTime(TimePoint(300ms));
    const QDockWidget *timers = window.findChild<QDockWidget *>(QStringLiteral("timers"));
    const QDockWidget *scenarios = window.findChild<QDockWidget *>(QStringLiteral("scenarios"));
    QVERIFY(timers->isRightToLeft());
    QVERIFY(scenarios->isRightToLeft());
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    QVERIFY(!lanes->isRightToLeft());
    QTest::mouseClick(lanes->viewport(), Qt::LeftButton, {}, {lanes->viewport()->width() / 3, 10});
    const TimePoint early = window.playback().time();
    QTest::mouseClick(lanes->viewport(), Qt::LeftButton, {}, {lanes->viewport()->width() / 2, 10});
    QVERIFY(window.playback().time() > early);
    auto *scrubber = window.findChild<Scrubber *>();
    QTest::mouseClick(scrubber, Qt::LeftButton, {}, {scrubber->width() / 10, 25});
    QVERIFY(window.playback().time() < early);
    // A ring stands where a line begins, on the right.
    window.playback().seekTime(TimePoint(300ms));
    auto *rings = window.findChild<TimersView *>();
    const QRect row = rings->visualRect(rings->model()->index(0, 0));
    const QImage image = rings->viewport()->grab(QRect(row.right() - 36, row.top() + 8, 28, 26)).toImage();
    const QColor ground = Theme::current().panel;
    bool hasInk = false;
    for (int x = 0; x < image.width(); ++x)
        hasInk |= image.pixelColor(x, image.height() / 2) != ground;
    QVERIFY(hasInk);
}

QTEST_MAIN(tst_Languages)

#include "tst_languages.moc"
