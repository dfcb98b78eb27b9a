#include "core/session/inputfile.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ScopeLab {

namespace {

QString whyNoFile(const struct stat &file, Streams streams)
{
    if (S_ISDIR(file.st_mode))
        return QStringLiteral("it is a folder");
    if (S_ISREG(file.st_mode) || (S_ISFIFO(file.st_mode) && streams == Streams::Allowed))
        return {};
    return QStringLiteral("it is a device, a FIFO or a socket, not a file");
}

} // namespace

QString openForReading(QFile &file, const QString &path, Streams streams)
{
    file.setFileName(path);
    if (path.startsWith(u':')) // a resource of the program itself
        return file.open(QIODevice::ReadOnly) ? QString() : file.errorString();
    return openForReading(file, QFile::encodeName(path), streams);
}

QString openForReading(QFile &file, const QByteArray &name, Streams streams)
{
    struct stat found = {};
    if (stat(name.constData(), &found) != 0)
        return qt_error_string(errno);
    if (const QString why = whyNoFile(found, streams); !why.isEmpty())
        return why;
    // It may have become something else since: what is opened is checked again, and opening does not wait.
    const int wait = streams == Streams::Allowed ? 0 : O_NONBLOCK;
    const int descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NOCTTY | wait);
    if (descriptor < 0)
        return qt_error_string(errno);
    QString why = fstat(descriptor, &found) == 0 ? whyNoFile(found, streams) : qt_error_string(errno);
    if (why.isEmpty() && !file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        why = file.errorString();
    if (!why.isEmpty() && !file.isOpen())
        close(descriptor);
    return why;
}

} // namespace ScopeLab
