// What a program needs beside Trio, each part only if it is used.

#include "core/export/pythontext.h"

#include <array>

namespace ScopeLab::Python {

namespace {

// clang-format off
constexpr std::array<CodeHelper, 19> all{{
    {"log", "", "", R"(

def log(text):
    print(trio.lowlevel.current_task().name.rpartition(".")[2], text, sep=": ")
)"},
    {"seconds", "math", "", R"(

def seconds(text):
    """Reads a length of time: 250ms, 1.5s, 2m, 1h, forever."""
    if text in ("0", "forever"):
        return 0 if text == "0" else math.inf
    for unit, factor in (("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)):
        number = text.removesuffix(unit)
        if number != text and number.replace(".", "", 1).isdigit():
            return float(number) * factor
    raise ValueError(f"{text!r} is not a duration")
)"},
    {"describe", "", "", R"(

def describe(error):
    if error is None:
        return "nothing"
    if isinstance(error, trio.Cancelled):
        return "trio.Cancelled"
    kind = "TimeoutError" if isinstance(error, trio.TooSlowError) else type(error).__name__
    message = error.message if isinstance(error, BaseExceptionGroup) else ", ".join(map(str, error.args))
    return f"{kind}: {message}" if message else kind
)"},
    {"split_cancellation", "", "", R"(

def split_cancellation(error):
    """The cancellations in a group, and everything else; nesting is kept."""
    if error is None:
        return None, None
    if not isinstance(error, BaseExceptionGroup):
        error = BaseExceptionGroup("", [error])
    return error.split(trio.Cancelled)
)"},
    {"only_cancelled", "", "split_cancellation", R"(

def only_cancelled(error):
    return error is not None and split_cancellation(error)[1] is None
)"},
    {"holds_cancellation", "", "split_cancellation", R"(

def holds_cancellation(error):
    return split_cancellation(error)[0] is not None
)"},
    {"members", "", "", R"(

def members(error):
    """How many direct members a group has; a single error counts as one."""
    return 0 if error is None else len(getattr(error, "exceptions", [error]))
)"},
    {"present", "", "", R"(

def present(error):
    if error is None:
        raise RuntimeError("there is nothing to raise")
    return error
)"},
    {"error_named", "builtins", "", R"(

def error_named(name):
    """The exception type of that name."""
    if name == "TimeoutError":
        return trio.TooSlowError
    for kind in (*globals().values(), *vars(builtins).values()):
        if isinstance(kind, type) and issubclass(kind, BaseException) and kind.__name__ == name:
            return kind
    raise ValueError(f"{name!r} is not an exception type")
)"},
    {"noted", "", "", R"(

def noted(error, *notes):
    for note in notes:
        error.add_note(note)
    return error
)"},
    {"caused", "", "", R"(

def caused(error, cause):
    error.__cause__ = cause
    return error
)"},
    {"cancelled_error", "", "", R"(

async def cancelled_error():
    """A Cancelled; only Trio itself can make one."""
    with trio.CancelScope() as scope:
        scope.cancel()
        try:
            await trio.lowlevel.checkpoint()
        except trio.Cancelled as error:
            return error
)"},
    {"block_and_ask", "time", "", R"(

def block_and_ask(length, every):
    """Blocks, and asks now and then whether it is cancelled."""
    left = length
    while left > every:
        time.sleep(every)
        trio.from_thread.check_cancelled()
        left -= every
    time.sleep(left)
)"},
    {"share", "", "", R"(

def share(whole, *weights):
    """What the first of these may take of the time that is left of the whole."""
    return (whole.deadline - trio.current_time()) * weights[0] / sum(weights)
)"},
    {"detach", "", "", R"(

def detach(task, *args, name=None):
    """Starts a task that nobody waits for, and whose errors nobody hears of."""

    async def alone():
        try:
            await task(*args)
        except Exception:
            pass

    trio.lowlevel.spawn_system_task(alone, name=name or task.__name__)
)"},
    {"visible", "contextmanager", "", R"(

living = {}  # the scopes of each name, innermost last
entered = {}  # the last one of each name


@contextmanager
def visible(name, scope):
    """Lets others find a scope by its name."""
    living.setdefault(name, []).append(scope)
    entered[name] = scope
    try:
        yield
    finally:
        living[name].remove(scope)


def living_scope(name):
    """The last one entered; one that nobody is in, if there is none."""
    return living[name][-1] if living.get(name) else trio.CancelScope()


def last_scope(name):
    return entered.get(name, trio.CancelScope())
)"},
    {"visible_nursery", "asynccontextmanager", "visible", R"(

@asynccontextmanager
async def visible_nursery(name):
    """A nursery whose scope is visible until it is left."""
    scopes = living.setdefault(name, [])
    at = len(scopes)
    try:
        async with trio.open_nursery() as nursery:
            scopes.append(nursery.cancel_scope)
            entered[name] = nursery.cancel_scope
            yield nursery
    finally:
        del scopes[at]
)"},
    {"CancellationToken", "contextmanager math", "", R"(

class CancellationToken:
    """A flag that many watch; cancelling it cancels its children, never its parent."""

    def __init__(self, parent=None):
        self.reason = None
        self._event = trio.Event()
        self._callbacks = []
        if parent:
            parent.on_cancel(self.cancel)

    @property
    def cancelled(self):
        return self._event.is_set()

    def cancel(self, reason=None):
        if self.cancelled:
            return
        self.reason = reason
        self._event.set()
        for callback in tuple(self._callbacks):
            callback(reason=reason)

    async def wait(self):
        await self._event.wait()

    def on_cancel(self, callback):
        self._callbacks.append(callback)
        if self.cancelled:
            callback(reason=self.reason)

    @contextmanager
    def scope(self, timeout=math.inf):
        """A scope that is cancelled with the token."""
        with trio.move_on_after(timeout) as scope:
            self.on_cancel(scope.cancel)
            try:
                yield scope
            finally:
                self._callbacks.remove(scope.cancel)
)"},
    {"GracefulShutdown", "contextmanager", "CancellationToken", R"(

class GracefulShutdown:
    """Once its token is cancelled no operation begins, and those that run have some time to finish."""

    def __init__(self, token, grace):
        self.cancel_scope = trio.CancelScope()
        self._token = token
        self._grace = grace
        self._running = 0

    @property
    def closing(self):
        return self._token.cancelled

    def __enter__(self):
        self.cancel_scope.__enter__()
        self._token.on_cancel(self._begin)
        return self

    def __exit__(self, *error):
        self._token._callbacks.remove(self._begin)
        return self.cancel_scope.__exit__(*error)

    def _begin(self, reason):
        if self._running:
            self.cancel_scope.deadline = trio.current_time() + self._grace
        else:
            self.cancel_scope.cancel(reason=reason)

    @contextmanager
    def operation(self):
        """Counts as running for as long as its body."""
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1
            if self.closing and not self._running:
                self.cancel_scope.cancel(reason=self._token.reason)
)"},
}};
// clang-format on

} // namespace

std::span<const CodeHelper> helpers()
{
    return all;
}

} // namespace ScopeLab::Python
