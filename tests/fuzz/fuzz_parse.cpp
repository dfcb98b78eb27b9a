#include "tests/fuzz/custommutator.h"
#include "tests/fuzz/targets.h"

SCOPELAB_FUZZ_MUTATOR(ScopeLab::Fuzz::mutatedScenario)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    ScopeLab::Fuzz::parse(std::string(reinterpret_cast<const char *>(data), size));
    return 0;
}
