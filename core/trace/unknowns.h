#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ScopeLab {

/// What a recording says that this release does not understand, kept so that saving does not lose it.
/// All of it is JSON, in which ids are the numbers of the Trace.
class Unknowns
{
public:
    /// What the unknown belongs to.
    enum class Of : std::uint8_t {
        Event, ///< Fields of an event.
        Place,
        Name,
        Error,
        File,
        Line ///< A whole line that stands after that many events.
    };

    /// Numbers of one kind must not decrease.
    void keep(Of of, std::uint32_t number, std::string json) { all(of).push_back({number, std::move(json)}); }

    /// The fields of @p number, as one object; null if there are none.
    const std::string *find(Of of, std::uint32_t number) const;

    struct Kept
    {
        std::uint32_t number = 0;
        std::string json;
        bool operator==(const Kept &) const = default;
    };
    const std::vector<Kept> &lines() const { return m_all[static_cast<std::size_t>(Of::Line)]; }

    bool operator==(const Unknowns &) const = default;

private:
    std::vector<Kept> &all(Of of) { return m_all[static_cast<std::size_t>(of)]; }

    std::array<std::vector<Kept>, 6> m_all;
};

} // namespace ScopeLab
