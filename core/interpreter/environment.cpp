#include "core/interpreter/environment.h"

#include <tuple>

namespace ScopeLab {

namespace {

using Key = std::pair<std::string_view, std::size_t>; // name and type

Key keyOf(const Environment &bound)
{
    return {bound.name(), bound.value().index()};
}

NamesInSight::Pointer shared(NamesInSight node)
{
    return std::make_shared<const NamesInSight>(std::move(node));
}

/// Recurses as deep as the tree, a small multiple of the logarithm of its size.
NamesInSight::Pointer inserted(const NamesInSight::Pointer &tree, const Environment *bound, std::size_t priority)
{
    if (!tree)
        return shared({bound, priority, {}, {}});
    NamesInSight root = *tree;
    const Key key = keyOf(*bound);
    const Key keyOfRoot = keyOf(*root.bound);
    if (key == keyOfRoot) {
        root.bound = bound;
        return shared(std::move(root));
    }
    const auto [side, other] = key < keyOfRoot ? std::pair(&NamesInSight::before, &NamesInSight::behind)
                                               : std::pair(&NamesInSight::behind, &NamesInSight::before);
    root.*side = inserted(root.*side, bound, priority);
    if ((root.*side)->priority <= root.priority)
        return shared(std::move(root));
    NamesInSight risen = *(root.*side);
    root.*side = risen.*other;
    risen.*other = shared(std::move(root));
    return shared(std::move(risen));
}

} // namespace

NamesInSight::Pointer Environment::withThis(const NamesInSight::Pointer &tree) const
{
    const std::size_t priority = std::hash<std::string>()(m_name) + m_value.index();
    return inserted(tree, this, priority);
}

const Environment *Environment::find(std::string_view name, std::size_t type) const
{
    const Key key(name, type);
    for (const NamesInSight *at = m_inSight.get(); at;) {
        const Key here = keyOf(*at->bound);
        if (key == here)
            return at->bound;
        at = (key < here ? at->before : at->behind).get();
    }
    return nullptr;
}

} // namespace ScopeLab
