#pragma once

#include "core/trace/runstate.h"

#include <string>
#include <vector>

namespace ScopeLab {

/// Tasks of one group that are called alike but for a number, and how many of them did what, when.
class TimelineFamily
{
public:
    TimelineFamily(ScopeId group, std::string stem)
        : m_group(group)
        , m_stem(std::move(stem))
    {
    }

    ScopeId group() const { return m_group; }
    const std::string &stem() const { return m_stem; }
    int size() const { return m_size; }

    /// The phases of those there at @p time (ns).
    PhaseCounts at(std::int64_t time) const;

    void add(std::int64_t time);
    void change(TaskPhase from, TaskPhase to, std::int64_t time);

private:
    struct Moment
    {
        std::int64_t time = 0;
        PhaseCounts counts{};
    };
    Moment &momentAt(std::int64_t time);

    ScopeId m_group;
    std::string m_stem;
    int m_size = 0;
    std::vector<Moment> m_moments; // one for each instant at which something changed
};

/// A name without the number at its end: `worker 12`, `worker-12` and `worker[12]` are all `worker`.
std::string nameStem(const std::string &name);

} // namespace ScopeLab
