#pragma once

#include <QFileDevice>
#include <QString>

#include <functional>
#include <memory>

namespace ScopeLab {

/// A file that is either written whole or stays as it was. It keeps its permissions, and a link to it stays a link.
/// What is not a regular file (a device, a FIFO) cannot be replaced, so it is written to directly, and so is
/// standard output under one of its names.
class SaveFile
{
public:
    enum class Into {
        Anything,
        RegularFile ///< Anything else is refused: it might block.
    };

    explicit SaveFile(const QString &path, Into into = Into::Anything);

    /// @returns false if it cannot be written; see problem().
    bool open();

    /// What to write to, once it is open.
    QFileDevice &device() { return *m_device; }

    /// Puts what was written in the place of the old file. @returns false if that failed; then the old file
    /// stays.
    bool commit();

    /// What went wrong.
    QString problem() const;

private:
    bool openStraight(int descriptor, QFileDevice::FileHandleFlag flag);

    const QString m_path;
    const Into m_into;
    std::unique_ptr<QFileDevice> m_device;
    QString m_problem;
};

/// True if two names lead to the same regular file: writing to it would destroy what is being read.
bool isSameFile(const QString &first, const QString &second);

/// Writes with @p write, which returns false if it failed. @returns what went wrong, or nothing.
QString save(const QString &path, const std::function<bool(QFileDevice &)> &write,
             SaveFile::Into into = SaveFile::Into::Anything);

/// Writes @p content. @returns what went wrong, or nothing.
QString save(const QString &path, const QByteArray &content, SaveFile::Into into = SaveFile::Into::Anything);

} // namespace ScopeLab
