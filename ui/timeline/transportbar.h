#pragma once

#include "ui/playback/playback.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace ScopeLab {

/// Speeds on offer: run time per real time.
inline constexpr double Speeds[] = {0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 10.0, 100.0};

class Scrubber;

/// Play, step, scrub: the one playhead's controls.
class TransportBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TransportBar(Playback &playback, QWidget *parent = nullptr);

    /// How far a step goes at the moment.
    StepSize stepSize() const;
    void setStepSize(StepSize size);

    /// The same seed again, or the next one.
    void runAgain(bool withNewSeed);

    Scrubber *scrubber() const { return m_scrubber; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *addButton(const QString &name, void (TransportBar::*act)());
    void toStart() { m_playback.toStart(); }
    void stepBack() { m_playback.stepBack(stepSize()); }
    void toggle() { m_playback.toggle(); }
    void step() { m_playback.step(stepSize()); }
    void toEnd() { m_playback.toEnd(); }
    void stop() { m_playback.stop(); }
    void again() { runAgain(false); }
    void fit();
    void refreshTime();
    void refreshControls();

    Playback &m_playback;
    QToolButton *m_toStart;
    QToolButton *m_stepBack;
    QToolButton *m_play;
    QToolButton *m_step;
    QToolButton *m_toEnd;
    QToolButton *m_stop;
    QToolButton *m_again;
    QComboBox *m_stepSize;
    QLabel *m_time;
    QLabel *m_event;
    Scrubber *m_scrubber;
    QLabel *m_length;
    QComboBox *m_speed;
    QComboBox *m_executor;
    QSpinBox *m_seed;
    qsizetype m_textLength = 0; // of what changes by itself
};

} // namespace ScopeLab
