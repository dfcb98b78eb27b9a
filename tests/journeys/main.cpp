// Plays random journeys through the window until told to stop, or one that is written down. See --help.

#include "tests/journeys/journey.h"
#include "tests/journeys/watch.h"
#include "tests/ui/uitest.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDeadlineTimer>
#include <QTextStream>

using namespace ScopeLab;
using namespace ScopeLab::Journeys;

namespace {

/// One journey, in this process: the @p script, or a random one.
int playHere(int argc, char **argv, const QCommandLineParser &parser, const QStringList &script)
{
    Beginning beginning;
    if (script.isEmpty()) {
        beginning.seed = parser.value(QStringLiteral("play")).toULongLong();
        constexpr int sizes[] = {100, 100, 100, 80, 150};
        beginning.textSize = sizes[beginning.seed % std::size(sizes)];
    } else {
        beginning = Beginning::read(script.front());
    }
    const QString log = parser.isSet(QStringLiteral("log"))
                            ? QFileInfo(parser.value(QStringLiteral("log"))).absoluteFilePath()
                            : QString(); // before the folder is another one
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", QByteArray::number(beginning.textSize / 100.0));
    Workplace workplace;
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    const QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    setUpTestApplication();
    makeWarningsFatal();
    workplace.furnish(beginning.seed);

    Windows windows(nullptr);
    const int length = parser.value(QStringLiteral("length")).toInt();
    Chooser chooser(beginning.seed, workplace, windows, length);
    qsizetype at = 0;
    Journey journey(workplace, windows, [&]() -> QString {
        ++at;
        if (script.isEmpty())
            return at <= length ? chooser.next() : QString();
        return at < script.size() ? script[at] : QString();
    });
    if (!log.isEmpty()) {
        QFile file(log);
        if (file.open(QIODevice::WriteOnly))
            file.write(beginning.line().toUtf8() + '\n');
        file.close();
        journey.writeTo(log);
    }
    journey.plant(parser.value(QStringLiteral("plant")));
    QTextStream(stdout) << QStringLiteral("played %1\n").arg(journey.run());
    return 0;
}

/// @returns 1, the exit code.
int report(const Watch &watch, const Outcome &outcome, const QCommandLineParser &parser)
{
    QTextStream out(stdout);
    out << "Found: " << outcome.fault << "\n\n" << outcome.said << "\n\n";
    out << QStringLiteral("Its script has %1 lines; shrinking it\n").arg(outcome.script.size()) << Qt::flush;
    const QStringList script = watch.shrunk(outcome, parser.value(QStringLiteral("patience")).toInt() * 10);
    const QString path = parser.value(QStringLiteral("keep"));
    QFile file(path);
    if (!path.isEmpty() && file.open(QIODevice::WriteOnly))
        file.write(QStringLiteral("# %1\n%2\n").arg(outcome.fault, script.join(u'\n')).toUtf8());
    out << "Replay this with --replay FILE:\n# " << outcome.fault << '\n' << script.join(u'\n') << '\n';
    return 1;
}

int playMany(const Watch &watch, const QCommandLineParser &parser)
{
    const quint64 first = parser.value(QStringLiteral("seed")).toULongLong();
    const int most = parser.value(QStringLiteral("actions")).toInt();
    const int seconds = parser.value(QStringLiteral("seconds")).toInt();
    const QDeadlineTimer end(seconds > 0 ? QDeadlineTimer(seconds * 1000) : QDeadlineTimer(QDeadlineTimer::Forever));
    QTextStream out(stdout);
    qint64 actions = 0;
    quint64 seed = first;
    do {
        const Outcome outcome = watch.play(seed++, parser.value(QStringLiteral("length")).toInt());
        if (!outcome.fault.isEmpty()) {
            out << QStringLiteral("Journey %1, after %2 actions without a finding\n").arg(seed - 1).arg(actions);
            return report(watch, outcome, parser);
        }
        actions += outcome.actions;
    } while (!end.hasExpired() && (most <= 0 || actions < most));
    out << QStringLiteral("%1 journeys, %2 actions, no finding\n").arg(seed - first).arg(actions);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Plays random journeys through the window."));
    parser.addHelpOption();
    const auto add = [&parser](const char *name, const char *about, const char *value, const char *initially = "") {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(about), QString::fromLatin1(value),
                          QString::fromLatin1(initially)});
    };
    add("seconds", "Play so long.", "S");
    add("actions", "Play so many actions.", "N");
    add("seed", "Of the first journey; each has the next.", "N", "1");
    add("length", "Lines of a journey.", "N", "400");
    add("patience", "Without news for so long, a journey hangs.", "S", "30");
    add("keep", "Where the script of a failing journey goes.", "FILE");
    add("replay", "Play a script, here.", "FILE");
    add("shrink", "Shorten a script that fails.", "FILE");
    add("play", "Play one random journey, here.", "SEED");
    add("log", "With --play and --replay: write each line before it is played.", "FILE");
    add("plant", "A fault: this line, played twice. For tests of this program.", "LINE");
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty() || parser.optionNames().isEmpty()
        || parser.isSet(QStringLiteral("help"))) {
        QTextStream(stdout) << parser.errorText() << '\n' << parser.helpText();
        return 2;
    }
    if (parser.isSet(QStringLiteral("play")))
        return playHere(argc, argv, parser, {});
    if (parser.isSet(QStringLiteral("replay")))
        return playHere(argc, argv, parser, readScript(parser.value(QStringLiteral("replay"))));

    const QCoreApplication application(argc, argv);
    const Watch watch(parser.value(QStringLiteral("patience")).toInt(), parser.value(QStringLiteral("plant")));
    if (!parser.isSet(QStringLiteral("shrink")))
        return playMany(watch, parser);
    const Outcome outcome = watch.replay(readScript(parser.value(QStringLiteral("shrink"))));
    if (outcome.fault.isEmpty()) {
        QTextStream(stdout) << "Nothing happens.\n";
        return 0;
    }
    return report(watch, outcome, parser);
}
