#pragma once

#include "ui/playback/playback.h"

#include <QTemporaryDir>

#include <array>
#include <memory>
#include <optional>

namespace ScopeLab {

/// What one can hear: one soft tone for each.
enum class Sound { Cancelled, Failed, Absorbed, Shield, Ended };
inline constexpr std::size_t SoundCount = 5;

/// The gravest of what happens in the events after @p from up to @p to; none if nothing is to be heard.
std::optional<Sound> soundOf(const Trace &trace, EventId from, EventId to);

/// A tone of 160 ms as a WAV file: mono, 16 bits, 22,050 a second.
QByteArray toneOf(Sound sound);

/// Plays them as a run goes by: not while somebody scrubs or steps back, nor faster than twice real time. It
/// gives each to the desktop's own player, which is not there on every machine.
class Sounds final : public QObject
{
    Q_OBJECT

public:
    explicit Sounds(Playback &playback, QObject *parent = nullptr);

    /// The program that plays; empty: there is none.
    static QString player();

    /// Kept under `sounds`; off at first.
    static bool isOn();

private:
    void follow();
    void play(Sound sound);

    Playback &m_playback;
    std::unique_ptr<QTemporaryDir> m_folder; // these are made when they are first heard
    std::array<QString, SoundCount> m_files;
    EventId m_heard = 0;
    QElapsedTimer m_sinceLast;
};

} // namespace ScopeLab
