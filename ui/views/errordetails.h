#pragma once

#include "ui/playback/playback.h"

#include <QTextBrowser>

namespace ScopeLab {

/// All that is known of the selected exception: what it says, where it was raised, what it came from, and
/// what it lives on as.
class ErrorDetails final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit ErrorDetails(Playback &playback, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Somebody wants to see a line of the scenario (from 1).
    void lineRequested(int line);

private:
    void refresh();
    QString htmlOf(const ErrorFate &fate) const;
    QString nameOf(ErrorId error) const;

    Playback &m_playback;
    QString m_shown;
};

} // namespace ScopeLab
