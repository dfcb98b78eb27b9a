#include "tests/journeys/workplace.h"

#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/trace/tracefile.h"

#include <QBuffer>
#include <QDir>
#include <QProcess>

namespace ScopeLab::Journeys {

Workplace::Workplace()
{
    qputenv("HOME", QFile::encodeName(m_folder.path()));
    for (const char *place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"})
        qunsetenv(place);
    QDir::setCurrent(m_folder.path()); // where file dialogs begin
}

void Workplace::furnish(quint64 seed)
{
    constexpr int RandomScenarios = 12;
    const QDir root(QStringLiteral(SCOPELAB_ROOT));
    QDir(m_folder.path()).mkdir(QStringLiteral("random"));
    const int written
        = QProcess::execute(QStringLiteral("/usr/bin/python3"),
                            {root.filePath(QStringLiteral("tests/conformance/generate.py")), QString::number(seed),
                             QString::number(RandomScenarios), m_folder.filePath(QStringLiteral("random"))});
    if (written != 0)
        qFatal("generate.py gives no scenarios");
    const QDir corpus(root.filePath(QStringLiteral("tests/fuzz/corpus")));
    QDir(m_folder.path()).mkdir(QStringLiteral("hostile"));
    for (const QString &name : corpus.entryList(QDir::Files))
        QFile::copy(corpus.filePath(name), path(QStringLiteral("hostile/") + name));
    QDir(m_folder.path()).mkdir(QStringLiteral("folder.yaml"));
    const QStringList names = builtInNames();
    QRandomGenerator random(static_cast<quint32>(seed));
    for (int i = 0; i < 3; ++i)
        write(QStringLiteral("mine%1.yaml").arg(i),
              QByteArray::fromStdString(readScenario(names[random.bounded(names.size())]).text));
    write(QStringLiteral("broken.yaml"), "scopelab: 1\ntitle: broken\nmain:\n  - slep: 10ms\n  - cancel: nobody\n");
    write(QStringLiteral("empty.yaml"), {});
    write(QStringLiteral("empty.trace"), {});
    writeRecordings(random);
    qputenv("PATH", QFile::encodeName(m_folder.path())); // no sounds
}

void Workplace::writeRecordings(QRandomGenerator &random) const
{
    const QStringList names = builtInNames();
    for (int i = 0; i < 2; ++i) {
        const ScenarioFile file = readScenario(names[random.bounded(names.size())]);
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        TraceHeader header;
        header.title = file.name;
        header.scenario = QString::fromStdString(file.text);
        writeTrace(buffer, header, runToEnd(*file.loaded.scenario, {}));
        QByteArray content = buffer.data();
        write(QStringLiteral("whole%1.trace").arg(i), content);
        write(QStringLiteral("cut%1.trace").arg(i), content.left(random.bounded(content.size())));
        for (int change = 0; change < 4; ++change)
            content[random.bounded(content.size())] = static_cast<char>(random.bounded(32, 127));
        write(QStringLiteral("damaged%1.trace").arg(i), content);
    }
}

QStringList Workplace::files(const QString &folder) const
{
    QStringList names;
    for (const QString &name : QDir(path(folder)).entryList(QDir::Files, QDir::Name))
        names.append(folder + name);
    names.erase(std::remove_if(names.begin(), names.end(), [](const QString &name) { return name.contains(u' '); }),
                names.end());
    return names;
}

QString Workplace::path(const QString &name) const
{
    return builtInNames().contains(name) ? name : m_folder.filePath(name);
}

void Workplace::rewrite(const QString &name) const
{
    QFile file(path(name));
    if (file.open(QIODevice::Append))
        file.write("\n# another program was here\n");
}

void Workplace::remove(const QString &name) const
{
    QFile::remove(path(name));
}

void Workplace::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(name));
}

} // namespace ScopeLab::Journeys
