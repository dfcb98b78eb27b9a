#include "ui/window/pictures.h"

#include "core/export/languages.h"
#include "core/session/report.h"
#include "core/trace/perfetto.h"
#include "core/trace/timelinesvg.h"
#include "ui/errors/errorsview.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/markdownreport.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <functional>
#include <memory>

namespace ScopeLab {

namespace {

struct Pictures
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Pictures)
};

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
    std::vector<ExportFormat> formats{
        {ExportKind::StageSvg, Pictures::tr("Stage as SVG"), QStringLiteral(".svg")},
        {ExportKind::StagePng, Pictures::tr("Stage as PNG"), QStringLiteral(".png")},
        {ExportKind::StagePngSmall, Pictures::tr("Stage as PNG, half the size"), QStringLiteral(".png")},
        {ExportKind::StagePngClear, Pictures::tr("Stage as PNG, transparent"), QStringLiteral(".png")},
        {ExportKind::StagePdf, Pictures::tr("Stage as PDF"), QStringLiteral(".pdf")},
        {ExportKind::TimelineSvg, Pictures::tr("Timeline as SVG"), QStringLiteral(".svg")},
        {ExportKind::TimelinePng, Pictures::tr("Timeline as PNG"), QStringLiteral(".png")},
        {ExportKind::TimelinePdf, Pictures::tr("Timeline as PDF"), QStringLiteral(".pdf")},
        {ExportKind::ErrorsSvg, Pictures::tr("Split errors as SVG"), QStringLiteral(".svg")},
        {ExportKind::ErrorsPng, Pictures::tr("Split errors as PNG"), QStringLiteral(".png")},
        {ExportKind::ErrorsPdf, Pictures::tr("Split errors as PDF"), QStringLiteral(".pdf")},
        {ExportKind::Perfetto, Pictures::tr("Recording for Perfetto's viewer"), QStringLiteral(".json")},
        {ExportKind::Report, Pictures::tr("Scopes, log and errors as text"), QStringLiteral(".txt")},
        {ExportKind::Markdown, Pictures::tr("Report in Markdown"), QStringLiteral(".md")}};
    for (const Language &language : languages())
        formats.push_back({programIn(language.id),
                           Pictures::tr("Program for %1 (%2)")
                               .arg(QString::fromUtf8(language.platform), QString::fromUtf8(language.name)),
                           QString::fromUtf8(language.suffix)});
    return formats;
}

ExportKind programIn(std::string_view id)
{
    const auto at = languageWithId(id) - languages().data();
    return static_cast<ExportKind>(static_cast<std::ptrdiff_t>(ExportKind::Program) + at);
}

QString whyNoExport(ExportKind kind, const Playback &playback)
{
    if (!playback.hasRun())
        return Pictures::tr("Open a scenario first.");
    const bool needsScenario = kind >= ExportKind::Program || kind == ExportKind::Report;
    if (needsScenario && !playback.scenario())
        return Pictures::tr("A recording alone cannot be written like this. Open its scenario.");
    const bool needsEvents = kind <= ExportKind::Perfetto; // all that shows a run
    if (needsEvents && playback.trace().size() == 0)
        return Pictures::tr("Nothing has run yet. Press Space.");
    return {};
}

QByteArray exported(ExportKind kind, Playback &playback, StageView &stage)
{
    const ColoursOf light(Theme::light());
    const QString moment = Pictures::tr("At %1").arg(timeText(playback.time()));
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
    case ExportKind::Program: break;
    }
    const auto number = static_cast<std::size_t>(kind) - static_cast<std::size_t>(ExportKind::Program);
    return QByteArray::fromStdString(languages()[number].write(*playback.scenario()).text());
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
             Pictures::tr("%1, at %2").arg(playback.title(), timeText(playback.time())));
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
