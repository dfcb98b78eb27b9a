#include "core/session/library.h"

#include "core/scenario/yamltree.h"
#include "core/text/escaping.h"

#include <QFileInfo>

#include <algorithm>
#include <filesystem>

namespace ScopeLab {

namespace {

const QString BuiltInFolder = QStringLiteral(":/scenarios/");

void load(ScenarioFile &result, QFile &input)
{
    // One byte more than the limit is enough for the parser to say that a file is too large. A stream comes in pieces.
    QByteArray text;
    for (QByteArray piece = input.read(MaxFileSize + 1); !piece.isEmpty();
         piece = input.read(static_cast<qint64>(MaxFileSize) + 1 - text.size()))
        text += piece;
    result.text = text.toStdString();
    result.loaded = loadScenario(result.text);
}

} // namespace

QStringList builtInNames()
{
    QFile order(BuiltInFolder + QStringLiteral("order.txt"));
    if (!order.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(order.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

ScenarioFile readScenario(const QString &file, Streams streams)
{
    ScenarioFile result;
    result.path = file;
    result.name = QFileInfo(file).completeBaseName();
    QFile input;
    QString why;
    if (file == QStringLiteral("-")) {
        if (!input.open(stdin, QIODevice::ReadOnly))
            why = input.errorString();
        result.name = QStringLiteral("standard input");
    } else {
        const QString builtIn = BuiltInFolder + file + QStringLiteral(".yaml");
        if (!QFileInfo(file).isFile() && QFile::exists(builtIn))
            result.path = builtIn;
        why = openForReading(input, result.path, streams);
    }
    if (!why.isEmpty()) {
        result.error = QStringLiteral("cannot read '%1': %2 ('scopelab list' shows the built-in "
                                      "scenarios)")
                           .arg(file, why);
        return result;
    }
    load(result, input);
    return result;
}

ScenarioFile readScenarioAt(const QByteArray &path)
{
    if (QFile::encodeName(QFile::decodeName(path)) == path)
        return readScenario(QFile::decodeName(path), Streams::Allowed);
    ScenarioFile result;
    result.path = QString::fromStdString(escaped(path.toStdString()));
    result.name = QFileInfo(result.path).completeBaseName();
    QFile input;
    if (const QString why = openForReading(input, path, Streams::Allowed); why.isEmpty())
        load(result, input);
    else
        result.error = QStringLiteral("cannot read '%1': %2").arg(result.path, why);
    return result;
}

QList<QByteArray> scenariosBelow(const QByteArray &folder)
{
    namespace fs = std::filesystem;
    QList<QByteArray> found;
    std::error_code error;
    fs::recursive_directory_iterator walk(folder.toStdString(), fs::directory_options::skip_permission_denied, error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        const fs::path &at = walk->path();
        std::error_code unknown;
        if (at.filename().native().starts_with('.'))
            walk.disable_recursion_pending();
        else if ((at.extension() == ".yaml" || at.extension() == ".yml") && walk->is_regular_file(unknown))
            found.append(QByteArray::fromStdString(at.native()));
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace ScopeLab
