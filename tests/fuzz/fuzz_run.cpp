#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    ScopeLab::Fuzz::run(std::string(reinterpret_cast<const char *>(data), size));
    return 0;
}
