#include "ui/timeline/transportbar.h"

#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/timeline/scrubber.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QSpinBox>
#include <QToolButton>

namespace ScopeLab {

TransportBar::TransportBar(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
    , m_toStart(addButton(tr("To the start (Home)"), &TransportBar::toStart))
    , m_stepBack(addButton(tr("Step back (←)"), &TransportBar::stepBack))
    , m_play(addButton(tr("Play or pause (Space)"), &TransportBar::toggle))
    , m_step(addButton(tr("Step (→)"), &TransportBar::step))
    , m_toEnd(addButton(tr("To the end (End)"), &TransportBar::toEnd))
    , m_stop(addButton(tr("Stop the run where it is"), &TransportBar::stop))
    , m_again(addButton(tr("Run again with this seed (F5)"), &TransportBar::again))
    , m_stepSize(new QComboBox(this))
    , m_time(new QLabel(this))
    , m_event(new QLabel(this))
    , m_scrubber(new Scrubber(playback, this))
    , m_length(new QLabel(this))
    , m_speed(new QComboBox(this))
    , m_executor(new QComboBox(this))
    , m_seed(new QSpinBox(this))
{
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every language
    m_play->setObjectName(QStringLiteral("play"));
    m_stepSize->addItem(tr("Step by event"), static_cast<int>(StepSize::Event));
    m_stepSize->addItem(tr("Step by checkpoint"), static_cast<int>(StepSize::Checkpoint));
    m_stepSize->addItem(tr("Step by decisive event"), static_cast<int>(StepSize::Decisive));
    m_stepSize->addItem(tr("Step by the clock"), static_cast<int>(StepSize::Clock));
    setStepSize(static_cast<StepSize>(QSettings().value(QStringLiteral("step")).toInt()));
    m_stepSize->setAccessibleName(tr("How far a step goes"));
    m_stepSize->setToolTip(tr(
        "Checkpoint: where a task waits. Decisive: cancels, errors, shields, deadlines. Clock: where time moves on"));
    for (const double speed : Speeds)
        m_speed->addItem(QStringLiteral("%L1×").arg(speed), speed);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Run time for each second that passes"));
    m_executor->addItem(tr("Virtual clock"), static_cast<int>(ExecutorKind::Virtual));
    m_executor->addItem(tr("Real threads"), static_cast<int>(ExecutorKind::Pool));
    m_executor->setAccessibleName(tr("Clock"));
    m_executor->setToolTip(tr("Virtual: time jumps, and steps can be branched. Real: a thread pool in real time."));
    m_seed->setRange(1, 999'999);
    m_seed->setPrefix(tr("Seed "));
    m_seed->setKeyboardTracking(false);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("1 keeps the order of tasks that are ready together; others shuffle it"));
    m_time->setFont(monoFont(17, QFont::DemiBold));
    m_time->setMinimumWidth(QFontMetrics(monoFont(17, QFont::DemiBold)).horizontalAdvance(QStringLiteral("00000 ms")));
    m_time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 12, 5);
    layout->setSpacing(5);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // drop what has no room
    for (QToolButton *button : {m_toStart, m_stepBack, m_play, m_step, m_toEnd, m_stop})
        layout->addWidget(button);
    layout->addSpacing(4);
    layout->addWidget(m_stepSize);
    layout->addWidget(m_time);
    layout->addWidget(m_event);
    layout->addWidget(m_scrubber, 1);
    layout->addWidget(m_length);
    layout->addWidget(m_speed);
    layout->addWidget(m_executor);
    layout->addWidget(m_seed);
    layout->addWidget(m_again);

    connect(m_speed, &QComboBox::activated, this, [this] {
        m_playback.setSpeed(m_speed->currentData().toDouble());
        if (m_playback.request().executor == ExecutorKind::Pool)
            runAgain(false); // real threads take their speed with them
    });
    connect(m_executor, &QComboBox::activated, this, [this] { runAgain(false); });
    connect(m_seed, &QSpinBox::valueChanged, this, [this](int seed) {
        if (static_cast<std::uint64_t>(seed) != m_playback.request().seed)
            runAgain(false);
    });
    connect(&playback, &Playback::moved, this, &TransportBar::refreshTime);
    connect(&playback, &Playback::grown, this, &TransportBar::refreshTime);
    connect(&playback, &Playback::transportChanged, this, &TransportBar::refreshControls);
    connect(&playback, &Playback::runChanged, this, &TransportBar::refreshControls);
    refreshControls();
}

void TransportBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// In a narrow window, what can be done elsewhere or only informs goes first.
void TransportBar::fit()
{
    const std::array<QWidget *, 6> dispensable{m_event, m_length, m_stepSize, m_speed, m_seed, m_executor};
    for (QWidget *widget : dispensable)
        widget->setVisible(!m_playback.isRecording() || (widget != m_seed && widget != m_executor));
    for (QWidget *widget : dispensable) {
        if (layout()->sizeHint().width() <= width())
            return;
        widget->hide();
    }
}

QToolButton *TransportBar::addButton(const QString &name, void (TransportBar::*act)())
{
    auto *button = new QToolButton(this);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setIconSize({16, 16});
    connect(button, &QToolButton::clicked, this, act);
    return button;
}

StepSize TransportBar::stepSize() const
{
    return static_cast<StepSize>(m_stepSize->currentData().toInt());
}

void TransportBar::setStepSize(StepSize size)
{
    m_stepSize->setCurrentIndex(m_stepSize->findData(static_cast<int>(size)));
}

void TransportBar::runAgain(bool withNewSeed)
{
    if (withNewSeed) {
        const QSignalBlocker blocker(m_seed);
        m_seed->setValue(m_seed->value() + 1);
    }
    m_playback.restart(static_cast<std::uint64_t>(m_seed->value()),
                       static_cast<ExecutorKind>(m_executor->currentData().toInt()));
}

void TransportBar::refreshTime()
{
    m_time->setText(timeText(m_playback.time()));
    m_event->setText(m_playback.isLive()
                         ? tr("event %L1").arg(m_playback.cursor())
                         : tr("event %L1 of %L2").arg(m_playback.cursor()).arg(m_playback.trace().size()));
    m_length->setText(m_playback.isLive() ? tr("not finished") : timeText(m_playback.recordedTime()));
    m_scrubber->update();
    const qsizetype length = m_time->text().size() + m_event->text().size() + m_length->text().size();
    if (std::exchange(m_textLength, length) != length)
        fit();
}

void TransportBar::refreshControls()
{
    const Theme &theme = Theme::current();
    const bool hasRun = m_playback.hasRun();
    m_toStart->setIcon(glyphIcon(Glyph::ToStart, theme.text));
    m_stepBack->setIcon(glyphIcon(Glyph::StepBack, theme.text));
    m_play->setIcon(glyphIcon(m_playback.isPlaying() ? Glyph::Pause : Glyph::Play, theme.panel));
    m_step->setIcon(glyphIcon(Glyph::StepForward, theme.text));
    m_toEnd->setIcon(glyphIcon(Glyph::ToEnd, theme.text));
    m_stop->setIcon(glyphIcon(Glyph::Stop, theme.text));
    m_again->setIcon(glyphIcon(Glyph::Again, theme.text));
    for (QToolButton *button : {m_toStart, m_stepBack, m_play, m_step, m_toEnd})
        button->setEnabled(hasRun);
    m_stop->setVisible(!m_playback.isRecording());
    m_stop->setEnabled(m_playback.isLive());
    m_again->setVisible(!m_playback.isRecording());
    m_again->setEnabled(m_playback.scenario() != nullptr);
    m_seed->setEnabled(m_playback.scenario() != nullptr);
    m_executor->setEnabled(m_playback.scenario() != nullptr);
    m_speed->setCurrentIndex(std::max(0, m_speed->findData(m_playback.speed())));
    m_executor->setCurrentIndex(m_executor->findData(static_cast<int>(m_playback.request().executor)));
    const QSignalBlocker blocker(m_seed);
    m_seed->setValue(static_cast<int>(m_playback.request().seed));
    fit();
    refreshTime();
}

} // namespace ScopeLab
