#pragma once

#include "core/scenario/ast.h"

#include <array>
#include <cstdint>
#include <set>
#include <unordered_map>

namespace ScopeLab {

/// What a name stands for.
enum class NameKind { Scope, Group, Error, Text, Item, Event, Lock, Limiter, Channel, Token };

/// What a name is looked up as: any of the kinds that fit.
enum class Wanted { Scope, Group, Error, Value, Item };
inline constexpr std::size_t WantedKinds = 5;

bool fits(NameKind kind, Wanted wanted);

/// Names with `{…}` in them, as far as they are known in advance: "batch-{index}" may become "batch-7".
class NamePatterns
{
public:
    void add(const std::string &pattern);
    bool mayBecome(const std::string &name) const;

private:
    std::set<std::string> m_starts; // none is the start of another
};

/// The names that functions use without binding them, each as a bit: which of them has no caller bound?
class UsedNames
{
public:
    using Bits = std::vector<std::uint64_t>;
    static constexpr std::size_t None = SIZE_MAX;

    void add(const std::string &name, Wanted wanted) { m_numbers[static_cast<std::size_t>(wanted)][name] = None; }

    /// Call once all are added.
    void number();

    std::size_t find(const std::string &name, Wanted wanted) const;

    /// The range of those that begin with @p start: the first, and one past the last.
    std::pair<std::size_t, std::size_t> thatBeginWith(const std::string &start, Wanted wanted) const;

    Bits noBits() const { return Bits((m_count + 63) / 64); }

private:
    std::array<std::map<std::string, std::size_t>, WantedKinds> m_numbers;
    std::size_t m_count = 0;
};

/// What the list of steps being visited can see, as far as it is bound in the same body, of `main` or of a function.
/// Binding a name and unwinding it cost the same, however many are in sight.
class Sight
{
public:
    struct Binding
    {
        std::string name; ///< Of a pattern: the text before its first brace.
        NameKind kind = NameKind::Scope;
        bool isPattern = false;
        std::vector<std::pair<std::size_t, std::uint64_t>> replaced; ///< Words of bits(), as they were before.
    };

    explicit Sight(const UsedNames &used)
        : m_used(used)
    {
    }

    /// No-op for a name that is not set.
    void bind(const Template &name, NameKind kind);
    void bind(const std::string &name, NameKind kind);

    std::size_t mark() const { return m_bindings.size(); }

    /// Forgets what has been bound since @p mark.
    void unwind(std::size_t mark);

    bool has(const std::string &name, Wanted wanted) const;

    /// Oldest first.
    const std::vector<Binding> &bindings() const { return m_bindings; }

    /// The used names that are in sight.
    const UsedNames::Bits &bits() const { return m_bits; }

    /// Call once the used names are numbered, while nothing is in sight.
    void reset() { m_bits = m_used.noBits(); }

private:
    void setBits(Binding &binding, std::size_t first, std::size_t last);

    const UsedNames &m_used;
    std::vector<Binding> m_bindings;
    std::vector<std::size_t> m_patterns; // positions in m_bindings; of scopes around, so there are few
    std::unordered_map<std::string, std::array<std::uint32_t, 10>> m_counts; // by kind
    UsedNames::Bits m_bits;
};

} // namespace ScopeLab
