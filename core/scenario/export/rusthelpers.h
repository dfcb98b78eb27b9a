#pragma once

#include "core/scenario/export/codewriter.h"

namespace ScopeLab::Rust {

/// In the order in which they can stand.
const std::vector<CodeHelper> &helpers();

} // namespace ScopeLab::Rust
