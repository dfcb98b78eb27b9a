#pragma once

#include <QStringList>

#include <string>
#include <vector>

namespace ScopeLab {

/// What languages reserve, and what programs use themselves; variables of theirs aside, which get a number.
inline const char *const Words
    = "False None True and as assert async await break class continue def del elif else except finally for from "
      "global if import in is lambda nonlocal not or pass raise return try while with yield match case type "
      "trio math time random sys itertools asyncio builtins contextmanager log seconds describe start task_status "
      "operator detach living entered visible living_scope members present noted caused print len sum list "
      "Exception BaseException ValueError BaseExceptionGroup getattr isinstance super globals property "
      "alignas alignof asm auto bitand bool catch char char8_t concept const consteval constexpr const_cast "
      "co_await co_return co_yield decltype default delete do double dynamic_cast enum explicit export extern float "
      "friend goto inline int long mutable namespace new noexcept nullptr private protected public register requires "
      "short signed sizeof static static_assert struct switch template this throw typedef typeid typename union "
      "unsigned using virtual void volatile wchar_t xor final override module std errno assert stdin stdout stderr "
      "signals slots emit foreach forever linux unix after sleepFor withScope withTaskGroup finallyDo shield retry "
      "status link program executor candidate moveOnAfter raiseAgain openMemoryChannel describe "
      "abstract become box crate dyn fn impl let loop macro mod move mut priv pub ref self Self trait typeof unsafe "
      "unsized use where gen Ok Err Some Option tokio mpsc watch sleep timeout pending duration take "
      "join_all started receiver grace spawn_blocking timeout_at i32 usize str drop";

/// What breaks out of strings, comments and lines, or is not seen.
inline const char *const Nasty[] = {"\n",
                                    "\r",
                                    "\r\n",
                                    "\v",
                                    "\f",
                                    "\t",
                                    "\x1a",
                                    "\u0085",
                                    "\u2028",
                                    "\u2029",
                                    "\u00a0",
                                    "\u00ad",
                                    "x\nstatic_assert(false, \"injected\");",
                                    "x\r#error injected",
                                    "x\nimport os; os.abort()",
                                    "\u2028injected()",
                                    "f(x=print(\"injected\")):\n    \"\"\"",
                                    "\"\"\"",
                                    "'''",
                                    "\"",
                                    "'",
                                    "\\",
                                    "\\\\",
                                    "\\\"",
                                    "\\\n",
                                    "\\\r",
                                    "\\ ",
                                    "\?\?/",
                                    "\?\?/\ninjected",
                                    "\?\?'",
                                    "*/",
                                    "/*",
                                    "*/ injected /*",
                                    "//",
                                    "#",
                                    "#!",
                                    "///",
                                    "//!",
                                    "`",
                                    "$(injected)",
                                    "{",
                                    "}",
                                    "{{",
                                    "}}",
                                    "{}",
                                    "{injected}",
                                    "{0}",
                                    "{:>{width}}",
                                    "%s%n",
                                    "\\N{BULLET}",
                                    "\\u0041",
                                    "\\x",
                                    "\\0",
                                    "R\"(",
                                    ")\"",
                                    "r#\"",
                                    "\"#",
                                    "b'",
                                    "0",
                                    "1st",
                                    "1e9",
                                    "0x1p3",
                                    "<b>&amp;",
                                    "<!--",
                                    "]]>",
                                    "${injected}",
                                    "\u202e",
                                    "\u202d injected",
                                    "\u2066",
                                    "\u2069",
                                    "\u200e",
                                    "\u200f",
                                    "\u061c",
                                    "\ufeff",
                                    "\u200b",
                                    "\u200d",
                                    "\xf3\xa0\x81\x81",
                                    "\uf8ff",
                                    "\xef\xbf\xbe",
                                    "\xed\xa0\x80",
                                    "\xed\xb0\x80",
                                    "\xf4\x90\x80\x80",
                                    "\xc0\xaf",
                                    "\xc1\x81",
                                    "\xff",
                                    "\xe2\x82",
                                    "\xf0\x9f",
                                    "ﬁ",
                                    "fi",
                                    "K",
                                    "K",
                                    "ª",
                                    "ä",
                                    "а",
                                    "𝔘𝔫𝔦",
                                    "🦀",
                                    "日本語",
                                    "-",
                                    "_",
                                    "__",
                                    "___",
                                    "__name__",
                                    "__class",
                                    "__init__",
                                    "class_",
                                    "class-",
                                    "a-b",
                                    "a_b",
                                    "a--b",
                                    "A.b",
                                    "a b",
                                    "payment-declined",
                                    "x.y",
                                    "x,y",
                                    "x=1",
                                    "x:int",
                                    "(",
                                    ")",
                                    "[]",
                                    ";",
                                    "@",
                                    "!",
                                    "?",
                                    "~",
                                    "^",
                                    "|",
                                    "&&"};

/// A name and a text that mean harm.
struct Hostile
{
    std::string name;
    std::string text;
};

inline std::vector<Hostile> hostiles()
{
    std::vector<Hostile> result;
    const auto add = [&result](const std::string &name) { result.push_back({name, name + " injected " + name}); };
    for (int byte = 0; byte < 256; ++byte) {
        const auto c = static_cast<char>(byte);
        if (byte < 0x80 && QChar(byte).isLetterOrNumber())
            continue;
        result.push_back({std::string("-abc") + c + 'b', std::string("x") + c + "0 injected"});
    }
    for (const char *nasty : Nasty)
        result.push_back({std::string("-abc") + nasty, nasty + std::string(" injected ") + nasty});
    for (const QString &word : QString::fromLatin1(Words).split(u' '))
        add(word.toStdString());
    add("-abc" + std::string(20'000, 'a'));
    add("-abc" + QString(QStringLiteral("a-")).repeated(10'000).toStdString());
    add("-abc" + QString(QStringLiteral("\u2028")).repeated(10'000).toStdString());
    return result;
}

} // namespace ScopeLab
