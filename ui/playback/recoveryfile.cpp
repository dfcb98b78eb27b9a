#include "ui/playback/recoveryfile.h"

#include "core/session/inputfile.h"
#include "core/session/savefile.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QUuid>

namespace ScopeLab {

namespace {

constexpr QFile::Permissions Private = QFile::ReadOwner | QFile::WriteOwner;

QString folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/recovery");
}

QString fileOf(const QString &stem)
{
    return stem + QStringLiteral(".json");
}

QString lockOf(const QString &stem)
{
    return stem + QStringLiteral(".lock");
}

} // namespace

RecoveryFile::RecoveryFile()
    : RecoveryFile(folder() + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

RecoveryFile::RecoveryFile(const QString &stem)
    : m_stem(stem)
    , m_lock(lockOf(stem))
{
    m_lock.setStaleLockTime(0); // stale only once its program is gone
}

std::unique_ptr<RecoveryFile> RecoveryFile::newestLeft()
{
    const QDir all(folder());
    for (const QFileInfo &entry : all.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time)) {
        std::unique_ptr<RecoveryFile> file(new RecoveryFile(all.filePath(entry.completeBaseName())));
        if (!file->m_lock.tryLock())
            continue; // another window has it
        if (file->read())
            return file;
    }
    return nullptr;
}

bool RecoveryFile::read()
{
    QFile file;
    if (!openForReading(file, fileOf(m_stem)).isEmpty())
        return false;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    m_content.path = json[u"path"].toString();
    m_content.text = json[u"text"].toString();
    m_content.lineEnd = json[u"line_end"].toString(m_content.lineEnd);
    m_content.hasMark = json[u"mark"].toBool();
    m_content.disk = json[u"disk"].toString().toLatin1();
    return !m_content.text.isEmpty();
}

void RecoveryFile::write(const UnsavedText &content)
{
    m_content = content;
    QDir().mkpath(folder());
    QFile::setPermissions(folder(), Private | QFile::ExeOwner);
    if (!m_lock.isLocked() && m_lock.tryLock())
        QFile::setPermissions(lockOf(m_stem), Private);
    const QJsonObject json{{QStringLiteral("path"), content.path},
                           {QStringLiteral("text"), content.text},
                           {QStringLiteral("line_end"), content.lineEnd},
                           {QStringLiteral("mark"), content.hasMark},
                           {QStringLiteral("disk"), QString::fromLatin1(content.disk)}};
    const auto write = [&json](QFileDevice &file) {
        return file.setPermissions(Private) && file.write(QJsonDocument(json).toJson()) > 0;
    };
    save(fileOf(m_stem), write, SaveFile::Into::RegularFile); // if it cannot be kept, nothing is lost yet
}

void RecoveryFile::remove()
{
    QFile::remove(fileOf(m_stem));
    m_lock.unlock();
}

} // namespace ScopeLab
