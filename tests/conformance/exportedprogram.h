#pragma once

#include "core/engine/virtualtimeexecutor.h"

#include <functional>
#include <map>
#include <string>

/// The exported programs that were built into this one, by name.
using RunExported = std::function<void(ScopeLab::VirtualTimeExecutor &executor)>;
std::map<std::string, RunExported> &exportedPrograms();

/// Prints how a run ended: its outcome, the moment, and what left it.
void tellEnd(ScopeLab::VirtualTimeExecutor &executor, ScopeLab::Progress progress);

/// Puts one of them there.
template <typename Program>
struct RegisteredProgram
{
    explicit RegisteredProgram(const std::string &name)
    {
        exportedPrograms()[name] = [](ScopeLab::VirtualTimeExecutor &executor) {
            Program program;
            tellEnd(executor, executor.run(program.main()));
        };
    }
};
