#pragma once

#include "core/scenario/language.h"

namespace ScopeLab {

/// A word that can stand somewhere.
struct Completion
{
    std::string word;
    const LanguageForm *form
        = nullptr;                    ///< The step that it is, or whose key it is; null for a predicate and for names.
    const LanguageKey *key = nullptr; ///< The key or predicate that it is.

    /// The sentence of the table of the language; empty for names and words.
    std::string_view meaning() const { return key ? key->meaning : form ? form->meaning : std::string_view(); }
};

/// The letters of the word that @p before ends in.
std::string_view wordBegun(std::string_view before);

/// What can stand in a scenario at the end of @p before, in place of the word begun there: steps, keys, predicates,
/// words, or names that @p before or @p after declare; sorted. Empty where any text can stand. The text need not be
/// sound: it is read line by line, and what makes no sense is passed over.
std::vector<Completion> completionsAt(std::string_view before, std::string_view after);

} // namespace ScopeLab
