#include "tests/fuzz/mutate.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <yaml-cpp/yaml.h>

#include <limits>

namespace ScopeLab::Fuzz {

namespace {

constexpr int DeepestNode = 60;
constexpr int MostNodes = 4000;

qsizetype upTo(qsizetype end, Rng &rng)
{
    return end > 0 ? static_cast<qsizetype>(rng() % static_cast<std::uint64_t>(end)) : 0;
}

template <typename List>
auto oneOf(const List &list, Rng &rng)
{
    return list[upTo(static_cast<qsizetype>(std::size(list)), rng)];
}

/// A document as a list of all that it holds, so that one of them can be chosen.
struct Nodes
{
    QList<QJsonValue> values;
    QStringList keys;
    QHash<QString, QList<QJsonValue>> ofKey; ///< What may stand in the place of what: items of lists have no key.

    void collect(const QJsonValue &value, const QString &key = {}, int depth = 0)
    {
        if (values.size() > MostNodes || depth > DeepestNode)
            return;
        values << value;
        ofKey[key] << value;
        const QJsonArray list = value.toArray();
        for (const QJsonValue &item : list)
            collect(item, {}, depth + 1);
        const QJsonObject object = value.toObject();
        for (auto at = object.begin(); at != object.end(); ++at) {
            keys << at.key();
            collect(at.value(), at.key(), depth + 1);
        }
    }
};

/// Changes one node of a tree; @p lent has what it may put there.
class Change
{
public:
    Change(const Nodes &lent, const QList<QJsonValue> &edges, Rng &rng)
        : m_lent(lent)
        , m_edges(edges)
        , m_rng(rng)
    {
    }

    /// @p at counts down over the nodes in their order; the one at which it is 0 is changed.
    QJsonValue in(const QJsonValue &value, qsizetype &at, const QString &key = {}, int depth = 0)
    {
        if (at-- == 0 || depth > DeepestNode)
            return changed(value, key);
        if (value.isArray()) {
            QJsonArray list = value.toArray();
            for (qsizetype i = 0; i < list.size() && at >= 0; ++i)
                list[i] = in(list[i], at, {}, depth + 1);
            return list;
        }
        if (value.isObject()) {
            QJsonObject object = value.toObject();
            const QStringList keys = object.keys();
            for (qsizetype i = 0; i < keys.size() && at >= 0; ++i)
                object[keys[i]] = in(object[keys[i]], at, keys[i], depth + 1);
            return object;
        }
        return value;
    }

private:
    QJsonValue changed(const QJsonValue &value, const QString &key)
    {
        const qsizetype choice = upTo(12, m_rng);
        if (choice == 0)
            return oneOf(m_lent.values, m_rng);
        if (choice == 1)
            return m_lent.keys.isEmpty() ? value : QJsonObject{{oneOf(m_lent.keys, m_rng), value}};
        if (choice == 2)
            return QJsonArray{value};
        if (const auto alike = m_lent.ofKey.find(key); choice < 8 && alike != m_lent.ofKey.end())
            return oneOf(*alike, m_rng);
        return value.isArray()    ? changedList(value.toArray())
               : value.isObject() ? changedObject(value.toObject())
                                  : oneOf(m_edges, m_rng);
    }

    QJsonValue changedList(QJsonArray list)
    {
        const qsizetype from = upTo(list.size(), m_rng);
        const qsizetype to = upTo(list.size(), m_rng);
        if (list.isEmpty() || m_rng() % 4 == 0) {
            list.insert(to, oneOf(m_lent.ofKey.value({}), m_rng));
        } else if (m_rng() % 3 == 0) {
            list.removeAt(from);
        } else if (m_rng() % 2 == 0) {
            list.insert(to, QJsonValue(list[from]));
        } else {
            const QJsonValue kept = list[from];
            list[from] = QJsonValue(list[to]);
            list[to] = kept;
        }
        return list;
    }

    QJsonValue changedObject(QJsonObject object)
    {
        const QString key = object.isEmpty() ? QString() : oneOf(object.keys(), m_rng);
        const QJsonValue value = object[key];
        if (m_rng() % 3 != 0)
            object.remove(key);
        if (m_rng() % 3 != 0 && !m_lent.keys.isEmpty())
            object[oneOf(m_lent.keys, m_rng)] = m_rng() % 2 == 0 ? value : oneOf(m_lent.values, m_rng);
        return object;
    }

    const Nodes &m_lent;
    const QList<QJsonValue> &m_edges;
    Rng &m_rng;
};

QJsonValue mutated(const QJsonValue &root, const Nodes &lent, const QList<QJsonValue> &edges, Rng &rng)
{
    Nodes own;
    own.collect(root);
    qsizetype at = upTo(own.values.size(), rng);
    return Change(lent, edges, rng).in(root, at);
}

// -- scenarios: JSON is YAML, but a quoted scalar is a text, so what may stand without quotes does

QJsonValue fromYaml(const YAML::Node &node, int depth = 0)
{
    if (depth > DeepestNode)
        return {};
    if (node.IsScalar())
        return QString::fromStdString(node.Scalar());
    if (node.IsSequence()) {
        QJsonArray list;
        for (const YAML::Node &item : node)
            list << fromYaml(item, depth + 1);
        return list;
    }
    QJsonObject object;
    if (node.IsMap()) {
        for (const auto &entry : node) {
            if (entry.first.IsScalar())
                object[QString::fromStdString(entry.first.Scalar())] = fromYaml(entry.second, depth + 1);
        }
        return object;
    }
    return {};
}

void writeScalar(const QString &text, QByteArray &out)
{
    const bool isPlain = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'.');
    });
    if (isPlain) {
        out += text.toLatin1();
        return;
    }
    const QByteArray quoted = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    out += quoted.mid(1, quoted.size() - 2);
}

void writeFlow(const QJsonValue &value, QByteArray &out)
{
    if (value.isArray()) {
        out += '[';
        const QJsonArray list = value.toArray();
        for (const QJsonValue &item : list) {
            writeFlow(item, out);
            out += ", ";
        }
        out += ']';
    } else if (value.isObject()) {
        out += '{';
        const QJsonObject object = value.toObject();
        for (auto at = object.begin(); at != object.end(); ++at) {
            writeScalar(at.key(), out);
            out += ": ";
            writeFlow(at.value(), out);
            out += ", ";
        }
        out += '}';
    } else {
        writeScalar(value.toString(), out);
    }
}

QJsonValue readYaml(const QByteArray &text)
{
    try {
        return fromYaml(YAML::Load(text.toStdString()));
    } catch (const std::exception &) {
        return QJsonValue::Undefined;
    }
}

const QList<QJsonValue> &scenarioEdges()
{
    static const QList<QJsonValue> edges = [] {
        QList<QJsonValue> all;
        for (const char *text : {"0",
                                 "-1",
                                 "1",
                                 "2",
                                 "1e308",
                                 "1e-308",
                                 "nan",
                                 "inf",
                                 "9223372036854775807",
                                 "100001",
                                 "0ms",
                                 "1ns",
                                 "-5ms",
                                 "0.5ns",
                                 "24h",
                                 "25h",
                                 "99999999999999h",
                                 "never",
                                 "forever",
                                 "now",
                                 "true",
                                 "null",
                                 "~",
                                 "",
                                 "t",
                                 "main",
                                 "${i}",
                                 "${",
                                 "a-b",
                                 "class",
                                 "Cancelled",
                                 "Exception",
                                 "group",
                                 "checkpoint",
                                 "reraise",
                                 "pass",
                                 "\xe2\x80\xae",
                                 "<b>",
                                 "a\nb",
                                 "\x1b[2J",
                                 "elapsed > 1s",
                                 "not (a or b)",
                                 "ok",
                                 "x.y",
                                 "*",
                                 "&a",
                                 "- -"})
            all << QString::fromUtf8(text);
        return all;
    }();
    return edges;
}

// -- recordings

const QList<QJsonValue> &recordingEdges()
{
    static const QList<QJsonValue> edges{0,
                                         1,
                                         2,
                                         -1,
                                         0.5,
                                         -0.0,
                                         1e308,
                                         Q_INT64_C(4000000000),
                                         std::numeric_limits<qint64>::max(),
                                         std::numeric_limits<qint64>::min(),
                                         Q_INT64_C(9007199254740993),
                                         true,
                                         false,
                                         QJsonValue(),
                                         QString(),
                                         QJsonArray(),
                                         QJsonObject(),
                                         QStringLiteral("virtual"),
                                         QStringLiteral("wall"),
                                         QStringLiteral("group"),
                                         QStringLiteral("\u202e<img src='file:///x'>\n\u001b[2J"),
                                         QString(3000, u'x')};
    return edges;
}

QByteArray lineOf(const QJsonValue &value)
{
    return value.isObject()  ? QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)
           : value.isArray() ? QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)
                             : QByteArray("0");
}

} // namespace

QByteArray mutatedScenario(const QByteArray &text, const QByteArray &other, Rng &rng)
{
    QJsonValue root = readYaml(text);
    if (root.isUndefined())
        return {};
    Nodes lent;
    lent.collect(root);
    if (const QJsonValue second = readYaml(other); !second.isUndefined())
        lent.collect(second);
    for (qsizetype left = upTo(3, rng); left >= 0; --left)
        root = mutated(root, lent, scenarioEdges(), rng);
    QByteArray out;
    writeFlow(root, out);
    return out + '\n';
}

QByteArray mutatedRecording(const QByteArray &text, const QByteArray &other, Rng &rng)
{
    QList<QByteArray> lines = text.split('\n');
    Nodes lent;
    for (const QByteArray &line : lines + other.split('\n'))
        lent.collect(QJsonDocument::fromJson(line).object());
    if (lent.keys.isEmpty())
        return {};
    for (qsizetype left = upTo(4, rng); left >= 0 && !lines.isEmpty(); --left) {
        const qsizetype at = upTo(lines.size(), rng);
        switch (upTo(8, rng)) {
        case 0: lines.removeAt(at); break;
        case 1: lines.insert(upTo(lines.size(), rng), QByteArray(lines[at])); break;
        case 2: lines.swapItemsAt(at, upTo(lines.size(), rng)); break;
        default:
            if (const QJsonDocument document = QJsonDocument::fromJson(lines[at]); document.isObject())
                lines[at] = lineOf(mutated(document.object(), lent, recordingEdges(), rng));
        }
    }
    return lines.join('\n');
}

QByteArray mutatedSettings(const QByteArray &text, const QByteArray &other, Rng &rng)
{
    static const QList<QByteArray> edges{"",
                                         "-1",
                                         "0",
                                         "99999999999",
                                         "1e999",
                                         "nan",
                                         "true",
                                         "@Invalid()",
                                         "@ByteArray()",
                                         "@ByteArray(\\0\\0\\0\\xff)",
                                         "@Rect(0 0 99999999 1)",
                                         "@Size(-1 -1)",
                                         "@Point(2147483647 0)",
                                         "@Variant(\\0\\0\\0\\x7f\\0)",
                                         "@",
                                         "a, b, , c",
                                         "\"<img src='file:///x'>\"",
                                         "/dev/zero",
                                         QByteArray(3000, 'x')};
    QList<QByteArray> lines = text.split('\n');
    const QList<QByteArray> lent = lines + other.split('\n');
    for (qsizetype left = upTo(6, rng); left >= 0 && !lines.isEmpty(); --left) {
        QByteArray &line = lines[upTo(lines.size(), rng)];
        const qsizetype equals = line.indexOf('=');
        if (equals < 0)
            continue;
        const QByteArray from = oneOf(lent, rng);
        line.replace(equals + 1, line.size(), rng() % 2 == 0 ? oneOf(edges, rng) : from.mid(from.indexOf('=') + 1));
    }
    return lines.join('\n');
}

} // namespace ScopeLab::Fuzz
