#pragma once

#include "ui/paint/plaintexts.h"
#include "ui/playback/playback.h"

namespace ScopeLab {

/// All that is known of the selected exception: what it says, where it was raised, what it came from, and
/// what it became part of.
class ErrorDetails final : public PageBrowser
{
    Q_OBJECT

public:
    explicit ErrorDetails(Playback &playback, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Somebody wants to see a line of the scenario (from 1).
    void placeRequested(const Place &place);

private:
    void refresh();
    QString htmlOf(const ErrorFate &fate) const;
    QString nameOf(ErrorId error) const;

    Playback &m_playback;
    QString m_shown;
};

} // namespace ScopeLab
