#include "core/sentences/runnames.h"

#include "core/sentences/why.h"
#include "core/text/oneline.h"

#include <QCoreApplication>

namespace ScopeLab {

namespace {

struct Names
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::RunNames)
};

} // namespace

QString RunNames::task(TaskId id) const
{
    const TaskState *task = m_state.task(id);
    return task ? name(task->name) : Names::tr("somebody outside");
}

QString RunNames::scope(ScopeId id) const
{
    const ScopeState *scope = m_state.scope(id);
    return scope ? name(scope->name) : Names::tr("the run");
}

QString RunNames::error(ErrorId id) const
{
    return id ? shownName(m_trace.error(id).type) : QStringLiteral("Cancelled");
}

QString RunNames::name(NameId id) const
{
    return shownName(m_trace.label(id).name);
}

QString RunNames::text(TextId id) const
{
    return oneLine(m_trace.text(id));
}

QString RunNames::resource(ResourceId id) const
{
    return resourceName(m_trace, m_state, id);
}

} // namespace ScopeLab
