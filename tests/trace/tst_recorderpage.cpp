#include "tests/trace/recordings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace ScopeLab;
using namespace ScopeLab::Recordings;

namespace {

constexpr const char *PageName = "writing-a-recorder";

QStringList findingsOf(const LoadedTrace &loaded)
{
    const Moment end = momentAt(loaded.trace, loaded.trace.size());
    QStringList kinds;
    for (const Finding &finding : end.findings.list(loaded.trace, end.state))
        kinds.append(QString::fromLatin1(toString(finding.kind)));
    return kinds;
}

/// A shield in a scope that is asked to cancel, and a task that no group waits for.
constexpr const char *Beginning = R"({"define":"error","id":1,"type":"ValueError"}
{"define":"error","id":2,"type":"Cancelled","kind":"cancelled"}
{"event":"task_spawned","time":0,"task":1,"role":"main"}
{"event":"task_spawned","time":0,"task":2,"role":"system"}
{"event":"scope_entered","time":0,"task":1,"scope":1,"deadline":1000000}
{"event":"scope_entered","time":0,"task":1,"scope":2,"parent":1,"is_shielded":true}
{"event":"cancel_requested","time":0,"scope":1,"source":"explicit"}
)";
constexpr const char *Later = "\n{\"event\":\"x_alive\",\"time\":3000000000}\n";

} // namespace

/// What the page on writing a recorder promises.
class tst_RecorderPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsExamplesAreSoundAndFindTheSame();
    void thePageInGermanHasTheSameExamples();
    void eachFindingComesOfTheEventsOfItsRow_data();
    void eachFindingComesOfTheEventsOfItsRow();
};

void tst_RecorderPage::itsExamplesAreSoundAndFindTheSame()
{
    const QStringList examples = examplesIn(helpPage(PageName));
    QCOMPARE(examples.size(), 2); // from the beginning, and begun late
    for (const QString &example : examples) {
        const LoadedTrace loaded = readBack(example.toUtf8());
        QVERIFY(loaded.isUsable);
        QCOMPARE(noticesOf(loaded), QStringList());
        QCOMPARE(findingsOf(loaded), QStringList{QStringLiteral("held_cancellation")});
        lookAtAll(loaded);
    }
}

void tst_RecorderPage::thePageInGermanHasTheSameExamples()
{
    QCOMPARE(examplesIn(helpPage(PageName, "de/")), examplesIn(helpPage(PageName)));
}

void tst_RecorderPage::eachFindingComesOfTheEventsOfItsRow_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("lines");

    const auto add = [](FindingKind kind, const char *row, const char *lines) {
        QTest::newRow(toString(kind)) << QString::fromLatin1(row) << QString::fromLatin1(lines);
    };
    add(FindingKind::EndlessShield, "A shield has held a cancellation",
        R"({"event":"cancel_state_changed","scope":2,"state":"held","request":5})");
    add(FindingKind::HeldCancellation, "A task was asked to stop, and has not",
        R"({"event":"cancel_held","task":1,"scope":1,"cause":5})");
    add(FindingKind::SwallowedCancellation, "A task swallowed a cancellation",
        R"({"event":"task_stopping","task":1,"cause":5}
{"event":"error_handled","task":1})");
    add(FindingKind::CleanupInterrupted, "The cleanup was cancelled, too",
        R"({"event":"task_stopping","task":1,"cause":5}
{"event":"task_suspended","task":1,"wait":"sleep"}
{"event":"task_stopping","task":1,"cause":5})");
    add(FindingKind::SlowCleanup, "A cleanup has waited for long", R"({"event":"task_stopping","task":2,"cause":5}
{"event":"task_suspended","task":2,"wait":"sleep"})");
    add(FindingKind::LostError, "An error was lost", R"({"event":"error_raised","task":1,"error":1}
{"event":"error_lost","task":1,"error":1,"by":2})");
    add(FindingKind::UnheardError, "Nobody heard an error", R"({"event":"error_raised","task":2,"error":1}
{"event":"task_exited","task":2,"end":"failed","error":1})");
    add(FindingKind::LeakedTask, "A task outlived the run", R"({"event":"task_leaked","task":1})");
    add(FindingKind::LateDeadline, "A deadline was noticed late",
        R"({"event":"cancel_requested","time":30000000,"scope":1,"source":"deadline"})");
}

/// With them it is there, without the last of them it is not; and the page names each.
void tst_RecorderPage::eachFindingComesOfTheEventsOfItsRow()
{
    QFETCH(const QString, row);
    QFETCH(const QString, lines);

    const auto found = [](const QStringList &events) {
        const LoadedTrace loaded = readLines(Beginning + events.join(u'\n').toUtf8() + Later);
        return loaded.notices.errors() == 0 ? findingsOf(loaded) : noticesOf(loaded);
    };
    QStringList events = lines.split(u'\n');
    QCOMPARE(found(events), QStringList{QString::fromLatin1(QTest::currentDataTag())});
    QStringList named = events;
    events.removeLast();
    QCOMPARE(found(events), QStringList());

    const QStringList rows = helpPage(PageName).split(u'\n').filter(u"| " + row + u" |");
    QCOMPARE(rows.size(), 1);
    for (const QString &line : named) {
        const QString event = QJsonDocument::fromJson(line.toUtf8()).object().value(u"event").toString();
        QVERIFY2(rows.constFirst().contains(u'`' + event + u'`'), qPrintable(event));
    }
}

QTEST_APPLESS_MAIN(tst_RecorderPage)

#include "tst_recorderpage.moc"
