#include "ui/code/meanings.h"

#include <QFile>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>

namespace ScopeLab {

namespace {

using Meanings = QHash<QString, QString>; ///< By step, and by form and key.

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString nameOf(const LanguageForm *form, const LanguageKey *key)
{
    const QString its = form ? text(form->name) : QString();
    return key ? its + u'/' + text(key->name) : its;
}

/// The sentences of the page in the order of the table, as a test holds: of steps under their headings, of keys and
/// predicates in rows.
Meanings meaningsIn(const QString &language)
{
    static const QRegularExpression step(QStringLiteral("^### ([a-z_]+)\n\n((?:.+\n)+)"),
                                         QRegularExpression::MultilineOption);
    static const QRegularExpression row(QStringLiteral("^\\| `\\w+`[^|]* \\| .+ \\| (.+) \\|$"),
                                        QRegularExpression::MultilineOption);
    Meanings meanings;
    QFile file(QStringLiteral(":/help/%1/language.md").arg(language));
    if (!file.open(QIODevice::ReadOnly))
        return meanings;
    const QString page = QString::fromUtf8(file.readAll());
    for (auto match = step.globalMatch(page); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        meanings.insert(found.captured(1), found.captured(2).simplified());
    }
    auto match = row.globalMatch(page);
    const auto take = [&](const LanguageForm *form, std::span<const LanguageKey> keys) {
        for (const LanguageKey &key : keys) {
            if (match.hasNext())
                meanings.insert(nameOf(form, &key), match.next().captured(1));
        }
    };
    for (const LanguageForm &form : languageForms()) {
        take(&form, form.keys());
        if (form.shortForm == ValueKind::Predicate)
            take(nullptr, predicates());
    }
    return meanings;
}

} // namespace

QString meaningOf(const Completion &completion)
{
    static QHash<QString, Meanings> known; // by language
    const QString language = QLocale::languageToCode(QLocale().language());
    if (!known.contains(language))
        known.insert(language, meaningsIn(language));
    const QString name = nameOf(completion.form, completion.key);
    return known[language].value(name, text(completion.meaning())).remove(u'`');
}

} // namespace ScopeLab
