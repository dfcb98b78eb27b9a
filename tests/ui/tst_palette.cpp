#include "ui/paint/theme.h"

#include <QTest>

#include <array>
#include <cmath>
#include <numbers>

using namespace ScopeLab;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// How colours look to who lacks one kind of cone, in linear RGB (Machado, Oliveira and Fernandes, 2009).
constexpr Matrix Normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix Protan{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix Deutan{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix Tritan{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

Triple times(const Matrix &matrix, const Triple &vector)
{
    Triple result{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column)
            result[row] += matrix[row][column] * vector[column];
    }
    return result;
}

Triple linear(const QColor &colour)
{
    Triple result{colour.redF(), colour.greenF(), colour.blueF()};
    for (double &channel : result)
        channel = channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    return result;
}

double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &colour) {
        const Triple rgb = linear(colour);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] + 0.05;
    };
    return std::max(luminance(a), luminance(b)) / std::min(luminance(a), luminance(b));
}

/// CIE L*a*b* under D65, as seen with @p vision.
Triple lab(const QColor &colour, const Matrix &vision)
{
    constexpr Matrix ToXyz{
        {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
    Triple seen = times(vision, linear(colour));
    for (double &channel : seen)
        channel = std::clamp(channel, 0.0, 1.0);
    Triple xyz = times(ToXyz, seen);
    const Triple white{0.95047, 1, 1.08883};
    for (std::size_t i = 0; i < 3; ++i) {
        const double share = xyz[i] / white[i];
        xyz[i] = share > 216.0 / 24389 ? std::cbrt(share) : (24389.0 / 27 * share + 16) / 116;
    }
    return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

double hue(double a, double b)
{
    const double degrees = std::atan2(b, a) * 180 / std::numbers::pi;
    return degrees < 0 ? degrees + 360 : degrees;
}

/// CIEDE2000 (Sharma, Wu and Dalal, 2005).
double difference(const Triple &first, const Triple &second)
{
    const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
    const double meanC = (std::hypot(first[1], first[2]) + std::hypot(second[1], second[2])) / 2;
    const auto seventh
        = [](double value) { return std::sqrt(std::pow(value, 7) / (std::pow(value, 7) + std::pow(25, 7))); };
    const double g = (1 - seventh(meanC)) / 2;
    const double a1 = first[1] * (1 + g);
    const double a2 = second[1] * (1 + g);
    const double c1 = std::hypot(a1, first[2]);
    const double c2 = std::hypot(a2, second[2]);
    const double h1 = hue(a1, first[2]);
    const double h2 = hue(a2, second[2]);
    double dh = h2 - h1;
    double h = (h1 + h2) / 2;
    if (std::abs(dh) > 180) {
        dh += dh > 0 ? -360 : 360;
        h += h < 180 ? 180 : -180;
    }
    const double dL = second[0] - first[0];
    const double dC = c2 - c1;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(radians(dh / 2));
    const double l = (first[0] + second[0]) / 2;
    const double c = (c1 + c2) / 2;
    const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h))
                     + 0.32 * std::cos(radians(3 * h + 6)) - 0.20 * std::cos(radians(4 * h - 63));
    const double sL = 1 + 0.015 * std::pow(l - 50, 2) / std::sqrt(20 + std::pow(l - 50, 2));
    const double sC = 1 + 0.045 * c;
    const double sH = 1 + 0.015 * c * t;
    const double rT = -std::sin(radians(60 * std::exp(-std::pow((h - 275) / 25, 2)))) * 2 * seventh(c);
    return std::sqrt(std::pow(dL / sL, 2) + std::pow(dC / sC, 2) + std::pow(dH / sH, 2) + rT * (dC / sC) * (dH / sH));
}

} // namespace

Q_DECLARE_METATYPE(const Theme *)

/// The colours, computed: text can be read, shapes can be seen, states can be told apart by everybody.
class tst_Palette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFormulaIsThePublishedOne();
    void textCanBeRead_data() { themes(); }
    void textCanBeRead();
    void shapesCanBeSeen_data() { themes(); }
    void shapesCanBeSeen();
    void statesCanBeToldApart_data() { themes(); }
    void statesCanBeToldApart();
    void highContrastIsHigher();

private:
    static void themes();
};

void tst_Palette::themes()
{
    QTest::addColumn<const Theme *>("theme");
    QTest::newRow("light") << &Theme::light();
    QTest::newRow("dark") << &Theme::dark();
    QTest::newRow("high contrast") << &Theme::highContrast();
}

// Pairs 1, 7 and 17 of the paper's table.
void tst_Palette::theFormulaIsThePublishedOne()
{
    QVERIFY(std::abs(difference({50, 2.6772, -79.7751}, {50, 0, -82.7485}) - 2.0425) < 1e-4);
    QVERIFY(std::abs(difference({50, 0, 0}, {50, -1, 2}) - 2.3669) < 1e-4);
    QVERIFY(std::abs(difference({50, 2.5, 0}, {73, 25, -18}) - 27.1492) < 1e-4);
}

void tst_Palette::textCanBeRead()
{
    QFETCH(const Theme *, theme);
    for (const QColor &ground :
         {theme->window, theme->panel, theme->stage, theme->dockTitle, theme->selectedRow, theme->tintWaiting,
          theme->tintRunning, theme->tintDone, theme->tintCancelled, theme->tintFailed, theme->tintShield}) {
        QVERIFY(contrast(theme->text, ground) >= 4.5);
        QVERIFY2(contrast(theme->text2, ground) >= 4.5, qPrintable(ground.name()));
    }
    for (const QColor &ground : {theme->window, theme->panel, theme->stage, theme->dockTitle})
        QVERIFY(contrast(theme->text3, ground) >= 4.5);
    QVERIFY(contrast(theme->onAmber, theme->tintCancelled) >= 4.5);
}

void tst_Palette::shapesCanBeSeen()
{
    QFETCH(const Theme *, theme);
    for (const QColor &shape : {theme->running, theme->waiting, theme->done, theme->cancelled, theme->failed,
                                theme->shield, theme->mark, theme->scopeEdge, theme->accent}) {
        for (const QColor &ground : {theme->panel, theme->stage, theme->window})
            QVERIFY2(contrast(shape, ground) >= 3, qPrintable(shape.name() + u' ' + ground.name()));
    }
}

void tst_Palette::statesCanBeToldApart()
{
    QFETCH(const Theme *, theme);
    const std::array<std::pair<const char *, QColor>, 6> states{{{"running", theme->running},
                                                                 {"waiting", theme->waiting},
                                                                 {"done", theme->done},
                                                                 {"cancelled", theme->cancelled},
                                                                 {"failed", theme->failed},
                                                                 {"shield", theme->shield}}};
    const std::array<std::pair<const char *, Matrix>, 4> visions{
        {{"normal", Normal}, {"protan", Protan}, {"deutan", Deutan}, {"tritan", Tritan}}};
    for (const auto &[vision, matrix] : visions) {
        for (std::size_t i = 0; i < states.size(); ++i) {
            for (std::size_t j = i + 1; j < states.size(); ++j) {
                const double apart = difference(lab(states[i].second, matrix), lab(states[j].second, matrix));
                QVERIFY2(apart >= 16, qPrintable(QStringLiteral("%1 and %2, %3: %4")
                                                     .arg(QLatin1String(states[i].first),
                                                          QLatin1String(states[j].first), QLatin1String(vision))
                                                     .arg(apart)));
            }
        }
    }
}

void tst_Palette::highContrastIsHigher()
{
    const Theme &theme = Theme::highContrast();
    for (const QColor &text : {theme.text, theme.text2, theme.text3, theme.line, theme.scopeEdge})
        QVERIFY(contrast(text, theme.panel) >= 7);
    for (const QColor &shape : {theme.running, theme.waiting, theme.done, theme.cancelled, theme.failed, theme.shield})
        QVERIFY2(contrast(shape, theme.panel) >= 4.5, qPrintable(shape.name()));
}

QTEST_APPLESS_MAIN(tst_Palette)

#include "tst_palette.moc"
