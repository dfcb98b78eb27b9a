#include "core/interpreter/evaluator.h"

#include "core/engine/exceptions.h"
#include "core/engine/split.h"
#include "core/scenario/values.h"

namespace ScopeLab {

namespace {

std::string textOf(const Template::Part &part, const EnvironmentPtr &environment)
{
    for (const Environment *at = environment.get(); at; at = at->outer()) {
        if (at->name() != part.text)
            continue;
        if (const auto *text = std::get_if<std::string>(&at->value()))
            return *text;
        if (const auto *error = std::get_if<ErrorPtr>(&at->value()))
            return *error ? describe(**error) : "nothing";
        if (const auto *item = std::get_if<ItemValue>(&at->value())) {
            if (part.field.empty())
                return item->text;
            const auto field = item->fields.find(part.field);
            if (field != item->fields.end())
                return field->second;
            raiseInScenario("ValueError", "the item has no field '" + part.field + "'");
        }
    }
    raiseInScenario("ValueError", "nothing named '" + part.text + "' is in sight");
}

template <typename T, typename Read>
T evaluateWith(const Value<T> &value, const EnvironmentPtr &environment, Read read, const char *what)
{
    if (value.constant)
        return *value.constant;
    const std::string text = fillIn(value.source, environment);
    if (const std::optional<T> result = read(text))
        return *result;
    raiseInScenario("ValueError", "'" + text + "' is not " + what);
}

} // namespace

const ScopeRef *innermostGroup(const EnvironmentPtr &environment)
{
    for (const Environment *at = environment.get(); at; at = at->outer()) {
        const ScopeRef *scope = std::get_if<ScopeRef>(&at->value());
        if (scope && (*scope)->group)
            return scope;
    }
    return nullptr;
}

std::vector<ScopeRef> shutdownsAround(const EnvironmentPtr &environment)
{
    std::vector<ScopeRef> result;
    for (const Environment *at = environment.get(); at; at = at->outer()) {
        if (std::holds_alternative<Detached>(at->value()))
            break;
        const ScopeRef *scope = std::get_if<ScopeRef>(&at->value());
        if (scope && (*scope)->shutdown)
            result.push_back(*scope);
    }
    return result;
}

void raiseInScenario(const std::string &type, const std::string &message)
{
    throw RaisedError(makeError(type, message));
}

std::string fillIn(const Template &text, const EnvironmentPtr &environment)
{
    std::string result;
    for (const Template::Part &part : text.parts)
        result += part.isName ? textOf(part, environment) : part.text;
    return result;
}

Duration evaluate(const Value<Duration> &value, const EnvironmentPtr &environment)
{
    const auto read = [](const std::string &text) {
        if (isTooLong(text))
            raiseInScenario("ValueError", "'" + text + "' is too long, the longest duration is " + LongestDuration);
        return readDuration(text);
    };
    return evaluateWith(value, environment, read, "a duration");
}

bool evaluate(const Value<bool> &value, const EnvironmentPtr &environment)
{
    return evaluateWith(value, environment, readBool, "true or false");
}

std::int64_t evaluate(const Value<std::int64_t> &value, const EnvironmentPtr &environment)
{
    return evaluateWith(value, environment, readCount, "a whole number");
}

double evaluateChance(const Value<double> &value, const EnvironmentPtr &environment)
{
    return evaluateWith(value, environment, readChance, "a number from 0 to 1");
}

double evaluateNumber(const Value<double> &value, const EnvironmentPtr &environment)
{
    return evaluateWith(value, environment, readNumber, "a number");
}

ErrorPtr boundError(const Template &name, const EnvironmentPtr &environment)
{
    const std::string text = fillIn(name, environment);
    if (const ErrorPtr *error = lookUp<ErrorPtr>(environment, text))
        return *error;
    raiseInScenario("ValueError", "no error named '" + text + "' is in sight");
}

ScopeRef boundScope(const Template &name, const EnvironmentPtr &environment)
{
    const std::string text = fillIn(name, environment);
    if (const ScopeRef *scope = lookUp<ScopeRef>(environment, text))
        return *scope;
    raiseInScenario("ValueError", "no scope named '" + text + "' is in sight");
}

ErrorRules::ErrorRules(const Scenario &scenario)
{
    for (const auto &[name, parent] : scenario.exceptions)
        m_types.declare(name, parent);
}

ErrorPtr ErrorRules::make(const RaiseSpec &spec, const EnvironmentPtr &environment) const
{
    ErrorPtr error;
    if (spec.isGroup) {
        std::vector<ErrorPtr> members;
        for (const RaiseSpec &member : spec.members)
            members.push_back(make(member, environment));
        error = makeGroup(fillIn(spec.message, environment), std::move(members));
    } else if (spec.error.isSet()) {
        error = boundError(spec.error, environment);
        if (!error)
            raiseInScenario("RuntimeError", "'" + spec.error.text + "' is bound to nothing");
    } else {
        error = makeLeaf(spec, environment);
    }
    if (spec.causeName.isSet())
        error->setCause(boundError(spec.causeName, environment));
    else if (spec.cause)
        error->setCause(make(*spec.cause, environment));
    return error;
}

ErrorPtr ErrorRules::makeLeaf(const RaiseSpec &spec, const EnvironmentPtr &environment) const
{
    const std::string type = fillIn(spec.type, environment);
    const std::string message = fillIn(spec.message, environment);
    ErrorPtr error;
    if (type == "cancelled")
        error = makeCancelled(message);
    else if (!m_types.isKnown(type) || m_types.isA(type, "BaseExceptionGroup"))
        raiseInScenario("ValueError", "'" + type + "' is not an exception type");
    else
        error = makeError(type, message, !m_types.isA(type, "Exception"));
    for (const Template &note : spec.notes)
        error->notes.push_back(fillIn(note, environment));
    return error;
}

bool ErrorRules::matches(const std::vector<Template> &types, const Error &error,
                         const EnvironmentPtr &environment) const
{
    for (const Template &match : types) {
        const std::string type = fillIn(match, environment);
        if (type == "cancelled") {
            if (error.kind == ErrorKind::Cancelled)
                return true;
        } else if (type == "group") {
            if (error.isGroup())
                return true;
        } else if (type == error.type || m_types.isA(error.type, type)) {
            return true;
        }
    }
    return false;
}

} // namespace ScopeLab
