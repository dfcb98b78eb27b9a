#include "core/text/oneline.h"
#include "tests/ui/uitest.h"
#include "ui/code/codeview.h"
#include "ui/errors/errordetails.h"
#include "ui/errors/errorsview.h"
#include "ui/errors/errortree.h"
#include "ui/errors/splittreeview.h"
#include "ui/models/fatesmodel.h"
#include "ui/paint/theme.h"
#include "ui/window/film.h"
#include "ui/window/markdownreport.h"
#include "ui/window/sounds.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QtEndian>

#include <set>

using namespace ScopeLab;
using namespace std::chrono_literals;

class tst_Views : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void exceptStarTakesWhatStandsBelowItsTypes();
    void theSelectedExceptionSaysAllThatIsKnown();
    void aReportHasAllOfIt();
    void aReportIsMarkdownWhateverItsTexts();
    void aReportSaysNothingThatItsTextsMakeUp_data();
    void aReportSaysNothingThatItsTextsMakeUp();
    void aFilmHasOneSizeAndLeavesThePlayheadAlone();
    void theGravestIsHeard();
    void aToneIsSoftAtBothEnds();
    void whatEndsWellSoundsHigherThanWhatFails();
    void theErrorsAreSplitWithTheirNesting();
    void anArrowLeadsFromAMemberToItsHalf();
    void theCodeFollowsInEveryLanguage_data();
    void theCodeFollowsInEveryLanguage();
};

void tst_Views::theErrorsAreSplitWithTheirNesting()
{
    Playback playback;
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    playback.toEnd();
    QTRY_VERIFY(!playback.isLive());
    playback.toEnd();
    const ErrorTree tree = errorTree(playback);
    QCOMPARE(tree.errors, 2);
    QCOMPARE(tree.cancellations, 3);
    QCOMPARE(tree.rows.size(), std::size_t{7});
    QCOMPARE(tree.rows[2].depth, 1); // the inner group
    QVERIFY(tree.rows[2].kind == ErrorRow::Kind::Group);
    QVERIFY(tree.rows[2].hasErrors);
    QVERIFY(tree.rows[2].hasCancellations);
    QVERIFY(tree.cancellationsFate.contains(QStringLiteral("checkout")));
    playback.seekTime(TimePoint(350ms));
    const ErrorTree forming = errorTree(playback);
    QVERIFY(forming.headline.contains(QStringLiteral("checkout")));
    QCOMPARE(forming.errors, 1);
}

void tst_Views::anArrowLeadsFromAMemberToItsHalf()
{
    Playback playback;
    openRun(playback, Payment);
    SplitTreeView view(playback);
    view.resize(1200, 600);
    const auto painted = [&view](int x) { // pixels below each other
        const QImage image = view.grab().toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            count += image.pixelColor(x, y) != Theme::current().panel;
        return count;
    };
    constexpr int LeftGap = 400; // where only the shafts of arrows are
    constexpr int RightGap = 800;
    view.show({});
    QCOMPARE(painted(LeftGap), 0);
    QCOMPARE(painted(RightGap), 0);
    const ErrorTree tree = errorTree(playback);
    view.show(tree);
    QVERIFY(painted(LeftGap) >= tree.errors);
    QVERIFY(painted(RightGap) >= tree.cancellations);
}

void tst_Views::theCodeFollowsInEveryLanguage_data()
{
    QTest::addColumn<int>("language");
    QTest::newRow("scenario") << static_cast<int>(CodeLanguage::Scenario);
    for (const Language &language : languages())
        QTest::newRow(language.id.data()) << static_cast<int>(codeLanguage(language.id));
}

// The line of the selected task is tinted, and says the same as its step.
void tst_Views::theCodeFollowsInEveryLanguage()
{
    QFETCH(int, language);
    Playback playback;
    CodeView view(playback);
    view.setLanguage(static_cast<CodeLanguage>(language));
    playback.openScenario(readScenario(QStringLiteral("shield-a-critical-commit")));
    playback.toEnd();
    QTRY_VERIFY(!playback.isLive());
    playback.seekTime(TimePoint(150ms)); // the writer sleeps in its shield
    const auto &tasks = playback.state().tasks();
    const auto writer = std::find_if(tasks.begin(), tasks.end(), [&](const TaskState &task) {
        return playback.taskName(task.id) == QStringLiteral("writer");
    });
    QVERIFY(writer != tasks.end());
    QVERIFY(!writer->isOver());
    playback.select(Selection(writer->id));
    QCOMPARE(view.extraSelections().size(), qsizetype{1});
    QVERIFY2(view.extraSelections().front().cursor.block().text().contains(QStringLiteral("sleep")),
             qPrintable(view.extraSelections().front().cursor.block().text()));
    playback.select({});
    playback.toStart();
    QVERIFY(view.extraSelections().isEmpty());
}

namespace {

void openPayment(Playback &playback)
{
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    finish(playback);
}

} // namespace

void tst_Views::exceptStarTakesWhatStandsBelowItsTypes()
{
    Playback playback;
    openPayment(playback);
    const auto takenBy = [&](const char *types) {
        ErrorTree tree = errorTree(playback);
        const QString unknown = askExceptStar(tree, QString::fromLatin1(types), playback.scenario().get());
        if (!unknown.isEmpty())
            return unknown;
        QStringList taken;
        for (const ErrorRow &row : tree.rows) {
            if (row.taken.value_or(false))
                taken.append(row.text);
        }
        return taken.join(u' ');
    };
    QCOMPARE(takenBy("ConnectionError"), QStringLiteral("ConnectionError"));
    QCOMPARE(takenBy("OSError"), QStringLiteral("ConnectionError")); // it stands below
    QCOMPARE(takenBy("Exception"), QStringLiteral("PaymentDeclined ConnectionError"));
    QCOMPARE(takenBy("Cancelled"), QStringLiteral("Cancelled Cancelled Cancelled"));
    QCOMPARE(takenBy("BaseException").count(u' '), 4);
    QCOMPARE(takenBy("KeyError, ConnectionError"), QStringLiteral("ConnectionError"));
    QCOMPARE(takenBy("Exception, Nonsense"), QStringLiteral("Nonsense"));
}

void tst_Views::theSelectedExceptionSaysAllThatIsKnown()
{
    Playback playback;
    openPayment(playback);
    ErrorsView errors(playback);
    errors.resize(900, 500);
    errors.show();
    const auto *details = errors.findChild<ErrorDetails *>();
    for (std::uint32_t id = 1; id <= playback.fates().size(); ++id) {
        playback.select({Selection::Kind::Error, id});
        const ErrorFate &fate = playback.fates()[id - 1];
        const QString text = details->toPlainText();
        QVERIFY(text.contains(fateText(playback, fate)));
        QVERIFY(text.contains(playback.taskName(fate.task)));
        if (fate.fate == Fate::Lost) {
            QVERIFY(text.contains(QStringLiteral("VAT id missing")));
            QVERIFY(text.contains(QStringLiteral("Lives on as")));
        }
    }
    errors.resize(330, 500); // a narrow dock has no room for it
    QVERIFY(!details->isVisible());
}

void tst_Views::aReportHasAllOfIt()
{
    Playback playback;
    openPayment(playback);
    const QString report = markdownReport(playback);
    QVERIFY(report.startsWith(QStringLiteral("# Payment fails during a commit\n")));
    for (const char *part : {"| error | 460 ms |", "## Scopes and tasks", "## What became of each exception",
                             "| ValueError | invoice | 420 ms | lost to a cancellation in cleanup | 420 ms |",
                             "## Findings", "## Log", "| 460 ms | order | committed |", "```yaml\nscopelab: 1"})
        QVERIFY2(report.contains(QLatin1String(part)), part);
    QCOMPARE(report.count(QStringLiteral("\n| ")) > 10, true);
}

void tst_Views::aReportIsMarkdownWhateverItsTexts()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: 'a | b'\nsummary: '```'\nmain:\n  - log: '``` | <b> [x] `'\n";
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    Playback playback;
    playback.openScenario(file);
    finish(playback);
    const QString report = markdownReport(playback);
    QVERIFY(report.contains(QStringLiteral("\\`\\`\\` \\| \\<b> \\[x] \\`")));
    QVERIFY(report.contains(QStringLiteral("````yaml\n"))); // a fence that the text cannot close
}

// What reads Markdown finds every text as it was, in a place of its own, and neither links nor markup in it.
void tst_Views::aReportSaysNothingThatItsTextsMakeUp_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"http://injected.example/x",
                             "www.injected.example",
                             "a@injected.example",
                             "<https://injected.example>",
                             "[a](http://injected.example)",
                             "![a](file:///etc/passwd)",
                             "<img src=\"file:///etc/passwd\">",
                             "<script>x",
                             "<!-- a",
                             "&lt;b&gt; &#96;",
                             "`code`",
                             "```",
                             "~~~",
                             "~~gone~~",
                             "**bold**",
                             "__bold__",
                             "_slanted_",
                             "| a | b |",
                             "# heading",
                             "#",
                             "- item",
                             "+ item",
                             "* item",
                             "1. item",
                             "1) item",
                             "> quoted",
                             "---",
                             "===",
                             "    code",
                             "\\",
                             "a \\",
                             "\\`",
                             "$x$",
                             ":smile:",
                             "- [x] done",
                             "a | b",
                             "line\u2028two",
                             "a\tb",
                             "\u202e gnihton"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void tst_Views::aReportSaysNothingThatItsTextsMakeUp()
{
    QFETCH(QString, text);
    const QString quoted
        = QString::fromUtf8(QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact)).mid(1).chopped(1);
    ScenarioFile file;
    file.text = QStringLiteral("scopelab: 1\ntitle: %1\nsummary: %1\nmain:\n  - log: %1\n  - raise: {type: ValueError, "
                               "message: %1}\n")
                    .arg(quoted)
                    .toStdString();
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    Playback playback;
    playback.openScenario(file);
    finish(playback);
    QString report = markdownReport(playback);
    report.truncate(report.indexOf(QStringLiteral("```yaml"))); // what follows is the text of the file
    QTextDocument document;
    document.setMarkdown(report, QTextDocument::MarkdownDialectGitHub);
    QString shown = text;
    shown.replace(QChar(0x202e), QChar(QChar::ReplacementCharacter));
    shown = shown.simplified();
    int found = 0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        found += block.text().simplified() == shown || block.text().simplified() == oneLine(text).simplified();
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat format = it.fragment().charFormat();
            QVERIFY2(!format.isAnchor(), qPrintable(report));
            QVERIFY2(!format.isImageFormat(), qPrintable(report));
            if (!it.fragment().text().contains(QStringLiteral("injected")))
                continue;
            QVERIFY2(!format.fontItalic(), qPrintable(report));
            QVERIFY2(!format.fontStrikeOut(), qPrintable(report));
        }
    }
    QVERIFY2(found >= 3, qPrintable(report)); // title, summary and log
}

void tst_Views::aFilmHasOneSizeAndLeavesThePlayheadAlone()
{
    Playback playback;
    openPayment(playback);
    playback.seekTime(TimePoint(120ms));
    const EventId cursor = playback.cursor();
    {
        Film film(playback, 0.5);
        QCOMPARE(film.count(), 24); // 460 ms at half the speed, 25 a second, and the last moment
        const QImage first = film.frame(0);
        const QImage last = film.frame(film.count() - 1);
        QCOMPARE(first.size(), Film::Size);
        QCOMPARE(last.size(), Film::Size);
        QVERIFY(first != last);
        QVERIFY(first == film.frame(0)); // the same moment, the same picture
    }
    QCOMPARE(playback.cursor(), cursor);
    QCOMPARE(playback.time(), TimePoint(120ms));
}

void tst_Views::theGravestIsHeard()
{
    Playback playback;
    openPayment(playback);
    const Trace &trace = playback.trace();
    QCOMPARE(soundOf(trace, 0, trace.size()), std::optional(Sound::Failed));
    QCOMPARE(soundOf(trace, 3, 3), std::nullopt);
    std::set<Sound> heard;
    for (EventId id = 1; id <= trace.size(); ++id) {
        if (const std::optional<Sound> sound = soundOf(trace, id - 1, id))
            heard.insert(*sound);
    }
    QCOMPARE(heard.size(), SoundCount); // each of them at least once
}

void tst_Views::aToneIsSoftAtBothEnds()
{
    std::set<QByteArray> tones;
    for (const Sound sound : {Sound::Cancelled, Sound::Failed, Sound::Absorbed, Sound::Shield, Sound::Ended}) {
        const QByteArray wav = toneOf(sound);
        QVERIFY(wav.startsWith("RIFF"));
        QCOMPARE(qFromLittleEndian<quint32>(wav.constData() + 4), static_cast<quint32>(wav.size()) - 8);
        const auto sample = [&wav](qsizetype index) {
            return std::abs(int(qFromLittleEndian<qint16>(wav.constData() + 44 + 2 * index)));
        };
        const qsizetype count = (wav.size() - 44) / 2;
        int loudest = 0;
        for (qsizetype i = 0; i < count; ++i)
            loudest = std::max(loudest, sample(i));
        QVERIFY(sample(0) < 50);
        QVERIFY(sample(count - 1) < 300);
        QVERIFY(loudest > 3000);
        QVERIFY(loudest < 9000);
        tones.insert(wav);
    }
    QCOMPARE(tones.size(), SoundCount);
}

void tst_Views::whatEndsWellSoundsHigherThanWhatFails()
{
    int lower = 0;
    for (const Sound sound : {Sound::Failed, Sound::Cancelled, Sound::Shield, Sound::Absorbed, Sound::Ended}) {
        const QByteArray wav = toneOf(sound);
        int turns = 0; // how often it goes through zero
        for (qsizetype at = 46; at < wav.size(); at += 2) {
            const auto sample
                = [&wav, at](qsizetype back) { return qFromLittleEndian<qint16>(&wav.data()[at - back]); };
            turns += (sample(0) < 0) != (sample(2) < 0);
        }
        QVERIFY2(turns > lower, qPrintable(QString::number(turns)));
        lower = turns;
    }
}

QTEST_MAIN(tst_Views)
#include "tst_views.moc"
