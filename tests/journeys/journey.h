#pragma once

#include "tests/journeys/chooser.h"
#include "tests/journeys/player.h"

#include <QFile>

namespace ScopeLab::Journeys {

/// Plays lines one after the other in the event loop, also in those that dialogs and menus begin, then closes all
/// that is open. What is about to be done is written down first: a crash leaves the script that led to it.
class Journey final : public QObject
{
    Q_OBJECT

public:
    /// @param next gives a line; empty: there are no more.
    Journey(Workplace &workplace, Windows &windows, std::function<QString()> next);

    /// Writes each line there as it begins. Empty: nowhere.
    void writeTo(const QString &path);

    /// Fails as soon as @p line was played twice: what tests of the generator look for.
    void plant(const QString &line) { m_planted = line; }

    /// Comes back when all is played and closed. @returns how many lines could be played.
    int run();

private:
    void turn();
    void wait(int milliseconds);
    bool isMyTurn() const;
    void playNext();

    Windows &m_windows;
    Player m_player;
    std::function<QString()> m_next;
    QFile m_log;
    QString m_planted;
    int m_plantedSeen = 0;
    int m_played = 0;
    int m_level = 0; ///< Of event loops, around the line that is played now; 0: none is.
    bool m_isLeaving = false;
};

/// From now on a warning of Qt's ends the program as a failed assertion does, but for those that mean nothing.
void makeWarningsFatal();

} // namespace ScopeLab::Journeys
