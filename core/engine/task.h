#pragma once

#include "core/engine/frame.h"

namespace ScopeLab {

/// A coroutine of a run. Lazy: none of it runs until it is awaited or spawned.
///
/// Awaited once, as an rvalue, from a task of the same run. Gives T, or throws what it threw. Once
/// begun, its frame belongs to the run, which destroys it when it ends or is stopped.
/// Take parameters by value: references must outlive the task.
template <typename T = void>
class [[nodiscard]] Task : public detail::OperationTag
{
public:
    using Value = T;
    struct promise_type : detail::Promise<T>
    {
        Task get_return_object() { return Task(this); }
    };

    Task(Task &&other) noexcept
        : m_frame(std::exchange(other.m_frame, nullptr))
        , m_begun(other.m_begun)
    {
    }
    Task &operator=(Task &&) = delete;
    ~Task()
    {
        if (m_frame && !m_begun)
            detail::destroyUnbegun(*m_frame);
    }

    detail::Continuation begin(detail::Continuation up)
    {
        m_begun = true;
        m_frame->up = up;
        return static_cast<detail::Frame *>(m_frame);
    }
    T take()
    {
        struct Disposer
        {
            Task *task;
            ~Disposer() { task->dispose(); }
        } disposer{this};
        return m_frame->result();
    }
    void dispose() { std::exchange(m_frame, nullptr)->handle().destroy(); }

    /// Hands the frame to the caller, who must begin it.
    detail::Frame *release()
    {
        m_begun = true;
        return m_frame;
    }

private:
    explicit Task(promise_type *frame)
        : m_frame(frame)
    {
    }

    promise_type *m_frame;
    bool m_begun = false;
};

} // namespace ScopeLab
