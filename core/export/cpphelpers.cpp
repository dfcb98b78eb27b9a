// What a program needs beside the library, each part only if it is used.

#include "core/export/cpptext.h"

#include <array>

namespace ScopeLab::Cpp {

namespace {

// clang-format off
constexpr std::array<CodeHelper, 13> all{{
    {"log", "core/engine/scheduler.h chrono cstdio string", "", R"(
/// A line with the moment of the run.
void log(const std::string &text)
{
    const std::chrono::duration<double> now = Scheduler::current().now().time_since_epoch();
    std::printf("%.3f s: %s\n", now.count(), text.c_str());
}
)"},
    {"toDuration", "core/engine/exceptions.h chrono string", "", R"(
/// Reads a length of time: 250ms, 1.5s, 2m, 1h, forever.
Duration toDuration(const std::string &text)
{
    if (text == "forever" || text == "0")
        return text == "0" ? Duration::zero() : Forever;
    const std::size_t end = text.find_first_not_of("0123456789.");
    const std::string unit = end == std::string::npos ? "" : text.substr(end);
    const double seconds = unit == "ms" ? 0.001 : unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
    if (seconds == 0 || end == 0)
        throwError(makeError("ValueError", "'" + text + "' is not a duration"));
    return std::chrono::round<Duration>(std::chrono::duration<double>(std::stod(text) * seconds));
}
)"},
    {"describe", "core/engine/error.h string", "", R"(
std::string describe(const ErrorPtr &error)
{
    return error ? describe(*error) : "nothing";
}
)"},
    {"members", "", "", R"(
/// How many direct members a group has; a single error counts as one.
std::size_t members(const ErrorPtr &error)
{
    return !error ? 0 : error->isGroup() ? error->members.size() : 1;
}
)"},
    {"present", "core/engine/exceptions.h", "", R"(
const ErrorPtr &present(const ErrorPtr &error)
{
    if (!error)
        throwError(makeError("RuntimeError", "there is nothing to raise"));
    return error;
}
)"},
    {"errorNamed", "string", "", R"(
/// A new error of that type.
ErrorPtr errorNamed(const std::string &type, const std::string &message)
{
    return type == "cancelled" ? makeCancelled() : makeError(type, message, type == "BaseException");
}
)"},
    {"noted", "string utility vector", "", R"(
ErrorPtr noted(ErrorPtr error, std::vector<std::string> notes)
{
    error->notes = std::move(notes);
    return error;
}
)"},
    {"caused", "utility", "", R"(
ErrorPtr caused(ErrorPtr error, ErrorPtr cause)
{
    error->setCause(std::move(cause));
    return error;
}
)"},
    {"chance", "core/engine/scheduler.h", "", R"(
/// True so often: from the random numbers of the run, which depend on its seed alone.
bool chance(double share)
{
    return static_cast<double>(Scheduler::current().random()() >> 11) * 0x1p-53 < share;
}
)"},
    {"EndsSystemTasks", "core/engine/scheduler.h", "", R"(
/// When the program ends, so does what runs beside it.
struct EndsSystemTasks
{
    ~EndsSystemTasks() { Scheduler::current().cancelSystemTasks({}); }
};
)"},
    {"Visible", "core/engine/cancelscope.h map string utility vector", "", R"(
/// The scopes that others find by their names, innermost last.
std::map<std::string, std::vector<CancelScope *>> living;

/// Lets a scope be found for as long as this lives.
class Visible
{
public:
    Visible(std::string name, CancelScope &scope)
        : m_name(std::move(name))
        , m_scope(&scope)
    {
        living[m_name].push_back(m_scope);
    }
    ~Visible() { std::erase(living[m_name], m_scope); }
    Visible(const Visible &) = delete;
    Visible &operator=(const Visible &) = delete;

private:
    const std::string m_name;
    CancelScope *const m_scope;
};
)"},
    {"livingScope", "core/engine/cancelscope.h string", "Visible", R"(
/// The last one entered; one that nobody is in, if there is none.
CancelScope &livingScope(const std::string &name)
{
    static CancelScope none;
    return living[name].empty() ? none : *living[name].back();
}
)"},
    {"entered", "core/engine/cancelscope.h map memory string", "", R"(
/// The last scope of each name that was entered, for those who ask afterwards.
std::map<std::string, std::shared_ptr<CancelScope>> entered;

CancelScope &lastScope(const std::string &name)
{
    std::shared_ptr<CancelScope> &last = entered[name];
    if (!last)
        last = std::make_shared<CancelScope>();
    return *last;
}
)"},
}};
// clang-format on

} // namespace

std::span<const CodeHelper> helpers()
{
    return all;
}

} // namespace ScopeLab::Cpp
