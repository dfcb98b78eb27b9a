#pragma once

#include <QLabel>

#include <functional>
#include <vector>

namespace ScopeLab {

/// A line above the run: a problem, or a question whose answers are links. Hidden while there is nothing to say.
class Banner final : public QLabel
{
    Q_OBJECT

public:
    struct Answer
    {
        QString text;
        std::function<void()> act; ///< May be empty: the banner only closes.
    };

    explicit Banner(QWidget *parent = nullptr);

    /// Says what went wrong. Only the first dozen lines of @p problem are shown.
    void showProblem(const QString &problem);

    /// Asks @p question. Any answer closes the banner.
    void ask(const QString &question, std::vector<Answer> answers);

private:
    void open(const QColor &background, const QColor &edge);

    std::vector<Answer> m_answers;
};

} // namespace ScopeLab
