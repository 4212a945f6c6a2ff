"""Names of maps and programs (kernel/bpf/syscall.c, bpf_obj_name_cpy)."""

from __future__ import annotations

from errno import EINVAL

from beebox.errors import KernelError

SIZE = 16
"""BPF_OBJ_NAME_LEN"""


def check_name(raw: bytes) -> str:
    """Return the name in the *raw* bytes of an attribute's field.

    Raises:
        KernelError: EINVAL for a character that no name has, or no room for the NUL.
    """
    text = raw.split(b"\0", 1)[0]
    if len(text) >= SIZE:
        raise KernelError(EINVAL, "a name of more than 15 characters")
    name = text.decode("latin-1")
    if not all(map(_may_be_in_a_name, name)):
        raise KernelError(EINVAL, f"the name {name!r}")
    return name


def _may_be_in_a_name(char: str) -> bool:
    """Say whether *char* is a letter or digit as lib/ctype.c has them, in Latin-1, or one of _ ."""
    if char.isascii():
        return char.isalnum() or char in "_."
    return char >= "\u00c0" and char not in "\u00d7\u00f7"
