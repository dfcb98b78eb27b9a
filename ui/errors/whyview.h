#pragma once

#include "ui/paint/plaintexts.h"
#include "ui/playback/whatif.h"

namespace ScopeLab {

/// Answers "why" for the selection: a sentence, then the chain from effect to first cause, with
/// links that move the playhead.
class WhyView final : public PageBrowser
{
    Q_OBJECT

public:
    explicit WhyView(Playback &playback, QWidget *parent = nullptr);

Q_SIGNALS:
    void placeRequested(const Place &place);
    /// The run beside the same with @p acts, called @p name.
    void twinRequested(const QString &name, const std::vector<Act> &acts);

private:
    void refresh();

    Playback &m_playback;
    WhatIf *m_whatIf;
    QString m_shown;
};

} // namespace ScopeLab
