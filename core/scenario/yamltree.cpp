#include "core/scenario/yamltree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace ScopeLab {

namespace {

SourcePoint pointOf(const YAML::Mark &mark)
{
    return {mark.line + 1, mark.column + 1};
}

/// Where a file nests deeper than it may.
struct TooDeep
{
    SourceRange at;
};

/// Builds the tree from the parser's events: its own document type accepts aliases that lead in
/// circles, and forgets duplicate keys.
class TreeBuilder final : public YAML::EventHandler
{
public:
    TreeBuilder(const std::string &text, Diagnostics &diagnostics)
        : m_text(text)
        , m_diagnostics(diagnostics)
    {
    }

    YamlNode takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        // The parser takes `null` and `~` for nothing; here they are text like any other.
        YamlNode node = makeNode(mark, anchor, YamlNode::Kind::Empty);
        const std::string_view rest
            = std::string_view(m_text).substr(std::min<std::size_t>(static_cast<std::size_t>(mark.pos), m_text.size()));
        for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
            if (rest.starts_with(word)) {
                node.kind = YamlNode::Kind::Scalar;
                node.text = word;
                node.range.end.column += static_cast<int>(word.size()) - 1;
            }
        }
        if (node.kind == YamlNode::Kind::Empty)
            moveToDash(node, static_cast<std::size_t>(std::max(mark.pos, 0)));
        place(std::move(node));
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override
    {
        YamlNode node = makeNode(mark, YAML::NullAnchor, YamlNode::Kind::Scalar);
        m_diagnostics.add(node.range, "an alias is not allowed here",
                          "write the value out, or put the steps into a function");
        place(std::move(node));
    }
    void OnScalar(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, const std::string &value) override
    {
        YamlNode node = makeNode(mark, anchor, YamlNode::Kind::Scalar);
        node.text = value;
        const std::size_t firstLine = std::min(value.find('\n'), value.size());
        node.range.end.column += std::max(0, static_cast<int>(firstLine) - 1);
        place(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(makeNode(mark, anchor, YamlNode::Kind::Sequence));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(makeNode(mark, anchor, YamlNode::Kind::Mapping));
    }
    void OnMapEnd() override { close(); }

private:
    YamlNode makeNode(const YAML::Mark &mark, YAML::anchor_t anchor, YamlNode::Kind kind)
    {
        YamlNode node;
        node.kind = kind;
        node.range.begin = pointOf(mark);
        node.range.end = {node.range.begin.line, node.range.begin.column + 1};
        if (anchor != YAML::NullAnchor)
            m_diagnostics.add(node.range, "an anchor is not allowed here", "remove it");
        return node;
    }

    /// An item of a list that is nothing: the parser's mark, at @p position, is at what comes next.
    void moveToDash(YamlNode &node, std::size_t position) const
    {
        const std::string_view before = std::string_view(m_text).substr(0, position);
        const std::size_t dash = before.find_last_not_of(" \t\r\n");
        if (dash == std::string_view::npos || before[dash] != '-')
            return;
        const auto lines = static_cast<int>(std::count(before.begin() + dash, before.end(), '\n'));
        const std::size_t start = before.rfind('\n', dash); // npos + 1 is the first column, too
        node.range.begin = {node.range.begin.line - lines, static_cast<int>(dash - (start + 1)) + 1};
        node.range.end = {node.range.begin.line, node.range.begin.column + 1};
    }

    void open(YamlNode node)
    {
        if (m_open.size() >= MaxYamlDepth)
            throw TooDeep{node.range};
        m_open.push_back(std::move(node));
    }

    void close()
    {
        YamlNode done = std::move(m_open.back());
        m_open.pop_back();
        place(std::move(done));
    }

    void place(YamlNode node)
    {
        if (m_open.empty()) {
            m_root = std::move(node);
            return;
        }
        YamlNode &parent = m_open.back();
        if (parent.isSequence()) {
            parent.items.push_back(std::move(node));
        } else if (parent.entries.empty() || !m_keyIsOpen[m_open.size() - 1]) {
            placeKey(parent, std::move(node));
        } else {
            if (node.kind == YamlNode::Kind::Empty) // the parser's mark is at what comes next
                node.range = parent.entries.back().key.range;
            parent.entries.back().value = std::move(node);
            m_keyIsOpen[m_open.size() - 1] = false;
        }
    }

    void placeKey(YamlNode &mapping, YamlNode key)
    {
        if (!key.isScalar())
            m_diagnostics.add(key.range, "a key must be a word", "");
        else if (mapping.find(key.text))
            m_diagnostics.add(key.range, "the key '" + key.text + "' is here twice", "keep one of them");
        YamlNode empty;
        empty.range = key.range;
        mapping.entries.push_back({std::move(key), std::move(empty)});
        m_keyIsOpen.resize(std::max(m_keyIsOpen.size(), m_open.size()));
        m_keyIsOpen[m_open.size() - 1] = true;
    }

    const std::string &m_text;
    Diagnostics &m_diagnostics;
    YamlNode m_root;
    std::vector<YamlNode> m_open;
    std::vector<bool> m_keyIsOpen; // by depth: the next node is the value of the last key
};

} // namespace

const YamlNode *YamlNode::find(std::string_view key) const
{
    for (const Entry &entry : entries) {
        if (entry.key.text == key)
            return &entry.value;
    }
    return nullptr;
}

std::optional<YamlNode> readYaml(const std::string &text, Diagnostics &diagnostics)
{
    if (text.size() > MaxFileSize) {
        diagnostics.add({{1, 1}, {1, 2}}, "the file is larger than 1 MiB", "split it up");
        return {};
    }
    TreeBuilder builder(text, diagnostics);
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder)) {
            diagnostics.add({{1, 1}, {1, 2}}, "the file is empty", "a scenario begins with 'scopelab: 1'");
            return {};
        }
        TreeBuilder second(text, diagnostics);
        if (parser.HandleNextDocument(second))
            diagnostics.add(second.takeRoot().range, "a second document begins here", "a file holds one scenario");
        return builder.takeRoot();
    } catch (const TooDeep &deep) {
        diagnostics.add(deep.at, "lists and keys are nested more than " + std::to_string(MaxYamlDepth) + " deep",
                        "put some of the steps into a function");
        return {};
    } catch (const YAML::Exception &error) {
        const bool hasPlace = !error.mark.is_null();
        const SourcePoint at = hasPlace ? pointOf(error.mark) : SourcePoint();
        diagnostics.add(
            {at, {at.line, at.column + 1}}, "this is not valid YAML: " + error.msg,
            "check indentation, colons and brackets up to here; texts that hold { } [ ] , : or # need quotes");
        return {};
    }
}

} // namespace ScopeLab
