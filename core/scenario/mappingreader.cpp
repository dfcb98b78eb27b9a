#include "core/scenario/mappingreader.h"

#include "core/scenario/names.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

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

std::string_view withoutQuotes(std::string_view what)
{
    return what.starts_with('\'') ? what.substr(1, what.size() - 2) : what;
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
    if (node.isScalar() && text.text.empty())
        diagnostics.add(node.range, "'' is not a duration", DurationCure);
    if (text.isConstant() && isTooLong(text.constantText())) {
        diagnostics.add(text.range, "'" + text.text + "' is too long",
                        std::string("the longest duration is ") + LongestDuration
                            + "; for no end at all, write forever");
        return {text, {}};
    }
    return readValue<Duration>(text, readDuration, "a duration", DurationCure, diagnostics);
}

std::optional<Value<std::int64_t>> readCountValue(const YamlNode &node, const std::string &key, std::int64_t least,
                                                  Diagnostics &diagnostics)
{
    const Template source = scalarText(node, "'" + key + "'", diagnostics);
    if (node.isScalar() && source.text.empty())
        diagnostics.add(node.range, "'' is not a number", "write a whole number");
    if (!source.isSet())
        return {};
    const auto read = [least](const std::string &text) {
        const auto number = readCount(text);
        return number && *number >= least ? number : std::nullopt;
    };
    return readValue<std::int64_t>(source, read, "a number that fits here",
                                   "write a whole number, " + std::to_string(least) + " or more", diagnostics);
}

std::vector<Template> readTexts(const YamlNode &node, const std::string &key, Diagnostics &diagnostics)
{
    std::vector<Template> result;
    if (!node.isSequence()) {
        diagnostics.add(node.range, "'" + key + "' must be a list", "write [first, second]");
        return result;
    }
    for (const YamlNode &item : node.items)
        result.push_back(scalarText(item, "an item of '" + key + "'", diagnostics));
    return result;
}

bool requireValue(const YamlNode::Entry &entry, Diagnostics &diagnostics)
{
    if (entry.value.kind != YamlNode::Kind::Empty)
        return true;
    diagnostics.add(entry.value.range, "'" + entry.key.text + "' has no value", "give it one, or remove the key");
    return false;
}

MappingReader::MappingReader(const YamlNode &node, std::string what, Diagnostics &diagnostics)
    : m_node(node)
    , m_what(std::move(what))
    , m_diagnostics(diagnostics)
    , m_form(formCalled(withoutQuotes(m_what)))
{
    Q_ASSERT(m_form);
    if (!node.isMapping())
        diagnostics.add(node.range, m_what + " needs keys", "write them as 'key: value'");
}

MappingReader::~MappingReader()
{
    std::vector<std::string> known;
    for (const YamlNode::Entry &entry : m_node.entries) {
        if (m_form->knows(entry.key.text)) {
            if (std::find(m_asked.begin(), m_asked.end(), entry.key.text) == m_asked.end())
                m_diagnostics.add(entry.key.range, "'" + entry.key.text + "' does not go with the other keys here",
                                  "remove it, or the one that it does not go with");
            continue;
        }
        if (known.empty())
            known = m_form->keyNames();
        std::string cure = m_diagnostics.didYouMean(entry.key.text, known);
        if (cure.empty()) {
            cure = "it knows";
            for (const std::string &name : known)
                cure += (&name == &known.front() ? " " : ", ") + name;
        }
        m_diagnostics.add(entry.key.range, m_what + " has no key '" + entry.key.text + "'", cure);
    }
}

const YamlNode *MappingReader::find(const char *key)
{
    m_asked.emplace_back(key);
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
        m_diagnostics.add(m_node.range, m_what + " needs the key '" + key + "'",
                          "add it: " + std::string(toString(m_form->key(key)->value)));
    return value;
}

Template MappingReader::text(const char *key, bool isRequired)
{
    const YamlNode *value = isRequired ? require(key) : find(key);
    return value ? scalarText(*value, std::string("'") + key + "'", m_diagnostics) : Template();
}

Template MappingReader::value(const char *key, bool isRequired)
{
    const YamlNode *node = isRequired ? require(key) : find(key);
    if (node && node->isScalar() && node->text.empty())
        m_diagnostics.add(node->range, std::string("'") + key + "' has no value", "give it one, or remove the key");
    return node ? scalarText(*node, std::string("'") + key + "'", m_diagnostics) : Template();
}

Template MappingReader::name(const char *key, bool isRequired)
{
    Template result = value(key, isRequired);
    if (result.isSet() && result.isConstant())
        requireName(result.constantText(), result.range, m_diagnostics);
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
    const YamlNode *value = find(key);
    return value ? readCountValue(*value, key, least, m_diagnostics) : std::nullopt;
}

std::optional<Value<double>> MappingReader::number(const char *key, bool mayBeZero)
{
    const Template source = value(key);
    if (!source.isSet())
        return {};
    const auto read = [mayBeZero](const std::string &text) {
        const auto number = readNumber(text);
        return number && (*number > 0 || mayBeZero) ? number : std::nullopt;
    };
    if (source.isConstant() && std::isinf(readNumber(source.constantText()).value_or(0))) {
        m_diagnostics.add(source.range, "this number is too large", "write 1 or 0.5, for example");
        return {};
    }
    return readValue<double>(source, read, "a number that fits here",
                             mayBeZero ? "write 1.5, for example" : "write 1 or 0.5", m_diagnostics);
}

Value<bool> MappingReader::flag(const char *key, bool fallback)
{
    const Template source = value(key);
    if (!source.isSet())
        return {{}, fallback};
    return readValue<bool>(source, readBool, "true or false", "write true or false", m_diagnostics);
}

std::vector<Template> MappingReader::texts(const char *key)
{
    const YamlNode *value = find(key);
    return value ? readTexts(*value, key, m_diagnostics) : std::vector<Template>();
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
