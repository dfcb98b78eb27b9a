#pragma once

#include "ui/playback/stops.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace ScopeLab {

class PresentView;

/// What the speaker sees while the class sees the stage: what to say, what comes next, and how long it has
/// taken. Its keys are the presentation's.
class SpeakerView final : public QWidget
{
    Q_OBJECT

public:
    /// @param notes for the whole presentation.
    SpeakerView(PresentView &presentation, const QString &notes);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();

    PresentView &m_presentation;
    QLabel *m_place;
    QLabel *m_clock;
    QLabel *m_now;
    QLabel *m_next;
    QElapsedTimer m_since;
    QTimer m_second;
};

} // namespace ScopeLab
