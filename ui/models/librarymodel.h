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
        SearchRole                   ///< QString: all that a search looks through.
    };

    explicit LibraryModel(QObject *parent = nullptr);

    int scenarioCount() const { return m_count; }

private:
    int m_count = 0;
};

} // namespace ScopeLab
