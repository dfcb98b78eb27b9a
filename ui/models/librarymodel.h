#pragma once

#include <QStandardItemModel>

namespace ScopeLab {

/// The scenarios, in sections. Built once; a proxy filters it by SearchRole.
class LibraryModel final : public QStandardItemModel
{
    Q_OBJECT

public:
    enum Role {
        FileRole = Qt::UserRole + 1, ///< QString: what readScenario() takes; empty for a section.
        SummaryRole,                 ///< QString
        LookAtRole,                  ///< QString
        TopicsRole,                  ///< QStringList
        LengthRole,                  ///< qint64: how long its run takes (ns), as its file says; 0: it does not.
        FixedByRole,                 ///< QString: name of the scenario that mends this one; may be empty.
        SearchRole                   ///< QString: all that a search looks through.
    };

    explicit LibraryModel(QObject *parent = nullptr);

    int scenarioCount() const { return m_count; }

    /// The scenario that mends @p name, or that @p name mends; empty if there is none.
    QString twinOf(const QString &name) const;

    /// The one after @p name in the order of the library; the first after the last.
    QString nextAfter(const QString &name) const;

private:
    int m_count = 0;
    QStringList m_names;
    QHash<QString, QString> m_fixes; ///< By pitfall.
};

} // namespace ScopeLab
