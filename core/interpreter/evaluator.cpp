#include "core/interpreter/evaluator.h"

#include "core/engine/exceptions.h"
#include "core/engine/overloaded.h"
#include "core/engine/split.h"
#include "core/interpreter/watchdog.h"
#include "core/scenario/values.h"

#include <cmath>

namespace ScopeLab {

namespace {

const std::string &fieldOf(const ItemValue &item, const std::string &name)
{
    if (name.empty())
        return item.text;
    const auto field = item.fields.find(name);
    if (field == item.fields.end())
        raiseInScenario("ValueError", "the item has no field '" + name + "'");
    return field->second;
}

std::string textOf(const Template::Part &part, const EnvironmentPtr &environment)
{
    const Environment *innermost = nullptr;
    if (environment) {
        for (const Environment *found :
             {environment->find<std::string>(part.text), environment->find<ErrorPtr>(part.text),
              environment->find<ItemValue>(part.text)}) {
            if (found && (!innermost || found->depth() > innermost->depth()))
                innermost = found;
        }
    }
    if (!innermost)
        raiseInScenario("ValueError", "nothing named '" + part.text + "' is in sight");
    const Overloaded asText{
        [](const std::string &text) { return text; },
        [](const ErrorPtr &error) { return error ? describe(*error) : std::string("nothing"); },
        [&](const ItemValue &item) { return fieldOf(item, part.field); },
        [](const OneOf<ScopeRef, Detached> auto &) { return std::string(); }, // the search above skips these
    };
    return std::visit(asText, innermost->value());
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
    for (const Environment *at = environment.get(); at; at = at->around()) {
        const ScopeRef *scope = std::get_if<ScopeRef>(&at->value());
        if (scope && (*scope)->group)
            return scope;
    }
    return nullptr;
}

std::vector<ScopeRef> shutdownsAround(const EnvironmentPtr &environment)
{
    std::vector<ScopeRef> result;
    for (const Environment *at = environment.get(); at; at = at->around()) {
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
    Watchdog *const watchdog = environment ? environment->watchdog() : nullptr;
    const std::size_t most = watchdog ? watchdog->textLeft() : std::string::npos;
    std::string result;
    bool isCut = false;
    for (const Template::Part &part : text.parts) {
        const std::string &piece = part.isName ? textOf(part, environment) : part.text;
        isCut |= piece.size() > most - result.size();
        result.append(piece, 0, most - result.size());
    }
    if (watchdog)
        watchdog->countText(result.size(), isCut);
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
    const double number = evaluateWith(value, environment, readNumber, "a number");
    if (std::isinf(number))
        raiseInScenario("ValueError", "the number is too large");
    return number;
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
