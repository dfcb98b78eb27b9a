#include "core/engine/deadlinequeue.h"
#include "core/engine/pacedclock.h"

#include <QTest>

#include <map>
#include <memory>
#include <random>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

struct Ring final : Timer
{
    explicit Ring(std::vector<int> &list, int own)
        : rung(&list)
        , number(own)
    {
    }
    void fire() override { rung->push_back(number); }
    std::vector<int> *rung;
    int number;
};

} // namespace

class tst_DeadlineQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void TO_7_allThatIsDueFiresInOrder();
    void removedTimersDoNotFire();
    void anyMixOfInsertAndRemoveKeepsTheOrder();
    void TO_12_aPacedClockIsNeverEarlyAndPausesSlowsAndIsPushed();
};

void tst_DeadlineQueue::TO_7_allThatIsDueFiresInOrder()
{
    std::vector<int> rung;
    DeadlineQueue queue;
    Ring late(rung, 3), early(rung, 1), same(rung, 2), later(rung, 4);
    queue.insert(late, TimePoint(3ms));
    queue.insert(early, TimePoint(1ms));
    queue.insert(same, TimePoint(1ms)); // equal moments: in order of insertion
    queue.insert(later, TimePoint(9ms));
    queue.expire(TimePoint(3ms));
    QVERIFY((rung == std::vector<int>{1, 2, 3}));
    QVERIFY(queue.earliest() == TimePoint(9ms));
    QVERIFY(!late.isQueued());
}

void tst_DeadlineQueue::removedTimersDoNotFire()
{
    std::vector<int> rung;
    DeadlineQueue queue;
    Ring one(rung, 1), two(rung, 2);
    queue.insert(one, TimePoint(1ms));
    queue.insert(two, TimePoint(2ms));
    queue.remove(one);
    queue.remove(one); // a no-op
    queue.expire(TimePoint(5ms));
    QVERIFY((rung == std::vector<int>{2}));
    QVERIFY(queue.isEmpty());
    QVERIFY(queue.earliest() == Never);
}

void tst_DeadlineQueue::anyMixOfInsertAndRemoveKeepsTheOrder()
{
    std::mt19937 random(7);
    std::vector<int> rung;
    DeadlineQueue queue;
    std::vector<std::unique_ptr<Ring>> rings;
    std::multimap<std::int64_t, int> expected;
    for (int i = 0; i < 5000; ++i) {
        rings.push_back(std::make_unique<Ring>(rung, i));
        const std::int64_t due = random() % 500;
        queue.insert(*rings.back(), TimePoint(Duration(due)));
        expected.emplace(due, i);
        if (random() % 3 == 0) {
            Ring &victim = *rings[random() % rings.size()];
            if (victim.isQueued()) {
                const auto range = expected.equal_range(victim.due().time_since_epoch().count());
                for (auto at = range.first; at != range.second; ++at) {
                    if (at->second == victim.number) {
                        expected.erase(at);
                        break;
                    }
                }
                queue.remove(victim);
            }
        }
    }
    queue.expire(Never);
    std::vector<int> inOrder;
    for (const auto &[due, number] : expected)
        inOrder.push_back(number);
    QVERIFY(rung == inOrder);
}

void tst_DeadlineQueue::TO_12_aPacedClockIsNeverEarlyAndPausesSlowsAndIsPushed()
{
    using Real = PacedClock::Real;
    const Real::time_point start{1h};
    PacedClock clock;
    QVERIFY(clock.isPaused());
    QVERIFY(clock.now(start + 5s) == TimePoint());
    clock.setPaused(false, start);
    QVERIFY(clock.now(start + 2s) == TimePoint(2s));
    clock.setSpeed(0.5, start + 2s);
    QVERIFY(clock.now(start + 4s) == TimePoint(3s));
    QVERIFY(clock.realTimeOf(TimePoint(4s)) >= start + 6s); // late rather than early (TO-12)
    QVERIFY(clock.realTimeOf(TimePoint(4s)) < start + 6s + 1us);
    clock.setPaused(true, start + 4s);
    QVERIFY(clock.now(start + 9s) == TimePoint(3s));
    QVERIFY(clock.realTimeOf(TimePoint(4s)) == Real::time_point::max());
    clock.pushTo(TimePoint(10s), start + 9s);
    QVERIFY(clock.now(start + 9s) == TimePoint(10s));
    clock.pushTo(TimePoint(1s), start + 9s); // never back
    QVERIFY(clock.now(start + 9s) == TimePoint(10s));
}

QTEST_APPLESS_MAIN(tst_DeadlineQueue)
#include "tst_deadlinequeue.moc"
