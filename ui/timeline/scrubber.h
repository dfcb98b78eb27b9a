#pragma once

#include "ui/playback/playback.h"

#include <QWidget>

namespace ScopeLab {

/// The line of recorded time, with decisive events above it, and the branch that was left below it.
class Scrubber final : public QWidget
{
    Q_OBJECT

public:
    explicit Scrubber(Playback &playback, QWidget *parent = nullptr);

    /// Where the other branch begins, in its own coordinates; null if there is none.
    QPointF branchPlace() const;

Q_SIGNALS:
    /// Somebody wants to know what can be done with the other branch.
    void branchMenuRequested(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString branchText(const Branch &branch) const;
    Duration length() const;
    double xAt(TimePoint time) const;
    void seek(double x);
    bool isOnBranch(const QPointF &point) const;
    void paintMarks(QPainter &painter);
    void paintBranch(QPainter &painter);

    Playback &m_playback;
};

} // namespace ScopeLab
