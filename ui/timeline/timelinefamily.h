#pragma once

#include "core/trace/runstate.h"

#include <string>
#include <vector>

namespace ScopeLab {

/// Tasks of one group whose names differ only by a number, and how many of them did what, when. Recorded only
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

    /// The phases of those there at @p time. Takes logarithmic time.
    PhaseCounts at(TimePoint time) const;

    /// One more task. @returns true if the family has just become large: then record() needs what was before.
    bool grow() { return ++m_size == Large; }
    bool isLarge() const { return m_size >= Large; }

    /// Changes come in the order of their times.
    void record(const Change &change);

private:
    static constexpr std::size_t Apart = 64; // how many changes lie between two sums

    static void add(PhaseCounts &counts, const Change &change);

    ScopeId m_group;
    std::string m_stem;
    int m_size = 0;
    std::vector<Change> m_changes;
    std::vector<PhaseCounts> m_sums; // before every Apart-th change
    PhaseCounts m_now{};
};

/// A name without the number at its end: `worker 12`, `worker-12` and `worker[12]` are all `worker`.
std::string nameStem(const std::string &name);

} // namespace ScopeLab
