#pragma once

#include "ui/paint/accessibleitems.h"
#include "ui/paint/glyphs.h"
#include "ui/playback/playback.h"
#include "ui/timeline/timelinerows.h"

#include <QAbstractScrollArea>
#include <QPixmap>
#include <QVariantList>

#include <optional>

namespace ScopeLab {

class TimelineOverview;

/// A stretch of run time (ns).
struct TimelineRange
{
    TimePoint begin{};
    TimePoint end{};
};

/// Tasks as lanes over time: what each did, the scopes it was in, and the playhead. Many tasks with the
/// same name share one lane until it is unfolded.
class TimelineView final : public QAbstractScrollArea, public AccessibleItems
{
    Q_OBJECT

public:
    explicit TimelineView(Playback &playback, QWidget *parent = nullptr);

    /// Shows the whole run, and keeps doing so while it grows.
    void fit();

    /// Shows the range that is marked, or the life of what is selected, or else the whole run.
    void fitSelection();

    /// Only tasks that failed, and those that wait for them.
    void setFailuresOnly(bool isOn);
    bool showsFailuresOnly() const { return m_folds.failuresOnly; }

    /// Folds every family but the selected task's.
    void foldOthers();

    /// Makes lanes of tasks with the same name as high as those of @p other, which shows another run of a twin.
    void alignWith(TimelineView *other);

    /// Height of all lanes (pixels).
    int contentHeight() const;

    /// Where the first flag that can be dragged stands, in the viewport; null if there is none.
    QPointF flagPlace() const;

    const TimelineRows &rows() const { return m_rows; }

    /// How many bars were looked at for the picture that is shown, for tests: no more than there are pixels for.
    std::size_t visitedBars() const { return m_visitedBars; }
    TimelineScale scale() const;
    std::optional<TimelineRange> range() const { return m_range; }

    int itemCount() const override { return static_cast<int>(m_rows.all().size()); }
    AccessibleItem item(int index) const override;
    QString itemName(int index) const override;
    void chooseItem(int index) override;

Q_SIGNALS:
    void contextMenuRequested(const QPoint &globalPosition);

    /// Lanes have come, or have changed their height.
    void lanesChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void readTrace();
    void readAfresh();
    void reset();
    void placeRows();
    std::vector<int> rowsOfOther() const;
    void takeSelection();
    void updateScrollBar();
    void showTimes(double begin, double end);
    void placeOverview();
    TimePoint knownTime() const;
    double gutter() const;
    std::pair<std::size_t, std::size_t> visibleRows() const;
    Selection selectionOf(const TimelineRow &row) const;
    Selection hit(const QPointF &point) const;
    std::optional<std::size_t> selectedRow() const;
    void toggleFamily(std::size_t family);
    QString labelText(NameId name) const;
    QString familyName(const TimelineFamily &family) const;
    QString familyText(const TimelineFamily &family) const;

    void paintRuler(QPainter &painter, const TimelineScale &scale);
    void refreshPicture(const TimelineScale &scale);
    void paintRows(QPainter &painter, const TimelineScale &scale);
    void paintGutters(QPainter &painter);
    void paintNotes(QPainter &painter, const TimelineScale &scale);
    void paintFamily(QPainter &painter, const TimelineRow &row, const TimelineScale &scale);
    void paintFamilyGutter(QPainter &painter, const TimelineRow &row);
    void paintSpans(QPainter &painter, const TimelineLane &lane, double top, const TimelineScale &scale);
    void paintMarks(QPainter &painter, const TimelineLane &lane, double top, const TimelineScale &scale);
    void paintScopes(QPainter &painter, const std::vector<TimelineScope> &scopes, double top,
                     const TimelineScale &scale);
    void paintLane(QPainter &painter, const TimelineRow &row, const TimelineScale &scale);
    void paintGutter(QPainter &painter, const TimelineRow &row);
    void paintScope(QPainter &painter, const TimelineScope &scope, double top, const TimelineScale &scale, double free);
    void paintFlag(QPainter &painter, const TimelineScope &scope, double top, const TimelineScale &scale, double barEnd,
                   double free);
    void paintSpan(QPainter &painter, const TimelineSpan &span, double top, const TimelineScale &scale);
    void paintCauses(QPainter &painter, const TimelineScale &scale);
    void paintMarksAt(QPainter &painter, double x, const QColor &veil);
    void paintPlayhead(QPainter &painter, const TimelineScale &scale);
    void paintRange(QPainter &painter, const TimelineScale &scale);

    static constexpr double RulerHeight = 24;
    static constexpr double ScopeRow = TimelineRows::ScopeRow;
    static constexpr double TaskBar = TimelineRows::TaskBar;
    static constexpr double Indent = 14;

    struct Flag
    {
        ScopeId scope;
        QPointF place; // in the viewport
    };
    std::vector<Flag> flags() const;
    ScopeId flagAt(const QPointF &point) const;
    void moveDeadline();
    void paintDraggedFlag(QPainter &painter, const TimelineScale &scale);

    /// A sign in the picture of the rows, in their coordinates.
    struct PaintedMark
    {
        EventId event = 0;
        QRectF rect;
        Glyph glyph = Glyph::Done;
    };

    enum class Drag { None, Playhead, Deadline, Range };

    Playback &m_playback;
    TimelineOverview *m_overview;
    TimelineData m_data;
    TimelineRows m_rows;
    TimelineFolds m_folds;
    bool m_showsCleanUp = false;     // m_data reaches beyond the moment at which the run got stuck
    TimelineView *m_other = nullptr; // of a twin
    QPixmap m_picture;               // of the rows, which do not change with the playhead
    QVariantList m_pictureOf;
    std::vector<PaintedMark> m_paintedMarks; // in m_picture
    std::size_t m_visitedBars = 0;           // for m_picture
    TimelineScale m_view;                    // begin and end only
    bool m_fits = true;
    Drag m_drag = Drag::None;
    ScopeId m_draggedScope;
    TimePoint m_draggedTo{};
    TimePoint m_rangeFrom{}; // where the drag began
    std::optional<TimelineRange> m_range;
};

} // namespace ScopeLab
