#pragma once

#include "ui/playback/playback.h"

class QPainter;

namespace ScopeLab {

class StageView;

/// What a run can be written as, for others to read.
enum class ExportKind {
    StageSvg,
    StagePng,
    StagePngSmall,
    StagePngClear,
    StagePdf,
    TimelineSvg,
    TimelinePng,
    TimelinePdf,
    ErrorsSvg,
    ErrorsPng,
    ErrorsPdf,
    Perfetto,
    Report,
    Markdown,
    Program ///< In the first of languages(); those that follow it are in the others.
};

/// One of them in words, with how its file ends.
struct ExportFormat
{
    ExportKind kind;
    QString name;
    QString suffix; ///< With the dot.
};

std::vector<ExportFormat> exportFormats();

/// The program in one of languages().
ExportKind programIn(std::string_view id);

/// Why it cannot be done now; empty if it can.
QString whyNoExport(ExportKind kind, const Playback &playback);

/// The file's content. Pictures show the moment at the playhead, in light colours.
QByteArray exported(ExportKind kind, Playback &playback, StageView &stage);

/// Stage and timeline at the playhead on one page, below the run's title; in light colours.
void paintPage(QPainter &painter, const QRectF &page, Playback &playback, StageView &stage);

} // namespace ScopeLab
