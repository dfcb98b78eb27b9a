#include "core/scenario/values.h"

#include "core/scenario/names.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace ScopeLab {

namespace {

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr double MostNanoseconds = 9e18;

/// A number with its unit, in nanoseconds, however many.
std::optional<double> readLength(std::string_view text)
{
    struct Unit
    {
        std::string_view name;
        double nanoseconds;
    };
    for (const Unit &unit : {Unit{"ms", 1e6}, Unit{"s", 1e9}, Unit{"m", 60e9}, Unit{"h", 3600e9}}) {
        if (!text.ends_with(unit.name))
            continue;
        const auto number = readNumber(text.substr(0, text.size() - unit.name.size()));
        return number ? std::optional(*number * unit.nanoseconds) : std::nullopt;
    }
    return {};
}

} // namespace

std::optional<Duration> readDuration(std::string_view text)
{
    if (text == "forever")
        return Forever;
    if (text == "0")
        return Duration::zero();
    const std::optional<double> length = readLength(text);
    return length && *length <= MostNanoseconds ? std::optional(Duration(std::llround(*length))) : std::nullopt;
}

bool isTooLong(std::string_view text)
{
    const std::optional<double> length = readLength(text);
    return length && *length > MostNanoseconds;
}

std::optional<bool> readBool(std::string_view text)
{
    if (text == "true")
        return true;
    if (text == "false")
        return false;
    return {};
}

std::optional<std::int64_t> readCount(std::string_view text)
{
    std::int64_t value = 0;
    if (!isDigits(text) || text.size() > 15)
        return {};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::optional<double> readNumber(std::string_view text)
{
    const std::size_t dot = text.find('.');
    const bool isWellFormed
        = isDigits(text.substr(0, dot)) && (dot == std::string_view::npos || isDigits(text.substr(dot + 1)));
    if (!isWellFormed)
        return {};
    double value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc())
        return value;
    const bool isSmall = text.substr(0, dot).find_first_not_of('0') == std::string_view::npos;
    return isSmall ? 0 : std::numeric_limits<double>::infinity();
}

std::optional<double> readChance(std::string_view text)
{
    const std::optional<double> value = readNumber(text);
    return value && *value <= 1 ? value : std::nullopt;
}

Template readTemplate(const std::string &text, const SourceRange &range)
{
    Template result;
    result.range = range;
    result.text = text;
    std::string literal;
    const auto flush = [&] {
        if (!literal.empty())
            result.parts.push_back({std::exchange(literal, {}), {}, false});
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{') {
            literal += text[i];
            continue;
        }
        if (i + 1 < text.size() && text[i + 1] == '{') {
            literal += '{';
            ++i;
            continue;
        }
        const std::string_view rest = std::string_view(text).substr(i + 1);
        const std::string_view name = rest.substr(0, nameLength(rest));
        const bool hasField = rest.substr(name.size()).starts_with('.');
        const std::string_view behindDot = hasField ? rest.substr(name.size() + 1) : std::string_view();
        const std::string_view field = behindDot.substr(0, nameLength(behindDot));
        const std::size_t length = name.size() + (hasField ? 1 + field.size() : 0);
        if (name.empty() || (hasField && field.empty()) || !rest.substr(length).starts_with('}')) {
            literal += '{';
            continue;
        }
        flush();
        result.parts.push_back({std::string(name), std::string(field), true});
        i += length + 1;
    }
    flush();
    return result;
}

std::string toText(Duration length)
{
    if (length == Forever)
        return "forever";
    const std::int64_t microseconds = length.count() / 1000;
    const bool isLong = microseconds >= 1'000'000 && microseconds % 100'000 == 0;
    const std::int64_t unit = isLong ? 1'000'000 : 1000;
    std::string text = std::to_string(microseconds / unit);
    if (const std::int64_t rest = microseconds % unit) {
        std::string digits = std::to_string(unit + rest).substr(1);
        digits.erase(digits.find_last_not_of('0') + 1);
        text += '.' + digits;
    }
    return text + (isLong ? "s" : "ms");
}

} // namespace ScopeLab
