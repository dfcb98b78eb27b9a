#pragma once

#include "ui/playback/stops.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace ScopeLab {

class SpeakerView;
class StageView;

/// The stage for a projector: full screen, large, one caption at a time. One key goes on, so a remote
/// works; Esc leads back.
class PresentView final : public QWidget
{
    Q_OBJECT

public:
    /// @param playback a run that is over, or ends by itself.
    explicit PresentView(Playback &playback, QWidget *parent = nullptr);

    const std::vector<Stop> &stops() const { return m_stops; }
    std::size_t current() const { return m_current; }
    bool isBlack() const { return m_isBlack; }

    void next();
    void previous();

    /// Plays from the stop before to this one again, in a second or so.
    void replay();

    /// Shows what the speaker needs in a window of its own, or closes that. With a second screen it is there
    /// from the start.
    void toggleNotes();

    /// Scale at which the stage was last painted: the smallest text on it is 11.5 pixels times that.
    double zoom() const { return m_zoom; }

Q_SIGNALS:
    void closed();
    void stopChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void collect();
    void goTo(std::size_t index);
    void tick();
    void paintHead(QPainter &painter, const QRectF &rect);
    void paintStage(QPainter &painter, const QRectF &rect);
    void paintCaption(QPainter &painter, const QRectF &rect);
    void paintStops(QPainter &painter, const QRectF &rect);
    QFont font(double share, int weight = QFont::Normal) const;

    Playback &m_playback;
    StageView *m_stage; ///< Paints for us; never shown.
    SpeakerView *m_notes = nullptr;
    double m_zoom = 1;
    std::vector<Stop> m_stops;
    std::size_t m_current = 0;
    QTimer m_timer;
    QElapsedTimer m_sinceReplay;
    bool m_isBlack = false;
    bool m_hasPointer = false;
};

} // namespace ScopeLab
