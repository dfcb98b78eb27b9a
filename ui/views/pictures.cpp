#include "ui/views/pictures.h"

#include "core/scenario/export/exportedcode.h"
#include "core/session/report.h"
#include "core/trace/perfetto.h"
#include "core/trace/timelinesvg.h"
#include "ui/views/errorsview.h"
#include "ui/views/markdownreport.h"
#include "ui/views/stageview.h"
#include "ui/views/texts.h"
#include "ui/views/theme.h"
#include "ui/views/timelineview.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <functional>
#include <memory>

namespace ScopeLab {

namespace {

constexpr double PictureScale = 2;
constexpr int TimelineWidth = 1200;
constexpr QSize ErrorsSize(1100, 620);

/// What a picture shows, and how large it is at 100 %.
struct Picture
{
    QSize size;
    std::function<void(QPainter &)> paint;
};

/// A view of its own, so that neither size nor zoom of the window's show up in the picture.
template <typename View>
Picture pictureOf(const std::shared_ptr<View> &view, const QSize &size)
{
    view->setAttribute(Qt::WA_DontShowOnScreen);
    view->resize(size);
    view->show(); // lays it out
    return {size, [view](QPainter &painter) { view->render(&painter); }};
}

Picture pictureFor(ExportKind kind, Playback &playback, StageView &stage)
{
    switch (kind) {
    case ExportKind::TimelinePng:
    case ExportKind::TimelinePdf: {
        auto view = std::make_shared<TimelineView>(playback);
        return pictureOf(view, {TimelineWidth, view->contentHeight()});
    }
    case ExportKind::ErrorsSvg:
    case ExportKind::ErrorsPng:
    case ExportKind::ErrorsPdf: return pictureOf(std::make_shared<ErrorsView>(playback), ErrorsSize);
    default:
        return {stage.pictureSize(),
                [&stage](QPainter &painter) { stage.paintPicture(painter, Theme::current().stage); }};
    }
}

QByteArray png(const Picture &picture, double scale = PictureScale, const QColor &ground = Theme::current().panel)
{
    QImage image(picture.size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(ground);
    {
        QPainter painter(&image);
        picture.paint(painter);
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray pdf(const Picture &picture, const QString &title)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setResolution(96);
        writer.setPageMargins({});
        writer.setPageSize(QPageSize(QSizeF(picture.size) * 0.75, QPageSize::Point)); // a point is 4/3 pixels
        QPainter painter(&writer);
        picture.paint(painter);
    }
    return buffer.data();
}

QByteArray svg(const Picture &picture, const QString &title, const QString &description)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(picture.size);
    generator.setViewBox(QRect({}, picture.size));
    generator.setTitle(title);
    generator.setDescription(description);
    {
        QPainter painter(&generator);
        picture.paint(painter);
    }
    return buffer.data();
}

} // namespace

std::vector<ExportFormat> exportFormats()
{
    return {{ExportKind::StageSvg, StageView::tr("Stage as SVG"), QStringLiteral(".svg")},
            {ExportKind::StagePng, StageView::tr("Stage as PNG"), QStringLiteral(".png")},
            {ExportKind::StagePngSmall, StageView::tr("Stage as PNG, half the size"), QStringLiteral(".png")},
            {ExportKind::StagePngClear, StageView::tr("Stage as PNG, transparent"), QStringLiteral(".png")},
            {ExportKind::StagePdf, StageView::tr("Stage as PDF"), QStringLiteral(".pdf")},
            {ExportKind::TimelineSvg, StageView::tr("Timeline as SVG"), QStringLiteral(".svg")},
            {ExportKind::TimelinePng, StageView::tr("Timeline as PNG"), QStringLiteral(".png")},
            {ExportKind::TimelinePdf, StageView::tr("Timeline as PDF"), QStringLiteral(".pdf")},
            {ExportKind::ErrorsSvg, StageView::tr("Split errors as SVG"), QStringLiteral(".svg")},
            {ExportKind::ErrorsPng, StageView::tr("Split errors as PNG"), QStringLiteral(".png")},
            {ExportKind::ErrorsPdf, StageView::tr("Split errors as PDF"), QStringLiteral(".pdf")},
            {ExportKind::Perfetto, StageView::tr("Recording for Perfetto's viewer"), QStringLiteral(".json")},
            {ExportKind::Report, StageView::tr("Scopes, log and errors as text"), QStringLiteral(".txt")},
            {ExportKind::Markdown, StageView::tr("Report in Markdown"), QStringLiteral(".md")},
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
    const bool needsEvents = kind <= ExportKind::Perfetto; // all that shows a run
    if (needsEvents && playback.trace().size() == 0)
        return StageView::tr("Nothing has run yet. Press Space.");
    return {};
}

QByteArray exported(ExportKind kind, Playback &playback, StageView &stage)
{
    const ColoursOf light(Theme::light());
    const QString moment = StageView::tr("At %1").arg(timeText(playback.time()));
    switch (kind) {
    case ExportKind::StageSvg:
    case ExportKind::ErrorsSvg: return svg(pictureFor(kind, playback, stage), playback.title(), moment);
    case ExportKind::StagePngSmall: return png(pictureFor(kind, playback, stage), 1);
    case ExportKind::StagePngClear: {
        const Picture clear{stage.pictureSize(),
                            [&stage](QPainter &painter) { stage.paintPicture(painter, Qt::transparent); }};
        return png(clear, PictureScale, Qt::transparent);
    }
    case ExportKind::StagePng:
    case ExportKind::TimelinePng:
    case ExportKind::ErrorsPng: return png(pictureFor(kind, playback, stage));
    case ExportKind::StagePdf:
    case ExportKind::TimelinePdf:
    case ExportKind::ErrorsPdf: return pdf(pictureFor(kind, playback, stage), playback.title());
    case ExportKind::TimelineSvg: return toTimelineSvg(playback.trace(), playback.title()).toUtf8();
    case ExportKind::Perfetto: return toPerfetto(playback.trace(), playback.title());
    case ExportKind::Report:
        return QByteArray::fromStdString(Report(*playback.scenario(), playback.request(), playback.trace()).text());
    case ExportKind::Markdown: return markdownReport(playback).toUtf8();
    case ExportKind::Python: return QByteArray::fromStdString(exportToPython(*playback.scenario()).text());
    case ExportKind::Cpp: return QByteArray::fromStdString(exportToCpp(*playback.scenario()).text());
    case ExportKind::Rust: return QByteArray::fromStdString(exportToRust(*playback.scenario()).text());
    }
    return {};
}

void paintPage(QPainter &painter, const QRectF &page, Playback &playback, StageView &stage)
{
    const ColoursOf light(Theme::light());
    const Picture above = pictureFor(ExportKind::StagePdf, playback, stage);
    const Picture below = pictureFor(ExportKind::TimelinePdf, playback, stage);
    constexpr double TitleHeight = 40;
    constexpr double Space = 16;
    // All in pixels at 100 %, scaled as one so that the wider and the whole height fit.
    const double width = std::max(above.size.width(), below.size.width());
    const double height = TitleHeight + above.size.height() + Space + below.size.height();
    painter.save();
    painter.translate(page.topLeft());
    const double scale = std::min(page.width() / width, page.height() / height);
    painter.scale(scale, scale);
    drawText(painter, {0, 0, width, 28}, Qt::AlignLeft, textFont(16, QFont::DemiBold), Theme::current().text,
             StageView::tr("%1, at %2").arg(playback.title(), timeText(playback.time())));
    painter.translate(0, TitleHeight);
    painter.save();
    above.paint(painter);
    painter.restore();
    // A widget paints to where the device's pixels are; a picture of it goes anywhere.
    const QImage timeline = QImage::fromData(png(below), "PNG");
    painter.drawImage(QRectF(QPointF(0, above.size.height() + Space), QSizeF(below.size)), timeline);
    painter.restore();
}

} // namespace ScopeLab
