"""The limit on locked memory, which kernels before 5.11 count maps, programs and types against.

Its default is too small for most objects, and such a kernel then says EPERM, as for a missing
right. libbpf raises it before it loads anything; we when a kernel has refused, so that a process on
a newer one keeps its limits.
"""

from __future__ import annotations

from beebox.abi.enums import Cmd

COUNTED = frozenset((Cmd.MAP_CREATE, Cmd.PROG_LOAD, Cmd.BTF_LOAD))
_FREE_SINCE = 5, 11


def raised(release: str) -> bool:
    """Raise the limit for kernel *release* as far as this process may; tell if that may help."""
    numbers = release.split(".")[:2]
    if tuple(int(part) for part in numbers if part.isdecimal()) >= _FREE_SINCE:
        return False
    import resource  # noqa: PLC0415 - old kernels only

    soft, hard = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    for wanted in ((resource.RLIM_INFINITY, resource.RLIM_INFINITY), (hard, hard)):
        if soft != wanted[0]:
            try:
                resource.setrlimit(resource.RLIMIT_MEMLOCK, wanted)
            except (OSError, ValueError):
                continue  # only root may raise the hard one
            return True
    return False
