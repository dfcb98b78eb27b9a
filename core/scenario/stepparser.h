#pragma once

#include "core/scenario/mappingreader.h"

namespace ScopeLab {

/// How deep steps may nest, through `call` too.
inline constexpr int MaxNesting = 200;

/// Reads lists of steps. Reports every mistake it meets and goes on with the next step.
class StepParser
{
public:
    explicit StepParser(Diagnostics &diagnostics)
        : m_diagnostics(diagnostics)
    {
    }

    /// @param what names the list in messages: "'body'".
    Steps steps(const YamlNode &node, const std::string &what);

    /// True for every step of the language, also for those that cannot be run yet.
    static bool isKeyword(const std::string &word);

private:
    std::optional<Step> step(const YamlNode &node);
    std::optional<Step::Payload> payload(const std::string &keyword, const YamlNode &value);
    Steps stepsOf(MappingReader &reader, const char *key, bool isRequired);

    RunBlockingStep runBlocking(const YamlNode &value);
    ScopeStep scope(ScopeKind kind, const std::string &keyword, const YamlNode &value);
    TaskGroupStep taskGroup(const YamlNode &value);
    SpawnStep spawn(MappingReader &reader);
    SpawnEachStep spawnEach(const YamlNode &value);
    Item item(const YamlNode &node);
    CancelStep cancel(const YamlNode &value);
    SetDeadlineStep setDeadline(const YamlNode &value);
    RaiseSpec raise(const YamlNode &value);
    TryStep tryStep(const YamlNode &value);
    Handler handler(const YamlNode &node, bool isGroupHandler);
    IfStep ifStep(const YamlNode &value);
    Predicate predicate(const std::string &key, const YamlNode &value);
    std::vector<Predicate> predicates(const YamlNode &value);

    Diagnostics &m_diagnostics;
    int m_depth = 0;
};

} // namespace ScopeLab
