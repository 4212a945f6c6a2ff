"""How the kernel was built, told to an object in its ``.kconfig``: numbers, letters, texts.

tools/lib/bpf/libbpf.c, bpf_object__resolve_externs and set_kcfg_value_*: what is set must fit the
type that the object declares; what is not set is 0 if it is weak. LINUX_* are not settings, but
asked of the kernel itself.
"""

from __future__ import annotations

import re

from beebox.errors import NotSupported
from beebox.kernel.api import Kernel
from beebox.obj.spec import Config, Form, ObjectSpec

_LETTERS = {"n": 0, "y": 1, "m": 2}
_WRAPPER = "__x64_sys_bpf"
"""where system calls have wrappers, x86-64's is called so"""


def values(spec: ObjectSpec, kernel: Kernel) -> bytes:
    """Return what the map of settings is told.

    Raises:
        NotSupported: a setting that is not weak is not known, or one does not fit its type.
    """
    value = bytearray(max(each.offset + each.size for each in spec.config))
    for each in spec.config:
        value[each.offset : each.offset + each.size] = _told(each, kernel)
    return bytes(value)


def _told(wanted: Config, kernel: Kernel) -> bytes:
    if wanted.name.startswith("LINUX_"):
        number = _of_kernel(wanted.name, kernel)
        found = None if number is None else str(number)
    else:
        found = kernel.facts.settings.get(wanted.name)
    if found is None:
        if wanted.weak:
            return bytes(wanted.size)
        raise NotSupported(
            f"{wanted.name} is declared __kconfig, and is not known",
            "where it may be missing, declare it __weak",
        )
    return encoded(wanted, found)


def _of_kernel(name: str, kernel: Kernel) -> int | None:
    if name == "LINUX_KERNEL_VERSION":
        return version(kernel.facts.release)
    if name == "LINUX_HAS_BPF_COOKIE":
        return int(version(kernel.facts.release) >= 5 << 16 | 15 << 8)
    if name == "LINUX_HAS_SYSCALL_WRAPPER":
        return int(kernel.facts.btf.find(_WRAPPER, "func") is not None)
    return None


def encoded(wanted: Config, text: str) -> bytes:
    """Return a setting's *text* (``y``, ``250``, ``"name"``) as the object wants it.

    Raises:
        NotSupported: it is of another kind, or too big.
    """
    if text in _LETTERS:
        return _letter(wanted, text)
    if text.startswith('"'):
        if wanted.form is not Form.TEXT:
            raise _misfit(wanted, text)
        held = text.strip('"').encode()[: wanted.size - 1]
        return held.ljust(wanted.size, b"\0")
    try:
        number = int(text, 0)
    except ValueError:
        raise _misfit(wanted, text) from None
    if wanted.form not in (Form.INT, Form.CHAR, Form.BOOL):
        raise _misfit(wanted, text)
    return _number(wanted, number, text)


def _letter(wanted: Config, text: str) -> bytes:
    if wanted.form is Form.CHAR:
        return text.encode()
    if wanted.form is Form.TRISTATE or (wanted.form is Form.BOOL and text != "m"):
        return _LETTERS[text].to_bytes(wanted.size, "little")
    raise _misfit(wanted, text)


def _number(wanted: Config, number: int, text: str) -> bytes:
    bits = 1 if wanted.form is Form.BOOL else 8 * wanted.size
    low, high = (-(1 << bits - 1), 1 << bits - 1) if wanted.signed else (0, 1 << bits)
    if wanted.size == 8:  # libbpf lets any 64 bits pass
        low, high = -(1 << 63), 1 << 64
    if not low <= number < high:
        raise _misfit(wanted, text)
    return (number & (1 << 8 * wanted.size) - 1).to_bytes(wanted.size, "little")


def _misfit(wanted: Config, text: str) -> NotSupported:
    size = f" of {wanted.size} bytes" if wanted.form in (Form.INT, Form.TEXT) else ""
    return NotSupported(
        f"{wanted.name} is {text} in this kernel, which {wanted.form.value}{size} does not hold"
    )


def version(release: str) -> int:
    """Return *release* (``6.18.44``) as the kernel numbers itself: LINUX_VERSION_CODE."""
    found = re.match(r"(\d+)\.(\d+)\.?(\d*)", release)
    major, minor, patch = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return major << 16 | minor << 8 | min(patch, 255)
