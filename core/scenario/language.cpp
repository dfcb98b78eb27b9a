#include "core/scenario/language.h"

#include <algorithm>

namespace ScopeLab {

namespace {

/// In the order of ValueKind.
constexpr std::string_view KindNames[] = {"nothing",
                                          "text",
                                          "one of some words",
                                          "a name",
                                          "list of names",
                                          "name of a scope",
                                          "name of a task group",
                                          "name of a scope, a group, an operation or a token",
                                          "name of a token",
                                          "name of an error",
                                          "name of an event",
                                          "name of a lock",
                                          "name of a limiter",
                                          "name of a channel",
                                          "name of a function",
                                          "duration",
                                          "duration, or decisive",
                                          "whole number",
                                          "number",
                                          "number from 0 to 1",
                                          "true or false",
                                          "true",
                                          "list of steps",
                                          "list of texts",
                                          "list of two texts",
                                          "exception type",
                                          "exception type, or list of them",
                                          "list of exception types",
                                          "name of an error, or keys of raise",
                                          "keys",
                                          "list, each with keys",
                                          "list of types, or of keys of raise",
                                          "list of texts, or of names with texts",
                                          "names, each with a whole number",
                                          "list of names, or of {child: parent}",
                                          "names, each with an exception type",
                                          "names, each with a list of steps",
                                          "names, each with a list of texts",
                                          "names, each with one of some words",
                                          "names, each with keys",
                                          "a predicate",
                                          "list of predicates"};
static_assert(std::size(KindNames) == static_cast<std::size_t>(ValueKind::Predicates) + 1);

std::vector<std::string> namesOf(std::span<const LanguageKey> keys)
{
    std::vector<std::string> names;
    for (const LanguageKey &key : keys)
        names.emplace_back(key.name);
    return names;
}

} // namespace

std::string_view toString(ValueKind kind)
{
    return KindNames[static_cast<std::size_t>(kind)];
}

std::span<const LanguageKey> LanguageForm::keys() const
{
    const auto *end
        = std::find_if(std::begin(keyList), std::end(keyList), [](const LanguageKey &key) { return key.name.empty(); });
    return {std::begin(keyList), end};
}

const LanguageKey *LanguageForm::key(std::string_view itsName) const
{
    const std::span<const LanguageKey> all = keys();
    const auto found
        = std::find_if(all.begin(), all.end(), [itsName](const LanguageKey &k) { return k.name == itsName; });
    return found == all.end() ? nullptr : &*found;
}

bool LanguageForm::knows(std::string_view itsName) const
{
    const std::vector<std::string> &asked = predicateNames();
    return key(itsName)
           || (shortForm == ValueKind::Predicate && std::find(asked.begin(), asked.end(), itsName) != asked.end());
}

std::vector<std::string> LanguageForm::keyNames() const
{
    std::vector<std::string> names = namesOf(keys());
    if (shortForm == ValueKind::Predicate)
        names.insert(names.end(), predicateNames().begin(), predicateNames().end());
    return names;
}

const LanguageForm *formCalled(std::string_view name)
{
    const std::span<const LanguageForm> forms = languageForms();
    const auto found
        = std::find_if(forms.begin(), forms.end(), [name](const LanguageForm &form) { return form.name == name; });
    return found == forms.end() ? nullptr : &*found;
}

const std::vector<std::string> &stepKeywords()
{
    static const std::vector<std::string> words = [] {
        std::vector<std::string> all;
        for (const LanguageForm &form : languageForms()) {
            if (form.is == LanguageForm::Is::Step)
                all.emplace_back(form.name);
        }
        std::sort(all.begin(), all.end());
        return all;
    }();
    return words;
}

const std::vector<std::string> &predicateNames()
{
    static const std::vector<std::string> names = namesOf(predicates());
    return names;
}

std::vector<std::string> wordsOf(std::string_view form, std::string_view key)
{
    std::vector<std::string> words;
    const std::string_view all = formCalled(form)->key(key)->words;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find(' ', begin), all.size());
        words.emplace_back(all.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

} // namespace ScopeLab
