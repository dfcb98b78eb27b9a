#pragma once

namespace ScopeLab {

/// True if a window could be opened: a display is there, or a platform that needs none was asked for.
bool hasDisplay();

/// Opens a window for each file among the arguments, or an empty one, and runs until all are closed.
int runDesktop(int &argc, char **argv);

/// What every program with our window needs: names, style, fonts, palette.
void setUpApplication();

} // namespace ScopeLab
