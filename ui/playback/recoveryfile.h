#pragma once

#include <QByteArray>
#include <QLockFile>
#include <QString>

#include <memory>

namespace ScopeLab {

/// A text that was typed and is not saved.
struct UnsavedText
{
    QString path; ///< Where it is to be saved; may be empty.
    QString text;
    QString lineEnd = QStringLiteral("\n");
    bool hasMark = false;
    QByteArray disk; ///< What its file was when it was read or saved last, see ScenarioDocument.
};

/// Keeps a text that is not saved, for the next start in case this one ends badly. Only its owner can read it,
/// and only one window at a time has it; it stays when this is destroyed.
class RecoveryFile
{
public:
    /// A new one. No file exists before the first write().
    RecoveryFile();

    /// The newest one left by a program that ended badly; null if there is none, or other windows have them all.
    static std::unique_ptr<RecoveryFile> newestLeft();

    const UnsavedText &content() const { return m_content; }
    void write(const UnsavedText &content);

    /// Deletes it for good.
    void remove();

private:
    explicit RecoveryFile(const QString &stem);
    bool read();

    QString m_stem; ///< Of the file and its lock.
    QLockFile m_lock;
    UnsavedText m_content;
};

} // namespace ScopeLab
