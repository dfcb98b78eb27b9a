#include "app/recordings.h"

#include <QFile>
#include <QTextStream>

namespace ScopeLab {

LoadedTrace readRecording(const QString &path, int number, QString &error)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        error = QStringLiteral("cannot read '%1': %2").arg(path, file.errorString());
        return {};
    }
    LoadedTrace loaded = readTrace(file, {}, number - 1);
    if (!loaded.isUsable)
        error = QStringLiteral("cannot read '%1': %2").arg(path, loaded.error);
    else if (number > loaded.runs.size())
        error = QStringLiteral("there is no run %1 in '%2'; it has %3").arg(number).arg(path).arg(loaded.runs.size());
    return loaded;
}

bool checkRecording(const QString &path, QTextStream &stream)
{
    QString error;
    const LoadedTrace loaded = readRecording(path, 1, error);
    if (!error.isEmpty()) {
        stream << path << ":1:1: error: " << error << Qt::endl;
        return false;
    }
    const Notices &notices = loaded.notices;
    for (const Notice &notice : notices.kept())
        stream << path << ':' << notice.line << ':' << notice.column << ": "
               << (notice.isError() ? "error: " : "warning: ") << notice.text() << '\n';
    const qint64 all = notices.errors() + notices.warnings();
    if (const qint64 more = all - static_cast<qint64>(notices.kept().size()); more > 0)
        stream << path << ": and " << more << " more\n";
    stream.flush();
    return notices.errors() == 0;
}

} // namespace ScopeLab
