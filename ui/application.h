#pragma once

#include <QStringList>

namespace ScopeLab {

/// True if a window could be opened: a display is there, or a platform that needs none was asked for.
bool hasDisplay();

/// Opens the window, with the first of @p files in it, and runs until it is closed.
int runDesktop(int &argc, char **argv, const QStringList &files);

/// What every program with our window needs: names, style, fonts, palette.
void setUpApplication();

} // namespace ScopeLab
