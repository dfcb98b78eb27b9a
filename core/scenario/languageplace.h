#pragma once

#include "core/scenario/language.h"

namespace ScopeLab {

/// What a place in a scenario is for, as the table of the language says.
struct LanguagePlace
{
    enum class Of { Nothing, Form, Steps, Predicates, Names, Value };

    Of of = Of::Nothing;
    const LanguageForm *form = nullptr; ///< Whose keys; of a value: in which its key stands.
    const LanguageKey *key = nullptr;   ///< Behind which it is, if that says more.

    /// Where the keys of this form stand.
    static LanguagePlace ofForm(std::string_view name);

    ValueKind kind() const { return key ? key->value : ValueKind::Nothing; }

    /// What stands behind the key @p name here.
    LanguagePlace behind(std::string_view name) const;

    /// What the items of a list are for that stands here.
    LanguagePlace items() const;
};

} // namespace ScopeLab
