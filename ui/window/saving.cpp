#include "ui/window/saving.h"

#include "core/text/oneline.h"
#include "ui/paint/plaintexts.h"
#include "ui/window/banner.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>

namespace ScopeLab {

Saving::Saving(Playback &playback, ScenarioDocument &document, Banner &banner, QStatusBar &status, QWidget *window)
    : QObject(window)
    , m_playback(playback)
    , m_document(document)
    , m_banner(banner)
    , m_status(status)
    , m_window(window)
    , m_watcher(this)
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &Saving::takeChange);
}

bool Saving::save()
{
    if (m_document.text().isEmpty())
        return true;
    if (m_document.path().isEmpty())
        return saveAs();
    m_document.check();
    return m_document.isChangedOnDisk() ? askAndSave() : overwrite();
}

/// The file is not the one that was read: to overwrite it would destroy what somebody else has written.
bool Saving::askAndSave()
{
    m_playback.pause();
    const QString name = QFileInfo(m_document.path()).fileName();
    QMessageBox box(QMessageBox::Warning, tr("Changed on disk"),
                    tr("Another program has changed “%1” since it was read here.").arg(oneLine(name)),
                    QMessageBox::Cancel, m_window);
    box.setTextFormat(Qt::PlainText);
    const QAbstractButton *const replace = box.addButton(tr("Overwrite"), QMessageBox::DestructiveRole);
    const QAbstractButton *const elsewhere = box.addButton(tr("Save as…"), QMessageBox::AcceptRole);
    const QAbstractButton *const again = box.addButton(tr("Reload"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == replace)
        return overwrite();
    if (box.clickedButton() == elsewhere)
        return saveAs();
    if (box.clickedButton() == again)
        reload();
    return false;
}

void Saving::reload()
{
    const QString path = m_document.path();
    m_document.discard();
    Q_EMIT reloadRequested(path);
}

bool Saving::overwrite()
{
    m_watcher.removePath(m_document.path()); // what we write ourselves is no news
    const QString problem = m_document.save(m_document.path());
    m_watcher.addPath(m_document.path());
    if (!problem.isEmpty()) {
        m_banner.showProblem(problem);
        return false;
    }
    if (m_document.loaded().scenario)
        m_banner.hide(); // it may say that the file is gone
    m_status.showMessage(tr("Saved as %1").arg(oneLine(m_document.path())), 4000);
    return true;
}

bool Saving::saveAs()
{
    if (m_document.text().isEmpty())
        return true;
    m_playback.pause();
    const QString name
        = m_document.path().isEmpty() ? inFileName(m_playback.title()) + QStringLiteral(".yaml") : m_document.path();
    const QString path
        = QFileDialog::getSaveFileName(m_window, tr("Save the scenario"), name, tr("Scenarios (*.yaml *.yml)"));
    if (path.isEmpty())
        return false;
    if (const QString problem = m_document.save(path); !problem.isEmpty()) {
        m_banner.showProblem(problem);
        return false;
    }
    m_watcher.addPath(m_document.path());
    Q_EMIT savedAs(path);
    return true;
}

bool Saving::mayLeave()
{
    if (!m_document.isModified())
        return true;
    m_playback.pause();
    QString name = m_document.path().isEmpty() ? m_playback.title() : QFileInfo(m_document.path()).fileName();
    if (name.isEmpty())
        name = tr("The new scenario");
    QMessageBox box(QMessageBox::Question, tr("Not saved"),
                    tr("“%1” has changes that are not saved.").arg(oneLine(name)),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    box.setTextFormat(Qt::PlainText);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save: return save();
    case QMessageBox::Discard: m_document.discard(); return true;
    default: return false;
    }
}

void Saving::watch()
{
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    if (!m_document.path().isEmpty())
        m_watcher.addPath(m_document.path());
}

/// The file at @p path has been written, replaced or removed.
void Saving::takeChange(const QString &path)
{
    if (path != m_document.path())
        return; // it is not open any more
    if (!QFileInfo(path).isFile()) {
        m_banner.showProblem(tr("%1 is not there any more. What you see is kept; save it to have it again.").arg(path));
        return;
    }
    if (!m_watcher.files().contains(path))
        m_watcher.addPath(path); // replacing a file ends the watch on the old one
    if (!m_document.isChangedOnDisk())
        return;
    m_banner.ask(m_document.isModified()
                     ? tr("%1 was changed by another program, and you have changes of your own.").arg(path)
                     : tr("%1 was changed by another program.").arg(path),
                 {{tr("Load it from disk"), [this] { reload(); }}, {tr("Keep what is here"), {}}});
}

} // namespace ScopeLab
