#include "ui/window/exports.h"

#include "core/session/savefile.h"
#include "core/text/oneline.h"
#include "ui/models/descriptions.h"
#include "ui/paint/plaintexts.h"
#include "ui/stage/stageview.h"
#include "ui/window/banner.h"
#include "ui/window/film.h"
#include "ui/window/opening.h"
#include "ui/window/recentfiles.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QPrintPreviewDialog>
#include <QPrinter>
#include <QProgressDialog>
#include <QStatusBar>

namespace ScopeLab {

Exports::Exports(const Parts &parts, QWidget *window)
    : QMenu(tr("&Export"), window)
    , m_playback(parts.playback)
    , m_stage(parts.stage)
    , m_opening(parts.opening)
    , m_recent(parts.recent)
    , m_banner(parts.banner)
    , m_status(parts.status)
    , m_window(window)
{
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &Exports::fill);
    fill();
}

void Exports::fill()
{
    clear();
    for (const ExportFormat &format : exportFormats()) {
        if (format.kind == ExportKind::TimelineSvg || format.kind == ExportKind::ErrorsSvg
            || format.kind == ExportKind::Perfetto || format.kind == ExportKind::Program)
            addSeparator();
        QAction *action = addAction(format.name + QStringLiteral("…"));
        const QString why = whyNoExport(format.kind, m_playback);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why);
        connect(action, &QAction::triggered, this, [this, format] {
            m_playback.pause();
            const QString name = inFileName(m_playback.title()) + format.suffix;
            const QString path
                = QFileDialog::getSaveFileName(m_window, format.name, name, QStringLiteral("*%1").arg(format.suffix));
            if (!path.isEmpty())
                write(format.kind, path);
        });
    }
    QAction *frames = addAction(tr("Frames for a film…"));
    const QString why = m_playback.isLive() ? tr("Let the run come to its end first.")
                                            : whyNoExport(ExportKind::StagePng, m_playback);
    frames->setEnabled(why.isEmpty());
    frames->setToolTip(why);
    connect(frames, &QAction::triggered, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(m_window, tr("Folder for the frames"));
        if (!folder.isEmpty())
            writeFrames(folder);
    });
}

/// @returns false if it could not be written.
bool Exports::put(const QString &path, const std::function<bool(QIODevice &)> &write)
{
    const QString problem = ScopeLab::save(path, write, SaveFile::Into::RegularFile);
    if (!problem.isEmpty())
        m_banner.showProblem(tr("Cannot write '%1': %2").arg(path, problem));
    return problem.isEmpty();
}

bool Exports::write(ExportKind kind, const QString &path)
{
    const QString why = whyNoExport(kind, m_playback);
    if (!why.isEmpty()) {
        m_banner.showProblem(why);
        return false;
    }
    const QByteArray content = exported(kind, m_playback, m_stage);
    if (!put(path, [&](QIODevice &device) { return device.write(content) == content.size(); }))
        return false;
    m_status.showMessage(tr("Written to %1").arg(oneLine(path)), 4000);
    return true;
}

void Exports::writeFrames(const QString &folder)
{
    m_playback.pause();
    Film film(m_playback, m_playback.speed());
    QProgressDialog progress(tr("Writing frames…"), tr("Cancel"), 0, film.count(), m_window);
    progress.setWindowModality(Qt::WindowModal);
    progress.setMinimumDuration(500);
    for (int i = 0; i < film.count(); ++i) {
        progress.setValue(i);
        if (progress.wasCanceled())
            return;
        const QString path = QDir(folder).filePath(QStringLiteral("frame-%1.png").arg(i + 1, 4, 10, QLatin1Char('0')));
        if (!put(path, [&film, i](QIODevice &device) { return film.frame(i).save(&device, "PNG"); }))
            return;
    }
    progress.setValue(film.count());
    m_status.showMessage(tr("%Ln frame(s) for %1 a second written to %2", nullptr, film.count())
                             .arg(Film::FramesPerSecond)
                             .arg(oneLine(folder)),
                         8000);
}

/// What the recording of the open run is to say of itself.
TraceHeader Exports::recordingHeader() const
{
    TraceHeader header = m_opening.recordingHeader(); // of a recording: what it says of itself stays
    if (const auto &scenario = m_playback.scenario()) {
        header = {};
        header.title = QString::fromStdString(scenario->title);
        header.backend = QString::fromStdString(scenario->backend);
        header.executor = m_playback.request().executor == ExecutorKind::Virtual ? QStringLiteral("virtual")
                                                                                 : QStringLiteral("pool");
        header.seed = m_playback.request().seed;
        header.scenario = m_playback.sourceText();
    }
    header.cursor = m_playback.cursor();
    header.time = m_playback.time();
    header.selectedTask = m_playback.selection().task();
    header.selectedScope = m_playback.selection().scope();
    return header;
}

void Exports::saveRecording()
{
    if (!m_playback.hasRun())
        return;
    m_playback.pause();
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Save the recording"),
                                                      QStringLiteral("recording.trace"), tr("Recordings (*.trace)"));
    if (path.isEmpty())
        return;
    if (put(path, [this](QIODevice &device) { return writeTrace(device, recordingHeader(), m_playback.trace()); }))
        m_recent.add(path);
}

void Exports::saveActs()
{
    m_playback.pause();
    QString problem;
    const QByteArray text = m_playback.textWithActs(&problem).toUtf8();
    if (text.isEmpty()) {
        m_banner.showProblem(problem);
        return;
    }
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Save acts as a scenario"),
                                                      inFileName(m_playback.title()) + QStringLiteral(".yaml"),
                                                      tr("Scenarios (*.yaml *.yml)"));
    if (path.isEmpty())
        return;
    if (put(path, [&text](QIODevice &device) { return device.write(text) == text.size(); }))
        m_opening.open(path);
}

void Exports::copyPicture()
{
    if (!whyNoExport(ExportKind::StagePng, m_playback).isEmpty())
        return;
    auto *mime = new QMimeData; // each program takes what it likes best
    mime->setImageData(QImage::fromData(exported(ExportKind::StagePng, m_playback, m_stage), "PNG"));
    mime->setData(QStringLiteral("image/svg+xml"), exported(ExportKind::StageSvg, m_playback, m_stage));
    mime->setText(treeText(m_playback, Selection(ScopeId(1))));
    QGuiApplication::clipboard()->setMimeData(mime);
}

void Exports::print()
{
    const QString why = whyNoExport(ExportKind::StagePdf, m_playback);
    if (!why.isEmpty()) {
        m_banner.showProblem(why);
        return;
    }
    m_playback.pause();
    QPrinter printer(QPrinter::HighResolution);
    printer.setDocName(m_playback.title());
    printer.setPageOrientation(QPageLayout::Landscape);
    QPrintPreviewDialog preview(&printer, m_window);
    connect(&preview, &QPrintPreviewDialog::paintRequested, this, [this](QPrinter *device) {
        QPainter painter(device);
        const QRect page = device->pageLayout().paintRectPixels(device->resolution());
        paintPage(painter, page.translated(-page.topLeft()), m_playback, m_stage);
    });
    preview.exec();
}

} // namespace ScopeLab
