#include "core/scenario/mappingreader.h"

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr const char *DurationCure = "write 250ms, 1.5s, 2m, 1h, 0 or forever";

template <typename T, typename Read>
Value<T> readValue(const Template &source, Read read, const std::string &message, const std::string &cure,
                   Diagnostics &diagnostics)
{
    Value<T> value{source, {}};
    if (!source.isConstant() || source.text.empty())
        return value;
    value.constant = read(source.constantText());
    if (!value.constant)
        diagnostics.add(source.range, "'" + source.text + "' is not " + message, cure);
    return value;
}

} // namespace

Template scalarText(const YamlNode &node, const std::string &what, Diagnostics &diagnostics)
{
    if (!node.isScalar()) {
        diagnostics.add(node.range, what + " must be a text", "write one value, not a list or keys");
        return {};
    }
    return readTemplate(node.text, node.range);
}

Value<Duration> readDurationValue(const YamlNode &node, Diagnostics &diagnostics)
{
    const Template text = scalarText(node, "a duration", diagnostics);
    if (text.isConstant() && isTooLong(text.constantText())) {
        diagnostics.add(text.range, "'" + text.text + "' is too long",
                        std::string("the longest duration is ") + LongestDuration + "; without an end is forever");
        return {text, {}};
    }
    return readValue<Duration>(text, readDuration, "a duration", DurationCure, diagnostics);
}

MappingReader::MappingReader(const YamlNode &node, std::string what, Diagnostics &diagnostics)
    : m_node(node)
    , m_what(std::move(what))
    , m_diagnostics(diagnostics)
{
    if (!node.isMapping())
        diagnostics.add(node.range, m_what + " needs keys", "write them as 'key: value'");
}

MappingReader::~MappingReader()
{
    for (const YamlNode::Entry &entry : m_node.entries) {
        if (std::find(m_known.begin(), m_known.end(), entry.key.text) != m_known.end())
            continue;
        std::string cure = didYouMean(entry.key.text, m_known);
        if (cure.empty() && !m_known.empty()) {
            cure = "it knows";
            for (const std::string &known : m_known)
                cure += (&known == &m_known.front() ? " " : ", ") + known;
        }
        m_diagnostics.add(entry.key.range, m_what + " has no key '" + entry.key.text + "'", cure);
    }
}

const YamlNode *MappingReader::find(const char *key)
{
    m_known.emplace_back(key);
    const YamlNode *value = m_node.find(key);
    if (!value || value->kind != YamlNode::Kind::Empty)
        return value;
    m_diagnostics.add(value->range, std::string("'") + key + "' has no value", "give it one, or remove the key");
    return nullptr;
}

const YamlNode *MappingReader::require(const char *key)
{
    const YamlNode *value = find(key);
    if (!value && m_node.isMapping() && !m_node.find(key))
        m_diagnostics.add(m_node.range, m_what + " needs the key '" + key + "'", "add it");
    return value;
}

Template MappingReader::text(const char *key, bool isRequired)
{
    const YamlNode *value = isRequired ? require(key) : find(key);
    return value ? scalarText(*value, std::string("'") + key + "'", m_diagnostics) : Template();
}

Template MappingReader::name(const char *key, bool isRequired)
{
    Template result = text(key, isRequired);
    if (result.isSet() && result.isConstant() && !isName(result.constantText()))
        m_diagnostics.add(result.range, "'" + result.text + "' is not a name", "use letters, digits, '_' and '-'");
    return result;
}

std::string MappingReader::boundName(const char *key, bool isRequired)
{
    const Template result = name(key, isRequired);
    if (result.isConstant())
        return result.constantText();
    m_diagnostics.add(result.range, std::string("'") + key + "' must be a plain name", "remove the braces");
    return {};
}

std::optional<Value<Duration>> MappingReader::duration(const char *key, bool isRequired)
{
    const YamlNode *value = isRequired ? require(key) : find(key);
    if (!value)
        return {};
    return readDurationValue(*value, m_diagnostics);
}

std::optional<Value<std::int64_t>> MappingReader::count(const char *key, std::int64_t least)
{
    const Template source = text(key);
    if (!source.isSet())
        return {};
    const auto read = [least](const std::string &text) {
        const auto number = readCount(text);
        return number && *number >= least ? number : std::nullopt;
    };
    return readValue<std::int64_t>(source, read, "a number here",
                                   "write a whole number from " + std::to_string(least) + " up", m_diagnostics);
}

std::optional<Value<double>> MappingReader::number(const char *key, bool mayBeZero)
{
    const Template source = text(key);
    if (!source.isSet())
        return {};
    const auto read = [mayBeZero](const std::string &text) {
        const auto number = readNumber(text);
        return number && (*number > 0 || mayBeZero) ? number : std::nullopt;
    };
    return readValue<double>(source, read, "a number here", mayBeZero ? "write 1.5, for example" : "write 1 or 0.5",
                             m_diagnostics);
}

Value<bool> MappingReader::flag(const char *key, bool fallback)
{
    const Template source = text(key);
    if (!source.isSet())
        return {{}, fallback};
    return readValue<bool>(source, readBool, "true or false", "write true or false", m_diagnostics);
}

std::vector<Template> MappingReader::texts(const char *key)
{
    std::vector<Template> result;
    const YamlNode *value = find(key);
    if (!value)
        return result;
    if (!value->isSequence()) {
        m_diagnostics.add(value->range, std::string("'") + key + "' must be a list", "write [first, second]");
        return result;
    }
    for (const YamlNode &item : value->items)
        result.push_back(scalarText(item, std::string("an item of '") + key + "'", m_diagnostics));
    return result;
}

bool MappingReader::requireOneOf(const std::vector<const char *> &keys)
{
    std::string list;
    int found = 0;
    for (const char *key : keys) {
        list += (list.empty() ? "'" : ", '") + std::string(key) + "'";
        found += has(key) ? 1 : 0;
    }
    if (found != 1 && m_node.isMapping())
        m_diagnostics.add(m_node.range, m_what + " needs exactly one of " + list,
                          found ? "keep one of them" : "add one of them");
    return found == 1;
}

} // namespace ScopeLab
