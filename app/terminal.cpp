#include "app/terminal.h"

#include "core/scenario/encoding.h"
#include "core/text/escaping.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <unistd.h>

namespace ScopeLab {

namespace {

/// A standard stream that remembers why it stopped taking anything.
struct Stream
{
    explicit Stream(int descriptor)
    {
        file.open(descriptor, QIODevice::WriteOnly);
        text.setDevice(&file);
    }

    QString problem()
    {
        text.flush();
        return text.status() == QTextStream::Ok ? QString() : file.errorString();
    }

    QFile file;
    QTextStream text;
};

Stream &output()
{
    static Stream stream(STDOUT_FILENO);
    return stream;
}

Stream &complaints()
{
    static Stream stream(STDERR_FILENO);
    return stream;
}

/// A recording begins with its header, an object on one line.
bool isRecording(const ScenarioFile &file)
{
    const QByteArray line = QByteArray::fromStdString(file.text.substr(0, file.text.find('\n')));
    return QJsonDocument::fromJson(line).object().contains(u"scopelab_trace");
}

} // namespace

QTextStream &out()
{
    return output().text;
}

QTextStream &err()
{
    return complaints().text;
}

int complain(const QString &message)
{
    err() << "scopelab: " << escaped(message) << Qt::endl;
    return BadInput;
}

bool reportMistakes(const ScenarioFile &file, const QString &shownName)
{
    if (isRecording(file)) {
        const QString name = shownName == QStringLiteral("-") ? QStringLiteral("FILE") : shownName;
        complain(QStringLiteral("'%1' is a recording of a run, not a scenario; 'scopelab %2' opens it")
                     .arg(shownName, name));
        return false;
    }
    if (!file.error.isEmpty()) {
        complain(file.error);
        return false;
    }
    const TextPlaces places(withoutMark(file.text));
    for (const Diagnostic &diagnostic : file.loaded.diagnostics)
        err() << QString::fromStdString(toString(diagnostic, shownName.toStdString())) << '\n'
              << QString::fromStdString(excerpt(diagnostic, places));
    err().flush();
    return file.loaded.scenario != nullptr;
}

QString writeOut(const std::function<bool(QIODevice &)> &write)
{
    Stream &stream = output();
    if (const QString problem = stream.problem(); !problem.isEmpty())
        return problem;
    return write(stream.file) && stream.file.flush() ? QString() : stream.file.errorString();
}

void holdStandardStreams()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(descriptor, F_GETFD) < 0)
            open("/dev/null", O_RDONLY); // gets the lowest free number: this one. Writing to it fails, as it should
    }
}

QString finishOutput()
{
    const QString problem = output().problem();
    return problem.isEmpty() ? complaints().problem() : problem;
}

} // namespace ScopeLab
