"""An object's types given to a kernel, reduced to what it knows.

After tools/lib/bpf/libbpf.c, bpf_object__sanitize_and_load_btf. What a kernel knows is only asked
when it has refused: new ones cost no probe.
"""

from __future__ import annotations

import errno
from typing import NamedTuple

from beebox.errors import KernelError
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.obj import kernel_btf
from beebox.obj.spec import ObjectSpec


class Given(NamedTuple):
    """What became of an object's types."""

    fd: int = 0
    """0: the kernel has none of them"""
    functions: bool = True
    """whether programs may say which functions they have"""
    refused: str = ""
    """why the kernel has none"""


def give(spec: ObjectSpec, kernel: Kernel) -> Given:
    """Load the types of *spec*; the caller closes the fd.

    A kernel that refuses them gets them without the kinds that it does not know. One that takes
    none at all goes without, as nothing but tables of operations depends on them.

    Raises:
        KernelError: the caller may not load types, or they are damaged and needed.
    """
    if spec.btf is None:
        return Given()
    data = kernel_btf(spec)
    try:
        return Given(client.btf_load(kernel, data))
    except KernelError as error:
        refused = error
    if refused.errno in (errno.EPERM, errno.ENOMEM):
        raise _named(refused, spec)
    from beebox.btf import read as btf_read  # noqa: PLC0415 - for kernels that refuse
    from beebox.btf.reduce import PROBES, Lack, needed, reduced  # noqa: PLC0415 - as above

    lacking = {lack for lack in needed(spec.btf) if not _knows(kernel, PROBES[lack])}
    try:
        if lacking:
            less = reduced(btf_read.read(data), lacking)
            return Given(client.btf_load(kernel, less), Lack.FUNC not in lacking)
    except KernelError as error:
        refused = error
    if any(each.struct for each in spec.maps.values()):
        raise _named(refused, spec)
    return Given(refused=str(_named(refused, spec)))


def _named(error: KernelError, spec: ObjectSpec) -> KernelError:
    error.what = f"{spec.name}: load its BTF: {error.what}"
    return error


def _knows(kernel: Kernel, probe: bytes) -> bool:
    try:
        kernel.close(client.btf_load(kernel, probe))
    except KernelError:
        return False
    return True
