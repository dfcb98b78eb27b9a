#include "core/scenario/export/rusttext.h"

#include <cctype>
#include <set>

namespace ScopeLab::Rust {

std::string identifier(const std::string &name)
{
    // Keywords, and what the program imports or defines.
    static const std::set<std::string> taken = {
        "as",        "async", "await",    "box",      "break",   "const",    "continue", "crate",     "dyn",
        "else",      "enum",  "extern",   "false",    "final",   "fn",       "for",      "if",        "impl",
        "in",        "let",   "loop",     "macro",    "match",   "mod",      "move",     "mut",       "override",
        "priv",      "pub",   "ref",      "return",   "self",    "static",   "struct",   "super",     "trait",
        "true",      "try",   "type",     "typeof",   "union",   "unsafe",   "unsized",  "use",       "virtual",
        "where",     "while", "yield",    "main",     "sleep",   "timeout",  "tokio",    "std",       "pending",
        "chance",    "mpsc",  "duration", "describe", "members", "operator", "join_all", "yield_now", "spawn_blocking",
        "timeout_at"};
    std::string result;
    for (const char c : name) {
        const auto letter = static_cast<unsigned char>(c);
        if (c == '-')
            result += '_';
        else if (std::isupper(letter) && !result.empty() && result.back() != '_' && std::islower(result.back()))
            result += std::string("_") + static_cast<char>(std::tolower(letter));
        else
            result += static_cast<char>(std::tolower(letter));
    }
    while (result.size() > 1 && result.back() == '_')
        result.pop_back();
    if (result.empty() || result == "_" || std::isdigit(static_cast<unsigned char>(result.front())))
        result.insert(0, "n");
    return taken.contains(result) ? result + '_' : result;
}

std::string typeName(const std::string &name)
{
    std::string result;
    bool isNewWord = true;
    for (const char c : name) {
        if (c == '-' || c == '_') {
            isNewWord = true;
            continue;
        }
        result += static_cast<char>(isNewWord ? std::toupper(static_cast<unsigned char>(c)) : c);
        isNewWord = false;
    }
    if (result.empty() || std::isdigit(static_cast<unsigned char>(result.front())))
        result.insert(0, "N");
    return result == "Self" || result == "Group" ? result + "Error" : result;
}

std::string escaped(const std::string &text, bool inFormat)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '"': result += "\\\""; break;
        case '\\': result += "\\\\"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        case '\0': result += "\\0"; break;
        case '{': result += inFormat ? "{{" : "{"; break;
        case '}': result += inFormat ? "}}" : "}"; break;
        default: result += c;
        }
    }
    return result;
}

std::string literal(const std::string &text)
{
    return '"' + escaped(text, false) + '"';
}

std::string duration(Duration length)
{
    if (length == Duration::zero())
        return "Duration::ZERO";
    if (length == Forever)
        return "Duration::MAX";
    if (length % std::chrono::seconds(1) == Duration::zero())
        return "Duration::from_secs(" + std::to_string(length / std::chrono::seconds(1)) + ')';
    if (length % std::chrono::milliseconds(1) == Duration::zero())
        return "Duration::from_millis(" + std::to_string(length / std::chrono::milliseconds(1)) + ')';
    return "Duration::from_nanos(" + std::to_string(length.count()) + ')';
}

} // namespace ScopeLab::Rust
