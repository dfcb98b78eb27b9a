#include "ui/playback/scenariodocument.h"

#include "core/scenario/yamltree.h"
#include "core/session/savefile.h"
#include "core/session/textfile.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace ScopeLab {

namespace {

constexpr int PauseBeforeCheck = 250; // ms without a key

/// What tells one state of a file from another.
QByteArray fingerprint(QByteArrayView content)
{
    return QCryptographicHash::hash(content.toByteArray(), QCryptographicHash::Sha256).toHex();
}

QByteArrayView bytesOf(const std::string &text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

ScenarioDocument::ScenarioDocument(QObject *parent)
    : QObject(parent)
    , m_parser(this, [this](const Checked &result) {
        m_checked = result.text;
        m_loaded = result.loaded;
        Q_EMIT checked();
    })
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(PauseBeforeCheck);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioDocument::check);
}

QString ScenarioDocument::whyNotEditable(const ScenarioFile &file)
{
    if (file.text.size() > MaxFileSize)
        return tr("%1 is not opened: it is larger than 1 MiB.").arg(file.path);
    const std::optional<BadByte> bad = firstBadByte(bytesOf(file.text));
    if (!bad)
        return {};
    return tr("%1 is not opened: line %2, column %3 has the byte 0x%4, which is not UTF-8 text. Save the file with the "
              "encoding UTF-8 first.")
        .arg(file.path)
        .arg(bad->line)
        .arg(bad->column)
        .arg(bad->byte, 2, 16, QLatin1Char('0'));
}

void ScenarioDocument::open(const ScenarioFile &file)
{
    const bool isOwn = !file.path.startsWith(u':') && file.path != QStringLiteral("-") && QFileInfo(file.path).isFile();
    const TextFile read(bytesOf(file.text));
    UnsavedText begun{{}, read.text, read.lineEnd, read.hasMark, fingerprint(bytesOf(file.text))};
    if (isOwn)
        begun.path = QFileInfo(file.path).absoluteFilePath();
    beginWith(std::move(begun));
    m_checked = text();
    m_loaded = file.loaded;
    setSaved(text());
    Q_EMIT opened();
}

void ScenarioDocument::begin(const QString &text)
{
    UnsavedText begun;
    begun.text = text;
    beginWith(std::move(begun));
    setSaved({});
    Q_EMIT opened();
    check();
}

void ScenarioDocument::restore(const UnsavedText &unsaved)
{
    beginWith(unsaved);
    m_isHeldBack = true;
    setSaved({});
    Q_EMIT opened();
    check();
}

/// What the parser said of another text holds no longer.
void ScenarioDocument::beginWith(UnsavedText unsaved)
{
    m_timer.stop();
    m_parser.cancel();
    forget();
    m_isHeldBack = false;
    m_unsaved = std::move(unsaved);
    m_checked.clear();
    m_loaded = {};
}

ScenarioFile ScenarioDocument::file() const
{
    ScenarioFile file;
    file.path = path();
    file.name = QFileInfo(path()).completeBaseName();
    file.text = m_checked.toStdString();
    file.loaded = m_loaded;
    return file;
}

void ScenarioDocument::setText(const QString &text)
{
    if (text == this->text())
        return;
    m_unsaved.text = text;
    m_timer.start();
    setSaved(m_saved);
}

void ScenarioDocument::check()
{
    m_timer.stop();
    keep(); // first, in case this ends badly
    m_parser.start([text = text()] { return Checked{text, loadScenario(text.toStdString())}; });
    m_parser.wait();
}

bool ScenarioDocument::isChangedOnDisk() const
{
    QFile file;
    if (path().isEmpty() || !openForReading(file, path()).isEmpty())
        return false;
    const QByteArray content = file.read(MaxFileSize + 1);
    return fingerprint(content) != m_unsaved.disk && content != bytes();
}

/// As its file is to have it.
QByteArray ScenarioDocument::bytes() const
{
    TextFile file;
    file.text = text();
    file.lineEnd = m_unsaved.lineEnd;
    file.hasMark = m_unsaved.hasMark;
    return file.bytes();
}

QString ScenarioDocument::save(const QString &path)
{
    const QByteArray written = bytes();
    const QString problem = ScopeLab::save(path, written, SaveFile::Into::RegularFile);
    if (!problem.isEmpty())
        return tr("Cannot write '%1': %2. Nothing is lost; save it under another name.").arg(path, problem);
    m_unsaved.path = QFileInfo(path).absoluteFilePath();
    m_unsaved.disk = fingerprint(written);
    forget();
    setSaved(text());
    return {};
}

void ScenarioDocument::discard()
{
    m_timer.stop();
    m_parser.cancel();
    m_isHeldBack = false;
    forget();
    setSaved(text());
}

void ScenarioDocument::leaveToNextStart()
{
    keep();
    m_recovery.reset();
}

void ScenarioDocument::setSaved(const QString &saved)
{
    m_saved = saved;
    if (std::exchange(m_wasModified, isModified()) != isModified())
        Q_EMIT modifiedChanged();
}

void ScenarioDocument::keep()
{
    if (!isModified()) {
        forget();
        return;
    }
    if (!m_recovery)
        m_recovery = std::make_unique<RecoveryFile>();
    m_recovery->write(m_unsaved);
}

void ScenarioDocument::forget()
{
    if (m_recovery)
        m_recovery->remove();
    m_recovery.reset();
}

} // namespace ScopeLab
