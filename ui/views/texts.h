#pragma once

#include "ui/playback/playback.h"
#include "ui/views/timelinefamily.h"

#include <QFont>
#include <QPainter>

namespace ScopeLab {

/// `340 ms`, or `12.50 s` from ten seconds on.
QString timeText(Duration length);
inline QString timeText(TimePoint time)
{
    return timeText(time.time_since_epoch());
}

/// What a task waits for and how long still, or how it ended: `sleep · 120 ms left`.
QString waitText(const Playback &playback, const TaskState &task);

/// `37 done · 4 waiting`.
QString countsText(const PhaseCounts &counts);

/// What a scope is, or why it was cancelled.
QString scopeText(const Playback &playback, const ScopeState &scope);

/// What is selected and what stands in it, a line for each, indented; for the clipboard.
QString treeText(const Playback &playback, const Selection &selection);

/// Fonts of names and of what stands below them, in painted views.
QFont nameFont();
QFont smallFont();

double textWidth(const QFont &font, const QString &text);

/// @p rect of a layout that runs to the right, as it stands in @p within where text runs to the left.
QRectF mirrored(const QRectF &rect, const QRectF &within, Qt::LayoutDirection direction);

/// Draws @p text on one line, centred vertically; what does not fit ends in an ellipsis.
void drawText(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QFont &font, const QColor &colour,
              const QString &text);

} // namespace ScopeLab
