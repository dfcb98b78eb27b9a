#include "tests/journeys/windows.h"

#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QWindow>

namespace ScopeLab::Journeys {

namespace {

/// Without its number: several are called so.
QString kindOf(const QWidget *widget)
{
    const QString name = widget->objectName();
    if (name == QStringLiteral("qt_scrollarea_viewport"))
        return kindOf(widget->parentWidget()) + QStringLiteral(".view");
    if (!name.isEmpty() && !name.contains(u' ') && !name.contains(u'#') && !name.contains(u'@'))
        return name;
    return QString::fromLatin1(widget->metaObject()->className()).section(QStringLiteral("::"), -1);
}

} // namespace

Windows::Windows(QObject *parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool Windows::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && watched->isWidgetType()) {
        auto *widget = static_cast<QWidget *>(watched);
        if (widget->isWindow() && !m_all.contains(widget))
            m_all.append(widget);
    }
    return false;
}

QList<QWidget *> Windows::visible() const
{
    QList<QWidget *> result;
    for (const QPointer<QWidget> &window : m_all) {
        if (window && window->isVisible() && window->isWindow() && window->windowHandle()
            && window->windowType() != Qt::ToolTip)
            result.append(window);
    }
    return result;
}

QWidget *Windows::front() const
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    if (QWidget *dialog = QApplication::activeModalWidget())
        return dialog;
    if (QWidget *window = QApplication::activeWindow())
        return window;
    return current();
}

bool Windows::isBarred()
{
    return QApplication::activePopupWidget() || QApplication::activeModalWidget();
}

MainWindow *Windows::current() const
{
    for (QWidget *widget = QApplication::activeWindow(); widget; widget = widget->parentWidget()) {
        if (auto *window = qobject_cast<MainWindow *>(widget); window && window->isVisible())
            return window;
    }
    for (QWidget *window : visible()) {
        if (auto *main = qobject_cast<MainWindow *>(window))
            return main;
    }
    return nullptr;
}

QList<QWidget *> Windows::partsOf(QWidget *window)
{
    QList<QWidget *> result{window};
    for (QWidget *widget : window->findChildren<QWidget *>()) {
        if (widget->window() == window && widget->isVisible() && widget->isEnabled() && widget->width() > 2
            && widget->height() > 2 && !widget->visibleRegion().isEmpty())
            result.append(widget);
    }
    return result;
}

QString Windows::nameOf(QWidget *widget) const
{
    QWidget *window = widget->window();
    const QString kind = kindOf(widget);
    qsizetype number = 0;
    for (QWidget *other : partsOf(window)) {
        if (other == widget)
            break;
        number += kindOf(other) == kind ? 1 : 0;
    }
    QString name = kind;
    if (number > 0)
        name += u'#' + QString::number(number);
    if (window != front())
        name += u'@' + QString::number(visible().indexOf(window));
    return name;
}

QWidget *Windows::called(const QString &name) const
{
    const QString part = name.section(u'@', 0, 0);
    QWidget *window = name.contains(u'@') ? visible().value(name.section(u'@', 1).toInt(), nullptr) : front();
    if (!window)
        return nullptr;
    const QString kind = part.section(u'#', 0, 0);
    qsizetype number = part.contains(u'#') ? part.section(u'#', 1).toInt() : 0;
    for (QWidget *widget : partsOf(window)) {
        if (kindOf(widget) == kind && number-- == 0)
            return widget;
    }
    return nullptr;
}

} // namespace ScopeLab::Journeys
