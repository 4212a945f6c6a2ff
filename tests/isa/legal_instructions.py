"""Any legal instruction, for hypothesis."""

from hypothesis import strategies as st

from beebox.isa import disasm
from beebox.isa.insn import Insn
from beebox.isa.opcodes import ATOMICS, KNOWN, LDDW, check

registers = st.integers(0, 10)
offsets = st.integers(-(1 << 15), (1 << 15) - 1)
numbers = st.integers(-(1 << 31), (1 << 31) - 1)


@st.composite
def legal(draw) -> tuple[Insn, ...]:
    """One legal instruction, in one slot or two."""
    code = draw(st.sampled_from(sorted(KNOWN)))
    insn = Insn(code, draw(registers), draw(registers), draw(offsets), draw(numbers))
    choices = [
        insn,
        *(Insn(code, insn.dst, insn.src, off, imm) for off in (0, 1, 8, 16, 32) for imm in (0, 16)),
        *(Insn(code, insn.dst, insn.src, insn.off, op) for op in sorted(ATOMICS)),
        Insn(code, insn.dst, 0, insn.off, insn.imm),
        Insn(code, insn.dst, 0, 0, insn.imm),
        Insn(code, insn.dst, 0, 1, insn.imm),
        Insn(code, insn.dst, insn.src, insn.off),
        Insn(code, 0, 0, insn.off),
        Insn(code, 0, 0, 0, insn.imm),
        Insn(code, 0, insn.src % 3, 0, insn.imm),
        Insn(code, 0, insn.src, 0, insn.imm),
        Insn(code, insn.dst, 0, 0, insn.imm & 31 or 1),
        Insn(code, insn.dst, insn.src % 7, 0, insn.imm),
        Insn(code, insn.dst),
        Insn(code, insn.dst, 0, 0, 64),
        Insn(code),
    ]
    fine = [choice for choice in choices if check(choice) is None]
    found = draw(st.sampled_from(fine))
    if code != LDDW:
        return (found,)
    second = Insn(0, imm=draw(numbers) if found.src not in (1, 4, 5) else 0)
    return found, second


def exact(part: tuple[Insn, ...]) -> bool:
    return disasm.exact(part[0], part[-1] if len(part) == 2 else None)
