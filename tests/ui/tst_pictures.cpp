#include "tests/ui/uitest.h"
#include "ui/errors/errorsview.h"
#include "ui/errors/whyview.h"
#include "ui/lesson/predictview.h"
#include "ui/lesson/presentview.h"
#include "ui/lesson/twinview.h"
#include "ui/library/startpage.h"
#include "ui/paint/theme.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QPainter>
#include <QTabWidget>
#include <QTest>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

constexpr int SameColour = 40;      // of 255, in each channel: glyphs may be hinted otherwise
constexpr double MayDiffer = 0.005; // of all pixels

bool isSame(QRgb a, QRgb b, int tolerance)
{
    return std::abs(qRed(a) - qRed(b)) <= tolerance && std::abs(qGreen(a) - qGreen(b)) <= tolerance
           && std::abs(qBlue(a) - qBlue(b)) <= tolerance;
}

/// Which share of the pixels is another; 1 if not even the size is the same. @p difference shows where.
double compare(const QImage &expected, const QImage &actual, QImage &difference, int tolerance = SameColour)
{
    if (expected.size() != actual.size())
        return 1;
    difference = QImage(actual.size(), QImage::Format_RGB32);
    qint64 others = 0;
    for (int y = 0; y < actual.height(); ++y) {
        for (int x = 0; x < actual.width(); ++x) {
            const bool same = isSame(expected.pixel(x, y), actual.pixel(x, y), tolerance);
            others += same ? 0 : 1;
            difference.setPixel(x, y, same ? qRgb(240, 240, 240) : qRgb(220, 0, 0));
        }
    }
    return static_cast<double>(others) / (static_cast<double>(actual.width()) * actual.height());
}

/// What was expected, what is painted, and where they differ, side by side.
QString saveDifference(const QString &name, const QImage &expected, const QImage &actual, const QImage &difference)
{
    const int width = std::max(expected.width(), actual.width());
    QImage page(3 * width + 20, std::max(expected.height(), actual.height()), QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    painter.drawImage(0, 0, expected);
    painter.drawImage(width + 10, 0, actual);
    painter.drawImage(2 * width + 20, 0, difference);
    painter.end();
    const QString path = QDir::current().absoluteFilePath(name + QStringLiteral("-difference.png"));
    page.save(path);
    return path;
}

} // namespace

/// Every view as it is painted now, beside the picture of it in tests/ui/pictures. With SCOPELAB_NEW_PICTURES=1 it
/// writes them anew: look at each before it is committed.
class tst_Pictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void init();
    void aWaveUnderWay_data() { looks(); }
    void aWaveUnderWay();
    void theEndAndWhy_data() { looks(); }
    void theEndAndWhy();
    void nothingOpen_data() { looks(); }
    void nothingOpen();
    void modes_data() { looks(); }
    void modes();
    void tenThousandTasks_data() { looks(); }
    void tenThousandTasks();
    void theSameSeedGivesTheSamePixels();

private:
    static void looks();
    void check(const QString &name, QWidget *widget);
};

/// Nothing of a window that was closed before is found again.
void tst_Pictures::init()
{
    QSettings().clear();
    QSettings().setValue(QStringLiteral("reduceMotion"), true);
    setAppearance(Appearance::Light);
}

void tst_Pictures::looks()
{
    QTest::addColumn<Appearance>("look");
    QTest::newRow("light") << Appearance::Light;
    QTest::newRow("dark") << Appearance::Dark;
}

void tst_Pictures::check(const QString &name, QWidget *widget)
{
    const bool isDouble = widget->devicePixelRatioF() == 2;
    const QString file
        = QStringLiteral("%1-%2%3.png")
              .arg(name, QLatin1String(QTest::currentDataTag()), isDouble ? QStringLiteral("@2x") : QString());
    const QString path = QDir(QStringLiteral(SCOPELAB_ROOT "/tests/ui/pictures")).filePath(file);
    const auto paint = [widget] {
        QImage image = widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
        image.setDevicePixelRatio(1); // a picture of so many pixels
        return image;
    };
    if (qEnvironmentVariableIsSet("SCOPELAB_NEW_PICTURES")) {
        QVERIFY(paint().save(path));
        return;
    }
    const QImage expected(path);
    QVERIFY2(!expected.isNull(), qPrintable(path));
    QImage actual = paint();
    QImage difference;
    double share = compare(expected, actual, difference);
    for (int tries = 0; share > MayDiffer && tries < 40; ++tries) { // docks find their places by and by
        QTest::qWait(50);
        actual = paint();
        share = compare(expected, actual, difference);
    }
    if (share > MayDiffer) {
        const QString page = saveDifference(file.chopped(4), expected, actual, difference);
        QFAIL(qPrintable(QStringLiteral("%1: %2 % of the pixels differ, see %3").arg(file).arg(share * 100).arg(page)));
    }
}

void tst_Pictures::aWaveUnderWay()
{
    QFETCH(Appearance, look);
    setAppearance(look);
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    window.playback().seekTime(TimePoint(350ms));
    QTest::qWait(50);
    for (const char *view : {"stage", "lanes"})
        check(QLatin1String(view), window.findChild<QWidget *>(QLatin1String(view)));
    for (const char *dock : {"timers", "errors", "code", "scenarios"})
        check(QLatin1String(dock), window.findChild<QDockWidget *>(QLatin1String(dock))->widget());
    for (const char *dock : {"outline", "log"}) {
        window.findChild<QDockWidget *>(QLatin1String(dock))->raise();
        QTest::qWait(20);
        check(QLatin1String(dock), window.findChild<QDockWidget *>(QLatin1String(dock))->widget());
    }
    check(QStringLiteral("window"), &window);
}

void tst_Pictures::theEndAndWhy()
{
    QFETCH(Appearance, look);
    setAppearance(look);
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    for (const TaskState &task : window.playback().state().tasks()) {
        if (window.playback().taskName(task.id) == QStringLiteral("order"))
            window.playback().select(Selection(task.id));
    }
    auto *why = window.findChild<WhyView *>();
    QTRY_VERIFY(why->toPlainText().contains(QStringLiteral("What if")));
    why->setFixedSize(330, 460);
    check(QStringLiteral("why"), why);
    check(QStringLiteral("findings"), window.findChild<QDockWidget *>(QStringLiteral("findings"))->widget());
    auto *centre = window.findChild<QTabWidget *>();
    centre->setCurrentIndex(1);
    QTest::qWait(20);
    check(QStringLiteral("errors-enlarged"), centre->currentWidget());
}

void tst_Pictures::nothingOpen()
{
    QFETCH(Appearance, look);
    setAppearance(look);
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    QTest::qWait(50);
    check(QStringLiteral("start"), window.findChild<StartPage *>());
}

void tst_Pictures::modes()
{
    QFETCH(Appearance, look);
    setAppearance(look);
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QStringLiteral("transaction-left-open"));
    finish(window.playback());
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_T);
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    QTest::qWait(50);
    check(QStringLiteral("twin"), twin);
    window.setMode(Mode::Explore);

    window.open(QString::fromLatin1(Payment));
    window.setMode(Mode::Predict);
    auto *predict = window.findChild<PredictView *>();
    QTRY_VERIFY(window.playback().hasBarrier() && window.playback().time() > TimePoint(300ms));
    QTest::qWait(50);
    window.setFocus();
    check(QStringLiteral("predict"), predict);
    window.setMode(Mode::Explore);

    finish(window.playback());
    PresentView present(window.playback());
    present.resize(1280, 720);
    present.show();
    QTRY_VERIFY(present.stops().size() > 1);
    present.next();
    QTest::qWait(50);
    check(QStringLiteral("present"), &present);
}

void tst_Pictures::tenThousandTasks()
{
    QFETCH(Appearance, look);
    setAppearance(look);
    ScenarioFile file;
    file.text
        = "scopelab: 1\ntitle: many\nsummary: s\nmain:\n  - task_group:\n      - spawn_each: {count: 10000, name: "
          "'worker-{index}', body: [{sleep: 100ms}, {sleep: 1s}]}\n";
    file.loaded = loadScenario(file.text);
    QSettings().setValue(QStringLiteral("startpage"), false);
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.playback().openScenario(file);
    finish(window.playback());
    window.playback().seekTime(TimePoint(300ms));
    QTest::qWait(50);
    check(QStringLiteral("many"), window.findChild<QWidget *>(QStringLiteral("stage")));
}

/// Twice the same, to the last pixel.
void tst_Pictures::theSameSeedGivesTheSamePixels()
{
    const auto picture = [] {
        MainWindow window;
        window.resize(1440, 900);
        window.show();
        window.open(QString::fromLatin1(Payment));
        finish(window.playback());
        window.playback().seekTime(TimePoint(200ms));
        QTest::qWait(50);
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
        return window.grab().toImage();
    };
    const QImage first = picture();
    const QImage second = picture();
    QImage difference;
    if (compare(first, second, difference, 0) > 0)
        QFAIL(qPrintable(saveDifference(QStringLiteral("same-seed"), first, second, difference)));
}

/// The fonts that the pictures were made with, and how they are drawn, whatever else a machine has.
int main(int argc, char **argv)
{
    qputenv("FONTCONFIG_FILE", SCOPELAB_ROOT "/tests/ui/pictures/fonts.conf");
    qputenv("QT_SCALE_FACTOR", qEnvironmentVariableIsSet("SCOPELAB_PICTURES_AT_2X") ? "2" : "1");
    QApplication application(argc, argv);
    tst_Pictures test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pictures.moc"
