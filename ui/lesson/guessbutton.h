#pragma once

#include <QAbstractButton>

namespace ScopeLab {

/// A cell of a prediction: empty, chosen, and after the answer right, wrong, or what happened instead.
class GuessButton final : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Mark { None, Chosen, Blank, Right, Wrong, Happened };

    /// @param name what a screen reader calls it: the question and this answer.
    GuessButton(const QString &text, const QString &name, QWidget *parent = nullptr);

    Mark mark() const { return m_mark; }
    void setMark(Mark mark);

    /// True if this is the answer that was given.
    bool isGiven() const { return m_mark == Mark::Chosen || m_mark == Mark::Right || m_mark == Mark::Wrong; }

    /// Hands raised in class; below 0 they are not counted.
    int hands() const { return m_hands; }
    void setHands(int hands);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void rename();
    QString label() const;

    const QString m_name;
    Mark m_mark = Mark::None;
    int m_hands = -1;
};

} // namespace ScopeLab
