#pragma once

#include "core/trace/trace.h"

#include <unordered_set>

namespace ScopeLab {

/// Visits each leaf of a record once, in order: visit(id, record). Groups may share
/// members, so a walk along every path might take for ever. Without a record it visits nothing.
template <typename Visit>
void forEachLeaf(const Trace &trace, ErrorId root, Visit visit)
{
    if (!root)
        return;
    if (const ErrorRecord &record = trace.error(root); record.kind != ErrorKind::Group) {
        visit(root, record);
        return;
    }
    std::vector<ErrorId> open{root};
    std::unordered_set<ErrorId> seen;
    while (!open.empty()) {
        const ErrorId id = open.back();
        open.pop_back();
        if (!seen.insert(id).second)
            continue;
        const ErrorRecord &record = trace.error(id);
        if (record.kind == ErrorKind::Group)
            open.insert(open.end(), record.members.rbegin(), record.members.rend());
        else
            visit(id, record);
    }
}

} // namespace ScopeLab
