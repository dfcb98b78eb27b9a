#include "tests/journeys/watch.h"

#include "tests/journeys/script.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>

namespace ScopeLab::Journeys {

namespace {

/// The line that tells one fault from another: no addresses, no numbers of processes.
QString faultOf(const QProcess &process, const QString &said, bool isHanging)
{
    static const QRegularExpression telling(QStringLiteral("^(FAULT: .*|SUMMARY: .*|.*runtime error: .*|.*ASSERT.*)$"),
                                            QRegularExpression::MultilineOption);
    static const QRegularExpression varying(QStringLiteral("0x[0-9a-f]+|==\\d+==|journey[-.A-Za-z0-9]*"));
    if (isHanging)
        return QStringLiteral("it hangs");
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    const QRegularExpressionMatch match = telling.match(said);
    QString fault = match.captured(1).remove(varying).trimmed();
    if (fault.isEmpty())
        fault = process.exitStatus() == QProcess::CrashExit ? QStringLiteral("signal %1").arg(process.exitCode())
                                                            : QStringLiteral("exit %1").arg(process.exitCode());
    return fault;
}

} // namespace

Watch::Watch(int patience, QString planted)
    : m_patience(patience)
    , m_planted(std::move(planted))
{
}

Outcome Watch::watch(const QStringList &arguments) const
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(QStringLiteral("log"));
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("TMPDIR"), folder.path()); // what a crash leaves goes with it
    environment.insert(QStringLiteral("ASAN_OPTIONS"),
                       QStringLiteral("detect_leaks=0:handle_abort=1:malloc_context_size=12"));
    environment.insert(QStringLiteral("UBSAN_OPTIONS"), QStringLiteral("print_stacktrace=1"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    QStringList all = arguments;
    all << QStringLiteral("--log") << log;
    if (!m_planted.isEmpty())
        all << QStringLiteral("--plant") << m_planted;
    process.start(QCoreApplication::applicationFilePath(), all);
    QDeadlineTimer patience(m_patience * 1000);
    qint64 written = 0;
    bool isHanging = false;
    while (!process.waitForFinished(200)) {
        if (process.state() == QProcess::NotRunning)
            break;
        if (const qint64 now = QFileInfo(log).size(); now != written) {
            written = now;
            patience.setRemainingTime(m_patience * 1000);
        } else if (patience.hasExpired()) {
            isHanging = true;
            ::kill(static_cast<pid_t>(process.processId()), SIGABRT); // with its stack, under a sanitizer
            if (!process.waitForFinished(10'000))
                process.kill();
        }
    }
    Outcome outcome;
    const QString said = QString::fromLocal8Bit(process.readAll());
    outcome.fault = faultOf(process, said, isHanging);
    constexpr qsizetype Enough = 6000; // a report and the upper frames of its stack
    static const QRegularExpression report(QStringLiteral("FAULT:|ERROR: |runtime error:"));
    outcome.said = said.mid(std::max<qsizetype>(0, said.indexOf(report)), Enough);
    outcome.script = readScript(log);
    static const QRegularExpression count(QStringLiteral("played (\\d+)"));
    outcome.actions = count.match(said).captured(1).toInt();
    return outcome;
}

Outcome Watch::play(quint64 seed, int length) const
{
    return watch(
        {QStringLiteral("--play"), QString::number(seed), QStringLiteral("--length"), QString::number(length)});
}

Outcome Watch::replay(const QStringList &script) const
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("script")));
    if (file.open(QIODevice::WriteOnly))
        file.write(script.join(u'\n').toUtf8());
    file.close();
    return watch({QStringLiteral("--replay"), file.fileName()});
}

/// Delta debugging: ever smaller parts are left out as long as the same fault remains.
QStringList Watch::shrunk(const Outcome &outcome, int seconds) const
{
    constexpr int Tries = 2; // threads and timers are not the same each time
    const QDeadlineTimer end(seconds * 1000);
    QStringList best = outcome.script;
    const auto fails = [&](const QStringList &script) {
        for (int i = 0; i < Tries && !end.hasExpired(); ++i) {
            if (replay(script).fault == outcome.fault)
                return true;
        }
        return false;
    };
    if (!fails(best))
        return best; // it needs an order of threads or timers that does not come again soon
    qsizetype part = std::max<qsizetype>(1, (best.size() - 1) / 2);
    while (!end.hasExpired()) {
        const qsizetype before = best.size();
        // From behind: what comes late needs less. The first line says where it begins, and stays.
        for (qsizetype at = best.size() - part; at > -part && !end.hasExpired(); at -= part) {
            const qsizetype from = std::max<qsizetype>(1, at);
            QStringList fewer = best;
            fewer.remove(from, std::min(part, fewer.size() - from));
            if (fewer.size() < best.size() && fails(fewer))
                best = fewer;
        }
        if (part == 1 && best.size() == before)
            break;
        part = std::max<qsizetype>(1, part / 2);
    }
    return best;
}

} // namespace ScopeLab::Journeys
