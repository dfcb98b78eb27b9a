#include "app/commandline.h"
#include "app/terminal.h"

#ifdef SCOPELAB_GUI
#include "ui/application.h"
#endif

#include <QCoreApplication>

#include <cstdio>

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

} // namespace

int main(int argc, char **argv)
{
    ScopeLab::holdStandardStreams();
    const QStringList arguments = argumentsOf(argc, argv);
    if (ScopeLab::isCommand(arguments)) {
        const QCoreApplication application(argc, argv);
        return ScopeLab::runCommand(arguments);
    }
#ifdef SCOPELAB_GUI
    if (!ScopeLab::hasDisplay()) {
        std::fputs("scopelab: there is no display to open a window on.\n"
                   "The command line needs none: try 'scopelab list', then 'scopelab run NAME', or "
                   "'scopelab --help'.\n",
                   stderr);
        return 2;
    }
    return ScopeLab::runDesktop(argc, argv);
#else
    std::fputs("scopelab: this build has no window. Try 'scopelab --help'.\n", stderr);
    return 2;
#endif
}
