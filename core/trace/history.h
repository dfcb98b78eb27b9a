#pragma once

#include "core/trace/trace.h"

#include <algorithm>

namespace ScopeLab {

/// A fold of a growing trace at any of its moments, from keyframes.
///
/// A Fold is computed from the first events: its `event` says how many, and apply(trace)
/// takes one more into account. Copies share what they have in common and know what they cost, so
/// that keyframes come as close together as memory allows: a move of the playhead costs the same
/// everywhere, however long the recording is.
template <typename Fold>
class History
{
public:
    /// @p trace must outlive this.
    explicit History(const Trace &trace)
        : m_trace(trace)
    {
    }

    /// The fold after @p event events, or after all if there are fewer. The reference is valid until the next call.
    const Fold &at(EventId event)
    {
        event = std::min(event, m_trace.size());
        if (event < m_current.event || event - m_current.event > LeastDistance)
            jumpTowards(event);
        while (m_current.event < event) {
            m_current.apply(m_trace);
            const EventId last = m_keyframes.empty() ? 0 : m_keyframes.back().event;
            if (m_current.event < last + LeastDistance)
                continue;
            if (m_current.bytesOfACopy() <= BytesPerEvent * std::size_t{m_current.event - last}) {
                m_current.forgetCopied();
                m_keyframes.push_back(m_current);
            }
        }
        return m_current;
    }

private:
    static constexpr EventId LeastDistance = 1024;
    static constexpr std::size_t BytesPerEvent = 16; // of keyframes; the event itself takes 56

    void jumpTowards(EventId event)
    {
        const auto later = std::upper_bound(m_keyframes.begin(), m_keyframes.end(), event,
                                            [](EventId id, const Fold &fold) { return id < fold.event; });
        const Fold *nearest = later == m_keyframes.begin() ? nullptr : &*std::prev(later);
        if (event < m_current.event || (nearest && nearest->event > m_current.event))
            m_current = nearest ? *nearest : Fold();
    }

    const Trace &m_trace;
    std::vector<Fold> m_keyframes;
    Fold m_current;
};

} // namespace ScopeLab
