#include "core/trace/unknowns.h"

#include <algorithm>

namespace ScopeLab {

const std::string *Unknowns::find(Of of, std::uint32_t number) const
{
    const std::vector<Kept> &kept = m_all[static_cast<std::size_t>(of)];
    const auto found = std::lower_bound(kept.begin(), kept.end(), number,
                                        [](const Kept &one, std::uint32_t value) { return one.number < value; });
    return found != kept.end() && found->number == number ? &found->json : nullptr;
}

} // namespace ScopeLab
