#include "core/scenario/callgraph.h"

#include "core/scenario/walk.h"

#include <algorithm>
#include <unordered_map>

namespace ScopeLab {

/// A list of steps, and how far its calls have been followed.
struct CallGraph::Calls
{
    const Function *function = nullptr; // null: main
    std::vector<std::pair<const Step *, Calls *>> calls;
    std::size_t followed = 0;
    enum class State { New, Open, Done } state = State::New;
};

CallGraph::CallGraph(const Scenario &scenario)
{
    std::unordered_map<std::string_view, Calls> all;
    for (const Function &function : scenario.functions)
        all[function.first].function = &function;
    const auto collect = [&all](const Steps &steps, Calls &from) {
        forEachStep(steps, [&](const Step &step) {
            const auto *call = std::get_if<CallStep>(&step.payload);
            const auto found = call ? all.find(call->function.text) : all.end();
            if (found != all.end())
                from.calls.emplace_back(&step, &found->second);
        });
    };
    Calls main;
    collect(scenario.main, main);
    std::vector<Calls *> starts{&main};
    for (const Function &function : scenario.functions) {
        starts.push_back(&all[function.first]);
        collect(function.second, *starts.back());
    }
    // Depth-first, with a stack of our own: a chain of calls may be as long as the file.
    for (Calls *start : starts) {
        if (start->state != Calls::State::New)
            continue;
        std::vector<Calls *> open{start};
        start->state = Calls::State::Open;
        while (!open.empty()) {
            Calls &caller = *open.back();
            if (caller.followed == caller.calls.size()) {
                caller.state = Calls::State::Done;
                if (caller.function)
                    m_callersFirst.push_back(caller.function);
                open.pop_back();
                continue;
            }
            const auto [step, callee] = caller.calls[caller.followed++];
            if (callee->state == Calls::State::Open) {
                m_circles.insert(step);
            } else if (callee->state == Calls::State::New) {
                callee->state = Calls::State::Open;
                open.push_back(callee);
            }
        }
    }
    std::reverse(m_callersFirst.begin(), m_callersFirst.end());
}

} // namespace ScopeLab
