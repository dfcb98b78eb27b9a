#pragma once

#include "core/engine/continuation.h"

namespace ScopeLab {

class Scheduler;

namespace detail {

/// What a thread is working on. A coroutine may resume in another thread, so it reads this afresh after
/// every await.
struct Current
{
    Scheduler *scheduler = nullptr;
    TaskNode *task = nullptr;  ///< Whose turn it is; null outside every turn.
    Continuation next;         ///< What goes on after the frame that has just suspended.
    Frame *finished = nullptr; ///< The frame that finished last.
};

[[gnu::tls_model("initial-exec")]] extern constinit thread_local Current t_current;

/// The task whose turn it is. There must be one.
inline TaskNode &currentTask()
{
    return *t_current.task;
}

} // namespace detail

} // namespace ScopeLab
