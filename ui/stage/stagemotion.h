#pragma once

#include "core/trace/runstate.h"
#include "ui/stage/stagelayout.h"

#include <QElapsedTimer>
#include <QVariantAnimation>

#include <unordered_map>

namespace ScopeLab {

/// How the stage moves from one step to the next: pills move to their new places, and a wave of
/// cancellation runs down from the scope on which it was requested. Under 400 ms, and never in a hurry:
/// a step within 150 ms of the last, or with motion reduced, shows its end at once.
class StageMotion final : public QVariantAnimation
{
    Q_OBJECT

public:
    explicit StageMotion(QObject *parent = nullptr);

    /// True if the user, or the desktop, wants no motion.
    static bool isReduced();

    /// The stage was laid out as @p before, and is now in @p state.
    void take(const StageLayout &before, const RunState &state, bool isHurried);

    /// Shows the end.
    void finish() { stop(); }

    /// Where the pill of @p task is now, on its way to @p rect.
    QRectF placeOf(TaskId task, const QRectF &rect) const;

    /// How much of a scope's wave can be seen (0 to 1).
    double waveOf(ScopeId scope) const;

    /// At which level the wave of this step reached a scope, from 1; 0: it did not.
    int reached(ScopeId scope) const;

private:
    bool isMoving() const { return state() == Running; }

    std::unordered_map<TaskId, QRectF> m_places;
    std::vector<ScopeId> m_sound;            // as of the last step: what lived and was not cancelled
    std::unordered_map<ScopeId, int> m_wave; // of this step: its level, from 1
    int m_levels = 0;
    QElapsedTimer m_sinceStep;
};

} // namespace ScopeLab
