// How errors are raised, caught and split in Python.

#include "core/export/pythonexporter.h"
#include "core/export/pythontext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void PythonExporter::write(Function &f, const ReraiseStep &)
{
    f.write("raise");
}

void PythonExporter::write(Function &f, const RaiseSpec &spec)
{
    std::string line = "raise " + error(f, spec);
    if (spec.causeName.isSet())
        line += " from " + errorOf(f, spec.causeName);
    else if (spec.cause)
        line += " from " + causedError(f, *spec.cause);
    f.write(line);
}

void PythonExporter::write(Function &f, const TryStep &step)
{
    f.write("try:");
    body(f, step.body);
    for (const Handler &handler : step.handlers)
        this->handler(f, handler, step.isGroupHandler);
    if (!step.orElse.empty()) {
        f.write("else:");
        body(f, step.orElse);
    }
    if (step.hasFinally) {
        f.write("finally:");
        body(f, step.finally);
    }
}

void PythonExporter::handler(Function &f, const Handler &handler, bool isGroupHandler)
{
    const int outerStep = std::exchange(f.step, handler.line);
    std::string line = std::string(isGroupHandler ? "except* " : "except ") + matched(f, handler.match);
    std::string variable;
    if (!handler.as.empty())
        variable = bind(f, Kind::Error, handler.as, handler.as);
    else if (asksForHandled(handler.body))
        variable = bind(f, Kind::Error, {}, "error");
    if (!variable.empty())
        line += " as " + variable;
    f.write(line + ':');
    const std::string outer = std::exchange(f.handled, variable);
    const std::set<std::string> certain = f.certain;
    if (!variable.empty())
        f.certain.insert(variable);
    body(f, handler.body);
    f.certain = certain;
    f.handled = outer;
    if (!variable.empty())
        f.names.pop_back();
    f.step = outerStep;
}

void PythonExporter::split(Function &f, const Template &error, const std::string &cancels, const std::string &errors)
{
    const std::string whole = error.isSet() ? errorOf(f, error) : handledError(f);
    const std::string call = need("split_cancellation") + '(' + whole + ')';
    if (cancels.empty() && errors.empty())
        return;
    const std::string first = cancels.empty() ? "_" : bind(f, Kind::Error, cancels, cancels);
    const std::string second = errors.empty() ? "_" : bind(f, Kind::Error, errors, errors);
    f.write(first + ", " + second + " = " + call);
}

} // namespace ScopeLab
