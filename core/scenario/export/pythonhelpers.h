#pragma once

#include <string>
#include <vector>

namespace ScopeLab::Python {

/// A part of a program that is written only where it is used.
struct Helper
{
    std::string name;
    std::vector<std::string> imports;
    std::vector<std::string> needs; ///< Other helpers.
    std::string text;               ///< Begins with a line break.
};

/// In the order in which they can stand.
const std::vector<Helper> &helpers();

} // namespace ScopeLab::Python
