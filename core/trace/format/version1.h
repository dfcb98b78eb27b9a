#pragma once

#include <QJsonObject>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

namespace ScopeLab {

/// Turns the lines of a recording in version 1 of the format into lines of version 2.
///
/// Version 1 had one shape for all events, whose fields meant something different in each, and numbers in place of
/// words. It did not say which scopes a request, a shield or a move made effectively cancelled: that is worked
/// out here, once, so that nobody else has to.
class Version1
{
public:
    using Sink = std::function<void(const QJsonObject &)>;

    /// @param sink takes each line of version 2.
    explicit Version1(Sink sink)
        : m_sink(std::move(sink))
    {
    }

    /// The header of version 2 for one of version 1.
    static QJsonObject header(const QJsonObject &old);

    /// A line of version 1. @returns false if version 1 had no such line.
    bool convert(const QJsonObject &old);

private:
    using Number = std::int64_t;

    /// What must be known of a scope to tell how a cancellation affects it.
    struct Scope
    {
        Number parent = 0;
        std::vector<Number> children;
        Number request = 0;     ///< Of its own.
        Number effectiveBy = 0; ///< The request that effectively cancels it.
        bool isShielded = false;
        bool isEntered = false;
        bool isLeft = false;
        QString state = QStringLiteral("none");
    };

    void convertEvent(const QJsonObject &old);
    void convertSpecial(const QString &name, const QJsonObject &old, QJsonObject &line);
    void convertTask(const QString &name, const QJsonObject &old, QJsonObject &line);
    void convertLimit(const QString &text, QJsonObject &line);
    void convertAct(const QString &text, QJsonObject &line) const;
    void follow(const QString &name, const QJsonObject &old);
    void moveScopes(Number task, Number to, Number time);
    void refresh(Number from, Number because, Number time);
    bool isEffective(Number scope) const;

    Number definePlace(Number line);
    Number defineName(Number label);
    Number defineError(Number error);
    QString text(const QJsonObject &old) const;

    Sink m_sink;
    QStringList m_texts;
    std::vector<QJsonObject> m_labels;
    std::vector<QJsonObject> m_errors;
    Number m_labelsDefined = 0;
    Number m_errorsDefined = 0;
    std::unordered_map<Number, bool> m_places;
    std::unordered_map<Number, Scope> m_scopes;
    std::unordered_map<Number, Number> m_groups; // of tasks
    Number m_position = 0;                       // of the event
    bool m_hasMain = false;
    bool m_isForced = false;
    bool m_ignoresShields = false;
};

} // namespace ScopeLab
