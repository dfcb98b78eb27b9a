#pragma once

#include "ui/window/mainwindow.h"
#include "ui/window/settingsdialog.h"

#include <QDockWidget>
#include <QFile>
#include <QPixmap>
#include <QSettings>

/// What the fuzzer of settings calls, and the tests of faults: a settings file is anything at all.
namespace ScopeLab::Fuzz {

inline QByteArray settingsFile()
{
    QFile file(QSettings().fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// As a window leaves them in which somebody has worked.
inline QByteArray usedSettings()
{
    {
        MainWindow window;
        window.show();
        window.open(QStringLiteral("simple-timeout"));
        window.setMode(Mode::Predict);
        window.setMode(Mode::Twin);
        window.setMode(Mode::Explore);
        for (QDockWidget *dock : window.findChildren<QDockWidget *>(QStringLiteral("log")))
            dock->setFloating(true);
        window.close();
    }
    QSettings().sync();
    return settingsFile();
}

/// @p good with some bytes changed, where and how @p changes says: two bytes of place, and the new one.
inline QByteArray damaged(QByteArray good, const QByteArray &changes)
{
    for (qsizetype i = 0; i + 2 < changes.size() && !good.isEmpty(); i += 3) {
        const auto byte = [&changes](qsizetype at) { return static_cast<unsigned char>(changes[at]); };
        good[(byte(i) * 256 + byte(i + 1)) * good.size() / 65'536] = changes[i + 2];
    }
    return good;
}

/// Opens a window that finds @p content as its settings, in every mode, and the settings themselves.
inline void settings(const QByteArray &content)
{
    QSettings().sync();
    QFile file(QSettings().fileName());
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        __builtin_trap();
    file.close();
    {
        MainWindow window;
        window.show();
        window.open(QStringLiteral("simple-timeout"));
        if (window.width() > 32'767 || window.height() > 32'767) // no window can be larger
            __builtin_trap();
        if (!(window.playback().speed() > 0) || window.grab().isNull())
            __builtin_trap();
        window.setMode(Mode::Predict);
        window.setMode(Mode::Twin);
        window.setMode(Mode::Explore);
        const SettingsDialog dialog(&window);
    }
    QSettings().clear();
    QSettings().sync();
}

} // namespace ScopeLab::Fuzz
