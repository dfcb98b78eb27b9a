#include "ui/views/glyphs.h"

#include <QHash>
#include <QPainterPath>
#include <QPixmap>

#include <cmath>

namespace ScopeLab {

namespace {

/// Draws in a square of 16 units around the origin.
class GlyphPainter
{
public:
    GlyphPainter(QPainter &painter, const QColor &colour)
        : m_painter(painter)
        , m_colour(colour)
    {
    }

    void draw(Glyph glyph)
    {
        switch (glyph) {
        case Glyph::Created: circle(6.2); break;
        case Glyph::Running:
            circle(6.2);
            disc(3.4);
            break;
        case Glyph::Waiting:
            circle(6.2);
            line(-2, -2.8, -2, 2.8);
            line(2, -2.8, 2, 2.8);
            break;
        case Glyph::Thread:
            circle(6.2);
            for (const double y : {-2.6, 0.0, 2.6})
                line(-3, y, 3, y);
            break;
        case Glyph::Unwinding:
            filled(7.2);
            hourglass();
            break;
        case Glyph::Done:
            filled(7.2);
            knockOut({{-3.2, 0.2}, {-0.8, 2.6}, {3.4, -2.4}});
            break;
        case Glyph::Cancelled:
        case Glyph::Delivered:
            filled(7.2);
            knockOut({{-3, 3}, {3, -3}});
            break;
        case Glyph::Failed:
            filled(7.2);
            knockOut({{-2.6, -2.6}, {2.6, 2.6}});
            knockOut({{-2.6, 2.6}, {2.6, -2.6}});
            break;
        case Glyph::Requested:
            circle(6.4, Qt::DashLine);
            line(-3, 3, 3, -3);
            break;
        case Glyph::Lost:
            circle(6.4, Qt::DashLine);
            line(-2.6, -2.6, 2.6, 2.6);
            line(-2.6, 2.6, 2.6, -2.6);
            break;
        case Glyph::Shield: shield(); break;
        case Glyph::Deadline:
            circle(6);
            line(0, 0, 0, -3.8);
            line(0, 0, 2.8, 1.4);
            break;
        case Glyph::Scope: box(); break;
        case Glyph::Group:
            box();
            line(-6, -3, 0, -3);
            line(0, -3, 1.5, -6);
            break;
        case Glyph::Absorbed: absorbed(); break;
        case Glyph::Replaced:
            arrow(-5.5, -2.4, 5.5, -2.4);
            arrow(5.5, 2.8, -5.5, 2.8);
            break;
        case Glyph::Left: arrow(0, 6, 0, -6); break;
        case Glyph::Handled: polyline({{-5, 0.4}, {-1.4, 4}, {5, -4}}); break;
        case Glyph::Operator:
            disc(2.6);
            circle(6.2);
            break;
        case Glyph::Play: solid({{-4, -5.5}, {5.5, 0}, {-4, 5.5}}); break;
        case Glyph::Pause:
            bar(-4.5, 3);
            bar(1.5, 3);
            break;
        case Glyph::StepForward:
            solid({{-5, -5}, {2, 0}, {-5, 5}});
            bar(3, 2);
            break;
        case Glyph::StepBack:
            solid({{5, -5}, {-2, 0}, {5, 5}});
            bar(-5, 2);
            break;
        case Glyph::ToStart:
            solid({{7, -4.5}, {1.4, 0}, {7, 4.5}});
            solid({{1, -4.5}, {-4.6, 0}, {1, 4.5}});
            bar(-6.6, 1.8);
            break;
        case Glyph::ToEnd:
            solid({{-7, -4.5}, {-1.4, 0}, {-7, 4.5}});
            solid({{-1, -4.5}, {4.6, 0}, {-1, 4.5}});
            bar(4.8, 1.8);
            break;
        case Glyph::Stop: solid({{-4.5, -4.5}, {4.5, -4.5}, {4.5, 4.5}, {-4.5, 4.5}}); break;
        case Glyph::Again: again(); break;
        case Glyph::Search:
            pen(1.6);
            m_painter.drawEllipse(QPointF(-1, -1), 4.2, 4.2);
            line(2.2, 2.2, 5.6, 5.6);
            break;
        case Glyph::Warning:
            polyline({{0, -6}, {6.4, 5.4}, {-6.4, 5.4}, {0, -6}});
            line(0, -2, 0, 1.6);
            line(0, 3.6, 0, 3.7);
            break;
        case Glyph::Difference: solid({{0, -6}, {5, 0}, {0, 6}, {-5, 0}}); break;
        case Glyph::Eye: eye(); break;
        case Glyph::Explore:
            box();
            line(-1, -2, 4, -2);
            line(-1, 2, 4, 2);
            break;
        case Glyph::Predict: question(); break;
        case Glyph::Twin:
            pen(1.5);
            m_painter.drawRect(QRectF(-6.5, -5.5, 5, 11));
            m_painter.drawRect(QRectF(1.5, -5.5, 5, 11));
            break;
        case Glyph::Present:
            pen(1.5);
            m_painter.drawRect(QRectF(-6.5, -5.5, 13, 8));
            line(0, 2.5, -3, 6.2);
            line(0, 2.5, 3, 6.2);
            break;
        }
    }

private:
    using Points = std::initializer_list<QPointF>;

    void pen(double width, Qt::PenStyle style = Qt::SolidLine)
    {
        QPen stroke(m_colour, width, style, Qt::RoundCap, Qt::RoundJoin);
        if (style == Qt::DashLine)
            stroke.setDashPattern({1.4, 1.9});
        m_painter.setPen(stroke);
        m_painter.setBrush(Qt::NoBrush);
    }
    void circle(double radius, Qt::PenStyle style = Qt::SolidLine)
    {
        pen(1.5, style);
        m_painter.drawEllipse(QPointF(), radius, radius);
    }
    void disc(double radius)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_colour);
        m_painter.drawEllipse(QPointF(), radius, radius);
    }
    void filled(double radius) { disc(radius); }
    void line(double x1, double y1, double x2, double y2)
    {
        pen(1.6);
        m_painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
    }
    void polyline(Points points)
    {
        pen(1.8);
        m_painter.drawPolyline(QPolygonF(QList<QPointF>(points)));
    }
    void knockOut(Points points)
    {
        m_painter.setPen(QPen(Theme::current().panel, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.drawPolyline(QPolygonF(QList<QPointF>(points)));
    }
    void hourglass()
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(Theme::current().panel);
        const QPolygonF shape(QList<QPointF>{{-3, -4}, {3, -4}, {-3, 4}, {3, 4}});
        m_painter.drawPolygon(shape, Qt::WindingFill);
    }
    void solid(Points points)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_colour);
        m_painter.drawPolygon(QPolygonF(QList<QPointF>(points)));
    }
    void bar(double x, double width) { m_painter.fillRect(QRectF(x, -5, width, 10), m_colour); }
    void box()
    {
        pen(1.4);
        m_painter.drawRect(QRectF(-6, -6, 12, 12));
        m_painter.fillRect(QRectF(-6, -6, 3, 12), m_colour);
    }
    void shield()
    {
        QPainterPath path(QPointF(0, -6.5));
        path.lineTo(5.2, -4.4);
        path.lineTo(5.2, 0);
        path.quadTo(5.2, 4.6, 0, 6.8);
        path.quadTo(-5.2, 4.6, -5.2, 0);
        path.lineTo(-5.2, -4.4);
        path.closeSubpath();
        pen(1.7);
        m_painter.drawPath(path);
    }
    void absorbed()
    {
        QPainterPath path(QPointF(-4.4, -5.5));
        path.lineTo(-4.4, 0.5);
        path.arcTo(QRectF(-4.4, -3.9, 8.8, 8.8), 180, 180);
        path.lineTo(4.4, -5.5);
        pen(2);
        m_painter.drawPath(path);
    }
    void arrow(double x1, double y1, double x2, double y2)
    {
        line(x1, y1, x2, y2);
        const double angle = std::atan2(y2 - y1, x2 - x1);
        for (const double turn : {2.5, -2.5})
            m_painter.drawLine(QPointF(x2, y2),
                               QPointF(x2 + 3.6 * std::cos(angle + turn), y2 + 3.6 * std::sin(angle + turn)));
    }
    void eye()
    {
        QPainterPath path(QPointF(-7, 0));
        path.quadTo(0, -7.5, 7, 0);
        path.quadTo(0, 7.5, -7, 0);
        pen(1.5);
        m_painter.drawPath(path);
        disc(2.1);
    }
    void question()
    {
        circle(6.6);
        QPainterPath path(QPointF(-2.2, -1.6));
        path.cubicTo(-2.2, -5, 2.6, -4.6, 2.2, -1.6);
        path.cubicTo(2, -0.2, 0, 0, 0, 1.6);
        pen(1.5);
        m_painter.drawPath(path);
        line(0, 3.8, 0, 3.9);
    }
    void again()
    {
        pen(1.7);
        m_painter.drawArc(QRectF(-5.2, -5.2, 10.4, 10.4), 50 * 16, 280 * 16);
        solid({{1.6, -6.6}, {6.6, -5}, {3, -1.4}});
    }

    QPainter &m_painter;
    const QColor m_colour;
};

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
    // A new icon for each time it is painted would fill Qt's cache of pixmaps. Never destroyed: pixmaps must not
    // outlive the application.
    static auto *const known = new QHash<std::pair<int, QRgb>, QIcon>;
    QIcon &icon = (*known)[{static_cast<int>(glyph), colour.rgba()}];
    if (!icon.isNull())
        return icon;
    for (const int size : {16, 32}) {
        // A tint of the style would change what the colour says, and in the dark hides what cannot be done.
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
