#include "core/scenario/textplaces.h"

#include "core/text/unicode.h"

#include <algorithm>

namespace ScopeLab {

TextPlaces::TextPlaces(std::string_view text)
    : m_text(text)
    , m_lineStarts{0}
{
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        m_lineStarts.push_back(at + 1);
    std::size_t characters = 0;
    for (std::size_t at = 0; at <= text.size(); at += Block) {
        m_charactersBefore.push_back(static_cast<std::uint32_t>(characters));
        characters += countCharacters(text.substr(at, Block));
    }
}

std::size_t TextPlaces::charactersBefore(std::size_t position) const
{
    const std::size_t block = position / Block;
    return m_charactersBefore[block] + countCharacters(m_text.substr(block * Block, position % Block));
}

SourcePoint TextPlaces::pointOf(std::size_t position) const
{
    position = std::min(position, m_text.size());
    const auto line = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), position) - 1;
    return {static_cast<int>(line - m_lineStarts.begin()) + 1,
            static_cast<int>(charactersBefore(position) - charactersBefore(*line)) + 1};
}

std::string_view TextPlaces::line(int number) const
{
    const auto index = static_cast<std::size_t>(number - 1);
    if (number < 1 || index >= m_lineStarts.size())
        return {};
    const std::string_view rest = m_text.substr(m_lineStarts[index]);
    return index + 1 < m_lineStarts.size() ? rest.substr(0, m_lineStarts[index + 1] - m_lineStarts[index] - 1) : rest;
}

std::size_t TextPlaces::positionIn(std::string_view line, int column) const
{
    const auto start = static_cast<std::size_t>(line.data() - m_text.data());
    const std::size_t wanted = charactersBefore(start) + static_cast<std::size_t>(std::max(column, 1) - 1);
    // The last block that does not begin after it.
    const auto after = std::upper_bound(m_charactersBefore.begin(), m_charactersBefore.end(), wanted);
    const auto block = static_cast<std::size_t>(after - m_charactersBefore.begin() - 1);
    std::size_t at = std::max(block * Block, start);
    for (std::size_t left = wanted - charactersBefore(at); at < m_text.size(); ++at) {
        if (countCharacters(m_text.substr(at, 1)) && left-- == 0)
            break;
    }
    return std::min(at - start, line.size());
}

} // namespace ScopeLab
