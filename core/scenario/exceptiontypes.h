#pragma once

#include <map>
#include <string>
#include <vector>

namespace ScopeLab {

/// The exception types of the language, and a scenario's own ones.
class ExceptionTypes
{
public:
    ExceptionTypes();

    /// @p parent must be known.
    void declare(const std::string &name, const std::string &parent) { m_parents[name] = parent; }

    bool isKnown(const std::string &name) const { return m_parents.contains(name); }

    /// True if @p type is @p ancestor or stands below it.
    bool isA(const std::string &type, const std::string &ancestor) const;

    std::vector<std::string> names() const;

private:
    std::map<std::string, std::string> m_parents; // the root's is empty
};

} // namespace ScopeLab
