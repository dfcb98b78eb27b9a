#include "core/sentences/eventsentences.h"
#include "core/sentences/findingsentences.h"
#include "core/session/runner.h"
#include "tests/ui/uitest.h"
#include "ui/errors/findingsview.h"
#include "ui/lesson/guessbutton.h"
#include "ui/lesson/predictview.h"
#include "ui/lesson/presentview.h"
#include "ui/lesson/speakerview.h"
#include "ui/lesson/twinview.h"
#include "ui/playback/prediction.h"
#include "ui/playback/stops.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QCheckBox>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QSettings>
#include <QTest>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

Trace run(const ScenarioFile &file)
{
    return runToEnd(*file.loaded.scenario, {});
}

} // namespace

/// Twin, Predict, Present and Findings: what they say, as values, and how they are used.
class tst_Modes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPresentationCanBeReadFromTheLastRow();
    void theSpeakerSeesWhatComesNext();
    void cleanup() { QSettings().clear(); }
    void everyEventOfEveryScenarioHasASentence();
    void predictionsAskOnlyWhatTheRunAnswers();
    void aPredictionAsksOfNoMoreThanADozenTasks();
    void aPredictionKnowsWhoIsCancelledLater();
    void blanksAreNotSureAndNeverWrong();
    void authorsQuestionsComeFirst();
    void stopsFollowTheDecisiveInstants();
    void aPresentationStopsWhereTheRunGotStuck();
    void authorsStopsReplaceThem();
    void predictStopsBeforeAnythingIsDecided();
    void predictByKeyboardAlone();
    void aClassCountsHands();
    void presentGoesFromStopToStopByOneKey();
    void findingsLeadToTheirPlaceAndToTheFix();
    void modesKeepRunAndPlayhead();
};

void tst_Modes::initTestCase()
{
    setUpTestApplication();
}

void tst_Modes::everyEventOfEveryScenarioHasASentence()
{
    for (const QString &name : builtInNames()) {
        const Trace trace = run(readScenario(name));
        const Moment moment = momentAt(trace, trace.size());
        const RunState &end = moment.state;
        for (EventId id = 1; id <= trace.size(); ++id) {
            const QString sentence = eventSentence(trace, end, id);
            QVERIFY2(sentence.size() > 3, qPrintable(name));
            QVERIFY2(!sentence.contains(QStringLiteral("%1")), qPrintable(sentence));
            QVERIFY2(!sentence.contains(QStringLiteral("  ")), qPrintable(sentence));
        }
        QVERIFY(!outcomeSentence(trace, end).isEmpty());
        for (const Finding &finding : moment.findings.list(trace, end)) {
            QVERIFY(!findingHeadline(finding, trace, end).isEmpty());
            QVERIFY(!findingAdvice(finding).isEmpty());
        }
    }
}

void tst_Modes::predictionsAskOnlyWhatTheRunAnswers()
{
    int asked = 0;
    for (const QString &name : builtInNames()) {
        const ScenarioFile file = readScenario(name);
        const Trace trace = run(file);
        const Prediction prediction = predictionFor(*file.loaded.scenario, trace);
        if (prediction.isEmpty())
            continue;
        ++asked;
        QVERIFY(!prediction.tasks.empty());
        QVERIFY(!prediction.choices.empty());
        QCOMPARE(prediction.stop, trace.event(prediction.decisive).time - 1ns);
        const EventId last = trace.lastEventUntil(prediction.stop);
        QVERIFY2(last < prediction.decisive, qPrintable(name));
        for (const PredictedTask &task : prediction.tasks) {
            QVERIFY(!task.name.isEmpty());
            QVERIFY(task.truth != Guess::NotSure);
            QVERIFY(!task.reason.isEmpty());
        }
        for (const PredictedChoice &choice : prediction.choices) {
            QVERIFY2(choice.choices.size() >= 2, qPrintable(name + choice.ask));
            QVERIFY2(choice.truth >= 0, qPrintable(name + choice.ask));
            QVERIFY2(choice.truth < choice.choices.size(), qPrintable(name + choice.ask));
            QStringList unique = choice.choices;
            QCOMPARE(unique.removeDuplicates(), 0);
        }
    }
    QVERIFY(asked > 50);
}

void tst_Modes::aPredictionAsksOfNoMoreThanADozenTasks()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nmain: [{move_on_after: {name: s, after: 1s, body: [{task_group: "
                "[{spawn_each: {count: 20, body: [{sleep: 2s}]}}]}]}}]\n";
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    QCOMPARE(predictionFor(*file.loaded.scenario, run(file)).tasks.size(), std::size_t{12});
}

void tst_Modes::aPredictionKnowsWhoIsCancelledLater()
{
    const ScenarioFile file = readScenario(QString::fromLatin1(Payment));
    const Prediction prediction = predictionFor(*file.loaded.scenario, run(file));
    QCOMPARE(prediction.stop, (TimePoint(340ms) - Duration(1)));
    QMap<QString, Guess> truths;
    for (const PredictedTask &task : prediction.tasks)
        truths[task.name] = task.truth;
    QCOMPARE(truths[QStringLiteral("payment")], Guess::Fails);
    QCOMPARE(truths[QStringLiteral("order")], Guess::CancelledLater);   // behind its shield
    QCOMPARE(truths[QStringLiteral("invoice")], Guess::CancelledLater); // in its thread
    QCOMPARE(truths[QStringLiteral("ups")], Guess::CancelledAtOnce);
    QCOMPARE(truths[QStringLiteral("dhl")], Guess::Fails);
    QCOMPARE(prediction.choices.size(), std::size_t(2));
    QCOMPARE(prediction.choices[0].choices[prediction.choices[0].truth], QStringLiteral("checkout"));
    QCOMPARE(prediction.choices[1].choices[prediction.choices[1].truth], QStringLiteral("460 ms"));
}

void tst_Modes::blanksAreNotSureAndNeverWrong()
{
    const ScenarioFile file = readScenario(QString::fromLatin1(Payment));
    const Prediction prediction = predictionFor(*file.loaded.scenario, run(file));
    QCOMPARE(scoreOf(prediction, {}), (Score{0, 0, prediction.questionCount()}));
    Answers all;
    for (const PredictedTask &task : prediction.tasks)
        all.tasks.push_back(task.truth);
    for (const PredictedChoice &choice : prediction.choices)
        all.choices.push_back(choice.truth);
    QCOMPARE(scoreOf(prediction, all), (Score{prediction.questionCount(), 0, 0}));
    all.choices[0] = (all.choices[0] + 1) % 2;
    QCOMPARE(scoreOf(prediction, all), (Score{prediction.questionCount() - 1, 1, 0}));
}

void tst_Modes::authorsQuestionsComeFirst()
{
    ScenarioFile file = readScenario(QString::fromLatin1(Payment));
    const auto scenario = std::make_shared<Scenario>(*file.loaded.scenario);
    file.loaded.scenario = scenario;
    scenario->questions
        = {{{}, "How many errors leave?", {"none", "2"}, "2"}, {{}, "Nonsense?", {"a", "b"}, "not among them"}};
    const Prediction prediction = predictionFor(*file.loaded.scenario, run(file));
    QCOMPARE(prediction.choices[0].ask, QStringLiteral("How many errors leave?"));
    QCOMPARE(prediction.choices[0].truth, 1);
    for (const PredictedChoice &choice : prediction.choices)
        QVERIFY(choice.ask != QStringLiteral("Nonsense?"));
}

void tst_Modes::stopsFollowTheDecisiveInstants()
{
    const ScenarioFile file = readScenario(QString::fromLatin1(Payment));
    const Trace trace = run(file);
    const std::vector<Stop> stops = stopsOf(trace, &*file.loaded.scenario, QStringLiteral("Title"));
    QList<int> milliseconds;
    for (const Stop &stop : stops) {
        milliseconds.append(static_cast<int>(stop.time.time_since_epoch() / 1ms));
        QCOMPARE(stop.event, trace.lastEventUntil(stop.time));
        QVERIFY(!stop.caption.isEmpty());
    }
    QCOMPARE(milliseconds, (QList<int>{0, 200, 340, 380, 420, 460}));
    QCOMPARE(stops[0].caption, QStringLiteral("Title"));
    QCOMPARE(stops[4].caption, QStringLiteral("ValueError is lost to a cancellation."));
    for (const QString &name : builtInNames()) {
        const ScenarioFile other = readScenario(name);
        QVERIFY2(stopsOf(run(other), &*other.loaded.scenario, name).size() >= 2, qPrintable(name));
    }
}

void tst_Modes::aPresentationStopsWhereTheRunGotStuck()
{
    ScenarioFile file;
    file.loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nresources: {events: [never]}\nmain:\n"
                               "  - task_group:\n      - spawn: {name: waiter, body: [{wait: never}]}\n");
    const Trace trace = run(file);
    const std::vector<Stop> stops = stopsOf(trace, &*file.loaded.scenario, QStringLiteral("Title"));
    QVERIFY(trace.event(stops.back().event).is<RunStuck>());
    QCOMPARE(stops.back().caption, QStringLiteral("Nothing can run any more."));
    QCOMPARE(stops.back().detail, QString()); // nothing of how it was cleaned up
}

void tst_Modes::authorsStopsReplaceThem()
{
    ScenarioFile file = readScenario(QString::fromLatin1(Payment));
    const auto scenario = std::make_shared<Scenario>(*file.loaded.scenario);
    file.loaded.scenario = scenario;
    scenario->stops = {{std::chrono::milliseconds(340), "Look at the shield"}};
    const std::vector<Stop> stops = stopsOf(run(file), &*file.loaded.scenario, QStringLiteral("Title"));
    QCOMPARE(stops.size(), std::size_t(2));
    QCOMPARE(stops[1].caption, QStringLiteral("Look at the shield"));
    QVERIFY(stops[1].subject.kind != Selection::Kind::None);
}

void tst_Modes::predictStopsBeforeAnythingIsDecided()
{
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    window.playback().toEnd();
    QTRY_VERIFY(window.playback().state().isOver);
    QTest::keyClick(&window, Qt::Key_Q);
    auto *predict = window.findChild<PredictView *>();
    QTRY_VERIFY(predict->isAsking());
    QTRY_COMPARE(window.playback().time(), (TimePoint(340ms) - Duration(1)));
    QTRY_VERIFY(window.playback().cursor() > 0);
    QTest::qWait(50); // all that comes before is recorded
    const EventId known = window.playback().trace().size();
    QVERIFY(known < predict->prediction().decisive);
    // Whatever is pressed, nothing later comes to light.
    QVERIFY(!window.playback().whyNoActs().isEmpty());
    window.playback().step(StepSize::Event);
    window.playback().play();
    QTest::qWait(60);
    window.playback().toEnd();
    window.playback().seekTime(TimePoint(900ms));
    QCOMPARE(window.playback().trace().size(), known);
    window.playback().toStart();
    QCOMPARE(window.playback().time(), TimePoint());
    predict->commit();
    QVERIFY(predict->isMarked());
    QTRY_VERIFY(window.playback().state().isOver);
    QCOMPARE(predict->score(), (Score{0, 0, predict->prediction().questionCount()}));
}

void tst_Modes::predictByKeyboardAlone()
{
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    QTest::keyClick(&window, Qt::Key_Q);
    auto *predict = window.findChild<PredictView *>();
    QTRY_VERIFY(predict->isAsking());
    const Prediction &prediction = predict->prediction();
    const auto focused = [] { return qobject_cast<GuessButton *>(QApplication::focusWidget()); };
    QVERIFY(focused());
    for (const PredictedTask &task : prediction.tasks) {
        QTest::keyClick(focused(), static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(task.truth)));
        QTest::keyClick(focused(), Qt::Key_Down);
    }
    for (int right = 0; right < 3; ++right) // the second question is answered by going there
        QTest::keyClick(focused(), Qt::Key_Left);
    for (int step = 0; step < prediction.choices[0].truth; ++step)
        QTest::keyClick(focused(), Qt::Key_Right);
    QTest::keyClick(focused(), Qt::Key_Space);
    QTest::keyClick(focused(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(predict->isMarked());
    QCOMPARE(predict->score(), (Score{prediction.questionCount() - 1, 0, 1}));
    QVERIFY(QSettings().value(QStringLiteral("predicted/") + window.playback().title()).isValid());
}

void tst_Modes::aClassCountsHands()
{
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    QTest::keyClick(&window, Qt::Key_Q);
    auto *predict = window.findChild<PredictView *>();
    QTRY_VERIFY(predict->isAsking());
    for (QCheckBox *box : predict->findChildren<QCheckBox *>())
        box->setChecked(true);
    auto *button = qobject_cast<GuessButton *>(QApplication::focusWidget());
    QVERIFY(button);
    for (const Qt::Key hand : {Qt::Key_1, Qt::Key_2, Qt::Key_2, Qt::Key_4})
        QTest::keyClick(button, hand);
    QCOMPARE(button->hands(), 1);
    QVERIFY(!button->isGiven()); // two hands for the second
    QVERIFY(predict->score().notSure == predict->prediction().questionCount() - 1);
}

void tst_Modes::presentGoesFromStopToStopByOneKey()
{
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    QTest::keyClick(&window, Qt::Key_F11);
    auto *present = window.findChild<PresentView *>();
    QVERIFY(present);
    QTRY_COMPARE(present->stops().size(), std::size_t(6));
    QTest::keyClick(present, Qt::Key_PageDown);
    QTest::keyClick(present, Qt::Key_Right);
    QCOMPARE(window.playback().time(), TimePoint(340ms));
    QTest::keyClick(present, Qt::Key_Left);
    QCOMPARE(window.playback().time(), TimePoint(200ms));
    QTest::keyClick(present, Qt::Key_End);
    QTest::keyClick(present, Qt::Key_Right); // there is no more
    QCOMPARE(window.playback().time(), TimePoint(460ms));
    QTest::keyClick(present, Qt::Key_Period);
    QTRY_COMPARE(window.playback().time(), TimePoint(460ms));
    QTest::keyClick(present, Qt::Key_B);
    QVERIFY(present->isBlack());
    QTest::keyClick(present, Qt::Key_B);
    QVERIFY(!present->grab().isNull());
    QTest::keyClick(present, Qt::Key_Escape);
    QTRY_VERIFY(!window.findChild<PresentView *>());
}

void tst_Modes::findingsLeadToTheirPlaceAndToTheFix()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("over-shielding"));
    auto *dock = window.findChild<QDockWidget *>(QStringLiteral("findings"));
    QVERIFY(!dock->isVisible());
    window.playback().toEnd();
    QTRY_VERIFY(dock->isVisible());
    auto *list = dock->findChild<QListWidget *>();
    QCOMPARE(list->count(), 1);
    window.playback().toStart();
    QTRY_VERIFY(!dock->isVisible()); // nothing has gone wrong yet
    window.playback().toEnd();
    dock->show();
    list->setCurrentRow(0);
    QVERIFY(window.playback().selection().kind != Selection::Kind::None);
    QVERIFY(!window.playback().state().isOver || window.playback().cursor() > 0);
    Q_EMIT window.findChild<FindingsView *>()->fixRequested();
    QCOMPARE(window.mode(), Mode::Twin);
}

void tst_Modes::modesKeepRunAndPlayhead()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("transaction-left-open"));
    window.playback().toEnd();
    QTRY_VERIFY(window.playback().state().isOver);
    window.playback().seekTime(TimePoint(60ms));
    const EventId size = window.playback().trace().size();
    QTest::keyClick(&window, Qt::Key_T);
    QTest::keyClick(&window, Qt::Key_T);
    QCOMPARE(window.playback().trace().size(), size);
    auto *timeline = window.findChild<QDockWidget *>(QStringLiteral("timeline"));
    QVERIFY(timeline->isVisible());
    window.setMode(Mode::Twin);
    QVERIFY(!timeline->isVisible());
    window.setMode(Mode::Explore);
    QVERIFY(timeline->isVisible());
}

void tst_Modes::aPresentationCanBeReadFromTheLastRow()
{
    constexpr double SmallestText = 11.5; // pixels at 100 %
    Playback playback;
    playback.openScenario(readScenario(QString::fromLatin1(Payment)));
    finish(playback);
    PresentView present(playback);
    present.resize(1440, 900);
    QTRY_VERIFY(!present.stops().empty());
    for (std::size_t i = 0; i < present.stops().size(); ++i) {
        QVERIFY(!present.grab().isNull());
        QVERIFY2(present.zoom() * SmallestText >= 0.022 * present.height(), qPrintable(QString::number(i)));
        present.next();
    }
}

void tst_Modes::theSpeakerSeesWhatComesNext()
{
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    QTest::keyClick(&window, Qt::Key_F11);
    auto *present = window.findChild<PresentView *>();
    QTRY_COMPARE(present->stops().size(), std::size_t(6));
    QVERIFY(!present->findChild<SpeakerView *>()); // there is one screen
    QTest::keyClick(present, Qt::Key_N);
    auto *notes = present->findChild<SpeakerView *>();
    QVERIFY(notes);
    QVERIFY(notes->isVisible());
    const auto says = [notes](const QString &text) {
        const QList<QLabel *> labels = notes->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel *label) { return label->text().contains(text); });
    };
    QVERIFY(says(present->stops()[0].caption));
    QVERIFY(says(present->stops()[1].caption));
    QTest::keyClick(notes, Qt::Key_PageDown); // a remote works in both windows
    QCOMPARE(present->current(), std::size_t{1});
    QVERIFY(says(present->stops()[2].caption));
    QTest::keyClick(present, Qt::Key_End);
    QVERIFY(says(QStringLiteral("last stop")));
    QTest::keyClick(present, Qt::Key_N);
    QVERIFY(!present->findChild<SpeakerView *>());
    present->close();
}

QTEST_MAIN(tst_Modes)

#include "tst_modes.moc"
