#pragma once

#include "ui/models/timermodel.h"
#include "ui/playback/playback.h"

#include <QAction>
#include <QDeadlineTimer>
#include <QListView>
#include <QTimer>

namespace ScopeLab {

/// One row for each deadline in force: ring, scope, task, time left, effective deadline. Its ring is dragged,
/// or moved with the arrow keys, and the deadline with it.
class TimersView final : public QListView
{
    Q_OBJECT

public:
    explicit TimersView(Playback &playback, QWidget *parent = nullptr);

    QSize sizeHint() const override;

    /// Whether sleeping tasks have rows, too.
    QAction *showSleeps() const { return m_showSleeps; }

    const TimerModel &timers() const { return m_model; }

Q_SIGNALS:
    void contextMenuRequested(const QPoint &globalPosition);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void refresh();
    void keepFired(std::vector<TimerRow> &rows);
    void selectRow(const TimerRow &row);
    const TimerRow *movableRow(const QModelIndex &index) const;
    void hold(ScopeId scope, TimePoint deadline);
    void moveTo(TimePoint deadline);
    void letGo();

    Playback &m_playback;
    TimerModel m_model;
    QAction *m_showSleeps;
    struct Fired
    {
        TimerRow row;
        QDeadlineTimer until;
    };
    static constexpr int MostFired = 12;
    std::vector<Fired> m_fired; // shown for another second, the earliest first
    QTimer m_firedTimer;
    bool m_wasPlaying = false;
    ScopeId m_held; // whose deadline is being moved
    TimePoint m_heldTo{};
    double m_heldAt = 0; // x of the mouse
    TimePoint m_heldFrom{};
};

} // namespace ScopeLab
