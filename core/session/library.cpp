#include "core/session/library.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace ScopeLab {

namespace {
const QString BuiltInFolder = QStringLiteral(":/scenarios/");
}

QStringList builtInNames()
{
    QFile order(BuiltInFolder + QStringLiteral("order.txt"));
    if (!order.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(order.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

ScenarioFile readScenario(const QString &file)
{
    ScenarioFile result;
    result.path = file;
    result.name = QFileInfo(file).completeBaseName();
    QFile input;
    bool opened = false;
    if (file == QStringLiteral("-")) {
        opened = input.open(stdin, QIODevice::ReadOnly);
        result.name = QStringLiteral("standard input");
    } else {
        const QString builtIn = BuiltInFolder + file + QStringLiteral(".yaml");
        if (!QFileInfo(file).isFile() && QFile::exists(builtIn))
            result.path = builtIn;
        input.setFileName(result.path);
        opened = !QFileInfo(result.path).isDir() && input.open(QIODevice::ReadOnly);
    }
    if (!opened) {
        const QString why = QFileInfo(file).isDir() ? QStringLiteral("it is a folder") : input.errorString();
        result.error = QStringLiteral("cannot read '%1': %2 ('scopelab list' shows the built-in "
                                      "scenarios)")
                           .arg(file, why);
        return result;
    }
    // One byte above the limit is enough for the parser to say that it is too large.
    result.text = input.read(1024 * 1024 + 1).toStdString();
    result.loaded = loadScenario(result.text);
    return result;
}

} // namespace ScopeLab
