#pragma once

#include "core/scenario/mappingreader.h"

namespace ScopeLab {

/// How deep steps may nest, through `call` too.
inline constexpr int MaxNesting = 200;

/// Reads lists of steps. Reports every mistake and goes on with the next step.
class StepParser
{
public:
    explicit StepParser(Diagnostics &diagnostics)
        : m_diagnostics(diagnostics)
    {
    }

    /// @param what names the list in messages: "'body'".
    Steps steps(const YamlNode &node, const std::string &what);

private:
    using Payload = Step::Payload;
    using Read = Payload (*)(StepParser &, const YamlNode &);
    static const std::map<std::string, Read> &readers();

    std::optional<Step> step(const YamlNode &node);
    Steps stepsOf(MappingReader &reader, const char *key, bool isRequired);
    Template scalar(const YamlNode &value, const char *keyword);

    RunBlockingStep runBlocking(const YamlNode &value);
    ScopeStep scope(ScopeKind kind, const std::string &keyword, const YamlNode &value);
    TaskGroupStep taskGroup(const YamlNode &value);
    SpawnStep spawn(MappingReader &reader);
    SpawnStep spawn(const YamlNode &value, const char *keyword);
    DetachStep detach(const YamlNode &value);
    SpawnEachStep spawnEach(const YamlNode &value);
    Item item(const YamlNode &node);
    CancelStep cancel(const YamlNode &value);
    SetDeadlineStep setDeadline(const YamlNode &value);
    SetShieldStep setShield(const YamlNode &value);
    CallStep call(const YamlNode &value);
    RepeatStep repeat(const YamlNode &value);

    RaiseSpec raise(const YamlNode &value);
    TryStep tryStep(const YamlNode &value);
    SplitStep split(const YamlNode &value);
    NonCancelSubgroupStep nonCancelSubgroup(const YamlNode &value);
    Handler handler(const YamlNode &node, bool isGroupHandler);
    IfStep ifStep(const YamlNode &value);
    Predicate predicate(const std::string &key, const YamlNode &value);
    std::vector<Predicate> predicates(const YamlNode &value);

    WithStep with(WithStep::Kind kind, const YamlNode &value);
    SendStep send(const YamlNode &value);
    ReceiveStep receive(const YamlNode &value);
    RunUntilCancelledStep runUntilCancelled(const YamlNode &value);
    RetryStep retry(const YamlNode &value);
    OperationStep operation(const YamlNode &value);
    BudgetStep budget(const YamlNode &value);
    GracefulShutdownStep gracefulShutdown(const YamlNode &value);

    Diagnostics &m_diagnostics;
    int m_depth = 0;
};

} // namespace ScopeLab
