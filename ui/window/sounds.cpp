#include "ui/window/sounds.h"

#include "core/engine/overloaded.h"

#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QtEndian>

#include <cmath>
#include <numbers>

namespace ScopeLab {

namespace {

constexpr int Rate = 22'050;
constexpr double Seconds = 0.16;

/// Errors are low, what ends well is high.
double pitchOf(Sound sound)
{
    switch (sound) {
    case Sound::Failed: return 196;
    case Sound::Cancelled: return 294;
    case Sound::Shield: return 392;
    case Sound::Absorbed: return 523;
    case Sound::Ended: break;
    }
    return 659;
}

std::optional<Sound> soundOf(const RunEvent &event)
{
    using Answer = std::optional<Sound>;
    return std::visit(
        Overloaded{[](const ErrorRaised &) { return Answer(Sound::Failed); },
                   [](const ErrorLost &) { return Answer(Sound::Failed); },
                   [](const CancelRequested &) { return Answer(Sound::Cancelled); },
                   [](const ShieldChanged &) { return Answer(Sound::Shield); },
                   [](const ScopeEntered &entered) { return entered.isShielded ? Answer(Sound::Shield) : Answer(); },
                   [](const ScopeExited &exited) { return exited.hasAbsorbed ? Answer(Sound::Absorbed) : Answer(); },
                   [](const RunEnded &) { return Answer(Sound::Ended); }, [](const auto &) { return Answer(); }},
        event.data);
}

} // namespace

std::optional<Sound> soundOf(const Trace &trace, EventId from, EventId to)
{
    constexpr std::array rank{Sound::Failed, Sound::Cancelled, Sound::Absorbed, Sound::Shield, Sound::Ended};
    std::optional<Sound> gravest;
    const auto rankOf = [&](Sound sound) { return std::find(rank.begin(), rank.end(), sound); };
    for (EventId id = from + 1; id <= to; ++id) {
        const std::optional<Sound> sound = soundOf(trace.event(id));
        if (sound && (!gravest || rankOf(*sound) < rankOf(*gravest)))
            gravest = sound;
    }
    return gravest;
}

QByteArray toneOf(Sound sound)
{
    constexpr auto Samples = static_cast<quint32>(Rate * Seconds);
    QByteArray wav;
    const auto add = [&wav](auto number) {
        const auto little = qToLittleEndian(number);
        wav.append(reinterpret_cast<const char *>(&little), sizeof little);
    };
    wav.append("RIFF");
    add(quint32{36 + 2 * Samples});
    wav.append("WAVEfmt ");
    add(quint32{16});
    add(quint16{1}); // PCM
    add(quint16{1}); // mono
    add(quint32{Rate});
    add(quint32{2 * Rate});
    add(quint16{2});
    add(quint16{16});
    wav.append("data");
    add(quint32{2 * Samples});
    for (quint32 i = 0; i < Samples; ++i) {
        const double share = static_cast<double>(i) / Samples;
        const double swell = std::sin(std::numbers::pi * std::sqrt(share)); // soft at both ends
        const double wave = std::sin(2 * std::numbers::pi * pitchOf(sound) * i / Rate);
        add(static_cast<qint16>(6000 * swell * wave));
    }
    return wav;
}

Sounds::Sounds(Playback &playback, QObject *parent)
    : QObject(parent)
    , m_playback(playback)
{
    m_sinceLast.start();
    connect(&playback, &Playback::moved, this, &Sounds::follow);
    connect(&playback, &Playback::runChanged, this, [this] { m_heard = 0; });
}

QString Sounds::player()
{
    for (const char *name : {"pw-play", "paplay", "aplay"}) {
        if (const QString path = QStandardPaths::findExecutable(QString::fromLatin1(name)); !path.isEmpty())
            return path;
    }
    return {};
}

bool Sounds::isOn()
{
    return QSettings().value(QStringLiteral("sounds")).toBool();
}

void Sounds::follow()
{
    constexpr int ApartMs = 90;
    constexpr EventId OneStep = 1;
    const EventId from = std::exchange(m_heard, m_playback.cursor());
    const bool isStep = m_heard == from + OneStep;
    if (!isOn() || m_heard <= from || !(m_playback.isPlaying() || isStep) || m_playback.speed() > 2)
        return;
    const std::optional<Sound> sound = soundOf(m_playback.trace(), from, m_heard);
    if (sound && m_sinceLast.elapsed() >= ApartMs) {
        m_sinceLast.restart();
        play(*sound);
    }
}

void Sounds::play(Sound sound)
{
    QString &path = m_files[static_cast<std::size_t>(sound)];
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>();
    if (path.isEmpty()) {
        path = m_folder->filePath(QStringLiteral("%1.wav").arg(static_cast<int>(sound)));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(toneOf(sound));
    }
    if (const QString program = player(); !program.isEmpty())
        QProcess::startDetached(program, {path});
}

} // namespace ScopeLab
