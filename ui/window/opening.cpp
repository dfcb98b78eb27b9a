#include "ui/window/opening.h"

#include "core/text/oneline.h"
#include "ui/window/banner.h"
#include "ui/window/modes.h"
#include "ui/window/readingline.h"
#include "ui/window/recentfiles.h"
#include "ui/window/saving.h"

#include <QFileDialog>
#include <QFileInfo>

namespace ScopeLab {

Opening::Opening(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_playback(parts.playback)
    , m_document(parts.document)
    , m_modes(parts.modes)
    , m_banner(parts.banner)
    , m_reading(parts.reading)
    , m_saving(parts.saving)
    , m_recent(parts.recent)
    , m_window(window)
{
    connect(&m_reading, &ReadingLine::scenarioRead, this, &Opening::showScenario);
    connect(&m_reading, &ReadingLine::recordingRead, this,
            [this](const QString &path, const std::shared_ptr<LoadedTrace> &trace) {
                if (m_saving.mayLeave()) // somebody may have gone on writing
                    showRecording(path, std::move(*trace));
            });
    connect(&m_document, &ScenarioDocument::checked, this, &Opening::takeEdit);
    connect(&m_saving, &Saving::reloadRequested, this, [this](const QString &path) { open(path); });
    connect(&m_saving, &Saving::savedAs, this, [this](const QString &path) {
        setFile(path);
        m_recent.add(path);
    });
    connect(&m_recent, &RecentFiles::chosen, this, [this](const QString &path) { open(path); });
}

bool Opening::isEmpty() const
{
    return !m_playback.hasRun() && !m_reading.isReading() && m_document.text().isEmpty();
}

void Opening::setFile(const QString &file)
{
    m_file = file;
    Q_EMIT fileChanged();
}

void Opening::open(const QString &file, bool plays)
{
    m_modes.leaveStart();
    if (!m_saving.mayLeave())
        return;
    if (m_modes.current() == Mode::Twin)
        m_modes.set(Mode::Explore);
    m_reading.start(file, plays);
}

void Opening::openDialog()
{
    const QString file
        = QFileDialog::getOpenFileName(m_window, tr("Open a scenario or a recording"), {},
                                       tr("Scenarios and recordings (*.yaml *.yml *.trace *.jsonl);;All files (*)"));
    if (!file.isEmpty())
        open(file);
}

void Opening::begin(const QString &text)
{
    m_modes.leaveStart();
    if (!m_saving.mayLeave())
        return;
    m_modes.set(Mode::Explore);
    m_banner.hide();
    setFile({});
    m_document.discard();
    m_playback.close();
    m_document.begin(text);
    Q_EMIT writingBegins(true);
    Q_EMIT tried({});
}

void Opening::restore(const UnsavedText &unsaved)
{
    m_modes.leaveStart();
    Q_EMIT writingBegins(false);
    m_document.restore(unsaved);
}

void Opening::showScenario(const QString &file, const ScenarioFile &read, bool plays)
{
    QString problem = read.error;
    if (problem.isEmpty())
        problem = ScenarioDocument::whyNotEditable(read);
    if (!problem.isEmpty()) {
        m_banner.showProblem(problem);
    } else if (m_saving.mayLeave()) { // somebody may have gone on writing
        setFile(file);
        openScenario(read);
        if (QFileInfo(file).isFile())
            m_recent.add(file);
        if (plays)
            m_playback.play();
    }
    Q_EMIT tried(file);
}

void Opening::openScenario(const ScenarioFile &file)
{
    m_document.open(file);
    m_saving.watch();
    if (!file.loaded.scenario) {
        showMistakes(file);
        return;
    }
    m_banner.hide();
    m_playback.openScenario(m_document.file()); // with the line ends that the editor has
    Q_EMIT opened();
}

/// The run shown so far stays; the mistakes are shown where they are.
void Opening::showMistakes(const ScenarioFile &file)
{
    constexpr qsizetype Most = 6;
    const QString name = QFileInfo(file.path).fileName();
    QStringList lines;
    for (const Diagnostic &diagnostic : file.loaded.diagnostics)
        lines.append(oneLine(toString(diagnostic, name.toStdString())));
    if (const qsizetype more = lines.size() - Most; more > 0)
        lines = lines.mid(0, Most) << tr("and %n more", nullptr, static_cast<int>(more));
    m_banner.showProblem(tr("%1 cannot be run:").arg(oneLine(name)) + u'\n' + lines.join(u'\n'));
    Q_EMIT mistakesFound();
}

/// What was typed runs as soon as it can be run, up to the playhead.
void Opening::takeEdit()
{
    const ScenarioFile file = m_document.file();
    if (!file.loaded.scenario || QString::fromStdString(file.text) == m_playback.sourceText())
        return;
    if (m_document.isHeldBack()) { // it may be what brought the program down
        m_banner.ask(tr("This text was restored. It runs when you want it to."), {{tr("Run it"), [this] {
                                                                                       m_document.release();
                                                                                       takeEdit();
                                                                                   }}});
        return;
    }
    m_banner.hide();
    setFile({}); // it is not that pitfall any more
    if (m_playback.scenario())
        m_playback.replaceScenario(file);
    else
        m_playback.openScenario(file);
}

void Opening::showRecording(const QString &path, LoadedTrace trace)
{
    if (!trace.isUsable) {
        m_banner.showProblem(tr("'%1' cannot be shown: %2").arg(path, trace.error));
        return;
    }
    m_banner.hide();
    if (const QStringList remarks = remarksOn(path, trace); !remarks.isEmpty())
        m_banner.showProblem(remarks.join(u'\n'));
    m_recordingHeader = trace.header;
    setFile({});
    ScenarioFile source;
    source.text = trace.header.scenario.toStdString();
    m_document.open(source);
    m_playback.openTrace(std::move(trace));
    m_recent.add(path);
}

/// What people should know who see only as much as could be shown of a recording.
QStringList Opening::remarksOn(const QString &path, const LoadedTrace &trace)
{
    QStringList remarks;
    const std::vector<Notice> &notices = trace.notices.kept();
    const auto first = std::find_if(notices.begin(), notices.end(), [&trace](const Notice &notice) {
        return notice.isError() || trace.notices.errors() == 0;
    });
    if (first != notices.end()) {
        remarks.append(tr("'%1' contradicts itself, and is shown as far as it is sound. Line %2: %3")
                           .arg(path, QString::number(first->line), first->text()));
        if (const qint64 more = trace.notices.errors() - 1; more > 0)
            remarks.append(tr("and %n more", nullptr, static_cast<int>(more)));
    }
    if (trace.runs.size() > 1)
        remarks.append(tr("'%1' holds %2 runs. This is the first: %3")
                           .arg(path, QString::number(trace.runs.size()), trace.header.title));
    return remarks;
}

} // namespace ScopeLab
