#include "ui/paint/accessibleitems.h"

#include <QAbstractScrollArea>
#include <QAccessibleWidget>

#include <map>

namespace ScopeLab {

namespace {

AccessibleItems *itemsOf(QObject *object)
{
    return dynamic_cast<AccessibleItems *>(object);
}

/// Where the items are painted.
QWidget *groundOf(QWidget *view)
{
    auto *area = qobject_cast<QAbstractScrollArea *>(view);
    return area ? area->viewport() : view;
}

class ViewInterface;

/// The item at an index, whatever it is at the moment.
class ItemInterface final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    ItemInterface(ViewInterface *view, int index)
        : m_view(view)
        , m_index(index)
    {
    }

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int position) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::TreeItem; }
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    int index() const { return m_index; }

private:
    ViewInterface *m_view;
    const int m_index;
};

class ViewInterface final : public QAccessibleWidget
{
public:
    explicit ViewInterface(QWidget *view)
        : QAccessibleWidget(view, QAccessible::Tree)
    {
    }
    ~ViewInterface() override
    {
        for (const auto &[index, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }

    AccessibleItems &items() const { return *itemsOf(object()); }
    QWidget *ground() const { return groundOf(widget()); }

    QAccessibleInterface *interfaceOf(int index) const
    {
        const auto known = m_ids.find(index);
        if (known != m_ids.end())
            return QAccessible::accessibleInterface(known->second);
        auto *made = new ItemInterface(const_cast<ViewInterface *>(this), index);
        m_ids[index] = QAccessible::registerAccessibleInterface(made);
        return made;
    }

    // What stands in the item @p parent; -1: in the view itself.

    int countIn(int parent) const
    {
        int count = 0;
        for (int index = parent + 1; index < items().itemCount(); ++index)
            count += items().item(index).parent == parent ? 1 : 0;
        return count;
    }
    QAccessibleInterface *childIn(int parent, int position) const
    {
        for (int index = parent + 1; position >= 0 && index < items().itemCount(); ++index) {
            if (items().item(index).parent == parent && position-- == 0)
                return interfaceOf(index);
        }
        return nullptr;
    }
    int positionIn(int parent, const QAccessibleInterface *child) const
    {
        const auto *item = dynamic_cast<const ItemInterface *>(child);
        if (!item || item->index() >= items().itemCount() || items().item(item->index()).parent != parent)
            return -1;
        int position = 0;
        for (int index = parent + 1; index < item->index(); ++index)
            position += items().item(index).parent == parent ? 1 : 0;
        return position;
    }

    int childCount() const override { return countIn(-1); }
    QAccessibleInterface *child(int position) const override { return childIn(-1, position); }
    int indexOfChild(const QAccessibleInterface *child) const override { return positionIn(-1, child); }
    QAccessibleInterface *childAt(int x, int y) const override { return itemAt(x, y, -1); }

    /// What contains comes before what is contained, so the last hit is the innermost.
    QAccessibleInterface *itemAt(int x, int y, int parent) const
    {
        const QPoint at = ground()->mapFromGlobal(QPoint(x, y));
        int hit = -1;
        for (int index = parent + 1; index < items().itemCount(); ++index) {
            if (items().item(index).rect.contains(at))
                hit = index;
        }
        return hit >= 0 ? interfaceOf(hit) : nullptr;
    }

private:
    mutable std::map<int, QAccessible::Id> m_ids;
};

bool ItemInterface::isValid() const
{
    return m_view->isValid() && m_index < m_view->items().itemCount();
}

QAccessibleInterface *ItemInterface::parent() const
{
    const int above = isValid() ? m_view->items().item(m_index).parent : -1;
    return above >= 0 ? m_view->interfaceOf(above) : m_view;
}

int ItemInterface::childCount() const
{
    return isValid() ? m_view->countIn(m_index) : 0;
}

QAccessibleInterface *ItemInterface::child(int position) const
{
    return isValid() ? m_view->childIn(m_index, position) : nullptr;
}

int ItemInterface::indexOfChild(const QAccessibleInterface *child) const
{
    return isValid() ? m_view->positionIn(m_index, child) : -1;
}

QAccessibleInterface *ItemInterface::childAt(int x, int y) const
{
    return m_view->itemAt(x, y, m_index);
}

QString ItemInterface::text(QAccessible::Text kind) const
{
    return kind == QAccessible::Name && isValid() ? m_view->items().itemName(m_index) : QString();
}

QRect ItemInterface::rect() const
{
    if (!isValid())
        return {};
    const QRect rect = m_view->items().item(m_index).rect;
    return {m_view->ground()->mapToGlobal(rect.topLeft()), rect.size()};
}

QAccessible::State ItemInterface::state() const
{
    QAccessible::State state;
    state.selectable = true;
    state.focusable = true;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const AccessibleItem item = m_view->items().item(m_index);
    state.selected = item.isSelected;
    state.focused = item.isSelected && m_view->state().focused;
    state.offscreen = !m_view->ground()->rect().intersects(item.rect);
    return state;
}

void ItemInterface::doAction(const QString &name)
{
    if (name == pressAction() && isValid())
        m_view->items().chooseItem(m_index);
}

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    return object && object->isWidgetType() && itemsOf(object) ? new ViewInterface(static_cast<QWidget *>(object))
                                                               : nullptr;
}

} // namespace

void installAccessibleItems()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

} // namespace ScopeLab
