"""What a program is known by: the digest of its instructions, without the maps that they name.

kernel/bpf/core.c, bpf_prog_calc_tag; since Linux 6.18 it is SHA-256.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from beebox.isa.insn import Insn, encode
from beebox.isa.opcodes import LDDW, Pseudo

_MAPS = (Pseudo.MAP_FD, Pseudo.MAP_VALUE)


def digest(insns: Sequence[Insn]) -> bytes:
    """Return the digest of *insns*; the first eight bytes of it are the program's tag."""
    import hashlib  # noqa: PLC0415 - 5 ms, for those who ask

    plain = list(insns)
    for index, insn in enumerate(insns):
        if insn.code == LDDW and insn.src in _MAPS:
            for half in range(index, min(index + 2, len(plain))):
                plain[half] = replace(plain[half], imm=0)
    return hashlib.sha256(encode(plain)).digest()
