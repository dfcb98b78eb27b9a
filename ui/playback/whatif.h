#pragma once

#include "ui/playback/playback.h"

namespace ScopeLab {

/// What if the shield, or the deadline, that matters to the selection were not there?
///
/// Answered by a second run of the scenario with one more act, never by reasoning: as long as that run is
/// not over, or cannot be had, there is no answer. Asked once the run itself is over and nobody plays it.
class WhatIf final : public QObject
{
    Q_OBJECT

public:
    explicit WhatIf(Playback &playback, QObject *parent = nullptr);

    /// Empty: there is no answer.
    const QString &question() const { return m_answered; }

    /// What would be different, one line each; a single line says so if nothing would.
    const QStringList &differences() const { return m_differences; }

    /// The same as the name of the other run: `commit without its shield`.
    const QString &name() const { return m_name; }
    const std::vector<Act> &acts() const { return m_acts; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void drop();
    bool change(ScopeId scope, bool isShield);
    bool choose();
    bool chooseForTask(TaskId task);
    void answer();

    Playback &m_playback; // must outlive this
    std::unique_ptr<Playback> m_other;
    QTimer m_settled; // the selection has been the same for a moment
    QString m_question;
    QString m_answered;
    QString m_name;
    QStringList m_differences;
    std::vector<Act> m_acts;
};

} // namespace ScopeLab
