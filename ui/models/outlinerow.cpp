#include "ui/models/outlinerow.h"

#include "ui/models/descriptions.h"
#include "ui/paint/texts.h"

#include <QCoreApplication>

namespace ScopeLab {

namespace {

struct OutlineRows
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::OutlineRow)
};

QString wordFor(const TaskState &task)
{
    switch (task.phase) {
    case TaskPhase::Created: return OutlineRows::tr("created");
    case TaskPhase::Running: return OutlineRows::tr("running");
    case TaskPhase::InThread: return OutlineRows::tr("in a thread");
    case TaskPhase::Unwinding: return OutlineRows::tr("unwinding");
    case TaskPhase::Completed: return OutlineRows::tr("done");
    case TaskPhase::Cancelled: return task.leaked ? OutlineRows::tr("leaked") : OutlineRows::tr("cancelled");
    case TaskPhase::Failed: return OutlineRows::tr("failed");
    case TaskPhase::Waiting: break;
    }
    return task.wait == WaitKind::Sleep  ? OutlineRows::tr("sleeps")
           : task.wait == WaitKind::Gate ? OutlineRows::tr("at the gate")
                                         : OutlineRows::tr("waits");
}

QString wordFor(const ScopeState &scope)
{
    return scope.isEffective() ? OutlineRows::tr("cancelled")
           : scope.isLiving()  ? OutlineRows::tr("open")
                               : OutlineRows::tr("left");
}

Glyph glyphFor(const ScopeState &scope)
{
    return scope.requested   ? Glyph::Cancelled
           : scope.shielded  ? Glyph::Shield
           : scope.isGroup() ? Glyph::Group
                             : Glyph::Scope;
}

QString describe(const OutlineRow &row, const QString &state)
{
    return row.ended == Never ? OutlineRows::tr("%1, %2").arg(row.name, state)
                              : OutlineRows::tr("%1, %2, ended at %3").arg(row.name, state, timeText(row.ended));
}

} // namespace

std::optional<OutlineRow> outlineRow(const Playback &playback, const Selection &what)
{
    OutlineRow row;
    if (const TaskState *task = playback.state().task(what.task())) {
        row = {playback.taskName(task->id), wordFor(*task), {}, task->ended, glyphOf(task->phase)};
        row.description = describe(row, waitText(playback, *task));
        return row;
    }
    if (const ScopeState *scope = playback.state().scope(what.scope())) {
        row = {playback.scopeName(scope->id), wordFor(*scope), {}, scope->exited, glyphFor(*scope)};
        row.description = describe(row, scopeText(playback, *scope));
        return row;
    }
    return {};
}

} // namespace ScopeLab
