#pragma once

#include <QString>

#include <string_view>

namespace ScopeLab {

/// How many characters of a text are shown on one line; a longer text ends in an ellipsis.
inline constexpr qsizetype MostInALine = 500;
/// The same for a name, which stands beside others.
inline constexpr qsizetype MostInAName = 120;
/// The same for a description, which is wrapped where it is shown.
inline constexpr qsizetype MostInAParagraph = 4000;

/// A text that somebody else has written, made fit to be shown on one line: control characters, line breaks and
/// invisible characters become signs (␊, ␛, �); text that runs to the left is isolated, so that it turns nothing else;
/// no more than @p most characters are kept. The result is plain text: to put it into HTML, escape it.
/// Source: Unicode Standard Annex 9 (isolates, 2.7), Unicode Technical Report 36 (what deceives the eye).
QString oneLine(const QString &text, qsizetype most = MostInALine);

/// The same for UTF-8. Bytes that are not UTF-8 become �.
QString oneLine(std::string_view text, qsizetype most = MostInALine);

/// A name: of a task, a scope, an event, a type of exception.
QString shownName(std::string_view name);

/// A description of several sentences: its line breaks become spaces.
QString paragraph(std::string_view text);

} // namespace ScopeLab
