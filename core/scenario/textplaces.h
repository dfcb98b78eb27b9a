#pragma once

#include "core/scenario/diagnostic.h"

#include <cstdint>

namespace ScopeLab {

/// Maps positions in a text to lines and columns and back, in about the same time wherever they are. Columns count
/// characters, not bytes.
class TextPlaces
{
public:
    /// @param text must outlive this.
    explicit TextPlaces(std::string_view text);

    /// The place of the byte at @p position, from 0; beyond the end, that of the end.
    SourcePoint pointOf(std::size_t position) const;

    /// A line without its line break; empty if there is no such line.
    std::string_view line(int number) const;

    /// The byte at @p column of @p line, from 0 in that line; the length of the line if the column is beyond its end.
    std::size_t positionIn(std::string_view line, int column) const;

private:
    static constexpr std::size_t Block = 256; // bytes

    std::size_t charactersBefore(std::size_t position) const;

    const std::string_view m_text;
    std::vector<std::size_t> m_lineStarts;
    std::vector<std::uint32_t> m_charactersBefore; // each block
};

} // namespace ScopeLab
