#pragma once

#include "core/trace/runstate.h"

#include <QWidget>

namespace ScopeLab {

struct Scenario;

/// A run that has ended, in a few strokes: a bar for each task, its shields, how it ended, and the moment
/// of the first cancellation. The run is a real one, under virtual time.
class RunThumbnail final : public QWidget
{
    Q_OBJECT

public:
    explicit RunThumbnail(const Scenario &scenario, QWidget *parent = nullptr);

    /// `0.4 s, 21 events`
    QString facts() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double xOf(TimePoint time) const;

    RunState m_state;
    TimePoint m_end{};
    TimePoint m_cancelled = Never; ///< When the first scope was cancelled.
};

} // namespace ScopeLab
