#include "ui/window/recentfiles.h"

#include "core/text/oneline.h"
#include "ui/paint/plaintexts.h"

#include <QFileInfo>
#include <QSettings>

namespace ScopeLab {

RecentFiles::RecentFiles(QWidget *parent)
    : QMenu(tr("Open &recent"), parent)
{
    connect(this, &QMenu::aboutToShow, this, &RecentFiles::fill);
}

QStringList RecentFiles::paths()
{
    return QSettings().value(QStringLiteral("recent")).toStringList();
}

QStringList RecentFiles::scenarios()
{
    QStringList scenarios = paths();
    erase_if(scenarios, [](const QString &path) {
        return !path.endsWith(QStringLiteral(".yaml")) && !path.endsWith(QStringLiteral(".yml"));
    });
    return scenarios;
}

void RecentFiles::add(const QString &file)
{
    constexpr int Most = 10;
    const QString path = QFileInfo(file).absoluteFilePath();
    QStringList recent = paths();
    recent.removeAll(path);
    recent.prepend(path);
    QSettings().setValue(QStringLiteral("recent"), recent.mid(0, Most));
    Q_EMIT changed();
}

void RecentFiles::fill()
{
    clear();
    for (const QString &path : paths()) {
        QAction *action = addAction(withoutKey(oneLine(QFileInfo(path).fileName())));
        action->setToolTip(tipText(oneLine(path)));
        action->setEnabled(QFileInfo(path).isFile());
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT chosen(path); });
    }
    if (isEmpty())
        addAction(tr("None yet"))->setEnabled(false);
}

} // namespace ScopeLab
