#include "ui/errors/splittreeview.h"

#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"

#include <QMouseEvent>

namespace ScopeLab {

namespace {

void arrow(QPainter &painter, double from, double to, double y, const QColor &colour)
{
    painter.setPen(QPen(colour, 1.8));
    painter.drawLine(QPointF(from, y), QPointF(to, y));
    const double back = to > from ? -6 : 6;
    painter.setBrush(colour);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(QPolygonF(QList<QPointF>{{to, y}, {to + back, y - 4}, {to + back, y + 4}}));
}

/// A half shows a row only if part of it is there.
bool isShown(const ErrorRow &row, bool inErrors, bool inCancellations)
{
    const bool isGroup = row.kind == ErrorRow::Kind::Group;
    if (inErrors)
        return row.kind == ErrorRow::Kind::Error || (isGroup && row.hasErrors);
    if (inCancellations)
        return row.kind == ErrorRow::Kind::Cancellation || (isGroup && row.hasCancellations);
    return true;
}

} // namespace

SplitTreeView::SplitTreeView(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
{
    setLayoutDirection(Qt::LeftToRight); // a picture with braces
    setAccessibleName(tr("The group of errors and its two halves"));
}

void SplitTreeView::show(ErrorTree tree)
{
    m_tree = std::move(tree);
    setMinimumHeight(static_cast<int>(rowsTop() + (m_tree.rows.size() + 2) * rowHeight() + 12));
    update();
}

AccessibleItem SplitTreeView::item(int index) const
{
    const ErrorRow &row = m_tree.rows[static_cast<std::size_t>(index)];
    AccessibleItem item;
    item.rect = QRectF(0, rowsTop() + index * rowHeight(), width(), rowHeight()).toRect();
    for (int above = index - 1; above >= 0 && item.parent < 0; --above) {
        if (m_tree.rows[static_cast<std::size_t>(above)].depth < row.depth)
            item.parent = above;
    }
    item.isSelected = row.task && m_playback.selection().isTask(row.task);
    return item;
}

QString SplitTreeView::itemName(int index) const
{
    const ErrorRow &row = m_tree.rows[static_cast<std::size_t>(index)];
    QString kind;
    switch (row.kind) {
    case ErrorRow::Kind::Group: kind = tr("group"); break;
    case ErrorRow::Kind::Error: kind = tr("error, goes on"); break;
    case ErrorRow::Kind::Cancellation: kind = tr("cancellation"); break;
    case ErrorRow::Kind::ToCome: kind = tr("still to come"); break;
    }
    return QStringLiteral("%1, %2, %3").arg(row.text, kind, row.detail);
}

void SplitTreeView::chooseItem(int index)
{
    if (const TaskId task = m_tree.rows[static_cast<std::size_t>(index)].task)
        m_playback.select(Selection(task));
}

double SplitTreeView::rowHeight() const
{
    return std::max(22.0, QFontMetricsF(textFont(12.5)).height() + 5);
}

void SplitTreeView::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.fillRect(rect(), theme.panel);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_tree.rows.empty()) {
        painter.setFont(textFont(12.5));
        painter.setPen(theme.text2);
        painter.drawText(rect(), Qt::AlignCenter, tr("No group of errors so far"));
        return;
    }
    if (width() < 620)
        paintNarrow(painter);
    else
        paintWide(painter);
}

void SplitTreeView::mousePressEvent(QMouseEvent *event)
{
    const double y = event->position().y() - rowsTop();
    const auto index = static_cast<std::size_t>(std::max(0.0, y / rowHeight()));
    if (y >= 0 && index < m_tree.rows.size() && m_tree.rows[index].task)
        m_playback.select(Selection(m_tree.rows[index].task));
}

void SplitTreeView::paintRows(QPainter &painter, const QRectF &area, Column column) const
{
    const Theme &theme = Theme::current();
    double y = rowsTop();
    for (const ErrorRow &row : m_tree.rows) {
        const double indent = std::min(row.depth * 18.0, area.width() * 0.5);
        const QRectF rect(area.left() + 12 + indent, y, area.width() - 20 - indent, rowHeight());
        y += rowHeight();
        if (!isShown(row, column == Column::Errors, column == Column::Cancellations)) {
            painter.setPen(QPen(theme.line, 1.4, Qt::DotLine));
            painter.drawLine(QPointF(rect.left() + 20, rect.center().y()),
                             QPointF(std::min(rect.left() + 90, rect.right()), rect.center().y()));
            continue;
        }
        const bool isGroup = row.kind == ErrorRow::Kind::Group;
        painter.setOpacity(row.taken.value_or(true) ? 1 : 0.45);
        if (row.taken.value_or(false))
            painter.fillRect(rect.adjusted(-4, 1, 0, -1), theme.selectedRow);
        if (isGroup) {
            drawText(painter, {rect.left(), rect.top(), 14, rect.height()}, Qt::AlignLeft, monoFont(15, QFont::Medium),
                     theme.text, QStringLiteral("{"));
        } else {
            const Glyph glyph = row.kind == ErrorRow::Kind::Error          ? Glyph::Failed
                                : row.kind == ErrorRow::Kind::Cancellation ? Glyph::Cancelled
                                                                           : Glyph::Requested;
            drawGlyph(painter, {rect.left(), rect.center().y() - 7, 14, 14}, glyph);
        }
        const QFont name = textFont(12.5, row.kind == ErrorRow::Kind::ToCome ? QFont::Normal : QFont::DemiBold);
        const double nameWidth = std::min(QFontMetricsF(name).horizontalAdvance(row.text) + 2, rect.width() - 20);
        drawText(painter, {rect.left() + 20, rect.top(), nameWidth, rect.height()}, Qt::AlignLeft, name, theme.text,
                 row.text);
        const double left = rect.left() + 28 + nameWidth;
        // What is left of a group without its cancellations is an ordinary one.
        const bool isPlain = isGroup && column == Column::Errors;
        if (rect.right() - left > 20)
            drawText(painter, {left, rect.top(), rect.right() - left, rect.height()}, Qt::AlignLeft, textFont(11.5),
                     theme.text2, isPlain ? QStringLiteral("ExceptionGroup") : row.detail);
        painter.setOpacity(1);
    }
}

void SplitTreeView::paintTray(QPainter &painter, const QRectF &area, Column column, const QString &title,
                              const QString &foot) const
{
    const Theme &theme = Theme::current();
    const bool isWhole = column == Column::Whole;
    const bool isErrors = column == Column::Errors;
    const QColor edge = isWhole ? theme.line : isErrors ? theme.failed : theme.cancelled;
    const QRectF head(area.left(), area.top(), area.width(), rowHeight() + 4);
    painter.fillRect(head, isWhole ? theme.dockTitle : isErrors ? theme.tintFailed : theme.tintCancelled);
    painter.setPen(QPen(edge, 1.3));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area);
    double x = head.left() + 10;
    if (!isWhole) {
        drawGlyph(painter, {x, head.center().y() - 7, 14, 14}, isErrors ? Glyph::Failed : Glyph::Cancelled);
        x += 20;
    }
    drawText(painter, {x, head.top(), head.right() - x - 6, head.height()}, Qt::AlignLeft,
             textFont(12.5, QFont::DemiBold), theme.text, title);
    paintRows(painter, area, column);
    drawText(painter, {area.left() + 10, area.bottom() - rowHeight() - 2, area.width() - 20, rowHeight()},
             Qt::AlignLeft, textFont(11.5), theme.text2, foot);
}

void SplitTreeView::paintWide(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const double gap = 36;
    const double column = (width() - 24 - 2 * gap) / 3;
    const double height = rowsTop() + (static_cast<double>(m_tree.rows.size()) + 1.4) * rowHeight();
    const QRectF left(12, 8, column, height);
    const QRectF middle = left.translated(column + gap, 0);
    const QRectF right = middle.translated(column + gap, 0);
    paintTray(painter, left, Column::Errors, tr("%n error(s)", nullptr, m_tree.errors), m_tree.errorsFate);
    paintTray(painter, middle, Column::Whole, m_tree.headline, {});
    paintTray(painter, right, Column::Cancellations, tr("%n cancellation(s)", nullptr, m_tree.cancellations),
              m_tree.cancellationsFate);
    double y = rowsTop() + rowHeight() / 2;
    for (const ErrorRow &row : m_tree.rows) {
        if (row.kind == ErrorRow::Kind::Error)
            arrow(painter, middle.left() - 2, left.right() + 3, y, theme.failed);
        else if (row.kind == ErrorRow::Kind::Cancellation)
            arrow(painter, middle.right() + 2, right.left() - 3, y, theme.cancelled);
        y += rowHeight();
    }
}

void SplitTreeView::paintNarrow(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    drawText(painter, {12, 6, width() - 24.0, rowHeight()}, Qt::AlignLeft, textFont(12), theme.text2, m_tree.headline);
    paintRows(painter, QRectF(0, 0, width(), height()), Column::Whole);
    const double y = rowsTop() + static_cast<double>(m_tree.rows.size()) * rowHeight() + 6;
    const double half = (width() - 32) / 2.0;
    paintChip(painter, {12, y, half, rowHeight() + 4}, true, tr("%n error(s)", nullptr, m_tree.errors));
    paintChip(painter, {20 + half, y, half, rowHeight() + 4}, false,
              tr("%n cancellation(s)", nullptr, m_tree.cancellations));
}

void SplitTreeView::paintChip(QPainter &painter, const QRectF &rect, bool isErrors, const QString &words) const
{
    const Theme &theme = Theme::current();
    painter.setPen(QPen(isErrors ? theme.failed : theme.cancelled, 1.2));
    painter.setBrush(isErrors ? theme.tintFailed : theme.tintCancelled);
    painter.drawRoundedRect(rect, 4, 4);
    drawGlyph(painter, {rect.left() + 8, rect.center().y() - 7, 14, 14}, isErrors ? Glyph::Failed : Glyph::Cancelled);
    drawText(painter, rect.adjusted(28, 0, -6, 0), Qt::AlignLeft, textFont(12.5, QFont::Medium), theme.text, words);
}

} // namespace ScopeLab
