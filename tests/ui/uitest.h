#pragma once

#include "tests/support/patience.h"
#include "ui/application.h"
#include "ui/playback/background.h"
#include "ui/playback/playback.h"

#include <QCoreApplication>
#include <QFile>
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
    patience = std::chrono::minutes(1); // a test that opens a file goes on when it is there
    QCoreApplication::setApplicationName(QFileInfo(QCoreApplication::applicationFilePath()).baseName());
}

/// Lets the run come to its end, and goes there.
inline void finish(Playback &playback)
{
    playback.toEnd();
    QTRY_VERIFY(!playback.isLive());
    playback.toEnd();
}

/// @returns where it is.
inline QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
    return path;
}

/// A run with everything in it.
inline constexpr char Payment[] = "payment-fails-during-a-commit";

/// A run that is over.
inline void openRun(Playback &playback, const char *name)
{
    playback.openScenario(readScenario(QString::fromLatin1(name)));
    finish(playback);
}

/// 0: there is none.
inline ScopeId scopeCalled(const Playback &playback, const char *name)
{
    for (const ScopeState &scope : playback.state().scopes()) {
        if (playback.scopeName(scope.id) == QLatin1String(name))
            return scope.id;
    }
    return {};
}
inline TaskId taskCalled(const Playback &playback, const char *name)
{
    for (const TaskState &task : playback.state().tasks()) {
        if (playback.taskName(task.id) == QLatin1String(name))
            return task.id;
    }
    return {};
}

/// Keys go to the window that is active.
inline void showActive(QWidget &window)
{
    window.resize(1440, 900);
    window.show();
    if (!QTest::qWaitForWindowActive(&window))
        qFatal("the window does not become active");
}

/// A window in full size that shows the run Payment, which is over, at a moment of it.
template <typename Window>
void showPayment(Window &window, TimePoint time)
{
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    window.playback().seekTime(time);
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
