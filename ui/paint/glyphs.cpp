#include "ui/paint/glyphs.h"

#include "ui/paint/glyphpainter.h"

#include <QHash>
#include <QPixmap>

#include <algorithm>

namespace ScopeLab {

namespace {

QBrush tiled(const QColor &ground, void (*draw)(QPainter &, const QColor &), const QColor &colour)
{
    QPixmap tile(16, 16); // twice the size it is shown at, for high densities
    tile.setDevicePixelRatio(2);
    tile.fill(ground);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    draw(painter, colour);
    return QBrush(tile);
}

} // namespace

Glyph glyphOf(TaskPhase phase)
{
    switch (phase) {
    case TaskPhase::Created: return Glyph::Created;
    case TaskPhase::Running: return Glyph::Running;
    case TaskPhase::Waiting: return Glyph::Waiting;
    case TaskPhase::InThread: return Glyph::Thread;
    case TaskPhase::Unwinding: return Glyph::Unwinding;
    case TaskPhase::Completed: return Glyph::Done;
    case TaskPhase::Cancelled: return Glyph::Cancelled;
    case TaskPhase::Failed: return Glyph::Failed;
    }
    return Glyph::Created;
}

Glyph glyphOf(const ErrorFate &fate)
{
    switch (fate.fate) {
    case Fate::InFlight: return fate.isCancellation ? Glyph::Cancelled : Glyph::Failed;
    case Fate::LeftRun: return Glyph::Left;
    case Fate::Unheard: return Glyph::Lost;
    case Fate::Absorbed: return Glyph::Absorbed;
    case Fate::Replaced: return Glyph::Replaced;
    case Fate::Lost: return Glyph::Lost;
    case Fate::Handled: return Glyph::Handled;
    }
    return Glyph::Failed;
}

QColor colourOf(Glyph glyph)
{
    const Theme &theme = Theme::current();
    switch (glyph) {
    case Glyph::Running:
    case Glyph::Thread: return theme.running;
    case Glyph::Done: return theme.done;
    case Glyph::Unwinding:
    case Glyph::Cancelled:
    case Glyph::Requested:
    case Glyph::Delivered:
    case Glyph::Absorbed:
    case Glyph::Warning:
    case Glyph::Replaced: return theme.cancelled;
    case Glyph::Difference: return theme.accent;
    case Glyph::Failed:
    case Glyph::Lost: return theme.failed;
    case Glyph::Shield: return theme.shield;
    case Glyph::Created:
    case Glyph::Waiting:
    case Glyph::Scope:
    case Glyph::Group: return theme.waiting;
    default: return theme.text;
    }
}

void drawGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    const double scale = std::min(rect.width(), rect.height()) / 16;
    painter.scale(scale, scale);
    GlyphPainter(painter, colour.isValid() ? colour : colourOf(glyph)).draw(glyph);
    painter.restore();
}

void drawRing(QPainter &painter, const QRectF &rect, double left, bool isDashed, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = rect.width() / (left < 0.2 ? 4.5 : 6.5); // thick when little is left
    const QRectF ring = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter.setPen(QPen(Theme::current().line, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawEllipse(ring);
    QPen pen(colour, width, Qt::SolidLine, Qt::FlatCap);
    if (isDashed)
        pen.setDashPattern({0.7, 0.9});
    painter.setPen(pen);
    painter.drawArc(ring, 90 * 16, static_cast<int>(360 * 16 * std::clamp(left, 0.0, 1.0)));
    painter.restore();
}

QBrush stripes(const QColor &colour, const QColor &ground)
{
    return tiled(
        ground,
        [](QPainter &painter, const QColor &ink) {
            painter.setPen(QPen(ink, 1.5));
            for (const int x : {-8, 0, 8})
                painter.drawLine(QPointF(x, 8), QPointF(x + 8, 0));
        },
        colour);
}

QBrush dots(const QColor &colour, const QColor &ground)
{
    return tiled(
        ground,
        [](QPainter &painter, const QColor &ink) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(ink);
            for (const QPointF &at : {QPointF(2, 2), QPointF(6, 2), QPointF(2, 6), QPointF(6, 6)})
                painter.drawEllipse(at, 0.75, 0.75);
        },
        colour);
}

QIcon glyphIcon(Glyph glyph, const QColor &colour)
{
    // A new icon each time one is painted would fill Qt's cache of pixmaps. Never destroyed: pixmaps must not
    // outlive the application.
    static auto *const known = new QHash<std::pair<int, QRgb>, QIcon>;
    QIcon &icon = (*known)[{static_cast<int>(glyph), colour.rgba()}];
    if (!icon.isNull())
        return icon;
    for (const int size : {16, 32}) {
        // A tint by the style would change what the colour says, and would hide disabled icons in the dark.
        for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected, QIcon::Disabled}) {
            QPixmap pixmap(size, size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setOpacity(mode == QIcon::Disabled ? 0.35 : 1);
            drawGlyph(painter, QRectF(0, 0, size, size), glyph, colour);
            painter.end(); // the icon shares the pixmap
            icon.addPixmap(pixmap, mode);
        }
    }
    return icon;
}

} // namespace ScopeLab
