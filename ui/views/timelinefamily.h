#pragma once

#include "core/trace/runstate.h"

#include <string>
#include <vector>

namespace ScopeLab {

/// Tasks of one group that are called alike but for a number, and how many of them did what, when. That is recorded
/// from Large of them on: a small family is never shown as one.
class TimelineFamily
{
public:
    static constexpr int Large = 40;

    /// From one phase to another; of a task that has just come both are Created.
    struct Change
    {
        TimePoint time{};
        TaskPhase from = TaskPhase::Created;
        TaskPhase to = TaskPhase::Created;
        bool isNew = false;
    };

    TimelineFamily(ScopeId group, std::string stem)
        : m_group(group)
        , m_stem(std::move(stem))
    {
    }

    ScopeId group() const { return m_group; }
    const std::string &stem() const { return m_stem; }
    int size() const { return m_size; }

    /// The phases of those there at @p time.
    PhaseCounts at(TimePoint time) const;

    /// One task more. @returns true if it is large now: then record() wants to know what was before.
    bool grow() { return ++m_size == Large; }
    bool isLarge() const { return m_size >= Large; }

    /// Changes come in the order of their times.
    void record(const Change &change);

private:
    struct Instant
    {
        TimePoint time{};
        PhaseCounts counts{};
    };
    Instant &instantAt(TimePoint time);

    ScopeId m_group;
    std::string m_stem;
    int m_size = 0;
    std::vector<Instant> m_instants; // one for each instant at which something changed
};

/// A name without the number at its end: `worker 12`, `worker-12` and `worker[12]` are all `worker`.
std::string nameStem(const std::string &name);

} // namespace ScopeLab
