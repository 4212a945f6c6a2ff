"""Formats of bpf_snprintf: which are right, and how many arguments they take."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import verifier_cases as cases

from beebox.isa.asm import assemble
from beebox.verifier.formats import arguments

if TYPE_CHECKING:
    from verifier_live import Live

FORMATS = {
    "": 0, "hi": 0, "%%": 0, "100%% of\t\n": 0, "%d": 1, "%d %u %i %x %X": 5, "%ld%lu%lx": 3,
    "%lld %llu %llx": 3, "%5d|%-5d|%+5d|%05d|% 5d": 5, "%0-+ 12d": 1, "%100d": 1, "%s": 1,
    "%s%s": 2, "%s,%s": 2, "%s %d": 2, "%10s": 1, "%-10s|": 1, "%c": 1, "%cx": 1, "%p": 1,
    "%p %p": 2, "%p%p": 2, "%px": 1, "%pK": 1, "%pKx": 1, "%ps": 1, "%pS": 1, "%psx": 1, "%pB": 1,
    "%pBx": 1, "%pI4": 1, "%pi4": 1, "%pI6": 1, "%pi6": 1, "%pI4x": 1, "%pks": 1, "%pus": 1,
    "%pks|": 1, "%d%%": 1, "%%%d": 1, "%5%d": None, "%": None, "%5": None, "%z": None,
    "%hd": None, "%llld": None, "%lc": None, "%ls": None, "%sx": None, "%s1": None, "%pksx": None,
    "%pa": None, "%p4": None, "%pI": None, "%pI5": None, "%pk": None, "%pu": None, "%f": None,
    "%e": None, "%o": None, "%n": None, "%*d": None, "%.3d": None, "%#x": None, "\x01": None,
    "\x7f": None, "caf\xe9": 0, "%d\x80": 1, "%s\x80": None, "%s\xa0": 1, "%s\xbf": 1, "%s\xc0": None, "%s\xd7": 1, "%l": None, "%ll": None,
    "%5%": None, "%-": None, "%pI4%pI6": 2, "%s%%": 1, "%p_": 1, "%p0": None,
}  # fmt: skip


def code(count: int) -> str:
    return f"""
        r1 = r10
        r1 += -64
        *(u64 *)(r10 - 64) = 0
        r2 = 8
        r3 = map[rodata][0]+0
        r4 = r10
        r4 += -256
        r5 = {8 * count}
        call snprintf
        r0 = 0
        exit
    """


@pytest.mark.parametrize("text", FORMATS, ids=repr)
def test_arguments(text: str) -> None:
    assert arguments(text.encode("latin-1").ljust(64, b"\0")) == FORMATS[text]


@pytest.mark.linux
@pytest.mark.parametrize("text", FORMATS, ids=repr)
def test_linux_takes_so_many(live: Live, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from verifier_live import _create

    shape = cases.MAPS["rodata"]
    contents = text.encode("latin-1").ljust(64, b"\0")
    fd = _create("fmt", shape._replace(value_size=64, contents=contents))
    monkeypatch.setitem(live.fds, shape.id, fd)
    taken = []
    for count in range(12):
        refused, log = live.load_insns(assemble(code(count), maps=cases.NUMBERS))
        if refused:
            assert "Invalid format string" in log
        else:
            taken.append(count)
    os.close(fd)
    least = FORMATS[text]
    assert taken == ([] if least is None else list(range(least, 12)))
