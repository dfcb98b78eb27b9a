#include "core/scenario/export/cpptext.h"

#include <array>
#include <cctype>
#include <set>

namespace ScopeLab::Cpp {

std::string identifier(const std::string &name)
{
    // Keywords, and names of the library that a program calls.
    static const std::set<std::string> taken
        = {"and",       "asm",       "auto",     "bool",     "break",      "case",       "catch",       "char",
           "class",     "concept",   "const",    "continue", "default",    "delete",     "do",          "double",
           "else",      "enum",      "explicit", "export",   "extern",     "false",      "float",       "for",
           "friend",    "goto",      "if",       "inline",   "int",        "long",       "mutable",     "namespace",
           "new",       "not",       "nullptr",  "operator", "or",         "private",    "protected",   "public",
           "register",  "requires",  "return",   "short",    "signed",     "sizeof",     "static",      "struct",
           "switch",    "template",  "this",     "throw",    "true",       "try",        "typedef",     "typename",
           "union",     "unsigned",  "using",    "virtual",  "void",       "volatile",   "while",       "xor",
           "main",      "std",       "after",    "blockFor", "catching",   "checkpoint", "describe",    "entered",
           "failAfter", "finallyDo", "living",   "log",      "members",    "ofType",     "present",     "raiseAgain",
           "retry",     "shield",    "sleepFor", "split",    "toDuration", "throwError", "moveOnAfter", "sleepForever",
           "withScope", "program",   "executor", "error_",   "asGroup",    "makeError",  "makeGroup",   "isCancelled",
           "noted",     "caused"};
    std::string result;
    bool isNewWord = false;
    for (const char c : name) {
        if (c == '-' || c == '_') {
            isNewWord = !result.empty();
            continue;
        }
        const auto letter = static_cast<unsigned char>(c);
        result += static_cast<char>(isNewWord ? std::toupper(letter) : result.empty() ? std::tolower(letter) : letter);
        isNewWord = false;
    }
    if (result.empty() || std::isdigit(static_cast<unsigned char>(result.front())))
        result.insert(0, "n");
    return taken.contains(result) ? result + '_' : result;
}

std::string literal(const std::string &text)
{
    std::string result = "\"";
    for (const char c : text) {
        switch (c) {
        case '"': result += "\\\""; break;
        case '\\': result += "\\\\"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        case '\0': result += "\\000"; break;
        default: result += c;
        }
    }
    return result + '"';
}

std::string duration(Duration length)
{
    struct Unit
    {
        Duration length;
        const char *suffix;
    };
    static const std::array<Unit, 6> units{{{std::chrono::hours(1), "h"},
                                            {std::chrono::minutes(1), "min"},
                                            {std::chrono::seconds(1), "s"},
                                            {std::chrono::milliseconds(1), "ms"},
                                            {std::chrono::microseconds(1), "us"},
                                            {std::chrono::nanoseconds(1), "ns"}}};
    if (length == Forever)
        return "Forever";
    if (length == Duration::zero())
        return "0s";
    for (const Unit &unit : units) {
        if (length % unit.length == Duration::zero())
            return std::to_string(length / unit.length) + unit.suffix;
    }
    return {};
}

} // namespace ScopeLab::Cpp
