#pragma once

#include <QFile>
#include <QProcess>

struct Answer
{
    int exit = -1;
    QString output;
    QString complaint;
};

/// The program as on a terminal without a display.
inline void setUpProgram(QProcess &process, const QStringList &arguments, const QString &folder = {})
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.setProgram(QStringLiteral(SCOPELAB_PROGRAM));
    process.setArguments(arguments);
}

/// Waits until it has ended; exit is -1 if it crashed.
inline Answer answerOf(QProcess &process)
{
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

/// Runs it in @p folder with @p input.
inline Answer scopelab(const QStringList &arguments, const QByteArray &input = {}, const QString &folder = {})
{
    QProcess process;
    setUpProgram(process, arguments, folder);
    process.start();
    process.write(input);
    process.closeWriteChannel();
    return answerOf(process);
}

/// True once the program catches @p signal: it is not being loaded any more.
inline bool catches(qint64 process, int signal)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("SigCgt:"))
            return line.mid(7).trimmed().toULongLong(nullptr, 16) >> (signal - 1) & 1;
    }
    return false;
}

inline QByteArray scenario(const QByteArray &main)
{
    return "scopelab: 1\ntitle: t\nsummary: s\nmain:\n" + main;
}
