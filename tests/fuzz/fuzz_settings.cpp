#include "tests/fuzz/settings.h"
#include "tests/ui/uitest.h"

#include <QApplication>

namespace {

QByteArray used;

} // namespace

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    new QApplication(*argc, *argv); // to the end of the process
    ScopeLab::setUpTestApplication();
    used = ScopeLab::Fuzz::usedSettings();
    return 0;
}

/// An odd first byte: the file itself. An even one: what of a good file is another byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const bool isFile = !input.isEmpty() && input[0] % 2 != 0;
    ScopeLab::Fuzz::settings(isFile ? input.mid(1) : ScopeLab::Fuzz::damaged(used, input.mid(1)));
    return 0;
}
