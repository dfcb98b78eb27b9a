#pragma once

#include "core/scenario/language.h"
#include "core/scenario/values.h"
#include "core/scenario/yamltree.h"

namespace ScopeLab {

/// Reads the keys of one mapping and reports those that were never asked for.
class MappingReader
{
public:
    /// @param what names the form, and the mapping in messages: "'spawn'", "a handler".
    MappingReader(const YamlNode &node, std::string what, Diagnostics &diagnostics);

    /// Reports keys that the form does not have, or that do not go with the others.
    ~MappingReader();
    MappingReader(const MappingReader &) = delete;
    MappingReader &operator=(const MappingReader &) = delete;

    bool has(const char *key) const { return m_node.find(key) != nullptr; }
    const SourceRange &range() const { return m_node.range; }

    /// Null if there is no such key, or if its value is empty, which is a mistake.
    const YamlNode *find(const char *key);

    /// As find(); a missing key is a mistake.
    const YamlNode *require(const char *key);

    Template text(const char *key, bool isRequired = false);

    /// The name of an exception type.
    Template type(const char *key) { return value(key); }

    /// A scalar that must be a name, or hold `{…}`.
    Template name(const char *key, bool isRequired = false);

    /// A name without `{…}`, for what a step binds.
    std::string boundName(const char *key, bool isRequired = false);

    std::optional<Value<Duration>> duration(const char *key, bool isRequired = false);
    std::optional<Value<std::int64_t>> count(const char *key, std::int64_t least);

    /// A decimal number above 0; if @p mayBeZero, 0 as well.
    std::optional<Value<double>> number(const char *key, bool mayBeZero = false);
    Value<bool> flag(const char *key, bool fallback);
    std::vector<Template> texts(const char *key);

    /// Reports a mistake unless exactly one of @p keys is there.
    bool requireOneOf(const std::vector<const char *> &keys);

private:
    /// The text of a scalar that must not be empty, not even in quotes.
    Template value(const char *key, bool isRequired = false);

    const YamlNode &m_node;
    const std::string m_what;
    Diagnostics &m_diagnostics;
    const LanguageForm *const m_form;
    std::vector<std::string> m_asked;
};

/// The text of a scalar; if @p node is not one, a mistake and empty.
Template scalarText(const YamlNode &node, const std::string &what, Diagnostics &diagnostics);

Value<Duration> readDurationValue(const YamlNode &node, Diagnostics &diagnostics);

/// A whole number, at least @p least. @param key is named in messages.
std::optional<Value<std::int64_t>> readCountValue(const YamlNode &node, const std::string &key, std::int64_t least,
                                                  Diagnostics &diagnostics);

/// A list of scalars.
std::vector<Template> readTexts(const YamlNode &node, const std::string &key, Diagnostics &diagnostics);

/// @returns false, and reports it, if the value of @p entry is empty.
bool requireValue(const YamlNode::Entry &entry, Diagnostics &diagnostics);

} // namespace ScopeLab
