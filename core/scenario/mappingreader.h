#pragma once

#include "core/scenario/values.h"
#include "core/scenario/yamltree.h"

namespace ScopeLab {

/// Reads the keys of one mapping, and afterwards reports those that nobody asked for.
class MappingReader
{
public:
    /// @param what names the mapping in messages: "'spawn'".
    MappingReader(const YamlNode &node, std::string what, Diagnostics &diagnostics);

    /// Reports unknown keys.
    ~MappingReader();
    MappingReader(const MappingReader &) = delete;
    MappingReader &operator=(const MappingReader &) = delete;

    bool has(const char *key) const { return m_node.find(key) != nullptr; }
    const SourceRange &range() const { return m_node.range; }

    /// Null if there is no such key, or its value is empty, which is a mistake.
    const YamlNode *find(const char *key);

    /// As find(); a missing key is a mistake.
    const YamlNode *require(const char *key);

    Template text(const char *key, bool isRequired = false);

    /// A scalar that must be a name, or hold `{…}`.
    Template name(const char *key, bool isRequired = false);

    /// A name without `{…}`: what a step binds.
    std::string boundName(const char *key, bool isRequired = false);

    std::optional<Value<Duration>> duration(const char *key, bool isRequired = false);
    std::optional<Value<std::int64_t>> count(const char *key, std::int64_t least);

    /// A decimal number above 0; or 0, too, if @p mayBeZero.
    std::optional<Value<double>> number(const char *key, bool mayBeZero = false);
    Value<bool> flag(const char *key, bool fallback);
    std::vector<Template> texts(const char *key);

    /// Says that exactly one of @p keys must be there, if that is not so.
    bool requireOneOf(const std::vector<const char *> &keys);

private:
    const YamlNode &m_node;
    const std::string m_what;
    Diagnostics &m_diagnostics;
    std::vector<std::string> m_known;
};

/// The text of a scalar; a mistake, and empty, if @p node is none.
Template scalarText(const YamlNode &node, const std::string &what, Diagnostics &diagnostics);

Value<Duration> readDurationValue(const YamlNode &node, Diagnostics &diagnostics);

} // namespace ScopeLab
