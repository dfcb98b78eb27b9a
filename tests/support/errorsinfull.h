#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace ScopeLab {

/// An error of `run --json`, with every error that it only refers to by number written out in place.
class ErrorsInFull
{
public:
    static QJsonValue of(const QJsonValue &error)
    {
        ErrorsInFull all;
        all.collect(error);
        return all.written(error);
    }

private:
    void collect(const QJsonValue &error)
    {
        const QJsonObject object = error.toObject();
        if (object.contains(u"number"))
            m_all.insert(object[u"number"].toInt(), object);
        for (const char16_t *key : {u"cause", u"context"}) {
            if (object[QStringView(key)].isObject())
                collect(object[QStringView(key)]);
        }
        for (const QJsonValue &member : object[u"errors"].toArray())
            collect(member);
    }

    QJsonValue written(const QJsonValue &error) const
    {
        if (!error.isObject())
            return error;
        QJsonObject object = error.toObject();
        if (object.contains(u"error"))
            object = m_all.value(object[u"error"].toInt());
        for (const char16_t *key : {u"cause", u"context"})
            object[QStringView(key)] = written(object[QStringView(key)]);
        if (object.contains(u"errors")) {
            QJsonArray members;
            for (const QJsonValue &member : object[u"errors"].toArray())
                members.append(written(member));
            object[u"errors"] = members;
        }
        return object;
    }

    QHash<int, QJsonObject> m_all; // by number
};

} // namespace ScopeLab
