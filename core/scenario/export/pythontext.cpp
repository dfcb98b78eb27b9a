#include "core/scenario/export/pythontext.h"

#include <cstdio>
#include <set>

namespace ScopeLab::Python {

std::string identifier(const std::string &name)
{
    // Keywords, and what the program imports or defines.
    static const std::set<std::string> taken = {"False",
                                                "None",
                                                "True",
                                                "and",
                                                "as",
                                                "assert",
                                                "async",
                                                "await",
                                                "break",
                                                "class",
                                                "continue",
                                                "def",
                                                "del",
                                                "elif",
                                                "else",
                                                "except",
                                                "finally",
                                                "for",
                                                "from",
                                                "global",
                                                "if",
                                                "import",
                                                "in",
                                                "is",
                                                "lambda",
                                                "nonlocal",
                                                "not",
                                                "or",
                                                "pass",
                                                "raise",
                                                "return",
                                                "try",
                                                "while",
                                                "with",
                                                "yield",
                                                "trio",
                                                "time",
                                                "math",
                                                "random",
                                                "sys",
                                                "log",
                                                "describe",
                                                "seconds",
                                                "operator",
                                                "start",
                                                "task_status",
                                                "itertools",
                                                "asyncio",
                                                "main",
                                                "print",
                                                "str",
                                                "int",
                                                "range",
                                                "enumerate",
                                                "min",
                                                "list",
                                                "dict",
                                                "tuple",
                                                "type",
                                                "share",
                                                "detach",
                                                "visible",
                                                "living",
                                                "entered",
                                                "contextmanager",
                                                "split_cancellation"};
    std::string result;
    for (const char c : name)
        result += c == '-' ? '_' : c;
    if (!result.empty() && result.front() >= '0' && result.front() <= '9')
        result.insert(0, "_");
    return taken.contains(result) ? result + '_' : result;
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

std::string seconds(Duration length)
{
    if (length == Forever)
        return "math.inf";
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.9f", static_cast<double>(length.count()) / 1e9);
    std::string text = buffer;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text;
}

} // namespace ScopeLab::Python
