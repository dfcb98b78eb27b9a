#include "ui/stage/timersview.h"

#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"

#include <QContextMenuEvent>
#include <QSettings>
#include <QStyledItemDelegate>

namespace ScopeLab {

namespace {

class TimerDelegate final : public QStyledItemDelegate
{
public:
    TimerDelegate(const TimerModel &model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const int lower = QFontMetrics(textFont(11.5)).height();
        if (m_model.row(index.row()).kind == TimerRow::Kind::Without)
            return {200, std::max(24, lower + 8)};
        return {200, std::max(41, QFontMetrics(textFont(13)).height() + lower + 8)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        const TimerRow &row = m_model.row(index.row());
        const QRectF rect(option.rect);
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(rect, theme.selectedRow);
        painter->setPen(theme.faintLine);
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
        if (row.kind == TimerRow::Kind::Without) {
            paintWithout(*painter, rect, row, option.direction);
            painter->restore();
            return;
        }
        const Duration left = row.deadline - m_model.cursor();
        const QColor ink = row.isMoving ? theme.accent : row.cancelled ? theme.text3 : theme.text;
        drawRing(*painter, mirrored({rect.left() + 10, rect.center().y() - 12, 24, 24}, rect, option.direction),
                 milliseconds(left) / milliseconds(row.length), row.cancelled, ink);
        const QRectF text = rect.adjusted(44, 4, -12, -4);
        const QRectF upper(text.left(), text.top(), text.width(), text.height() / 2);
        const QRectF lower(text.left(), upper.bottom(), text.width(), text.height() / 2);
        const QFont nameFont = textFont(13, QFont::DemiBold);
        const double nameWidth = std::min(QFontMetricsF(nameFont).horizontalAdvance(row.name) + 2, upper.width() - 90);
        drawText(*painter, mirrored({upper.left(), upper.top(), nameWidth, upper.height()}, rect, option.direction),
                 Qt::AlignLeft, nameFont, ink, row.name);
        const QRectF badge
            = mirrored({upper.left() + nameWidth + 5, upper.center().y() - 6, 12, 12}, rect, option.direction);
        if (row.fired)
            drawGlyph(*painter, badge, Glyph::Deadline);
        else if (row.cancelled)
            drawGlyph(*painter, badge, Glyph::Requested);
        else if (row.shielded)
            drawGlyph(*painter, badge, Glyph::Shield);
        drawText(*painter, mirrored(upper, rect, option.direction), Qt::AlignRight, monoFont(12.5), ink,
                 left >= Duration() ? timeText(left) : TimersView::tr("passed"));
        const QString owner
            = row.owner == row.name ? TimersView::tr("set by itself") : TimersView::tr("set by %1").arg(row.owner);
        const QString effective = row.fired       ? TimersView::tr("expired")
                                  : row.cancelled ? TimersView::tr("moot: already −∞")
                                                  : TimersView::tr("effective %1").arg(timeText(row.effective));
        const double effectiveWidth = QFontMetricsF(textFont(11.5)).horizontalAdvance(effective) + 6;
        QString details = QStringLiteral("%1 · %2").arg(timeText(row.deadline), row.task);
        if (!row.cancelled)
            details += QStringLiteral(" · ") + owner;
        drawText(*painter, mirrored(lower.adjusted(0, 0, -effectiveWidth, 0), rect, option.direction), Qt::AlignLeft,
                 textFont(11.5), theme.text2, details);
        drawText(*painter, mirrored(lower, rect, option.direction), Qt::AlignRight, textFont(11.5), theme.text2,
                 effective);
        painter->restore();
    }

private:
    /// One line: only its effective deadline, which comes from outside, matters.
    static void paintWithout(QPainter &painter, const QRectF &whole, const TimerRow &row, Qt::LayoutDirection direction)
    {
        const QRectF rect = whole.adjusted(10, 0, -12, 0);
        const Theme &theme = Theme::current();
        if (row.cancelled || row.shielded)
            drawGlyph(painter, mirrored({rect.left() + 6, rect.center().y() - 6, 12, 12}, whole, direction),
                      row.cancelled ? Glyph::Requested : Glyph::Shield);
        const QString effective = row.cancelled ? TimersView::tr("effective −∞")
                                  : row.effective == Never
                                      ? TimersView::tr("effective ∞")
                                      : TimersView::tr("effective %1").arg(timeText(row.effective));
        const double right = QFontMetricsF(textFont(11.5)).horizontalAdvance(effective) + 6;
        const QRectF text = rect.adjusted(34, 0, -right, 0);
        const double name = std::min(QFontMetricsF(textFont(12, QFont::Medium)).horizontalAdvance(row.name) + 8,
                                     std::max(0.0, text.width()));
        drawText(painter, mirrored({text.left(), text.top(), name, text.height()}, whole, direction), Qt::AlignLeft,
                 textFont(12, QFont::Medium), theme.text, row.name);
        drawText(painter, mirrored(text.adjusted(name, 0, 0, 0), whole, direction), Qt::AlignLeft, textFont(11.5),
                 theme.text2, TimersView::tr("no deadline of its own"));
        drawText(painter, mirrored(rect, whole, direction), Qt::AlignRight, textFont(11.5), theme.text2, effective);
    }

    const TimerModel &m_model;
};

} // namespace

TimersView::TimersView(Playback &playback, QWidget *parent)
    : QListView(parent)
    , m_playback(playback)
    , m_showSleeps(new QAction(tr("Show &sleeps as timers"), this))
{
    setModel(&m_model);
    setItemDelegate(new TimerDelegate(m_model, this));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Timers: deadlines in force, soonest first"));
    m_showSleeps->setCheckable(true);
    m_showSleeps->setChecked(QSettings().value(QStringLiteral("timers/sleeps")).toBool());
    connect(m_showSleeps, &QAction::toggled, this, [this](bool isOn) {
        QSettings().setValue(QStringLiteral("timers/sleeps"), isOn);
        refresh();
    });
    m_firedTimer.setSingleShot(true);
    connect(&playback, &Playback::moved, this, &TimersView::refresh);
    connect(&playback, &Playback::selectionChanged, this, &TimersView::refresh);
    connect(&playback, &Playback::runChanged, this, [this] { m_fired.clear(); });
    connect(&m_firedTimer, &QTimer::timeout, this, &TimersView::refresh);
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) { selectRow(m_model.row(index.row())); });
    setMouseTracking(true);
    connect(this, &QListView::entered, this,
            [this](const QModelIndex &index) { m_playback.hover(Selection(m_model.row(index.row()).scope)); });
    connect(this, &QListView::viewportEntered, this, [this] { m_playback.hover({}); });
}

void TimersView::selectRow(const TimerRow &row)
{
    m_playback.select(row.sleeper ? Selection(row.sleeper) : Selection(row.scope));
}

void TimersView::leaveEvent(QEvent *event)
{
    QListView::leaveEvent(event);
    m_playback.hover({});
}

QSize TimersView::sizeHint() const
{
    return {300, 41 * 3 + 4};
}

void TimersView::refresh()
{
    std::vector<TimerRow> rows = timerRows(m_playback.trace(), m_playback.state(), m_showSleeps->isChecked());
    keepFired(rows);
    for (TimerRow &row : rows) {
        row.isMoving = m_held && row.scope == m_held && row.kind == TimerRow::Kind::Deadline;
        if (row.isMoving)
            row.deadline = m_heldTo;
    }
    m_model.setRows(std::move(rows), m_playback.time());
    QModelIndex selected;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const TimerRow &timer = m_model.row(row);
        if (timer.sleeper ? m_playback.selection().isTask(timer.sleeper) : m_playback.selection().isScope(timer.scope))
            selected = m_model.index(row);
    }
    setCurrentIndex(selected);
    if (!selected.isValid())
        clearSelection();
    viewport()->update();
}

/// While a run plays, an expiring deadline would be missed: its scope is left at once.
void TimersView::keepFired(std::vector<TimerRow> &rows)
{
    constexpr std::chrono::seconds Kept(1);
    const bool wasPlaying = std::exchange(m_wasPlaying, m_playback.isPlaying()); // it may have ended with that
    if (m_playback.time() < m_model.cursor())
        m_fired.clear();
    for (int i = 0; i < m_model.rowCount() && wasPlaying; ++i) {
        TimerRow row = m_model.row(i);
        const ScopeState *scope = m_playback.state().scope(row.scope);
        if (row.kind != TimerRow::Kind::Deadline || !scope || scope->isLiving()
            || scope->source != CancelSource::Deadline)
            continue;
        row.kind = TimerRow::Kind::Fired;
        row.cancelled = row.fired = true;
        m_fired.push_back({std::move(row), QDeadlineTimer(Kept)});
    }
    std::erase_if(m_fired, [](const Fired &fired) { return fired.until.hasExpired(); });
    if (m_fired.size() > MostFired) // where deadlines expire all the time
        m_fired.erase(m_fired.begin(), m_fired.end() - MostFired);
    if (!m_fired.empty())
        m_firedTimer.start(static_cast<int>(m_fired.front().until.remainingTime()) + 1);
    std::vector<TimerRow> all;
    for (const Fired &fired : m_fired)
        all.push_back(fired.row);
    rows.insert(rows.begin(), std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
}

// -- moving a deadline

/// A deadline that somebody could move now.
const TimerRow *TimersView::movableRow(const QModelIndex &index) const
{
    if (!index.isValid() || !m_playback.whyNoActs().isEmpty())
        return nullptr;
    const TimerRow &row = m_model.row(index.row());
    return row.kind == TimerRow::Kind::Deadline && !row.cancelled ? &row : nullptr;
}

void TimersView::hold(ScopeId scope, TimePoint deadline)
{
    m_playback.pause();
    m_held = scope;
    m_heldFrom = m_heldTo = deadline;
}

void TimersView::moveTo(TimePoint deadline)
{
    m_heldTo = std::max(deadline, m_playback.time());
    refresh();
}

/// What follows from another deadline is run now.
void TimersView::letGo()
{
    const ScopeId scope = std::exchange(m_held, ScopeId());
    if (!scope || m_heldTo == m_heldFrom)
        return;
    OperatorEntry entry = m_playback.entryOn(scope, OperatorEntry::Kind::SetDeadline);
    entry.deadlineAt = m_heldTo.time_since_epoch();
    m_playback.act(entry);
}

void TimersView::mousePressEvent(QMouseEvent *event)
{
    constexpr double RingWidth = 44;
    const auto ringDistance = [this](double x) { return isRightToLeft() ? viewport()->width() - x : x; };
    QListView::mousePressEvent(event);
    const TimerRow *row = movableRow(indexAt(event->pos()));
    if (!row || event->button() != Qt::LeftButton || ringDistance(event->position().x()) > RingWidth)
        return;
    const TimerRow pressed = *row; // the model's own changes with each step
    hold(pressed.scope, pressed.deadline);
    m_heldAt = event->position().x();
    selectRow(pressed);
}

void TimersView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_held) {
        QListView::mouseMoveEvent(event);
        return;
    }
    constexpr Duration PerPixel = std::chrono::milliseconds(5); // as the flags of the timeline
    moveTo(m_heldFrom + static_cast<int>(event->position().x() - m_heldAt) * PerPixel);
}

void TimersView::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    letGo();
}

/// Left and right belong to a deadline that is selected; without one they step.
bool TimersView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Left || key == Qt::Key_Right) && movableRow(currentIndex())) {
            event->accept();
            return true;
        }
    }
    return QListView::event(event);
}

void TimersView::keyPressEvent(QKeyEvent *event)
{
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const TimerRow *row = isArrow ? movableRow(currentIndex()) : nullptr;
    if (row) {
        const Duration by = std::chrono::milliseconds(event->modifiers() & Qt::ShiftModifier ? 100 : 10);
        if (!m_held)
            hold(row->scope, row->deadline);
        moveTo(m_heldTo + (event->key() == Qt::Key_Right ? by : -by));
    } else if (event->key() == Qt::Key_Escape) {
        if (std::exchange(m_held, ScopeId()))
            refresh();
        else
            m_playback.select({});
    } else {
        QListView::keyPressEvent(event);
        if (currentIndex().isValid() && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
            selectRow(m_model.row(currentIndex().row()));
    }
}

void TimersView::keyReleaseEvent(QKeyEvent *event)
{
    QListView::keyReleaseEvent(event);
    if (!event->isAutoRepeat() && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right))
        letGo();
}

void TimersView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid())
        selectRow(m_model.row(index.row()));
    Q_EMIT contextMenuRequested(event->globalPos());
}

void TimersView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(textFont(12.5));
    painter.setPen(Theme::current().text2);
    painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("No deadline is running"));
}

} // namespace ScopeLab
