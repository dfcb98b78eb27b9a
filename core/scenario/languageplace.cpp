#include "core/scenario/languageplace.h"

#include <algorithm>

namespace ScopeLab {

namespace {

/// What stands behind @p key, or of one with names: behind each name.
LanguagePlace placeBehind(const LanguageForm *form, const LanguageKey &key, bool isNameRead = false)
{
    switch (key.value) {
    case ValueKind::StepList: return {LanguagePlace::Of::Steps, form, &key};
    case ValueKind::NamedSteps: return {isNameRead ? LanguagePlace::Of::Steps : LanguagePlace::Of::Names, form, &key};
    case ValueKind::Keys:
    case ValueKind::List:
    case ValueKind::Errors: return LanguagePlace::ofForm(key.form);
    case ValueKind::Cause: return {LanguagePlace::Of::Form, formCalled(key.form), &key};
    case ValueKind::NamedKeys:
        return isNameRead ? LanguagePlace::ofForm(key.form) : LanguagePlace{LanguagePlace::Of::Names, form, &key};
    case ValueKind::NamedNumbers:
    case ValueKind::NamedTypes:
    case ValueKind::NamedTexts:
    case ValueKind::NamedWords: return {isNameRead ? LanguagePlace::Of::Value : LanguagePlace::Of::Names, form, &key};
    case ValueKind::Predicate:
    case ValueKind::Predicates: return {LanguagePlace::Of::Predicates, form, &key};
    default: return {LanguagePlace::Of::Value, form, &key};
    }
}

const LanguageKey *predicateCalled(std::string_view name)
{
    const std::span<const LanguageKey> all = predicates();
    const auto found
        = std::find_if(all.begin(), all.end(), [name](const LanguageKey &key) { return key.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

LanguagePlace LanguagePlace::ofForm(std::string_view name)
{
    return {Of::Form, formCalled(name), nullptr};
}

LanguagePlace LanguagePlace::behind(std::string_view name) const
{
    if (of == Of::Steps)
        return ofForm(name);
    if (of == Of::Names)
        return placeBehind(form, *key, true);
    if (of == Of::Form && form) {
        if (const LanguageKey *its = form->key(name))
            return placeBehind(form, *its);
    }
    const bool takesPredicate
        = of == Of::Predicates || (of == Of::Form && form && form->shortForm == ValueKind::Predicate);
    const LanguageKey *predicate = takesPredicate ? predicateCalled(name) : nullptr;
    return predicate ? placeBehind(form, *predicate) : LanguagePlace();
}

LanguagePlace LanguagePlace::items() const
{
    const bool isSteps = of == Of::Form && form && form->shortForm == ValueKind::StepList;
    return isSteps ? LanguagePlace{Of::Steps, form, nullptr} : *this;
}

} // namespace ScopeLab
