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
    double xOf(std::int64_t time) const;

    RunState m_state;
    std::int64_t m_length = 1;
    std::int64_t m_cancelled = -1; ///< When the first scope was cancelled.
};

} // namespace ScopeLab
