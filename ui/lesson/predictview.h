#pragma once

#include "ui/playback/playback.h"
#include "ui/playback/prediction.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace ScopeLab {

class GuessButton;

/// The run stops before its decisive event, the student commits, the run answers.
///
/// The truth comes from a separate run with the same seed; the one in the window has really not run beyond
/// its playhead.
class PredictView final : public QWidget
{
    Q_OBJECT

public:
    explicit PredictView(Playback &playback, QWidget *parent = nullptr);
    ~PredictView() override;

    /// Asks about the window's scenario. Needs one, and the virtual clock.
    void begin();

    /// Lets the run go on, with or without an answer.
    void end();

    bool isAsking() const { return m_phase == Phase::Asking; }
    bool isMarked() const { return m_phase == Phase::Marked; }
    const Prediction &prediction() const { return m_prediction; }
    Score score() const { return scoreOf(m_prediction, answers()); }

    /// Cannot be undone.
    void commit();

Q_SIGNALS:
    void nextRequested();
    void whyRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Phase { Idle, Waiting, Asking, Marked };

    void ask();
    void build();
    void clear();
    void addTasks(QGridLayout *grid);
    void addChoice(QGridLayout *grid, const PredictedChoice &choice);
    void mark();
    void choose(std::size_t row, int column);
    void move(GuessButton *from, int rows, int columns);
    void refreshFoot();
    Answers answers() const;

    Playback &m_playback;
    Playback m_oracle;
    Prediction m_prediction;
    Phase m_phase = Phase::Idle;
    bool m_isRestarting = false;
    std::vector<std::vector<GuessButton *>> m_rows; ///< Tasks, then choices.
    std::vector<QLabel *> m_reasons;                ///< Below each row; hidden unless missed.
    QLabel *m_headline;
    QLabel *m_explanation;
    QScrollArea *m_area;
    QCheckBox *m_class;
    QPushButton *m_again;
    QPushButton *m_next;
    QPushButton *m_commit;
};

} // namespace ScopeLab
