#pragma once

#include <QSyntaxHighlighter>

namespace ScopeLab {

/// What a text in the code view is written in.
enum class CodeLanguage { Scenario, Python, Cpp, Rust };

/// Keywords, texts, times and comments.
class CodeHighlighter final : public QSyntaxHighlighter
{
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

    /// Takes effect with the next text.
    void setLanguage(CodeLanguage language) { m_language = language; }

protected:
    void highlightBlock(const QString &text) override;

private:
    void mark(const QString &text, const QRegularExpression &pattern, const QColor &colour);

    CodeLanguage m_language = CodeLanguage::Scenario;
};

} // namespace ScopeLab
