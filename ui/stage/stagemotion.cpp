#include "ui/stage/stagemotion.h"

#include <QApplication>
#include <QSettings>
#include <QStyle>

namespace ScopeLab {

namespace {

constexpr int MoveMs = 200;
constexpr int WaveMs = 350;
constexpr int HurryMs = 150;

} // namespace

StageMotion::StageMotion(QObject *parent)
    : QVariantAnimation(parent)
{
    setStartValue(0.0);
    setEndValue(1.0);
    setEasingCurve(QEasingCurve::OutCubic);
    m_sinceStep.start();
}

bool StageMotion::isReduced()
{
    return QSettings().value(QStringLiteral("reduceMotion")).toBool()
           || QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0;
}

void StageMotion::take(const StageLayout &before, const RunState &state, bool isHurried)
{
    const bool isQuick = isHurried || m_sinceStep.restart() < HurryMs;
    stop();
    m_places.clear();
    for (const StageNode &node : before.nodes) {
        if (node.kind == StageNode::Kind::Task)
            m_places[node.task()] = node.rect;
    }
    m_wave.clear();
    m_levels = 0;
    const auto isEffective = [&state](ScopeId id) {
        const ScopeState *scope = state.scope(id);
        return scope && scope->isEffective();
    };
    for (const ScopeId id : m_sound) { // a parent comes before its children
        if (!isEffective(id))
            continue;
        const auto parent = m_wave.find(state.scope(id)->parent);
        m_wave[id] = parent == m_wave.end() ? 1 : parent->second + 1;
        m_levels = std::max(m_levels, m_wave[id]);
    }
    m_sound.clear();
    for (const ScopeId id : state.living().scopes()) {
        if (!isEffective(id))
            m_sound.push_back(id);
    }
    if (isQuick || isReduced() || before.nodes.empty())
        return;
    setDuration(m_levels ? WaveMs : MoveMs);
    start();
}

QRectF StageMotion::placeOf(TaskId task, const QRectF &rect) const
{
    const auto place = isMoving() ? m_places.find(task) : m_places.end();
    if (place == m_places.end())
        return rect;
    const double share = std::min(1.0, currentValue().toDouble() * duration() / MoveMs);
    return {place->second.topLeft() + (rect.topLeft() - place->second.topLeft()) * share, rect.size()};
}

double StageMotion::waveOf(ScopeId scope) const
{
    const auto level = isMoving() ? m_wave.find(scope) : m_wave.end();
    if (level == m_wave.end())
        return 1;
    return std::clamp(currentValue().toDouble() * m_levels - (level->second - 1), 0.0, 1.0);
}

int StageMotion::reached(ScopeId scope) const
{
    const auto level = m_wave.find(scope);
    return level == m_wave.end() ? 0 : level->second;
}

} // namespace ScopeLab
