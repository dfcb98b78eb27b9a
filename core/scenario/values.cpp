#include "core/scenario/values.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <utility>

namespace ScopeLab {

namespace {

bool isNameCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

bool isDigits(std::string_view text)
{
    return !text.empty()
           && std::all_of(text.begin(), text.end(), [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
}

constexpr double MostNanoseconds = 9e18;

/// The nanoseconds of a number with its unit, however many.
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
    double value = 0;
    if (!isWellFormed || std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return {};
    return value;
}

std::optional<double> readChance(std::string_view text)
{
    const std::optional<double> value = readNumber(text);
    return value && *value <= 1 ? value : std::nullopt;
}

bool isName(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isNameCharacter);
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
        const std::size_t close = text.find('}', i);
        const std::string_view inside
            = close == std::string::npos ? std::string_view() : std::string_view(text).substr(i + 1, close - i - 1);
        const std::size_t dot = inside.find('.');
        const bool hasField = dot != std::string_view::npos;
        const std::string_view name = inside.substr(0, dot);
        const std::string_view field = hasField ? inside.substr(dot + 1) : std::string_view();
        if (!isName(name) || (hasField && !isName(field))) {
            literal += '{';
            continue;
        }
        flush();
        result.parts.push_back({std::string(name), std::string(field), true});
        i = close;
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
