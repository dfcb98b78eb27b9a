#include "core/scenario/yamltree.h"

#include "core/scenario/encoding.h"
#include "core/text/unicode.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_set>

namespace ScopeLab {

namespace {

/// The place where a file nests too deeply.
struct TooDeep
{
    SourceRange at;
};

/// Builds the tree from the parser's events: yaml-cpp's own document type accepts cyclic aliases and
/// forgets duplicate keys.
class TreeBuilder final : public YAML::EventHandler
{
public:
    TreeBuilder(std::string_view text, const TextPlaces &places, Diagnostics &diagnostics)
        : m_text(text)
        , m_places(places)
        , m_diagnostics(diagnostics)
    {
    }

    YamlNode takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        // The parser reads `null` and `~` as null; here they are text like any other.
        YamlNode node = makeNode(mark, anchor, YamlNode::Kind::Empty);
        const auto position = static_cast<std::size_t>(std::max(mark.pos, 0));
        const std::string_view rest = m_text.substr(std::min(position, m_text.size()));
        for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
            if (rest.starts_with(word)) {
                node.kind = YamlNode::Kind::Scalar;
                node.text = word;
                node.range.end.column += static_cast<int>(word.size()) - 1;
            }
        }
        if (node.kind == YamlNode::Kind::Empty)
            moveToDash(node, position);
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
        const std::string_view firstLine = std::string_view(value).substr(0, value.find('\n'));
        node.range.end.column += std::max(0, static_cast<int>(countCharacters(firstLine)) - 1);
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
        node.range.begin = m_places.pointOf(static_cast<std::size_t>(std::max(mark.pos, 0)));
        node.range.end = {node.range.begin.line, node.range.begin.column + 1};
        if (anchor != YAML::NullAnchor)
            m_diagnostics.add(node.range, "an anchor is not allowed here", "remove it");
        return node;
    }

    /// The place of an empty item of a list: the parser's mark, at @p position, is that of what comes next.
    void moveToDash(YamlNode &node, std::size_t position) const
    {
        const std::size_t dash = m_text.substr(0, position).find_last_not_of(" \t\r\n");
        if (dash == std::string_view::npos || m_text[dash] != '-')
            return;
        node.range.begin = m_places.pointOf(dash);
        node.range.end = {node.range.begin.line, node.range.begin.column + 1};
    }

    /// A list or mapping that has not ended yet.
    struct Open
    {
        YamlNode node;
        std::unordered_set<std::string> keys; // of a mapping
        bool isKeyOpen = false;               // the next node is the value of the last key
    };

    void open(YamlNode node)
    {
        if (m_open.size() >= MaxYamlDepth)
            throw TooDeep{node.range};
        m_open.push_back({std::move(node), {}, false});
    }

    void close()
    {
        YamlNode done = std::move(m_open.back().node);
        m_open.pop_back();
        place(std::move(done));
    }

    void place(YamlNode node)
    {
        if (m_open.empty()) {
            m_root = std::move(node);
            return;
        }
        Open &parent = m_open.back();
        if (parent.node.isSequence()) {
            parent.node.items.push_back(std::move(node));
        } else if (!parent.isKeyOpen) {
            placeKey(parent, std::move(node));
        } else {
            YamlNode::Entry &entry = parent.node.entries.back();
            if (node.kind == YamlNode::Kind::Empty) // the parser's mark is that of what comes next
                node.range = entry.key.range;
            entry.value = std::move(node);
            parent.isKeyOpen = false;
        }
    }

    void placeKey(Open &mapping, YamlNode key)
    {
        if (!key.isScalar())
            m_diagnostics.add(key.range, "a key must be a word", "");
        else if (!mapping.keys.insert(key.text).second)
            m_diagnostics.add(key.range, "the key '" + key.text + "' is here twice", "keep one of them");
        YamlNode empty;
        empty.range = key.range;
        mapping.node.entries.push_back({std::move(key), std::move(empty)});
        mapping.isKeyOpen = true;
    }

    const std::string_view m_text;
    const TextPlaces &m_places;
    Diagnostics &m_diagnostics;
    YamlNode m_root;
    std::vector<Open> m_open; // outermost first
};

/// Reads the only document of @p text, which is UTF-8.
std::optional<YamlNode> readDocument(const std::string &text, const TextPlaces &places, Diagnostics &diagnostics)
{
    TreeBuilder builder(text, places, diagnostics);
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
        diagnostics.add({{1, 1}, {1, 2}}, "the file is empty", "a scenario begins with 'scopelab: 1'");
        return {};
    }
    TreeBuilder second(text, places, diagnostics);
    if (parser.HandleNextDocument(second))
        diagnostics.add(second.takeRoot().range, "a second document begins here", "a file holds one scenario");
    return builder.takeRoot();
}

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
    const std::string plain(withoutMark(text));
    const TextPlaces places(plain);
    if (std::optional<Diagnostic> bad = badEncoding(text, places)) {
        diagnostics.add(bad->range, std::move(bad->message), std::move(bad->cure));
        return {};
    }
    try {
        return readDocument(plain, places, diagnostics);
    } catch (const TooDeep &deep) {
        diagnostics.add(deep.at, "lists and keys are nested more than " + std::to_string(MaxYamlDepth) + " deep",
                        "put some of the steps into a function");
        return {};
    } catch (const YAML::Exception &error) {
        const bool hasPlace = !error.mark.is_null();
        const SourcePoint at = hasPlace ? places.pointOf(static_cast<std::size_t>(error.mark.pos)) : SourcePoint();
        diagnostics.add(
            {at, {at.line, at.column + 1}}, "this is not valid YAML: " + error.msg,
            "check indentation, colons and brackets up to here; texts that hold { } [ ] , : or # need quotes");
        return {};
    }
}

} // namespace ScopeLab
