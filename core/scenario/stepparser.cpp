#include "core/scenario/stepparser.h"

#include <algorithm>

namespace ScopeLab {

namespace {

const std::vector<std::string> &runnableKeywords()
{
    static const std::vector<std::string> words
        = {"log",   "sleep",      "checkpoint",    "work",         "run_blocking",
           "scope", "shield",     "move_on_after", "fail_after",   "task_group",
           "spawn", "spawn_each", "cancel",        "set_deadline", "set_shield",
           "raise", "reraise",    "try",           "split",        "non_cancel_subgroup",
           "if",    "repeat",     "call"};
    return words;
}

// Steps of the language that a later release runs.
const std::vector<std::string> &laterKeywords()
{
    static const std::vector<std::string> words = {"start",
                                                   "started",
                                                   "detach",
                                                   "wait",
                                                   "set",
                                                   "with_lock",
                                                   "with_limiter",
                                                   "send",
                                                   "receive",
                                                   "wait_cancelled",
                                                   "run_until_cancelled",
                                                   "retry",
                                                   "budget",
                                                   "operation",
                                                   "graceful_shutdown"};
    return words;
}

bool contains(const std::vector<std::string> &words, const std::string &word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool takesNothing(const std::string &keyword)
{
    return keyword == "checkpoint" || keyword == "reraise";
}

} // namespace

bool StepParser::isKeyword(const std::string &word)
{
    return contains(runnableKeywords(), word) || contains(laterKeywords(), word);
}

Steps StepParser::steps(const YamlNode &node, const std::string &what)
{
    Steps result;
    if (!node.isSequence()) {
        m_diagnostics.add(node.range, what + " must be a list of steps", "write '- step' lines");
        return result;
    }
    if (m_depth >= MaxNesting) {
        m_diagnostics.add(node.range, "steps are nested more than 200 deep", "put some of them into a function");
        return result;
    }
    ++m_depth;
    for (const YamlNode &item : node.items) {
        if (std::optional<Step> parsed = step(item))
            result.push_back(std::move(*parsed));
    }
    --m_depth;
    return result;
}

Steps StepParser::stepsOf(MappingReader &reader, const char *key, bool isRequired)
{
    const YamlNode *node = isRequired ? reader.require(key) : reader.find(key);
    return node ? steps(*node, std::string("'") + key + "'") : Steps();
}

std::optional<Step> StepParser::step(const YamlNode &node)
{
    const bool isWord = node.isScalar();
    if (!isWord && (!node.isMapping() || node.entries.size() != 1)) {
        m_diagnostics.add(node.range, "a step is one key with its value, or one word",
                          node.isMapping() ? "start a new '- ' line for each step"
                                           : "write 'sleep: 200ms', for example");
        return {};
    }
    const YamlNode &key = isWord ? node : node.entries.front().key;
    const std::string &keyword = key.text;
    if (!isKeyword(keyword)) {
        std::vector<std::string> all = runnableKeywords();
        all.insert(all.end(), laterKeywords().begin(), laterKeywords().end());
        m_diagnostics.add(key.range, "there is no step '" + keyword + "'", didYouMean(keyword, all));
        return {};
    }
    if (contains(laterKeywords(), keyword)) {
        m_diagnostics.add(key.range, "the step '" + keyword + "' is not there yet in this release",
                          "a later one will run it; see the README for the steps that run now");
        return {};
    }
    Step result;
    result.keyword = keyword;
    result.range = key.range;
    if (isWord != takesNothing(keyword)) {
        m_diagnostics.add(key.range, "'" + keyword + (isWord ? "' needs a value" : "' takes no value"),
                          isWord ? "write '" + keyword + ": …'" : "write '- " + keyword + "'");
        return {};
    }
    if (keyword == "checkpoint") {
        result.payload = CheckpointStep();
    } else if (keyword == "reraise") {
        result.payload = ReraiseStep();
    } else {
        const YamlNode &value = node.entries.front().value;
        if (value.kind == YamlNode::Kind::Empty) {
            m_diagnostics.add(key.range, "'" + keyword + "' has no value", "give it one");
            return {};
        }
        std::optional<Step::Payload> read = payload(keyword, value);
        if (!read)
            return {};
        result.payload = std::move(*read);
    }
    return result;
}

std::optional<Step::Payload> StepParser::payload(const std::string &keyword, const YamlNode &value)
{
    const std::string what = "'" + keyword + "'";
    if (keyword == "log")
        return LogStep{scalarText(value, what, m_diagnostics)};
    if (keyword == "sleep")
        return SleepStep{readDurationValue(value, m_diagnostics)};
    if (keyword == "work")
        return WorkStep{readDurationValue(value, m_diagnostics)};
    if (keyword == "call")
        return CallStep{scalarText(value, what, m_diagnostics)};
    if (keyword == "run_blocking")
        return runBlocking(value);
    if (keyword == "scope")
        return scope(ScopeKind::Scope, keyword, value);
    if (keyword == "shield")
        return scope(ScopeKind::Shield, keyword, value);
    if (keyword == "move_on_after")
        return scope(ScopeKind::MoveOnAfter, keyword, value);
    if (keyword == "fail_after")
        return scope(ScopeKind::FailAfter, keyword, value);
    if (keyword == "task_group")
        return taskGroup(value);
    if (keyword == "spawn_each")
        return spawnEach(value);
    if (keyword == "cancel")
        return cancel(value);
    if (keyword == "set_deadline")
        return setDeadline(value);
    if (keyword == "raise")
        return RaiseStep{raise(value)};
    if (keyword == "try")
        return tryStep(value);
    if (keyword == "if")
        return ifStep(value);

    MappingReader reader(value, what, m_diagnostics);
    if (keyword == "spawn")
        return spawn(reader);
    if (keyword == "set_shield") {
        SetShieldStep result;
        result.scope = reader.name("scope", true);
        if (!reader.has("shield"))
            reader.require("shield");
        result.shield = reader.flag("shield", true);
        return result;
    }
    if (keyword == "split") {
        SplitStep result;
        result.error = reader.name("error");
        result.cancels = reader.boundName("cancels");
        result.errors = reader.boundName("errors");
        return result;
    }
    if (keyword == "non_cancel_subgroup") {
        NonCancelSubgroupStep result;
        result.as = reader.boundName("as", true);
        result.error = reader.name("error");
        return result;
    }
    RepeatStep result; // the last keyword
    result.times = reader.count("times", 0);
    result.body = stepsOf(reader, "body", true);
    return result;
}

RunBlockingStep StepParser::runBlocking(const YamlNode &value)
{
    RunBlockingStep result;
    result.abandonOnCancel.constant = false;
    if (value.isScalar()) {
        result.length = readDurationValue(value, m_diagnostics);
        return result;
    }
    MappingReader reader(value, "'run_blocking'", m_diagnostics);
    result.length = reader.duration("for", true).value_or(Value<Duration>());
    result.abandonOnCancel = reader.flag("abandon_on_cancel", false);
    result.checkEvery = reader.duration("check_every");
    if (result.checkEvery && result.checkEvery->constant == Duration::zero())
        m_diagnostics.add(result.checkEvery->source.range, "'check_every' must be above 0", "write 10ms, for example");
    return result;
}

ScopeStep StepParser::scope(ScopeKind kind, const std::string &keyword, const YamlNode &value)
{
    ScopeStep result;
    result.kind = kind;
    result.shield.constant = kind == ScopeKind::Shield;
    if (kind == ScopeKind::Shield && value.isSequence()) {
        result.body = steps(value, "'shield'");
        return result;
    }
    MappingReader reader(value, "'" + keyword + "'", m_diagnostics);
    result.name = reader.name("name");
    switch (kind) {
    case ScopeKind::Scope:
        result.timeout = reader.duration("timeout");
        result.deadline = reader.duration("deadline");
        if (result.timeout && result.deadline)
            m_diagnostics.add(value.range, "a scope has a timeout or a deadline, not both", "keep one of them");
        result.shield = reader.flag("shield", false);
        break;
    case ScopeKind::Shield: result.timeout = reader.duration("timeout"); break;
    case ScopeKind::MoveOnAfter:
    case ScopeKind::FailAfter:
        result.timeout = reader.duration("after", true);
        result.shield = reader.flag("shield", false);
        break;
    }
    result.body = stepsOf(reader, "body", true);
    if (kind == ScopeKind::MoveOnAfter)
        result.otherwise = stepsOf(reader, "otherwise", false);
    return result;
}

TaskGroupStep StepParser::taskGroup(const YamlNode &value)
{
    TaskGroupStep result;
    if (value.isSequence()) {
        result.body = steps(value, "'task_group'");
        return result;
    }
    MappingReader reader(value, "'task_group'", m_diagnostics);
    result.name = reader.name("name");
    result.body = stepsOf(reader, "body", true);
    return result;
}

SpawnStep StepParser::spawn(MappingReader &reader)
{
    SpawnStep result;
    result.name = reader.name("name");
    result.group = reader.name("in");
    result.body = stepsOf(reader, "body", true);
    return result;
}

SpawnEachStep StepParser::spawnEach(const YamlNode &value)
{
    SpawnEachStep result;
    MappingReader reader(value, "'spawn_each'", m_diagnostics);
    reader.requireOneOf({"count", "items"});
    result.count = reader.count("count", 0);
    if (const YamlNode *items = reader.find("items")) {
        if (!items->isSequence())
            m_diagnostics.add(items->range, "'items' must be a list", "write [first, second]");
        for (const YamlNode &node : items->items)
            result.items.push_back(item(node));
    }
    result.task = spawn(reader);
    return result;
}

Item StepParser::item(const YamlNode &node)
{
    Item result;
    if (!node.isMapping()) {
        result.text = scalarText(node, "an item", m_diagnostics);
        return result;
    }
    for (const YamlNode::Entry &entry : node.entries)
        result.fields.emplace_back(entry.key.text, scalarText(entry.value, "a field of an item", m_diagnostics));
    return result;
}

CancelStep StepParser::cancel(const YamlNode &value)
{
    if (value.isScalar())
        return {scalarText(value, "'cancel'", m_diagnostics), {}};
    MappingReader reader(value, "'cancel'", m_diagnostics);
    CancelStep result;
    result.scope = reader.name("scope", true);
    result.reason = reader.text("reason");
    return result;
}

SetDeadlineStep StepParser::setDeadline(const YamlNode &value)
{
    MappingReader reader(value, "'set_deadline'", m_diagnostics);
    SetDeadlineStep result;
    result.scope = reader.name("scope", true);
    reader.requireOneOf({"after", "at", "never"});
    result.after = reader.duration("after");
    result.at = reader.duration("at");
    const Template never = reader.text("never");
    if (never.isSet() && never.text != "true")
        m_diagnostics.add(never.range, "'never' can only be true", "write never: true");
    return result;
}

RaiseSpec StepParser::raise(const YamlNode &value)
{
    RaiseSpec result;
    result.range = value.range;
    if (value.isScalar()) {
        result.type = readTemplate(value.text, value.range);
        return result;
    }
    MappingReader reader(value, "'raise'", m_diagnostics);
    reader.requireOneOf({"type", "group", "error"});
    result.type = reader.text("type");
    result.error = reader.name("error");
    if (reader.has("type")) {
        result.message = reader.text("message");
        result.notes = reader.texts("notes");
    }
    if (const YamlNode *group = reader.find("group")) {
        result.isGroup = true;
        MappingReader groupReader(*group, "'group'", m_diagnostics);
        result.message = groupReader.text("message");
        if (const YamlNode *errors = groupReader.require("errors")) {
            if (!errors->isSequence() || errors->items.empty())
                m_diagnostics.add(errors->range, "'errors' needs at least one error",
                                  "write [ValueError], for example");
            for (const YamlNode &member : errors->items)
                result.members.push_back(raise(member));
        }
    }
    if (const YamlNode *cause = reader.find("cause")) {
        if (cause->isScalar())
            result.causeName = readTemplate(cause->text, cause->range);
        else
            result.cause = std::make_shared<RaiseSpec>(raise(*cause));
    }
    return result;
}

TryStep StepParser::tryStep(const YamlNode &value)
{
    TryStep result;
    MappingReader reader(value, "'try'", m_diagnostics);
    result.body = stepsOf(reader, "body", true);
    const bool hasExcept = reader.has("except");
    const bool hasGroup = reader.has("except_group");
    if (hasExcept && hasGroup)
        m_diagnostics.add(value.range, "a try has except or except_group, not both", "keep one of them");
    result.isGroupHandler = hasGroup;
    for (const char *key : {"except", "except_group"}) {
        const YamlNode *handlers = reader.find(key);
        if (!handlers)
            continue;
        if (!handlers->isSequence() || handlers->items.empty())
            m_diagnostics.add(handlers->range, std::string("'") + key + "' must be a list of handlers",
                              "write '- {match: ValueError, body: […]}'");
        for (const YamlNode &node : handlers->items)
            result.handlers.push_back(handler(node, hasGroup));
    }
    result.orElse = stepsOf(reader, "else", false);
    if (reader.has("else") && !hasExcept && !hasGroup)
        m_diagnostics.add(value.range, "'else' needs handlers", "add except, or remove else");
    result.hasFinally = reader.has("finally");
    result.finally = stepsOf(reader, "finally", false);
    if (!hasExcept && !hasGroup && !result.hasFinally)
        m_diagnostics.add(value.range, "a try needs except, except_group or finally", "add one of them");
    return result;
}

Handler StepParser::handler(const YamlNode &node, bool isGroupHandler)
{
    Handler result;
    result.line = node.range.begin.line;
    MappingReader reader(node, "a handler", m_diagnostics);
    if (const YamlNode *match = reader.require("match")) {
        if (match->isSequence()) {
            for (const YamlNode &type : match->items)
                result.match.push_back(scalarText(type, "a type", m_diagnostics));
        } else {
            result.match.push_back(scalarText(*match, "'match'", m_diagnostics));
        }
    }
    for (const Template &type : result.match) {
        const bool isGroup = type.text == "group" || type.text == "ExceptionGroup" || type.text == "BaseExceptionGroup";
        if (isGroupHandler && isGroup)
            m_diagnostics.add(type.range, "except_group may not match '" + type.text + "'",
                              "match the types inside the group");
    }
    result.as = reader.boundName("as");
    result.body = stepsOf(reader, "body", true);
    return result;
}

IfStep StepParser::ifStep(const YamlNode &value)
{
    IfStep result;
    MappingReader reader(value, "'if'", m_diagnostics);
    static const std::vector<const char *> keys = {"present",
                                                   "is_cancelled",
                                                   "only_cancelled",
                                                   "cancel_called",
                                                   "cancelled_caught",
                                                   "token_cancelled",
                                                   "count",
                                                   "equal",
                                                   "chance",
                                                   "not",
                                                   "all",
                                                   "any"};
    reader.requireOneOf(keys);
    for (const char *key : keys) {
        if (const YamlNode *node = reader.find(key))
            result.condition = predicate(key, *node);
    }
    result.then = stepsOf(reader, "then", true);
    result.orElse = stepsOf(reader, "else", false);
    return result;
}

Predicate StepParser::predicate(const std::string &key, const YamlNode &value)
{
    using Kind = Predicate::Kind;
    static const std::map<std::string, Kind> named = {{"present", Kind::Present},
                                                      {"is_cancelled", Kind::IsCancelled},
                                                      {"only_cancelled", Kind::OnlyCancelled},
                                                      {"cancel_called", Kind::CancelCalled},
                                                      {"cancelled_caught", Kind::CancelledCaught}};
    Predicate result;
    result.range = value.range;
    if (const auto kind = named.find(key); kind != named.end()) {
        result.kind = kind->second;
        result.name = scalarText(value, "'" + key + "'", m_diagnostics);
    } else if (key == "count") {
        result.kind = Kind::Count;
        MappingReader reader(value, "'count'", m_diagnostics);
        result.name = reader.name("of", true);
        if (!reader.has("over"))
            reader.require("over");
        result.over = reader.count("over", 0).value_or(Value<std::int64_t>());
    } else if (key == "equal") {
        result.kind = Kind::Equal;
        if (!value.isSequence() || value.items.size() != 2) {
            m_diagnostics.add(value.range, "'equal' compares two texts", "write [one, other]");
        } else {
            result.left = scalarText(value.items[0], "a text", m_diagnostics);
            result.right = scalarText(value.items[1], "a text", m_diagnostics);
        }
    } else if (key == "chance") {
        result.kind = Kind::Chance;
        result.chance.source = scalarText(value, "'chance'", m_diagnostics);
        if (result.chance.source.isConstant()) {
            result.chance.constant = readChance(result.chance.source.constantText());
            if (!result.chance.constant)
                m_diagnostics.add(value.range, "'chance' must be a number from 0 to 1", "write 0.3, for example");
        }
    } else if (key == "not") {
        result.kind = Kind::Not;
        result.parts = predicates(value);
        if (result.parts.size() != 1)
            m_diagnostics.add(value.range, "'not' takes one predicate", "write not: {present: e}");
    } else if (key == "all" || key == "any") {
        result.kind = key == "all" ? Kind::All : Kind::Any;
        if (!value.isSequence() || value.items.empty())
            m_diagnostics.add(value.range, "'" + key + "' takes a list of predicates", "write [{present: e}]");
        for (const YamlNode &item : value.items) {
            std::vector<Predicate> parts = predicates(item);
            if (parts.size() != 1)
                m_diagnostics.add(item.range, "a predicate is one key with its value", "");
            std::move(parts.begin(), parts.end(), std::back_inserter(result.parts));
        }
    } else {
        const bool isLater = key == "token_cancelled";
        m_diagnostics.add(value.range,
                          isLater ? "the predicate 'token_cancelled' is not there yet in this release"
                                  : "there is no predicate '" + key + "'",
                          isLater ? "tokens come with a later one" : "write present, for example");
    }
    return result;
}

std::vector<Predicate> StepParser::predicates(const YamlNode &value)
{
    std::vector<Predicate> result;
    if (!value.isMapping())
        m_diagnostics.add(value.range, "a predicate is one key with its value", "write {present: e}");
    if (++m_depth > MaxNesting) {
        m_diagnostics.add(value.range, "predicates are nested more than 200 deep", "");
    } else {
        for (const YamlNode::Entry &entry : value.entries)
            result.push_back(predicate(entry.key.text, entry.value));
    }
    --m_depth;
    return result;
}

} // namespace ScopeLab
