#pragma once

#include "core/session/library.h"
#include "ui/playback/background.h"

#include <QSet>
#include <QStandardItemModel>

namespace ScopeLab {

/// The scenarios, in sections. Built once; a proxy filters it by SearchRole.
class LibraryModel final : public QStandardItemModel
{
    Q_OBJECT

public:
    enum Role {
        FileRole = Qt::UserRole + 1, ///< QString: what readScenario() takes; empty for a section.
        WrittenTitleRole,            ///< QString: the title as the file has it, in whatever language.
        SummaryRole,                 ///< QString
        LookAtRole,                  ///< QString
        TopicsRole,                  ///< QStringList
        RulesRole,                   ///< QStringList: numbers of the rules that it shows.
        LengthRole,                  ///< qint64: how long its run takes (ns), as its file says; 0: it does not.
        FixedByRole,                 ///< QString: name of the scenario that mends this one; may be empty.
        SearchRole,                  ///< QString: all that a search looks through.
        SignsRole                    ///< int: Sign flags.
    };

    /// What one sees of a scenario at a glance.
    enum Sign { WasRun = 1, IsPitfall = 2, HasTwin = 4, HasQuestions = 8 };

    explicit LibraryModel(QObject *parent = nullptr);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    int scenarioCount() const { return m_count; }

    /// Marks a scenario as run to its end.
    void markRun(const QString &file);

    /// The user's own scenarios, as the last section; what cannot be read is left out. They are read in a
    /// thread of their own, and shown when that is done.
    void setMine(const QStringList &paths);

    /// The scenario that mends @p name, or that @p name mends; empty if there is none.
    QString twinOf(const QString &name) const;

    /// The one after @p name in the order of the library; the first after the last.
    QString nextAfter(const QString &name) const;

private:
    static QStringList words(int signs);
    static QStandardItem *sectionCalled(const QString &name);
    static QStandardItem *itemFor(const ScenarioFile &file, const QString &name);
    QStandardItem *itemOf(const QString &file) const;
    void showMine(const QList<ScenarioFile> &files);

    int m_count = 0;
    QStandardItem *m_mine = nullptr;
    QSet<QString> m_run;
    QStringList m_names;
    QHash<QString, QString> m_fixes; ///< By pitfall.
    Background<QList<ScenarioFile>> m_reader;
};

} // namespace ScopeLab
