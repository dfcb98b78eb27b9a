#include "core/export/languages.h"

#include <algorithm>
#include <array>

namespace ScopeLab {

namespace {

constexpr std::array<Language, 3> all{{
    {.id = "python",
     .name = "Python",
     .platform = "Trio",
     .suffix = ".py",
     .comment = "#",
     .keywords = "False None True and as async await break class def del elif else except finally for from global if "
                 "import in is lambda nonlocal not or pass raise return try while with yield",
     .write = exportToPython},
    {.id = "cpp",
     .name = "C++20",
     .platform = "ScopeLab::Engine",
     .suffix = ".cpp",
     .comment = "//",
     .keywords = "auto bool break char class co_await co_return const else false for if int namespace nullptr private "
                 "public return static struct true using void while",
     .write = exportToCpp},
    {.id = "rust",
     .name = "Rust",
     .platform = "Tokio",
     .suffix = ".rs",
     .comment = "//",
     .keywords = "as async await break const crate else enum false fn for if impl in let loop match move mut pub ref "
                 "return self Self static struct trait true type use where while",
     .saysAll = false,
     .write = exportToRust},
}};

} // namespace

std::span<const Language> languages()
{
    return all;
}

const Language *languageWithId(std::string_view id)
{
    const auto found = std::ranges::find(all, id, &Language::id);
    return found == all.end() ? nullptr : &*found;
}

} // namespace ScopeLab
