#include "app/helpcommand.h"

#include "app/terminal.h"
#include "core/scenario/diagnostic.h"
#include "core/scenario/language.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace ScopeLab {

namespace {

QString page(const QString &name)
{
    QFile file(QStringLiteral(":/help/%1.md").arg(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList pages()
{
    QStringList names;
    for (const QString &file :
         QDir(QStringLiteral(":/help")).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name))
        names.append(file.chopped(3));
    return names;
}

/// What @p begin, a pattern, begins in @p text, up to the line before @p end.
QString part(const QString &text, const QString &begin, const QString &end)
{
    const QRegularExpression pattern(u'^' + begin + QStringLiteral(".*?(?=^(?:%1)|\\z)").arg(end),
                                     QRegularExpression::MultilineOption
                                         | QRegularExpression::DotMatchesEverythingOption);
    return pattern.match(text).captured().trimmed();
}

/// The section of a step in the language, and what the rules and the glossary say of @p word.
QStringList answersFor(const QString &word)
{
    const QString name = QRegularExpression::escape(word);
    QStringList answers{
        part(page(QStringLiteral("language")), QStringLiteral("### %1\n").arg(name), QStringLiteral("#"))};
    for (const char *list : {"rules", "glossary"})
        answers.append(
            part(page(QLatin1String(list)), QStringLiteral("- \\*\\*%1\\*\\*").arg(name), QStringLiteral("- |#|\n")));
    answers.removeAll(QString());
    return answers;
}

/// What stands in bold at the beginning of an item.
std::vector<std::string> itemsOf(const QString &pageName)
{
    static const QRegularExpression item(QStringLiteral("^- \\*\\*([^*]+)\\*\\*"), QRegularExpression::MultilineOption);
    std::vector<std::string> items;
    const QString text = page(pageName);
    for (auto match = item.globalMatch(text); match.hasNext();)
        items.push_back(match.next().captured(1).toStdString());
    return items;
}

std::string suggestion(const QString &word)
{
    std::vector<std::string> known = stepKeywords();
    for (const QString &name : pages())
        known.push_back(name.toStdString());
    for (const char *list : {"rules", "glossary"}) {
        for (std::string &item : itemsOf(QLatin1String(list)))
            known.push_back(std::move(item));
    }
    const std::string meant = Diagnostics().didYouMean(word.toStdString(), known);
    return meant.empty() ? "try 'scopelab help'" : meant;
}

void listPages()
{
    out() << "scopelab help PAGE prints a page, in Markdown; the window shows them, too, and has them in German:\n\n";
    for (const QString &name : pages())
        out() << "  " << name.leftJustified(18) << ' ' << page(name).section(u'\n', 0, 0).mid(2) << '\n';
    out()
        << "\nscopelab help WORD prints what they say of a step ('spawn'), a rule ('LV-6') or a term ('checkpoint').\n";
}

} // namespace

int help(const QStringList &arguments)
{
    const QString word = arguments.join(u' ');
    if (word.isEmpty()) {
        listPages();
    } else if (pages().contains(word)) {
        out() << page(word);
    } else {
        const QStringList answers = answersFor(word);
        if (answers.isEmpty())
            return complain(QStringLiteral("there is no page, step, rule or term '%1' (%2)")
                                .arg(word, QString::fromStdString(suggestion(word))));
        out() << answers.join(QStringLiteral("\n\n")) << '\n';
    }
    out().flush();
    return Ok;
}

} // namespace ScopeLab
