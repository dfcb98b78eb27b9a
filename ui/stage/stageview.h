#pragma once

#include "ui/paint/accessibleitems.h"
#include "ui/playback/playback.h"
#include "ui/stage/stagelayout.h"
#include "ui/stage/stagemotion.h"

#include <QAbstractScrollArea>

class QLabel;

namespace ScopeLab {

/// Scopes as boxes, tasks as pills inside them: containment is the picture.
class StageView final : public QAbstractScrollArea, public AccessibleItems
{
    Q_OBJECT

public:
    explicit StageView(Playback &playback, QWidget *parent = nullptr);

    static constexpr double LeastZoom = 0.35;
    double zoom() const { return m_zoom; }
    void setZoom(double zoom);

    /// Shows one scope alone, with the way back above it; 0: all of them.
    void zoomInto(ScopeId scope);
    ScopeId zoomedInto() const;

    /// Folds every scope that has nothing to do with the selection into a line; or unfolds them all.
    void foldOthers();
    void unfoldAll();

    /// The whole stage at 100 %, for a picture.
    QSize pictureSize() const;
    void paintPicture(QPainter &painter, const QColor &ground);

    /// Lays the stage out for a picture of about this width, until the playhead moves or the view is resized.
    void layOutFor(double width);

    /// Only names, states and one number each, for a projector.
    void setBrief(bool isBrief) { m_folds.isBrief = isBrief; }

    /// Only these are painted in full; the rest is dimmed. Empty: everything is.
    void setSpotlight(std::vector<Selection> spotlight);

    int itemCount() const override { return static_cast<int>(m_layout.nodes.size()); }
    AccessibleItem item(int index) const override;
    QString itemName(int index) const override;
    void chooseItem(int index) override;

Q_SIGNALS:
    void contextMenuRequested(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void relayout();
    void showCrumbs();
    QString stuckHtml();
    void placeBars();
    bool zoomByKey(int key);
    void followPlayhead();
    Selection selectionOf(const StageNode &node) const;
    bool isLit(const StageNode &node) const;
    QPointF toStage(const QPointF &viewportPoint) const;
    void selectNode(const StageNode &node);
    void selectAt(const QPointF &viewportPoint);
    QString describe(const StageNode &node) const;
    void paintNodes(QPainter &painter, const QRectF &visible);
    void paintEmpty(QPainter &painter);
    void paintScope(QPainter &painter, const StageNode &node);
    void paintShield(QPainter &painter, const QRectF &rect);
    void paintRail(QPainter &painter, const QRectF &rect, const ScopeState &scope);
    void paintTitle(QPainter &painter, const QRectF &rect, const ScopeState &scope);
    double paintTitleSign(QPainter &painter, const QRectF &rect, const QRectF &title, const ScopeState &scope);
    double paintTitleEnd(QPainter &painter, const QRectF &title, const ScopeState &scope);
    void paintGate(QPainter &painter, const StageNode &node, const ScopeState &scope);
    void paintTask(QPainter &painter, const StageNode &node);
    QString lineText(const StageNode &node) const;
    bool isInRim(const StageNode &node) const;
    QString briefText(const TaskState &task) const;
    QString rimText(const TaskState &task) const;
    bool unfold(const StageNode &node);
    void paintTaskNote(QPainter &painter, const StageNode &node);
    void paintScopeNote(QPainter &painter, const StageNode &node);
    bool isCause(const ScopeState &scope, const StageNode &child) const;
    void paintCause(QPainter &painter, const StageNode &node, double trunk);
    void paintLine(QPainter &painter, const StageNode &node);
    void paintSummary(QPainter &painter, const StageNode &node);
    void paintNode(QPainter &painter, int index);
    void paintWave(QPainter &painter, int index);
    bool paintBranch(QPainter &painter, const ScopeState &scope, const StageNode &child, double y);
    void paintTrunk(QPainter &painter, const ScopeState &scope, const QPointF &start, double end);
    void paintSelection(QPainter &painter, const QRectF &rect, double radius);

    Playback &m_playback;
    StageLayout m_layout;
    std::vector<Selection> m_spotlight;
    StageMotion m_motion;
    QLabel *m_crumbs;
    QLabel *m_stuck;
    QString m_stuckHtml; // of this run, once it is known
    static constexpr qsizetype MostWaits = 8;
    StageFolds m_folds;  // its root may be out of sight now
    EventId m_shown = 0; // the playhead as it was last seen
    double m_zoom = 1;
};

} // namespace ScopeLab
