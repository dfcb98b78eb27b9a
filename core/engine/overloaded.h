#pragma once

#include <concepts>

namespace ScopeLab {

/// Lambdas as one, for std::visit: each alternative takes the one that fits it best.
template <typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

/// One of @p Alternatives: the parameter of a lambda that takes several alternatives, each of which is named.
template <typename T, typename... Alternatives>
concept OneOf = (std::same_as<T, Alternatives> || ...);

} // namespace ScopeLab
