#pragma once

#include "core/engine/link.h"

namespace ScopeLab {

class Scheduler;

namespace detail {

/// What a thread is busy with. Coroutines go on in other threads, but never within one resumption:
/// each reads this anew after every await.
struct Current
{
    Scheduler *scheduler = nullptr;
    TaskNode *task = nullptr;  ///< Whose turn it is; null outside every turn.
    Link next;                 ///< What a frame that just suspended wants to go on.
    Frame *finished = nullptr; ///< The frame that came to its end last.
};

[[gnu::tls_model("initial-exec")]] extern constinit thread_local Current t_current;

/// The task whose turn it is. There must be one.
inline TaskNode &currentTask()
{
    return *t_current.task;
}

} // namespace detail

} // namespace ScopeLab
