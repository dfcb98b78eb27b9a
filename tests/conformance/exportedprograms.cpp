// Runs an exported program by its name, under virtual time: exportedprograms NAME BACKEND

#include "tests/conformance/exportedprogram.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

using namespace ScopeLab;

namespace {

/// As tst_exportedcpp writes it.
std::string shapeOf(const ErrorPtr &error)
{
    if (!error)
        return "-";
    if (error->kind == ErrorKind::Cancelled)
        return "cancelled";
    std::string shape = error->type;
    if (!error->isGroup() && error->type != "TimeoutError" && error->type != "RuntimeError")
        shape += " '" + error->message + '\'';
    for (const std::string &note : error->notes)
        shape += " note '" + note + '\'';
    if (error->isGroup()) {
        std::vector<std::string> members;
        for (const ErrorPtr &member : error->members)
            members.push_back(shapeOf(member));
        std::sort(members.begin(), members.end());
        std::string all;
        for (const std::string &member : members)
            all += (all.empty() ? "" : ", ") + member;
        shape += " [" + all + ']';
    }
    return error->cause ? shape + " from " + shapeOf(error->cause) : shape;
}

} // namespace

std::map<std::string, RunExported> &exportedPrograms()
{
    static std::map<std::string, RunExported> all;
    return all;
}

void tellEnd(VirtualTimeExecutor &executor, Progress progress)
{
    const std::chrono::duration<double> now = executor.scheduler().now().time_since_epoch();
    const ErrorPtr error = executor.scheduler().mainError();
    const char *outcome = progress != Progress::Ended       ? "stuck"
                          : !error                          ? "ok"
                          : error->holdsOnlyCancellations() ? "cancelled"
                                                            : "error";
    std::printf("%s after %.3f s\n%s\n", outcome, now.count(), shapeOf(error).c_str());
}

int main(int argc, char **argv)
{
    const auto found = argc == 3 ? exportedPrograms().find(argv[1]) : exportedPrograms().end();
    if (found == exportedPrograms().end())
        return 2;
    RunOptions options;
    if (std::strcmp(argv[2], "asyncio") == 0)
        options.backend = &CancellationBackend::asyncio();
    else if (std::strcmp(argv[2], "curio") == 0)
        options.backend = &CancellationBackend::curio();
    VirtualTimeExecutor executor(options);
    found->second(executor);
    return 0;
}
