#pragma once

#include "ui/playback/playback.h"
#include "ui/views/accessibleitems.h"
#include "ui/views/timelinedata.h"

#include <QAbstractScrollArea>
#include <QPixmap>
#include <QVariantList>

namespace ScopeLab {

/// Tasks as lanes over time: what each did, the scopes it stood in, and the playhead.
class TimelineView final : public QAbstractScrollArea, public AccessibleItems
{
    Q_OBJECT

public:
    explicit TimelineView(Playback &playback, QWidget *parent = nullptr);

    /// Shows the whole run, and goes on doing so while it grows.
    void fit();

    /// What all lanes take (pixels).
    int contentHeight() const;

    /// Where the first flag stands that can be dragged, in the viewport; nowhere: null.
    QPointF flagPlace() const;

    int itemCount() const override { return static_cast<int>(m_data.lanes().size()); }
    AccessibleItem item(int index) const override;
    void chooseItem(int index) override;

Q_SIGNALS:
    void contextMenuRequested(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void readTrace();
    void reset();
    void placeLanes();
    void updateScrollBar();
    std::int64_t knownTime() const;
    double gutter() const;
    TimelineScale scale() const;
    int laneAt(double y) const;
    std::pair<std::size_t, std::size_t> visibleLanes() const;
    Selection hit(const QPointF &point) const;
    QString labelText(std::uint32_t labelIndex) const;
    void paintRuler(QPainter &painter, const TimelineScale &scale);
    void paintLanes(QPainter &painter, const TimelineScale &scale);
    void paintSpans(QPainter &painter, const TimelineLane &lane, double top, const TimelineScale &scale);
    void paintLane(QPainter &painter, std::size_t index, const TimelineScale &scale);
    void paintGutter(QPainter &painter, std::size_t index);
    void paintScope(QPainter &painter, const TimelineScope &scope, double top, const TimelineScale &scale);
    void paintSpan(QPainter &painter, const TimelineSpan &span, double top, const TimelineScale &scale);
    void paintCauses(QPainter &painter, const TimelineScale &scale);
    void paintPlayhead(QPainter &painter, const TimelineScale &scale);

    static constexpr double RulerHeight = 24;
    static constexpr double ScopeRow = 14;
    static constexpr double TaskBar = 13;
    static constexpr double LanePadding = 7;

    struct Flag
    {
        ScopeId scope = 0;
        QPointF place; // in the viewport
    };
    std::vector<Flag> flags() const;
    ScopeId flagAt(const QPointF &point) const;
    void moveDeadline();
    void paintDraggedFlag(QPainter &painter, const TimelineScale &scale);

    enum class Drag { None, Playhead, Deadline };

    Playback &m_playback;
    TimelineData m_data;
    QPixmap m_picture; // of the lanes, which do not change with the playhead
    QVariantList m_pictureOf;
    std::vector<double> m_tops; // of the lanes, and one past the last
    TimelineScale m_view;       // begin and end only
    bool m_fits = true;
    Drag m_drag = Drag::None;
    ScopeId m_draggedScope = 0;
    std::int64_t m_draggedTo = 0; // run time (ns)
};

} // namespace ScopeLab
