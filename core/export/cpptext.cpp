#include "core/export/cpptext.h"

#include "core/export/codetext.h"

#include <array>

namespace ScopeLab::Cpp {

namespace {

// clang-format off
const char *const Taken =
    // Keywords. Those with '_' cannot be: words are joined without.
    "alignas alignof and asm auto bitand bitor bool break case catch char class compl concept const "
    "consteval constexpr constinit continue decltype default delete do double else enum explicit export "
    "extern false final float for friend goto if import inline int long module mutable namespace new "
    "noexcept not nullptr operator or override private protected public register requires return short "
    "signed sizeof static struct switch template this throw true try typedef typeid typename union "
    "unsigned using virtual void volatile while xor "
    // Macros of the standard library, Qt and the compiler.
    "alloca assert be16toh be32toh be64toh emit errno foreach forever htobe16 htobe32 htobe64 htole16 "
    "htole32 htole64 i386 issubnormal le16toh le32toh le64toh likely linux major makedev minor offsetof "
    "qApp qCCritical qCDebug qCInfo qCWarning qCritical qDebug qFatal qInfo qMove qPrintable "
    "qUtf16Printable qUtf8Printable qWarning signals slots stderr stdin stdout strdupa strndupa timeradd "
    "timerclear timercmp timerisset timersub unix unlikely "
    // What the program calls, or names itself.
    "after asGroup asyncio blockFor byOperator candidate catching caused chainContext chance checkpoint "
    "curio describe entered errorNamed executor failAfter failWithScope finallyDo isCancelled lastScope "
    "link living livingScope log main makeCancelled makeError makeGroup members moveOnAfter "
    "nonCancelSubgroup noted ofType openMemoryChannel present program raiseAgain retry shield sleepFor "
    "sleepForever sleepUntil split splitCancellation status statusAfter std throwError toDuration visible "
    "withScope withTaskGroup ";
// clang-format on

/// Its bytes, as they are; three digits each, or one that follows would belong to them.
std::string escape(const Code::Character &one)
{
    std::string result;
    for (const char c : one.bytes) {
        const auto byte = static_cast<unsigned char>(c);
        result += {'\\', static_cast<char>('0' + (byte >> 6)), static_cast<char>('0' + (byte >> 3 & 7)),
                   static_cast<char>('0' + (byte & 7))};
    }
    return result;
}

} // namespace

std::string identifier(const std::string &name)
{
    static const std::set<std::string> taken = Code::wordSet(Taken);
    std::string result;
    for (std::string word : Code::words(name)) {
        word.front() = result.empty() ? Code::lower(word.front()) : Code::upper(word.front());
        result += word;
    }
    return taken.contains(result) ? result + '_' : result;
}

std::string literal(const std::string &text)
{
    std::string result = "\"";
    for (const char c : Code::quoted(text, escape)) // of "??" a trigraph can come
        result.append(c == '?' && result.back() == '?' ? "\\?" : std::string(1, c));
    return result + '"';
}

std::string comment(const std::string &text)
{
    return "// " + Code::comment(text);
}

std::string duration(Duration length)
{
    struct Unit
    {
        Duration length;
        const char *suffix;
    };
    static const std::array<Unit, 6> units{{{std::chrono::hours(1), "h"},
                                            {std::chrono::minutes(1), "min"},
                                            {std::chrono::seconds(1), "s"},
                                            {std::chrono::milliseconds(1), "ms"},
                                            {std::chrono::microseconds(1), "us"},
                                            {std::chrono::nanoseconds(1), "ns"}}};
    if (length == Forever)
        return "Forever";
    if (length == Duration::zero())
        return "0s";
    for (const Unit &unit : units) {
        if (length % unit.length == Duration::zero())
            return Code::digits(length / unit.length) + unit.suffix;
    }
    return {};
}

} // namespace ScopeLab::Cpp
