"""Where BPF registers live in machine code: where Linux's JIT has them.

After arch/x86/net/bpf_jit_comp.c, reg2hex. r9, r10 and r11 are scratch;
the auxiliary register is read before an instruction puts r10 to other use.
"""

from __future__ import annotations

from beebox.errors import DecodeError
from beebox.isa.insn import Insn
from beebox.vm import x86

REGISTERS = (
    x86.RAX,
    x86.RDI,
    x86.RSI,
    x86.RDX,
    x86.RCX,
    x86.R8,
    x86.RBX,
    x86.R13,
    x86.R14,
    x86.R15,
    x86.RBP,
    x86.R10,
)
"""where r0 to r10 live, and the auxiliary register of `beebox.vm.blind`"""
RUN = x86.R12
SAVED = ((6, x86.RBX), (7, x86.R13), (8, x86.R14), (9, x86.R15))
"""what a function keeps for its caller, if it uses it"""


def unknown(insn: Insn) -> DecodeError:
    """Return the error that says that *insn* has no meaning."""
    return DecodeError(f"opcode {insn.code:#04x} (imm {insn.imm}, off {insn.off}) is not known")
