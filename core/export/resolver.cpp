#include "core/export/resolver.h"

#include <algorithm>

namespace ScopeLab {

void Resolver::resolve()
{
    if (m_program.uses.ofMain)
        bind(Kind::Scope, "main");
    steps(m_program.scenario.main);
}

// -- names

void Resolver::bind(Kind kind, const std::string &name)
{
    Frame &frame = *m_frame;
    const std::size_t at = frame.names.size();
    frame.names.push_back({kind, name, m_line, ++m_order});
    frame.places[name].push_back(at);
    if (kind == Kind::Group)
        frame.groups.push_back(at);
    if (kind == Kind::Shutdown)
        frame.shutdowns.push_back(at);
}

void Resolver::unbind(std::size_t mark)
{
    Frame &frame = *m_frame;
    for (; frame.names.size() > mark; frame.names.pop_back()) {
        frame.places[frame.names.back().name].pop_back();
        for (std::vector<std::size_t> *places : {&frame.groups, &frame.shutdowns}) {
            if (!places->empty() && places->back() + 1 == frame.names.size())
                places->pop_back();
        }
    }
}

/// The same of a scope: it is left, but can still be asked in this block.
void Resolver::leave(std::size_t mark)
{
    if (!m_frame->names[mark].name.empty())
        m_frame->left.push_back(m_frame->names[mark]);
    unbind(mark);
}

/// Notes that every frame up to @p until takes @p name from outside.
const Resolver::Name *Resolver::captured(Frame &until, const Name &name)
{
    for (Frame *at = m_frame; at != &until; at = at->outer) {
        if (at->isCaptured.insert(name.order).second)
            at->captured.push_back(name);
    }
    return &name;
}

const Resolver::Name *Resolver::find(const std::string &name, std::initializer_list<Kind> kinds)
{
    for (Frame *frame = m_frame; frame; frame = frame->outer) {
        const auto places = frame->places.find(name);
        if (places == frame->places.end())
            continue;
        for (auto at = places->second.rbegin(); at != places->second.rend(); ++at) {
            if (std::find(kinds.begin(), kinds.end(), frame->names[*at].kind) != kinds.end())
                return captured(*frame, frame->names[*at]);
        }
    }
    return nullptr;
}

const Resolver::Name *Resolver::findGroup(const Template &name)
{
    if (name.isSet())
        return find(name.constantText(), {Kind::Group});
    for (Frame *frame = m_frame; frame; frame = frame->outer) {
        if (!frame->groups.empty())
            return captured(*frame, frame->names[frame->groups.back()]);
    }
    return nullptr;
}

/// All of them count an operation.
void Resolver::captureShutdowns()
{
    for (Frame *frame = m_frame; frame; frame = frame->outer) {
        for (const std::size_t at : frame->shutdowns)
            captured(*frame, frame->names[at]);
        if (frame->is == Frame::Is::Detached)
            return;
    }
}

// -- uses

/// @returns true if it is in sight, as far as that is known before the run.
bool Resolver::scope(const Template &name)
{
    values(name);
    return !name.isConstant() || find(name.constantText(), {Kind::Scope, Kind::Group, Kind::Shutdown});
}

void Resolver::error(const Template &name)
{
    find(name.constantText(), {Kind::Error});
}

/// @param asText false: only in the names of tasks, which are nowhere in a program with static types.
void Resolver::values(const Template &text, bool asText)
{
    for (const Template::Part &part : text.parts) {
        const Name *found = part.isName ? find(part.text, {Kind::Error, Kind::Text, Kind::Item}) : nullptr;
        if (found && found->kind == Kind::Item && asText)
            m_program.items[found->line].asText.insert(part.field);
    }
}

void Resolver::duration(const Value<Duration> &value)
{
    if (value.constant)
        return;
    if (value.source.parts.size() == 1) {
        const Template::Part &part = value.source.parts.front();
        const Name *found = find(part.text, {Kind::Text, Kind::Item});
        if (found && found->kind == Kind::Item) {
            m_program.items[found->line].asDuration.insert(part.field);
            return;
        }
    }
    values(value.source);
}

void Resolver::ask(const Predicate &predicate)
{
    using Ask = Predicate::Kind;
    switch (predicate.kind) {
    case Ask::Present:
    case Ask::IsCancelled:
    case Ask::OnlyCancelled: error(predicate.name); break;
    case Ask::Count:
        error(predicate.name);
        value(predicate.over);
        break;
    case Ask::CancelCalled:
    case Ask::CancelledCaught: {
        const std::string name = predicate.name.constantText();
        bool isKnown = scope(predicate.name); // or left in this very function
        for (const Frame *frame = m_frame; frame; frame = frame->is == Frame::Is::Shield ? frame->outer : nullptr)
            isKnown |= std::any_of(frame->left.begin(), frame->left.end(),
                                   [&name](const Name &left) { return left.name == name; });
        if (!isKnown)
            m_program.lateNames.insert(name);
        break;
    }
    case Ask::TokenCancelled: values(predicate.name); break;
    case Ask::Equal:
        values(predicate.left);
        values(predicate.right);
        break;
    case Ask::Chance: value(predicate.chance); break;
    case Ask::Not:
    case Ask::All:
    case Ask::Any: std::for_each(predicate.parts.begin(), predicate.parts.end(), [this](auto &part) { ask(part); });
    }
}

void Resolver::raised(const RaiseSpec &spec)
{
    for (const Template *text : {&spec.type, &spec.message})
        values(*text);
    for (const Template &note : spec.notes)
        values(note);
    for (const Template *name : {&spec.error, &spec.causeName}) {
        if (name->isSet())
            error(*name);
    }
    for (const RaiseSpec &member : spec.members)
        raised(member);
    if (spec.cause)
        raised(*spec.cause);
}

} // namespace ScopeLab
