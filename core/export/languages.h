#pragma once

#include "core/export/exportedcode.h"

#include <span>
#include <string_view>

namespace ScopeLab {

/// A language that a scenario can be written in.
struct Language
{
    std::string_view id;       ///< On the command line: `cpp`.
    std::string_view name;     ///< `C++20`
    std::string_view platform; ///< What its programs run on: `Tokio`.
    std::string_view suffix;   ///< Of a file, with the dot.
    std::string_view comment;  ///< What a comment to the end of a line begins with.
    std::string_view keywords; ///< To be coloured, between spaces.
    bool saysAll = true;       ///< False: some steps can only be comments.
    ExportedCode (*write)(const Scenario &scenario) = nullptr;
};

/// All of them, in the order in which they are offered. A new one has its row here, and a CodeExporter.
std::span<const Language> languages();

/// The one on the command line; null: there is none.
const Language *languageWithId(std::string_view id);

} // namespace ScopeLab
