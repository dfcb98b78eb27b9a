// A data race on purpose: two runs, each on its own pool thread, count in the same variable without a
// lock. This is not a test itself: .ci/planted-race demands that ThreadSanitizer sees the race.

#include "core/engine/checkpoint.h"
#include "core/engine/poolexecutor.h"

using namespace ScopeLab;

namespace {

int shared = 0;

Task<> count()
{
    for (int i = 0; i < 200'000; ++i) {
        ++shared;
        co_await checkpoint();
    }
}

} // namespace

int main()
{
    PoolExecutor first;
    PoolExecutor second;
    first.start(count());
    second.start(count());
    first.wait();
    second.wait();
    return shared == 0;
}
