#include "tests/journeys/chooser.h"

#include "core/session/library.h"
#include "tests/journeys/player.h"
#include "ui/paint/accessibleitems.h"
#include "ui/window/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QMenuBar>
#include <QProgressDialog>

namespace ScopeLab::Journeys {

namespace {

/// Entries of menus that can be chosen now, by their paths.
void collect(const QList<QAction *> &actions, const QString &path, QStringList &found)
{
    for (qsizetype i = 0; i < actions.size(); ++i) {
        QAction *action = actions[i];
        const QString here = path.isEmpty() ? QString::number(i) : path + u'/' + QString::number(i);
        if (!action->isEnabled() || !action->isVisible() || action->isSeparator())
            continue;
        if (action->menu()) {
            Q_EMIT action->menu()->aboutToShow();
            collect(action->menu()->actions(), here, found);
        } else {
            found.append(here + QStringLiteral(" # ") + QString(action->text()).remove(u'&'));
        }
    }
}

} // namespace

Chooser::Chooser(quint64 seed, const Workplace &workplace, const Windows &windows, int length)
    : m_random(static_cast<quint32>(seed * 2654435761U + 1))
    , m_workplace(workplace)
    , m_windows(windows)
    , m_firstLeft(length / 2)
{
}

QString Chooser::pick(std::initializer_list<Choice> choices)
{
    int all = 0;
    for (const Choice &choice : choices)
        all += choice.weight;
    int at = upTo(all);
    for (const Choice &choice : choices) {
        if ((at -= choice.weight) < 0)
            return (this->*choice.make)();
    }
    return wait();
}

QString Chooser::oneOf(std::initializer_list<const char *> texts)
{
    return QString::fromLatin1(texts.begin()[upTo(static_cast<int>(texts.size()))]);
}

QString Chooser::next()
{
    const bool isBarred = Windows::isBarred();
    if (m_firstLeft <= 0 && !m_done.isEmpty() && (!isBarred || upTo(4) == 0))
        return m_done.takeAt(upTo(static_cast<int>(m_done.size())));
    QString line = QApplication::activePopupWidget()   ? inPopup()
                   : QApplication::activeModalWidget() ? inDialog()
                                                       : inWindow();
    if (m_firstLeft > 0) {
        --m_firstLeft;
        m_done.append(line);
    }
    return line;
}

QString Chooser::inPopup()
{
    return upTo(3) == 0 ? pick({{3, &Chooser::click}, {1, &Chooser::hover}, {1, &Chooser::key}})
                        : QStringLiteral("key ")
                              + oneOf({"Escape", "Escape", "Down", "Down", "Up", "Return", "Return", "Left", "Right"});
}

QString Chooser::inDialog()
{
    const QWidget *dialog = QApplication::activeModalWidget();
    if (qobject_cast<const QProgressDialog *>(dialog))
        return upTo(3) == 0 ? QStringLiteral("cancel") : QStringLiteral("wait 20");
    if (qobject_cast<const QFileDialog *>(dialog)) // no clicks: they lead out of the folder
        return upTo(4) == 0 ? QStringLiteral("cancel") : QStringLiteral("answer ") + fileName();
    if (qobject_cast<const QInputDialog *>(dialog) && upTo(3) > 0)
        return QStringLiteral("answer ")
               + oneOf({"", "50ms", "1.5s", "at\\s100ms", "at\\s0ms", "never", "0ms", "why\\snot", "-5ms", "9999999s"});
    const bool isOfQt = dialog->inherits("QAbstractPrintDialog") || dialog->inherits("QPageSetupDialog");
    if (isOfQt)
        return upTo(2) == 0 ? QStringLiteral("cancel") : QStringLiteral("key Escape");
    return pick({{4, &Chooser::button},
                 {3, &Chooser::click},
                 {2, &Chooser::key},
                 {2, &Chooser::choose},
                 {2, &Chooser::typing},
                 {1, &Chooser::wheel},
                 {1, &Chooser::doubleClick},
                 {1, &Chooser::wait}});
}

QString Chooser::inWindow()
{
    if (!m_windows.current())
        return open();
    return pick(
        {{12, &Chooser::menu},  {8, &Chooser::key},       {8, &Chooser::transportKey}, {8, &Chooser::actKey},
         {3, &Chooser::typing}, {12, &Chooser::click},    {4, &Chooser::doubleClick},  {3, &Chooser::contextMenu},
         {4, &Chooser::drag},   {3, &Chooser::wheel},     {3, &Chooser::hover},        {8, &Chooser::item},
         {4, &Chooser::choose}, {6, &Chooser::open},      {1, &Chooser::recent},       {1, &Chooser::disk},
         {1, &Chooser::drop},   {1, &Chooser::clipboard}, {6, &Chooser::wait},         {2, &Chooser::windowAct}});
}

QString Chooser::menu()
{
    QStringList found;
    collect(m_windows.current()->menuBar()->actions(), {}, found);
    if (found.isEmpty())
        return wait();
    const QString chosen = found[upTo(static_cast<int>(found.size()))];
    return QStringLiteral("menu ") + chosen;
}

QString Chooser::key()
{
    static const QStringList names{QStringLiteral("Tab"),
                                   QStringLiteral("Shift+Tab"),
                                   QStringLiteral("Return"),
                                   QStringLiteral("Escape"),
                                   QStringLiteral("Space"),
                                   QStringLiteral("Up"),
                                   QStringLiteral("Down"),
                                   QStringLiteral("Left"),
                                   QStringLiteral("Right"),
                                   QStringLiteral("PgUp"),
                                   QStringLiteral("PgDown"),
                                   QStringLiteral("Home"),
                                   QStringLiteral("End"),
                                   QStringLiteral("Backspace"),
                                   QStringLiteral("Del"),
                                   QStringLiteral("Ctrl+A"),
                                   QStringLiteral("Ctrl+C"),
                                   QStringLiteral("Ctrl+V"),
                                   QStringLiteral("Ctrl+X"),
                                   QStringLiteral("Ctrl+Z"),
                                   QStringLiteral("Ctrl+Y"),
                                   QStringLiteral("Ctrl+Shift+Z"),
                                   QStringLiteral("Ctrl+K"),
                                   QStringLiteral("Ctrl+L"),
                                   QStringLiteral("Ctrl+F"),
                                   QStringLiteral("Ctrl+N"),
                                   QStringLiteral("Ctrl+O"),
                                   QStringLiteral("Ctrl+S"),
                                   QStringLiteral("Ctrl+Shift+S"),
                                   QStringLiteral("Ctrl+P"),
                                   QStringLiteral("Ctrl+W"),
                                   QStringLiteral("Ctrl+,"),
                                   QStringLiteral("Ctrl+Shift+N"),
                                   QStringLiteral("Ctrl+Space"),
                                   QStringLiteral("Ctrl+Shift+C"),
                                   QStringLiteral("Ctrl+Return"),
                                   QStringLiteral("Ctrl+Home"),
                                   QStringLiteral("Ctrl+End"),
                                   QStringLiteral("Alt+F"),
                                   QStringLiteral("Alt+Left"),
                                   QStringLiteral("Alt+Right"),
                                   QStringLiteral("F1"),
                                   QStringLiteral("F3"),
                                   QStringLiteral("F5"),
                                   QStringLiteral("Shift+F5"),
                                   QStringLiteral("F6"),
                                   QStringLiteral("F10"),
                                   QStringLiteral("F11"),
                                   QStringLiteral("?"),
                                   QStringLiteral("Menu"),
                                   QStringLiteral("Ctrl+Plus"),
                                   QStringLiteral("Ctrl+-"),
                                   QStringLiteral("Ctrl+0")};
    if (upTo(3) > 0)
        return QStringLiteral("key ") + names[upTo(static_cast<int>(names.size()))];
    static const QString letters = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return QStringLiteral("key ") + letters[upTo(static_cast<int>(letters.size()))];
}

QString Chooser::transportKey()
{
    return QStringLiteral("key ")
           + oneOf({"Space", "Space", "Right", "Right", "Left", "Shift+Right", "Shift+Left", "Ctrl+Right", "Ctrl+Left",
                    "Home", "End", "End", "F5", "Shift+F5", "N"});
}

QString Chooser::actKey()
{
    return QStringLiteral("key ")
           + oneOf({"C", "H", "H", "D", "Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z", "T", "Q", "Y", "F", "F11", "Up", "Down",
                    "1", "2", "3", "Ctrl+Return"});
}

QString Chooser::typing()
{
    return QStringLiteral("type ")
           + oneOf({"#\\sours\\n", "\\s\\s-\\ssleep:\\s10ms\\n", "\\s\\s-\\sraise:\\sValueError\\n", "payment",
                    "@150ms", "shield\\n", "x", "{", "\\n", ":\\s[", "main:\\n", "1", "-",
                    "\\s\\s-\\sgroup:\\n\\s\\s\\s\\s\\s\\sname:\\sg\\n", "undo\\n", "twin", "dark\\n",
                    "scopelab:\\s1\\ntitle:\\sx\\nmain:\\n\\s\\s-\\ssleep:\\s1s\\n", "999999"});
}

QPoint Chooser::pointOfInterest(QWidget &widget)
{
    const auto *items = dynamic_cast<const AccessibleItems *>(&widget);
    if (!items && widget.parentWidget())
        items = dynamic_cast<const AccessibleItems *>(widget.parentWidget());
    if (items && items->itemCount() > 0) {
        const QRect rect = items->item(upTo(items->itemCount())).rect & widget.rect();
        if (!rect.isEmpty())
            return rect.topLeft() + QPoint(upTo(rect.width()), upTo(rect.height()));
    }
    if (const auto *view = qobject_cast<const QAbstractItemView *>(widget.parentWidget()); view && view->model()) {
        const QModelIndex at = view->indexAt({upTo(widget.width()), upTo(widget.height())});
        if (at.isValid())
            return view->visualRect(at).center();
    }
    return {upTo(widget.width()), upTo(widget.height())};
}

QString Chooser::place()
{
    QWidget *window = m_windows.front();
    if (upTo(6) == 0 && !Windows::isBarred()) { // docks that float, help, the projector
        const QList<QWidget *> all = m_windows.visible();
        if (!all.isEmpty())
            window = all[upTo(static_cast<int>(all.size()))];
    }
    if (!window)
        return QStringLiteral("nothing 0 0");
    const QList<QWidget *> parts = Windows::partsOf(window);
    QWidget *widget = parts[upTo(static_cast<int>(parts.size()))];
    if (upTo(2) == 0) { // what is large, as often as it is large
        if (QWidget *child = window->childAt(upTo(window->width()), upTo(window->height())))
            widget = child;
    }
    if (upTo(5) == 0) {
        if (QWidget *view = m_windows.called(oneOf({"stage.view", "lanes.view"})))
            widget = view;
    }
    const QPoint at = pointOfInterest(*widget);
    return QStringLiteral("%1 %2 %3")
        .arg(m_windows.nameOf(widget))
        .arg((at.x() * 1000 + 500) / std::max(1, widget->width()))
        .arg((at.y() * 1000 + 500) / std::max(1, widget->height()));
}

QString Chooser::click()
{
    return QStringLiteral("click ") + place() + u' ' + oneOf({"", "", "", "", "Ctrl", "Shift"});
}

QString Chooser::doubleClick()
{
    return QStringLiteral("double-click ") + place();
}

QString Chooser::contextMenu()
{
    return QStringLiteral("menu-click ") + place();
}

QString Chooser::drag()
{
    return QStringLiteral("drag %1 %2 %3").arg(place()).arg(upTo(1000)).arg(upTo(1000));
}

QString Chooser::wheel()
{
    return QStringLiteral("wheel %1 %2 %3")
        .arg(place(), oneOf({"120", "-120", "480", "-480"}), oneOf({"", "", "Ctrl", "Shift"}));
}

QString Chooser::hover()
{
    return QStringLiteral("hover ") + place();
}

QString Chooser::item()
{
    QList<QWidget *> views;
    for (QWidget *widget : Windows::partsOf(m_windows.front())) {
        const auto *items = dynamic_cast<const AccessibleItems *>(widget);
        if (items && items->itemCount() > 0)
            views.append(widget);
    }
    if (views.isEmpty())
        return click();
    QWidget *view = views[upTo(static_cast<int>(views.size()))];
    const int count = dynamic_cast<const AccessibleItems *>(view)->itemCount();
    return QStringLiteral("item %1 %2").arg(m_windows.nameOf(view)).arg(upTo(count));
}

QString Chooser::choose()
{
    QList<QComboBox *> boxes;
    for (QWidget *widget : Windows::partsOf(m_windows.front())) {
        if (auto *box = qobject_cast<QComboBox *>(widget); box && box->count() > 0)
            boxes.append(box);
    }
    if (boxes.isEmpty())
        return click();
    QComboBox *box = boxes[upTo(static_cast<int>(boxes.size()))];
    const int index = upTo(box->count());
    return QStringLiteral("choose %1 %2 # %3").arg(m_windows.nameOf(box)).arg(index).arg(box->itemText(index));
}

QString Chooser::fileName()
{
    if (upTo(3) == 0)
        return oneOf({"saved.yaml", "saved.trace", "saved.svg", "saved2.yaml", "picture.png", "folder.yaml",
                      "absent.yaml", "absent.trace"});
    const int kind = upTo(16);
    const QStringList files = m_workplace.files(kind == 0  ? QStringLiteral("hostile/")
                                                : kind < 9 ? QStringLiteral("random/")
                                                           : QString());
    if (files.isEmpty())
        return QStringLiteral("absent.yaml"); // all were removed
    return files[upTo(static_cast<int>(files.size()))];
}

QString Chooser::open()
{
    if (upTo(2) == 0)
        return QStringLiteral("open ") + fileName();
    const QStringList names = builtInNames();
    return QStringLiteral("open ") + names[upTo(static_cast<int>(names.size()))];
}

QString Chooser::recent()
{
    return oneOf({"menu 0/2/0 # the file of last time", "menu 0/2/1 # the file before", "menu 5/0 # start page"});
}

QString Chooser::disk()
{
    return oneOf({"rewrite ", "remove "}) + fileName();
}

QString Chooser::drop()
{
    QString line = QStringLiteral("drop ") + oneOf({"one", "twin"}) + u' ' + fileName();
    if (upTo(2) == 0)
        line += u' ' + fileName();
    return line;
}

QString Chooser::clipboard()
{
    return QStringLiteral("clipboard ") + oneOf({"", "\\s\\s-\\ssleep:\\s20ms\\n", "scopelab:\\s1\\n", "payment"});
}

QString Chooser::wait()
{
    return QStringLiteral("wait ") + oneOf({"0", "5", "10", "20", "20", "40", "100", "300"});
}

QString Chooser::windowAct()
{
    const int windows = static_cast<int>(m_windows.visible().size());
    switch (upTo(6)) {
    case 0: return QStringLiteral("resize %1 %2").arg(700 + upTo(1100)).arg(500 + upTo(600));
    case 1: return QStringLiteral("window %1").arg(upTo(windows));
    case 2: return QStringLiteral("close %1").arg(upTo(windows));
    case 3: {
        const QList<QDockWidget *> docks = m_windows.current()->findChildren<QDockWidget *>();
        return QStringLiteral("float ") + docks[upTo(static_cast<int>(docks.size()))]->objectName();
    }
    case 4: return QStringLiteral("motion %1").arg(upTo(2));
    default: return upTo(2) == 0 ? QStringLiteral("restart") : QStringLiteral("language ") + oneOf({"en", "de"});
    }
}

QString Chooser::button()
{
    const QWidget *dialog = QApplication::activeModalWidget();
    if (!dialog || upTo(5) == 0)
        return QStringLiteral("cancel");
    QList<QAbstractButton *> buttons = dialog->findChildren<QAbstractButton *>();
    erase_if(buttons, [](const QAbstractButton *button) { return !button->isVisible() || !button->isEnabled(); });
    if (buttons.isEmpty())
        return QStringLiteral("cancel");
    const int chosen = upTo(static_cast<int>(buttons.size()));
    return QStringLiteral("button %1 # %2").arg(chosen).arg(QString(buttons[chosen]->text()).remove(u'&'));
}

} // namespace ScopeLab::Journeys
