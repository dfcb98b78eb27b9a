#include "core/export/codetext.h"

#include "core/text/unicode.h"

#include <QChar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ScopeLab::Code {

namespace {

constexpr char32_t Replacement = 0xfffd;

/// Of the identifiers that are made of them, so that a line stays one that somebody reads.
constexpr std::size_t MostOfAName = 60;

bool isPlain(char32_t code)
{
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return false;
    default: return true;
    }
}

/// The character that @p text begins with.
Character first(std::string_view text)
{
    const CodePoint next = firstCodePoint(text);
    const bool isValid = next.value != CodePoint::Invalid;
    return {isValid ? next.value : Replacement, text.substr(0, next.length), isValid && isPlain(next.value), isValid};
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

std::vector<Character> characters(std::string_view text)
{
    std::vector<Character> result;
    while (!text.empty()) {
        const Character next = first(text);
        text.remove_prefix(next.bytes.size());
        result.push_back(next);
    }
    return result;
}

std::vector<std::string> words(const std::string &name)
{
    std::vector<std::string> result;
    std::string word;
    std::size_t length = 0;
    const auto flush = [&] {
        if (!word.empty())
            result.push_back(std::exchange(word, {}));
    };
    for (const Character &one : characters(name)) {
        if (length > MostOfAName)
            break;
        const char c = one.bytes.front();
        if (isLetter(c) || isDigit(c)) {
            word += c;
            ++length;
            continue;
        }
        flush();
        if (one.code < 0x80)
            continue;
        result.push_back('u' + hexadecimal(one.code, 4));
        length += result.back().size();
    }
    flush();
    if (result.empty())
        result.emplace_back("unnamed");
    if (isDigit(result.front().front()))
        result.front().insert(0, "n");
    return result;
}

std::string comment(const std::string &text)
{
    std::string result;
    for (const Character &one : characters(text)) {
        if (one.isPlain)
            result += one.bytes;
        else
            result += one.isValid && QChar::category(one.code) != QChar::Other_Format ? " " : "\ufffd";
    }
    const std::size_t end = result.find_last_not_of(' ');
    if (end != std::string::npos && (result[end] == '\\' || result.substr(0, end + 1).ends_with("?\?/")))
        result.insert(end + 1, ".");
    return result;
}

std::string quoted(std::string_view text, const std::function<std::string(const Character &)> &escape)
{
    std::string result;
    for (const Character &one : characters(text)) {
        switch (one.code) {
        case '"': result += "\\\""; break;
        case '\\': result += "\\\\"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        default:
            if (one.isPlain)
                result += one.bytes;
            else
                result += escape(one);
        }
    }
    return result;
}

std::string decimal(double value)
{
    const double size = std::abs(value);
    const bool isFixed = size == 0 || (size >= 1e-4 && size < 1e15);
    std::array<char, 64> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   isFixed ? std::chars_format::fixed : std::chars_format::scientific);
    return {buffer.data(), end.ptr};
}

std::string hexadecimal(std::uint32_t value, std::size_t width)
{
    std::array<char, 8> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, 16);
    std::string result(buffer.data(), end.ptr);
    if (result.size() < width)
        result.insert(0, width - result.size(), '0');
    return result;
}

std::string withDoubledBraces(const std::string &text)
{
    std::string result;
    for (const char c : text)
        result.append(c == '{' || c == '}' ? 2 : 1, c);
    return result;
}

std::set<std::string> wordSet(std::string_view list)
{
    std::set<std::string> result;
    while (!list.empty()) {
        const std::string_view word = list.substr(0, list.find(' '));
        if (!word.empty())
            result.emplace(word);
        list.remove_prefix(std::min(word.size() + 1, list.size()));
    }
    return result;
}

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

char upper(char letter)
{
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

std::string withoutTexts(std::string_view line)
{
    std::string result;
    bool isInString = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (isInString && line[i] == '\\') {
            ++i;
        } else if (line[i] == '"') {
            isInString = !isInString;
            result += '"';
        } else if (!isInString) {
            if (line.substr(i).starts_with("//"))
                break;
            result += line[i];
        }
    }
    return result;
}

std::string Names::add(const std::string &plain, const std::function<bool(const std::string &)> &isTaken)
{
    const auto isFree = [&](const std::string &name) { return !m_taken.contains(name) && !(isTaken && isTaken(name)); };
    std::string name = plain;
    for (int &next = m_next.try_emplace(plain, 2).first->second; !isFree(name); ++next)
        name = numbered(plain, next);
    m_taken.insert(name);
    return name;
}

std::string Names::numbered(const std::string &plain, int number) const
{
    const bool isReserved = plain.ends_with('_');
    return plain.substr(0, plain.size() - (isReserved ? 1 : 0)) + m_separator + digits(number);
}

const std::string &Names::of(const std::string &name, const std::string &plain)
{
    const auto [known, isNew] = m_of.try_emplace(name);
    if (isNew)
        known->second = add(plain);
    return known->second;
}

} // namespace ScopeLab::Code
