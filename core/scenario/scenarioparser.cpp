#include "core/scenario/scenarioparser.h"

#include "core/scenario/checker.h"
#include "core/scenario/stepparser.h"

#include <algorithm>

namespace ScopeLab {

namespace {

const std::vector<std::string> Outcomes{"ok", "error", "cancelled", "stuck", "limit"};
const std::vector<std::string> Results{"completed", "failed", "cancelled", "leaked"};

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
        if (const YamlNode *exceptions = reader.find("exceptions"))
            scenario.exceptions = textMap(*exceptions, "'exceptions'");
        if (const YamlNode *resources = reader.find("resources"))
            m_diagnostics.add(resources->range, "'resources' are not there yet in this release",
                              "events, locks, limiters, channels and tokens come with a later one");
        StepParser steps(m_diagnostics);
        if (const YamlNode *functions = reader.find("functions")) {
            requireMapping(*functions, "'functions'");
            for (const YamlNode::Entry &entry : functions->entries)
                scenario.functions[entry.key.text] = steps.steps(entry.value, "a function");
        }
        if (const YamlNode *main = reader.require("main"))
            scenario.main = steps.steps(*main, "'main'");
        if (const YamlNode *entries = reader.find("operator")) {
            if (!entries->isSequence())
                m_diagnostics.add(entries->range, "'operator' must be a list", "write '- {at: 100ms, cancel: NAME}'");
            for (const YamlNode &entry : entries->items)
                scenario.operations.push_back(operatorEntry(entry));
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
        const std::vector<std::string> backends{"trio", "asyncio", "curio"};
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
        reader.find("stops");
        reader.find("questions");
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
        if (reader.has("set")) {
            const Template event = reader.text("set");
            m_diagnostics.add(event.range, "the operator's 'set' is not there yet in this release",
                              "events come with a later one");
            return result;
        }
        if (!reader.requireOneOf({"cancel", "set_deadline", "set_shield"}))
            return result;
        using Kind = OperatorEntry::Kind;
        if (reader.has("cancel")) {
            result.kind = Kind::Cancel;
            result.target = reader.boundName("cancel");
            result.reason = reader.text("reason").text;
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
            m_diagnostics.add(text.range, "'" + text.text + "' can never be", didYouMean(text.text, words));
        return text.text;
    }

    Expectation expectation(const YamlNode &node)
    {
        Expectation result;
        MappingReader reader(node, "'expect'", m_diagnostics);
        result.outcome = oneOf(reader.text("outcome"), Outcomes);
        if (const auto elapsed = reader.duration("elapsed"))
            result.elapsed = elapsed->constant;
        if (const YamlNode *log = reader.find("log")) {
            requireMapping(*log, "'log'");
            MappingReader lines(*log, "'log'", m_diagnostics);
            for (const YamlNode::Entry &entry : log->entries) {
                std::vector<std::string> &expected = result.log[entry.key.text];
                for (const Template &line : lines.texts(entry.key.text.c_str()))
                    expected.push_back(line.text);
            }
        }
        if (const YamlNode *tasks = reader.find("tasks")) {
            result.tasks = textMap(*tasks, "'tasks'");
            for (const YamlNode::Entry &entry : tasks->entries)
                oneOf(readTemplate(entry.value.text, entry.value.range), Results);
        }
        if (const YamlNode *scopes = reader.find("scopes")) {
            requireMapping(*scopes, "'scopes'");
            for (const YamlNode::Entry &entry : scopes->entries)
                result.scopes[entry.key.text] = expectedScope(entry.value);
        }
        if (const YamlNode *operations = reader.find("operations"))
            m_diagnostics.add(operations->range, "'operations' are not there yet in this release", "");
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
        result.scenario = ScenarioParser(diagnostics).parse(*root);
        checkScenario(*result.scenario, diagnostics);
    }
    result.diagnostics = diagnostics.take();
    if (!result.diagnostics.empty())
        result.scenario.reset();
    return result;
}

} // namespace ScopeLab
