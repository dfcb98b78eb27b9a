#pragma once

#include "core/trace/format/flatline.h"
#include "core/trace/format/idmap.h"
#include "core/trace/format/notices.h"

#include <QByteArrayView>
#include <QJsonObject>

#include <array>

namespace ScopeLab {

/// The line being read: its fields, which of them have been understood, and what is wrong with it.
class LineFields
{
public:
    LineFields(QJsonObject json, int line, QByteArrayView raw, Notices &notices)
        : m_json(std::move(json))
        , m_line(line)
        , m_raw(raw)
        , m_notices(notices)
    {
    }

    /// @p flat must outlive this.
    LineFields(const FlatLine &flat, int line, QByteArrayView raw, Notices &notices)
        : m_flat(&flat)
        , m_line(line)
        , m_raw(raw)
        , m_notices(notices)
    {
    }

    /// For an object inside a field of this line.
    LineFields inside(QJsonObject json) { return {std::move(json), m_line, m_raw, m_notices}; }

    QJsonObject json() const { return m_flat ? m_flat->toJson() : m_json; }
    int line() const { return m_line; }

    /// Undefined if it is not there.
    QJsonValue peek(const char *key) const
    {
        if (!m_flat)
            return m_json.value(QLatin1StringView(key));
        const QJsonValue *found = m_flat->find(QLatin1StringView(key));
        return found ? *found : QJsonValue(QJsonValue::Undefined);
    }

    /// Undefined if it is not there, or null.
    QJsonValue take(const char *key)
    {
        QJsonValue value = peek(key);
        if (value.isUndefined())
            return value;
        if (m_takenCount < m_taken.size())
            m_taken[m_takenCount++] = key;
        return value.isNull() ? QJsonValue(QJsonValue::Undefined) : value;
    }

    /// The field was not understood after all, and is to be kept.
    void giveBack(const char *key)
    {
        m_givenBack.append(QLatin1StringView(key));
        for (std::size_t i = 0; i < m_takenCount; ++i) {
            if (m_taken[i] == key)
                m_taken[i] = m_taken[--m_takenCount];
        }
    }

    /// The fields of @p rest that were not understood at all, not even by name.
    QStringList strangers(const QJsonObject &rest) const
    {
        QStringList keys = rest.keys();
        keys.removeIf([this](const QString &key) { return m_givenBack.contains(key); });
        return keys;
    }

    bool hasRest() const { return static_cast<qsizetype>(m_takenCount) < (m_flat ? m_flat->size() : m_json.size()); }

    /// The fields that were not taken.
    QJsonObject rest() const
    {
        QJsonObject result = json();
        for (std::size_t i = 0; i < m_takenCount; ++i)
            result.remove(QLatin1StringView(m_taken[i]));
        return result;
    }

    /// @param key of the field in question; its place is looked up only if the notice will be kept.
    void complain(Complaint complaint, const char *key, QStringList details)
    {
        m_notices.add({complaint, m_line, column(key), std::move(details)});
    }
    void complainOnce(Complaint complaint, const char *key, QStringList details)
    {
        if (!details.isEmpty() && details.last().startsWith(QLatin1StringView("x_")))
            return; // its author's own, as the format allows
        m_notices.addOnce({complaint, m_line, column(key), std::move(details)});
    }

    // A field of one type; the default if it is left out or wrong.
    QString string(const char *key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isString())
            wrongType(key, "a string", "taken as left out");
        return value.toString();
    }
    bool boolean(const char *key, bool otherwise = false)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool())
            wrongType(key, "true or false", "taken as left out");
        return value.toBool(otherwise);
    }
    std::int64_t integer(const char *key, std::int64_t otherwise, std::int64_t least, std::int64_t most)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return otherwise;
        const std::optional<std::int64_t> number = IdMap::integer(value);
        if (!number && !value.isDouble())
            wrongType(key, "an integer", "taken as left out");
        else if (!number || *number < least || *number > most)
            complain(Complaint::OutOfRange, key,
                     {QString::fromLatin1(key), QStringLiteral("an integer from %1 to %2").arg(least).arg(most),
                      QStringLiteral("taken as left out")});
        else
            return *number;
        return otherwise;
    }
    void wrongType(const char *key, const char *what, const char *consequence)
    {
        complain(Complaint::WrongType, key,
                 {QString::fromLatin1(key), QString::fromLatin1(what), QString::fromLatin1(consequence)});
    }

private:
    int column(const char *key) const
    {
        if (!key || !m_notices.hasRoom())
            return 1;
        const QByteArray quoted = '"' + QByteArray(key) + '"';
        return static_cast<int>(std::max<qsizetype>(0, m_raw.toByteArray().indexOf(quoted))) + 1;
    }

    const FlatLine *m_flat = nullptr; // or else:
    QJsonObject m_json;
    int m_line;
    QByteArrayView m_raw;
    Notices &m_notices;
    std::array<const char *, 24> m_taken{};
    std::size_t m_takenCount = 0;
    QStringList m_givenBack;
};

} // namespace ScopeLab
