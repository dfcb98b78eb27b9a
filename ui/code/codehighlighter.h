#pragma once

#include "core/export/languages.h"

#include <QRegularExpression>
#include <QSyntaxHighlighter>

namespace ScopeLab {

/// What a text in the code view is written in: what follows the scenario are languages(), in their order.
enum class CodeLanguage { Scenario };

/// One of languages() by the name of a file; null: in none of them.
const Language *languageOfFile(std::string_view path);

/// One of languages().
CodeLanguage codeLanguage(std::string_view id);

/// Null: the scenario's own.
const Language *programLanguage(CodeLanguage language);

/// Keywords, texts, times and comments.
class CodeHighlighter final : public QSyntaxHighlighter
{
public:
    explicit CodeHighlighter(QTextDocument *document)
        : QSyntaxHighlighter(document)
    {
        CodeHighlighter::setLanguage(CodeLanguage::Scenario);
    }

    /// Takes effect with the next text.
    void setLanguage(CodeLanguage language);

    /// For a program, whoever wrote it; null: in a language of which nothing is known, so nothing is coloured.
    void setProgram(const Language *language);

protected:
    void highlightBlock(const QString &text) override;

private:
    void mark(const QString &text, const QRegularExpression &pattern, const QColor &colour);

    enum class Kind { Scenario, Program, Unknown } m_kind = Kind::Scenario;
    QRegularExpression m_keywords;
    QRegularExpression m_comment;
};

} // namespace ScopeLab
