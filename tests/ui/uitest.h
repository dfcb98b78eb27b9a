#pragma once

#include "ui/application.h"
#include "ui/playback/playback.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace ScopeLab {

/// The application as a user has it, but for settings and recovered texts, which are this program's own:
/// tests run side by side, and leave nothing behind in a user's folders.
inline void setUpTestApplication(const QString &language = QStringLiteral("en"))
{
    static const QTemporaryDir settings;
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QCoreApplication::setOrganizationName(QStringLiteral("ScopeLab"));
    QCoreApplication::setApplicationName(QStringLiteral("ScopeLab"));
    QSettings().setValue(QStringLiteral("language"), language);
    setUpApplication();
    QCoreApplication::setApplicationName(QFileInfo(QCoreApplication::applicationFilePath()).baseName());
}

/// Lets the run come to its end, and goes there.
inline void finish(Playback &playback)
{
    playback.toEnd();
    QTRY_VERIFY(!playback.isLive());
    playback.toEnd();
}

/// The action of a window that is called so, whatever its letter. It must be there.
inline QAction *actionCalled(const QWidget &window, const QString &name)
{
    for (QAction *action : window.findChildren<QAction *>()) {
        if (QString(action->text()).remove(u'&') == name)
            return action;
    }
    qFatal("no action '%s'", qPrintable(name));
}

/// The first menu in which one letter stands for two entries, and its letters; empty: there is none.
inline QString clashingKeys(const QMenuBar &bar)
{
    for (const QAction *top : bar.actions()) {
        QStringList keys;
        for (const QAction *action : top->menu()->actions()) {
            const qsizetype at = action->text().indexOf(u'&');
            if (at >= 0 && action->isVisible())
                keys.append(action->text().mid(at + 1, 1).toLower());
        }
        const QString all = keys.join(u' ');
        if (keys.removeDuplicates() > 0)
            return top->text() + u' ' + all;
    }
    return {};
}

} // namespace ScopeLab
