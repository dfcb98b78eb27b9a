#pragma once

#include "ui/stage/stagelayout.h"

#include <unordered_map>

namespace ScopeLab {

/// What stands in which scope on the stage at one moment, and what of it is shown, before anything has a
/// place. Until the run is over, the time it takes grows with what is alive.
class StageContents
{
public:
    /// Tasks that are only counted, the living ones by name.
    struct Folded
    {
        std::vector<TaskId> tasks;
        PhaseCounts ended{};

        bool isEmpty() const;
    };

    /// A child before it is placed; owner is the task it belongs to, which fixes its order.
    struct Child
    {
        TaskId owner;
        StageNode::Kind kind;
        std::uint32_t id; ///< Of the task or the scope.
        int count = 1;

        TaskId task() const { return TaskId(id); }
        ScopeId scope() const { return ScopeId(id); }
    };

    /// All of them must outlive this.
    StageContents(const RunState &state, const StageFolds &folds);

    /// The scopes to start from. The one around main says nothing while it is not cancelled and main is further
    /// inside, so it is not shown.
    std::vector<ScopeId> roots() const;

    /// Whether what stands in a scope is only counted.
    bool isCounted(ScopeId id, int parent) const;

    /// @param folded what else stands there.
    std::vector<Child> childrenOf(ScopeId scope, Folded &folded) const;

    /// All that stands in a scope that is folded away.
    void addTasks(ScopeId scope, Folded &folded) const;

    /// Tasks that stand in no scope.
    const std::vector<TaskId> &detached() const { return m_detached; }

private:
    struct Contents
    {
        std::vector<ScopeId> scopes;
        std::vector<TaskId> tasks; // those that live
        std::vector<Living::Left> left;
    };

    void gatherAll();
    void gatherLiving();
    const Contents &contentsOf(ScopeId scope) const;
    const Living::Group &groupOf(ScopeId scope) const { return m_state.living().group(scope); }
    std::vector<Living::Left> linesOf(ScopeId scope) const;
    bool isWrapper(const std::vector<ScopeId> &scopes) const;
    bool isBareAndLeft(ScopeId id) const;
    void addChildTasks(ScopeId scope, std::size_t more, std::vector<Child> &children, Folded &folded) const;

    const RunState &m_state;
    const StageFolds &m_folds;
    std::unordered_map<ScopeId, Contents> m_contents;
    std::vector<TaskId> m_detached;
};

} // namespace ScopeLab
