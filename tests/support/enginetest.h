#pragma once

#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot parse the library's <concepts>

#include "core/engine/catching.h"
#include "core/engine/checkpoint.h"
#include "core/engine/event.h"
#include "core/engine/exceptions.h"
#include "core/engine/finallydo.h"
#include "core/engine/poolexecutor.h"
#include "core/engine/split.h"
#include "core/engine/taskgroup.h"
#include "core/engine/virtualtimeexecutor.h"
#include "core/engine/withscope.h"

#include <QTest>

#include <string>

namespace ScopeLab {

/// What the tasks of a test have said, and a run for them to say it in.
class EngineTest
{
public:
    /// Runs @p main to its end under virtual time; returns everything that was said, and the end if it was
    /// not a value: `STUCK`, or the error that left main.
    static std::string run(Task<> main, std::uint64_t seed = 1)
    {
        RunOptions options;
        options.seed = seed;
        return run(std::move(main), options);
    }
    static std::string run(Task<> main, const RunOptions &options)
    {
        said().clear();
        VirtualTimeExecutor executor(options);
        const Progress progress = executor.run(std::move(main));
        return ended(progress, executor.scheduler());
    }

    /// The same in real time, on the pool.
    static std::string runOnPool(Task<> main)
    {
        said().clear();
        PoolExecutor executor;
        executor.start(std::move(main));
        const Progress progress = executor.wait();
        return ended(progress, executor.scheduler());
    }

    static void say(const std::string &words) { said() += (said().empty() ? "" : " ") + words; }
    static void say(const char *words) { say(std::string(words)); }

    /// A fact under its name: `finished=yes`, `at=7`.
    static void say(const std::string &key, const std::string &value) { say(key + '=' + value); }
    template <typename Number>
        requires std::is_arithmetic_v<Number>
    static void say(const std::string &key, Number value)
    {
        if constexpr (std::is_same_v<Number, bool>)
            say(key, std::string(value ? "yes" : "no"));
        else
            say(key, std::to_string(value));
    }

    /// The words of @p text, sorted.
    static QStringList sorted(const std::string &text)
    {
        QStringList words = QString::fromStdString(text).split(u' ');
        words.sort();
        return words;
    }

    static std::string now()
    {
        return std::to_string(Scheduler::current().now().time_since_epoch().count() / 1'000'000);
    }

    /// C for a cancellation, [..] for a group, otherwise the first letter of the type.
    static std::string shape(const ErrorPtr &error)
    {
        if (!error)
            return "none";
        if (error->kind == ErrorKind::Cancelled)
            return "C";
        if (!error->isGroup())
            return error->type.substr(0, 1);
        std::string text = "[";
        for (const ErrorPtr &member : error->members)
            text += shape(member);
        return text + "]";
    }

    template <typename T>
    static std::string tell(const Outcome<T> &outcome)
    {
        if (outcome.hasValue())
            return "value";
        return (outcome.isCancelled() ? "cancelled" : "error") + shape(outcome.error());
    }

private:
    static std::string ended(Progress progress, Scheduler &scheduler)
    {
        if (progress == Progress::Stuck)
            say("STUCK");
        if (const ErrorPtr &error = scheduler.mainError())
            say("left:" + shape(error));
        return said();
    }
    static std::string &said()
    {
        static std::string text;
        return text;
    }
};

/// Says its name when it is destroyed.
class Noted
{
public:
    explicit Noted(const char *name)
        : m_name(name)
    {
    }
    Noted(const Noted &) = delete;
    Noted &operator=(const Noted &) = delete;
    ~Noted() { EngineTest::say(std::string("~") + m_name); }

private:
    const char *m_name;
};

[[noreturn]] inline void fail(const char *type = "Oops")
{
    throw RaisedError(makeError(type, "on purpose"));
}

inline Task<> sleeper(Duration length, const char *name)
{
    const Noted noted(name);
    co_await sleepFor(length);
    EngineTest::say(std::string("woke-") + name);
}

inline Task<> failing(Duration length, const char *type = "Oops")
{
    co_await sleepFor(length);
    fail(type);
}

} // namespace ScopeLab

/// Under the seed that keeps the order, a run says exactly this; under fifty others it says the same words,
/// perhaps in another order.
#define SAYS(expected, ...)                                                                                            \
    do {                                                                                                               \
        SAYS_IN_ORDER(expected, __VA_ARGS__);                                                                          \
        for (std::uint64_t seed = 2; seed <= 51; ++seed)                                                               \
            QCOMPARE(EngineTest::sorted(EngineTest::run(__VA_ARGS__, seed)), EngineTest::sorted(expected));            \
    } while (false)

/// For runs whose outcome may depend on the order of what happens at one instant.
#define SAYS_IN_ORDER(expected, ...)                                                                                   \
    QCOMPARE(QByteArray::fromStdString(EngineTest::run(__VA_ARGS__)), QByteArray(expected))

#endif
