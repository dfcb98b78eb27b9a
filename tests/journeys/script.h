#pragma once

#include <QString>
#include <QStringList>

namespace ScopeLab::Journeys {

/// One action, as a line of a script says it: a verb and what it is done with. What stands behind " # " is for people.
struct Line
{
    QString verb;
    QStringList words;
    QString rest; ///< Everything behind the verb, as it stands: text to be typed.

    static Line read(const QString &text);

    /// Not there: 0.
    int number(qsizetype index) const { return words.value(index).toInt(); }
};

/// Where a journey begins: the first line of its script.
struct Beginning
{
    quint64 seed = 1;   ///< Of the random scenarios among its files.
    int textSize = 100; ///< Percent; it needs a program of its own.

    static Beginning read(const QString &text);
    QString line() const;
};

/// A text on one line, and back.
QString escaped(QString text);
QString unescaped(const QString &text);

/// The lines of a file that are not empty and no remarks.
QStringList readScript(const QString &path);

} // namespace ScopeLab::Journeys
