#include "ui/playback/scenariodocument.h"

#include "core/session/savefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

namespace ScopeLab {

namespace {

constexpr int PauseBeforeCheck = 250; // ms without a key

QString recoveryFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/recovery");
}

bool writeWhole(const QString &path, const QByteArray &content, QString *problem)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && commitWhole(file))
        return true;
    if (problem)
        *problem = file.errorString();
    return false;
}

} // namespace

ScenarioDocument::ScenarioDocument(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(PauseBeforeCheck);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioDocument::check);
}

ScenarioDocument::~ScenarioDocument()
{
    forget();
}

void ScenarioDocument::open(const ScenarioFile &file)
{
    m_timer.stop();
    forget();
    const bool isOwn = !file.path.startsWith(u':') && file.path != QStringLiteral("-") && QFileInfo(file.path).isFile();
    m_path = isOwn ? QFileInfo(file.path).absoluteFilePath() : QString();
    m_text = QString::fromStdString(file.text);
    m_loaded = file.loaded;
    setSaved(m_text);
    Q_EMIT opened();
}

void ScenarioDocument::begin(const QString &text, const QString &path)
{
    m_timer.stop();
    forget();
    m_path = path;
    m_text = text;
    setSaved({});
    Q_EMIT opened();
    check();
}

ScenarioFile ScenarioDocument::file() const
{
    ScenarioFile file;
    file.path = m_path;
    file.name = QFileInfo(m_path).completeBaseName();
    file.text = m_text.toStdString();
    file.loaded = m_loaded;
    return file;
}

void ScenarioDocument::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_timer.start();
    setSaved(m_saved);
}

void ScenarioDocument::check()
{
    m_timer.stop();
    m_loaded = loadScenario(m_text.toStdString());
    keep();
    Q_EMIT checked();
}

QString ScenarioDocument::save(const QString &path)
{
    QString problem;
    if (!writeWhole(path, m_text.toUtf8(), &problem))
        return tr("Cannot write '%1': %2. Nothing is lost; save it under another name.").arg(path, problem);
    m_path = QFileInfo(path).absoluteFilePath();
    forget();
    setSaved(m_text);
    return {};
}

void ScenarioDocument::discard()
{
    m_timer.stop();
    forget();
    setSaved(m_text);
}

void ScenarioDocument::setSaved(const QString &saved)
{
    m_saved = saved;
    if (std::exchange(m_wasModified, isModified()) != isModified())
        Q_EMIT modifiedChanged();
}

/// For the next start, in case this one ends badly.
void ScenarioDocument::keep()
{
    if (!isModified()) {
        forget();
        return;
    }
    if (m_recovery.isEmpty()) {
        QDir().mkpath(recoveryFolder());
        m_recovery = recoveryFolder() + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_lock = std::make_unique<QLockFile>(m_recovery + QStringLiteral(".lock"));
        m_lock->setStaleLockTime(0); // stale only once its program is gone
        m_lock->tryLock();
    }
    const QJsonObject content{{QStringLiteral("path"), m_path}, {QStringLiteral("text"), m_text}};
    writeWhole(m_recovery + QStringLiteral(".json"), QJsonDocument(content).toJson(), nullptr);
}

void ScenarioDocument::forget()
{
    if (m_recovery.isEmpty())
        return;
    QFile::remove(m_recovery + QStringLiteral(".json"));
    m_lock.reset();
    m_recovery.clear();
}

std::optional<ScenarioDocument::Recovered> ScenarioDocument::takeRecovered()
{
    const QDir folder(recoveryFolder());
    for (const QFileInfo &entry : folder.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time)) {
        QLockFile lock(folder.filePath(entry.completeBaseName() + QStringLiteral(".lock")));
        lock.setStaleLockTime(0);
        if (!lock.tryLock())
            continue; // another window is at it
        QFile file(entry.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject content = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        file.remove();
        const QString text = content.value(QStringLiteral("text")).toString();
        if (!text.isEmpty())
            return Recovered{content.value(QStringLiteral("path")).toString(), text};
    }
    return {};
}

} // namespace ScopeLab
