#pragma once

#include "core/scenario/diagnostic.h"

namespace ScopeLab {

// The syntax of names, for everything that has one: scopes, tasks, functions, errors, resources, fields of items.
// Independent of the locale.

/// How many bytes at the start of @p text, in UTF-8, are a name: letters and digits of any script, `_` and `-`.
/// Combining marks belong to their letter. 0 if it does not begin with a name.
std::size_t nameLength(std::string_view text);

/// True if all of @p text is a name.
bool isName(std::string_view text);

/// Reports @p text, at @p range, unless it is a name.
void requireName(const std::string &text, const SourceRange &range, Diagnostics &diagnostics);

} // namespace ScopeLab
