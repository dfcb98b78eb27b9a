// The steps that raise and catch errors, and the predicates about them.

#include "core/scenario/stepparser.h"

#include <iterator>

namespace ScopeLab {

RaiseSpec StepParser::raise(const YamlNode &value)
{
    RaiseSpec result;
    result.range = value.range;
    if (value.isScalar()) {
        if (value.text.empty())
            m_diagnostics.add(value.range, "an error needs a type", "write ValueError, for example");
        result.type = readTemplate(value.text, value.range);
        return result;
    }
    MappingReader reader(value, "'raise'", m_diagnostics);
    reader.requireOneOf({"type", "group", "error"});
    result.type = reader.type("type");
    result.error = reader.name("error");
    if (reader.has("type")) {
        result.message = reader.text("message");
        result.notes = reader.texts("notes");
    }
    if (const YamlNode *group = reader.find("group")) {
        result.isGroup = true;
        MappingReader groupReader(*group, "'group'", m_diagnostics);
        result.message = groupReader.text("message");
        if (const YamlNode *errors = groupReader.require("errors")) {
            if (!errors->isSequence() || errors->items.empty())
                m_diagnostics.add(errors->range, "'errors' needs at least one error",
                                  "write [ValueError], for example");
            for (const YamlNode &member : errors->items)
                result.members.push_back(raise(member));
        }
    }
    if (const YamlNode *cause = reader.find("cause")) {
        if (cause->isScalar() && cause->text.empty())
            m_diagnostics.add(cause->range, "'cause' has no value", "name an error, or remove the key");
        else if (cause->isScalar())
            result.causeName = readTemplate(cause->text, cause->range);
        else
            result.cause = std::make_shared<RaiseSpec>(raise(*cause));
    }
    return result;
}

TryStep StepParser::tryStep(const YamlNode &value)
{
    TryStep result;
    MappingReader reader(value, "'try'", m_diagnostics);
    result.body = stepsOf(reader, "body", true);
    const bool hasExcept = reader.has("except");
    const bool hasGroup = reader.has("except_group");
    if (hasExcept && hasGroup)
        m_diagnostics.add(value.range, "a try has except or except_group, not both", "keep one of them");
    result.isGroupHandler = hasGroup;
    for (const char *key : {"except", "except_group"}) {
        const YamlNode *handlers = reader.find(key);
        if (!handlers)
            continue;
        if (!handlers->isSequence() || handlers->items.empty())
            m_diagnostics.add(handlers->range, std::string("'") + key + "' must be a list of handlers",
                              "write '- {match: ValueError, body: […]}'");
        for (const YamlNode &node : handlers->items)
            result.handlers.push_back(handler(node, hasGroup));
    }
    result.orElse = stepsOf(reader, "else", false);
    if (reader.has("else") && !hasExcept && !hasGroup)
        m_diagnostics.add(value.range, "'else' needs handlers", "add except, or remove else");
    result.hasFinally = reader.has("finally");
    result.finally = stepsOf(reader, "finally", false);
    if (!hasExcept && !hasGroup && !result.hasFinally)
        m_diagnostics.add(value.range, "a try needs except, except_group or finally", "add one of them");
    return result;
}

Handler StepParser::handler(const YamlNode &node, bool isGroupHandler)
{
    Handler result;
    result.line = node.range.begin.line;
    MappingReader reader(node, "a handler", m_diagnostics);
    if (const YamlNode *match = reader.require("match")) {
        if (match->isSequence()) {
            for (const YamlNode &type : match->items)
                result.match.push_back(scalarText(type, "a type", m_diagnostics));
        } else {
            result.match.push_back(scalarText(*match, "'match'", m_diagnostics));
        }
    }
    for (const Template &type : result.match) {
        const bool isGroup = type.text == "group" || type.text == "ExceptionGroup" || type.text == "BaseExceptionGroup";
        if (isGroupHandler && isGroup)
            m_diagnostics.add(type.range, "except_group may not match '" + type.text + "'",
                              "match the types inside the group");
    }
    result.as = reader.boundName("as");
    result.body = stepsOf(reader, "body", true);
    return result;
}

SplitStep StepParser::split(const YamlNode &value)
{
    MappingReader reader(value, "'split'", m_diagnostics);
    SplitStep result;
    result.error = reader.name("error");
    result.cancels = reader.boundName("cancels");
    result.errors = reader.boundName("errors");
    return result;
}

NonCancelSubgroupStep StepParser::nonCancelSubgroup(const YamlNode &value)
{
    MappingReader reader(value, "'non_cancel_subgroup'", m_diagnostics);
    NonCancelSubgroupStep result;
    result.as = reader.boundName("as", true);
    result.error = reader.name("error");
    return result;
}

IfStep StepParser::ifStep(const YamlNode &value)
{
    IfStep result;
    MappingReader reader(value, "'if'", m_diagnostics);
    std::vector<const char *> keys;
    for (const std::string &name : predicateNames())
        keys.push_back(name.c_str());
    reader.requireOneOf(keys);
    for (const char *key : keys) {
        if (const YamlNode *node = reader.find(key))
            result.condition = predicate(key, *node);
    }
    result.then = stepsOf(reader, "then", true);
    result.orElse = stepsOf(reader, "else", false);
    return result;
}

Predicate StepParser::predicate(const std::string &key, const YamlNode &value)
{
    using Kind = Predicate::Kind;
    static const std::map<std::string, Kind> named = {{"present", Kind::Present},
                                                      {"is_cancelled", Kind::IsCancelled},
                                                      {"only_cancelled", Kind::OnlyCancelled},
                                                      {"cancel_called", Kind::CancelCalled},
                                                      {"cancelled_caught", Kind::CancelledCaught},
                                                      {"token_cancelled", Kind::TokenCancelled}};
    Predicate result;
    result.range = value.range;
    if (value.isScalar() && value.text.empty())
        m_diagnostics.add(value.range, "'" + key + "' has no value", "give it one");
    if (const auto kind = named.find(key); kind != named.end()) {
        result.kind = kind->second;
        result.name = scalarText(value, "'" + key + "'", m_diagnostics);
    } else if (key == "count") {
        result.kind = Kind::Count;
        MappingReader reader(value, "'count'", m_diagnostics);
        result.name = reader.name("of", true);
        if (!reader.has("over"))
            reader.require("over");
        result.over = reader.count("over", 0).value_or(Value<std::int64_t>());
    } else if (key == "equal") {
        result.kind = Kind::Equal;
        if (!value.isSequence() || value.items.size() != 2) {
            m_diagnostics.add(value.range, "'equal' compares two texts", "write [one, other]");
        } else {
            result.left = scalarText(value.items[0], "a text", m_diagnostics);
            result.right = scalarText(value.items[1], "a text", m_diagnostics);
        }
    } else if (key == "chance") {
        result.kind = Kind::Chance;
        result.chance.source = scalarText(value, "'chance'", m_diagnostics);
        if (result.chance.source.isConstant()) {
            result.chance.constant = readChance(result.chance.source.constantText());
            if (!result.chance.constant)
                m_diagnostics.add(value.range, "'chance' must be a number from 0 to 1", "write 0.3, for example");
        }
    } else if (key == "not") {
        result.kind = Kind::Not;
        result.parts = predicates(value);
        if (result.parts.size() != 1)
            m_diagnostics.add(value.range, "'not' takes one predicate", "write not: {present: e}");
    } else if (key == "all" || key == "any") {
        result.kind = key == "all" ? Kind::All : Kind::Any;
        if (!value.isSequence() || value.items.empty())
            m_diagnostics.add(value.range, "'" + key + "' takes a list of predicates", "write [{present: e}]");
        for (const YamlNode &item : value.items) {
            std::vector<Predicate> parts = predicates(item);
            if (parts.size() != 1)
                m_diagnostics.add(item.range, "a predicate is one key with its value", "");
            std::move(parts.begin(), parts.end(), std::back_inserter(result.parts));
        }
    } else {
        m_diagnostics.add(value.range, "there is no predicate '" + key + "'",
                          m_diagnostics.didYouMean(key, predicateNames()));
    }
    return result;
}

std::vector<Predicate> StepParser::predicates(const YamlNode &value)
{
    std::vector<Predicate> result;
    if (!value.isMapping())
        m_diagnostics.add(value.range, "a predicate is one key with its value", "write {present: e}");
    if (++m_depth > MaxNesting) {
        m_diagnostics.add(value.range, "predicates are nested more than 200 deep", "");
    } else {
        for (const YamlNode::Entry &entry : value.entries)
            result.push_back(predicate(entry.key.text, entry.value));
    }
    --m_depth;
    return result;
}

} // namespace ScopeLab
