#include "ui/views/guessbutton.h"

#include "ui/views/glyphs.h"
#include "ui/views/texts.h"

namespace ScopeLab {

GuessButton::GuessButton(const QString &text, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_name(name)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(text);
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
    return {static_cast<int>(metrics.horizontalAdvance(text())) + 40, static_cast<int>(metrics.height()) + 14};
}

void GuessButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
    QPen edge(theme.scopeEdge, 1); // a control: 3:1 on its ground
    QColor ground = theme.panel;
    QColor ink = theme.text;
    Glyph glyph = Glyph::Handled;
    bool hasGlyph = false;
    switch (m_mark) {
    case Mark::None: break;
    case Mark::Chosen:
        edge = QPen(theme.accent, 2);
        ground = theme.selectedRow;
        hasGlyph = true;
        ink = theme.accent;
        break;
    case Mark::Blank: ink = theme.text3; break;
    case Mark::Right:
        edge = QPen(theme.done, 1.5);
        ground = theme.tintDone;
        hasGlyph = true;
        ink = theme.done;
        break;
    case Mark::Wrong:
        edge = QPen(theme.text3, 1.2, Qt::DashLine);
        hasGlyph = true;
        glyph = Glyph::Failed;
        ink = theme.text3;
        break;
    case Mark::Happened:
        edge = QPen(theme.mark, 1.5);
        hasGlyph = true;
        glyph = Glyph::Eye;
        break;
    }
    if (m_mark == Mark::Blank && text().isEmpty()) { // only what was said or happened stands out
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.text3);
        painter.drawEllipse(box.center(), 1.5, 1.5);
        edge = QPen(Qt::NoPen);
        ground = Qt::transparent;
    }
    if (underMouse() && m_mark == Mark::None)
        edge.setColor(theme.accent);
    painter.setPen(edge);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 4, 4);
    const double side = QFontMetricsF(smallFont()).height();
    const QString label = m_hands > 0 ? (text().isEmpty() ? QString::number(m_hands)
                                                          : QStringLiteral("%1 · %2").arg(text()).arg(m_hands))
                                      : text();
    if (label.isEmpty()) {
        if (hasGlyph)
            drawGlyph(painter, QRectF(box.center() - QPointF(side / 2, side / 2), QSizeF(side, side)), glyph, ink);
    } else {
        const double shift = hasGlyph ? side + 4 : 0;
        const double width = std::min(textWidth(smallFont(), label), box.width() - shift - 8);
        const double left = box.center().x() - (width + shift) / 2;
        if (hasGlyph)
            drawGlyph(painter, QRectF(left, box.center().y() - side / 2, side, side), glyph, ink);
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
