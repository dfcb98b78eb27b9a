// Qt 6.4 (+ QCoro 0.8). usage: bench WORKLOAD N
#include "benchlib.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFuture>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>
#include <QtConcurrent>

#include <atomic>
#include <memory>
#include <vector>
#if __has_include(<qcoro6/qcoro/qcorotask.h>)
#include <qcoro6/qcoro/qcorotask.h>
#include <qcoro6/qcoro/qcorotimer.h>
#define HAVE_QCORO 1
#endif
struct Nop : QRunnable
{
    std::atomic<long> *k;
    void run() override { k->fetch_sub(1, std::memory_order_relaxed); }
};
#ifdef HAVE_QCORO
QCoro::Task<> qnop()
{
    co_return;
}
QCoro::Task<> qparent(long n)
{
    std::vector<QCoro::Task<>> v;
    v.reserve(n);
    for (long i = 0; i < n; ++i)
        v.push_back(qnop());
    for (auto &t : v)
        co_await t;
}
struct HopEvent : QEvent
{
    std::coroutine_handle<> h;
    HopEvent(std::coroutine_handle<> x)
        : QEvent(QEvent::User)
        , h(x)
    {
    }
};
struct Hopper : QObject
{
    bool event(QEvent *e) override
    {
        if (e->type() == QEvent::User) {
            static_cast<HopEvent *>(e)->h.resume();
            return true;
        }
        return QObject::event(e);
    }
};
static Hopper *hopper;
struct Hop
{
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> h) { QCoreApplication::postEvent(hopper, new HopEvent(h)); }
    void await_resume() {}
};
QCoro::Task<> qyield(long n)
{
    for (long i = 0; i < n; ++i)
        co_await Hop{};
}
QCoro::Task<> qsleep(std::chrono::milliseconds d, long &left)
{
    QTimer t;
    t.setSingleShot(true);
    t.start(d);
    co_await t;
    if (--left == 0)
        qApp->quit();
}
#endif
struct Invokee : QObject
{
    long n, k = 0;
    Invokee(long x)
        : n(x)
    {
    }
    void go()
    {
        if (++k < n)
            QMetaObject::invokeMethod(this, [this] { go(); }, Qt::QueuedConnection);
        else
            qApp->quit();
    }
};
struct Poster : QObject
{
    long n, k = 0;
    Poster(long x)
        : n(x)
    {
    }
    bool event(QEvent *e) override
    {
        if (e->type() != QEvent::User)
            return QObject::event(e);
        if (++k < n)
            QCoreApplication::postEvent(this, new QEvent(QEvent::User));
        else
            qApp->quit();
        return true;
    }
};
struct Pingpong : QRunnable
{
    long n;
    std::atomic<long> *left;
    bool autodel = false;
    void run() override
    {
        if (--n > 0)
            QThreadPool::globalInstance()->start(this);
        else
            left->fetch_sub(1);
    }
};
int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    g_peer = "qt6.4";
    g_wl = argv[1];
    std::string wl = argv[1];
    long n = g_n = atol(argv[2]);
    int th = argc > 3 ? atoi(argv[3]) : 2;
    auto *tp = QThreadPool::globalInstance();
    tp->setMaxThreadCount(th);
    tp->setExpiryTimeout(-1);
    std::atomic<long> left{n};
    if (wl == "w1run") {
        T t;
        std::vector<QFuture<void>> v;
        v.reserve(n);
        for (long i = 0; i < n; ++i)
            v.push_back(QtConcurrent::run([] {}));
        for (auto &f : v)
            f.waitForFinished();
        rep(t, n, "QtConcurrent::run + waitForFinished");
    } else if (wl == "w1pool") {
        T t;
        for (long i = 0; i < n; ++i) {
            auto *r = new Nop;
            r->k = &left;
            tp->start(r);
        }
        tp->waitForDone();
        rep(t, n, "QThreadPool::start(QRunnable*)");
    } else if (wl == "w1fn") {
        T t;
        for (long i = 0; i < n; ++i)
            tp->start([&] { left.fetch_sub(1, std::memory_order_relaxed); });
        tp->waitForDone();
        rep(t, n, "QThreadPool::start(lambda)");
    } else if (wl == "w1map") {
        QVector<int> v(n, 1);
        T t;
        QtConcurrent::blockingMap(v, [](int &x) { x = 2; });
        rep(t, n, "QtConcurrent::blockingMap");
    } else if (wl == "w2inv") {
        Invokee o(n);
        QMetaObject::invokeMethod(&o, [&] { o.go(); }, Qt::QueuedConnection);
        T t;
        app.exec();
        rep(t, n, "invokeMethod(lambda, Queued) hop");
    } else if (wl == "w2post") {
        Poster o(n);
        QCoreApplication::postEvent(&o, new QEvent(QEvent::User));
        T t;
        app.exec();
        rep(t, n, "postEvent hop");
    } else if (wl == "w2pool") {
        left = 2;
        Pingpong a, b;
        for (auto *p : {&a, &b}) {
            p->n = n;
            p->left = &left;
            p->setAutoDelete(false);
        }
        T t;
        tp->start(&a);
        tp->start(&b);
        while (left.load())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        rep(t, 2 * n, "self re-submit to QThreadPool (2 in flight)");
        tp->waitForDone();
    } else if (wl == "w2chk") {
        QPromise<void> p;
        p.start();
        T t;
        long k = 0;
        for (long i = 0; i < n; ++i) {
            asm volatile("" ::: "memory");
            if (p.isCanceled())
                ++k;
        }
        rep(t, n, "QPromise::isCanceled");
        p.finish();
    } else if (wl == "w3") {
        double r0 = statm();
        std::vector<std::unique_ptr<QPromise<void>>> v;
        std::vector<QFuture<void>> f;
        long c = 0;
        for (long i = 0; i < n; ++i) {
            v.push_back(std::make_unique<QPromise<void>>());
            v.back()->start();
            f.push_back(v.back()->future().then([] {}).onCanceled([&] { ++c; }));
        }
        double r1 = statm();
        T t;
        for (auto &p : v) {
            p->future().cancel();
            p->finish();
        }
        if (c != n)
            puts("BAD");
        rep(t, n, "QPromise + then + onCanceled; cancel+finish each; " + mem(r0, r1));
    } else if (wl == "w5arm") {
        std::vector<std::unique_ptr<QTimer>> v;
        for (long i = 0; i < n; ++i)
            v.push_back(std::make_unique<QTimer>());
        T t;
        for (auto &x : v) {
            x->setSingleShot(true);
            x->start(3600000);
        }
        for (auto &x : v)
            x->stop();
        rep(t, n, "QTimer start all, stop all (objects pre-created)");
        T t2;
        v[0]->start(3600000);
        for (long i = 0; i < n; ++i) {
            v[1]->start(3600000);
            v[1]->stop();
        }
        rep(t2, n, "one QTimer start+stop");
    } else if (wl == "w5fire") {
        long l = n;
        T t;
        for (long i = 0; i < n; ++i)
            QTimer::singleShot(std::chrono::milliseconds(spread_ns(i) / 1000000), Qt::PreciseTimer, &app, [&] {
                if (--l == 0)
                    app.quit();
            });
        app.exec();
        rep(t, n, "QTimer::singleShot precise, real 1 s spread");
    }
#ifdef HAVE_QCORO
    else if (wl == "qcoro_w1") {
        g_peer = "qcoro";
        T t;
        QCoro::waitFor(qparent(n));
        rep(t, n, "QCoro::Task eager + co_await");
    } else if (wl == "qcoro_w2") {
        g_peer = "qcoro";
        hopper = new Hopper;
        T t;
        auto a = qyield(n);
        auto b = qyield(n);
        QCoro::waitFor(std::move(a));
        QCoro::waitFor(std::move(b));
        rep(t, 2 * n, "awaiter that posts a QEvent");
    } else if (wl == "qcoro_w5fire") {
        g_peer = "qcoro";
        long l = n;
        T t;
        for (long i = 0; i < n; ++i)
            qsleep(std::chrono::milliseconds(spread_ns(i) / 1000000), l);
        app.exec();
        rep(t, n, "co_await QTimer, real 1 s spread");
    }
#endif
    else
        puts("unknown");
}
