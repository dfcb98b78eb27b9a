#include "ui/views/errortree.h"

#include "core/scenario/exceptiontypes.h"
#include "ui/views/splittreeview.h"
#include "ui/views/texts.h"

#include <algorithm>
#include <map>

namespace ScopeLab {

namespace {

constexpr int MaxRows = 2000;
constexpr int MaxDepth = 60;

void addRecord(const Playback &playback, ErrorId root, std::vector<ErrorRow> &rows)
{
    struct Open
    {
        ErrorId error;
        int depth;
    };
    std::map<ErrorId, ScopeId> formers; // which task group formed which error
    for (const EventId id : playback.groupEvents()) {
        const auto *formed = playback.trace().event(id).as<GroupFormed>();
        if (formed && id <= playback.cursor())
            formers[playback.trace().error(formed->error).identity] = formed->scope;
    }
    std::vector<Open> stack{{root, 0}};
    while (!stack.empty() && rows.size() < MaxRows) {
        const Open at = stack.back();
        stack.pop_back();
        const ErrorRecord &record = playback.trace().error(at.error);
        ErrorRow row;
        row.depth = std::min(at.depth, MaxDepth);
        row.task = record.task;
        row.hasErrors = (record.holds & Error::Errors) != 0;
        row.hasCancellations = (record.holds & Error::Cancellations) != 0;
        row.text = QString::fromStdString(record.type);
        row.detail = playback.taskName(record.task);
        if (record.kind == ErrorKind::Group) {
            row.kind = ErrorRow::Kind::Group;
            row.detail = row.text;
            const auto former = formers.find(record.identity);
            row.text
                = former == formers.end() ? QString::fromStdString(record.message) : playback.scopeName(former->second);
            for (auto member = record.members.rbegin(); member != record.members.rend(); ++member)
                stack.push_back({*member, at.depth + 1});
        } else if (record.kind == ErrorKind::Cancelled) {
            row.kind = ErrorRow::Kind::Cancellation;
            row.text = SplitTreeView::tr("Cancelled");
        } else {
            row.kind = ErrorRow::Kind::Error;
            if (!record.message.empty())
                row.detail = QStringLiteral("%1 · %2").arg(row.detail, QString::fromStdString(record.message));
        }
        rows.push_back(std::move(row));
    }
}

void addForming(const Playback &playback, ScopeId group, int depth, std::vector<ErrorRow> &rows)
{
    ErrorRow head;
    head.depth = depth;
    head.text = playback.scopeName(group);
    const std::size_t headIndex = rows.size();
    rows.push_back(head);
    int in = 0;
    int toCome = 0;
    for (const TaskState &task : playback.state().tasks()) {
        if (task.group != group || rows.size() >= MaxRows || task.phase == TaskPhase::Completed)
            continue;
        ErrorRow row;
        row.depth = depth + 1;
        row.task = task.id;
        row.text = playback.taskName(task.id);
        if (task.phase == TaskPhase::Failed) {
            ++in;
            row.kind = ErrorRow::Kind::Error;
            row.hasErrors = true;
            row.detail = row.text;
            row.text = task.error ? QString::fromStdString(playback.trace().error(task.error).type) : row.text;
        } else if (task.phase == TaskPhase::Cancelled) {
            ++in;
            row.kind = ErrorRow::Kind::Cancellation;
            row.detail = row.text;
            row.text = SplitTreeView::tr("Cancelled");
        } else {
            ++toCome;
            if (task.gate && depth < MaxDepth) { // its own group forms below
                addForming(playback, task.gate, depth + 1, rows);
                continue;
            }
            row.kind = ErrorRow::Kind::ToCome;
            const ScopeState *scope = playback.state().scope(task.scope);
            row.detail = task.phase == TaskPhase::Unwinding ? SplitTreeView::tr("unwinding")
                         : task.held                        ? SplitTreeView::tr("held by its thread")
                         : scope && scope->shielded
                             ? SplitTreeView::tr("held by shield %1").arg(playback.scopeName(task.scope))
                         : scope && scope->isEffective() ? SplitTreeView::tr("requested")
                                                         : SplitTreeView::tr("running");
        }
        rows.push_back(std::move(row));
    }
    rows[headIndex].detail = SplitTreeView::tr("%1 in, %2 to come").arg(in).arg(toCome);
}

} // namespace

ErrorTree errorTree(const Playback &playback)
{
    ErrorTree tree;
    const Trace &trace = playback.trace();
    // The outermost group that has failures and has not been left is forming now.
    for (const ScopeState &scope : playback.state().scopes()) {
        if (!scope.isLiving() || !scope.isGroup())
            continue;
        bool hasFailures = false;
        for (const TaskState &task : playback.state().tasks())
            hasFailures
                |= task.group == scope.id && (task.phase == TaskPhase::Failed || task.phase == TaskPhase::Cancelled);
        if (!hasFailures)
            continue;
        tree.headline = SplitTreeView::tr("Forming at the gate of %1").arg(playback.scopeName(scope.id));
        addForming(playback, scope.id, 0, tree.rows);
        break;
    }
    if (tree.rows.empty()) {
        EventId formed = 0;
        EventId split = 0;
        const std::vector<EventId> &groups = playback.groupEvents();
        for (auto at = std::upper_bound(groups.begin(), groups.end(), playback.cursor());
             at != groups.begin() && !formed;) {
            const EventId id = *--at;
            const RunEvent &event = trace.event(id);
            if (event.is<GroupSplit>() && !split)
                split = id;
            const bool isSplitByAStep = !scopeOf(event);
            if (id == split ? isSplitByAStep : static_cast<bool>(errorOf(event)))
                formed = id;
        }
        if (!formed && !split)
            return tree;
        const RunEvent &event = trace.event(split ? split : formed);
        const auto *wasSplit = event.as<GroupSplit>();
        const QString scope = playback.scopeName(scopeOf(event));
        tree.headline = SplitTreeView::tr("As formed at %1").arg(timeText(event.time));
        addRecord(playback, errorOf(event), tree.rows);
        if (wasSplit && wasSplit->scope) {
            tree.errorsFate = wasSplit->rest ? SplitTreeView::tr("raised again, out of %1").arg(scope) : QString();
            tree.cancellationsFate = SplitTreeView::tr("absorbed by %1 at its exit").arg(scope);
        } else if (wasSplit) {
            tree.errorsFate = tree.cancellationsFate
                = SplitTreeView::tr("split in line %1").arg(trace.line(event.place));
        } else if (trace.holdsCancellation(errorOf(event))) {
            tree.errorsFate = tree.cancellationsFate
                = SplitTreeView::tr("goes on whole: an outer scope is cancelled too");
        } else {
            tree.errorsFate = SplitTreeView::tr("goes on, out of %1").arg(scope);
        }
    }
    for (const ErrorRow &row : tree.rows) {
        tree.errors += row.kind == ErrorRow::Kind::Error ? 1 : 0;
        tree.cancellations += row.kind == ErrorRow::Kind::Cancellation ? 1 : 0;
    }
    return tree;
}

QString askExceptStar(ErrorTree &tree, const QString &types, const Scenario *scenario)
{
    ExceptionTypes known;
    if (scenario) {
        for (const auto &[name, parent] : scenario->exceptions)
            known.declare(name, parent);
    }
    std::vector<std::string> asked;
    for (const QString &part : types.split(u',', Qt::SkipEmptyParts)) {
        const std::string name = part.trimmed().toStdString();
        if (!known.isKnown(name) && name != "Cancelled")
            return part.trimmed();
        asked.push_back(name);
    }
    for (ErrorRow &row : tree.rows) {
        const bool isCancellation = row.kind == ErrorRow::Kind::Cancellation;
        if (row.kind != ErrorRow::Kind::Error && !isCancellation)
            continue;
        // A cancellation stands below BaseException, beside Exception.
        row.taken = std::any_of(asked.begin(), asked.end(), [&](const std::string &name) {
            return isCancellation ? name == "Cancelled" || name == "BaseException"
                                  : known.isA(row.text.toStdString(), name);
        });
    }
    return {};
}

} // namespace ScopeLab
