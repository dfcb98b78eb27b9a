#pragma once

#include "ui/playback/playback.h"
#include "ui/playback/scenariodocument.h"

#include <QLabel>

namespace ScopeLab {

/// What is open, and how it ended once the playhead is there: in the tool bar, and as the window's title.
class RunTitle final : public QLabel
{
    Q_OBJECT

public:
    /// @p playback and @p document must outlive this.
    RunTitle(const Playback &playback, const ScenarioDocument &document, QWidget *window);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshWindow();
    void refresh();
    QString titleHtml() const;
    QString outcomeHtml() const;

    const Playback &m_playback;
    const ScenarioDocument &m_document;
    QWidget *m_window;
};

} // namespace ScopeLab
