#pragma once

#include <QMetaObject>
#include <QObject>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace ScopeLab {

/// How long the window waits for a result that is nearly always there at once before it goes on without it. Tests
/// that need the result wait longer.
inline std::chrono::milliseconds patience{50};

/// How many threads are at work on results that may no longer be wanted. Whoever ends the program while there
/// are any must not tear down what they use.
inline std::atomic<int> backgroundThreads = 0;

/// Computes something on a thread of its own and hands it over on its owner's. A later request replaces an
/// earlier one, whose result is dropped. Nobody ever waits for the work to end: work that is no longer wanted
/// runs on unheard, and uses only what it holds.
template <typename Result>
class Background
{
public:
    using Work = std::function<Result()>;

    /// @param owner lives on the thread that uses this, and outlives it.
    Background(QObject *owner, std::function<void(Result)> done)
        : m_owner(owner)
        , m_done(std::move(done))
        , m_shared(makeShared())
    {
    }

    ~Background() { leave(); }

    Background(const Background &) = delete;
    Background &operator=(const Background &) = delete;

    /// Begins as soon as what is under way has ended, and supersedes it.
    void start(Work work)
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->wanted = ++m_shared->last;
        m_shared->result.reset();
        m_shared->next = std::move(work);
        if (std::exchange(m_shared->isBusy, true))
            return;
        ++backgroundThreads;
        std::thread([shared = m_shared] {
            shared->work();
            --backgroundThreads;
        }).detach();
    }

    /// Hands the result over at once if it is there within @p limit; else it follows.
    void wait(std::chrono::milliseconds limit = patience)
    {
        const std::shared_ptr<Shared> shared = m_shared; // whoever gets the result may destroy this
        {
            std::unique_lock lock(shared->mutex);
            shared->finished.wait_for(lock, limit, [&shared] { return shared->result || !shared->wanted; });
        }
        shared->handOver();
    }

    /// Drops the result. What is started next does not wait for what is under way.
    void cancel()
    {
        leave();
        m_shared = makeShared();
    }

    /// True from start() until the result is handed over, or cancelled.
    bool isRunning() const
    {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->wanted != 0;
    }

private:
    /// Between the owner's thread and the one that works, which may outlive the owner.
    struct Shared
    {
        void work()
        {
            std::unique_lock lock(mutex);
            while (next) {
                const Work now = std::exchange(next, {});
                const std::uint64_t number = wanted;
                lock.unlock();
                std::optional<Result> made = now();
                lock.lock();
                if (number != wanted)
                    continue;
                result = std::move(made);
                finished.notify_all();
                announce();
            }
            isBusy = false;
        }

        /// In the owner's thread. Whoever gets the result may destroy the Background.
        void handOver()
        {
            std::unique_lock lock(mutex);
            if (!result)
                return;
            Result made = std::move(*result);
            result.reset();
            wanted = 0;
            lock.unlock();
            done(std::move(made));
        }

        std::function<void(Result)> done; // the owner's thread alone uses it
        std::mutex mutex;                 // protects all below
        std::condition_variable finished;
        Work next;
        std::optional<Result> result;
        std::function<void()> announce; // empty once it is left: then nothing is wanted
        std::uint64_t last = 0;
        std::uint64_t wanted = 0; // the number of what was asked for last; 0: nothing
        bool isBusy = false;
    };

    std::shared_ptr<Shared> makeShared() const
    {
        auto shared = std::make_shared<Shared>();
        shared->done = m_done;
        shared->announce = [owner = m_owner, weak = std::weak_ptr(shared)] {
            const auto handOver = [weak] {
                if (const std::shared_ptr<Shared> living = weak.lock())
                    living->handOver();
            };
            QMetaObject::invokeMethod(owner, handOver, Qt::QueuedConnection);
        };
        return shared;
    }

    void leave()
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->wanted = 0;
        m_shared->result.reset();
        m_shared->next = {};
        m_shared->announce = {};
    }

    QObject *const m_owner;
    const std::function<void(Result)> m_done;
    std::shared_ptr<Shared> m_shared;
};

} // namespace ScopeLab
