#include "core/scenario/exceptiontypes.h"

namespace ScopeLab {

ExceptionTypes::ExceptionTypes()
    : m_parents{
          {"BaseException", ""},          {"Exception", "BaseException"},   {"ValueError", "Exception"},
          {"TypeError", "Exception"},     {"LookupError", "Exception"},     {"KeyError", "LookupError"},
          {"RuntimeError", "Exception"},  {"ArithmeticError", "Exception"}, {"OSError", "Exception"},
          {"ConnectionError", "OSError"}, {"TimeoutError", "OSError"},      {"BaseExceptionGroup", "BaseException"},
          {"ExceptionGroup", "Exception"}}
{
}

void ExceptionTypes::declare(const std::string &name, const std::string &parent)
{
    m_parents[name] = parent;
    m_extents.clear();
}

/// Depth-first, with a stack of its own: a chain of types may be as long as the file.
void ExceptionTypes::number() const
{
    std::map<std::string_view, std::vector<std::string_view>> children;
    for (const auto &[name, parent] : m_parents)
        children[parent].push_back(name);
    std::size_t count = 0;
    std::vector<std::pair<std::string_view, bool>> open; // and whether all below it has been seen
    for (const std::string_view root : children[{}])
        open.emplace_back(root, false);
    while (!open.empty()) {
        const auto [type, isSeen] = open.back();
        open.pop_back();
        if (isSeen) {
            m_extents[std::string(type)].last = count - 1;
            continue;
        }
        m_extents[std::string(type)].first = count++;
        open.emplace_back(type, true);
        for (const std::string_view child : children[type])
            open.emplace_back(child, false);
    }
}

bool ExceptionTypes::isA(const std::string &type, const std::string &ancestor) const
{
    if (type == ancestor || (type == "ExceptionGroup" && ancestor == "BaseExceptionGroup"))
        return true; // a group has two parents
    if (m_extents.empty())
        number();
    const auto below = m_extents.find(type);
    if (below == m_extents.end())
        return ancestor == "BaseException"; // a native cancellation, say
    const auto above = m_extents.find(ancestor);
    return above != m_extents.end() && above->second.first <= below->second.first
           && below->second.first <= above->second.last;
}

std::vector<std::string> ExceptionTypes::names() const
{
    std::vector<std::string> result;
    for (const auto &[name, parent] : m_parents)
        result.push_back(name);
    return result;
}

} // namespace ScopeLab
