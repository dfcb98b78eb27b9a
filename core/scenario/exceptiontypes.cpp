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

bool ExceptionTypes::isA(const std::string &type, const std::string &ancestor) const
{
    if (type == "ExceptionGroup" && ancestor == "BaseExceptionGroup")
        return true; // it has two parents
    std::string at = type;
    while (!at.empty()) {
        if (at == ancestor)
            return true;
        const auto parent = m_parents.find(at);
        if (parent == m_parents.end())
            return ancestor == "BaseException"; // a native cancellation, say
        at = parent->second;
    }
    return false;
}

std::vector<std::string> ExceptionTypes::names() const
{
    std::vector<std::string> result;
    for (const auto &[name, parent] : m_parents)
        result.push_back(name);
    return result;
}

} // namespace ScopeLab
