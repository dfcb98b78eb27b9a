#pragma once

#include <QString>

namespace ScopeLab {

/// What a scenario says to its reader (a title, summary, section, topic, question …), in the language of the window.
/// Only ScopeLab's own scenarios have a translation, in resources/translations/scenarios_de.ts; every other text stays
/// as it is. @p shown is the text as it would be shown, by oneLine() or paragraph().
QString inReadersLanguage(const QString &shown);

} // namespace ScopeLab
