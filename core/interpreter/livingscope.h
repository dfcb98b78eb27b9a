#pragma once

#include "core/interpreter/taskcontext.h"

namespace ScopeLab {

/// Keeps a scope among the living ones, by name, as long as its body runs.
class Interpreter::LivingScope
{
public:
    LivingScope(Interpreter *interpreter, TaskContext *task, ScopeRef scope)
        : m_interpreter(interpreter)
        , m_scope(std::move(scope))
    {
        m_interpreter->m_living[m_scope->name].push_back(m_scope);
        m_interpreter->m_lastEntered[m_scope->name] = m_scope;
        task->lastEntered[m_scope->name] = m_scope;
    }
    LivingScope(const LivingScope &) = delete;
    LivingScope &operator=(const LivingScope &) = delete;
    ~LivingScope() { std::erase(m_interpreter->m_living[m_scope->name], m_scope); }

private:
    Interpreter *m_interpreter;
    ScopeRef m_scope;
};

} // namespace ScopeLab
