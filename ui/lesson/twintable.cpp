#include "ui/lesson/twintable.h"

#include "core/sentences/eventsentences.h"
#include "core/sentences/findingsentences.h"
#include "core/text/oneline.h"
#include "core/trace/findings.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"

#include <QHeaderView>
#include <QStandardItemModel>

#include <unordered_map>

namespace ScopeLab {

namespace {

/// As many as a cell of the table can hold.
QString joined(const QStringList &texts, const QString &between)
{
    QString all;
    for (const QString &text : texts) {
        if (all.size() > MostInALine)
            return all + between + u'…';
        all += (all.isEmpty() ? QString() : between) + text;
    }
    return all;
}

/// What each task logged, and under no task the run as a whole.
std::unordered_map<TaskId, QStringList> logsOf(const Trace &trace)
{
    std::unordered_map<TaskId, QStringList> logs;
    for (const RunEvent &event : trace.events()) {
        if (const auto *logged = event.as<Logged>())
            logs[event.task].append(oneLine(trace.text(logged->text)));
    }
    return logs;
}

QString findingsOf(const TwinRun &run)
{
    const Trace &trace = run.trace;
    QStringList lines;
    for (const Finding &finding : momentAt(trace, trace.size()).findings.list(trace, run.end))
        lines.append(findingHeadline(finding, trace, run.end));
    return lines.isEmpty() ? TwinTable::tr("none") : joined(lines, QStringLiteral("; "));
}

QString endOf(const TwinRun &run)
{
    return TwinTable::tr("%1, at %2").arg(outcomeSentence(run.trace, run.end), timeText(run.end.time));
}

QString resultOf(const TwinRun &run, const TaskState &task)
{
    const QString outcome = taskOutcome(run.trace, task);
    return task.isOver() ? TwinTable::tr("%1, at %2").arg(outcome, timeText(task.ended)) : outcome;
}

/// Only its first letter: names of scopes stay as they are.
QString inSentence(const QString &name)
{
    return name.left(1).toLower() + name.mid(1);
}

QString nameOf(const TwinRun &run, const TaskState &task)
{
    return shownName(run.trace.label(task.name).name);
}

} // namespace

TwinTable::TwinTable(QWidget *parent)
    : QTreeView(parent)
    , m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setObjectName(QStringLiteral("twin-table"));
    setAccessibleName(tr("Both runs compared at their ends"));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTextElideMode(Qt::ElideRight);
    setRootIsDecorated(true);
    setIndentation(14);
}

void TwinTable::clear()
{
    m_model->clear();
}

void TwinTable::fill(const TwinRun &a, const TwinRun &b, const Comparison &comparison)
{
    m_model->clear();
    m_same.clear();
    m_model->setHorizontalHeaderLabels(
        {tr("Compared at the end"), tr("A, %1").arg(inSentence(a.name)), tr("B, %1").arg(inSentence(b.name))});
    addRow(tr("Outcome"), endOf(a), endOf(b));
    addTasks(a, b, comparison);
    addRow(tr("Findings"), findingsOf(a), findingsOf(b));
    if (!m_same.isEmpty()) {
        auto *folded = new QStandardItem(tr("%n the same", nullptr, static_cast<int>(m_same.size())));
        for (const QList<QStandardItem *> &row : m_same)
            folded->appendRow(row);
        m_model->appendRow(folded);
    }
    header()->resizeSection(0, 180);
    header()->resizeSection(1, std::max(200, (width() - 190) / 2));
}

void TwinTable::addTasks(const TwinRun &a, const TwinRun &b, const Comparison &comparison)
{
    constexpr std::size_t MaxRows = 500; // nobody reads more
    std::unordered_map<TaskId, QStringList> logsA = logsOf(a.trace);
    std::unordered_map<TaskId, QStringList> logsB = logsOf(b.trace);
    for (const TaskState &task : a.end.tasks()) {
        const TaskState *partner = b.end.task(comparison.taskInB(task.id));
        addRow(nameOf(a, task), resultOf(a, task), partner ? resultOf(b, *partner) : tr("not there"));
        const QString logA = joined(logsA[task.id], QStringLiteral(", "));
        const QString logB = partner ? joined(logsB[partner->id], QStringLiteral(", ")) : QString();
        if (!logA.isEmpty() || !logB.isEmpty())
            addRow(tr("Log of %1").arg(nameOf(a, task)), logA.isEmpty() ? tr("empty") : logA,
                   logB.isEmpty() ? tr("empty") : logB);
        if (task.id.number() >= MaxRows)
            break;
    }
    for (const TaskState &task : b.end.tasks()) {
        if (task.id.number() < MaxRows && !comparison.taskInA(task.id))
            addRow(nameOf(b, task), tr("not there"), resultOf(b, task));
    }
}

void TwinTable::addRow(const QString &what, const QString &a, const QString &b)
{
    const QList<QStandardItem *> row{new QStandardItem(what), new QStandardItem(a), new QStandardItem(b)};
    for (QStandardItem *item : row)
        item->setToolTip(tipText(item->text()));
    if (a == b)
        m_same.append(row);
    else
        m_model->appendRow(row);
}

} // namespace ScopeLab
