#pragma once

#include "core/trace/runstate.h"

#include <QColor>
#include <QFont>
#include <QPalette>

namespace ScopeLab {

/// Every colour of the window. Named for what it means, never for what it looks like.
struct Theme
{
    bool isDark = false;
    QColor window, panel, dockTitle, stage, line, faintLine;
    QColor text, text2, text3, accent, selectedRow, onAmber;
    QColor running, waiting, done, cancelled, failed, shield, mark, scopeEdge;
    QColor tintRunning, tintWaiting, tintDone, tintCancelled, tintFailed, tintShield;

    static const Theme &light();
    static const Theme &dark();
    static const Theme &highContrast();

    /// The one in use. For the window's thread.
    static const Theme &current();

    /// Colour of a shape, and of the ground inside it.
    QColor shape(TaskPhase phase) const;
    QColor tint(TaskPhase phase) const;

    QPalette palette() const;
};

/// Light, dark, as the desktop has it, or for weak eyes.
enum class Appearance { System, Light, Dark, HighContrast };

/// Takes effect at once in every window.
void setAppearance(Appearance appearance);
Appearance appearance();

/// Paints in @p theme while this lives: light for what is printed, dark for a projector. For the
/// window's thread.
class ColoursOf
{
public:
    explicit ColoursOf(const Theme &theme);
    ~ColoursOf();
    ColoursOf(const ColoursOf &) = delete;
    ColoursOf &operator=(const ColoursOf &) = delete;

private:
    const Theme *const m_outer;
};

/// Text of the window at 100 %: @p pixels are scaled with the application's font.
QFont textFont(double pixels, int weight = QFont::Normal);

/// Digits of equal width.
QFont monoFont(double pixels, int weight = QFont::Normal);

} // namespace ScopeLab
