#pragma once

#include <QRect>
#include <QString>

namespace ScopeLab {

/// Where one thing in a painted view is, for a screen reader.
struct AccessibleItem
{
    QRect rect;      ///< In the viewport.
    int parent = -1; ///< The item that contains it; -1: the view itself.
    bool isSelected = false;
};

/// A view that paints its things rather than having a widget for each, and tells of them all the same.
class AccessibleItems
{
public:
    virtual ~AccessibleItems() = default;
    virtual int itemCount() const = 0;

    /// Of thousands it is asked for each to find the children of one: it has to be quick.
    virtual AccessibleItem item(int index) const = 0;

    /// What it is and how it stands, in a sentence.
    virtual QString itemName(int index) const = 0;

    /// As a click on it would.
    virtual void chooseItem(int index) = 0;
};

/// Exposes every view of this kind as a tree. Once for each program.
void installAccessibleItems();

} // namespace ScopeLab
