#include "ui/views/timersview.h"

#include "ui/views/glyphs.h"
#include "ui/views/texts.h"

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

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        const int lines = QFontMetrics(textFont(13)).height() + QFontMetrics(textFont(11.5)).height();
        return {200, std::max(41, lines + 8)};
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
        const std::int64_t left = row.deadline - m_model.cursor();
        const QColor ink = row.cancelled ? theme.text3 : theme.text;
        drawRing(*painter, {rect.left() + 10, rect.center().y() - 12, 24, 24},
                 static_cast<double>(left) / static_cast<double>(row.length), row.cancelled, ink);
        const QRectF text = rect.adjusted(44, 4, -12, -4);
        const QRectF upper(text.left(), text.top(), text.width(), text.height() / 2);
        const QRectF lower(text.left(), upper.bottom(), text.width(), text.height() / 2);
        const QFont nameFont = textFont(13, QFont::DemiBold);
        const double nameWidth = std::min(QFontMetricsF(nameFont).horizontalAdvance(row.name) + 2, upper.width() - 90);
        draw(*painter, {upper.left(), upper.top(), nameWidth, upper.height()}, Qt::AlignLeft, nameFont, ink, row.name);
        const QRectF badge(upper.left() + nameWidth + 5, upper.center().y() - 6, 12, 12);
        if (row.cancelled)
            drawGlyph(*painter, badge, Glyph::Requested);
        else if (row.shielded)
            drawGlyph(*painter, badge, Glyph::Shield);
        draw(*painter, upper, Qt::AlignRight, monoFont(12.5), ink,
             left >= 0 ? timeText(left) : TimersView::tr("passed"));
        const QString owner
            = row.owner == row.name ? TimersView::tr("set by itself") : TimersView::tr("set by %1").arg(row.owner);
        const QString effective = row.cancelled ? TimersView::tr("moot: already −∞")
                                                : TimersView::tr("effective %1").arg(timeText(row.effective));
        const double effectiveWidth = QFontMetricsF(textFont(11.5)).horizontalAdvance(effective) + 6;
        QString details = QStringLiteral("%1 · %2").arg(timeText(row.deadline), row.task);
        if (!row.cancelled)
            details += QStringLiteral(" · ") + owner;
        draw(*painter, lower.adjusted(0, 0, -effectiveWidth, 0), Qt::AlignLeft, textFont(11.5), theme.text2, details);
        draw(*painter, lower, Qt::AlignRight, textFont(11.5), theme.text2, effective);
        painter->restore();
    }

private:
    static void draw(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QFont &font,
                     const QColor &colour, const QString &text)
    {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter),
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, rect.width()));
    }

    const TimerModel &m_model;
};

} // namespace

TimersView::TimersView(Playback &playback, QWidget *parent)
    : QListView(parent)
    , m_playback(playback)
{
    setModel(&m_model);
    setItemDelegate(new TimerDelegate(m_model, this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Timers: deadlines in force, soonest first"));
    connect(&playback, &Playback::moved, this, &TimersView::refresh);
    connect(&playback, &Playback::selectionChanged, this, &TimersView::refresh);
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) {
        m_playback.select({Selection::Kind::Scope, m_model.row(index.row()).scope});
    });
    setMouseTracking(true);
    connect(this, &QListView::entered, this, [this](const QModelIndex &index) {
        m_playback.hover({Selection::Kind::Scope, m_model.row(index.row()).scope});
    });
    connect(this, &QListView::viewportEntered, this, [this] { m_playback.hover({}); });
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
    m_model.setRows(timerRows(m_playback.trace(), m_playback.state()), m_playback.time());
    QModelIndex selected;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_playback.selection().isScope(m_model.row(row).scope))
            selected = m_model.index(row);
    }
    if (selected.isValid())
        selectionModel()->select(selected, QItemSelectionModel::ClearAndSelect);
    else
        clearSelection();
    viewport()->update();
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
