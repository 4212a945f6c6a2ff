"""CO-RE applied to a program: instructions changed to fit the kernel they are loaded on."""

from __future__ import annotations

from beebox.btf.types import Btf
from beebox.errors import RelocationError
from beebox.obj.spec import ObjectSpec, ProgramSpec


def relocate(program: ProgramSpec, spec: ObjectSpec, kernel_btf: Btf) -> ProgramSpec:
    """Return *program* with its CO-RE relocations resolved against *kernel_btf*.

    Raises:
        RelocationError: the kernel has no such field, type or value, and the program needs it.
    """
    raise RelocationError(f"{program.name}: CO-RE relocations are not applied yet")
