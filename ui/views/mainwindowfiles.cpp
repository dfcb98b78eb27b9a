// Files of the window: opening, saving, and what was opened lately.

#include "ui/views/codepanel.h"
#include "ui/views/findingsview.h"
#include "ui/views/libraryview.h"
#include "ui/views/mainwindow.h"
#include "ui/views/stageview.h"

#include <QDir>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QStatusBar>
#include <QTimer>

namespace ScopeLab {

namespace {

constexpr int MaxRecent = 10;

/// By its name, or else by what it begins with.
bool looksLikeRecording(const QString &file)
{
    return file.endsWith(QStringLiteral(".trace")) || file.endsWith(QStringLiteral(".jsonl")) || isRecordingFile(file);
}

} // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

/// The first here, others in windows of their own; with Ctrl two make a twin.
void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    open(urls.front().toLocalFile());
    const bool isTwin = urls.size() == 2 && event->modifiers() & Qt::ControlModifier && m_playback.scenario();
    for (const QUrl &url : urls.mid(1)) {
        if (isTwin)
            openTwinWith(url.toLocalFile());
        else
            openWindow(url.toLocalFile());
    }
}

MainWindow *MainWindow::openWindow(const QString &file)
{
    auto *window = new MainWindow;
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
    if (!file.isEmpty())
        window->open(file);
    return window;
}

void MainWindow::openDialog()
{
    const QString file
        = QFileDialog::getOpenFileName(this, tr("Open a scenario or a recording"), {},
                                       tr("Scenarios and recordings (*.yaml *.yml *.trace *.jsonl);;All files (*)"));
    if (!file.isEmpty())
        open(file);
}

void MainWindow::open(const QString &file)
{
    leaveStart();
    if (!mayLeaveText())
        return;
    if (m_mode == Mode::Twin)
        setMode(Mode::Explore);
    m_loader->cancel();
    if (looksLikeRecording(file)) {
        openRecording(file);
        return;
    }
    const ScenarioFile scenario = readScenario(file);
    if (!scenario.error.isEmpty()) {
        showError(scenario.error);
    } else {
        m_file = file;
        openScenario(scenario);
        if (QFileInfo(file).isFile())
            rememberFile(file);
    }
    m_library->setCurrent(file);
}

void MainWindow::openScenario(const ScenarioFile &file)
{
    m_document.open(file);
    if (!m_watcher->files().isEmpty())
        m_watcher->removePaths(m_watcher->files());
    if (!m_document.path().isEmpty())
        m_watcher->addPath(m_document.path());
    m_findings->setHasFix(!m_library->model().twinOf(m_file).isEmpty());
    if (file.loaded.scenario) {
        m_banner->hide();
        m_playback.openScenario(file);
        m_stage->setFocus();
        return;
    }
    // The run shown so far stays; the mistakes are shown where they are.
    QStringList lines;
    for (const Diagnostic &diagnostic : file.loaded.diagnostics)
        lines.append(QString::fromStdString(toString(diagnostic, QFileInfo(file.path).fileName().toStdString())));
    const qsizetype all = lines.size();
    if (all > 6)
        lines = lines.mid(0, 6) << tr("and %n more", nullptr, static_cast<int>(all - 6));
    showError(tr("%1 cannot be run:").arg(QFileInfo(file.path).fileName()) + u'\n' + lines.join(u'\n'));
    m_codeDock->show();
    m_codeDock->raise();
}

/// What was typed runs as soon as it can be run, up to the playhead.
void MainWindow::takeEdit()
{
    refreshTitle();
    if (!m_document.loaded().scenario || m_document.text() == m_playback.sourceText())
        return;
    m_banner->hide();
    m_findings->setHasFix(false); // it is not that pitfall any more
    m_file.clear();
    if (m_playback.scenario())
        m_playback.replaceScenario(m_document.file());
    else
        m_playback.openScenario(m_document.file());
}

void MainWindow::openRecording(const QString &path)
{
    constexpr qint64 Long = 4'000'000; // bytes: more takes a second or so
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        showError(tr("Cannot read '%1': %2").arg(path, file.errorString()));
        return;
    }
    if (file.size() < Long)
        showRecording(path, readTrace(file));
    else
        m_loader->start(path);
}

void MainWindow::showRecording(const QString &path, LoadedTrace trace)
{
    if (!trace.isUsable) {
        showError(tr("'%1' cannot be shown: %2").arg(path, trace.error));
        return;
    }
    m_banner->hide();
    if (const QStringList remarks = remarksOn(path, trace); !remarks.isEmpty())
        showError(remarks.join(u'\n'));
    m_recordingHeader = trace.header;
    m_file.clear();
    m_findings->setHasFix(false);
    ScenarioFile source;
    source.text = trace.header.scenario.toStdString();
    m_document.open(source);
    m_playback.openTrace(std::move(trace));
    rememberFile(path);
}

/// What somebody should know who sees only what could be shown of a recording.
QStringList MainWindow::remarksOn(const QString &path, const LoadedTrace &trace)
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

/// A line in the status bar with how much is read, and a button to stop; it comes only if reading takes long.
void MainWindow::createLoading()
{
    constexpr int PatienceMs = 200;
    m_loader = new TraceLoader(this);
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto *bar = new QProgressBar(line);
    bar->setAccessibleName(tr("Reading a recording"));
    bar->setFormat(tr("Reading, %p %"));
    bar->setFixedWidth(180);
    auto *cancel = new QPushButton(tr("Cancel"), line);
    row->addWidget(bar);
    row->addWidget(cancel);
    line->setFixedHeight(fontMetrics().height()); // the bar is as high as its highest part, seen or not
    cancel->setStyleSheet(QStringLiteral("padding:0 6px"));
    statusBar()->addPermanentWidget(line);
    line->hide();
    connect(m_loader, &TraceLoader::progressed, bar, [this, bar, line](int percent) {
        bar->setValue(percent);
        if (line->isHidden())
            QTimer::singleShot(PatienceMs, line, [this, line] { line->setVisible(m_loader->isLoading()); });
    });
    connect(cancel, &QPushButton::clicked, m_loader, &TraceLoader::cancel);
    connect(m_loader, &TraceLoader::finished, this, [this, line](const std::shared_ptr<LoadedTrace> &trace) {
        line->hide();
        if (trace && mayLeaveText()) // somebody may have gone on writing
            showRecording(m_loader->path(), std::move(*trace));
    });
}

void MainWindow::newScenario(const QString &text)
{
    leaveStart();
    if (!mayLeaveText())
        return;
    setMode(Mode::Explore);
    m_banner->hide();
    m_file.clear();
    m_document.discard();
    m_playback.close();
    m_document.begin(text);
    m_codeDock->show();
    m_codeDock->raise();
    resizeDocks({m_codeDock}, {height() * 2 / 5}, Qt::Vertical); // room to write
    m_code->showLanguage(CodeLanguage::Scenario);
    m_code->setFocus();
    m_library->setCurrent({});
}

void MainWindow::fillTemplates(QMenu *menu)
{
    const QDir folder(QStringLiteral(":/templates"));
    for (const QString &name : folder.entryList()) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        const LoadedScenario loaded = loadScenario(text.toStdString());
        QAction *action = menu->addAction(loaded.scenario ? QString::fromStdString(loaded.scenario->title) : name);
        if (menu->actions().size() == 1)
            action->setShortcut(QKeySequence::New);
        connect(action, &QAction::triggered, this, [this, text] { newScenario(text); });
    }
}

bool MainWindow::save()
{
    if (m_document.text().isEmpty())
        return true;
    if (m_document.path().isEmpty())
        return saveAs();
    m_document.check();
    m_watcher->removePath(m_document.path()); // what we write ourselves is no news
    const QString problem = m_document.save(m_document.path());
    m_watcher->addPath(m_document.path());
    if (!problem.isEmpty()) {
        showError(problem);
        return false;
    }
    statusBar()->showMessage(tr("Saved as %1").arg(m_document.path()), 4000);
    refreshTitle();
    return true;
}

bool MainWindow::saveAs()
{
    if (m_document.text().isEmpty())
        return true;
    m_playback.pause();
    const QString name = m_document.path().isEmpty()
                             ? m_playback.title().simplified().replace(u'/', u'-') + QStringLiteral(".yaml")
                             : m_document.path();
    const QString path
        = QFileDialog::getSaveFileName(this, tr("Save the scenario"), name, tr("Scenarios (*.yaml *.yml)"));
    if (path.isEmpty())
        return false;
    const QString problem = m_document.save(path);
    if (!problem.isEmpty()) {
        showError(problem);
        return false;
    }
    m_watcher->addPath(m_document.path());
    m_file = path;
    rememberFile(path);
    refreshTitle();
    return true;
}

bool MainWindow::mayLeaveText()
{
    if (!m_document.isModified())
        return true;
    m_playback.pause();
    QString name = m_document.path().isEmpty() ? m_playback.title() : QFileInfo(m_document.path()).fileName();
    if (name.isEmpty())
        name = tr("The new scenario");
    QMessageBox box(QMessageBox::Question, tr("Not saved"), tr("“%1” has changes that are not saved.").arg(name),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save: return save();
    case QMessageBox::Discard: m_document.discard(); return true;
    default: return false;
    }
}

/// The text of a program that ended badly.
bool MainWindow::offerRecovered()
{
    const std::optional<ScenarioDocument::Recovered> newest = ScenarioDocument::takeRecovered();
    if (!newest)
        return false;
    leaveStart();
    m_document.begin(newest->text, newest->path);
    m_codeDock->show();
    m_codeDock->raise();
    showOffer(newest->path.isEmpty()
                  ? tr("ScopeLab ended before this scenario was saved. Here it is again.")
                  : tr("ScopeLab ended before %1 was saved. Here is what you had typed.").arg(newest->path),
              {{tr("Save it"), [this] { save(); }}, {tr("Throw it away"), [this] {
                                                         m_document.discard();
                                                         m_playback.close();
                                                         m_document.open({});
                                                     }}});
    return true;
}

/// The file at @p path is another one on disk now.
void MainWindow::offerReload(const QString &path)
{
    if (path != m_document.path())
        return; // it is not open any more
    const ScenarioFile file = readScenario(path);
    if (!file.error.isEmpty()) {
        showError(tr("%1 is not there any more. What you see is kept; save it to have it again.").arg(path));
        return;
    }
    if (!m_watcher->files().contains(path))
        m_watcher->addPath(path); // who replaces a file ends the watch on the old one
    if (QString::fromStdString(file.text) == m_document.text())
        return;
    showOffer(m_document.isModified()
                  ? tr("%1 was changed by another program, and you have changes of your own.").arg(path)
                  : tr("%1 was changed by another program.").arg(path),
              {{tr("Load it from disk"),
                [this, path] {
                    m_document.discard();
                    open(path);
                }},
               {tr("Keep what is here"), [] {}}});
}

void MainWindow::rememberFile(const QString &file)
{
    QSettings settings;
    QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
    const QString path = QFileInfo(file).absoluteFilePath();
    recent.removeAll(path);
    recent.prepend(path);
    settings.setValue(QStringLiteral("recent"), recent.mid(0, MaxRecent));
    showMine();
}

void MainWindow::showMine()
{
    QStringList scenarios = QSettings().value(QStringLiteral("recent")).toStringList();
    erase_if(scenarios, [](const QString &path) {
        return !path.endsWith(QStringLiteral(".yaml")) && !path.endsWith(QStringLiteral(".yml"));
    });
    m_library->setMine(scenarios);
}

void MainWindow::fillRecent(QMenu *menu)
{
    menu->clear();
    for (const QString &path : QSettings().value(QStringLiteral("recent")).toStringList()) {
        QAction *action = menu->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        action->setEnabled(QFileInfo::exists(path));
        connect(action, &QAction::triggered, this, [this, path] { open(path); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("None yet"))->setEnabled(false);
}

} // namespace ScopeLab
