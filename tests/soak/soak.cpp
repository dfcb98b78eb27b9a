// Runs every built-in scenario in the window on a pool of threads, over and over, and prints memory and
// threads once in a while. tests/soak/run calls it.

#include "ui/application.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>

using namespace ScopeLab;

namespace {

/// A number of /proc/self/status.
qint64 statusOf(const char *name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(static_cast<qsizetype>(qstrlen(name)) + 1).trimmed().split(' ').front().toLongLong();
    }
    return 0;
}

/// Opens one after the other, and lets each run to its end or for so long as one may wait.
class Soak final : public QObject
{
public:
    explicit Soak(MainWindow &window)
        : m_window(window)
    {
        m_timer.setInterval(20);
        connect(&m_timer, &QTimer::timeout, this, [this] { turn(); });
    }

    void begin(qint64 seconds)
    {
        m_seconds = seconds;
        m_since.start();
        m_timer.start();
        openNext();
    }

private:
    void openNext()
    {
        const QStringList names = builtInNames();
        m_window.open(names[m_next++ % names.size()]);
        m_window.playback().setSpeed(20);
        m_window.playback().restart(static_cast<std::uint64_t>(m_next), ExecutorKind::Pool);
        m_window.playback().play();
        m_sinceOpened.restart();
    }

    void turn()
    {
        constexpr qint64 PatienceMs = 1500;
        if (m_since.elapsed() / 1000 >= m_nextReport)
            report();
        if (m_since.elapsed() / 1000 >= m_seconds) {
            report();
            QApplication::quit();
        } else if (!m_window.playback().isLive() || m_sinceOpened.elapsed() > PatienceMs) {
            openNext();
        }
    }

    void report()
    {
        QTextStream(stdout) << QStringLiteral("%1 s: %2 runs, %3 MiB, %4 threads\n")
                                   .arg(m_since.elapsed() / 1000, 5)
                                   .arg(m_next, 6)
                                   .arg(statusOf("VmRSS:") / 1024, 5)
                                   .arg(statusOf("Threads:"), 3);
        m_nextReport += std::max<qint64>(10, m_seconds / 20);
    }

    MainWindow &m_window;
    QTimer m_timer;
    QElapsedTimer m_since;
    QElapsedTimer m_sinceOpened;
    qint64 m_seconds = 0;
    qint64 m_nextReport = 0;
    qsizetype m_next = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir settings; // a user's own stay as they are
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    setUpApplication();
    patience = std::chrono::minutes(1); // what is opened is there when it is run again
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    Soak soak(window);
    soak.begin(argc > 1 ? QByteArray(argv[1]).toLongLong() : 60);
    return QApplication::exec();
}
