#include "tests/fuzz/custommutator.h"
#include "tests/fuzz/targets.h"

SCOPELAB_FUZZ_MUTATOR(ScopeLab::Fuzz::mutatedRecording)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    ScopeLab::Fuzz::trace(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    return 0;
}
