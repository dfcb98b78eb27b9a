#pragma once

#include "core/engine/virtualtimeexecutor.h"

#include <functional>
#include <map>
#include <string>

/// The exported programs that were built into this one, by name.
using RunExported = std::function<void(ScopeLab::VirtualTimeExecutor &executor)>;
std::map<std::string, RunExported> &exportedPrograms();

/// Puts one of them there.
template <typename Program>
struct RegisteredProgram
{
    explicit RegisteredProgram(const std::string &name)
    {
        exportedPrograms()[name] = [](ScopeLab::VirtualTimeExecutor &executor) {
            Program program;
            finish(executor, executor.run(program.main()));
        };
    }

private:
    static void finish(ScopeLab::VirtualTimeExecutor &executor, ScopeLab::Progress progress);
};

/// Prints how a run ended: its outcome, the moment, and what left it.
void tellEnd(ScopeLab::VirtualTimeExecutor &executor, ScopeLab::Progress progress);

template <typename Program>
void RegisteredProgram<Program>::finish(ScopeLab::VirtualTimeExecutor &executor, ScopeLab::Progress progress)
{
    tellEnd(executor, progress);
}
