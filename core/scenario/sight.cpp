#include "core/scenario/sight.h"

#include <algorithm>

namespace ScopeLab {

bool fits(NameKind kind, Wanted wanted)
{
    const bool isScope = kind == NameKind::Scope || kind == NameKind::Group;
    switch (wanted) {
    case Wanted::Scope: return isScope;
    case Wanted::Group: return kind == NameKind::Group;
    case Wanted::Error: return kind == NameKind::Error;
    case Wanted::Value: return !isScope;
    case Wanted::Item: return kind == NameKind::Item;
    }
    return false;
}

void NamePatterns::add(const std::string &pattern)
{
    const std::string start = pattern.substr(0, pattern.find('{'));
    if (mayBecome(start))
        return;
    auto longer = m_starts.insert(start).first;
    for (++longer; longer != m_starts.end() && longer->starts_with(start);)
        longer = m_starts.erase(longer);
}

bool NamePatterns::mayBecome(const std::string &name) const
{
    // Only its predecessor can be its start: anything between the two would begin with that start, too.
    const auto after = m_starts.upper_bound(name);
    return after != m_starts.begin() && name.starts_with(*std::prev(after));
}

void UsedNames::number()
{
    m_count = 0;
    for (auto &names : m_numbers) {
        for (auto &[name, number] : names)
            number = m_count++;
    }
}

std::size_t UsedNames::find(const std::string &name, Wanted wanted) const
{
    const auto &names = m_numbers[static_cast<std::size_t>(wanted)];
    const auto found = names.find(name);
    return found == names.end() ? None : found->second;
}

std::pair<std::size_t, std::size_t> UsedNames::thatBeginWith(const std::string &start, Wanted wanted) const
{
    const auto &names = m_numbers[static_cast<std::size_t>(wanted)];
    const auto first = names.lower_bound(start);
    if (m_count == 0 || first == names.end() || !first->first.starts_with(start))
        return {0, 0};
    std::string behind = start; // the first text after all those that begin with it
    while (!behind.empty() && behind.back() == '\xFF')
        behind.pop_back();
    if (!behind.empty())
        behind.back() = static_cast<char>(static_cast<unsigned char>(behind.back()) + 1);
    const auto last = behind.empty() ? names.end() : names.lower_bound(behind);
    const std::size_t count = last == names.end() ? names.rbegin()->second + 1 : last->second;
    return {first->second, count};
}

void Sight::bind(const Template &name, NameKind kind)
{
    if (!name.isSet())
        return;
    if (name.isConstant()) {
        bind(name.text, kind);
        return;
    }
    Binding &binding = m_bindings.emplace_back();
    binding.name = name.text.substr(0, name.text.find('{'));
    binding.kind = kind;
    binding.isPattern = true;
    m_patterns.push_back(m_bindings.size() - 1);
    for (const Wanted wanted : {Wanted::Scope, Wanted::Group}) {
        if (!fits(kind, wanted))
            continue;
        const auto [first, last] = m_used.thatBeginWith(binding.name, wanted);
        setBits(binding, first, last);
    }
}

void Sight::bind(const std::string &name, NameKind kind)
{
    if (name.empty())
        return;
    Binding &binding = m_bindings.emplace_back();
    binding.name = name;
    binding.kind = kind;
    ++m_counts[name][static_cast<std::size_t>(kind)];
    for (std::size_t i = 0; i < WantedKinds; ++i) {
        const auto wanted = static_cast<Wanted>(i);
        const std::size_t bit = fits(kind, wanted) ? m_used.find(name, wanted) : UsedNames::None;
        if (bit != UsedNames::None)
            setBits(binding, bit, bit + 1);
    }
}

void Sight::setBits(Binding &binding, std::size_t first, std::size_t last)
{
    for (std::size_t word = first / 64; word * 64 < last; ++word) {
        std::uint64_t bits = ~std::uint64_t{0};
        if (word == first / 64)
            bits &= ~std::uint64_t{0} << first % 64;
        if (last < word * 64 + 64)
            bits &= ~(~std::uint64_t{0} << last % 64);
        binding.replaced.emplace_back(word, m_bits[word]);
        m_bits[word] |= bits;
    }
}

void Sight::unwind(std::size_t mark)
{
    for (; m_bindings.size() > mark; m_bindings.pop_back()) {
        const Binding &last = m_bindings.back();
        if (last.isPattern)
            m_patterns.pop_back();
        else
            --m_counts[last.name][static_cast<std::size_t>(last.kind)];
        for (auto replaced = last.replaced.rbegin(); replaced != last.replaced.rend(); ++replaced)
            m_bits[replaced->first] = replaced->second;
    }
}

bool Sight::has(const std::string &name, Wanted wanted) const
{
    if (const auto found = m_counts.find(name); found != m_counts.end()) {
        for (std::size_t kind = 0; kind < found->second.size(); ++kind) {
            if (found->second[kind] && fits(static_cast<NameKind>(kind), wanted))
                return true;
        }
    }
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&](std::size_t pattern) {
        return fits(m_bindings[pattern].kind, wanted) && name.starts_with(m_bindings[pattern].name);
    });
}

} // namespace ScopeLab
