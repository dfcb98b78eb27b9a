#pragma once

#include "ui/paint/glyphs.h"
#include "ui/playback/playback.h"

#include <optional>

namespace ScopeLab {

/// What the outline says of a task or a scope.
struct OutlineRow
{
    QString name;
    QString word;        ///< Its state in one word or two: there is little room.
    QString description; ///< Name and state in a sentence.
    TimePoint ended = Never;
    Glyph glyph = Glyph::Scope;
};

/// At the playhead; nothing if @p what is not there yet.
std::optional<OutlineRow> outlineRow(const Playback &playback, const Selection &what);

} // namespace ScopeLab
