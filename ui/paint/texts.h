#pragma once

#include "core/time/timepoint.h"

#include <QFont>
#include <QPainter>

namespace ScopeLab {

/// `340 ms`, or `12.50 s` from ten seconds on.
QString timeText(Duration length);
inline QString timeText(TimePoint time)
{
    return timeText(time.time_since_epoch());
}

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
