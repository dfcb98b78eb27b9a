#pragma once

#include "ui/window/commandpalette.h"

namespace ScopeLab {

class Commands;
class LibraryModel;
class Opening;
class Playback;

/// Opens the command palette on everything that can be found or done: commands, tasks and scopes of the open run,
/// scenarios, and a moment such as `@340ms`.
void findOrDo(const Commands &commands, Playback &playback, const LibraryModel &library, Opening &opening,
              QWidget *window);

} // namespace ScopeLab
