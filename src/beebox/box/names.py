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
    if not all(char.isascii() and (char.isalnum() or char in "_.") for char in name):
        raise KernelError(EINVAL, f"the name {name!r}")
    return name
