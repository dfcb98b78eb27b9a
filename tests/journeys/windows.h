#pragma once

#include <QPointer>
#include <QWidget>

namespace ScopeLab {

class MainWindow;

}

namespace ScopeLab::Journeys {

/// The windows that a user could reach, in the order in which they came, and names for what is in them. Qt keeps
/// its windows in no order, and a script has to mean the same widget each time.
class Windows final : public QObject
{
    Q_OBJECT

public:
    explicit Windows(QObject *parent);

    /// Those that can be seen, the oldest first.
    QList<QWidget *> visible() const;

    /// What takes keys and clicks: a popup, else a dialog that bars the others, else the window that is active.
    QWidget *front() const;

    /// A menu or dialog bars the window.
    static bool isBarred();

    /// The window in which one works; null if there is none.
    MainWindow *current() const;

    /// Everything in @p window that can be seen and used, in the order of their making.
    static QList<QWidget *> partsOf(QWidget *window);

    /// Of @p widget, as a script writes it: `stage`, `QToolButton#3`, `lanes@1`.
    QString nameOf(QWidget *widget) const;

    /// Null: it is not there.
    QWidget *called(const QString &name) const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QList<QPointer<QWidget>> m_all;
};

} // namespace ScopeLab::Journeys
