"""The code of an instruction depends on its fields alone, but for jumps and calls: made once."""

from __future__ import annotations

from collections.abc import Callable

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, Class
from beebox.vm.tier0 import arithmetic, jumps, memory
from beebox.vm.tier0.registers import REGISTERS, unknown

Key = tuple[int, int, int, int, int]
"""opcode, destination, source, offset, immediate"""

MADE: dict[Key, bytes] = {}
"""what was made so far"""
_KEPT = 1 << 16

_EMITTERS: dict[int, Callable[[Insn], bytes]] = {
    Class.LD: memory.immediate,
    Class.LDX: memory.load,
    Class.ST: memory.store_imm,
    Class.STX: memory.store,
    Class.ALU: arithmetic.alu,
    Class.ALU64: arithmetic.alu,
    Class.JMP: jumps.compare,
    Class.JMP32: jumps.compare,
}


def make(key: Key) -> bytes:
    """Make and remember the code of an instruction; of a jump, of its comparison.

    Raises:
        DecodeError: it has no meaning.
        NotSupported: only Linux has it.
    """
    if len(MADE) >= _KEPT:
        MADE.clear()
    insn = Insn(*key)
    if insn.dst >= len(REGISTERS) or insn.src >= len(REGISTERS):
        raise unknown(insn)
    code = MADE[key] = _EMITTERS[insn.code & CLASS](insn)
    return code
