"""Which block of a try an exception stands in, by the text of the program."""

from __future__ import annotations

import ast
import linecache
from typing import Any, Dict, List, Optional, Tuple


def kind_of_block(old: BaseException, by: BaseException) -> Optional[str]:
    """'except', 'finally' or '': in what the other was raised, in the frame to which the old one came.

    None: it never came by there. Trio raises a Cancelled for one task while another handles an error, which Python then
    takes for its context."""
    trace = old.__traceback__
    other = by.__traceback__
    while trace is not None and other is not None:
        if other.tb_frame is trace.tb_frame:
            return block_around(trace.tb_frame.f_code.co_filename, other.tb_lineno)
        other = other.tb_next
    return None


_blocks: Dict[str, List[Tuple[int, int, str]]] = {}


def block_around(filename: str, line: int) -> str:
    """The innermost block of a try around the line: what stands in the file is read once."""
    blocks = _blocks.get(filename)
    if blocks is None:
        blocks = _blocks[filename] = []
        try:
            tree: Any = ast.parse("".join(linecache.getlines(filename)))
        except (SyntaxError, ValueError, RecursionError):
            tree = ast.Module([], [])
        node: Any
        for node in ast.walk(tree):
            if type(node).__name__ in ("Try", "TryStar"):
                if node.finalbody:
                    blocks.append((node.finalbody[0].lineno, node.finalbody[-1].end_lineno or 0, "finally"))
                for handler in node.handlers:
                    blocks.append((handler.lineno, handler.end_lineno or 0, "except"))
    around = [(last - first, kind) for first, last, kind in blocks if first <= line <= last]
    return min(around)[1] if around else ""
