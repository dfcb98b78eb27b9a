#pragma once

#include <QString>
#include <QStringList>

namespace ScopeLab::Journeys {

/// How one journey in a process of its own went.
struct Outcome
{
    QString fault; ///< What happened, in one line that says the same of the same fault; empty: nothing.
    QString said;  ///< The end of what the process said.
    QStringList script;
    int actions = 0; ///< Played, where nothing happened.
};

/// Starts journeys as processes of their own and looks after them: a crash, an assertion, a warning of Qt's, what a
/// sanitizer finds, or no news for long is a fault.
class Watch
{
public:
    /// @param patience without news (s) @param planted see Journey::plant
    Watch(int patience, QString planted);

    /// A random journey.
    Outcome play(quint64 seed, int length) const;

    Outcome replay(const QStringList &script) const;

    /// The shortest script found within @p seconds that still ends as @p outcome does.
    QStringList shrunk(const Outcome &outcome, int seconds) const;

private:
    Outcome watch(const QStringList &arguments) const;

    int m_patience;
    QString m_planted;
};

} // namespace ScopeLab::Journeys
