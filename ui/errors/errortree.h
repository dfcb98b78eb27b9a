#pragma once

#include "core/trace/grouptree.h"
#include "ui/playback/playback.h"

#include <optional>

namespace ScopeLab {

/// One row of a group of errors, laid out as a tree.
struct ErrorRow
{
    using Kind = GroupNode::Kind;
    Kind kind = Kind::Group;
    int depth = 0;
    QString text;
    QString detail;
    TaskId task;
    bool hasErrors = false;        ///< Of a group: shown in the tray of errors.
    bool hasCancellations = false; ///< Of a group: shown in the tray of cancellations.
    std::optional<bool> taken;     ///< Of a leaf: whether the except* that is asked about would take it.
};

/// The group that was formed or split last up to the cursor, or the one that is forming.
struct ErrorTree
{
    QString headline;
    QString errorsFate; ///< What became of the errors, for the foot of their tray.
    QString cancellationsFate;
    std::vector<ErrorRow> rows;
    int errors = 0;
    int cancellations = 0;
};

/// Marks what `except*` with @p types, separated by commas, would take of a tree. @returns the first of them that
/// is no type; empty if all are.
QString askExceptStar(ErrorTree &tree, const QString &types, const Scenario *scenario);

/// At the playhead.
ErrorTree errorTree(const Playback &playback);

} // namespace ScopeLab
