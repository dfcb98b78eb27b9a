#pragma once

#include "core/engine/eventfields.h"

#include <QString>

class QUrl;

namespace ScopeLab {

/// Where something stands, as people say it: `line 12` of a scenario, `service.py:12` of a program.
QString placeText(const Place &place);

/// The same as a link in HTML, and the place to which such a link leads; line 0 if it is none.
QString placeLink(const Place &place);
Place placeOf(const QUrl &link);

} // namespace ScopeLab
