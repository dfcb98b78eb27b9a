#pragma once

#include <QRect>
#include <QString>

namespace ScopeLab {

/// Where one item of a painted view is, for a screen reader.
struct AccessibleItem
{
    QRect rect;      ///< In the viewport.
    int parent = -1; ///< The item that contains it; -1: the view itself.
    bool isSelected = false;
};

/// A view that paints its items instead of having a widget for each, and still exposes them.
class AccessibleItems
{
public:
    virtual ~AccessibleItems() = default;
    virtual int itemCount() const = 0;

    /// Has to be quick: to find the children of one item, each of thousands is asked for its parent.
    virtual AccessibleItem item(int index) const = 0;

    /// What it is, and its state, in a sentence.
    virtual QString itemName(int index) const = 0;

    /// As a click on it would.
    virtual void chooseItem(int index) = 0;
};

/// Exposes every view of this kind as a tree. Call it once in a program.
void installAccessibleItems();

} // namespace ScopeLab
