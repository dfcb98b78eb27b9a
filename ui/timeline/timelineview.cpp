#include "ui/timeline/timelineview.h"

#include "ui/models/descriptions.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"
#include "ui/timeline/timelineoverview.h"

#include <QHelpEvent>
#include <QScrollBar>

#include <map>

namespace ScopeLab {

TimelineView::TimelineView(Playback &playback, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_playback(playback)
    , m_overview(new TimelineOverview(playback, this))
{
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every language
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Timeline: tasks over time"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    connect(&playback, &Playback::runChanged, this, &TimelineView::reset);
    connect(&playback, &Playback::grown, this, &TimelineView::readTrace);
    connect(&playback, &Playback::moved, this, [this] {
        if (m_showsCleanUp != m_playback.isAfterStuck())
            readAfresh();
        if (m_fits)
            fit();
        viewport()->update();
    });
    connect(&playback, &Playback::selectionChanged, this, &TimelineView::takeSelection);
    connect(&playback, &Playback::hoverChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_overview, &TimelineOverview::shown, this, &TimelineView::showTimes);
    readAfresh();
    fit();
}

int TimelineView::contentHeight() const
{
    return static_cast<int>(m_rows.bottom()) + 8;
}

void TimelineView::reset()
{
    m_folds.unfolded.clear();
    m_range.reset();
    m_fits = true;
    readAfresh();
}

void TimelineView::readAfresh()
{
    m_data.clear();
    placeRows(); // none
    readTrace();
}

void TimelineView::readTrace()
{
    // A run that got stuck is shown as it hung, until somebody looks at how it was cleaned up.
    m_showsCleanUp = m_playback.isAfterStuck();
    m_data.extend(m_playback.trace(), m_showsCleanUp ? m_playback.trace().size() : m_playback.restingEvent());
    m_pictureOf.clear();
    if (const std::size_t first = m_data.takeFirstChanged(); first < m_data.lanes().size() || m_folds.failuresOnly) {
        if (m_other)
            placeRows(); // they may be higher over there
        else
            m_rows.placeFrom(first, m_data, m_folds);
        updateScrollBar();
        Q_EMIT lanesChanged();
    }
    if (m_fits)
        fit();
    viewport()->update();
}

void TimelineView::alignWith(TimelineView *other)
{
    m_other = other;
    connect(other, &TimelineView::lanesChanged, this, [this] {
        if (std::vector<int> rows = rowsOfOther(); rows != m_folds.scopeRows) {
            m_folds.scopeRows = std::move(rows);
            placeRows();
            viewport()->update();
        }
    });
    connect(other->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
}

/// How high its lanes are, for ours: by name, and the first of a name belongs to the first.
std::vector<int> TimelineView::rowsOfOther() const
{
    constexpr std::size_t Many = 1000; // nobody compares so many lanes one by one
    std::vector<int> result;
    if (m_data.lanes().size() > Many || m_other->m_data.lanes().size() > Many)
        return result;
    std::multimap<QString, int> theirs; // keeps their order
    for (const TimelineLane &lane : m_other->m_data.lanes())
        theirs.emplace(m_other->labelText(lane.name), lane.rows());
    for (const TimelineLane &lane : m_data.lanes()) {
        const QString name = labelText(lane.name);
        const auto match = theirs.lower_bound(name); // the first of them
        const bool isThere = match != theirs.end() && match->first == name;
        result.push_back(isThere ? match->second : 0);
        if (isThere)
            theirs.erase(match);
    }
    return result;
}

void TimelineView::placeRows()
{
    const Selection &selection = m_playback.selection();
    m_folds.pinned = selection.task();
    if (m_other)
        m_folds.scopeRows = rowsOfOther();
    m_rows.place(m_data, m_folds, RulerHeight + 4);
    m_pictureOf.clear();
    updateScrollBar();
}

/// A task that is looked for is shown, though its family is folded.
void TimelineView::takeSelection()
{
    if (!m_playback.selection().isTask(m_folds.pinned))
        placeRows();
    viewport()->update();
}

void TimelineView::setFailuresOnly(bool isOn)
{
    m_folds.failuresOnly = isOn;
    placeRows();
    viewport()->update();
}

void TimelineView::foldOthers()
{
    const TimelineLane *lane = m_data.lane(m_folds.pinned);
    std::erase_if(m_folds.unfolded, [lane](std::size_t family) { return !lane || family != lane->family; });
    placeRows();
    viewport()->update();
}

void TimelineView::toggleFamily(std::size_t family)
{
    if (!m_folds.unfolded.erase(family))
        m_folds.unfolded.insert(family);
    placeRows();
    viewport()->update();
}

AccessibleItem TimelineView::item(int index) const
{
    const TimelineRow &row = m_rows.all()[static_cast<std::size_t>(index)];
    AccessibleItem item;
    item.rect = QRectF(0, row.top - verticalScrollBar()->value(), viewport()->width(), row.height).toRect();
    item.isSelected = m_playback.selection() == selectionOf(row);
    return item;
}

QString TimelineView::itemName(int index) const
{
    const TimelineRow &row = m_rows.all()[static_cast<std::size_t>(index)];
    if (row.isFamily())
        return familyText(m_data.families()[row.family]);
    const TimelineLane &lane = m_data.lanes()[row.lane];
    const TaskState *task = m_playback.state().task(lane.task);
    return task ? tr("%1, from %2, %3").arg(labelText(lane.name), timeText(task->spawned), waitText(m_playback, *task))
                : tr("%1, not there yet").arg(labelText(lane.name));
}

void TimelineView::chooseItem(int index)
{
    m_playback.select(selectionOf(m_rows.all()[static_cast<std::size_t>(index)]));
}

void TimelineView::updateScrollBar()
{
    verticalScrollBar()->setRange(0, std::max(0, contentHeight() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
}

void TimelineView::fit()
{
    m_fits = true;
    double end = scaled(std::max(m_playback.recordedTime(), m_playback.time()));
    // Room for what is known of the future: deadlines and ends of sleeps.
    if (m_playback.isLive())
        end = std::max(end, std::min(scaled(m_data.latestDue()), 2.2 * std::max(end, 1e6)));
    m_view.begin = 0;
    m_view.end = std::max(end * 1.06, 1e6);
    placeOverview();
}

void TimelineView::showTimes(double begin, double end)
{
    m_view.begin = begin;
    m_view.end = std::max(end, begin + 1e3);
    m_fits = false;
    placeOverview();
    viewport()->update();
}

void TimelineView::fitSelection()
{
    const Selection &selection = m_playback.selection();
    const TimelineLane *lane = m_data.lane(selection.task());
    const TimelineScope *scope = m_data.scope(selection.scope());
    std::optional<TimelineRange> life;
    if (m_range)
        life = m_range;
    else if (scope)
        life = {scope->begin, std::min(scope->end, knownTime())};
    else if (lane && !lane->spans.empty())
        life = {lane->spans.front().begin, std::min(lane->spans.back().end, knownTime())};
    if (!life || life->end <= life->begin) {
        fit();
        viewport()->update();
        return;
    }
    const double length = scaled(life->end) - scaled(life->begin);
    showTimes(scaled(life->begin) - 0.05 * length, scaled(life->end) + 0.08 * length);
}

/// Only where part of the run is out of sight.
void TimelineView::placeOverview()
{
    constexpr int Height = 26;
    const double whole = scaled(std::max(knownTime(), m_playback.time()));
    const bool isZoomed = !m_fits && (m_view.begin > 0 || m_view.end < whole);
    m_overview->setVisible(isZoomed);
    if (viewportMargins().top() != (isZoomed ? Height : 0))
        setViewportMargins(0, isZoomed ? Height : 0, 0, 0);
    if (!isZoomed)
        return;
    m_overview->setGeometry(0, 0, width(), Height);
    m_overview->setTimes(m_view.begin, m_view.end, gutter());
}

TimePoint TimelineView::knownTime() const
{
    if (!m_showsCleanUp && m_playback.restingEvent() < m_playback.trace().size())
        return m_playback.restingTime();
    // A live run has come as far as its playhead, though nothing may have happened since.
    return m_playback.isLive() ? std::max(m_playback.recordedTime(), m_playback.time()) : m_playback.recordedTime();
}

double TimelineView::gutter() const
{
    return std::clamp(viewport()->width() * 0.16, 90.0, 190.0);
}

TimelineScale TimelineView::scale() const
{
    TimelineScale result = m_view;
    result.width = std::max(50.0, viewport()->width() - gutter() - 10);
    return result;
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    placeOverview();
    updateScrollBar();
}

std::pair<std::size_t, std::size_t> TimelineView::visibleRows() const
{
    const double scrolled = verticalScrollBar()->value();
    return m_rows.between(scrolled + RulerHeight, scrolled + viewport()->height());
}

/// A family stands for its group.
Selection TimelineView::selectionOf(const TimelineRow &row) const
{
    if (row.isFamily())
        return Selection(m_data.families()[row.family].group());
    return Selection(m_data.lanes()[row.lane].task);
}

std::optional<std::size_t> TimelineView::selectedRow() const
{
    const std::vector<TimelineRow> &all = m_rows.all();
    const auto found = std::find_if(
        all.begin(), all.end(), [this](const TimelineRow &row) { return selectionOf(row) == m_playback.selection(); });
    return found == all.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - all.begin()));
}

Selection TimelineView::hit(const QPointF &point) const
{
    const double y = point.y() + verticalScrollBar()->value();
    const TimelineRow *row = m_rows.at(y);
    if (!row)
        return {};
    const TimelineLane &lane = m_data.lanes()[row->lane];
    const auto level = static_cast<std::size_t>((y - row->top) / ScopeRow);
    if (row->isFamily() || level >= lane.scopes.size())
        return selectionOf(*row);
    const TimePoint time = scale().momentAt(point.x() - gutter());
    const std::vector<TimelineScope> &scopes = lane.scopes[level];
    const auto later = std::partition_point(scopes.begin(), scopes.end(),
                                            [time](const TimelineScope &scope) { return scope.begin <= time; });
    if (later == scopes.begin())
        return selectionOf(*row);
    const TimelineScope &scope = *std::prev(later);
    return time <= std::min(scope.end, knownTime()) ? Selection(scope.id) : selectionOf(*row);
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Selection at = hit(help->pos());
        const TimelineRow *row = m_rows.at(help->pos().y() + verticalScrollBar()->value());
        if (row && row->isFamily()) {
            const TimePoint time = scale().momentAt(help->pos().x() - gutter());
            const TimelineFamily &family = m_data.families()[row->family];
            showTip(help->globalPos(),
                    tr("%1 at %2: %3").arg(familyName(family), timeText(time), countsText(family.at(time))),
                    viewport());
        } else if (const TaskState *task = m_playback.state().task(at.task()))
            showTip(help->globalPos(), tr("%1: %2").arg(m_playback.taskName(task->id), waitText(m_playback, *task)),
                    viewport());
        else if (at.kind == Selection::Kind::Scope)
            showTip(help->globalPos(), m_playback.scopeName(at.scope()), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        m_playback.hover({});
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace ScopeLab
