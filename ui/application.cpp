#include "ui/application.h"

#include "ui/views/mainwindow.h"
#include "ui/views/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QSettings>
#include <QStyleFactory>
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
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QCoreApplication::installTranslator(new EnglishPlurals(qApp));
    QFont font = QApplication::font();
    if (QFontDatabase::families().contains(QStringLiteral("Inter")))
        font = QFont(QStringLiteral("Inter"));
    font.setPixelSize(13);
    font.setWeight(QFont::Normal);
    QApplication::setFont(font);
    setAppearance(static_cast<Appearance>(QSettings().value(QStringLiteral("appearance")).toInt()));
}

int runDesktop(int &argc, char **argv, const QStringList &files)
{
    QApplication application(argc, argv);
    setUpApplication();
    MainWindow window;
    window.show();
    for (const QString &file : files) {
        if (!file.startsWith(QStringLiteral("-")) || file == QStringLiteral("-")) {
            window.open(file);
            break;
        }
    }
    return QApplication::exec();
}

} // namespace ScopeLab
