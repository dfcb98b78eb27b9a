#include "ui/window/markdownreport.h"

#include "core/sentences/findingsentences.h"
#include "core/text/oneline.h"
#include "ui/models/descriptions.h"
#include "ui/models/fatesmodel.h"
#include "ui/paint/texts.h"
#include "ui/playback/scenariotexts.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace ScopeLab {

namespace {

class MarkdownReport
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::MarkdownReport)

public:
    explicit MarkdownReport(const Playback &playback)
        : m_playback(playback)
    {
    }

    /// A text that is nothing else in Markdown: on one line, its marks escaped, and no link by itself.
    static QString cell(const QString &text)
    {
        QString result;
        for (const char32_t code : text.toUcs4()) {
            const QChar::Category category = QChar::category(code);
            if (category == QChar::Other_Format)
                result += QChar(QChar::ReplacementCharacter);
            else if (category == QChar::Other_Control || category == QChar::Separator_Line
                     || category == QChar::Separator_Paragraph)
                result += u' ';
            else if (QStringLiteral("\\|*_`<[~&#$@").contains(QChar(code)) && code < 0x80)
                result += u'\\' + QString(QChar(code));
            else
                result += QString::fromUcs4(&code, 1);
        }
        static const QRegularExpression link(QStringLiteral("(:(?=\\S)|(?<=www)\\.)"),
                                             QRegularExpression::CaseInsensitiveOption);
        return result.replace(link, QStringLiteral("\\\\1"));
    }

    /// The same as a paragraph, which its first character could make a list, a quotation or a rule.
    static QString paragraph(const QString &text)
    {
        static const QRegularExpression first(QStringLiteral("^(\\d*)([-+=>.)])"));
        return cell(text.simplified()).replace(first, QStringLiteral("\\1\\\\2")) + QStringLiteral("\n\n");
    }

    /// A fence that the text itself cannot close.
    static QString block(const QString &language, const QString &text)
    {
        QString fence = QStringLiteral("```");
        while (text.contains(fence))
            fence += u'`';
        return QStringLiteral("%1%2\n%3%4%1\n\n")
            .arg(fence, language, text, text.endsWith(u'\n') ? QString() : QStringLiteral("\n"));
    }

    static QString row(const QStringList &cells) { return QStringLiteral("| %1 |\n").arg(cells.join(u" | ")); }

    static QString head(const QStringList &cells)
    {
        return row(cells) + row(QStringList(cells.size(), QStringLiteral("---")));
    }

    QString page() const
    {
        QString text = QStringLiteral("# %1\n\n").arg(cell(m_playback.title()));
        const Scenario *scenario = m_playback.scenario().get();
        if (scenario && !scenario->summary.empty())
            text += paragraph(inReadersLanguage(ScopeLab::paragraph(scenario->summary)));
        const auto section = [&text](const QString &title, const QString &content) {
            text += QStringLiteral("## %1\n\n%2").arg(title, content);
        };
        text += facts();
        section(tr("Scopes and tasks"), tree());
        section(tr("What became of each exception"), exceptions());
        section(tr("Findings"), findings());
        section(tr("Log"), log());
        if (!m_playback.sourceText().isEmpty())
            section(tr("The scenario"), block(QStringLiteral("yaml"), m_playback.sourceText()));
        return text;
    }

private:
    QString facts() const
    {
        const RunState &state = m_playback.state();
        const QString outcome = state.stuck    ? QStringLiteral("stuck")
                                : state.isOver ? QString::fromLatin1(toString(state.outcome))
                                               : tr("not finished");
        const bool isVirtual = m_playback.trace().clock == ClockKind::Virtual;
        QStringList names{tr("Outcome"), tr("Time"), tr("Clock"), tr("Events")};
        QStringList values{cell(outcome), timeText(m_playback.time()),
                           isVirtual                ? tr("virtual")
                           : m_playback.isProgram() ? tr("real time")
                                                    : tr("real threads"),
                           QString::number(m_playback.cursor())};
        if (!m_playback.isProgram()) {
            names.insert(2, tr("Seed"));
            values.insert(2, QString::number(m_playback.request().seed));
        }
        if (!m_playback.runtime().isEmpty()) {
            names.append(tr("Runtime"));
            values.append(cell(m_playback.runtime()));
        }
        QString text = head(names) + row(values);
        for (const Act &act : m_playback.acts())
            text += QStringLiteral("\n- ")
                    + tr("You acted on %1 at %2.")
                          .arg(cell(QString::fromStdString(act.entry.target)), timeText(act.entry.at));
        return text + u'\n';
    }

    QString tree() const
    {
        QStringList trees;
        for (const ScopeState &scope : m_playback.state().scopes()) {
            if (!scope.parent)
                trees.append(treeText(m_playback, Selection(scope.id)));
        }
        return block(QStringLiteral("text"), trees.join(u'\n'));
    }

    QString exceptions() const
    {
        if (m_playback.fates().empty())
            return tr("None was raised.") + QStringLiteral("\n\n");
        QString text = head({tr("Exception"), tr("Task"), tr("Raised"), tr("Fate"), tr("At")});
        for (const ErrorFate &fate : m_playback.fates()) {
            const QString type = fate.isCancellation || !fate.error
                                     ? tr("Cancelled")
                                     : QString::fromStdString(m_playback.trace().error(fate.error).type);
            text += row({cell(type), cell(m_playback.taskName(fate.task)), timeText(fate.raised),
                         cell(fateText(m_playback, fate)), fate.ended == Never ? QString() : timeText(fate.ended)});
        }
        return text + u'\n';
    }

    QString findings() const
    {
        QString text;
        for (const Finding &finding : m_playback.findings())
            text += QStringLiteral("- **%1** %2\n")
                        .arg(cell(findingHeadline(finding, m_playback.trace(), m_playback.state())),
                             cell(findingAdvice(finding)));
        return (text.isEmpty() ? tr("None.") + u'\n' : text) + u'\n';
    }

    QString log() const
    {
        QString text;
        for (EventId id = 1; id <= m_playback.cursor(); ++id) {
            const RunEvent &event = m_playback.trace().event(id);
            if (const auto *logged = event.as<Logged>())
                text += row({timeText(event.time), cell(m_playback.taskName(event.task)),
                             cell(QString::fromStdString(m_playback.trace().text(logged->text)))});
        }
        if (text.isEmpty())
            return tr("It is empty.") + QStringLiteral("\n\n");
        return head({tr("Time"), tr("Task"), tr("Text")}) + text + u'\n';
    }

    const Playback &m_playback;
};

} // namespace

QString markdownReport(const Playback &playback)
{
    return MarkdownReport(playback).page();
}

} // namespace ScopeLab
