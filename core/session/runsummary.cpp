#include "core/session/runsummary.h"

#include "core/session/recordingstream.h"
#include "core/trace/errorwalk.h"
#include "core/trace/format/eventfields.h"

namespace ScopeLab {

namespace {

constexpr EventId EventsAtOnce = 8192; // few enough to stay in the cache

template <typename T>
constexpr bool EndsSomething
    = std::is_same_v<T, TaskExited> || std::is_same_v<T, RunEnded> || std::is_same_v<T, ErrorLost>;

} // namespace

void InstanceNames::add(std::uint32_t number, NameId label, const std::string &name)
{
    if (m_instances.size() < number)
        m_instances.resize(number);
    if (m_instances[number - 1].count == 0)
        m_instances[number - 1] = {label, ++m_counts[name]};
}

std::string InstanceNames::of(std::uint32_t number, const Trace &parts) const
{
    if (number == 0 || number > m_instances.size() || m_instances[number - 1].count == 0)
        return {};
    const Instance &instance = m_instances[number - 1];
    const std::string &name = parts.label(instance.label).name;
    return instance.count == 1 ? name : name + '#' + std::to_string(instance.count);
}

RunSummary::RunSummary(Trace recording)
    : parts(std::move(recording))
{
    fold();
}

void RunSummary::fold()
{
    while (state.event < parts.size()) {
        state.apply(parts);
        const RunEvent &event = parts.event(state.event);
        take(event);
        forget(event);
    }
    parts.forgetEvents();
}

void RunSummary::take(const RunEvent &event)
{
    if (const auto *spawned = event.as<TaskSpawned>()) {
        taskNames.add(event.task.number(), spawned->name, parts.label(spawned->name).name);
    } else if (const auto *entered = event.as<ScopeEntered>()) {
        if (const Label &label = parts.label(entered->name); !label.kind.empty())
            scopeNames.add(entered->scope.number(), entered->name, label.name);
    } else if (const auto *changed = event.as<OperationChanged>()) {
        operationNames.add(changed->operation.number(), changed->name, parts.label(changed->name).name);
    } else if (const auto *logged = event.as<Logged>()) {
        log.push_back({event.time, event.task, logged->text});
    } else if (event.is<RunStuck>()) {
        stuck = state;
    } else if (event.is<LimitHit>()) {
        limit = event;
    } else if (const auto *lost = event.as<ErrorLost>()) {
        noteUnseen(event, lost->error, true);
    } else if (const auto *exited = event.as<TaskExited>()) {
        const TaskState *task = state.task(event.task);
        if (exited->end == TaskEnd::Failed && task && task->isDetached())
            noteUnseen(event, exited->error, false);
    }
}

/// Forgets whatever is over and is neither among the first ones nor inside one of them.
void RunSummary::forget(const RunEvent &event)
{
    if (const auto *exited = event.as<ScopeExited>()) {
        const ScopeState *scope = state.scope(exited->scope);
        const auto isLate = [](auto id) { return id.number() > MostKept; };
        if (scope && (isLate(scope->id) || isLate(scope->parent) || isLate(scope->task))) {
            scopesLeftOut += isListed(*scope) ? 1 : 0;
            state.forget(exited->scope);
        }
    } else if (event.is<TaskExited>()) {
        const TaskState *task = state.task(event.task);
        if (task && (task->id.number() > MostKept || task->group.number() > MostKept)) {
            ++tasksLeftOut;
            state.forget(event.task);
        }
    } else if (const auto *changed = event.as<OperationChanged>()) {
        const bool isOver = changed->status > OperationStatus::Running;
        if (isOver && changed->operation.number() > MostKept) {
            ++operationsLeftOut;
            state.forget(changed->operation);
        }
    }
}

void RunSummary::noteUnseen(const RunEvent &event, ErrorId error, bool isLost)
{
    if (!error || unseen.size() >= MostKept) {
        ++unseenLeftOut;
        return;
    }
    forEachLeaf(parts, error, [&](ErrorId id, const ErrorRecord &record) {
        if (record.kind == ErrorKind::Error && m_noted.insert(record.identity).second)
            unseen.push_back({event.time, event.task, id, isLost});
    });
}

ErrorId SummaryRecorder::add(const ErrorPtr &error)
{
    m_errors.push_back(error);
    return ErrorId(static_cast<std::uint32_t>(m_errors.size()));
}

TextId SummaryRecorder::add(std::string_view text)
{
    if (text.empty())
        return {};
    m_texts.emplace_back(text);
    return TextId(static_cast<std::uint32_t>(m_texts.size()));
}

// The stream numbers these as we do, because both see all of them.
NameId SummaryRecorder::add(const Label &label)
{
    if (m_stream)
        m_stream->recorder().add(label);
    return m_recorder.add(label);
}

PlaceId SummaryRecorder::add(const Place &place)
{
    if (m_stream)
        m_stream->recorder().add(place);
    return m_recorder.add(place);
}

std::uint64_t SummaryRecorder::bytesOfErrors() const
{
    return m_stream ? m_stream->recorder().bytesOfErrors() : m_recorder.bytesOfErrors();
}

EventId SummaryRecorder::observe(const RunEvent &event)
{
    if (m_stream)
        m_stream->observe(streamed(event));
    const EventId id = m_recorder.observe(kept(event));
    m_errors.clear();
    m_texts.clear();
    if (id >= m_nextFold) {
        m_recorder.drain(m_summary.parts);
        m_summary.fold();
        m_nextFold = id + EventsAtOnce;
    }
    return id;
}

/// The event as the summary sees it.
RunEvent SummaryRecorder::kept(const RunEvent &event)
{
    RunEvent result = event;
    std::visit(
        [&]<typename T>(T &data) {
            if constexpr (requires { data.error; })
                data.error = EndsSomething<T> ? keptError(event, data.error) : ErrorId();
            if constexpr (requires { data.by; })
                data.by = {};
            if constexpr (requires { data.rest; })
                data.rest = {};
            constexpr bool isSaid = std::is_same_v<T, CancelRequested> || std::is_same_v<T, LimitHit>;
            visitFields(data, [&](const char *, auto &value, Need) {
                if constexpr (std::is_same_v<decltype(value), TextId &>)
                    value = std::is_same_v<T, Logged> || isSaid ? keptText(value, !isSaid) : TextId();
            });
        },
        result.data);
    return result;
}

/// There may be many errors that tasks end with, or that are lost: only the first ones are kept.
ErrorId SummaryRecorder::keptError(const RunEvent &event, ErrorId pending)
{
    const bool isOfRun = event.is<RunEnded>() || event.task == TaskId(1);
    if (!pending || (!isOfRun && ++m_errorsKept > 2 * RunSummary::MostKept))
        return {};
    return m_recorder.add(m_errors[pending.number() - 1]);
}

TextId SummaryRecorder::keptText(TextId pending, bool isLogged)
{
    if (!pending)
        return {};
    const std::string &text = m_texts[pending.number() - 1];
    if (isLogged)
        return m_recorder.add(text);
    TextId &known = m_reasons[text];
    if (!known)
        known = m_recorder.add(text);
    return known;
}

/// The event as the stream sees it.
RunEvent SummaryRecorder::streamed(const RunEvent &event)
{
    RunEvent result = event;
    std::visit(
        [this](auto &data) {
            visitFields(data, [this](const char *, auto &value, Need) {
                using Value = std::remove_reference_t<decltype(value)>;
                if constexpr (std::is_same_v<Value, TextId>) {
                    if (value)
                        value = m_stream->recorder().add(m_texts[value.number() - 1]);
                } else if constexpr (std::is_same_v<Value, ErrorId>) {
                    if (value)
                        value = m_stream->recorder().add(m_errors[value.number() - 1]);
                }
            });
        },
        result.data);
    return result;
}

RunSummary SummaryRecorder::take()
{
    m_recorder.drain(m_summary.parts);
    m_summary.fold();
    return std::move(m_summary);
}

} // namespace ScopeLab
