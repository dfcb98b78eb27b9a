#pragma once

#include "core/scenario/completion.h"

#include <QString>

namespace ScopeLab {

/// What a step, key or predicate means, in the language of the window, as its page of help has it; in English if there
/// is none. Empty for names and words. Without the marks of Markdown.
QString meaningOf(const Completion &completion);

} // namespace ScopeLab
