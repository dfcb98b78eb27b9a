#include "ui/window/banner.h"

#include "core/text/oneline.h"
#include "ui/paint/theme.h"

namespace ScopeLab {

namespace {

/// File names and what stands in files may hold anything: each line is shown as one line.
QString linesOf(const QString &text)
{
    constexpr qsizetype Most = 12;
    QStringList lines = text.split(u'\n').mid(0, Most);
    for (QString &line : lines)
        line = oneLine(line);
    return lines.join(u'\n');
}

} // namespace

Banner::Banner(QWidget *parent)
    : QLabel(parent)
{
    setWordWrap(true);
    QSizePolicy width(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long word must not push everything else aside
    width.setHeightForWidth(true);
    setSizePolicy(width);
    setMargin(8);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    hide();
    connect(this, &QLabel::linkActivated, this, [this](const QString &link) {
        const std::function<void()> act = m_answers.at(link.toUInt()).act; // it may ask the next question
        hide();
        if (act)
            act();
    });
}

void Banner::showProblem(const QString &problem)
{
    clear(); // what it said before may have been HTML
    setTextFormat(Qt::PlainText);
    setText(linesOf(problem));
    open(Theme::current().tintFailed, Theme::current().failed);
}

void Banner::ask(const QString &question, std::vector<Answer> answers)
{
    m_answers = std::move(answers);
    QString html = linesOf(question).toHtmlEscaped();
    for (std::size_t i = 0; i < m_answers.size(); ++i)
        html += QStringLiteral(" &nbsp; <a href='%1'>%2</a>").arg(i).arg(m_answers[i].text.toHtmlEscaped());
    setTextFormat(Qt::RichText);
    setText(html);
    open(Theme::current().selectedRow, Theme::current().accent);
}

void Banner::open(const QColor &background, const QColor &edge)
{
    setStyleSheet(QStringLiteral("background:%1;color:%2;border-bottom:2px solid %3")
                      .arg(background.name(), Theme::current().text.name(), edge.name()));
    show();
}

} // namespace ScopeLab
