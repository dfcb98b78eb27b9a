#include "ui/errors/errortree.h"

#include "core/scenario/exceptiontypes.h"
#include "core/text/oneline.h"
#include "ui/models/placetexts.h"
#include "ui/paint/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace ScopeLab {

namespace {

struct ErrorTexts
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::ErrorTree)
};

QString progressText(const Playback &playback, const GroupNode &node)
{
    switch (node.progress) {
    case GroupNode::Progress::Unwinding: return ErrorTexts::tr("unwinding");
    case GroupNode::Progress::HeldByThread: return ErrorTexts::tr("held by its thread");
    case GroupNode::Progress::HeldByShield:
        return ErrorTexts::tr("held by shield %1").arg(playback.scopeName(node.scope));
    case GroupNode::Progress::Requested: return ErrorTexts::tr("requested");
    case GroupNode::Progress::Running: break;
    }
    return ErrorTexts::tr("running");
}

void describeGroup(const Playback &playback, const GroupNode &node, ErrorRow &row)
{
    if (!node.error) {
        row.text = playback.scopeName(node.scope);
        row.detail = ErrorTexts::tr("%1 in, %2 to come").arg(node.in).arg(node.toCome);
        return;
    }
    const ErrorRecord &record = playback.trace().error(node.error);
    row.text = node.scope ? playback.scopeName(node.scope) : oneLine(record.message);
    row.detail = shownName(record.type);
}

ErrorRow rowOf(const Playback &playback, const GroupTree &tree, const GroupNode &node)
{
    ErrorRow row;
    row.kind = node.kind;
    row.depth = node.depth;
    row.task = node.task;
    row.hasErrors = node.hasErrors;
    row.hasCancellations = node.hasCancellations;
    const QString task = playback.taskName(node.task);
    switch (node.kind) {
    case GroupNode::Kind::Group: describeGroup(playback, node, row); break;
    case GroupNode::Kind::Error:
        row.text = node.error ? shownName(playback.trace().error(node.error).type) : task;
        row.detail = task;
        if (const QString message = node.error ? oneLine(playback.trace().error(node.error).message) : QString();
            tree.kind != GroupTree::Kind::Forming && !message.isEmpty())
            row.detail = QStringLiteral("%1 · %2").arg(task, message);
        break;
    case GroupNode::Kind::Cancellation:
        row.text = ErrorTexts::tr("Cancelled");
        row.detail = task;
        break;
    case GroupNode::Kind::ToCome:
        row.text = task;
        row.detail = progressText(playback, node);
        break;
    }
    return row;
}

void describeFates(const Playback &playback, const GroupTree &group, ErrorTree &tree)
{
    const RunEvent &event = playback.trace().event(group.event);
    const QString scope = playback.scopeName(group.scope);
    const auto *split = event.as<GroupSplit>();
    if (split && split->scope) {
        tree.errorsFate = split->rest ? ErrorTexts::tr("raised again, out of %1").arg(scope) : QString();
        tree.cancellationsFate = ErrorTexts::tr("absorbed by %1 at its exit").arg(scope);
    } else if (split) {
        tree.errorsFate = tree.cancellationsFate
            = ErrorTexts::tr("split at %1").arg(placeText(playback.trace().place(event.place)));
    } else if (playback.trace().holdsCancellation(errorOf(event))) {
        tree.errorsFate = tree.cancellationsFate = ErrorTexts::tr("goes on whole: an outer scope is cancelled too");
    } else {
        tree.errorsFate = ErrorTexts::tr("goes on, out of %1").arg(scope);
    }
}

} // namespace

ErrorTree errorTree(const Playback &playback)
{
    const GroupTree group = groupTree(playback.trace(), playback.state(), playback.cursor(), playback.groupEvents());
    ErrorTree tree;
    if (group.kind == GroupTree::Kind::None)
        return tree;
    if (group.kind == GroupTree::Kind::Forming) {
        tree.headline = ErrorTexts::tr("Forming at the gate of %1").arg(playback.scopeName(group.scope));
    } else {
        tree.headline = ErrorTexts::tr("As formed at %1").arg(timeText(playback.trace().event(group.event).time));
        describeFates(playback, group, tree);
    }
    for (const GroupNode &node : group.nodes) {
        tree.rows.push_back(rowOf(playback, group, node));
        tree.errors += node.kind == GroupNode::Kind::Error ? 1 : 0;
        tree.cancellations += node.kind == GroupNode::Kind::Cancellation ? 1 : 0;
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
