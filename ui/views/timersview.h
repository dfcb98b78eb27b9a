#pragma once

#include "ui/models/timermodel.h"
#include "ui/playback/playback.h"

#include <QListView>

namespace ScopeLab {

/// One row for each deadline in force: ring, scope, task, time left, effective deadline.
class TimersView final : public QListView
{
    Q_OBJECT

public:
    explicit TimersView(Playback &playback, QWidget *parent = nullptr);

    /// How many deadlines it shows, for the title of its dock.
    int count() const { return m_model.rowCount(); }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void refresh();

    Playback &m_playback;
    TimerModel m_model;
};

} // namespace ScopeLab
