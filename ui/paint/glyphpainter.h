#pragma once

#include "ui/paint/glyphs.h"

namespace ScopeLab {

/// Draws each glyph, in a square of 16 units around the origin of @p painter.
class GlyphPainter
{
public:
    GlyphPainter(QPainter &painter, const QColor &colour)
        : m_painter(painter)
        , m_colour(colour)
    {
    }

    void draw(Glyph glyph);

private:
    using Points = std::initializer_list<QPointF>;

    bool drawPhase(Glyph glyph);
    bool drawMark(Glyph glyph);
    bool drawControl(Glyph glyph);

    void pen(double width, Qt::PenStyle style = Qt::SolidLine);
    void circle(double radius, Qt::PenStyle style = Qt::SolidLine);
    void disc(double radius);
    void line(double x1, double y1, double x2, double y2);
    void polyline(Points points);
    void knockOut(Points points);
    void hourglass();
    void solid(Points points);
    void bar(double x, double width);
    void box();
    void shield();
    void absorbed();
    void arrow(double x1, double y1, double x2, double y2);
    void eye();
    void question();
    void again();

    QPainter &m_painter;
    const QColor m_colour;
};

} // namespace ScopeLab
