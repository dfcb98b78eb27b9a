// What the window gives out: recordings, acts as a scenario, pictures, programs, paper.

#include "core/session/savefile.h"
#include "ui/views/film.h"
#include "ui/views/mainwindow.h"
#include "ui/views/stageview.h"
#include "ui/views/texts.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPrintPreviewDialog>
#include <QPrinter>
#include <QProgressDialog>
#include <QSaveFile>
#include <QStatusBar>

namespace ScopeLab {

void MainWindow::saveRecording()
{
    if (!m_playback.hasRun())
        return;
    m_playback.pause();
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the recording"), QStringLiteral("recording.trace"),
                                                      tr("Recordings (*.trace)"));
    if (path.isEmpty())
        return;
    TraceHeader header = m_recordingHeader; // of a recording: what it says of itself stays
    if (const auto &scenario = m_playback.scenario()) {
        header = {};
        header.title = m_playback.title();
        header.backend = QString::fromStdString(scenario->backend);
        header.executor = m_playback.request().executor == ExecutorKind::Virtual ? QStringLiteral("virtual")
                                                                                 : QStringLiteral("pool");
        header.seed = m_playback.request().seed;
        header.scenario = m_playback.sourceText();
    }
    header.cursor = m_playback.cursor();
    header.time = m_playback.time();
    const Selection &selection = m_playback.selection();
    header.selectedTask = selection.task();
    header.selectedScope = selection.scope();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !writeTrace(file, header, m_playback.trace()) || !commitWhole(file))
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
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !commitWhole(file))
        showError(tr("Cannot write '%1': %2").arg(path, file.errorString()));
    else
        open(path);
}

void MainWindow::fillExports(QMenu *menu)
{
    menu->clear();
    menu->setToolTipsVisible(true);
    for (const ExportFormat &format : exportFormats()) {
        if (format.kind == ExportKind::TimelineSvg || format.kind == ExportKind::ErrorsSvg
            || format.kind == ExportKind::Perfetto || format.kind == ExportKind::Python)
            menu->addSeparator();
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
    QAction *frames = menu->addAction(tr("Frames for a film…"));
    const QString why = m_playback.isLive() ? tr("Let the run come to its end first.")
                                            : whyNoExport(ExportKind::StagePng, m_playback);
    frames->setEnabled(why.isEmpty());
    frames->setToolTip(why);
    connect(frames, &QAction::triggered, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the frames"));
        if (!folder.isEmpty())
            exportFrames(folder);
    });
}

/// Numbered pictures, for a program that makes a film of them.
void MainWindow::exportFrames(const QString &folder)
{
    m_playback.pause();
    Film film(m_playback, m_playback.speed());
    QProgressDialog progress(tr("Writing frames…"), tr("Cancel"), 0, film.count(), this);
    progress.setWindowModality(Qt::WindowModal);
    progress.setMinimumDuration(500);
    for (int i = 0; i < film.count(); ++i) {
        progress.setValue(i);
        if (progress.wasCanceled())
            return;
        const QString path = QDir(folder).filePath(QStringLiteral("frame-%1.png").arg(i + 1, 4, 10, QLatin1Char('0')));
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || !film.frame(i).save(&file, "PNG") || !commitWhole(file)) {
            showError(tr("Cannot write '%1': %2").arg(path, file.errorString()));
            return;
        }
    }
    progress.setValue(film.count());
    statusBar()->showMessage(
        tr("%Ln frame(s) for %1 a second written to %2", nullptr, film.count()).arg(Film::FramesPerSecond).arg(folder),
        8000);
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
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !commitWhole(file)) {
        showError(tr("Cannot write '%1': %2").arg(path, file.errorString()));
        return false;
    }
    statusBar()->showMessage(tr("Written to %1").arg(path), 4000);
    return true;
}

void MainWindow::copyPicture()
{
    if (!whyNoExport(ExportKind::StagePng, m_playback).isEmpty())
        return;
    auto *mime = new QMimeData; // each program takes what it likes best
    mime->setImageData(QImage::fromData(exported(ExportKind::StagePng, m_playback, *m_stage), "PNG"));
    mime->setData(QStringLiteral("image/svg+xml"), exported(ExportKind::StageSvg, m_playback, *m_stage));
    mime->setText(treeText(m_playback, Selection(ScopeId(1))));
    QGuiApplication::clipboard()->setMimeData(mime);
}

void MainWindow::print()
{
    const QString why = whyNoExport(ExportKind::StagePdf, m_playback);
    if (!why.isEmpty()) {
        showError(why);
        return;
    }
    m_playback.pause();
    QPrinter printer(QPrinter::HighResolution);
    printer.setDocName(m_playback.title());
    printer.setPageOrientation(QPageLayout::Landscape);
    QPrintPreviewDialog preview(&printer, this);
    connect(&preview, &QPrintPreviewDialog::paintRequested, this, [this](QPrinter *device) {
        QPainter painter(device);
        paintPage(painter,
                  device->pageLayout()
                      .paintRectPixels(device->resolution())
                      .translated(-device->pageLayout().paintRectPixels(device->resolution()).topLeft()),
                  m_playback, *m_stage);
    });
    preview.exec();
}

} // namespace ScopeLab
