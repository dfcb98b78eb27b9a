#include "ui/models/librarymodel.h"

#include "core/session/library.h"

namespace ScopeLab {

namespace {
constexpr int RowHeight = 24;
}

LibraryModel::LibraryModel(QObject *parent)
    : QStandardItemModel(parent)
{
    QStandardItem *section = nullptr;
    for (const QString &name : builtInNames()) {
        const ScenarioFile file = readScenario(name);
        if (!file.loaded.scenario)
            continue;
        const Scenario &scenario = *file.loaded.scenario;
        const QString its = QString::fromStdString(scenario.section);
        if (!section || section->text() != its) {
            section = new QStandardItem(its);
            section->setEditable(false);
            section->setSizeHint({0, RowHeight});
            QFont font = section->font();
            font.setWeight(QFont::DemiBold);
            section->setFont(font);
            appendRow(section);
        }
        QStringList topics;
        for (const std::string &topic : scenario.topics)
            topics.append(QString::fromStdString(topic));
        auto *item = new QStandardItem(QString::fromStdString(scenario.title));
        item->setEditable(false);
        item->setSizeHint({0, RowHeight});
        item->setToolTip(QString::fromStdString(scenario.summary).simplified());
        item->setData(name, FileRole);
        item->setData(QString::fromStdString(scenario.summary).simplified(), SummaryRole);
        item->setData(QString::fromStdString(scenario.lookAt).simplified(), LookAtRole);
        item->setData(topics, TopicsRole);
        if (scenario.expect && scenario.expect->elapsed)
            item->setData(static_cast<qint64>(scenario.expect->elapsed->count()), LengthRole);
        item->setData(QStringList{item->text(), topics.join(u' '), item->data(SummaryRole).toString(),
                                  item->data(LookAtRole).toString(), its}
                          .join(u'\n'),
                      SearchRole);
        item->setData(QString::fromStdString(scenario.fixedBy), FixedByRole);
        section->appendRow(item);
        ++m_count;
        m_names.append(name);
        if (!scenario.fixedBy.empty())
            m_fixes.insert(name, QString::fromStdString(scenario.fixedBy));
    }
}

QString LibraryModel::twinOf(const QString &name) const
{
    return m_fixes.contains(name) ? m_fixes.value(name) : m_fixes.key(name);
}

QString LibraryModel::nextAfter(const QString &name) const
{
    return m_names.isEmpty() ? QString() : m_names[(m_names.indexOf(name) + 1) % m_names.size()];
}

} // namespace ScopeLab
