#pragma once

#include <QJsonValue>
#include <QString>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ScopeLab {

/// The ids that a recording gives to things of one kind, and our numbers for them. An id is an integer
/// or a string. Ids that count up, as most do, cost next to nothing.
class IdMap
{
public:
    static bool isId(const QJsonValue &id) { return id.isString() || integer(id); }

    /// A whole number that JSON can hold exactly.
    static std::optional<std::int64_t> integer(const QJsonValue &value)
    {
        constexpr std::int64_t No = INT64_MIN + 1;
        if (!value.isDouble())
            return {};
        const std::int64_t number = value.toInteger(No);
        if (number == No && value.toInteger(0) == 0)
            return {};
        return number;
    }

    /// Our number; 0 if there is none.
    std::uint32_t find(const QJsonValue &id) const
    {
        if (id.isString())
            return found(m_words, id.toString().toStdString());
        const std::optional<std::int64_t> number = integer(id);
        if (!number)
            return 0;
        if (!m_others.empty()) {
            if (const std::uint32_t other = found(m_others, *number))
                return other;
        }
        const auto later = std::upper_bound(m_runs.begin(), m_runs.end(), *number,
                                            [](std::int64_t value, const Run &run) { return value < run.first; });
        if (later == m_runs.begin())
            return 0;
        const Run &run = *std::prev(later);
        // Unsigned: the difference of two ids may not fit otherwise.
        const std::uint64_t offset = static_cast<std::uint64_t>(*number) - static_cast<std::uint64_t>(run.first);
        return offset < run.count ? run.number + static_cast<std::uint32_t>(offset) : 0;
    }

    /// From now on @p id means @p number, whatever it meant before.
    void set(const QJsonValue &id, std::uint32_t number)
    {
        if (id.isString()) {
            m_words[id.toString().toStdString()] = number;
            return;
        }
        const std::int64_t value = *integer(id);
        if (m_runs.empty() || (value > m_runs.back().first && !find(id))) {
            Run *last = m_runs.empty() ? nullptr : &m_runs.back();
            const std::uint64_t offset
                = last ? static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(last->first) : 0;
            if (last && offset == last->count && number == last->number + last->count)
                ++last->count;
            else
                m_runs.push_back({value, number, 1});
            return;
        }
        m_others[value] = number;
    }

private:
    /// Ids from first on, for numbers from number on.
    struct Run
    {
        std::int64_t first = 0;
        std::uint32_t number = 0;
        std::uint32_t count = 0;
    };
    template <typename Map, typename Key>
    static std::uint32_t found(const Map &map, const Key &key)
    {
        const auto at = map.find(key);
        return at == map.end() ? 0 : at->second;
    }

    std::vector<Run> m_runs;                                  // ascending
    std::unordered_map<std::int64_t, std::uint32_t> m_others; // those that do not count up, or were reused
    std::unordered_map<std::string, std::uint32_t> m_words;
};

/// How an id is shown.
inline QString idText(const QJsonValue &id)
{
    if (id.isString())
        return u'\'' + id.toString() + u'\'';
    const std::optional<std::int64_t> number = IdMap::integer(id);
    return number ? QString::number(*number) : QStringLiteral("of this type");
}

} // namespace ScopeLab
