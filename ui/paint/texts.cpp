#include "ui/paint/texts.h"

#include "ui/paint/theme.h"

#include <QCoreApplication>

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

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Texts)
};

} // namespace

QString timeText(Duration length)
{
    const double ms = milliseconds(length);
    if (ms >= 10'000)
        return Texts::tr("%1 s").arg(ms / 1000, 0, 'f', 2);
    const bool isWhole = std::abs(ms - std::round(ms)) < 0.05;
    return Texts::tr("%1 ms").arg(ms, 0, 'f', isWhole ? 0 : 1);
}

} // namespace ScopeLab
