// How scopes read in C++, and what is done to them.

#include "core/export/cppexporter.h"
#include "core/export/cpptext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void CppExporter::write(Function &f, const SetShieldStep &step)
{
    f.write(scopeMember(f, step.scope) + "setShielded(" + flag(f, step.shield) + ");");
}

/// Declares a scope that has a name. @returns the scope, as an argument.
std::string CppExporter::namedScope(Function &f, const Template &name, const std::string &wanted,
                                    const std::string &options)
{
    const CodeName scope = bindScope(f, Kind::Scope, name, wanted, "CancelScope");
    engine("cancelscope");
    if (scope.isShared) {
        const std::string given = options.empty() ? "" : "CancelScope::Options{" + options + '}';
        f.write("const auto " + scope.variable + " = std::make_shared<CancelScope>(" + given + ");");
    } else {
        f.write("CancelScope " + scope.variable + (options.empty() ? ";" : "({" + options + "});"));
    }
    noteEntered(f, name, scope);
    return (scope.isShared ? "*" : "") + scope.variable;
}

/// Awaits it while others can find its scope, if somebody looks for it.
void CppExporter::awaitVisibly(Function &f, const Template &name, const std::string &scope, const std::string &what)
{
    if (!isVisible(name)) {
        await(f, what);
        return;
    }
    f.write("{");
    ++f.indent;
    f.write("const " + need("Visible") + " visible(" + text(f, name) + ", " + scope + ");");
    await(f, what);
    --f.indent;
    f.write("}");
}

void CppExporter::write(Function &f, const ScopeStep &step)
{
    const bool isShield = step.kind == ScopeKind::Shield || step.shield.constant == true;
    const bool mayShield = isShield || !step.shield.constant;
    const bool raises = step.kind == ScopeKind::FailAfter;
    const bool isNamed = isVisible(step.name) || (step.name.isSet() && isReferredTo(step.name)) || step.deadline
                         || (mayShield && (raises || !isShield));
    if (!isNamed && !step.timeout && !isShield) { // nobody can cancel it
        block(f, {}, step.body);
        return;
    }
    engine("withscope");
    if (!isNamed) {
        std::string call = isShield ? "shield(" : "";
        if (step.timeout)
            call += (raises ? "failAfter(" : "moveOnAfter(") + duration(f, *step.timeout) + ", ";
        const std::string wanted = step.name.isSet() && step.name.isConstant() ? step.name.constantText()
                                   : step.timeout                              ? "limited"
                                                                               : "shielded";
        const std::string what = body(f, wanted, call, step.body);
        awaitOr(f, "finished", what, step.otherwise);
        return;
    }
    std::string options;
    if (step.timeout)
        options = ".timeout = " + duration(f, *step.timeout);
    if (mayShield)
        options += (options.empty() ? "" : ", ") + (".shielded = " + (isShield ? "true" : flag(f, step.shield)));
    const std::string scope = namedScope(f, step.name, "scope", options);
    const std::size_t at = f.names.size() - 1;
    if (step.deadline)
        f.write(memberOf(f.names[at]) + "setDeadline(TimePoint(" + duration(f, *step.deadline) + "));");
    const std::string what = body(f,
                                  raises      ? "limited"
                                  : mayShield ? "shielded"
                                              : "scoped",
                                  (raises ? "failWithScope(" : "withScope(") + scope + ", ", step.body);
    awaitVisibly(f, step.name, scope, what);
    f.left.push_back(f.names[at]);
    f.names[at].name.clear(); // no longer in sight, but the variable is taken
    otherwise(f, memberOf(f.names[at]) + "cancelledCaught()", step.otherwise);
}

void CppExporter::write(Function &f, const CancelStep &step)
{
    const std::string reason = step.reason.isSet() ? text(f, step.reason) : std::string();
    if (step.scope.isConstant()) {
        if (const auto token = m_tokens.find(step.scope.constantText()); token != m_tokens.end()) {
            f.write(token->second + ".cancel(" + reason + ");");
            return;
        }
    }
    const auto known = scopeInSight(f, step.scope);
    const bool isGroup = known && known->kind == Kind::Group;
    const std::string member = isGroup ? known->variable + (known->isShared ? "->" : ".") : scopeMember(f, step.scope);
    f.write(member + "cancel(" + reason + ");");
}

void CppExporter::write(Function &f, const SetDeadlineStep &step)
{
    const std::string member = scopeMember(f, step.scope);
    if (step.after)
        f.write(member + "setRelativeDeadline(" + duration(f, *step.after) + "); // from now");
    else
        f.write(member + "setDeadline(" + (step.at ? "TimePoint(" + duration(f, *step.at) + ')' : "Never") + ");");
}

} // namespace ScopeLab
