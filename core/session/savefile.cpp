#include "core/session/savefile.h"

#include <QFile>
#include <QSaveFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ScopeLab {

namespace {

bool isStandardOutput(const struct stat &file)
{
    struct stat standard = {};
    return fstat(STDOUT_FILENO, &standard) == 0 && standard.st_dev == file.st_dev && standard.st_ino == file.st_ino;
}

} // namespace

SaveFile::SaveFile(const QString &path, Into into)
    : m_path(path)
    , m_into(into)
{
}

bool SaveFile::open()
{
    struct stat file = {};
    const QByteArray name = QFile::encodeName(m_path);
    const bool isThere = stat(name.constData(), &file) == 0;
    if (!isThere && errno != ENOENT) { // links that lead in a circle, for example
        m_problem = qt_error_string(errno);
        return false;
    }
    if (isThere && m_into == Into::Anything && isStandardOutput(file))
        return openStraight(STDOUT_FILENO, QFileDevice::DontCloseHandle);
    if (!isThere || S_ISREG(file.st_mode) || S_ISDIR(file.st_mode)) {
        m_device = std::make_unique<QSaveFile>(m_path); // which refuses folders
        return m_device->open(QIODevice::WriteOnly);
    }
    if (m_into == Into::RegularFile) {
        m_problem = QStringLiteral("it is a device, a FIFO or a socket, not a file");
        return false;
    }
    const int descriptor = ::open(name.constData(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        m_problem = qt_error_string(errno);
        return false;
    }
    return openStraight(descriptor, QFileDevice::AutoCloseHandle);
}

bool SaveFile::openStraight(int descriptor, QFileDevice::FileHandleFlag flag)
{
    auto file = std::make_unique<QFile>();
    const bool isOpen = file->open(descriptor, QIODevice::WriteOnly, flag);
    m_device = std::move(file);
    return isOpen;
}

/// QSaveFile::commit() alone reports success even if there was no room for the last bytes: what is
/// still buffered is written when it closes the file, and the result is ignored (Qt 6.4).
bool SaveFile::commit()
{
    if (!m_device->flush())
        return false;
    auto *const replacing = qobject_cast<QSaveFile *>(m_device.get());
    return !replacing || replacing->commit();
}

QString SaveFile::problem() const
{
    return m_problem.isEmpty() && m_device ? m_device->errorString() : m_problem;
}

bool isSameFile(const QString &first, const QString &second)
{
    struct stat one = {};
    struct stat other = {};
    return stat(QFile::encodeName(first).constData(), &one) == 0
           && stat(QFile::encodeName(second).constData(), &other) == 0 && S_ISREG(one.st_mode)
           && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

QString save(const QString &path, const std::function<bool(QFileDevice &)> &write, SaveFile::Into into)
{
    SaveFile file(path, into);
    if (file.open() && write(file.device()) && file.commit())
        return {};
    return file.problem();
}

QString save(const QString &path, const QByteArray &content, SaveFile::Into into)
{
    return save(path, [&content](QFileDevice &device) { return device.write(content) == content.size(); }, into);
}

} // namespace ScopeLab
