#pragma once

#include <map>
#include <string>
#include <vector>

namespace ScopeLab {

/// The exception types of the language and of a scenario. Not thread-safe, even where const.
class ExceptionTypes
{
public:
    ExceptionTypes();

    /// Declares a type below @p parent, which may be declared later.
    void declare(const std::string &name, const std::string &parent);

    bool isKnown(const std::string &name) const { return m_parents.contains(name); }

    /// True if @p type is @p ancestor or derived from it.
    bool isA(const std::string &type, const std::string &ancestor) const;

    std::vector<std::string> names() const;

private:
    /// The position of a type when all are numbered so that derived types directly follow it.
    struct Extent
    {
        std::size_t first = 0;
        std::size_t last = 0; ///< The last of those derived from it.
    };
    void number() const;

    std::map<std::string, std::string> m_parents;    // the root's is empty
    mutable std::map<std::string, Extent> m_extents; // empty: numbered on demand
};

} // namespace ScopeLab
