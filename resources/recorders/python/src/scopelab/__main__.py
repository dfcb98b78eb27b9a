"""Records a program: python -m scopelab record [-o FILE] program.py args… | -m module args…"""

from __future__ import annotations

import os
import runpy
import sys
import types
from typing import Any, Dict, List, Optional

from . import record

_USAGE = """usage: python -m scopelab record [OPTION …] PROGRAM.py [ARGUMENT …]
       python -m scopelab record [OPTION …] -m MODULE [ARGUMENT …]

Runs a program of Trio, asyncio or AnyIO as it is, and records it into FILE, if not given PROGRAM.trace.
Read it with ScopeLab: scopelab check FILE, or scopelab FILE.
  -o FILE              where to
  --last SECONDS       keeps the last seconds in memory, and writes them on SIGUSR1 or an unhandled error
  --slow-stop SECONDS  writes them, too, when a stop takes longer than that
  --no-source          leaves the text of the program out of the recording
  --no-log             leaves out what the program logs
"""

_CALLERS = (os.path.basename(__file__), "runpy.py", "<frozen runpy>")


def main(arguments: List[str]) -> None:
    if arguments[:1] in (["-h"], ["--help"]):
        print(_USAGE, end="")
        return
    if arguments[:1] != ["record"]:
        sys.exit(_USAGE.rstrip())
    rest = arguments[1:]
    options = _options(rest)
    if options is None:
        print(_USAGE, end="")
        return
    is_module = rest[:1] == ["-m"]
    if is_module:
        rest = rest[1:]
    if not rest:
        sys.exit(f"scopelab: which program?\n{_USAGE}".rstrip())
    _run(rest, is_module, options.pop("output", None), options)


def _options(rest: List[str]) -> Optional[Dict[str, Any]]:
    """Takes the options away. None: people want to know which there are."""
    options: Dict[str, Any] = {}
    while rest and rest[0].startswith("-") and rest[0] != "-m":
        option = rest.pop(0)
        name, is_joined, value = option.partition("=") if option.startswith("--") else (option, "", "")
        if name in ("-o", "--output", "--last", "--slow-stop"):
            if not is_joined and not rest:
                sys.exit(f"scopelab: {name} wants a value\n{_USAGE}".rstrip())
            value = value if is_joined else rest.pop(0)
            if name in ("-o", "--output"):
                options["output"] = value
            else:
                options[name[2:].replace("-", "_")] = _seconds(name, value)
        elif option == "--no-source":
            options["with_sources"] = False
        elif option == "--no-log":
            options["with_log"] = False
        elif option in ("-h", "--help"):
            return None
        else:
            sys.exit(f"scopelab: unknown option {option}\n{_USAGE}".rstrip())
    if "slow_stop" in options and "last" not in options:
        sys.exit("scopelab: --slow-stop wants --last SECONDS, too: without it everything is written anyway")
    return options


def _seconds(option: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < 1e9:
        sys.exit(f"scopelab: {option} {text}: a number of seconds above 0 is wanted, as {option} 30")
    return value


def _run(program: List[str], is_module: bool, output: Optional[str], options: Dict[str, Any]) -> None:
    name = program[0].rpartition(".")[2] if is_module else os.path.splitext(os.path.basename(program[0]))[0]
    if not is_module and not os.path.exists(program[0]):
        sys.exit(f"scopelab: no such file: {program[0]}")
    sys.argv[:] = program
    try:
        recording = record(output or name + ".trace", title=program[0] if is_module else os.path.basename(program[0]),
                           **options)
        recording.__enter__()
    except OSError as exc:
        sys.exit(f"scopelab: cannot write {output or name + '.trace'}: {exc.strerror}")
    try:
        if is_module:
            runpy.run_module(program[0], run_name="__main__", alter_sys=True)
        else:
            _run_file(program[0])
    except Exception as exc:
        _report(exc)  # which writes what a flight recorder has
        sys.exit(1)
    finally:
        recording.__exit__(None, None, None)


def _report(exc: Exception) -> None:
    """Says of an error what Python would, without the lines by which the program was called."""
    trace = exc.__traceback__
    while trace is not None and os.path.basename(trace.tb_frame.f_code.co_filename) in _CALLERS:
        trace = trace.tb_next
    sys.excepthook(type(exc), exc.with_traceback(trace), trace)


def _run_file(path: str) -> None:
    """As Python does it: in the module __main__, which stays there for pickle, threads and functions run at exit."""
    path = os.path.abspath(path)
    if os.path.isdir(path) or path.endswith((".pyz", ".zip")):
        runpy.run_path(path, run_name="__main__")
        return
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = os.path.dirname(os.path.realpath(path))
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    module = types.ModuleType("__main__")
    module.__dict__.update(__file__=path, __builtins__=__builtins__, __spec__=None, __cached__=None)
    sys.modules["__main__"] = module
    exec(code, module.__dict__)


if __name__ == "__main__":
    main(sys.argv[1:])
