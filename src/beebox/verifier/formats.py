"""Formats that are known when the program is loaded, held against their arguments.

After Linux 6.18 kernel/bpf/helpers.c: bpf_bprintf_prepare, and check_bpf_snprintf_call in
kernel/bpf/verifier.c.
"""

from __future__ import annotations

import re
from errno import EINVAL

from beebox.verifier.api import MapValue
from beebox.verifier.env import Env
from beebox.verifier.types import Refusal

_END = rb"(?=[\0\s!-/:-@\[-`{-~\xa0-\xbf\xd7\xf7])"
"""what must follow a string or a plain pointer: a space or punctuation of Latin 1"""
_TEXT = re.compile(rb"(?:[\x20-\x24\x26-\x7e\x80-\xff\t-\r]|%%)*")
_ARGUMENT = re.compile(
    rb"%[-+ 0]*(?:[1-9][0-9]*)?"
    rb"(?:p" + _END + rb"|p[ku]s" + _END + rb"|p[KxsSB]|p[iI][46]|s" + _END + rb"|c|l{0,2}[iduxX])"
)


def arguments(text: bytes) -> int | None:
    """Return how many arguments the format at the start of *text* takes, None if it is wrong."""
    at = count = 0
    while True:
        at = _TEXT.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        if text[at : at + 1] == b"\0":
            return count
        found = _ARGUMENT.match(text, at)
        if found is None:
            return None
        at = found.end()
        count += 1


def check(env: Env, number: int, size: int) -> None:
    """Hold the format in register *number* against the bytes of arguments in register *size*."""
    reg, given = env.regs[number], env.regs[size].bounds.value
    of = reg.of
    assert isinstance(of, MapValue)
    assert of.contents is not None
    if given % 8:
        raise Refusal(EINVAL, "")
    needed = arguments(of.contents[reg.off + reg.bounds.smin :])
    if needed is None or needed > given // 8:
        raise Refusal(EINVAL, "Invalid format string")
