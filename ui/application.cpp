#include "ui/application.h"

#include "core/interpreter/memoryreserve.h"
#include "core/session/signalpipe.h"
#include "ui/paint/accessibleitems.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/theme.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QFontDatabase>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QSocketNotifier>
#include <QStyleFactory>
#include <QTextStream>
#include <QTranslator>

#include <cstdio>
#include <cstdlib>
#include <new>

namespace ScopeLab {

namespace {

/// English needs no translation but for its plurals: `%n task(s)` becomes `1 task` or `3 tasks`.
class EnglishPlurals final : public QTranslator
{
public:
    using QTranslator::QTranslator;
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int count) const override
    {
        if (count < 0)
            return {};
        return QString::fromUtf8(source).replace(QStringLiteral("(s)"), count == 1 ? QString() : QStringLiteral("s"));
    }
};

/// The language that was chosen, or the desktop's. What it lacks is said in English.
void speakLanguage()
{
    QCoreApplication::installTranslator(new EnglishPlurals(qApp));
    const QString chosen = QSettings().value(QStringLiteral("language")).toString();
    const QLocale locale = chosen.isEmpty() ? QLocale::system() : QLocale(chosen);
    QLocale::setDefault(locale);
    if (locale.language() == QLocale::English || locale.language() == QLocale::C)
        return;
    const QString ofQt = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    const QString ours = QStringLiteral(":/translations");
    for (const auto &[name, folder] : {std::pair(QStringLiteral("qtbase"), ofQt), {QStringLiteral("scopelab"), ours}}) {
        auto *translator = new QTranslator(qApp);
        if (translator->load(locale, name, QStringLiteral("_"), folder))
            QCoreApplication::installTranslator(translator);
    }
}

/// After a signal: there is nobody to ask, and what is not saved is left to the next start.
void closeWithoutAsking()
{
    QList<MainWindow *> windows; // other widgets at the top go with their window
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<MainWindow *>(widget))
            windows.append(window);
    }
    for (MainWindow *window : windows)
        window->document().leaveToNextStart();
    qDeleteAll(windows);
}

} // namespace

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
           || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

void setUpApplication()
{
    QCoreApplication::setOrganizationName(QStringLiteral("ScopeLab"));
    QCoreApplication::setApplicationName(QStringLiteral("ScopeLab"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.scopelab.ScopeLab"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/org.scopelab.ScopeLab.svg")));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    installAccessibleItems();
    installPlainTexts();
    speakLanguage();
    QFont font = QApplication::font();
    if (QFontDatabase::families().contains(QStringLiteral("Inter")))
        font = QFont(QStringLiteral("Inter"));
    font.setPixelSize(13);
    font.setWeight(QFont::Normal);
    QApplication::setFont(font);
    setAppearance(static_cast<Appearance>(QSettings().value(QStringLiteral("appearance")).toInt()));
}

/// Everything grows with the text, so that rows, glyphs and pictures keep their proportions.
void scaleText()
{
    const QSettings settings(QStringLiteral("ScopeLab"), QStringLiteral("ScopeLab"));
    const double scale = settings.value(QStringLiteral("textsize"), 100).toInt() / 100.0;
    const double outer
        = qEnvironmentVariableIsSet("QT_SCALE_FACTOR") ? qEnvironmentVariable("QT_SCALE_FACTOR").toDouble() : 1;
    if (scale >= 0.8 && scale <= 2.5 && scale != 1)
        qputenv("QT_SCALE_FACTOR", QByteArray::number(outer * scale));
}

int runDesktop(int &argc, char **argv)
{
    scaleText();
    QApplication application(argc, argv);
    const QStringList files = QCoreApplication::arguments().mid(1); // without those that were for Qt
    for (const QString &file : files) {
        if (file.startsWith(u'-') && file != QStringLiteral("-")) {
            QTextStream(stderr) << "scopelab: there is no option '" << file << "'; 'scopelab --help' lists them\n";
            return 2;
        }
    }
    setUpApplication();
    const SignalPipe signals;
    QSocketNotifier notifier(signals.descriptor(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, qApp, [&signals] {
        QCoreApplication::exit(exitCodeOf(signals.caught())); // also out of dialogs
    });
    const QString first = files.value(0);
    MainWindow::openWindow(first)->offerRecovered();
    for (const QString &file : files.mid(1))
        MainWindow::openWindow(file);
    // Texts that were not saved are recovered at the next start.
    const MemoryReserve reserve(MemoryReserve::LastResort::Throw);
    int code = 0;
    try {
        code = QApplication::exec();
    } catch (const std::bad_alloc &) {
        std::fputs(NoMemory, stderr);
        return 3;
    }
    if (signals.caught())
        closeWithoutAsking();
    if (backgroundThreads > 0)
        std::_Exit(code); // what they use must not be torn down, and nobody waits for them
    return code;
}

} // namespace ScopeLab
