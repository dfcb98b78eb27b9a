#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace ScopeLab {

/// True for what a terminal, or anything else that shows a text, would obey rather than show, and for what nobody can
/// see: control characters, line and paragraph separators, changes of the writing direction, marks without a width. The
/// joiners that scripts and emoji need do not count.
bool isUnseen(char32_t c);

/// UTF-8 @p text on one line, safe for a terminal: controls as `\n`, `\t` or `\u001B`, bytes that are not UTF-8 as
/// `\xFF`. Everything that is printed and came from a file, the name of a file or a program goes through here.
std::string escaped(std::string_view text);
QString escaped(const QString &text);

/// The same for a complete JSON text: what is escaped can only be in its strings. Line breaks stay.
std::string escapedJson(std::string_view json);

} // namespace ScopeLab
