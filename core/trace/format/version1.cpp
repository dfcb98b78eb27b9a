#include "core/trace/format/version1.h"

#include "core/trace/format/eventfields.h"
#include "core/trace/format/words.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace ScopeLab {

namespace {

enum Kind { IsError = 0, IsCancelled = 1, IsGroup = 2 };

std::int64_t number(const QJsonObject &old, QStringView key)
{
    return old[key].toInteger();
}

/// In version 1 a number that was 0 was left out, and 0 meant none.
void copy(const QJsonObject &old, QStringView from, QJsonObject &line, QStringView to)
{
    if (old.contains(from) && old[from] != 0)
        line[to] = old[from];
}

/// A time that never comes was -1.
void copyTime(const QJsonObject &old, QJsonObject &line, QStringView to)
{
    if (const std::int64_t time = number(old, u"value"); time != -1)
        line[to] = static_cast<qint64>(time);
}

} // namespace

QJsonObject Version1::header(const QJsonObject &old)
{
    QJsonObject line = old;
    line[u"scopelab_trace"] = 2;
    line[u"source"] = QStringLiteral("scenario");
    const bool isReal = old[u"executor"].toString() == QStringLiteral("pool");
    line[u"clock"] = isReal ? QStringLiteral("monotonic") : QStringLiteral("virtual");
    if (old.contains(u"time_ns"))
        line[u"cursor_time"] = line.take(u"time_ns");
    return line;
}

bool Version1::convert(const QJsonObject &old)
{
    if (old.contains(u"event"))
        convertEvent(old);
    else if (old.contains(u"type"))
        m_errors.push_back(old);
    else if (old.contains(u"name"))
        m_labels.push_back(old);
    else if (old.contains(u"string"))
        m_texts.append(old[u"string"].toString());
    else
        return false;
    return true;
}

QString Version1::text(const QJsonObject &old) const
{
    const Number text = number(old, u"text");
    return text > 0 ? m_texts.value(text - 1) : QString();
}

Version1::Number Version1::definePlace(Number line)
{
    if (line && m_places.try_emplace(line, true).second)
        m_sink({{QStringLiteral("define"), QStringLiteral("place")},
                {QStringLiteral("id"), static_cast<qint64>(line)},
                {QStringLiteral("line"), static_cast<qint64>(line)}});
    return line;
}

/// Defines all names up to this one, so that they keep their numbers.
Version1::Number Version1::defineName(Number label)
{
    while (m_labelsDefined < label && m_labelsDefined < static_cast<Number>(m_labels.size())) {
        QJsonObject line = m_labels[static_cast<std::size_t>(m_labelsDefined++)];
        const Number place = definePlace(number(line, u"line"));
        line.remove(u"line");
        line[u"define"] = QStringLiteral("name");
        line[u"id"] = static_cast<qint64>(m_labelsDefined);
        if (place)
            line[u"place"] = static_cast<qint64>(place);
        if (line[u"kind"].toString().isEmpty())
            line.remove(u"kind");
        m_sink(line);
    }
    return label;
}

Version1::Number Version1::defineError(Number error)
{
    while (m_errorsDefined < error && m_errorsDefined < static_cast<Number>(m_errors.size())) {
        const QJsonObject &old = m_errors[static_cast<std::size_t>(m_errorsDefined++)];
        static constexpr ErrorKind kinds[] = {ErrorKind::Error, ErrorKind::Cancelled, ErrorKind::Group};
        const Number kind = number(old, u"kind");
        QJsonObject line = old;
        for (const char16_t *key : {u"kind", u"holds", u"line", u"cause", u"context", u"task", u"identity"})
            line.remove(QStringView(key));
        line[u"define"] = QStringLiteral("error");
        line[u"id"] = static_cast<qint64>(m_errorsDefined);
        line[u"kind"] = QLatin1StringView(toString(kinds[kind < 0 || kind > IsGroup ? 0 : kind]));
        if (kind == IsError && (number(old, u"holds") & Error::BaseErrors))
            line[u"is_base"] = true;
        if (const Number place = definePlace(number(old, u"line")))
            line[u"place"] = static_cast<qint64>(place);
        copy(old, u"cause", line, u"cause");
        copy(old, u"context", line, u"context");
        copy(old, u"task", line, u"task");
        if (number(old, u"identity") != m_errorsDefined)
            copy(old, u"identity", line, u"identity");
        m_sink(line);
    }
    return error;
}

void Version1::convertEvent(const QJsonObject &old)
{
    const QString name = old[u"event"].toString();
    defineName(number(old, u"label"));
    defineError(std::max(number(old, u"error"), number(old, u"other_error")));
    definePlace(number(old, u"line"));
    const Number time = number(old, u"t");
    const bool isAsked = name == QStringLiteral("cancel_delivered") || name == QStringLiteral("cancel_held");
    if (isAsked && m_isForced && !m_ignoresShields && !isEffective(number(old, u"scope"))) {
        // Only a run that is ended by force ignores shields.
        m_ignoresShields = true;
        m_sink({{QStringLiteral("event"), QStringLiteral("shields_ignored")},
                {QStringLiteral("time"), static_cast<qint64>(time)}});
        std::vector<Number> scopes;
        for (const auto &[scope, known] : m_scopes)
            scopes.push_back(scope);
        std::sort(scopes.begin(), scopes.end());
        for (const Number scope : scopes)
            refresh(scope, 0, time);
    }
    ++m_position;
    QJsonObject line{{QStringLiteral("event"), name},
                     {QStringLiteral("id"), static_cast<qint64>(m_position)},
                     {QStringLiteral("time"), static_cast<qint64>(time)}};
    copy(old, u"task", line, u"task");
    copy(old, u"line", line, u"place");
    copy(old, u"cause", line, u"cause");
    convertSpecial(name, old, line);
    m_sink(line);
    follow(name, old);
}

/// The fields whose meaning differed from event to event.
void Version1::convertSpecial(const QString &name, const QJsonObject &old, QJsonObject &line)
{
    if (name.startsWith(QStringLiteral("task_"))) {
        convertTask(name, old, line);
        return;
    }
    copy(old, u"scope", line, u"scope");
    copy(old, u"error", line, u"error");
    if (name == QStringLiteral("scope_entered")) {
        const QJsonObject label
            = number(old, u"label") > 0 && number(old, u"label") <= static_cast<Number>(m_labels.size())
                  ? m_labels[static_cast<std::size_t>(number(old, u"label") - 1)]
                  : QJsonObject();
        const QString kind = label[u"kind"].toString();
        copy(old, u"other", line, u"parent");
        copy(old, u"label", line, u"name");
        copyTime(old, line, u"deadline");
        line[u"is_shielded"] = number(old, u"flag") != 0;
        if (kind == QStringLiteral("task_group"))
            line[u"role"] = kind;
        else if (kind.isEmpty() && label[u"name"].toString() == QStringLiteral("starting"))
            line[u"role"] = QStringLiteral("start");
    } else if (name == QStringLiteral("scope_exited")) {
        line[u"has_absorbed"] = number(old, u"flag") != 0;
    } else if (name == QStringLiteral("cancel_requested")) {
        copy(old, u"source", line, u"source");
        line[u"reason"] = text(old);
    } else if (name == QStringLiteral("shield_changed")) {
        line[u"is_shielded"] = number(old, u"flag") != 0;
    } else if (name == QStringLiteral("deadline_changed")) {
        copyTime(old, line, u"deadline");
    } else if (name == QStringLiteral("error_replaced") || name == QStringLiteral("error_lost")) {
        copy(old, u"other_error", line, u"by");
    } else if (name == QStringLiteral("group_split")) {
        copy(old, u"other_error", line, u"rest");
    } else if (name == QStringLiteral("logged")) {
        line[u"text"] = text(old);
    } else if (name == QStringLiteral("operation_changed")) {
        copy(old, u"other", line, u"operation");
        copy(old, u"label", line, u"name");
        line[u"status"] = text(old);
    } else if (name.startsWith(QStringLiteral("operator_"))) {
        convertAct(text(old), line);
    } else if (name == QStringLiteral("limit_hit")) {
        convertLimit(text(old), line);
    } else if (name == QStringLiteral("run_ended")) {
        line[u"outcome"] = text(old);
    }
}

void Version1::convertTask(const QString &name, const QJsonObject &old, QJsonObject &line)
{
    if (name == QStringLiteral("task_spawned")) {
        // Of the tasks in no group, the first is the program; the rest belong to the run itself.
        const bool isOutside = number(old, u"scope") == 0;
        if (isOutside)
            line[u"role"] = m_hasMain ? QStringLiteral("system") : QStringLiteral("main");
        m_hasMain = true;
        copy(old, u"scope", line, u"scope");
        copy(old, u"other", line, u"spawner");
        copy(old, u"label", line, u"name");
    } else if (name == QStringLiteral("task_resumed")) {
        line[u"is_first"] = number(old, u"value") == 1;
    } else if (name == QStringLiteral("task_suspended")) {
        copy(old, u"wait", line, u"wait");
        copy(old, u"scope", line, u"gate");
        copyTime(old, line, u"until");
    } else if (name == QStringLiteral("task_starting")) {
        copy(old, u"other", line, u"started");
        copy(old, u"scope", line, u"group");
    } else if (name == QStringLiteral("task_moved")) {
        copy(old, u"scope", line, u"scope");
    } else if (name == QStringLiteral("task_exited")) {
        copy(old, u"error", line, u"error");
        const Number error = number(old, u"error");
        bool isCancelled = number(old, u"flag") != 0;
        if (error > 0 && error <= static_cast<Number>(m_errors.size()))
            isCancelled = number(m_errors[static_cast<std::size_t>(error - 1)], u"holds") == Error::Cancellations;
        if (isCancelled || error)
            line[u"end"] = isCancelled ? QStringLiteral("cancelled") : QStringLiteral("failed");
    }
}

/// In version 1, what was done to a run by hand was a sentence.
void Version1::convertAct(const QString &text, QJsonObject &line) const
{
    static constexpr std::pair<const char16_t *, OperatorAction> verbs[]
        = {{u"cancel ", OperatorAction::Cancel},
           {u"set the deadline of ", OperatorAction::SetDeadline},
           {u"set the shield of ", OperatorAction::SetShield},
           {u"set ", OperatorAction::SetEvent}};
    for (const auto &[verb, action] : verbs) {
        if (!text.startsWith(QStringView(verb)))
            continue;
        line[u"action"] = QLatin1StringView(toString(action));
        line[u"target"] = text.mid(QStringView(verb).size());
        return;
    }
    line[u"target"] = text;
}

void Version1::convertLimit(const QString &text, QJsonObject &line)
{
    static const QRegularExpression sentence(QStringLiteral(
        "^more than (\\d+) (steps|hours|tasks|lines|events)[^']*(?:at the step '(.*)' in line (\\d+))?$"));
    constexpr Number NanosecondsPerHour = 3'600'000'000'000;
    const QRegularExpressionMatch match = sentence.match(text);
    if (!match.hasMatch()) {
        line[u"step"] = text;
        return;
    }
    static const QHash<QString, LimitKind> kinds{{QStringLiteral("steps"), LimitKind::StepsRun},
                                                 {QStringLiteral("hours"), LimitKind::Time},
                                                 {QStringLiteral("tasks"), LimitKind::LiveTasks},
                                                 {QStringLiteral("lines"), LimitKind::LogLines},
                                                 {QStringLiteral("events"), LimitKind::Events}};
    const LimitKind kind = kinds.value(match.captured(2));
    Number most = match.captured(1).toLongLong();
    if (kind == LimitKind::Time && most < INT64_MAX / NanosecondsPerHour)
        most *= NanosecondsPerHour;
    line[u"limit"] = QLatin1StringView(toString(kind));
    line[u"most"] = static_cast<qint64>(most);
    if (match.hasCaptured(3))
        line[u"step"] = match.captured(3);
    if (const Number place = definePlace(match.captured(4).toLongLong()); place && !line.contains(u"place"))
        line[u"place"] = static_cast<qint64>(place);
}

bool Version1::isEffective(Number scope) const
{
    const auto found = m_scopes.find(scope);
    return found != m_scopes.end() && found->second.effectiveBy;
}

/// What the event does to the scopes.
void Version1::follow(const QString &name, const QJsonObject &old)
{
    const Number id = number(old, u"scope");
    const Number time = number(old, u"t");
    if (name == QStringLiteral("run_stuck") || name == QStringLiteral("limit_hit"))
        m_isForced = true;
    if (name == QStringLiteral("task_spawned"))
        m_groups[number(old, u"task")] = id;
    if (!id)
        return;
    if (name == QStringLiteral("scope_entered")) {
        Scope &scope = m_scopes[id];
        if (std::exchange(scope.isEntered, true) || id == number(old, u"other"))
            return; // it exists already, which the reader reports
        scope.parent = number(old, u"other");
        scope.isShielded = number(old, u"flag") != 0;
        if (scope.parent)
            m_scopes[scope.parent].children.push_back(id);
        refresh(id, 0, time);
    } else if (name == QStringLiteral("scope_exited")) {
        m_scopes[id].isLeft = true;
    } else if (name == QStringLiteral("cancel_requested")) {
        Scope &scope = m_scopes[id];
        if (!scope.request)
            scope.request = m_position;
        refresh(id, m_position, time);
    } else if (name == QStringLiteral("shield_changed")) {
        m_scopes[id].isShielded = number(old, u"flag") != 0;
        refresh(id, m_position, time);
    } else if (name == QStringLiteral("task_moved")) {
        moveScopes(number(old, u"task"), id, time);
    }
}

/// start() has handed a task over: the scopes it opened in the hidden group go with it.
void Version1::moveScopes(Number task, Number to, Number time)
{
    const Number from = std::exchange(m_groups[task], to);
    if (!from || from == to)
        return;
    const std::vector<Number> moved = std::exchange(m_scopes[from].children, {});
    for (const Number id : moved) {
        if (m_scopes[id].isLeft)
            continue;
        m_sink({{QStringLiteral("event"), QStringLiteral("scope_moved")},
                {QStringLiteral("time"), static_cast<qint64>(time)},
                {QStringLiteral("cause"), static_cast<qint64>(m_position)},
                {QStringLiteral("scope"), static_cast<qint64>(id)},
                {QStringLiteral("parent"), static_cast<qint64>(to)}});
        m_scopes[id].parent = to;
        m_scopes[to].children.push_back(id);
        refresh(id, m_position, time);
    }
}

/// A scope is effectively cancelled if it was cancelled itself, or its parent is and it has no shield (LV-2).
void Version1::refresh(Number from, Number because, Number time)
{
    std::vector<Number> stack{from};
    while (!stack.empty()) {
        const Number id = stack.back();
        stack.pop_back();
        Scope &scope = m_scopes[id];
        if (scope.isLeft)
            continue;
        const auto outer = m_scopes.find(scope.parent);
        const Number around = outer != m_scopes.end() ? outer->second.effectiveBy : 0;
        const bool isHidden = scope.isShielded && !m_ignoresShields;
        const bool isEffective = scope.request || (around && !isHidden);
        if (!isEffective)
            scope.effectiveBy = 0;
        else if (!scope.effectiveBy)
            scope.effectiveBy = around && !isHidden ? around : scope.request;
        const CancelState state = isEffective ? CancelState::Effective : around ? CancelState::Held : CancelState::None;
        const QString word = QLatin1StringView(toString(state));
        if (word == scope.state)
            continue;
        scope.state = word;
        QJsonObject line{{QStringLiteral("event"), QStringLiteral("cancel_state_changed")},
                         {QStringLiteral("time"), static_cast<qint64>(time)},
                         {QStringLiteral("scope"), static_cast<qint64>(id)},
                         {QStringLiteral("state"), word}};
        const Number request = isEffective ? scope.effectiveBy : around;
        if (request)
            line[u"request"] = static_cast<qint64>(request);
        if (because || request)
            line[u"cause"] = static_cast<qint64>(because ? because : request);
        m_sink(line);
        stack.insert(stack.end(), scope.children.rbegin(), scope.children.rend());
    }
}

} // namespace ScopeLab
