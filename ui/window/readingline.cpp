#include "ui/window/readingline.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace ScopeLab {

namespace {

/// By its name, or else by what it begins with.
bool looksLikeRecording(const QString &file)
{
    return file.endsWith(QStringLiteral(".trace")) || file.endsWith(QStringLiteral(".jsonl")) || isRecordingFile(file);
}

} // namespace

ReadingLine::ReadingLine(QWidget *parent)
    : QWidget(parent)
    , m_loader(new TraceLoader(this))
    , m_bar(new QProgressBar(this))
{
    constexpr int PatienceMs = 200;
    setObjectName(QStringLiteral("loading"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_bar->setAccessibleName(tr("Reading a file"));
    m_bar->setFormat(tr("Reading, %p %"));
    m_bar->setFixedWidth(180);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    row->addWidget(m_bar);
    row->addWidget(cancel);
    setFixedHeight(fontMetrics().height()); // the status bar is as high as its highest part, visible or not
    cancel->setStyleSheet(QStringLiteral("padding:0 6px"));
    hide();
    m_timer.setInterval(PatienceMs);
    connect(&m_timer, &QTimer::timeout, this, &ReadingLine::showProgress);
    connect(m_loader, &TraceLoader::progressed, m_bar, &QProgressBar::setValue);
    connect(cancel, &QPushButton::clicked, this, &ReadingLine::cancel);
    connect(m_loader, &TraceLoader::finished, this, [this](const std::shared_ptr<LoadedTrace> &trace) {
        if (trace)
            Q_EMIT recordingRead(m_loader->path(), trace);
    });
}

bool ReadingLine::isReading() const
{
    return (m_scenario && m_scenario->isRunning()) || m_loader->isLoading();
}

void ReadingLine::cancel()
{
    m_scenario.reset(); // nobody waits for what is under way, and the next file does not either
    m_loader->cancel();
}

void ReadingLine::start(const QString &file, bool plays)
{
    cancel();
    m_timer.start();
    if (looksLikeRecording(file)) {
        m_loader->start(file);
        return;
    }
    m_scenario = std::make_unique<Background<ScenarioFile>>(
        this, [this, file, plays](const ScenarioFile &read) { Q_EMIT scenarioRead(file, read, plays); });
    m_scenario->start([file] { return readScenario(file); });
    m_scenario->wait();
}

void ReadingLine::showProgress()
{
    setVisible(isReading());
    m_bar->setMaximum(m_loader->isLoading() ? 100 : 0); // nobody knows how long a scenario takes
    if (!isReading())
        m_timer.stop();
}

} // namespace ScopeLab
