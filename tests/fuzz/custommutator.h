#pragma once

#include "tests/fuzz/mutate.h"

#include <cstdint>
#include <cstring>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t *data, std::size_t size, std::size_t most);

namespace ScopeLab::Fuzz {

using Mutator = QByteArray (*)(const QByteArray &, const QByteArray &, Rng &);

/// libFuzzer's own mutation of bytes for every fourth input, and for those that @p mutator cannot read.
inline std::size_t mutate(Mutator mutator, std::uint8_t *data, std::size_t size, std::size_t most, unsigned seed)
{
    Rng rng(seed);
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArray result = rng() % 4 == 0 ? QByteArray() : mutator(input, input, rng);
    if (result.isEmpty() || static_cast<std::size_t>(result.size()) > most)
        return LLVMFuzzerMutate(data, size, most);
    std::memcpy(data, result.data(), static_cast<std::size_t>(result.size()));
    return static_cast<std::size_t>(result.size());
}

inline std::size_t crossOver(Mutator mutator, const std::uint8_t *first, std::size_t firstSize,
                             const std::uint8_t *second, std::size_t secondSize, std::uint8_t *out, std::size_t most,
                             unsigned seed)
{
    Rng rng(seed);
    const QByteArray result
        = mutator(QByteArray(reinterpret_cast<const char *>(first), static_cast<qsizetype>(firstSize)),
                  QByteArray(reinterpret_cast<const char *>(second), static_cast<qsizetype>(secondSize)), rng);
    const std::size_t size = std::min(most, static_cast<std::size_t>(result.size()));
    std::memcpy(out, result.data(), size);
    return size;
}

} // namespace ScopeLab::Fuzz

/// Gives a fuzzer the mutator that knows its inputs.
#define SCOPELAB_FUZZ_MUTATOR(mutator)                                                                                 \
    extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t *data, std::size_t size, std::size_t most,             \
                                                   unsigned seed)                                                      \
    {                                                                                                                  \
        return ScopeLab::Fuzz::mutate(mutator, data, size, most, seed);                                                \
    }                                                                                                                  \
    extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t *first, std::size_t firstSize,                 \
                                                     const std::uint8_t *second, std::size_t secondSize,               \
                                                     std::uint8_t *out, std::size_t most, unsigned seed)               \
    {                                                                                                                  \
        return ScopeLab::Fuzz::crossOver(mutator, first, firstSize, second, secondSize, out, most, seed);              \
    }
