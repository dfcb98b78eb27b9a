#pragma once

#include "core/engine/error.h"

#include <functional>
#include <initializer_list>
#include <string>

namespace ScopeLab {

/// The two halves of an error. A half without a leaf is null (G-5).
struct ErrorSplit
{
    ErrorPtr matched;
    ErrorPtr rest;
};

/// Splits by @p matches, which is asked about each group first and then about its members (G-3).
///
/// Nesting and order are kept, emptied groups disappear, and each new group has the message, notes,
/// cause, context and traceback of the one it came from (G-5, G-6). A subtree that falls to one side whole is
/// shared, not copied. Deep groups do not recurse (G-9).
ErrorSplit split(const ErrorPtr &error, const std::function<bool(const Error &)> &matches);

/// Accepts errors of these very types, by name: for split(), RetryPolicy::retryOn and ExceptGroup::take().
std::function<bool(const Error &)> ofType(std::initializer_list<std::string> types);

/// The cancellations and the rest (G-10). Uses what each node knows of its leaves, so alike
/// subtrees cost nothing. Of a group each half is a new group, even if the other is empty (G-4).
ErrorSplit splitCancellation(const ErrorPtr &error);

/// @p error if it is a group or null, else a group of one around it, as `except*` makes it. Such a group was
/// not raised while anything was handled: it has no context.
ErrorPtr asGroup(const ErrorPtr &error);

/// The errors that are no cancellations, or null.
ErrorPtr nonCancelSubgroup(const ErrorPtr &error);

/// True for a cancellation itself. A group is never one, whatever it holds.
bool isCancelled(const ErrorPtr &error);

} // namespace ScopeLab
