#pragma once

#include "core/trace/fates.h"
#include "ui/paint/theme.h"

#include <QIcon>
#include <QPainter>

namespace ScopeLab {

/// The small signs that all views share. Shape is the kind, so none depends on colour.
enum class Glyph {
    Created,
    Running,
    Waiting,
    Thread,
    Unwinding,
    Done,
    Cancelled,
    Failed,
    Requested,
    Delivered,
    Shield,
    Deadline,
    Scope,
    Group,
    Absorbed,
    Lost,
    Replaced,
    Left,
    Handled,
    Operator,
    Play,
    Pause,
    StepForward,
    StepBack,
    ToStart,
    ToEnd,
    Stop,
    Again,
    Search,
    Warning,
    Difference,
    Eye,
    Explore,
    Predict,
    Twin,
    Present
};

Glyph glyphOf(TaskPhase phase);
Glyph glyphOf(const ErrorFate &fate);
QColor colourOf(Glyph glyph);

/// Draws @p glyph centred in @p rect, in its own colour or in @p colour.
void drawGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &colour = {});

/// A ring that drains clockwise. @param left 0 to 1; @param isDashed for another scope's deadline.
void drawRing(QPainter &painter, const QRectF &rect, double left, bool isDashed, const QColor &colour);

/// Diagonal stripes: unwinding, or shielded.
QBrush stripes(const QColor &colour, const QColor &ground);

/// Dots: a task that is in a thread.
QBrush dots(const QColor &colour, const QColor &ground);

QIcon glyphIcon(Glyph glyph, const QColor &colour);

} // namespace ScopeLab
