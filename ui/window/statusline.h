#pragma once

#include "ui/playback/playback.h"

#include <QLabel>

class QStatusBar;

namespace ScopeLab {

/// The status bar: what the run does at the playhead, how many tasks live, and under which rules and clock it
/// runs. A screen reader is told of each step.
class StatusLine final : public QObject
{
    Q_OBJECT

public:
    /// @p playback must outlive this.
    StatusLine(const Playback &playback, QStatusBar &bar);

private:
    void refresh();
    QString phase() const;
    QString momentText() const;
    QString factsText() const;
    void announce();

    const Playback &m_playback;
    QLabel *m_moment;
    QLabel *m_facts;
};

} // namespace ScopeLab
