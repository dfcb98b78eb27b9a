#pragma once

#include <QByteArrayView>
#include <QJsonObject>
#include <QJsonValue>
#include <QLatin1StringView>

#include <array>

namespace ScopeLab {

/// A line as nearly all lines are: one object with no other inside, whose strings need no decoding. Reading it takes a
/// fraction of the time that QJsonDocument takes, which reads all the others.
class FlatLine
{
public:
    /// @returns false if @p line is not as plain as that; it may still be JSON. It must outlive what is read from it.
    bool read(QByteArrayView line);

    /// Null if there is no such field.
    const QJsonValue *find(QLatin1StringView key) const;
    qsizetype size() const { return static_cast<qsizetype>(m_count); }
    QJsonObject toJson() const;

private:
    struct Field
    {
        QLatin1StringView key;
        QJsonValue value;
    };
    std::array<Field, 16> m_fields;
    std::size_t m_count = 0;
};

} // namespace ScopeLab
