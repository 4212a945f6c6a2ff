"""Which version of the instruction set a kernel takes: what programs in Python are compiled for."""

from __future__ import annotations

import errno

from beebox.abi.enums import Cmd, ProgType
from beebox.abi.structs import ProgLoadAttr
from beebox.errors import BeeboxError, KernelError
from beebox.isa.insn import Insn, encode
from beebox.kernel.api import Kernel

DEFAULT = "v3"
"""what every kernel since 5.1 takes, and objects are for that are made for none in particular"""
_ZERO, _EXIT = Insn(0xB7), Insn(0x95)
PROGRAMS = {
    "v4": (_ZERO, Insn(0xBF, off=8), Insn(0x37, off=1, imm=2), Insn(0xD7, imm=16), Insn(6), _EXIT),
    "v3": (_ZERO, Insn(0xA6, imm=1), _EXIT),
    "v2": (_ZERO, Insn(0xA5, imm=1), _EXIT),
}
"""what only kernels take that know a version: `beebox.features.dialect` has them as text"""


def newest(kernel: Kernel) -> str:
    """Return the newest version that *kernel* takes, `DEFAULT` if it does not tell."""
    for version, insns in PROGRAMS.items():
        attr = ProgLoadAttr(prog_type=ProgType.SOCKET_FILTER, insn_cnt=len(insns))
        attr.point("insns", encode(insns))
        attr.point("license", b"GPL\0")
        try:
            kernel.close(kernel.bpf(Cmd.PROG_LOAD, attr))
        except KernelError as error:
            if error.errno != errno.EINVAL:
                return DEFAULT
        except BeeboxError:
            return DEFAULT
        else:
            return version
    return "v1"
