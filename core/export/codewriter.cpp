#include "core/export/codewriter.h"

#include <QtGlobal>

#include <algorithm>
#include <set>
#include <utility>

namespace ScopeLab {

std::string ExportedCode::text() const
{
    std::string result;
    for (const Line &line : lines)
        result += line.text + '\n';
    return result;
}

ExportedCode::Line CodeFunction::indented(const std::string &line) const
{
    return {line.empty() ? line : std::string(static_cast<std::size_t>(indent) * 4, ' ') + line, step};
}

std::vector<CodeName> CodeFunction::shutdowns()
{
    std::vector<CodeName> found;
    for (auto at = names.rbegin(); at != names.rend(); ++at) {
        if (at->kind != CodeName::Kind::Shutdown)
            continue;
        if (at->variable.empty())
            return found;
        found.push_back(*at);
    }
    if (!outer)
        return found;
    for (const CodeName &name : outer->shutdowns()) {
        found.push_back(name);
        capture(name);
    }
    return found;
}

void CodeFunction::capture(const CodeName &name)
{
    if (name.variable.empty() || !taken.insert(name.variable).second)
        return;
    Q_ASSERT(!bound.contains(name.variable) || reserved.contains(name.variable)); // the lowered program knew it
    captured.push_back(name);
}

void CodeFunction::captureFromMain(const CodeName &name)
{
    if (!outer)
        return;
    capture(name);
    outer->captureFromMain(name);
}

bool CodeFunction::isInSight(const std::string &variable) const
{
    const auto isIt = [&variable](const CodeName &name) { return name.variable == variable; };
    const bool wasBound = bound.contains(variable); // or there is no need to look at all names
    return taken.contains(variable) || reserved.contains(variable)
           || (wasBound && std::any_of(names.begin(), names.end(), isIt));
}

std::string CodeFunction::freeName(const std::string &plain, const Code::Names &module)
{
    const auto isFree = [&](const std::string &name) { return !module.contains(name) && !isInSight(name); };
    std::string name = plain;
    if (!isFree(name)) {
        Numbered &last = numbered[plain];
        int number = names.size() > last.names ? last.number + 1 : 2;
        while (!isFree(name = module.numbered(plain, number)))
            ++number;
        last = {names.size(), number};
    }
    bound.insert(name);
    used.erase(name); // by one that had it before
    return name;
}

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::vector<std::string> wrapped(const std::string &paragraph, std::size_t width)
{
    std::vector<std::string> lines;
    std::string line;
    std::string word;
    for (const char c : paragraph + ' ') {
        if (c != ' ' && c != '\n') {
            word += c;
            continue;
        }
        if (!line.empty() && line.size() + word.size() > width)
            lines.push_back(std::exchange(line, {}));
        if (!word.empty())
            line += (line.empty() ? "" : " ") + std::exchange(word, {});
    }
    lines.push_back(line);
    return lines;
}

} // namespace ScopeLab
