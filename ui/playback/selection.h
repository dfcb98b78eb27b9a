#pragma once

#include "core/trace/trace.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <vector>

namespace ScopeLab {

template <typename Tag>
std::size_t qHash(Id<Tag> id, std::size_t seed = 0)
{
    return ::qHash(id.number(), seed);
}

/// What is selected, in every view at once.
struct Selection
{
    enum class Kind { None, Task, Scope, Error };
    Kind kind = Kind::None;
    std::uint32_t id = 0; ///< Number of the task or scope, or position in the list of fates from 1.

    Selection() = default;
    explicit Selection(TaskId task)
        : Selection(Kind::Task, task.number())
    {
    }
    explicit Selection(ScopeId scope)
        : Selection(Kind::Scope, scope.number())
    {
    }

    /// @p number 0: nothing.
    Selection(Kind what, std::uint32_t number)
        : kind(number ? what : Kind::None)
        , id(number)
    {
    }

    /// None if something else is selected.
    TaskId task() const { return kind == Kind::Task ? TaskId(id) : TaskId(); }
    ScopeId scope() const { return kind == Kind::Scope ? ScopeId(id) : ScopeId(); }

    bool isTask(TaskId task) const { return task && this->task() == task; }
    bool isScope(ScopeId scope) const { return scope && this->scope() == scope; }
    bool operator==(const Selection &) const = default;
};

/// What is selected, and the way there and back, as in a browser. A value.
class SelectionTrail
{
public:
    SelectionTrail() = default;
    explicit SelectionTrail(const Selection &current)
        : m_current(current)
    {
    }

    const Selection &current() const { return m_current; }
    bool canGoBack() const { return !m_before.empty(); }
    bool canGoForward() const { return !m_after.empty(); }

    /// These three return false where nothing changes.
    bool select(const Selection &selection);
    bool goBack();
    bool goForward();

private:
    Selection m_current;
    std::vector<Selection> m_before; // the last is the nearest, here and below
    std::vector<Selection> m_after;
};

/// What the mouse rests on. It counts only after a moment, so that nothing flashes where the mouse just passes.
class Hover final : public QObject
{
    Q_OBJECT

public:
    explicit Hover(QObject *parent = nullptr);

    const Selection &current() const { return m_current; }
    void moveTo(const Selection &selection);

    /// Forgets everything at once, and says nothing.
    void clear();

Q_SIGNALS:
    void changed();

private:
    Selection m_current;
    Selection m_next;
    QTimer m_timer;
};

} // namespace ScopeLab
