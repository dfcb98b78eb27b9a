#include "ui/code/codehighlighter.h"

#include "ui/paint/theme.h"

#include <algorithm>

namespace ScopeLab {

namespace {

/// The words of a list; group 1 is what is coloured.
QRegularExpression words(std::string_view list)
{
    return QRegularExpression(QStringLiteral("\\b(%1)\\b").arg(QString::fromUtf8(list).replace(u' ', u'|')));
}

/// From what begins a comment to the end of the line; `#[` and `#include` begin none.
QRegularExpression commentFrom(std::string_view start)
{
    return QRegularExpression(QStringLiteral("(?:^|\\s)(%1(?!\\[|include).*)$").arg(QString::fromUtf8(start)));
}

} // namespace

CodeLanguage codeLanguage(std::string_view id)
{
    return static_cast<CodeLanguage>(languageWithId(id) - languages().data() + 1);
}

const Language *programLanguage(CodeLanguage language)
{
    const auto number = static_cast<std::size_t>(language);
    return number == 0 ? nullptr : &languages()[number - 1];
}

const Language *languageOfFile(std::string_view path)
{
    const auto found
        = std::ranges::find_if(languages(), [path](const Language &one) { return path.ends_with(one.suffix); });
    return found == languages().end() ? nullptr : &*found;
}

void CodeHighlighter::setLanguage(CodeLanguage language)
{
    if (const Language *program = programLanguage(language)) {
        setProgram(program);
        return;
    }
    m_kind = Kind::Scenario;
    m_comment = commentFrom("#");
}

void CodeHighlighter::setProgram(const Language *language)
{
    m_kind = language ? Kind::Program : Kind::Unknown;
    if (!language)
        return;
    m_keywords = words(language->keywords);
    m_comment = commentFrom(language->comment);
}

void CodeHighlighter::mark(const QString &text, const QRegularExpression &pattern, const QColor &colour)
{
    QRegularExpressionMatchIterator found = pattern.globalMatch(text);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        setFormat(static_cast<int>(match.capturedStart(1)), static_cast<int>(match.capturedLength(1)), colour);
    }
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression key(QStringLiteral("([A-Za-z_][\\w-]*):(?:\\s|$)"));
    static const QRegularExpression duration(QStringLiteral("\\b(\\d+(?:\\.\\d+)?(?:ms|s|m|h))\\b"));
    static const QRegularExpression constant(QStringLiteral("\\b(forever|true|false)\\b"));
    static const QRegularExpression number(QStringLiteral("\\b(\\d+(?:\\.\\d+)?(?:ms|min|s|h)?)\\b"));
    static const QRegularExpression quoted(QStringLiteral("(\"(?:[^\"\\\\]|\\\\.)*\")"));
    const Theme &theme = Theme::current();
    if (m_kind == Kind::Unknown)
        return;
    if (m_kind == Kind::Program) {
        mark(text, m_keywords, theme.accent);
        mark(text, number, theme.cancelled);
        mark(text, quoted, theme.done);
    } else {
        mark(text, key, theme.accent);
        mark(text, duration, theme.cancelled);
        mark(text, constant, theme.shield);
    }
    mark(text, m_comment, theme.text3);
}

} // namespace ScopeLab
