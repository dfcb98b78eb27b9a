#pragma once

#include "core/scenario/diagnostic.h"

#include <optional>

namespace ScopeLab {

/// A YAML document as it was written: every scalar is text, and every node knows its place.
struct YamlNode
{
    enum class Kind { Empty, Scalar, Sequence, Mapping };
    struct Entry;

    Kind kind = Kind::Empty;
    SourceRange range;
    std::string text;            ///< Of a scalar.
    std::vector<YamlNode> items; ///< Of a sequence.
    std::vector<Entry> entries;  ///< Of a mapping, in order.

    bool isScalar() const { return kind == Kind::Scalar; }
    bool isSequence() const { return kind == Kind::Sequence; }
    bool isMapping() const { return kind == Kind::Mapping; }

    /// The value under @p key, or null.
    const YamlNode *find(std::string_view key) const;
};

struct YamlNode::Entry
{
    YamlNode key;
    YamlNode value;
};

/// How deep lists and mappings may nest before a file is refused. yaml-cpp itself gives up at 500, with the message
/// "bad file".
inline constexpr int MaxYamlDepth = 498;
inline constexpr std::size_t MaxFileSize = 1'048'576;

/// Reads one document, in UTF-8. Aliases, anchors, tags, duplicate keys, a second document, other encodings, control
/// characters and files above 1 MiB are mistakes. Never throws; empty if the text is not YAML at all.
std::optional<YamlNode> readYaml(const std::string &text, Diagnostics &diagnostics);

} // namespace ScopeLab
