#include "tests/journeys/player.h"

#include "ui/application.h"
#include "ui/paint/accessibleitems.h"
#include "ui/window/mainwindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QTest>
#include <QTranslator>
#include <QWheelEvent>

namespace ScopeLab::Journeys {

namespace {

/// A point of a widget in thousandths of its size.
QPoint pointIn(const QWidget &widget, int x, int y)
{
    return {widget.width() * x / 1000, widget.height() * y / 1000};
}

Qt::KeyboardModifiers modifiersOf(const QString &words)
{
    Qt::KeyboardModifiers result;
    result.setFlag(Qt::ControlModifier, words.contains(QStringLiteral("Ctrl")));
    result.setFlag(Qt::ShiftModifier, words.contains(QStringLiteral("Shift")));
    result.setFlag(Qt::AltModifier, words.contains(QStringLiteral("Alt")));
    return result;
}

// What is pressed may delete its window, as the button of a pop-up does: then nothing is released there.

void mouse(QTest::MouseAction action, QWidget &widget, const QPoint &at, Qt::MouseButton button = Qt::LeftButton,
           Qt::KeyboardModifiers modifiers = {})
{
    const QPointer<QWindow> window = widget.window()->windowHandle();
    if (!window)
        return;
    const QPoint inWindow = widget.mapTo(widget.window(), at);
    if (!QRect(QPoint(), window->size()).contains(inWindow))
        return;
    const bool isClick = action == QTest::MouseClick;
    QTest::mouseEvent(isClick ? QTest::MousePress : action, window, button, modifiers, inWindow);
    if (isClick && window)
        QTest::mouseEvent(QTest::MouseRelease, window, button, modifiers, inWindow);
}

/// Without the keys of its modifiers, of which Alt alone closes a menu.
void key(QWindow *window, Qt::Key code, const QString &text, Qt::KeyboardModifiers modifiers = {})
{
    const QPointer<QWindow> still(window);
    constexpr bool isRepeated = false;
    constexpr int delay = -1; // none
    QTest::simulateEvent(window, true, code, modifiers, text, isRepeated, delay);
    if (still)
        QTest::simulateEvent(window, false, code, modifiers, text, isRepeated, delay);
}

/// A key of a sequence such as `Ctrl+Z`, to whatever has the keyboard.
bool pressKey(const QString &name)
{
    const QKeySequence sequence(name, QKeySequence::PortableText);
    QWindow *window = QGuiApplication::focusWindow();
    if (sequence.isEmpty() || !window)
        return false;
    const QKeyCombination combination = sequence[0];
    const QString text = name == QStringLiteral("Space") ? QStringLiteral(" ")
                         : name.size() == 1              ? name.toLower()
                                                         : QString();
    key(window, combination.key(), text, combination.keyboardModifiers());
    return true;
}

bool type(const QString &text)
{
    for (const QChar letter : text) {
        QWindow *window = QGuiApplication::focusWindow();
        if (!window)
            return false;
        if (letter == u'\n')
            key(window, Qt::Key_Return, QStringLiteral("\r"));
        else
            key(window, Qt::Key_unknown, letter);
    }
    return true;
}

} // namespace

QAction *menuAction(MainWindow &window, const QString &path)
{
    QList<QAction *> actions = window.menuBar()->actions();
    QAction *action = nullptr;
    for (const QString &step : path.split(u'/')) {
        if (action) {
            if (!action->menu() || !action->isEnabled())
                return nullptr;
            Q_EMIT action->menu()->aboutToShow(); // it is filled then
            actions = action->menu()->actions();
        }
        action = actions.value(step.toInt(), nullptr);
        if (!action)
            return nullptr;
    }
    return action;
}

Player::Player(Workplace &workplace, Windows &windows)
    : m_workplace(workplace)
    , m_windows(windows)
{
    addInput();
    addFiles();
    addWindowActs();
    addDialogActs();
}

bool Player::play(const Line &line)
{
    if (const auto act = m_everywhere.find(line.verb); act != m_everywhere.end())
        return act->second(line);
    const auto act = m_unbarred.find(line.verb);
    return act != m_unbarred.end() && !Windows::isBarred() && act->second(line);
}

MainWindow &Player::window()
{
    if (MainWindow *window = m_windows.current())
        return *window;
    MainWindow *window = MainWindow::openWindow({});
    window->resize(1440, 900); // the screen that is not there is small
    window->activateWindow();
    return *window;
}

void Player::addInput()
{
    m_everywhere[QStringLiteral("key")] = [](const Line &line) { return pressKey(line.rest); };
    m_everywhere[QStringLiteral("type")] = [](const Line &line) { return type(unescaped(line.rest)); };
    m_everywhere[QStringLiteral("wait")] = [](const Line &) { return true; }; // Journey does
    const auto onWidget
        = [this](const char *verb, const std::function<void(QWidget &, const QPoint &, const Line &)> &act) {
              m_everywhere[QString::fromLatin1(verb)] = [this, act](const Line &line) {
                  QWidget *widget = m_windows.called(line.words.value(0));
                  if (widget)
                      act(*widget, pointIn(*widget, line.number(1), line.number(2)), line);
                  return widget != nullptr;
              };
          };
    onWidget("click", [](QWidget &widget, const QPoint &at, const Line &line) {
        mouse(QTest::MouseClick, widget, at, Qt::LeftButton, modifiersOf(line.words.value(3)));
    });
    onWidget("menu-click", [](QWidget &widget, const QPoint &at, const Line &) {
        const QPointer<QWidget> still(&widget);
        mouse(QTest::MouseClick, widget, at, Qt::RightButton);
        if (still && !Windows::isBarred()) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, widget.mapToGlobal(at));
            QCoreApplication::sendEvent(&widget, &event);
        }
    });
    onWidget("double-click",
             [](QWidget &widget, const QPoint &at, const Line &) { mouse(QTest::MouseDClick, widget, at); });
    onWidget("hover", [](QWidget &widget, const QPoint &at, const Line &) { mouse(QTest::MouseMove, widget, at); });
    onWidget("drag", [](QWidget &widget, const QPoint &at, const Line &line) {
        const QPointer<QWidget> still(&widget);
        const QPoint to = pointIn(widget, line.number(3), line.number(4));
        for (const auto &[action, point] : {std::pair(QTest::MousePress, at),
                                            {QTest::MouseMove, (at + to) / 2},
                                            {QTest::MouseMove, to},
                                            {QTest::MouseRelease, to}}) {
            if (still && still->isVisible())
                mouse(action, widget, point);
        }
    });
    onWidget("wheel", [](QWidget &widget, const QPoint &at, const Line &line) {
        QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, line.number(3)}, Qt::NoButton,
                          modifiersOf(line.words.value(4)), Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&widget, &event);
    });
    onWidget("item", [](QWidget &widget, const QPoint &, const Line &line) {
        auto *items = dynamic_cast<AccessibleItems *>(&widget);
        if (items && !Windows::isBarred() && line.number(1) < items->itemCount())
            items->chooseItem(line.number(1));
    });
    onWidget("choose", [](QWidget &widget, const QPoint &, const Line &line) {
        auto *box = qobject_cast<QComboBox *>(&widget);
        if (!box || box->window() != QApplication::activeWindow() || line.number(1) >= box->count())
            return;
        const QPointer<QComboBox> still(box);
        box->setCurrentIndex(line.number(1));
        if (still)
            Q_EMIT box->activated(line.number(1));
    });
}

void Player::addFiles()
{
    m_unbarred[QStringLiteral("open")] = [this](const Line &line) {
        window().open(m_workplace.path(line.words.value(0)));
        return true;
    };
    m_unbarred[QStringLiteral("drop")] = [this](const Line &line) {
        QMimeData mime;
        QList<QUrl> urls;
        for (const QString &name : line.words.mid(1))
            urls.append(QUrl::fromLocalFile(m_workplace.path(name)));
        mime.setUrls(urls);
        const bool isTwin = line.words.value(0) == QStringLiteral("twin");
        QDropEvent event({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton,
                         isTwin ? Qt::ControlModifier : Qt::NoModifier);
        return !urls.isEmpty() && QCoreApplication::sendEvent(&window(), &event);
    };
    m_unbarred[QStringLiteral("rewrite")] = [this](const Line &line) {
        m_workplace.rewrite(line.words.value(0));
        return true;
    };
    m_unbarred[QStringLiteral("remove")] = [this](const Line &line) {
        m_workplace.remove(line.words.value(0));
        return true;
    };
    m_unbarred[QStringLiteral("clipboard")] = [](const Line &line) {
        QGuiApplication::clipboard()->setText(unescaped(line.rest));
        return true;
    };
}

void Player::addWindowActs()
{
    m_unbarred[QStringLiteral("menu")] = [this](const Line &line) {
        QAction *action = menuAction(window(), line.words.value(0));
        if (!action || !action->isEnabled() || !action->isVisible() || action->menu() || action->isSeparator())
            return false;
        action->trigger();
        return true;
    };
    m_unbarred[QStringLiteral("resize")] = [this](const Line &line) {
        window().resize(line.number(0), line.number(1));
        return true;
    };
    m_unbarred[QStringLiteral("window")] = [this](const Line &line) {
        QWidget *chosen = m_windows.visible().value(line.number(0), nullptr);
        if (chosen)
            chosen->activateWindow();
        return chosen != nullptr;
    };
    m_unbarred[QStringLiteral("close")] = [this](const Line &line) {
        QWidget *chosen = m_windows.visible().value(line.number(0), nullptr);
        if (chosen)
            chosen->close();
        return chosen != nullptr;
    };
    m_unbarred[QStringLiteral("float")] = [this](const Line &line) {
        auto *dock = window().findChild<QDockWidget *>(line.words.value(0));
        if (!dock || !dock->isVisible())
            return false;
        dock->setFloating(!dock->isFloating());
        return true;
    };
    m_unbarred[QStringLiteral("language")] = [this](const Line &line) {
        QSettings().setValue(QStringLiteral("language"), line.words.value(0));
        return restart();
    };
    m_unbarred[QStringLiteral("motion")] = [](const Line &line) {
        QSettings().setValue(QStringLiteral("reduceMotion"), line.number(0) != 0);
        return true;
    };
    m_unbarred[QStringLiteral("restart")] = [this](const Line &) { return restart(); };
}

/// As one who ends the program and starts it again: windows closed, settings read.
bool Player::restart()
{
    for (QWidget *window : m_windows.visible()) {
        if (auto *main = qobject_cast<MainWindow *>(window)) {
            main->document().discard();
            main->close();
        }
    }
    if (m_windows.current())
        return false; // a document that was begun anew meanwhile
    for (QTranslator *translator : qApp->findChildren<QTranslator *>())
        delete translator;
    setUpApplication();
    window().offerRecovered();
    return true;
}

void Player::addDialogActs()
{
    m_everywhere[QStringLiteral("answer")] = [this](const Line &line) {
        QWidget *dialog = QApplication::activeModalWidget();
        if (auto *files = qobject_cast<QFileDialog *>(dialog)) {
            auto *field = files->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
            field->setText(files->fileMode() == QFileDialog::Directory ? m_workplace.path(QStringLiteral("random"))
                                                                       : m_workplace.path(line.words.value(0)));
            QMetaObject::invokeMethod(files, "accept");
            return true;
        }
        auto *question = qobject_cast<QInputDialog *>(dialog);
        if (question) {
            question->setTextValue(unescaped(line.rest));
            question->accept();
        }
        return question != nullptr;
    };
    m_everywhere[QStringLiteral("button")] = [](const Line &line) {
        QWidget *dialog = QApplication::activeModalWidget();
        if (!dialog)
            return false;
        QList<QAbstractButton *> buttons = dialog->findChildren<QAbstractButton *>();
        erase_if(buttons, [](const QAbstractButton *button) { return !button->isVisible() || !button->isEnabled(); });
        QAbstractButton *button = buttons.value(line.number(0), nullptr);
        if (button)
            button->click();
        return button != nullptr;
    };
    m_everywhere[QStringLiteral("cancel")] = [](const Line &) {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        if (dialog)
            dialog->reject();
        return dialog != nullptr;
    };
}

bool Player::leave()
{
    if (QWidget *popup = QApplication::activePopupWidget()) {
        popup->close();
        return true;
    }
    if (QWidget *modal = QApplication::activeModalWidget()) {
        if (auto *dialog = qobject_cast<QDialog *>(modal))
            dialog->reject();
        else
            modal->close();
        return true;
    }
    for (QWidget *window : m_windows.visible()) {
        if (auto *main = qobject_cast<MainWindow *>(window))
            main->document().discard();
        window->close();
        return true;
    }
    return false;
}

} // namespace ScopeLab::Journeys
