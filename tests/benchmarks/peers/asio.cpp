// Boost.Asio 1.81 C++20 coroutines. usage: bench {1|2} WORKLOAD N   (1 = io_context(1) single thread; 2 =
// thread_pool(2))
#include "benchlib.h"

#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <memory>
#include <optional>
#include <vector>
namespace asio = boost::asio;
using asio::awaitable;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
awaitable<void> nop()
{
    co_return;
}
awaitable<void> yielder(long n)
{
    for (long i = 0; i < n; ++i)
        co_await asio::post(asio::use_awaitable);
}
awaitable<void> forever()
{
    asio::steady_timer t(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    boost::system::error_code ec;
    co_await t.async_wait(asio::redirect_error(asio::use_awaitable, ec));
}
awaitable<void> forever_throw()
{
    asio::steady_timer t(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await t.async_wait(asio::use_awaitable);
}
awaitable<void> chain(long d)
{
    if (d == 0)
        co_await forever();
    else
        co_await asio::co_spawn(co_await asio::this_coro::executor, chain(d - 1), asio::use_awaitable);
}
int main(int argc, char **argv)
{
    int nt = atoi(argv[1]);
    std::string wl = argv[2];
    long n = atol(argv[3]);
    g_peer = nt == 1 ? "asio-1" : "asio-2";
    g_wl = argv[2];
    g_n = n;
    std::optional<asio::io_context> ioc;
    std::optional<asio::thread_pool> tp;
    asio::any_io_executor ex;
    if (nt == 1) {
        ioc.emplace(1);
        ex = ioc->get_executor();
    } else {
        tp.emplace(2);
        ex = tp->get_executor();
    }
    auto run = [&] {
        if (nt == 1)
            ioc->run();
        else
            tp->wait();
    };
    std::atomic<long> left{n};
    if (wl == "w1") {
        T t;
        for (long i = 0; i < n; ++i)
            asio::co_spawn(ex, nop(), [&](std::exception_ptr) { left.fetch_sub(1, std::memory_order_relaxed); });
        run();
        rep(t, n, "co_spawn + counter");
    } else if (wl == "w1b") {
        if (nt != 1)
            return 1;
        T t;
        for (long g = 0; g < n / 100; ++g) {
            for (long i = 0; i < 100; ++i)
                asio::co_spawn(ex, nop(), [&](std::exception_ptr) { left.fetch_sub(1, std::memory_order_relaxed); });
            ioc->restart();
            ioc->run();
        }
        rep(t, n, "batches of 100");
    } else if (wl == "w2sw") {
        T t;
        for (int k = 0; k < 2; ++k)
            asio::co_spawn(ex, yielder(n), asio::detached);
        run();
        rep(t, 2 * n, "post(use_awaitable)");
    } else if (wl == "w2chk") {
        asio::co_spawn(
            ex,
            [&]() -> awaitable<void> {
                T t;
                long k = 0;
                for (long i = 0; i < n; ++i) {
                    auto cs = co_await asio::this_coro::cancellation_state;
                    if (cs.cancelled() != asio::cancellation_type::none)
                        ++k;
                }
                rep(t, n, "co_await this_coro::cancellation_state");
                T t2;
                auto cs = co_await asio::this_coro::cancellation_state;
                for (long i = 0; i < n; ++i) {
                    asm volatile("" ::: "memory");
                    if (cs.cancelled() != asio::cancellation_type::none)
                        ++k;
                }
                rep(t2, n, "cached cancellation_state");
            },
            asio::detached);
        run();
    } else if (wl == "w3" || wl == "w3throw") {
        if (nt != 1)
            return 1;
        double r0 = statm();
        std::vector<std::unique_ptr<asio::cancellation_signal>> s;
        for (long i = 0; i < n; ++i) {
            s.push_back(std::make_unique<asio::cancellation_signal>());
            asio::co_spawn(ex, wl == "w3" ? forever() : forever_throw(),
                           asio::bind_cancellation_slot(s.back()->slot(), [&](std::exception_ptr) { --left; }));
        }
        while (ioc->poll()) {
        }
        double r1 = statm();
        T t;
        for (auto &x : s)
            x->emit(asio::cancellation_type::all);
        run();
        if (left)
            puts("BAD");
        rep(t, n, "one signal per task; " + mem(r0, r1));
    } else if (wl == "w3pg") {
        if (nt != 1)
            return 1;
        double r0 = statm();
        using op = decltype(asio::co_spawn(ex, forever(), asio::deferred));
        std::vector<op> ops;
        for (long i = 0; i < n; ++i)
            ops.push_back(asio::co_spawn(ex, forever(), asio::deferred));
        asio::cancellation_signal sig;
        bool done = false;
        asio::experimental::make_parallel_group(std::move(ops))
            .async_wait(asio::experimental::wait_for_all(),
                        asio::bind_cancellation_slot(sig.slot(), [&](auto &&...) { done = true; }));
        while (ioc->poll()) {
        }
        double r1 = statm();
        T t;
        sig.emit(asio::cancellation_type::all);
        run();
        if (!done)
            puts("BAD");
        rep(t, n, "ranged parallel_group; " + mem(r0, r1));
    } else if (wl == "w4") {
        if (nt != 1)
            return 1;
        asio::cancellation_signal sig;
        bool done = false;
        asio::co_spawn(ex, chain(n),
                       asio::bind_cancellation_slot(sig.slot(), [&](std::exception_ptr) { done = true; }));
        while (ioc->poll()) {
        }
        T t;
        sig.emit(asio::cancellation_type::all);
        run();
        if (!done)
            puts("BAD");
        rep(t, n, "nested co_spawn chain");
    } else if (wl == "w5arm") {
        T t;
        for (long i = 0; i < n; ++i)
            asio::co_spawn(
                ex,
                [ex]() -> awaitable<void> {
                    asio::steady_timer tm(co_await asio::this_coro::executor, 1h);
                    boost::system::error_code ec;
                    tm.async_wait([](auto) {});
                    co_await asio::post(asio::use_awaitable);
                    tm.cancel();
                },
                [&](std::exception_ptr) { left.fetch_sub(1, std::memory_order_relaxed); });
        run();
        rep(t, n, "timer.async_wait + post + cancel (includes spawn)");
    } else if (wl == "w5op") {
        T t;
        for (long i = 0; i < n; ++i)
            asio::co_spawn(
                ex,
                [ex]() -> awaitable<void> {
                    asio::steady_timer tm(co_await asio::this_coro::executor, 1h);
                    co_await (nop() || tm.async_wait(asio::use_awaitable));
                },
                [&](std::exception_ptr) { left.fetch_sub(1, std::memory_order_relaxed); });
        run();
        rep(t, n, "nop() || timer (awaitable_operators)");
    } else if (wl == "w5fire") {
        T t;
        for (long i = 0; i < n; ++i)
            asio::co_spawn(
                ex,
                [i]() -> awaitable<void> {
                    asio::steady_timer tm(co_await asio::this_coro::executor, std::chrono::nanoseconds(spread_ns(i)));
                    co_await tm.async_wait(asio::use_awaitable);
                },
                [&](std::exception_ptr) { left.fetch_sub(1, std::memory_order_relaxed); });
        run();
        rep(t, n, "coroutine timers, real 1 s spread");
    } else if (wl == "w6to") {
        asio::co_spawn(
            ex,
            [&]() -> awaitable<void> {
                auto e = co_await asio::this_coro::executor;
                T t;
                for (long i = 0; i < n; ++i) {
                    asio::steady_timer tm(e, 1h);
                    tm.async_wait([](auto) {});
                    tm.cancel();
                    co_await nop();
                }
                rep(t, n, "timer arm+cancel around ready awaitable");
            },
            asio::detached);
        run();
    } else if (wl == "w6") {
        T t;
        for (long i = 0; i < n; ++i) {
            asio::cancellation_signal s;
            s.slot().emplace<void (*)(asio::cancellation_type)>([](asio::cancellation_type) {});
            asm volatile("" ::: "memory");
        }
        rep(t, n, "cancellation_signal + slot handler");
    }
}
