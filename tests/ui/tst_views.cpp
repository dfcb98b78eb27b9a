#include "ui/views/codeview.h"
#include "ui/views/errortree.h"
#include "ui/views/theme.h"

#include <QTest>
#include <QTextBlock>

#include <cmath>

using namespace ScopeLab;
using namespace std::chrono_literals;

class tst_Views : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theErrorsAreSplitWithTheirNesting();
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
    QVERIFY(tree.rows[2].kind == ErrorRow::Kind::Group && tree.rows[2].hasErrors && tree.rows[2].hasCancellations);
    QVERIFY(tree.cancellationsFate.contains(QStringLiteral("checkout")));
    playback.seekTime(350'000'000);
    const ErrorTree forming = errorTree(playback);
    QVERIFY(forming.headline.contains(QStringLiteral("checkout")));
    QCOMPARE(forming.errors, 1);
}

void tst_Views::theCodeFollowsInEveryLanguage_data()
{
    QTest::addColumn<int>("language");
    QTest::newRow("scenario") << static_cast<int>(CodeLanguage::Scenario);
    QTest::newRow("python") << static_cast<int>(CodeLanguage::Python);
    QTest::newRow("cpp") << static_cast<int>(CodeLanguage::Cpp);
    QTest::newRow("rust") << static_cast<int>(CodeLanguage::Rust);
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
    playback.seekTime(150'000'000); // the writer sleeps in its shield
    const auto &tasks = playback.state().tasks();
    const auto writer = std::find_if(tasks.begin(), tasks.end(), [&](const TaskState &task) {
        return playback.taskName(task.id) == QStringLiteral("writer");
    });
    QVERIFY(writer != tasks.end() && !writer->isOver());
    playback.select({Selection::Kind::Task, writer->id});
    QCOMPARE(view.extraSelections().size(), qsizetype{1});
    QVERIFY2(view.extraSelections().front().cursor.block().text().contains(QStringLiteral("sleep")),
             qPrintable(view.extraSelections().front().cursor.block().text()));
    playback.select({});
    playback.toStart();
    QVERIFY(view.extraSelections().isEmpty());
}

QTEST_MAIN(tst_Views)
#include "tst_views.moc"
