#pragma once

#include "ui/errors/errortree.h"
#include "ui/paint/accessibleitems.h"

#include <QWidget>

namespace ScopeLab {

/// Draws a group of errors as a tree; in a wide panel the two halves beside it, each leaf in its row in
/// all three.
class SplitTreeView final : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit SplitTreeView(Playback &playback, QWidget *parent = nullptr);

    void show(ErrorTree tree);

    int itemCount() const override { return static_cast<int>(m_tree.rows.size()); }
    AccessibleItem item(int index) const override;
    QString itemName(int index) const override;
    void chooseItem(int index) override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    enum class Column { Whole, Errors, Cancellations };

    double rowHeight() const;
    double rowsTop() const { return rowHeight() + 14; }
    void paintRows(QPainter &painter, const QRectF &area, Column column) const;
    void paintTray(QPainter &painter, const QRectF &area, Column column, const QString &title,
                   const QString &foot) const;
    void paintWide(QPainter &painter) const;
    void paintNarrow(QPainter &painter) const;
    void paintChip(QPainter &painter, const QRectF &rect, bool isErrors, const QString &words) const;

    Playback &m_playback;
    ErrorTree m_tree;
};

} // namespace ScopeLab
