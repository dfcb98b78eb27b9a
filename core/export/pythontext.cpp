#include "core/export/pythontext.h"

#include "core/export/codetext.h"

namespace ScopeLab::Python {

namespace {

// clang-format off
const char *const Taken =
    // Keywords, the soft ones, too.
    "False None True and as assert async await break case class continue def del elif else except finally "
    "for from global if import in is lambda match nonlocal not or pass raise return try type while with "
    "yield "
    // Built in.
    "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError "
    "BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError "
    "ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning "
    "EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError "
    "FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError "
    "InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError "
    "ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError "
    "OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError "
    "RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration "
    "StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError "
    "UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError "
    "UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter all anext any ascii bin "
    "bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr "
    "dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash "
    "help hex id input int isinstance issubclass iter len license list locals map max memoryview min next "
    "object oct open ord pow print property quit range repr reversed round set setattr slice sorted "
    "staticmethod str sum super tuple vars zip "
    // What the program imports or defines.
    "CancellationToken GracefulShutdown asynccontextmanager asyncio block_and_ask builtins "
    "cancelled_error caused contextmanager curio describe detach entered error_named holds_cancellation "
    "itertools last_scope living living_scope log main math members noted only_cancelled operator present "
    "random seconds share split_cancellation start sys task_status time trio visible visible_nursery ";
// clang-format on

std::string escape(const Code::Character &one)
{
    if (one.code < 0x100)
        return "\\x" + Code::hexadecimal(one.code, 2);
    return one.code < 0x10000 ? "\\u" + Code::hexadecimal(one.code, 4) : "\\U" + Code::hexadecimal(one.code, 8);
}

} // namespace

std::string identifier(const std::string &name)
{
    static const std::set<std::string> taken = Code::wordSet(Taken);
    std::string result;
    for (const std::string &word : Code::words(name))
        result += (result.empty() ? "" : "_") + word;
    return taken.contains(result) ? result + '_' : result;
}

std::string literal(const std::string &text)
{
    return '"' + Code::quoted(text, escape) + '"';
}

std::string inFormat(const std::string &text)
{
    return Code::quoted(Code::withDoubledBraces(text), escape);
}

std::vector<std::string> docstring(const std::vector<std::string> &lines)
{
    std::vector<std::string> result;
    for (const std::string &line : lines)
        result.push_back((result.empty() ? "\"\"\"" : "") + Code::quoted(line, escape));
    result.emplace_back("\"\"\"");
    return result;
}

std::string seconds(Duration length)
{
    if (length == Forever)
        return "math.inf";
    constexpr Duration::rep second = 1'000'000'000;
    std::string text = Code::digits(length.count() / second);
    if (const Duration::rep rest = length.count() % second) {
        text += '.' + Code::digits(second + rest).substr(1);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text;
}

} // namespace ScopeLab::Python
