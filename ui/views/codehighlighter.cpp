#include "ui/views/codehighlighter.h"

#include "ui/views/theme.h"

#include <QRegularExpression>

namespace ScopeLab {

namespace {

/// Group 1 is what is coloured.
QRegularExpression words(const char *list)
{
    return QRegularExpression(QStringLiteral("\\b(%1)\\b").arg(QString::fromLatin1(list)));
}

const QRegularExpression &keywords(CodeLanguage language)
{
    static const QRegularExpression python
        = words("False|None|True|and|as|async|await|break|class|def|del|elif|else|except|finally|for|from|global|"
                "if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield");
    static const QRegularExpression cpp
        = words("auto|bool|break|char|class|co_await|co_return|const|else|false|for|if|int|namespace|nullptr|private|"
                "public|return|static|struct|true|using|void|while");
    static const QRegularExpression rust
        = words("as|async|await|break|const|crate|else|enum|false|fn|for|if|impl|in|let|loop|match|move|mut|pub|ref|"
                "return|self|Self|static|struct|trait|true|type|use|where|while");
    switch (language) {
    case CodeLanguage::Python: return python;
    case CodeLanguage::Cpp: return cpp;
    default: return rust;
    }
}

} // namespace

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
    static const QRegularExpression hashComment(QStringLiteral("(?:^|\\s)(#(?!\\[|include).*)$"));
    static const QRegularExpression slashComment(QStringLiteral("(?:^|\\s)(//.*)$"));
    const Theme &theme = Theme::current();
    if (m_language == CodeLanguage::Scenario) {
        mark(text, key, theme.accent);
        mark(text, duration, theme.cancelled);
        mark(text, constant, theme.shield);
        mark(text, hashComment, theme.text3);
        return;
    }
    mark(text, keywords(m_language), theme.accent);
    mark(text, number, theme.cancelled);
    mark(text, quoted, theme.done);
    mark(text, m_language == CodeLanguage::Python ? hashComment : slashComment, theme.text3);
}

} // namespace ScopeLab
