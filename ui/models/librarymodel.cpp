#include "ui/models/librarymodel.h"

#include "core/session/library.h"
#include "core/text/oneline.h"
#include "ui/paint/plaintexts.h"
#include "ui/playback/scenariotexts.h"

namespace ScopeLab {

namespace {

constexpr int RowHeight = 24;

/// In the language of the window, and as they are written: whoever knows a scenario by either finds it.
QStringList searchedTexts(const Scenario &scenario)
{
    QStringList texts{oneLine(scenario.title), paragraph(scenario.summary), paragraph(scenario.lookAt),
                      shownName(scenario.section)};
    for (const std::string &topic : scenario.topics)
        texts.append(shownName(topic));
    for (const std::string &rule : scenario.rules)
        texts.append(shownName(rule));
    for (qsizetype i = 0, written = texts.size(); i < written; ++i)
        texts.append(inReadersLanguage(texts[i]));
    texts.removeDuplicates();
    return texts;
}

} // namespace

LibraryModel::LibraryModel(QObject *parent)
    : QStandardItemModel(parent)
    , m_reader(this, [this](const QList<ScenarioFile> &files) { showMine(files); })
{
    QStandardItem *section = nullptr;
    for (const QString &name : builtInNames()) {
        const ScenarioFile file = readScenario(name);
        if (!file.loaded.scenario)
            continue;
        const Scenario &scenario = *file.loaded.scenario;
        const QString its = inReadersLanguage(shownName(scenario.section));
        if (!section || section->text() != its) {
            section = sectionCalled(its);
            appendRow(section);
        }
        section->appendRow(itemFor(file, name));
        ++m_count;
        m_names.append(name);
        if (!scenario.fixedBy.empty())
            m_fixes.insert(name, QString::fromStdString(scenario.fixedBy));
    }
    for (const QString &name : std::as_const(m_names)) {
        QStandardItem *item = itemOf(name);
        if (!twinOf(name).isEmpty())
            item->setData(item->data(SignsRole).toInt() | HasTwin, SignsRole);
    }
}

QStandardItem *LibraryModel::sectionCalled(const QString &name)
{
    auto *section = new QStandardItem(name);
    section->setEditable(false);
    section->setSizeHint({0, RowHeight});
    QFont font = section->font();
    font.setWeight(QFont::DemiBold);
    section->setFont(font);
    return section;
}

QStandardItem *LibraryModel::itemFor(const ScenarioFile &file, const QString &name)
{
    const Scenario &scenario = *file.loaded.scenario;
    QStringList topics;
    for (const std::string &topic : scenario.topics)
        topics.append(inReadersLanguage(shownName(topic)));
    QStringList rules;
    for (const std::string &rule : scenario.rules)
        rules.append(shownName(rule));
    auto *item = new QStandardItem(inReadersLanguage(oneLine(scenario.title)));
    item->setEditable(false);
    item->setSizeHint({0, RowHeight});
    item->setData(name, FileRole);
    item->setData(oneLine(scenario.title), WrittenTitleRole);
    item->setData(inReadersLanguage(paragraph(scenario.summary)), SummaryRole);
    item->setData(inReadersLanguage(paragraph(scenario.lookAt)), LookAtRole);
    item->setData(topics, TopicsRole);
    item->setData(rules, RulesRole);
    if (scenario.expect && scenario.expect->elapsed)
        item->setData(static_cast<qint64>(scenario.expect->elapsed->count()), LengthRole);
    item->setData(searchedTexts(scenario).join(u'\n'), SearchRole);
    item->setData(QString::fromStdString(scenario.fixedBy), FixedByRole);
    item->setData((scenario.fixedBy.empty() ? 0 : IsPitfall) | (scenario.questions.empty() ? 0 : HasQuestions),
                  SignsRole);
    return item;
}

QStandardItem *LibraryModel::itemOf(const QString &file) const
{
    for (int section = 0; section < rowCount(); ++section) {
        for (int row = 0; row < item(section)->rowCount(); ++row) {
            QStandardItem *child = item(section)->child(row);
            if (child->data(FileRole).toString() == file)
                return child;
        }
    }
    return nullptr;
}

QVariant LibraryModel::data(const QModelIndex &index, int role) const
{
    QVariant value = QStandardItemModel::data(index, role);
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return value;
    const QStringList said = words(QStandardItemModel::data(index, SignsRole).toInt());
    const QString first
        = QStandardItemModel::data(index, role == Qt::ToolTipRole ? int(SummaryRole) : int(Qt::DisplayRole)).toString();
    const QString text = said.isEmpty() ? first : tr("%1 (%2)").arg(first, said.join(QStringLiteral(", ")));
    return role == Qt::ToolTipRole ? tipText(text) : text;
}

QStringList LibraryModel::words(int signs)
{
    QStringList said;
    for (const auto &[sign, word] : {std::pair(WasRun, tr("was run")),
                                     {IsPitfall, tr("a pitfall")},
                                     {HasTwin, tr("has a twin")},
                                     {HasQuestions, tr("has questions")}}) {
        if (signs & sign)
            said.append(word);
    }
    return said;
}

void LibraryModel::markRun(const QString &file)
{
    m_run.insert(file);
    if (QStandardItem *item = itemOf(file))
        item->setData(item->data(SignsRole).toInt() | WasRun, SignsRole);
}

void LibraryModel::setMine(const QStringList &paths)
{
    m_reader.start([paths] {
        QList<ScenarioFile> files;
        for (const QString &path : paths)
            files.append(readScenario(path));
        return files;
    });
    m_reader.wait();
}

void LibraryModel::showMine(const QList<ScenarioFile> &files)
{
    QList<QStandardItem *> items;
    for (const ScenarioFile &file : files) {
        if (!file.loaded.scenario)
            continue;
        items.append(itemFor(file, file.path));
        if (m_run.contains(file.path))
            items.back()->setData(items.back()->data(SignsRole).toInt() | WasRun, SignsRole);
    }
    if (m_mine && items.isEmpty()) {
        removeRow(m_mine->row());
        m_mine = nullptr;
    } else if (!items.isEmpty()) {
        if (!m_mine)
            appendRow(m_mine = sectionCalled(tr("Mine")));
        m_mine->removeRows(0, m_mine->rowCount());
        m_mine->appendRows(items);
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
