#include "core/engine/split.h"

#include "core/engine/scheduler.h"

#include <algorithm>
#include <unordered_map>

namespace ScopeLab {

namespace {

enum class Side { Matched, Rest, Ask };

struct OpenGroup
{
    const Error *group;
    std::size_t next = 0;
    std::vector<ErrorPtr> matched;
    std::vector<ErrorPtr> rest;
};

ErrorPtr derive(const Error &original, std::vector<ErrorPtr> members)
{
    if (members.empty())
        return {};
    ErrorPtr part = makeGroup(original.message, std::move(members));
    part->notes = original.notes;
    part->cause = original.cause;
    part->context = original.context;
    part->origin = original.origin;
    part->traceback = original.traceback;
    return part;
}

// `sideOf` answers Ask only for groups, whose members must then be looked at one by one. A group with several
// parents is split once, however often it is met.
template <typename SideOf>
ErrorSplit splitBy(const ErrorPtr &error, SideOf sideOf)
{
    ErrorSplit result;
    const auto place = [&](std::vector<OpenGroup> &open, ErrorPtr part, bool matched) {
        if (!part)
            return;
        if (open.empty())
            (matched ? result.matched : result.rest) = std::move(part);
        else
            (matched ? open.back().matched : open.back().rest).push_back(std::move(part));
    };

    std::vector<OpenGroup> open;
    std::unordered_map<const Error *, ErrorSplit> shared;
    ErrorPtr at = error;
    while (at) {
        const auto known = shared.find(at.get());
        const Side side = known == shared.end() ? sideOf(*at) : Side::Rest;
        if (known != shared.end()) {
            place(open, known->second.matched, true);
            place(open, known->second.rest, false);
        } else if (side == Side::Ask) {
            open.push_back({at.get(), 0, {}, {}});
        } else {
            place(open, at, side == Side::Matched);
        }
        at = {};
        while (!open.empty() && !at) {
            OpenGroup &top = open.back();
            if (top.next < top.group->members.size()) {
                at = top.group->members[top.next++];
                continue;
            }
            ErrorPtr matched = derive(*top.group, std::move(top.matched));
            ErrorPtr rest = derive(*top.group, std::move(top.rest));
            if (top.group->references.load(std::memory_order_relaxed) > 1)
                shared[top.group] = {matched, rest};
            open.pop_back();
            place(open, std::move(matched), true);
            place(open, std::move(rest), false);
        }
    }
    return result;
}

} // namespace

ErrorSplit split(const ErrorPtr &error, const std::function<bool(const Error &)> &matches)
{
    return splitBy(error, [&](const Error &node) {
        if (matches(node))
            return Side::Matched;
        return node.isGroup() ? Side::Ask : Side::Rest;
    });
}

std::function<bool(const Error &)> ofType(std::initializer_list<std::string> types)
{
    return [names = std::vector<std::string>(types)](const Error &error) {
        return std::find(names.begin(), names.end(), error.type) != names.end();
    };
}

ErrorSplit splitCancellation(const ErrorPtr &error)
{
    // A group that goes whole to one side is still a new group, though its members are shared.
    if (error && error->isGroup() && error->holdsOnlyCancellations())
        return {derive(*error, error->members), {}};
    if (error && error->isGroup() && !error->holdsCancellation())
        return {{}, derive(*error, error->members)};
    return splitBy(error, [](const Error &node) {
        if (node.holdsOnlyCancellations())
            return Side::Matched;
        return node.holdsCancellation() ? Side::Ask : Side::Rest;
    });
}

ErrorPtr asGroup(const ErrorPtr &error)
{
    if (!error || error->isGroup())
        return error;
    ErrorPtr group = makeGroup({}, {error});
    if (Scheduler::currentOrNull())
        group->origin = detail::currentTask().whereItIs();
    return group;
}

ErrorPtr nonCancelSubgroup(const ErrorPtr &error)
{
    return splitCancellation(error).rest;
}

bool isCancelled(const ErrorPtr &error)
{
    return error && error->kind == ErrorKind::Cancelled;
}

} // namespace ScopeLab
