#pragma once

#include <QTest>

// Qt tries for five seconds. On a busy machine, under a sanitizer, what is waited for may take longer; what never
// comes still fails, a minute later.
#undef QTRY_VERIFY
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 60'000)
#undef QTRY_COMPARE
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 60'000)
