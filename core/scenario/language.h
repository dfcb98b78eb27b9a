#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ScopeLab {

/// What can stand as the value of a key, or of a step in its short form.
enum class ValueKind {
    Nothing,
    Text,
    Word,
    Name,
    NameList,
    Scope,
    Group,
    Cancellable,
    Token,
    Error,
    Event,
    Lock,
    Limiter,
    Channel,
    Function,
    Time,
    Moment,
    Count,
    Number,
    Chance,
    Flag,
    True,
    StepList,
    TextList,
    TwoTexts,
    Type,
    Types,
    TypeList,
    Cause,
    Keys,
    List,
    Errors,
    Items,
    NamedNumbers,
    Tokens,
    NamedTypes,
    NamedSteps,
    NamedTexts,
    NamedWords,
    NamedKeys,
    Predicate,
    Predicates
};

/// "list of steps", "duration": for messages and pages.
std::string_view toString(ValueKind kind);

/// One key of a mapping in a scenario, or one predicate.
struct LanguageKey
{
    std::string_view name;
    ValueKind value = ValueKind::Text;
    bool isRequired = false;
    std::string_view meaning; ///< One sentence.
    std::string_view words;   ///< The only values that there are, with spaces between them; empty: any of its kind.
    std::string_view form;    ///< Of a value with keys: whose they are.
};

/// A step, or a part of a file that has keys of its own.
struct LanguageForm
{
    enum class Is { Step, Part };

    Is is = Is::Step;
    std::string_view name; ///< The keyword of a step; of a part what messages call it: `a handler`.
    ValueKind shortForm
        = ValueKind::Keys;        ///< What it takes without keys. Predicate: keys, and one predicate among them.
    std::string_view meaning;     ///< One sentence.
    LanguageKey keyList[18] = {}; ///< An empty name ends them.

    std::span<const LanguageKey> keys() const;
    const LanguageKey *key(std::string_view itsName) const;

    /// True for one of its keys, and for a predicate if it takes one.
    bool knows(std::string_view itsName) const;

    /// All of those.
    std::vector<std::string> keyNames() const;
};

// The language of scenarios as a table: the parser knows these keys and no others, the editor completes them, and the
// page `language` of the help is held against it.

/// Every form, in the order of the page.
std::span<const LanguageForm> languageForms();

/// What `if` can ask.
std::span<const LanguageKey> predicates();

/// Null if there is none with this name. Those of steps and parts differ.
const LanguageForm *formCalled(std::string_view name);

/// Every step of the language, sorted.
const std::vector<std::string> &stepKeywords();

/// Every predicate, in the order of the page.
const std::vector<std::string> &predicateNames();

/// The words that are the only values of this key.
std::vector<std::string> wordsOf(std::string_view form, std::string_view key);

} // namespace ScopeLab
