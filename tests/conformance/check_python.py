#!/usr/bin/python3
"""Says which exported programs are not what they should be.

usage: check_python.py BASE BASE FILE...

Each FILE must be a program, and the same as a BASE but for what its strings and comments say and how it calls
what BASE calls by a name with "zq7" in it. No such name may be one that Python or BASE itself uses.
"""
import ast
import builtins
import io
import keyword
import symtable
import sys
import tokenize

OUTSIDE = {tokenize.COMMENT, tokenize.NL}
RESERVED = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins)}


def tokens(text):
    found = tokenize.generate_tokens(io.StringIO(text, newline="").readline)
    return [
        (token.type, "" if token.type == tokenize.STRING else token.string)
        for token in found
        if token.type not in OUTSIDE
    ]


def globals_of(table):
    """What a program takes from its module, or from Python."""
    found = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() or table.get_type() == "module"}
    return found.union(*map(globals_of, table.get_children()))


def compare(base, own, other):
    for (kind, text), (is_kind, is_text) in zip(base, other):
        if kind != is_kind:
            return f"{is_text!r} stands where {text!r} should"
        if "zq7" not in text:
            if text != is_text:
                return f"{is_text!r} stands where {text!r} should"
        elif is_text in RESERVED or is_text in own or is_text.startswith("_"):
            return f"{is_text!r} is no name of the scenario's own"
    return "" if len(base) == len(other) else "it is longer, or shorter"


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


bases = []
for path in sys.argv[1:3]:
    text = read(path)
    names = globals_of(symtable.symtable(text, path, "exec"))
    bases.append((tokens(text), {name for name in names if "zq7" not in name}))
for path in sys.argv[3:]:
    try:
        text = read(path)
        compile(ast.parse(text, path), path, "exec")
        complaints = [compare(base, own, tokens(text)) for base, own in bases]
        complaint = "" if "" in complaints else complaints[0]
    except (SyntaxError, ValueError, UnicodeError, tokenize.TokenError) as error:
        complaint = repr(error)
    if complaint:
        print(path, text[:60], complaint)
