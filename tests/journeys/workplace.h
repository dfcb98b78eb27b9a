#pragma once

#include <QRandomGenerator>
#include <QTemporaryDir>

namespace ScopeLab::Journeys {

/// The files of a journey, in a folder of its own that is also its home: nothing of a user's is touched.
class Workplace
{
public:
    /// Call it before there is an application.
    Workplace();

    /// Writes the files: random scenarios of @p seed, recordings, and whatever is no scenario at all.
    void furnish(quint64 seed);

    /// Everything there is now in @p folder, by name; what was saved meanwhile, too. `random/` holds random scenarios,
    /// `hostile/` what once was too much for somebody, and takes long.
    QStringList files(const QString &folder) const;

    /// A path here; the name of a built-in scenario stays as it is.
    QString path(const QString &name) const;

    /// As another program might change a file.
    void rewrite(const QString &name) const;
    void remove(const QString &name) const;

private:
    void write(const QString &name, const QByteArray &content) const;
    void writeRecordings(QRandomGenerator &random) const;

    QTemporaryDir m_folder;
};

} // namespace ScopeLab::Journeys
