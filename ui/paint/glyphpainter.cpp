#include "ui/paint/glyphpainter.h"

#include <QPainterPath>

#include <cmath>

namespace ScopeLab {

void GlyphPainter::draw(Glyph glyph)
{
    const bool isDrawn = drawPhase(glyph) || drawMark(glyph) || drawControl(glyph);
    Q_ASSERT(isDrawn);
    Q_UNUSED(isDrawn)
}

/// What a task or an error is doing, or how it ended. @returns false if @p glyph is none of those.
bool GlyphPainter::drawPhase(Glyph glyph)
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
        disc(7.2);
        hourglass();
        break;
    case Glyph::Done:
        disc(7.2);
        knockOut({{-3.2, 0.2}, {-0.8, 2.6}, {3.4, -2.4}});
        break;
    case Glyph::Cancelled:
    case Glyph::Delivered:
        disc(7.2);
        knockOut({{-3, 3}, {3, -3}});
        break;
    case Glyph::Failed:
        disc(7.2);
        knockOut({{-2.6, -2.6}, {2.6, 2.6}});
        knockOut({{-2.6, 2.6}, {2.6, -2.6}});
        break;
    default: return false;
    }
    return true;
}

/// What happens, and what stands around tasks. @returns false if @p glyph is none of those.
bool GlyphPainter::drawMark(Glyph glyph)
{
    switch (glyph) {
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
    case Glyph::Warning:
        polyline({{0, -6}, {6.4, 5.4}, {-6.4, 5.4}, {0, -6}});
        line(0, -2, 0, 1.6);
        line(0, 3.6, 0, 3.7);
        break;
    case Glyph::Difference: solid({{0, -6}, {5, 0}, {0, 6}, {-5, 0}}); break;
    case Glyph::Eye: eye(); break;
    default: return false;
    }
    return true;
}

/// What can be pressed. @returns false if @p glyph is none of those.
bool GlyphPainter::drawControl(Glyph glyph)
{
    switch (glyph) {
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
    default: return false;
    }
    return true;
}

void GlyphPainter::pen(double width, Qt::PenStyle style)
{
    QPen stroke(m_colour, width, style, Qt::RoundCap, Qt::RoundJoin);
    if (style == Qt::DashLine)
        stroke.setDashPattern({1.4, 1.9});
    m_painter.setPen(stroke);
    m_painter.setBrush(Qt::NoBrush);
}

void GlyphPainter::circle(double radius, Qt::PenStyle style)
{
    pen(1.5, style);
    m_painter.drawEllipse(QPointF(), radius, radius);
}

void GlyphPainter::disc(double radius)
{
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_colour);
    m_painter.drawEllipse(QPointF(), radius, radius);
}

void GlyphPainter::line(double x1, double y1, double x2, double y2)
{
    pen(1.6);
    m_painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
}

void GlyphPainter::polyline(Points points)
{
    pen(1.8);
    m_painter.drawPolyline(QPolygonF(QList<QPointF>(points)));
}

void GlyphPainter::knockOut(Points points)
{
    m_painter.setPen(QPen(Theme::current().panel, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_painter.drawPolyline(QPolygonF(QList<QPointF>(points)));
}

void GlyphPainter::hourglass()
{
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(Theme::current().panel);
    const QPolygonF shape(QList<QPointF>{{-3, -4}, {3, -4}, {-3, 4}, {3, 4}});
    m_painter.drawPolygon(shape, Qt::WindingFill);
}

void GlyphPainter::solid(Points points)
{
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_colour);
    m_painter.drawPolygon(QPolygonF(QList<QPointF>(points)));
}

void GlyphPainter::bar(double x, double width)
{
    m_painter.fillRect(QRectF(x, -5, width, 10), m_colour);
}

void GlyphPainter::box()
{
    pen(1.4);
    m_painter.drawRect(QRectF(-6, -6, 12, 12));
    m_painter.fillRect(QRectF(-6, -6, 3, 12), m_colour);
}

void GlyphPainter::shield()
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

void GlyphPainter::absorbed()
{
    QPainterPath path(QPointF(-4.4, -5.5));
    path.lineTo(-4.4, 0.5);
    path.arcTo(QRectF(-4.4, -3.9, 8.8, 8.8), 180, 180);
    path.lineTo(4.4, -5.5);
    pen(2);
    m_painter.drawPath(path);
}

void GlyphPainter::arrow(double x1, double y1, double x2, double y2)
{
    line(x1, y1, x2, y2);
    const double angle = std::atan2(y2 - y1, x2 - x1);
    for (const double turn : {2.5, -2.5})
        m_painter.drawLine(QPointF(x2, y2),
                           QPointF(x2 + 3.6 * std::cos(angle + turn), y2 + 3.6 * std::sin(angle + turn)));
}

void GlyphPainter::eye()
{
    QPainterPath path(QPointF(-7, 0));
    path.quadTo(0, -7.5, 7, 0);
    path.quadTo(0, 7.5, -7, 0);
    pen(1.5);
    m_painter.drawPath(path);
    disc(2.1);
}

void GlyphPainter::question()
{
    circle(6.6);
    QPainterPath path(QPointF(-2.2, -1.6));
    path.cubicTo(-2.2, -5, 2.6, -4.6, 2.2, -1.6);
    path.cubicTo(2, -0.2, 0, 0, 0, 1.6);
    pen(1.5);
    m_painter.drawPath(path);
    line(0, 3.8, 0, 3.9);
}

void GlyphPainter::again()
{
    pen(1.7);
    m_painter.drawArc(QRectF(-5.2, -5.2, 10.4, 10.4), 50 * 16, 280 * 16);
    solid({{1.6, -6.6}, {6.6, -5}, {3, -1.4}});
}

} // namespace ScopeLab
