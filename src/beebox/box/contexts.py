"""How the box keeps the contexts that programs see as structs of the kernel's ABI."""

from __future__ import annotations

from functools import cache

from beebox import verifier
from beebox.pylang.types import ArrayType
from beebox.vm.contexts import SkBuff, XdpBuff

STRUCTS = {"xdp_md": XdpBuff, "__sk_buff": SkBuff}


@cache
def tables() -> verifier.Tables:
    """Return the rows that programs are verified by, and the layouts that they are rewritten to."""
    layouts = {
        name: {
            field.name: verifier.Place(
                field.offset,
                field.type.element.size if isinstance(field.type, ArrayType) else field.type.size,
            )
            for field in struct.__layout__.fields.values()
        }
        for name, struct in STRUCTS.items()
    }
    return verifier.default_tables()._replace(layouts=layouts)
