#pragma once

#include "core/interpreter/taskcontext.h"

namespace ScopeLab {

/// Registers a scope under its name while its body runs.
class Interpreter::LivingScope
{
public:
    LivingScope(Interpreter *interpreter, TaskContext *task, ScopeRef scope)
        : m_interpreter(interpreter)
        , m_scope(std::move(scope))
        , m_named(m_interpreter->m_living[m_scope->name])
        , m_place(m_named.insert(m_named.end(), m_scope))
    {
        m_interpreter->m_lastEntered[m_scope->name] = m_scope;
        task->lastEntered[m_scope->name] = m_scope;
    }
    LivingScope(const LivingScope &) = delete;
    LivingScope &operator=(const LivingScope &) = delete;
    ~LivingScope() { m_named.erase(m_place); }

private:
    Interpreter *m_interpreter;
    ScopeRef m_scope;
    std::list<ScopeRef> &m_named; // all of this name: there may be many, which end in any order
    const std::list<ScopeRef>::iterator m_place;
};

} // namespace ScopeLab
