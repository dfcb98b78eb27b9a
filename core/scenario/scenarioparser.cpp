#include "core/scenario/scenarioparser.h"

#include "core/scenario/checker.h"
#include "core/scenario/names.h"
#include "core/scenario/stepparser.h"

#include <algorithm>
#include <set>

namespace ScopeLab {

namespace {

class ScenarioParser
{
public:
    explicit ScenarioParser(Diagnostics &diagnostics)
        : m_diagnostics(diagnostics)
    {
    }

    Scenario parse(const YamlNode &root)
    {
        MappingReader reader(root, "a scenario", m_diagnostics);
        Scenario scenario;
        header(reader, scenario);
        forPeople(reader, scenario);
        if (const YamlNode *exceptions = reader.find("exceptions")) {
            scenario.exceptions = textMap(*exceptions, "'exceptions'");
            for (const YamlNode::Entry &entry : exceptions->entries) {
                scenario.exceptionRanges[entry.key.text] = entry.key.range;
                requireName(entry.key.text, entry.key.range, m_diagnostics);
            }
        }
        if (const YamlNode *resources = reader.find("resources"))
            scenario.resources = this->resources(*resources);
        StepParser steps(m_diagnostics);
        if (const YamlNode *functions = reader.find("functions")) {
            requireMapping(*functions, "'functions'");
            for (const YamlNode::Entry &entry : functions->entries) {
                requireName(entry.key.text, entry.key.range, m_diagnostics);
                scenario.functions[entry.key.text] = steps.steps(entry.value, "a function");
            }
        }
        if (const YamlNode *main = reader.require("main"))
            scenario.main = steps.steps(*main, "'main'");
        if (const YamlNode *entries = reader.find("operator")) {
            for (const YamlNode &entry : listItems(*entries, "'operator'", "write '- {at: 100ms, cancel: NAME}'"))
                scenario.operatorEntries.push_back(operatorEntry(entry));
        }
        if (const YamlNode *expect = reader.find("expect"))
            scenario.expect = expectation(*expect);
        return scenario;
    }

private:
    void header(MappingReader &reader, Scenario &scenario)
    {
        const Template version = reader.text("scopelab", true);
        if (version.isSet() && version.text != "1")
            m_diagnostics.add(version.range, "this release reads format version 1 only", "write scopelab: 1");
        scenario.title = reader.text("title", true).text;
        scenario.summary = reader.text("summary", true).text;
        scenario.section = reader.text("section").text;
        for (const Template &topic : reader.texts("topics"))
            scenario.topics.push_back(topic.text);
        const Template backend = reader.text("backend");
        if (!backend.isSet())
            return;
        scenario.backend = backend.text;
        const std::vector<std::string> backends = wordsOf("a scenario", "backend");
        if (std::find(backends.begin(), backends.end(), backend.text) == backends.end())
            m_diagnostics.add(backend.range, "there is no backend '" + backend.text + "'",
                              "write trio, asyncio or curio");
    }

    void forPeople(MappingReader &reader, Scenario &scenario)
    {
        scenario.lookAt = reader.text("look_at").text;
        for (const Template &rule : reader.texts("rules"))
            scenario.rules.push_back(rule.text);
        scenario.source = reader.text("source").text;
        scenario.fixedBy = reader.text("fixed_by").text;
        if (const YamlNode *stops = reader.find("stops")) {
            for (const YamlNode &node : listItems(*stops, "'stops'", "write '- {at: 100ms, say: TEXT}'"))
                scenario.stops.push_back(presentationStop(node));
        }
        if (const YamlNode *questions = reader.find("questions")) {
            for (const YamlNode &node : listItems(*questions, "'questions'", "write '- {at: decisive, ask: …}'"))
                scenario.questions.push_back(question(node));
        }
    }

    const std::vector<YamlNode> &listItems(const YamlNode &node, const std::string &what, const std::string &cure)
    {
        if (!node.isSequence())
            m_diagnostics.add(node.range, what + " must be a list", cure);
        return node.items;
    }

    PresentationStop presentationStop(const YamlNode &node)
    {
        MappingReader reader(node, "a stop", m_diagnostics);
        PresentationStop result;
        if (const auto at = reader.duration("at", true))
            result.at = at->constant.value_or(Duration::zero());
        result.say = reader.text("say", true).text;
        return result;
    }

    Question question(const YamlNode &node)
    {
        MappingReader reader(node, "a question", m_diagnostics);
        Question result;
        const Template at = reader.text("at", true);
        if (at.isSet() && at.text != "decisive") {
            result.at = readDuration(at.text);
            if (!result.at)
                m_diagnostics.add(at.range, "'" + at.text + "' is not a moment", "write 250ms, or decisive");
        }
        result.ask = reader.text("ask", true).text;
        for (const Template &choice : reader.texts("choices"))
            result.choices.push_back(choice.text);
        const Template answer = reader.text("answer", true);
        result.answer = answer.text;
        const bool isOffered
            = std::find(result.choices.begin(), result.choices.end(), answer.text) != result.choices.end();
        if (answer.isSet() && !result.choices.empty() && !isOffered)
            m_diagnostics.add(answer.range, "the answer is not one of the choices", "copy one of them");
        return result;
    }

    Resources resources(const YamlNode &node)
    {
        MappingReader reader(node, "'resources'", m_diagnostics);
        Resources result;
        result.events = names(reader, "events");
        result.locks = names(reader, "locks");
        result.limiters = counted(reader, "limiters", 1);
        result.channels = counted(reader, "channels", 0);
        if (const YamlNode *tokens = reader.find("tokens")) {
            for (const YamlNode &token : listItems(*tokens, "'tokens'", "write [shutdown, {batch: shutdown}]"))
                result.tokens.push_back(tokenDeclaration(token));
        }
        return result;
    }

    std::vector<std::string> names(MappingReader &reader, const char *key)
    {
        std::vector<std::string> result;
        std::set<std::string> seen;
        for (const Template &name : reader.texts(key)) {
            requireName(name.text, name.range, m_diagnostics);
            if (!seen.insert(name.text).second)
                m_diagnostics.add(name.range, "'" + name.text + "' is declared twice", "remove one of them");
            result.push_back(name.text);
        }
        return result;
    }

    std::vector<CountedResource> counted(MappingReader &reader, const char *key, std::int64_t least)
    {
        std::vector<CountedResource> result;
        const YamlNode *node = reader.find(key);
        if (!node)
            return result;
        requireMapping(*node, std::string("'") + key + "'");
        for (const YamlNode::Entry &entry : node->entries) {
            requireName(entry.key.text, entry.key.range, m_diagnostics);
            std::optional<Value<std::int64_t>> count;
            if (requireValue(entry, m_diagnostics))
                count = readCountValue(entry.value, entry.key.text, least, m_diagnostics);
            result.push_back({entry.key.range, entry.key.text, count ? count->constant.value_or(least) : least});
        }
        return result;
    }

    TokenDeclaration tokenDeclaration(const YamlNode &node)
    {
        TokenDeclaration result{node.range, node.text, {}};
        if (node.isMapping() && node.entries.size() == 1) {
            result.name = node.entries.front().key.text;
            result.range = node.entries.front().key.range;
            const Template parent = scalarText(node.entries.front().value, "the parent of a token", m_diagnostics);
            result.parent = parent.text;
            if (parent.isSet())
                requireName(parent.text, parent.range, m_diagnostics);
        } else if (!node.isScalar()) {
            m_diagnostics.add(node.range, "a token is a name, or one name with its parent", "write {child: parent}");
            return result;
        }
        requireName(result.name, result.range, m_diagnostics);
        return result;
    }

    void requireMapping(const YamlNode &node, const std::string &what)
    {
        if (!node.isMapping())
            m_diagnostics.add(node.range, what + " needs keys", "write them as 'key: value'");
    }

    std::map<std::string, std::string> textMap(const YamlNode &node, const std::string &what)
    {
        requireMapping(node, what);
        std::map<std::string, std::string> result;
        for (const YamlNode::Entry &entry : node.entries)
            result[entry.key.text] = scalarText(entry.value, "'" + entry.key.text + "'", m_diagnostics).text;
        return result;
    }

    OperatorEntry operatorEntry(const YamlNode &node)
    {
        OperatorEntry result;
        result.range = node.range;
        MappingReader reader(node, "an operator entry", m_diagnostics);
        if (const auto at = reader.duration("at", true)) {
            result.at = at->constant.value_or(Duration::zero());
            if (result.at == Forever)
                m_diagnostics.add(at->source.range, "'at' must be a moment of the run", "");
        }
        if (!reader.requireOneOf({"cancel", "set_deadline", "set_shield", "set"}))
            return result;
        using Kind = OperatorEntry::Kind;
        if (reader.has("cancel")) {
            result.kind = Kind::Cancel;
            result.target = reader.boundName("cancel");
            result.reason = reader.text("reason").text;
        } else if (reader.has("set")) {
            result.kind = Kind::Set;
            result.target = reader.boundName("set");
        } else if (reader.has("set_shield")) {
            result.kind = Kind::SetShield;
            if (const YamlNode *keys = reader.find("set_shield")) {
                MappingReader inner(*keys, "'set_shield'", m_diagnostics);
                result.target = inner.boundName("scope", true);
                if (!inner.has("shield"))
                    inner.require("shield");
                result.shield = inner.flag("shield", true).constant.value_or(true);
            }
        } else if (const YamlNode *keys = reader.find("set_deadline")) {
            result.kind = Kind::SetDeadline;
            MappingReader inner(*keys, "'set_deadline'", m_diagnostics);
            result.target = inner.boundName("scope", true);
            inner.requireOneOf({"after", "at", "never"});
            if (const auto after = inner.duration("after"))
                result.deadlineAfter = after->constant;
            if (const auto at = inner.duration("at"))
                result.deadlineAt = at->constant;
            inner.text("never");
        }
        return result;
    }

    std::optional<std::string> oneOf(const Template &text, const std::vector<std::string> &words)
    {
        if (!text.isSet())
            return {};
        if (std::find(words.begin(), words.end(), text.text) == words.end())
            m_diagnostics.add(text.range, "'" + text.text + "' is not possible here",
                              m_diagnostics.didYouMean(text.text, words));
        return text.text;
    }

    Expectation expectation(const YamlNode &node)
    {
        Expectation result;
        MappingReader reader(node, "'expect'", m_diagnostics);
        result.outcome = oneOf(reader.text("outcome"), wordsOf("expect", "outcome"));
        if (const auto elapsed = reader.duration("elapsed"))
            result.elapsed = elapsed->constant;
        if (const YamlNode *log = reader.find("log")) {
            requireMapping(*log, "'log'");
            for (const YamlNode::Entry &entry : log->entries) {
                std::vector<std::string> &expected = result.log[entry.key.text];
                if (!requireValue(entry, m_diagnostics))
                    continue;
                for (const Template &line : readTexts(entry.value, entry.key.text, m_diagnostics))
                    expected.push_back(line.text);
            }
        }
        if (const YamlNode *tasks = reader.find("tasks")) {
            result.tasks = textMap(*tasks, "'tasks'");
            const std::vector<std::string> results = wordsOf("expect", "tasks");
            for (const YamlNode::Entry &entry : tasks->entries)
                oneOf(readTemplate(entry.value.text, entry.value.range), results);
        }
        if (const YamlNode *scopes = reader.find("scopes")) {
            requireMapping(*scopes, "'scopes'");
            for (const YamlNode::Entry &entry : scopes->entries)
                result.scopes[entry.key.text] = expectedScope(entry.value);
        }
        if (const YamlNode *operations = reader.find("operations")) {
            result.operations = textMap(*operations, "'operations'");
            const std::vector<std::string> statuses = wordsOf("expect", "operations");
            for (const YamlNode::Entry &entry : operations->entries)
                oneOf(readTemplate(entry.value.text, entry.value.range), statuses);
        }
        if (const YamlNode *error = reader.find("error"))
            result.error = expectedError(*error);
        return result;
    }

    ExpectedScope expectedScope(const YamlNode &node)
    {
        ExpectedScope result;
        MappingReader reader(node, "an expected scope", m_diagnostics);
        if (reader.has("cancel_called"))
            result.cancelCalled = reader.flag("cancel_called", false).constant;
        if (reader.has("cancelled_caught"))
            result.cancelledCaught = reader.flag("cancelled_caught", false).constant;
        if (reader.has("reason"))
            result.reason = reader.text("reason").text;
        return result;
    }

    ExpectedError expectedError(const YamlNode &node)
    {
        ExpectedError result;
        MappingReader reader(node, "an expected error", m_diagnostics);
        if (reader.has("type"))
            result.type = reader.text("type").text;
        if (reader.has("message"))
            result.message = reader.text("message").text;
        if (reader.has("notes")) {
            result.notes.emplace();
            for (const Template &note : reader.texts("notes"))
                result.notes->push_back(note.text);
        }
        if (const YamlNode *cause = reader.find("cause"))
            result.cause = std::make_shared<ExpectedError>(expectedError(*cause));
        if (const YamlNode *context = reader.find("context"))
            result.context = std::make_shared<ExpectedError>(expectedError(*context));
        if (const YamlNode *errors = reader.find("errors")) {
            result.errors.emplace();
            for (const YamlNode &member : errors->items)
                result.errors->push_back(expectedError(member));
        }
        return result;
    }

    Diagnostics &m_diagnostics;
};

} // namespace

LoadedScenario loadScenario(const std::string &text)
{
    LoadedScenario result;
    Diagnostics diagnostics;
    if (const std::optional<YamlNode> root = readYaml(text, diagnostics)) {
        result.scenario = std::make_shared<const Scenario>(ScenarioParser(diagnostics).parse(*root));
        checkScenario(*result.scenario, diagnostics);
    }
    result.diagnostics = diagnostics.take();
    if (!result.diagnostics.empty())
        result.scenario.reset();
    return result;
}

} // namespace ScopeLab
