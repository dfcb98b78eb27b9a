#include "ui/lesson/presentview.h"

#include "core/text/oneline.h"
#include "ui/lesson/speakerview.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"
#include "ui/stage/stageview.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>

namespace ScopeLab {

namespace {

constexpr int ReplayMilliseconds = 1200;
constexpr double SmallestShare = 0.024;  // of the height: what the last row can read
constexpr double SmallestOnStage = 11.5; // pixels at 100 %

} // namespace

PresentView::PresentView(Playback &playback, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_playback(playback)
    , m_stage(new StageView(playback, this))
{
    setWindowTitle(tr("%1 — presentation").arg(inTitle(playback.title())));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(640, 400);
    m_stage->setBrief(true);
    m_stage->hide();
    m_timer.setInterval(16);
    connect(&m_timer, &QTimer::timeout, this, &PresentView::tick);
    connect(&playback, &Playback::moved, this, qOverload<>(&QWidget::update));
    connect(&playback, &Playback::transportChanged, this, &PresentView::collect);
    connect(&playback, &Playback::runChanged, this, [this] {
        m_stops.clear();
        m_playback.recordToEnd();
    });
    playback.pause();
    playback.select({});
    playback.recordToEnd();
    collect();
}

/// The stops are known once the run is.
void PresentView::collect()
{
    if (!m_stops.empty() || m_playback.isLive() || !m_playback.hasRun() || m_playback.trace().size() == 0)
        return;
    m_stops = stopsOf(m_playback.trace(), m_playback.scenario().get(), m_playback.title());
    goTo(0);
}

void PresentView::goTo(std::size_t index)
{
    if (index >= m_stops.size())
        return;
    m_timer.stop();
    m_current = index;
    const Stop &stop = m_stops[index];
    std::vector<Selection> lit;
    for (const Selection &one : {stop.subject, stop.other}) {
        if (one.kind != Selection::Kind::None)
            lit.push_back(one);
    }
    m_stage->setSpotlight(std::move(lit));
    m_playback.show(stop.event, stop.time);
    setAccessibleName(QStringLiteral("%1 %2").arg(stop.caption, stop.detail));
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
    update();
    Q_EMIT stopChanged();
}

void PresentView::toggleNotes()
{
    const bool wasShown = m_notes && m_notes->isVisible(); // or somebody has closed its window
    delete std::exchange(m_notes, nullptr);
    if (wasShown)
        return;
    const Scenario *scenario = m_playback.scenario().get();
    m_notes = new SpeakerView(*this, scenario ? paragraph(scenario->lookAt) : QString());
    for (QScreen *screen : QGuiApplication::screens()) {
        if (screen != this->screen()) {
            m_notes->setGeometry(screen->availableGeometry());
            break;
        }
    }
    m_notes->show();
}

void PresentView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (QGuiApplication::screens().size() > 1 && !m_notes)
        toggleNotes();
}

void PresentView::next()
{
    goTo(m_current + 1);
}

void PresentView::previous()
{
    if (m_current > 0)
        goTo(m_current - 1);
}

void PresentView::replay()
{
    if (m_stops.empty() || m_current == 0)
        return;
    m_sinceReplay.start();
    m_timer.start();
}

void PresentView::tick()
{
    const double share = static_cast<double>(m_sinceReplay.elapsed()) / ReplayMilliseconds;
    if (share >= 1) {
        goTo(m_current);
        return;
    }
    const Stop &from = m_stops[m_current - 1];
    const Stop &to = m_stops[m_current];
    const double passed = share * static_cast<double>((to.time - from.time).count());
    const TimePoint time = from.time + Duration(static_cast<Duration::rep>(passed));
    m_playback.show(m_playback.eventAt(time), time);
}

QFont PresentView::font(double share, int weight) const
{
    QFont result = textFont(13, weight);
    result.setPixelSize(std::max(8, static_cast<int>(share * height())));
    return result;
}

void PresentView::paintEvent(QPaintEvent *)
{
    const ColoursOf dark(Theme::dark());
    const Theme &theme = Theme::current();
    QPainter painter(this);
    if (m_isBlack) {
        painter.fillRect(rect(), Qt::black);
        return;
    }
    painter.fillRect(rect(), theme.stage);
    painter.setRenderHint(QPainter::Antialiasing);
    const double edge = 0.027 * width();
    const double h = height();
    const QRectF inner = QRectF(rect()).adjusted(edge, 0, -edge, 0);
    paintHead(painter, {inner.left(), 0.025 * h, inner.width(), 0.075 * h});
    const double foot = 0.705 * h;
    paintStage(painter, {inner.left(), 0.115 * h, inner.width(), foot - 0.13 * h});
    painter.fillRect(QRectF(0, foot, width(), h - foot), theme.window);
    painter.setPen(theme.line);
    painter.drawLine(QPointF(0, foot), QPointF(width(), foot));
    paintCaption(painter, {inner.left(), foot + 0.02 * h, inner.width(), 0.165 * h});
    paintStops(painter, {inner.left(), 0.9 * h, inner.width(), 0.085 * h});
    if (m_hasPointer) {
        const QPoint at = mapFromGlobal(QCursor::pos());
        painter.setPen(Qt::NoPen);
        QColor spot = theme.failed;
        spot.setAlphaF(0.85F);
        painter.setBrush(spot);
        painter.drawEllipse(QPointF(at), 0.012 * h, 0.012 * h);
    }
}

void PresentView::paintHead(QPainter &painter, const QRectF &rect)
{
    const Theme &theme = Theme::current();
    QFont clock = monoFont(13, QFont::Medium);
    clock.setPixelSize(static_cast<int>(0.05 * height()));
    const QString time = timeText(m_playback.time());
    const double width = textWidth(clock, time) + 4;
    drawText(painter, rect.adjusted(0, 0, -width - 20, 0), Qt::AlignLeft, font(0.036, QFont::DemiBold), theme.text,
             m_playback.title());
    drawText(painter, {rect.right() - width, rect.top(), width, rect.height()}, Qt::AlignRight, clock, theme.text,
             time);
}

/// As large as fits, but not so small that the last row cannot read it, if there is a choice.
void PresentView::paintStage(QPainter &painter, const QRectF &rect)
{
    const double largest = 1.35 * SmallestShare * height() / SmallestOnStage;
    double zoom = largest;
    for (int tries = 0; tries < 12; ++tries) {
        m_stage->layOutFor(rect.width() / zoom);
        const QSizeF size = QSizeF(m_stage->pictureSize()) * zoom;
        if (size.height() <= rect.height() && size.width() <= rect.width() + 1)
            break;
        zoom *= 0.92;
    }
    painter.save();
    painter.setClipRect(rect);
    painter.translate(rect.topLeft());
    painter.scale(zoom, zoom);
    m_stage->paintPicture(painter, Theme::current().stage);
    painter.restore();
    m_zoom = zoom;
}

void PresentView::paintCaption(QPainter &painter, const QRectF &rect)
{
    const Theme &theme = Theme::current();
    QString caption = tr("One moment…");
    QString detail;
    if (!m_stops.empty()) {
        caption = m_stops[m_current].caption;
        detail = m_stops[m_current].detail;
    }
    const QRectF upper(rect.left(), rect.top(), rect.width(), 0.075 * height());
    QFont large = font(0.05, QFont::DemiBold);
    if (textWidth(large, caption) > rect.width()) // better a little smaller than cut off
        large.setPixelSize(
            static_cast<int>(large.pixelSize() * std::max(0.55, rect.width() / textWidth(large, caption))));
    drawText(painter, upper, Qt::AlignLeft, large, theme.text, caption);
    painter.setFont(font(0.03));
    painter.setPen(theme.text2);
    painter.drawText(QRectF(rect.left(), upper.bottom() + 4, rect.width(), rect.bottom() - upper.bottom() - 4),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, detail);
}

void PresentView::paintStops(QPainter &painter, const QRectF &rect)
{
    if (m_stops.size() < 2)
        return;
    const Theme &theme = Theme::current();
    const double radius = 0.0095 * height();
    const double y = rect.top() + radius + 2;
    const auto count = static_cast<double>(m_stops.size() - 1);
    const auto xOf = [&](std::size_t index) {
        return rect.left() + radius + (rect.width() - 2 * radius) * static_cast<double>(index) / count;
    };
    painter.setPen(QPen(theme.line, 0.005 * height()));
    painter.drawLine(QPointF(xOf(0), y), QPointF(xOf(m_stops.size() - 1), y));
    painter.setPen(QPen(theme.accent, 0.005 * height()));
    painter.drawLine(QPointF(xOf(0), y), QPointF(xOf(m_current), y));
    QFont label = monoFont(13);
    label.setPixelSize(std::max(8, static_cast<int>(SmallestShare * height())));
    const double room = (rect.width() / count) - 12;
    double lastRight = -1;
    for (std::size_t i = 0; i < m_stops.size(); ++i) {
        const bool isCurrent = i == m_current;
        painter.setPen(QPen(i <= m_current ? theme.accent : theme.waiting, 0.003 * height()));
        painter.setBrush(i < m_current ? theme.accent : theme.window);
        painter.drawEllipse(QPointF(xOf(i), y), isCurrent ? 1.5 * radius : radius, isCurrent ? 1.5 * radius : radius);
        const QString text = timeText(m_stops[i].time);
        const double width = textWidth(label, text) + 4;
        const double left = std::clamp(xOf(i) - width / 2, rect.left(), rect.right() - width);
        const bool fits = width <= room || isCurrent || i == 0 || i + 1 == m_stops.size();
        if (!fits || (left < lastRight + 8 && !isCurrent))
            continue;
        if (isCurrent)
            label.setWeight(QFont::DemiBold);
        if (isCurrent && left < lastRight + 8) // it matters more than the one before
            painter.fillRect(QRectF(left - 4, y + 1.6 * radius, width + 8, 0.05 * height()), theme.window);
        drawText(painter, {left, y + 1.7 * radius, width, rect.bottom() - y - 1.7 * radius}, Qt::AlignHCenter, label,
                 isCurrent ? theme.text : theme.text3, text);
        label.setWeight(QFont::Normal);
        lastRight = left + width;
    }
}

void PresentView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageDown:
    case Qt::Key_Space:
    case Qt::Key_Return: next(); break;
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_PageUp:
    case Qt::Key_Backspace: previous(); break;
    case Qt::Key_Home: goTo(0); break;
    case Qt::Key_End: goTo(m_stops.empty() ? 0 : m_stops.size() - 1); break;
    case Qt::Key_Period: replay(); break;
    case Qt::Key_B:
        m_isBlack = !m_isBlack;
        update();
        break;
    case Qt::Key_L:
        m_hasPointer = !m_hasPointer;
        setMouseTracking(m_hasPointer);
        setCursor(m_hasPointer ? Qt::BlankCursor : Qt::ArrowCursor);
        update();
        break;
    case Qt::Key_N: toggleNotes(); break;
    case Qt::Key_Escape:
    case Qt::Key_F11: close(); break;
    default: QWidget::keyPressEvent(event);
    }
}

void PresentView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        next();
    else if (event->button() == Qt::RightButton)
        previous();
}

void PresentView::mouseMoveEvent(QMouseEvent *)
{
    if (m_hasPointer)
        update();
}

void PresentView::closeEvent(QCloseEvent *event)
{
    m_timer.stop();
    QWidget::closeEvent(event);
    Q_EMIT closed();
}

} // namespace ScopeLab
