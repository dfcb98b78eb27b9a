#include "core/export/rusttext.h"

#include "core/export/codetext.h"

namespace ScopeLab::Rust {

namespace {

// clang-format off
const char *const Taken =
    // Keywords, of later editions, too.
    "abstract as async auto await become box break const continue crate default do dyn else enum extern "
    "false final fn for gen if impl in let loop macro macro_rules match mod move mut override priv pub "
    "raw ref return safe self static struct super trait true try type typeof union unsafe unsized use "
    "virtual where while yield "
    // What the program imports, defines, or names itself.
    "biased bool chance char describe drop duration f64 grace i32 items join_all main members "
    "mpsc operator pending receiver sleep spawn_blocking started std str take timeout timeout_at tokio "
    "u64 usize watch yield_now ";
// clang-format on

std::string escape(const Code::Character &one)
{
    return "\\u{" + Code::hexadecimal(one.code, 1) + '}';
}

bool isUpper(char letter)
{
    return Code::lower(letter) != letter;
}

} // namespace

std::string identifier(const std::string &name)
{
    static const std::set<std::string> taken = Code::wordSet(Taken);
    std::string result;
    for (const std::string &word : Code::words(name)) {
        if (!result.empty())
            result += '_';
        for (std::size_t i = 0; i < word.size(); ++i) {
            const bool beginsWord = i > 0 && isUpper(word[i]) && Code::upper(word[i - 1]) != word[i - 1];
            result += (beginsWord ? "_" : "") + std::string(1, Code::lower(word[i]));
        }
    }
    return taken.contains(result) ? result + '_' : result;
}

std::string typeName(const std::string &name)
{
    std::string result;
    for (std::string word : Code::words(name)) {
        word.front() = Code::upper(word.front());
        result += word;
    }
    return result;
}

std::string literal(const std::string &text)
{
    return '"' + Code::quoted(text, escape) + '"';
}

std::string inFormat(const std::string &text)
{
    return Code::quoted(Code::withDoubledBraces(text), escape);
}

std::string comment(const std::string &text, const char *marker)
{
    return marker + (' ' + Code::comment(text));
}

std::string duration(Duration length)
{
    if (length == Duration::zero())
        return "Duration::ZERO";
    if (length == Forever)
        return "Duration::MAX";
    if (length % std::chrono::seconds(1) == Duration::zero())
        return "Duration::from_secs(" + Code::digits(length / std::chrono::seconds(1)) + ')';
    if (length % std::chrono::milliseconds(1) == Duration::zero())
        return "Duration::from_millis(" + Code::digits(length / std::chrono::milliseconds(1)) + ')';
    return "Duration::from_nanos(" + Code::digits(length.count()) + ')';
}

} // namespace ScopeLab::Rust
