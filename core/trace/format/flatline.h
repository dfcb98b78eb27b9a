#pragma once

#include <QByteArrayView>
#include <QJsonObject>
#include <QJsonValue>
#include <QLatin1StringView>

#include <array>

namespace ScopeLab {

/// A line as nearly all are: one object without another in it, whose strings need no decoding. Reading it takes a
/// fraction of what QJsonDocument takes, which reads all others.
class FlatLine
{
public:
    /// @returns false if @p line is not that plain; it may be JSON all the same. It must outlive what is read.
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
