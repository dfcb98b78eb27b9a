#include "ui/timeline/scrubber.h"

#include "core/engine/overloaded.h"
#include "core/sentences/eventsentences.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QPainterPath>

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr double Edge = 8;
constexpr double TrackY = 25;
constexpr double BranchY = 34;

Glyph glyphFor(const RunEvent &event)
{
    return std::visit(
        Overloaded{[](const ErrorRaised &) { return Glyph::Failed; }, [](const ErrorLost &) { return Glyph::Lost; },
                   [](const ErrorReplaced &) { return Glyph::Replaced; },
                   [](const DeadlineExpired &) { return Glyph::Deadline; },
                   [](const ShieldChanged &) { return Glyph::Shield; },
                   [](const ScopeEntered &) { return Glyph::Shield; },
                   [](const ScopeExited &) { return Glyph::Absorbed; },
                   [](const OperatorActed &) { return Glyph::Operator; }, [](const RunStuck &) { return Glyph::Stop; },
                   [](const RunEnded &) { return Glyph::Stop; }, [](const auto &) { return Glyph::Cancelled; }},
        event.data);
}

} // namespace

Scrubber::Scrubber(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
{
    setMinimumWidth(160);
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every language
    setFixedHeight(38);
    setFocusPolicy(Qt::NoFocus); // the arrow keys of the window do the same
    setAccessibleName(tr("Playhead"));
}

/// What it is, how it ends, and what one can do with it.
QString Scrubber::branchText(const Branch &branch) const
{
    RunHistory history(branch.track->trace());
    const RunState &end = history.at(branch.track->restingEvent());
    return tr("%1 — %2, %3. Click to go over to it, or to compare.")
        .arg(branch.name, outcomeSentence(branch.track->trace(), end), timeText(branch.end));
}

Duration Scrubber::length() const
{
    constexpr Duration Least = std::chrono::milliseconds(1);
    const Duration recorded = std::max(m_playback.recordedTime(), m_playback.time()).time_since_epoch();
    const Duration shown = std::max(Least, m_playback.isLive() ? recorded * 5 / 4 : recorded);
    return m_playback.otherBranch() ? std::max(shown, m_playback.otherBranch()->end.time_since_epoch()) : shown;
}

double Scrubber::xAt(TimePoint time) const
{
    return Edge + (width() - 2 * Edge) * std::min(1.0, milliseconds(time) / milliseconds(length()));
}

void Scrubber::seek(double x)
{
    const double share = (x - Edge) / (width() - 2 * Edge);
    m_playback.seekTime(TimePoint(Duration(static_cast<Duration::rep>(share * static_cast<double>(length().count())))));
}

void Scrubber::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = xAt(m_playback.time());
    const double recorded = xAt(m_playback.recordedTime());
    if (m_playback.isLive()) {
        painter.setPen(QPen(theme.line, 3, Qt::DotLine));
        painter.drawLine(QPointF(recorded, TrackY), QPointF(width() - Edge, TrackY));
    }
    paintBranch(painter);
    painter.setPen(QPen(theme.scopeEdge, 3));
    painter.drawLine(QPointF(Edge, TrackY), QPointF(recorded, TrackY));
    painter.setPen(QPen(theme.accent, 3));
    painter.drawLine(QPointF(Edge, TrackY), QPointF(x, TrackY));
    paintMarks(painter);
    painter.setPen(QPen(theme.accent, 2));
    painter.setBrush(theme.panel);
    painter.drawEllipse(QPointF(x, TrackY), 6, 6);
}

void Scrubber::paintMarks(QPainter &painter)
{
    constexpr double Apart = 10; // a later one at the same place says nothing new
    const std::vector<EventId> &events = m_playback.decisiveEvents();
    for (auto next = events.begin(); next != events.end();) {
        const RunEvent &event = m_playback.trace().event(*next);
        const double at = xAt(event.time);
        drawGlyph(painter, {at - 5, 5, 10, 10}, glyphFor(event));
        next = std::partition_point(std::next(next), events.end(),
                                    [&](EventId id) { return xAt(m_playback.trace().event(id).time) - at < Apart; });
    }
    for (const TimePoint mark : m_playback.marks())
        drawGlyph(painter, {xAt(mark) - 5, 5, 10, 10}, Glyph::Difference);
}

/// It parts from ours; a dot is one of its decisive events, the sign at its end how it ended.
void Scrubber::paintBranch(QPainter &painter)
{
    const std::optional<Branch> branch = m_playback.otherBranch();
    if (!branch)
        return;
    const Theme &theme = Theme::current();
    const Trace &trace = branch->track->trace();
    const double from = xAt(branch->fork);
    const double to = std::max(from + 14, xAt(branch->end));
    QPainterPath path(QPointF(from, TrackY));
    path.cubicTo(from + 6, TrackY, from + 4, BranchY, from + 10, BranchY);
    path.lineTo(to, BranchY);
    painter.setPen(QPen(theme.text3, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text3);
    const std::vector<EventId> &events = branch->track->decisiveEvents();
    const auto placeOf = [&](EventId id) { return std::max(from + 10, xAt(trace.event(id).time)); };
    const auto end = std::lower_bound(events.begin(), events.end(), branch->track->restingEvent());
    for (auto next = std::upper_bound(events.begin(), end, branch->after); next < end;) {
        const double at = placeOf(*next);
        painter.drawEllipse(QPointF(at, BranchY), 2.4, 2.4);
        next = std::partition_point(next, end, [&](EventId id) { return placeOf(id) < at + 0.25; });
    }
    if (!branch->track->isLive())
        drawGlyph(painter, {to - 4, BranchY - 4, 8, 8}, Glyph::Stop);
}

QPointF Scrubber::branchPlace() const
{
    return m_playback.otherBranch() ? QPointF(xAt(m_playback.otherBranch()->fork) + 12, BranchY) : QPointF();
}

bool Scrubber::isOnBranch(const QPointF &point) const
{
    return m_playback.otherBranch() && point.y() > BranchY - 4 && point.x() >= xAt(m_playback.otherBranch()->fork);
}

void Scrubber::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (isOnBranch(event->position()))
        Q_EMIT branchMenuRequested(event->globalPosition().toPoint());
    else
        seek(event->position().x());
}

void Scrubber::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        seek(event->position().x());
}

void Scrubber::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_playback.otherBranch())
        Q_EMIT branchMenuRequested(event->globalPos());
}

bool Scrubber::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    showTip(help->globalPos(), isOnBranch(help->pos()) ? branchText(*m_playback.otherBranch()) : QString(), this);
    return true;
}

} // namespace ScopeLab
