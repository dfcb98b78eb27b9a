#pragma once

#include "core/interpreter/environment.h"
#include "core/scenario/ast.h"
#include "core/scenario/exceptiontypes.h"

namespace ScopeLab {

/// Throws a scenario error of @p type, for mistakes that show only when a step runs.
[[noreturn]] void raiseInScenario(const std::string &type, const std::string &message);

/// Fills in the `{name}` places of @p text.
std::string fillIn(const Template &text, const EnvironmentPtr &environment);

/// Reads scalars when their step runs. @throws ValueError (RaisedError) if they cannot be read.
Duration evaluate(const Value<Duration> &value, const EnvironmentPtr &environment);
bool evaluate(const Value<bool> &value, const EnvironmentPtr &environment);
std::int64_t evaluate(const Value<std::int64_t> &value, const EnvironmentPtr &environment);
double evaluateChance(const Value<double> &value, const EnvironmentPtr &environment);
double evaluateNumber(const Value<double> &value, const EnvironmentPtr &environment);

/// The error bound to a name; may be null, for "nothing". @throws ValueError
ErrorPtr boundError(const Template &name, const EnvironmentPtr &environment);

/// The scope in sight under a name. @throws ValueError
ScopeRef boundScope(const Template &name, const EnvironmentPtr &environment);

/// How exceptions are made and matched in one scenario.
class ErrorRules
{
public:
    explicit ErrorRules(const Scenario &scenario);

    /// Makes what `raise` describes, or finds what it names.
    ErrorPtr make(const RaiseSpec &spec, const EnvironmentPtr &environment) const;

    /// True if @p error is of one of @p types, in the words of `match`.
    bool matches(const std::vector<Template> &types, const Error &error, const EnvironmentPtr &environment) const;

private:
    ErrorPtr makeLeaf(const RaiseSpec &spec, const EnvironmentPtr &environment) const;

    ExceptionTypes m_types;
};

} // namespace ScopeLab
