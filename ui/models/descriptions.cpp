#include "ui/models/descriptions.h"

#include "core/text/oneline.h"
#include "ui/paint/texts.h"

#include <QCoreApplication>

#include <unordered_map>

namespace ScopeLab {

namespace {

struct Descriptions
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Descriptions)
};

} // namespace

QString countsText(const PhaseCounts &counts)
{
    static const char *words[] = {QT_TRANSLATE_NOOP("ScopeLab::Descriptions", "created"),
                                  QT_TRANSLATE_NOOP("ScopeLab::Descriptions", "running"),
                                  QT_TRANSLATE_NOOP("ScopeLab::Descriptions", "waiting"),
                                  QT_TRANSLATE_NOOP("ScopeLab::Descriptions", "in a thread"),
                                  QT_TRANSLATE_NOOP("ScopeLab::Descriptions", "unwinding"),
                                  QT_TRANSLATE_NOOP("ScopeLab::Descriptions", "done"),
                                  QT_TRANSLATE_NOOP("ScopeLab::Descriptions", "cancelled"),
                                  QT_TRANSLATE_NOOP("ScopeLab::Descriptions", "failed")};
    QStringList parts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i])
            parts.append(QStringLiteral("%L1 %2").arg(counts[i]).arg(Descriptions::tr(words[i])));
    }
    return parts.join(QStringLiteral(" · "));
}

QString waitText(const Playback &playback, const TaskState &task)
{
    if (task.leaked && task.isOver())
        return Descriptions::tr("leaked at %1").arg(timeText(task.ended));
    QString what;
    switch (task.wait) {
    case WaitKind::Sleep: what = Descriptions::tr("sleep"); break;
    case WaitKind::Thread: what = Descriptions::tr("in a thread"); break;
    case WaitKind::Checkpoint: what = Descriptions::tr("at a checkpoint"); break;
    case WaitKind::Gate: what = Descriptions::tr("at the gate of %1").arg(playback.scopeName(task.gate)); break;
    case WaitKind::Event: what = Descriptions::tr("waits for %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Lock: what = Descriptions::tr("waits for lock %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Semaphore:
    case WaitKind::Limiter: what = Descriptions::tr("waits for %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Channel: what = Descriptions::tr("waits at %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Token:
        what = Descriptions::tr("waits for token %1").arg(playback.resourceName(task.resource));
        break;
    case WaitKind::Future: what = Descriptions::tr("waits for a future"); break;
    case WaitKind::Start: what = Descriptions::tr("waits for %1 to start").arg(playback.taskName(task.starting)); break;
    case WaitKind::None: break;
    }
    switch (task.phase) {
    case TaskPhase::Created: return Descriptions::tr("created");
    case TaskPhase::Running: return Descriptions::tr("running");
    case TaskPhase::Completed: return Descriptions::tr("done at %1").arg(timeText(task.ended));
    case TaskPhase::Cancelled: return Descriptions::tr("cancelled at %1").arg(timeText(task.ended));
    case TaskPhase::Failed:
        return task.error ? shownName(playback.trace().error(task.error).type) : Descriptions::tr("failed");
    case TaskPhase::Unwinding:
        if (task.wait == WaitKind::None)
            return Descriptions::tr("unwinding");
        break;
    default: break;
    }
    if (task.waitUntil != Never && task.wait != WaitKind::Gate)
        return Descriptions::tr("%1 · %2 left")
            .arg(what, timeText(std::max(Duration(), task.waitUntil - playback.time())));
    if (task.wait == WaitKind::Sleep)
        return Descriptions::tr("sleep, for ever");
    return what;
}

QString scopeText(const Playback &playback, const ScopeState &scope)
{
    const Label &label = playback.trace().label(scope.name);
    if (scope.requested) {
        QString why;
        switch (scope.source) {
        case CancelSource::Deadline: why = Descriptions::tr("its deadline was over"); break;
        case CancelSource::TaskGroup:
            why = scope.failure
                      ? Descriptions::tr("a task failed: %1").arg(oneLine(playback.trace().describe(scope.failure)))
                      : Descriptions::tr("a task of it was cancelled");
            break;
        case CancelSource::Shutdown: why = Descriptions::tr("the run has to end"); break;
        case CancelSource::Explicit:
        case CancelSource::Operator:
        case CancelSource::None:
            why = oneLine(playback.trace().text(scope.reason));
            if (why.isEmpty())
                why = Descriptions::tr("asked for");
            break;
        }
        const TimePoint at = playback.trace().event(scope.request).time;
        return Descriptions::tr("cancel requested at %1: %2").arg(timeText(at), why);
    }
    QString text = shownName(label.kind);
    text.replace(u'_', u' ');
    if (label.kind == "shield" && !scope.shielded) // it was lowered
        return QStringLiteral("scope");
    if (scope.shielded && label.kind != "shield")
        text = text.isEmpty() ? Descriptions::tr("shielded") : Descriptions::tr("%1, shielded").arg(text);
    return text;
}

namespace {

/// What stands in what, in the order in which it came: scopes, then the tasks of a group.
struct Children
{
    explicit Children(const RunState &state)
    {
        for (const ScopeState &scope : state.scopes()) { // the outermost of a task; the others stand in it
            const ScopeState *around = state.scope(scope.parent);
            const bool isInside = around && around->task == scope.task;
            (isInside ? ofScope[scope.parent] : ofTask[scope.task]).emplace_back(scope.id);
        }
        for (const TaskState &task : state.tasks())
            ofScope[task.group].emplace_back(task.id);
    }

    std::unordered_map<ScopeId, std::vector<Selection>> ofScope;
    std::unordered_map<TaskId, std::vector<Selection>> ofTask;
};

void addTree(QStringList &lines, const Playback &playback, Children &children, const Selection &what, int depth)
{
    const RunState &state = playback.state();
    const auto add = [&](const QString &name, const QString &text) {
        lines.append(QStringLiteral("%1%2: %3").arg(QString(qsizetype{2} * depth, u' '), name, text));
    };
    const bool isTask = what.kind == Selection::Kind::Task;
    if (isTask) {
        add(playback.taskName(what.task()), waitText(playback, *state.task(what.task())));
    } else {
        const ScopeState &scope = *state.scope(what.scope());
        QString text = scopeText(playback, scope);
        if (scope.deadline != Never)
            text += Descriptions::tr(", deadline %1").arg(timeText(scope.deadline));
        if (!scope.isLiving())
            text += Descriptions::tr(", left at %1").arg(timeText(scope.exited));
        add(playback.scopeName(scope.id), text);
    }
    for (const Selection &child : isTask ? children.ofTask[what.task()] : children.ofScope[what.scope()])
        addTree(lines, playback, children, child, depth + 1);
}

} // namespace

QString treeText(const Playback &playback, const Selection &selection)
{
    QStringList lines;
    const bool isThere = selection.kind == Selection::Kind::Task
                             ? playback.state().task(selection.task()) != nullptr
                             : selection.kind == Selection::Kind::Scope && playback.state().scope(selection.scope());
    if (isThere) {
        Children children(playback.state());
        addTree(lines, playback, children, selection, 0);
    }
    return lines.join(u'\n');
}

} // namespace ScopeLab
