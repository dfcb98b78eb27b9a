#include "ui/views/texts.h"

#include "ui/views/stageview.h"
#include "ui/views/theme.h"

#include <cmath>

namespace ScopeLab {

double textWidth(const QFont &font, const QString &text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

QFont nameFont()
{
    return textFont(13, QFont::DemiBold);
}
QFont smallFont()
{
    return textFont(11.5);
}

QRectF mirrored(const QRectF &rect, const QRectF &within, Qt::LayoutDirection direction)
{
    if (direction == Qt::LeftToRight)
        return rect;
    return {within.left() + within.right() - rect.right(), rect.top(), rect.width(), rect.height()};
}

void drawText(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QFont &font, const QColor &colour,
              const QString &text)
{
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter),
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, rect.width()));
}

QString timeText(Duration length)
{
    const double ms = milliseconds(length);
    if (ms >= 10'000)
        return StageView::tr("%1 s").arg(ms / 1000, 0, 'f', 2);
    const bool isWhole = std::abs(ms - std::round(ms)) < 0.05;
    return StageView::tr("%1 ms").arg(ms, 0, 'f', isWhole ? 0 : 1);
}

QString countsText(const PhaseCounts &counts)
{
    static const char *words[] = {
        QT_TRANSLATE_NOOP("ScopeLab::StageView", "created"),   QT_TRANSLATE_NOOP("ScopeLab::StageView", "running"),
        QT_TRANSLATE_NOOP("ScopeLab::StageView", "waiting"),   QT_TRANSLATE_NOOP("ScopeLab::StageView", "in a thread"),
        QT_TRANSLATE_NOOP("ScopeLab::StageView", "unwinding"), QT_TRANSLATE_NOOP("ScopeLab::StageView", "done"),
        QT_TRANSLATE_NOOP("ScopeLab::StageView", "cancelled"), QT_TRANSLATE_NOOP("ScopeLab::StageView", "failed")};
    QStringList parts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i])
            parts.append(QStringLiteral("%L1 %2").arg(counts[i]).arg(StageView::tr(words[i])));
    }
    return parts.join(QStringLiteral(" · "));
}

QString waitText(const Playback &playback, const TaskState &task)
{
    if (task.leaked && task.isOver())
        return StageView::tr("leaked at %1").arg(timeText(task.ended));
    QString what;
    switch (task.wait) {
    case WaitKind::Sleep: what = StageView::tr("sleep"); break;
    case WaitKind::Thread: what = StageView::tr("in a thread"); break;
    case WaitKind::Checkpoint: what = StageView::tr("at a checkpoint"); break;
    case WaitKind::Gate: what = StageView::tr("at the gate of %1").arg(playback.scopeName(task.gate)); break;
    case WaitKind::Event: what = StageView::tr("waits for %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Lock: what = StageView::tr("waits for lock %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Semaphore:
    case WaitKind::Limiter: what = StageView::tr("waits for %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Channel: what = StageView::tr("waits at %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Token: what = StageView::tr("waits for token %1").arg(playback.resourceName(task.resource)); break;
    case WaitKind::Future: what = StageView::tr("waits for a future"); break;
    case WaitKind::Start: what = StageView::tr("waits for %1 to start").arg(playback.taskName(task.starting)); break;
    case WaitKind::None: break;
    }
    switch (task.phase) {
    case TaskPhase::Created: return StageView::tr("created");
    case TaskPhase::Running: return StageView::tr("running");
    case TaskPhase::Completed: return StageView::tr("done at %1").arg(timeText(task.ended));
    case TaskPhase::Cancelled: return StageView::tr("cancelled at %1").arg(timeText(task.ended));
    case TaskPhase::Failed:
        return task.error ? QString::fromStdString(playback.trace().error(task.error).type) : StageView::tr("failed");
    case TaskPhase::Unwinding:
        if (task.wait == WaitKind::None)
            return StageView::tr("unwinding");
        break;
    default: break;
    }
    if (task.waitUntil != Never && task.wait != WaitKind::Gate)
        return StageView::tr("%1 · %2 left")
            .arg(what, timeText(std::max(Duration(), task.waitUntil - playback.time())));
    if (task.wait == WaitKind::Sleep)
        return StageView::tr("sleep, for ever");
    return what;
}

QString scopeText(const Playback &playback, const ScopeState &scope)
{
    const Label &label = playback.trace().label(scope.name);
    if (scope.requested) {
        QString why;
        switch (scope.source) {
        case CancelSource::Deadline: why = StageView::tr("its deadline was over"); break;
        case CancelSource::TaskGroup:
            why = scope.failure ? StageView::tr("a task failed: %1")
                                      .arg(QString::fromStdString(playback.trace().describe(scope.failure)))
                                : StageView::tr("a task of it was cancelled");
            break;
        case CancelSource::Shutdown: why = StageView::tr("the run has to end"); break;
        case CancelSource::Explicit:
        case CancelSource::Operator:
        case CancelSource::None:
            why = QString::fromStdString(playback.trace().text(scope.reason));
            if (why.isEmpty())
                why = StageView::tr("asked for");
            break;
        }
        const TimePoint at = playback.trace().event(scope.request).time;
        return StageView::tr("cancel requested at %1: %2").arg(timeText(at), why);
    }
    QString text = QString::fromStdString(label.kind);
    text.replace(u'_', u' ');
    if (label.kind == "shield" && !scope.shielded) // it was lowered
        return QStringLiteral("scope");
    if (scope.shielded && label.kind != "shield")
        text = text.isEmpty() ? StageView::tr("shielded") : StageView::tr("%1, shielded").arg(text);
    return text;
}

namespace {

void addTree(QStringList &lines, const Playback &playback, const Selection &what, int depth)
{
    const RunState &state = playback.state();
    const auto add = [&](const QString &name, const QString &text) {
        lines.append(QStringLiteral("%1%2: %3").arg(QString(qsizetype{2} * depth, u' '), name, text));
    };
    if (what.kind == Selection::Kind::Task) {
        const TaskState &task = *state.task(what.task());
        add(playback.taskName(task.id), waitText(playback, task));
        for (const ScopeState &scope : state.scopes()) { // its outermost; the others stand in that
            const ScopeState *around = state.scope(scope.parent);
            if (scope.task == task.id && (!around || around->task != task.id))
                addTree(lines, playback, Selection(scope.id), depth + 1);
        }
        return;
    }
    const ScopeState &scope = *state.scope(what.scope());
    QString text = scopeText(playback, scope);
    if (scope.deadline != Never)
        text += StageView::tr(", deadline %1").arg(timeText(scope.deadline));
    if (!scope.isLiving())
        text += StageView::tr(", left at %1").arg(timeText(scope.exited));
    add(playback.scopeName(scope.id), text);
    for (const ScopeState &inner : state.scopes()) {
        if (inner.parent == scope.id && inner.task == scope.task)
            addTree(lines, playback, Selection(inner.id), depth + 1);
    }
    for (const TaskState &task : state.tasks()) {
        if (task.group == scope.id)
            addTree(lines, playback, Selection(task.id), depth + 1);
    }
}

} // namespace

QString treeText(const Playback &playback, const Selection &selection)
{
    QStringList lines;
    const bool isThere = selection.kind == Selection::Kind::Task
                             ? playback.state().task(selection.task()) != nullptr
                             : selection.kind == Selection::Kind::Scope && playback.state().scope(selection.scope());
    if (isThere)
        addTree(lines, playback, selection, 0);
    return lines.join(u'\n');
}

} // namespace ScopeLab
