#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What the texts of all languages have in common. A text of a scenario comes into a program through
/// identifier(), literal() or comment() of its language alone, and those are made of what is here.
namespace ScopeLab::Code {

/// One character of a text.
struct Character
{
    char32_t code = 0;      ///< U+FFFD where the bytes are no UTF-8.
    std::string_view bytes; ///< As they stand in the text.
    bool isPlain = false;   ///< Seen as what it is: no control, no mark of direction, no line break of any kind.
    bool isValid = true;
};

/// The characters of UTF-8.
std::vector<Character> characters(std::string_view text);

/// The words of a name, of letters and digits of ASCII: `payment-declined` has two. A character of another
/// alphabet is a word, too: `u00fc`. Never empty, begins with a letter, and has an end.
std::vector<std::string> words(const std::string &name);

/// A text as it stands in a comment: one line, nothing that a reader does not see. What ends in a
/// backslash gets a full stop, or the comment would go on in C++.
std::string comment(const std::string &text);

/// Quoted, with what the languages escape alike. @param escape writes what is not plain.
std::string quoted(std::string_view text, const std::function<std::string(const Character &)> &escape);

/// A whole number.
template <std::integral Number>
std::string digits(Number value)
{
    std::array<char, 24> buffer;
    return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr};
}

/// The shortest decimal number that is read back as the same, in every locale: `0.3`, `2`, `1e-07`.
std::string decimal(double value);

/// In hexadecimal digits, at least @p width.
std::string hexadecimal(std::uint32_t value, std::size_t width);

/// As it stands in a format: `{{` is a brace.
std::string withDoubledBraces(const std::string &text);

/// The words of a list that spaces separate.
std::set<std::string> wordSet(std::string_view list);

char lower(char letter);
char upper(char letter);

/// @p line of C++ or Rust without what its strings and comments say.
std::string withoutTexts(std::string_view line);

/// Hands out identifiers, each once.
class Names
{
public:
    /// @param separator stands before the number of one that was taken.
    explicit Names(std::string separator = "_")
        : m_separator(std::move(separator))
    {
    }

    /// @p plain, with a number if it is taken here, or by @p isTaken.
    std::string add(const std::string &plain, const std::function<bool(const std::string &)> &isTaken = {});

    /// The same, but one name of the scenario has one identifier.
    const std::string &of(const std::string &name, const std::string &plain);

    /// The @p number -th of those that want to be @p plain.
    std::string numbered(const std::string &plain, int number) const;

    void reserve(const std::string &name) { m_taken.insert(name); }
    bool contains(const std::string &name) const { return m_taken.contains(name); }

private:
    const std::string m_separator;
    std::set<std::string> m_taken;
    std::map<std::string, int> m_next; // number for the next of the same name
    std::map<std::string, std::string> m_of;
};

} // namespace ScopeLab::Code
