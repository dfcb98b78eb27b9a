#pragma once

#include "core/session/library.h"
#include "ui/playback/background.h"
#include "ui/playback/traceloader.h"

#include <QWidget>

class QProgressBar;

namespace ScopeLab {

/// Reads scenarios and recordings on threads of their own. What takes long shows a line for the status bar: how
/// much has been read, and a button to stop.
class ReadingLine final : public QWidget
{
    Q_OBJECT

public:
    explicit ReadingLine(QWidget *parent = nullptr);

    /// Begins with @p file, and drops what was being read. A short file has been handed over when this returns.
    /// @param plays is handed over with a scenario.
    void start(const QString &file, bool plays);
    void cancel();
    bool isReading() const;

Q_SIGNALS:
    void scenarioRead(const QString &file, const ScenarioFile &read, bool plays);
    void recordingRead(const QString &path, const std::shared_ptr<LoadedTrace> &trace);

private:
    void showProgress();

    TraceLoader *m_loader;
    QProgressBar *m_bar;
    QTimer m_timer;
    std::unique_ptr<Background<ScenarioFile>> m_scenario;
};

} // namespace ScopeLab
