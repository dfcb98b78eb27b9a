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

/// Splits by @p matches, which is called for each group first and then for its members (G-3).
///
/// Nesting and order are kept, emptied groups disappear, and each new group has the message, notes,
/// cause, context and traceback of the one it came from (G-5, G-6). A subtree that goes whole to one side is
/// shared, not copied. Not recursive, however deep the groups are (G-9).
ErrorSplit split(const ErrorPtr &error, const std::function<bool(const Error &)> &matches);

/// Accepts errors of these very types, by name: for split(), RetryPolicy::retryOn and ExceptGroup::take().
std::function<bool(const Error &)> ofType(std::initializer_list<std::string> types);

/// Splits into the cancellations and the rest (G-10). Each node knows what its leaves are, so uniform
/// subtrees cost nothing. Both halves of a group are new groups, even if the other is empty (G-4).
ErrorSplit splitCancellation(const ErrorPtr &error);

/// Gives @p error if it is a group or null, else a group of one around it, as `except*` does. Nothing was being
/// handled when that group came to be, so it has no context.
ErrorPtr asGroup(const ErrorPtr &error);

/// The errors that are no cancellations, or null.
ErrorPtr nonCancelSubgroup(const ErrorPtr &error);

/// True for a cancellation itself. A group is never one, whatever it holds.
bool isCancelled(const ErrorPtr &error);

} // namespace ScopeLab
