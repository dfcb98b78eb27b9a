#include "core/trace/format/flatline.h"

#include <optional>

namespace ScopeLab {

namespace {

class Scanner
{
public:
    explicit Scanner(QByteArrayView line)
        : m_at(line.begin())
        , m_end(line.end())
    {
    }

    bool isAtEnd() const { return m_at == m_end; }

    void skipSpaces()
    {
        while (m_at != m_end && *m_at == ' ')
            ++m_at;
    }
    bool skip(char c)
    {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    bool skip(QLatin1StringView word)
    {
        if (m_end - m_at < word.size() || QLatin1StringView(m_at, word.size()) != word)
            return false;
        m_at += word.size();
        return true;
    }

    /// ASCII without escapes; in quotes.
    std::optional<QLatin1StringView> string()
    {
        if (!skip('"'))
            return {};
        const char *const start = m_at;
        for (; m_at != m_end; ++m_at) {
            const auto byte = static_cast<unsigned char>(*m_at);
            if (byte == '"')
                return QLatin1StringView(start, m_at++ - start);
            if (byte < 0x20 || byte >= 0x80 || byte == '\\')
                return {};
        }
        return {};
    }

    /// An integer that is sure to fit.
    std::optional<qint64> integer()
    {
        constexpr int MostDigits = 18;
        const bool isNegative = skip('-');
        const char *const start = m_at;
        qint64 value = 0;
        for (; m_at != m_end && *m_at >= '0' && *m_at <= '9' && m_at - start < MostDigits; ++m_at)
            value = value * 10 + (*m_at - '0');
        const bool isPlain = m_at != start && (*start != '0' || (m_at - start == 1 && !isNegative));
        const bool isOver = m_at != m_end && (*m_at == ',' || *m_at == '}' || *m_at == ' ');
        if (!isPlain || !isOver)
            return {};
        return isNegative ? -value : value;
    }

    std::optional<QJsonValue> value()
    {
        if (const std::optional<QLatin1StringView> text = string())
            return QJsonValue(QString(*text));
        if (const std::optional<qint64> number = integer())
            return QJsonValue(*number);
        if (skip(QLatin1StringView("true")))
            return QJsonValue(true);
        if (skip(QLatin1StringView("false")))
            return QJsonValue(false);
        return {};
    }

private:
    const char *m_at;
    const char *m_end;
};

} // namespace

bool FlatLine::read(QByteArrayView line)
{
    m_count = 0;
    Scanner scanner(line);
    if (!scanner.skip('{'))
        return false;
    for (;;) {
        const std::optional<QLatin1StringView> key = scanner.string();
        if (!key || m_count == m_fields.size() || find(*key) || !scanner.skip(':'))
            return false;
        scanner.skipSpaces();
        std::optional<QJsonValue> value = scanner.value();
        if (!value)
            return false;
        m_fields[m_count].key = *key;
        m_fields[m_count].value = std::move(*value);
        ++m_count;
        if (scanner.skip('}'))
            return scanner.isAtEnd();
        if (!scanner.skip(','))
            return false;
        scanner.skipSpaces();
    }
}

const QJsonValue *FlatLine::find(QLatin1StringView key) const
{
    for (std::size_t i = 0; i < m_count; ++i) {
        if (m_fields[i].key == key)
            return &m_fields[i].value;
    }
    return nullptr;
}

QJsonObject FlatLine::toJson() const
{
    QJsonObject result;
    for (std::size_t i = 0; i < m_count; ++i)
        result[m_fields[i].key] = m_fields[i].value;
    return result;
}

} // namespace ScopeLab
