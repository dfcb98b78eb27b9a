#include "ui/views/pictures.h"

#include "core/scenario/export/exportedcode.h"
#include "core/session/report.h"
#include "core/trace/perfetto.h"
#include "core/trace/timelinesvg.h"
#include "ui/views/stageview.h"
#include "ui/views/theme.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>

namespace ScopeLab {

namespace {

constexpr double PictureScale = 2;

QByteArray stagePng(StageView &stage)
{
    QImage image(stage.pictureSize() * PictureScale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(PictureScale);
    {
        QPainter painter(&image);
        stage.paintPicture(painter);
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray stagePdf(StageView &stage, const QString &title)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setResolution(96);
        writer.setPageMargins({});
        writer.setPageSize(QPageSize(QSizeF(stage.pictureSize()) * 0.75, QPageSize::Point)); // a point is 4/3 pixels
        QPainter painter(&writer);
        stage.paintPicture(painter);
    }
    return buffer.data();
}

} // namespace

std::vector<ExportFormat> exportFormats()
{
    return {{ExportKind::StagePng, StageView::tr("Stage as a picture (PNG)"), QStringLiteral(".png")},
            {ExportKind::StagePdf, StageView::tr("Stage for printing (PDF)"), QStringLiteral(".pdf")},
            {ExportKind::TimelineSvg, StageView::tr("Timeline for a slide (SVG)"), QStringLiteral(".svg")},
            {ExportKind::Perfetto, StageView::tr("Recording for Perfetto's viewer"), QStringLiteral(".json")},
            {ExportKind::Report, StageView::tr("Scopes, log and errors as text"), QStringLiteral(".txt")},
            {ExportKind::Python, StageView::tr("Program for Trio (Python)"), QStringLiteral(".py")},
            {ExportKind::Cpp, StageView::tr("Program on ScopeLab's library (C++)"), QStringLiteral(".cpp")},
            {ExportKind::Rust, StageView::tr("Program for Tokio (Rust)"), QStringLiteral(".rs")}};
}

QString whyNoExport(ExportKind kind, const Playback &playback)
{
    if (!playback.hasRun())
        return StageView::tr("Open a scenario first.");
    const bool needsScenario = kind == ExportKind::Python || kind == ExportKind::Cpp || kind == ExportKind::Rust
                               || kind == ExportKind::Report;
    if (needsScenario && !playback.scenario())
        return StageView::tr("A recording alone cannot be written like this. Open its scenario.");
    const bool needsEvents = kind == ExportKind::Perfetto || kind == ExportKind::TimelineSvg
                             || kind == ExportKind::StagePng || kind == ExportKind::StagePdf;
    if (needsEvents && playback.trace().size() == 0)
        return StageView::tr("Nothing has run yet. Press Space.");
    return {};
}

QByteArray exported(ExportKind kind, const Playback &playback, StageView &stage)
{
    const ColoursOf light(Theme::light());
    switch (kind) {
    case ExportKind::StagePng: return stagePng(stage);
    case ExportKind::StagePdf: return stagePdf(stage, playback.title());
    case ExportKind::TimelineSvg: return toTimelineSvg(playback.trace(), playback.title()).toUtf8();
    case ExportKind::Perfetto: return toPerfetto(playback.trace(), playback.title());
    case ExportKind::Report:
        return QByteArray::fromStdString(Report(*playback.scenario(), playback.request(), playback.trace()).text());
    case ExportKind::Python: return QByteArray::fromStdString(exportToPython(*playback.scenario()).text());
    case ExportKind::Cpp: return QByteArray::fromStdString(exportToCpp(*playback.scenario()).text());
    case ExportKind::Rust: return QByteArray::fromStdString(exportToRust(*playback.scenario()).text());
    }
    return {};
}

} // namespace ScopeLab
