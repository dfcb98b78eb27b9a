#pragma once

#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read it
#include <compare>
#endif
#include <cstddef>
#include <cstdint>
#include <functional>

namespace ScopeLab {

/// A number that names one thing of a run. Each kind of thing has a type of its own, so a task cannot
/// be taken for a scope. They count from 1 in each run; 0, the default, means none.
template <typename Tag>
class Id
{
public:
    constexpr Id() = default;
    explicit constexpr Id(std::uint32_t number)
        : m_number(number)
    {
    }

    constexpr std::uint32_t number() const { return m_number; }
    explicit constexpr operator bool() const { return m_number != 0; }
    constexpr Id &operator++()
    {
        ++m_number;
        return *this;
    }
    friend constexpr auto operator<=>(Id, Id) = default;

private:
    std::uint32_t m_number = 0;
};

using TaskId = Id<struct TaskIdTag>;
using ScopeId = Id<struct ScopeIdTag>;
using ResourceId = Id<struct ResourceIdTag>;   ///< An event, a lock, a channel, a token …
using OperationId = Id<struct OperationIdTag>; ///< Of the program; see OperationChanged.

// What an event refers to by a number that its observer gave it.
using ErrorId = Id<struct ErrorIdTag>; ///< An error as it was at that moment.
using TextId = Id<struct TextIdTag>;
using NameId = Id<struct NameIdTag>; ///< A Label.
using PlaceId = Id<struct PlaceIdTag>;

/// Position of an event in its recording, counted from 1; 0 means none. Also how many events there
/// are up to it, so it is a plain number.
using EventId = std::uint32_t;

} // namespace ScopeLab

namespace std {

template <typename Tag>
struct hash<ScopeLab::Id<Tag>>
{
    size_t operator()(ScopeLab::Id<Tag> id) const noexcept { return hash<uint32_t>()(id.number()); }
};

} // namespace std
