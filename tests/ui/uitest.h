#pragma once

#include "ui/application.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace ScopeLab {

/// The application as a user has it, but for settings and recovered texts, which are this program's own:
/// tests run side by side, and leave nothing behind in a user's folders.
inline void setUpTestApplication()
{
    static const QTemporaryDir settings;
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    setUpApplication();
    QCoreApplication::setApplicationName(QFileInfo(QCoreApplication::applicationFilePath()).baseName());
}

} // namespace ScopeLab
