#pragma once

#include <QByteArray>

#include <random>

/// Mutators that know what they change: steps are moved, doubled, nested and taken from elsewhere, keys get other keys,
/// values get values at their edges. What comes out has the syntax of what went in, so a fuzzer gets past the parser.
///
/// Each takes two inputs; the second lends parts, and may be the first. Empty if @p text cannot be read.
namespace ScopeLab::Fuzz {

using Rng = std::mt19937_64;

QByteArray mutatedScenario(const QByteArray &text, const QByteArray &other, Rng &rng);

/// JSON Lines. Lines that are none stay as they are.
QByteArray mutatedRecording(const QByteArray &text, const QByteArray &other, Rng &rng);

/// A settings file, as QSettings writes it.
QByteArray mutatedSettings(const QByteArray &text, const QByteArray &other, Rng &rng);

} // namespace ScopeLab::Fuzz
