#pragma once

#include "ui/playback/playback.h"

namespace ScopeLab {

/// One row of a group of errors, laid out as a tree.
struct ErrorRow
{
    enum class Kind { Group, Error, Cancellation, ToCome };
    Kind kind = Kind::Group;
    int depth = 0;
    QString text;
    QString detail;
    TaskId task = 0;
    bool hasErrors = false;        ///< Of a group: shown in the tray of errors.
    bool hasCancellations = false; ///< Of a group: shown in the tray of cancellations.
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

/// Reads it from a run at the playback's cursor. A value: test it without a window.
ErrorTree errorTree(const Playback &playback);

} // namespace ScopeLab
