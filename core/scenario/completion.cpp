#include "core/scenario/completion.h"

#include "core/scenario/exceptiontypes.h"
#include "core/scenario/languageplace.h"
#include "core/scenario/names.h"

#include <algorithm>
#include <map>
#include <set>

namespace ScopeLab {

namespace {

bool isWordLetter(char c)
{
    return nameLength(std::string_view(&c, 1)) == 1 || static_cast<unsigned char>(c) >= 0x80;
}

/// Reads a scenario as far as completing needs it: block and flow style, quotes and comments.
class Reader
{
public:
    Reader() { m_levels.push_back({-1, LanguagePlace::ofForm("a scenario"), Level::Is::Root}); }

    void read(std::string_view text)
    {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            readLine(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    /// As read(), of a text that may end within a line, at the beginning of a word.
    void readTo(std::string_view text)
    {
        const std::size_t line = text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1;
        read(text.substr(0, line));
        m_keepsOpen = true;
        readLine(text.substr(line));
    }

    const LanguagePlace &place() const { return m_levels.back().place; }

    /// True where a key can stand, false behind one.
    bool isKeyPlace() const { return m_isKeyPlace; }

    bool isInComment() const { return m_isInComment; }

    /// True in `[…]`, where things stand in their short form.
    bool isInFlowList() const { return m_levels.back().is == Level::Is::FlowList; }

    std::vector<std::string> namesOf(ValueKind kind) const
    {
        const auto found = m_names.find(kind);
        return found == m_names.end() ? std::vector<std::string>()
                                      : std::vector<std::string>(found->second.begin(), found->second.end());
    }

private:
    struct Level
    {
        enum class Is { Root, Key, Dash, FlowMap, FlowList, FlowKey };
        int column;
        LanguagePlace place; ///< Of what stands inside.
        Is is;

        bool isFlow() const { return is >= Is::FlowMap; }
    };

    void readLine(std::string_view line)
    {
        std::size_t at = std::min(line.find_first_not_of(' '), line.size());
        const bool isEmpty = at == line.size() || line[at] == '#';
        if (!m_levels.back().isFlow() && (!isEmpty || m_keepsOpen)) {
            m_isKeyPlace = true;
            at = readBlock(line, at);
        }
        m_isInComment = false;
        readFlow(line.substr(at));
    }

    /// Dashes and a key at the beginning of a line. @returns where the rest begins.
    std::size_t readBlock(std::string_view line, std::size_t at)
    {
        const auto isDash = [&line](std::size_t i) {
            return i < line.size() && line[i] == '-' && (i + 1 == line.size() || line[i + 1] == ' ');
        };
        leave(static_cast<int>(at), isDash(at));
        while (isDash(at)) {
            push(static_cast<int>(at), place().items(), Level::Is::Dash);
            at = std::min(line.find_first_not_of(' ', at + 1), line.size());
        }
        std::size_t end = at;
        while (end < line.size() && isWordLetter(line[end]))
            ++end;
        const bool isKey
            = end > at && end < line.size() && line[end] == ':' && (end + 1 == line.size() || line[end + 1] == ' ');
        if (!isKey)
            return at;
        readKey(line.substr(at, end - at), static_cast<int>(at), Level::Is::Key);
        return end + 1;
    }

    /// Leaves what does not reach to this column. A list may stand in the column of its key.
    void leave(int column, bool isDash)
    {
        while (m_levels.back().column > column
               || (m_levels.back().column == column && !(isDash && m_levels.back().is == Level::Is::Key)))
            m_levels.pop_back();
    }

    void push(int column, const LanguagePlace &place, Level::Is is) { m_levels.push_back({column, place, is}); }

    void readKey(std::string_view name, int column, Level::Is is)
    {
        declare(place(), name, true);
        push(column, place().behind(name), is);
        m_isKeyPlace = false;
    }

    void readFlow(std::string_view text)
    {
        std::string_view word;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const char c = text[at];
            if (c == '#' && (at == 0 || text[at - 1] == ' ')) {
                m_isInComment = true;
                break;
            }
            if (c == '"' || c == '\'') {
                const std::size_t end = std::min(text.find(c, at + 1), text.size());
                word = text.substr(at + 1, end - at - 1);
                at = end;
            } else if (isWordLetter(c)) {
                const std::size_t begin = at;
                while (at + 1 < text.size() && isWordLetter(text[at + 1]))
                    ++at;
                word = word.empty() ? text.substr(begin, at + 1 - begin) : " "; // several words are no name
            } else if (c == ':' && m_levels.back().is == Level::Is::FlowMap) {
                readKey(word, m_levels.back().column, Level::Is::FlowKey);
                word = {};
            } else if (c == ',' || c == '{' || c == '[' || c == '}' || c == ']') {
                readMark(c, word);
                word = {};
            }
        }
        if (!m_keepsOpen || !m_levels.back().isFlow())
            declare(place(), word, false);
    }

    void readMark(char c, std::string_view word)
    {
        declare(place(), word, false);
        const bool opens = c == '{' || c == '[';
        const int column = m_levels.back().column;
        if (opens)
            push(column, c == '[' ? place().items() : place(), c == '[' ? Level::Is::FlowList : Level::Is::FlowMap);
        else if (m_levels.back().is == Level::Is::FlowKey)
            m_levels.pop_back();
        if ((c == '}' || c == ']') && m_levels.back().isFlow())
            m_levels.pop_back();
        m_isKeyPlace = m_levels.back().is == Level::Is::FlowMap || m_levels.back().is == Level::Is::FlowList;
    }

    /// Keeps @p word if it declares a name where @p place is.
    void declare(const LanguagePlace &place, std::string_view word, bool isKey)
    {
        if (!place.key || !isName(word) || place.of == LanguagePlace::Of::Form)
            return;
        const std::string_view form = place.form ? place.form->name : std::string_view();
        const std::string_view key = place.key->name;
        const bool isResource
            = form == "resources"
              && (isKey ? place.of == LanguagePlace::Of::Names : place.key->value == ValueKind::NameList);
        static const std::map<std::string_view, ValueKind> resources{{"events", ValueKind::Event},
                                                                     {"locks", ValueKind::Lock},
                                                                     {"limiters", ValueKind::Limiter},
                                                                     {"channels", ValueKind::Channel}};
        if (form == "resources" && key == "tokens")
            m_names[ValueKind::Token].emplace(word);
        else if (isResource && resources.contains(key))
            m_names[resources.at(key)].emplace(word);
        else if (isKey && place.of == LanguagePlace::Of::Names && place.key->value == ValueKind::NamedSteps)
            m_names[ValueKind::Function].emplace(word);
        else if (isKey && place.key->value == ValueKind::NamedTypes)
            m_names[ValueKind::Type].emplace(word);
        else if (!isKey && place.key->value == ValueKind::Name)
            m_names[kindOfNamed(form, key)].emplace(word);
    }

    /// What is called by the value of @p key in @p form.
    static ValueKind kindOfNamed(std::string_view form, std::string_view key)
    {
        const bool isTask = form == "spawn" || form == "spawn_each" || form == "start" || form == "detach";
        if (key != "name")
            return form == "receive" ? ValueKind::Text : ValueKind::Error;
        return isTask ? ValueKind::Name : form == "task_group" ? ValueKind::Group : ValueKind::Scope;
    }

    std::vector<Level> m_levels;
    std::map<ValueKind, std::set<std::string>> m_names;
    bool m_isKeyPlace = true;
    bool m_isInComment = false;
    bool m_keepsOpen = false; // what follows is the place that is asked about
};

void append(std::vector<std::string> &words, std::vector<std::string> more)
{
    words.insert(words.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// The names that a value of @p kind can be.
std::vector<std::string> namesFor(ValueKind kind, const Reader &all)
{
    std::vector<std::string> names = all.namesOf(kind == ValueKind::Cause ? ValueKind::Error : kind);
    if (kind == ValueKind::Scope || kind == ValueKind::Cancellable) {
        append(names, all.namesOf(ValueKind::Scope));
        append(names, all.namesOf(ValueKind::Group));
        names.emplace_back("main");
    }
    if (kind == ValueKind::Cancellable)
        append(names, all.namesOf(ValueKind::Token));
    return names;
}

std::vector<std::string> valuesFor(const LanguagePlace &place, ValueKind kind, const Reader &all)
{
    switch (kind) {
    case ValueKind::Word:
    case ValueKind::NamedWords: return wordsOf(place.form->name, place.key->name);
    case ValueKind::Flag: return {"true", "false"};
    case ValueKind::True: return {"true"};
    case ValueKind::Time: return {"forever"};
    case ValueKind::Moment: return {"decisive"};
    case ValueKind::Type:
    case ValueKind::Types:
    case ValueKind::TypeList:
    case ValueKind::NamedTypes: {
        std::vector<std::string> types = ExceptionTypes().names();
        append(types, all.namesOf(ValueKind::Type));
        append(types, {"cancelled", "group"});
        return types;
    }
    case ValueKind::Name:
    case ValueKind::Text: return {}; // who gives a name is free
    default: return namesFor(kind, all);
    }
}

void append(std::vector<Completion> &completions, const LanguageForm *form, std::span<const LanguageKey> keys)
{
    for (const LanguageKey &key : keys)
        completions.push_back({std::string(key.name), form, &key});
}

/// Names that can be keys: those of what `expect` speaks of. Others are new.
std::vector<std::string> namesAsKeys(const LanguagePlace &place, const Reader &all)
{
    if (place.form->name != "expect")
        return {};
    std::vector<std::string> names = namesFor(ValueKind::Scope, all);
    if (place.key->name == "log" || place.key->name == "tasks")
        names = all.namesOf(ValueKind::Name);
    names.emplace_back("main");
    return names;
}

std::vector<Completion> keysFor(const LanguagePlace &place)
{
    std::vector<Completion> completions;
    if (place.of == LanguagePlace::Of::Form && place.form)
        append(completions, place.form, place.form->keys());
    if (place.of == LanguagePlace::Of::Predicates
        || (place.form && place.form->shortForm == ValueKind::Predicate && place.of == LanguagePlace::Of::Form))
        append(completions, nullptr, predicates());
    for (const LanguageForm &form : languageForms()) {
        if (place.of == LanguagePlace::Of::Steps && form.is == LanguageForm::Is::Step)
            completions.push_back({std::string(form.name), &form, nullptr});
    }
    return completions;
}

} // namespace

std::string_view wordBegun(std::string_view before)
{
    std::size_t begin = before.size();
    while (begin > 0 && isWordLetter(before[begin - 1]))
        --begin;
    return before.substr(begin);
}

std::vector<Completion> completionsAt(std::string_view before, std::string_view after)
{
    const std::string_view begun = wordBegun(before);
    const std::string_view text = before.substr(0, before.size() - begun.size());
    Reader here;
    here.readTo(text);
    if (here.isInComment())
        return {};
    Reader all;
    all.read(std::string(text) + std::string(after));

    const LanguagePlace place = here.place();
    const bool isShort
        = place.of == LanguagePlace::Of::Form && place.form && (!here.isKeyPlace() || here.isInFlowList());
    std::vector<std::string> words;
    std::vector<Completion> completions;
    if (place.of == LanguagePlace::Of::Value)
        words = valuesFor(place, place.kind(), all);
    else if (isShort)
        words = valuesFor(place, place.key ? place.kind() : place.form->shortForm, all);
    else if (here.isKeyPlace() && place.of == LanguagePlace::Of::Names)
        words = namesAsKeys(place, all);
    else if (here.isKeyPlace())
        completions = keysFor(place);
    for (std::string &word : words)
        completions.push_back({std::move(word), nullptr, nullptr});
    std::erase_if(completions,
                  [begun](const Completion &one) { return !one.word.starts_with(begun) || one.word == begun; });
    std::sort(completions.begin(), completions.end(),
              [](const Completion &one, const Completion &other) { return one.word < other.word; });
    completions.erase(
        std::unique(completions.begin(), completions.end(),
                    [](const Completion &one, const Completion &other) { return one.word == other.word; }),
        completions.end());
    return completions;
}

} // namespace ScopeLab
