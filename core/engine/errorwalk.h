#pragma once

#include "core/engine/error.h"

#include <unordered_set>

namespace ScopeLab::detail {

/// Visits each leaf below @p root once, the last first. Groups may share members, so a walk along every path might
/// take exponential time.
template <typename Visit>
void forEachLeaf(const ErrorPtr &root, Visit visit)
{
    if (!root->isGroup()) {
        visit(root.get());
        return;
    }
    std::vector<const Error *> open{root.get()};
    std::unordered_set<const Error *> seen;
    while (!open.empty()) {
        const Error *const at = open.back();
        open.pop_back();
        if (!seen.insert(at).second)
            continue;
        if (!at->isGroup())
            visit(at);
        for (const ErrorPtr &member : at->members)
            open.push_back(member.get());
    }
}

} // namespace ScopeLab::detail
