#pragma once

#include <QJsonObject>

#include <charconv>
#include <string>
#include <string_view>

namespace ScopeLab {

/// Builds JSON Lines: one object to a line, the fields in the order in which they are given.
class LineWriter
{
public:
    void begin() { m_text += '{'; }
    void end()
    {
        m_text.back() == ',' ? m_text.pop_back() : void();
        m_text += "}\n";
    }
    void beginObject(std::string_view key)
    {
        name(key);
        m_text += '{';
    }
    void endObject()
    {
        m_text.back() == ',' ? m_text.pop_back() : void();
        m_text += "},";
    }
    void integer(std::string_view key, std::int64_t value)
    {
        name(key);
        append(value);
        m_text += ',';
    }
    void boolean(std::string_view key, bool value)
    {
        name(key);
        m_text += value ? "true," : "false,";
    }
    void string(std::string_view key, std::string_view value)
    {
        name(key);
        appendString(value);
        m_text += ',';
    }
    /// @p values holds what has a number().
    template <typename Values>
    void ids(std::string_view key, const Values &values)
    {
        name(key);
        m_text += '[';
        for (const auto value : values) {
            append(value.number());
            m_text += ',';
        }
        closeList();
    }
    template <typename Values>
    void strings(std::string_view key, const Values &values)
    {
        name(key);
        m_text += '[';
        for (const std::string &value : values) {
            appendString(value);
            m_text += ',';
        }
        closeList();
    }
    /// The fields of an object that is JSON already.
    void fieldsOf(std::string_view object)
    {
        if (object.size() <= 2)
            return;
        m_text += object.substr(1, object.size() - 2);
        m_text += ',';
    }
    /// A line that is JSON already.
    void line(std::string_view object)
    {
        m_text += object;
        m_text += '\n';
    }

    std::string &text() { return m_text; }

private:
    void name(std::string_view key)
    {
        m_text += '"';
        m_text += key; // our own: nothing in it needs escaping
        m_text += "\":";
    }
    void append(std::int64_t value)
    {
        char digits[24];
        const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
        m_text.append(digits, end);
    }
    void closeList()
    {
        m_text.back() == ',' ? m_text.pop_back() : void();
        m_text += "],";
    }
    void appendString(std::string_view value);

    std::string m_text;
};

} // namespace ScopeLab
