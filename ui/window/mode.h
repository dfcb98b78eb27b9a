#pragma once

namespace ScopeLab {

/// How a run is looked at. Present is a window of its own.
enum class Mode { Explore, Predict, Twin };

} // namespace ScopeLab
