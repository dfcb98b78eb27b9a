#include "core/trace/trace.h"

#include <algorithm>
#include <iterator>

namespace ScopeLab {

namespace {

template <typename T>
void moveInto(std::vector<T> &target, std::vector<T> &source)
{
    target.insert(target.end(), std::make_move_iterator(source.begin()), std::make_move_iterator(source.end()));
    source.clear();
}

} // namespace

const std::string &Trace::text(std::uint32_t index) const
{
    static const std::string none;
    return index ? m_texts[index - 1] : none;
}

const Label &Trace::label(std::uint32_t index) const
{
    static const Label none;
    return index ? m_labels[index - 1] : none;
}

EventId Trace::add(const TraceEvent &event)
{
    m_events.push_back(event);
    return size();
}

std::uint32_t Trace::addText(std::string text)
{
    m_texts.push_back(std::move(text));
    return static_cast<std::uint32_t>(m_texts.size());
}

std::uint32_t Trace::addLabel(Label label)
{
    m_labels.push_back(std::move(label));
    return static_cast<std::uint32_t>(m_labels.size());
}

std::uint32_t Trace::addError(ErrorRecord error)
{
    m_errors.push_back(std::move(error));
    return static_cast<std::uint32_t>(m_errors.size());
}

void Trace::append(Trace &&tail)
{
    moveInto(m_texts, tail.m_texts);
    moveInto(m_labels, tail.m_labels);
    moveInto(m_errors, tail.m_errors);
    moveInto(m_events, tail.m_events);
}

void Trace::takeParts(Trace &other)
{
    moveInto(m_texts, other.m_texts);
    moveInto(m_labels, other.m_labels);
    moveInto(m_errors, other.m_errors);
    other = {};
}

EventId Trace::lastEventUntil(std::int64_t time) const
{
    const auto later = std::upper_bound(m_events.begin(), m_events.end(), time,
                                        [](std::int64_t t, const TraceEvent &e) { return t < e.time; });
    return static_cast<EventId>(later - m_events.begin());
}

std::string Trace::describe(std::uint32_t errorIndex) const
{
    const ErrorRecord &record = error(errorIndex);
    if (record.kind == ErrorKind::Cancelled || record.message.empty())
        return record.type;
    return record.type + ": " + record.message;
}

bool Trace::operator==(const Trace &other) const
{
    const auto sameLabel
        = [](const Label &a, const Label &b) { return a.name == b.name && a.kind == b.kind && a.place == b.place; };
    return m_events == other.m_events && m_texts == other.m_texts && m_errors == other.m_errors
           && std::equal(m_labels.begin(), m_labels.end(), other.m_labels.begin(), other.m_labels.end(), sameLabel);
}

const char *toString(EventKind kind)
{
    static constexpr const char *names[]
        = {"task_spawned",     "task_resumed",      "task_suspended",  "task_stopping",    "task_starting",
           "task_moved",       "task_exited",       "scope_entered",   "scope_exited",     "cancel_requested",
           "cancel_delivered", "cancel_held",       "shield_changed",  "deadline_changed", "deadline_expired",
           "error_raised",     "error_handled",     "error_replaced",  "error_lost",       "group_formed",
           "group_split",      "thread_borrowed",   "thread_returned", "thread_abandoned", "task_leaked",
           "logged",           "operation_changed", "operator_acted",  "operator_missed",  "run_stuck",
           "limit_hit",        "run_ended"};
    static_assert(std::size(names) == static_cast<std::size_t>(EventKind::RunEnded) + 1);
    return names[static_cast<std::size_t>(kind)];
}

const char *toString(WaitKind kind)
{
    static constexpr const char *names[]
        = {"none", "checkpoint", "sleep", "gate", "event", "thread", "lock", "limiter", "channel", "future", "start"};
    static_assert(std::size(names) == static_cast<std::size_t>(WaitKind::Start) + 1);
    return names[static_cast<std::size_t>(kind)];
}

const char *toString(CancelSource source)
{
    static constexpr const char *names[] = {"none", "explicit", "deadline", "task_group", "operator", "shutdown"};
    static_assert(std::size(names) == static_cast<std::size_t>(CancelSource::Shutdown) + 1);
    return names[static_cast<std::size_t>(source)];
}

} // namespace ScopeLab
