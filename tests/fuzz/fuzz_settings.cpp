#include "tests/fuzz/custommutator.h"
#include "tests/fuzz/settings.h"
#include "tests/ui/uitest.h"

#include <QApplication>

namespace {

QByteArray used;

/// The first byte says that a file follows.
QByteArray mutatedFile(const QByteArray &text, const QByteArray &other, ScopeLab::Fuzz::Rng &rng)
{
    const QByteArray file = text.contains('=') ? text.mid(1) : used;
    return '1' + ScopeLab::Fuzz::mutatedSettings(file, other, rng);
}

} // namespace

SCOPELAB_FUZZ_MUTATOR(mutatedFile)

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
