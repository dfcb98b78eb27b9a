#pragma once

#include "core/trace/trace.h"

#include <QLatin1StringView>
#include <QStringView>

#include <optional>

namespace ScopeLab {

// The words of the file format for the values of enumerations. Those of WaitKind, CancelSource, RunOutcome
// and OperationStatus are in core/engine/runevent.h.
const char *toString(TaskRole role);
const char *toString(ScopeRole role);
const char *toString(ResourceKind kind);
const char *toString(CancelState state);
const char *toString(TaskEnd end);
const char *toString(LimitKind kind);
const char *toString(OperatorAction action);
const char *toString(ErrorKind kind);

namespace detail {

// The last value of each.
constexpr TaskRole lastOf(TaskRole)
{
    return TaskRole::System;
}
constexpr ScopeRole lastOf(ScopeRole)
{
    return ScopeRole::Start;
}
constexpr ResourceKind lastOf(ResourceKind)
{
    return ResourceKind::Token;
}
constexpr CancelState lastOf(CancelState)
{
    return CancelState::Effective;
}
constexpr TaskEnd lastOf(TaskEnd)
{
    return TaskEnd::Failed;
}
constexpr LimitKind lastOf(LimitKind)
{
    return LimitKind::Memory;
}
constexpr OperatorAction lastOf(OperatorAction)
{
    return OperatorAction::SetEvent;
}
constexpr ErrorKind lastOf(ErrorKind)
{
    return ErrorKind::Group;
}
constexpr WaitKind lastOf(WaitKind)
{
    return WaitKind::Token;
}
constexpr CancelSource lastOf(CancelSource)
{
    return CancelSource::Shutdown;
}
constexpr RunOutcome lastOf(RunOutcome)
{
    return RunOutcome::Limit;
}
constexpr OperationStatus lastOf(OperationStatus)
{
    return OperationStatus::Skipped;
}

} // namespace detail

/// The value that @p word stands for, if any.
template <typename Enum>
std::optional<Enum> fromWord(QStringView word)
{
    for (int i = 0; i <= static_cast<int>(detail::lastOf(Enum())); ++i) {
        if (word == QLatin1StringView(toString(static_cast<Enum>(i))))
            return static_cast<Enum>(i);
    }
    return {};
}

} // namespace ScopeLab
