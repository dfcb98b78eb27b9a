// Files of the window: opening, saving, exporting, and what was opened lately.

#include "ui/views/codepanel.h"
#include "ui/views/findingsview.h"
#include "ui/views/libraryview.h"
#include "ui/views/mainwindow.h"
#include "ui/views/stageview.h"

#include <QClipboard>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSaveFile>
#include <QSettings>
#include <QStatusBar>

namespace ScopeLab {

namespace {

constexpr int MaxRecent = 10;

bool isRecording(const QString &file)
{
    return file.endsWith(QStringLiteral(".trace")) || file.endsWith(QStringLiteral(".jsonl"));
}

} // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    open(event->mimeData()->urls().front().toLocalFile());
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
    if (m_mode == Mode::Twin)
        setMode(Mode::Explore);
    if (isRecording(file)) {
        openRecording(file);
        return;
    }
    const ScenarioFile scenario = readScenario(file);
    if (!scenario.error.isEmpty())
        showError(scenario.error);
    else
        openScenario(scenario);
    if (scenario.error.isEmpty() && QFileInfo(file).isFile())
        rememberFile(file);
    if (scenario.loaded.scenario) {
        m_file = file;
        m_findings->setHasFix(!m_library->model().twinOf(file).isEmpty());
    }
    m_library->setCurrent(file);
}

void MainWindow::openScenario(const ScenarioFile &file)
{
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
    m_code->showMistakes(QString::fromStdString(file.text), file.loaded.diagnostics);
    m_codeDock->show();
    m_codeDock->raise();
}

void MainWindow::openRecording(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        showError(tr("Cannot read '%1': %2").arg(path, file.errorString()));
        return;
    }
    LoadedTrace trace = readTrace(file);
    if (!trace.isUsable) {
        showError(tr("'%1' cannot be shown: %2").arg(path, trace.error));
        return;
    }
    m_banner->hide();
    if (!trace.error.isEmpty())
        showError(tr("'%1' is damaged in %2. What comes before is shown.").arg(path, trace.error));
    m_file.clear();
    m_findings->setHasFix(false);
    m_playback.openTrace(std::move(trace));
    rememberFile(path);
}

void MainWindow::saveRecording()
{
    if (!m_playback.hasRun())
        return;
    m_playback.pause();
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the recording"), QStringLiteral("recording.trace"),
                                                      tr("Recordings (*.trace)"));
    if (path.isEmpty())
        return;
    TraceHeader header;
    header.title = m_playback.title();
    header.backend = m_playback.scenario() ? QString::fromStdString(m_playback.scenario()->backend) : QString();
    header.executor
        = m_playback.request().executor == ExecutorKind::Virtual ? QStringLiteral("virtual") : QStringLiteral("pool");
    header.seed = m_playback.request().seed;
    header.scenario = m_playback.sourceText();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !writeTrace(file, header, m_playback.trace()) || !file.commit())
        showError(tr("Cannot write '%1': %2").arg(path, file.errorString()));
    else
        rememberFile(path);
}

/// A new scenario file in which the operator does what was done by hand.
void MainWindow::saveActs()
{
    m_playback.pause();
    QString problem;
    const QString text = m_playback.textWithActs(&problem);
    if (text.isEmpty()) {
        showError(problem);
        return;
    }
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save acts as a scenario"),
        m_playback.title().simplified().replace(u'/', u'-') + QStringLiteral(".yaml"), tr("Scenarios (*.yaml *.yml)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray content = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        showError(tr("Cannot write '%1': %2").arg(path, file.errorString()));
    else
        open(path);
}

void MainWindow::fillExports(QMenu *menu)
{
    menu->clear();
    menu->setToolTipsVisible(true);
    for (const ExportFormat &format : exportFormats()) {
        QAction *action = menu->addAction(format.name + QStringLiteral("…"));
        const QString why = whyNoExport(format.kind, m_playback);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why);
        connect(action, &QAction::triggered, this, [this, format] {
            m_playback.pause();
            const QString name = m_playback.title().simplified().replace(u'/', u'-') + format.suffix;
            const QString path
                = QFileDialog::getSaveFileName(this, format.name, name, QStringLiteral("*%1").arg(format.suffix));
            if (!path.isEmpty())
                exportTo(format.kind, path);
        });
    }
}

bool MainWindow::exportTo(ExportKind kind, const QString &path)
{
    const QString why = whyNoExport(kind, m_playback);
    if (!why.isEmpty()) {
        showError(why);
        return false;
    }
    QSaveFile file(path);
    const QByteArray content = exported(kind, m_playback, *m_stage);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
        showError(tr("Cannot write '%1': %2").arg(path, file.errorString()));
        return false;
    }
    statusBar()->showMessage(tr("Written to %1").arg(path), 4000);
    return true;
}

void MainWindow::copyPicture()
{
    if (whyNoExport(ExportKind::StagePng, m_playback).isEmpty())
        QGuiApplication::clipboard()->setImage(
            QImage::fromData(exported(ExportKind::StagePng, m_playback, *m_stage), "PNG"));
}

void MainWindow::rememberFile(const QString &file)
{
    QSettings settings;
    QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
    const QString path = QFileInfo(file).absoluteFilePath();
    recent.removeAll(path);
    recent.prepend(path);
    settings.setValue(QStringLiteral("recent"), recent.mid(0, MaxRecent));
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
