#include "core/patterns/cancellationtoken.h"

#include <vector>

namespace ScopeLab {

namespace detail {

/// A node of a tree of tokens. It owns its parent, so that a grandchild stays linked when the token in
/// between is gone; a parent does not own its children.
struct TokenState
{
    explicit TokenState(TokenStatePtr above)
        : parent(std::move(above))
    {
        if (!parent)
            return;
        next = parent->firstChild;
        if (next)
            next->previous = this;
        parent->firstChild = this;
        isCancelled = parent->isCancelled;
        reason = parent->reason;
    }
    TokenState(const TokenState &) = delete;
    TokenState &operator=(const TokenState &) = delete;
    ~TokenState()
    {
        if (!parent)
            return;
        (previous ? previous->next : parent->firstChild) = next;
        if (next)
            next->previous = previous;
        // Freeing a long chain of tokens must not recurse.
        TokenStatePtr above = std::move(parent);
        while (above && above.use_count() == 1) {
            TokenState &last = *above;
            if (!last.parent)
                break;
            (last.previous ? last.previous->next : last.parent->firstChild) = last.next;
            if (last.next)
                last.next->previous = last.previous;
            TokenStatePtr further = std::move(last.parent);
            above = std::move(further); // frees `last`, which no longer has a parent
        }
    }

    void listen(TokenListener &listener)
    {
        listener.m_next = listeners;
        if (listeners)
            listeners->m_previous = &listener;
        listeners = &listener;
    }
    void unlisten(TokenListener &listener)
    {
        (listener.m_previous ? listener.m_previous->m_next : listeners) = listener.m_next;
        if (listener.m_next)
            listener.m_next->m_previous = listener.m_previous;
    }

    void cancelOne(const std::string &why)
    {
        isCancelled = true;
        reason = why;
        Scheduler *scheduler = Scheduler::currentOrNull();
        if (scheduler && scheduler->isObserved())
            scheduler->observeTask(
                ResourceSet{tag.in(*scheduler, ResourceKind::Token), scheduler->idFor(std::string_view(why))});
        while (!waiting.isEmpty())
            waiting.wakeFirst();
        // A listener that is notified may remove itself, or its neighbour.
        while (TokenListener *listener = listeners) {
            unlisten(*listener);
            listener->m_next = nullptr;
            listener->m_previous = nullptr;
            listener->tokenCancelled(reason);
        }
    }

    TokenStatePtr parent;
    TokenState *firstChild = nullptr;
    TokenState *next = nullptr;
    TokenState *previous = nullptr;
    TokenListener *listeners = nullptr;
    WaitQueue waiting;
    ResourceTag tag;
    std::string reason;
    bool isCancelled = false;
};

TokenListener::TokenListener(const CancellationToken &token)
    : m_state(token.m_state)
{
    if (!m_state->isCancelled)
        m_state->listen(*this);
}

TokenListener::~TokenListener()
{
    if (!m_state->isCancelled)
        m_state->unlisten(*this);
}

Continuation TokenWait::begin(Continuation up)
{
    if (m_state->isCancelled)
        return checkpoint().begin(up);
    return m_state->waiting.park(*this, up, WaitKind::Token,
                                 m_state->tag.in(Scheduler::current(), ResourceKind::Token));
}

bool TokenWait::abort()
{
    leaveLine();
    return true;
}

} // namespace detail

CancellationToken::CancellationToken()
    : m_state(std::make_shared<detail::TokenState>(nullptr))
{
}

CancellationToken CancellationToken::childToken() const
{
    return CancellationToken(std::make_shared<detail::TokenState>(m_state));
}

void CancellationToken::cancel(const std::string &reason)
{
    if (m_state->isCancelled)
        return;
    const detail::TokenStatePtr held = m_state; // a listener may drop this token
    std::vector<detail::TokenState *> open{held.get()};
    while (!open.empty()) {
        detail::TokenState *const state = open.back();
        open.pop_back();
        if (state->isCancelled)
            continue; // cancelled itself, as is everything below it
        for (detail::TokenState *child = state->firstChild; child; child = child->next)
            open.push_back(child);
        state->cancelOne(reason);
    }
}

void CancellationToken::setLabel(const Label *label)
{
    m_state->tag.label = label;
}

bool CancellationToken::isCancelled() const
{
    return m_state->isCancelled;
}

const std::string &CancellationToken::reason() const
{
    return m_state->reason;
}

TokenLink::TokenLink(const CancellationToken &token, CancelScope &scope)
    : TokenListener(token)
    , m_scope(scope)
{
    if (token.isCancelled())
        m_scope.cancel(token.reason());
}

} // namespace ScopeLab
