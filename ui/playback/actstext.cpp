// The acts of a session written back as a scenario.

#include "core/scenario/names.h"
#include "core/scenario/scenarioparser.h"
#include "core/scenario/values.h"
#include "ui/playback/playback.h"

#include <QRegularExpression>

namespace ScopeLab {

namespace {

/// Quoted, so that whatever it is remains a string.
QString quoted(const std::string &text)
{
    return u'\'' + QString::fromStdString(text).replace(u'\'', QStringLiteral("''")).replace(u'\n', u' ') + u'\'';
}

QString operatorStep(const OperatorEntry &entry, const QString &scope)
{
    const auto duration = [](Duration length) { return QString::fromStdString(toText(length)); };
    QString what;
    switch (entry.kind) {
    case OperatorEntry::Kind::Cancel:
        what = QStringLiteral("cancel: %1").arg(scope);
        if (!entry.reason.empty())
            what += QStringLiteral(", reason: ") + quoted(entry.reason);
        break;
    case OperatorEntry::Kind::SetShield:
        what = QStringLiteral("set_shield: {scope: %1, shield: %2}")
                   .arg(scope, entry.shield ? QStringLiteral("true") : QStringLiteral("false"));
        break;
    case OperatorEntry::Kind::SetDeadline:
        what = QStringLiteral("set_deadline: {scope: %1, %2}")
                   .arg(scope, entry.deadlineAfter ? QStringLiteral("after: ") + duration(*entry.deadlineAfter)
                               : entry.deadlineAt  ? QStringLiteral("at: ") + duration(*entry.deadlineAt)
                                                   : QStringLiteral("never: true"));
        break;
    case OperatorEntry::Kind::Set: what = QStringLiteral("set: %1").arg(scope); break;
    }
    return QStringLiteral("  - {at: %1, %2}\n").arg(duration(entry.at), what);
}

} // namespace

QString Playback::textWithActs(QString *problem) const
{
    if (!scenario() || acts().empty()) {
        *problem = tr("There are no acts of yours in this run. Cancel, shield or move a deadline first.");
        return {};
    }
    QString steps;
    for (const Act &act : acts()) {
        const OperatorEntry &entry = act.entry;
        const std::string name = entry.scope ? entryOn(entry.scope, entry.kind).target : entry.target;
        if (!isName(name)) {
            *problem = tr("One of the scopes has no name that the operator could use. Give it one in the scenario.");
            return {};
        }
        steps += operatorStep(entry, QString::fromStdString(name));
    }
    static const QRegularExpression block(QStringLiteral("^operator:[ \\t]*(#.*)?\\n"),
                                          QRegularExpression::MultilineOption);
    static const QRegularExpression item(QStringLiteral("^( *)- "), QRegularExpression::MultilineOption);
    QString text = sourceText();
    if (!text.endsWith(u'\n'))
        text += u'\n';
    if (const auto found = block.match(text); found.hasMatch()) {
        const auto first = item.match(text, found.capturedEnd());
        steps.replace(QStringLiteral("  - "), first.captured(1) + QStringLiteral("- "));
        text.insert(found.capturedEnd(), steps);
    } else {
        text += QStringLiteral("operator:\n") + steps;
    }
    if (const LoadedScenario check = loadScenario(text.toStdString()); !check.scenario) {
        *problem = tr("The operator of this scenario is written in a way that nothing can be added to. Write its "
                      "steps as a list, one on each line.");
        return {};
    }
    return text;
}

} // namespace ScopeLab
