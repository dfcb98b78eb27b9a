#pragma once

#include "core/engine/checkpoint.h"
#include "core/engine/task.h"

#include <variant>

namespace ScopeLab {

/// What a step waits for, if anything. Spares sleeps and checkpoints, which long loops consist of, a coroutine frame
/// of their own.
class StepWait final : public detail::OperationTag
{
public:
    using Value = void;

    StepWait() = default; // for nothing
    explicit StepWait(detail::Operation auto operation)
        : m_operation(std::move(operation))
    {
    }

    bool isReady() const { return std::holds_alternative<Nothing>(m_operation); }
    detail::Continuation begin(detail::Continuation up)
    {
        return std::visit([up](auto &operation) { return operation.begin(up); }, m_operation);
    }
    void take()
    {
        std::visit([](auto &operation) { operation.take(); }, m_operation);
    }
    void dispose()
    {
        std::visit([](auto &operation) { operation.dispose(); }, m_operation);
    }

private:
    struct Nothing : detail::LeafOperation
    {
        detail::Continuation begin(detail::Continuation up) { return up; }
    };

    std::variant<Nothing, detail::SleepOperation, detail::YieldOperation, Task<>> m_operation;
};

} // namespace ScopeLab
