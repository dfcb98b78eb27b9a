#pragma once

#include "ui/playback/playback.h"

#include <QTextBrowser>

namespace ScopeLab {

/// Answers "why" for the selection: a sentence, then the chain from effect to first cause, with
/// links that move the playhead.
class WhyView final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit WhyView(Playback &playback, QWidget *parent = nullptr);

Q_SIGNALS:
    void lineRequested(int line);

private:
    void refresh();

    Playback &m_playback;
    QString m_shown;
};

} // namespace ScopeLab
