#include "ui/application.h"

#include "ui/views/accessibleitems.h"
#include "ui/views/mainwindow.h"
#include "ui/views/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QStyleFactory>
#include <QTextStream>
#include <QTranslator>

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
    if (files.isEmpty())
        MainWindow::openWindow({})->offerRecovered();
    for (const QString &file : files)
        MainWindow::openWindow(file);
    return QApplication::exec();
}

} // namespace ScopeLab
