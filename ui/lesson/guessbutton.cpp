#include "ui/lesson/guessbutton.h"

#include "ui/paint/glyphs.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"

namespace ScopeLab {

namespace {

struct Look
{
    QPen edge;
    QColor ground;
    std::optional<Glyph> glyph = {};
    QColor ink = {}; ///< Of the glyph.
};

Look lookOf(GuessButton::Mark mark)
{
    const Theme &theme = Theme::current();
    switch (mark) {
    case GuessButton::Mark::None:
    case GuessButton::Mark::Blank: break;
    case GuessButton::Mark::Chosen: return {QPen(theme.accent, 2), theme.selectedRow, Glyph::Handled, theme.accent};
    case GuessButton::Mark::Right: return {QPen(theme.done, 1.5), theme.tintDone, Glyph::Handled, theme.done};
    case GuessButton::Mark::Wrong:
        return {QPen(theme.text3, 1.2, Qt::DashLine), theme.panel, Glyph::Failed, theme.text3};
    case GuessButton::Mark::Happened: return {QPen(theme.mark, 1.5), theme.panel, Glyph::Eye, theme.text};
    }
    return {QPen(theme.scopeEdge, 1), theme.panel}; // a control: 3:1 on its ground
}

} // namespace

GuessButton::GuessButton(const QString &text, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_name(name)
{
    setText(withoutKey(text));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tipText(text));
    rename();
}

void GuessButton::setMark(Mark mark)
{
    m_mark = mark;
    rename();
    update();
}

void GuessButton::setHands(int hands)
{
    m_hands = hands;
    rename();
    update();
}

/// The look in words.
void GuessButton::rename()
{
    QString state;
    switch (m_mark) {
    case Mark::Chosen: state = tr("chosen"); break;
    case Mark::Right: state = tr("your answer, right"); break;
    case Mark::Wrong: state = tr("your answer, wrong"); break;
    case Mark::Happened: state = tr("what happened"); break;
    case Mark::None:
    case Mark::Blank: break;
    }
    QString name = state.isEmpty() ? m_name : QStringLiteral("%1, %2").arg(m_name, state);
    if (m_hands > 0)
        name = tr("%1, %n hand(s)", nullptr, m_hands).arg(name);
    setAccessibleName(name);
}

QSize GuessButton::sizeHint() const
{
    const QFontMetricsF metrics(smallFont());
    return {static_cast<int>(metrics.horizontalAdvance(nameOfEntry(text()))) + 40,
            static_cast<int>(metrics.height()) + 14};
}

QString GuessButton::label() const
{
    QString answer = nameOfEntry(text());
    if (m_hands <= 0)
        return answer;
    const QString hands = QString::number(m_hands);
    return answer.isEmpty() ? hands : QStringLiteral("%1 · %2").arg(answer, hands);
}

void GuessButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
    const Look look = lookOf(m_mark);
    if (m_mark == Mark::Blank && text().isEmpty()) { // only what was said or happened stands out
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.text3);
        painter.drawEllipse(box.center(), 1.5, 1.5);
    } else {
        painter.setPen(underMouse() && m_mark == Mark::None ? QPen(theme.accent, look.edge.widthF()) : look.edge);
        painter.setBrush(look.ground);
        painter.drawRoundedRect(box, 4, 4);
    }
    const double side = QFontMetricsF(smallFont()).height();
    const QString label = this->label();
    if (label.isEmpty()) {
        if (look.glyph)
            drawGlyph(painter, QRectF(box.center() - QPointF(side / 2, side / 2), QSizeF(side, side)), *look.glyph,
                      look.ink);
    } else {
        const double shift = look.glyph ? side + 4 : 0;
        const double width = std::min(textWidth(smallFont(), label), box.width() - shift - 8);
        const double left = box.center().x() - (width + shift) / 2;
        if (look.glyph)
            drawGlyph(painter, QRectF(left, box.center().y() - side / 2, side, side), *look.glyph, look.ink);
        drawText(painter, QRectF(left + shift, box.top(), width + 2, box.height()), Qt::AlignLeft, smallFont(),
                 m_mark == Mark::Blank || m_mark == Mark::Wrong ? theme.text3 : theme.text, label);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
}

} // namespace ScopeLab
