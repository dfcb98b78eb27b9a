#pragma once

#include "ui/playback/playback.h"

#include <QFont>
#include <QPainter>

namespace ScopeLab {

/// `340 ms`, or `12.50 s` from ten seconds on.
QString timeText(std::int64_t nanoseconds);

/// What a task waits for and how long still, or how it ended: `sleep · 120 ms left`.
QString waitText(const Playback &playback, const TaskState &task);

/// What a scope is, or why it was cancelled.
QString scopeText(const Playback &playback, const ScopeState &scope);

/// Fonts of names and of what stands below them, in painted views.
QFont nameFont();
QFont smallFont();

double textWidth(const QFont &font, const QString &text);

/// Draws @p text on one line, centred vertically; what does not fit ends in an ellipsis.
void drawText(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QFont &font, const QColor &colour,
              const QString &text);

} // namespace ScopeLab
