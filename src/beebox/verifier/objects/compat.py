"""Which maps a program may use, whatever it does with them.

After Linux 6.18 kernel/bpf/verifier.c: check_map_prog_compatibility.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EBUSY, EINVAL, EPERM
from typing import NamedTuple

from beebox.abi.enums import MapType, ProgFlag, ProgType
from beebox.spec.model import MapKind, ProgramType
from beebox.verifier.api import MapValue
from beebox.verifier.objects.fields import GRAPH_ROOT, LOCKS, TIMER, WORKQUEUE
from beebox.verifier.types import Refusal

_STORAGE = (MapType.CGROUP_STORAGE, MapType.PERCPU_CGROUP_STORAGE)
_NOT_WHEN_PROBING = (
    (GRAPH_ROOT, "bpf_{list_head,rb_root}"),
    (LOCKS, "bpf_spin_lock"),
    (TIMER, "bpf_timer"),
    (WORKQUEUE, "bpf_wq"),
)


class User(NamedTuple):
    """The program that uses maps."""

    row: ProgramType
    flags: int
    digest: Callable[[], bytes]
    arena: bool = True
    """it may use one"""


def check(user: User, kind: MapKind, of: MapValue, before: list[MapValue]) -> None:
    """Refuse a map that this program cannot use; *before* are those it used already."""
    if of.exclusive and of.exclusive != user.digest():
        raise Refusal(EACCES, "program's hash doesn't match map's excl_prog_hash")
    mask = of.record.mask
    if mask:
        _check_fields(user.row, mask)
    if user.flags & ProgFlag.SLEEPABLE and not kind.sleepable:
        raise Refusal(
            EINVAL,
            "Sleepable programs can only use array, hash, ringbuf and local storage maps",
        )
    if kind.type in _STORAGE and any(other.type == kind.type for other in before):
        raise Refusal(EBUSY, "only one cgroup storage of each type is allowed")
    if kind.type == MapType.ARENA:
        _check_arena(of, before, allowed=user.arena)


def _check_arena(of: MapValue, before: list[MapValue], *, allowed: bool) -> None:
    if any(other.type == MapType.ARENA for other in before):
        raise Refusal(EBUSY, "Only one arena per program")
    if not allowed:
        raise Refusal(EPERM, "CAP_BPF and CAP_PERFMON are required to use arena")
    if not of.user_start:
        raise Refusal(EINVAL, "arena's user address must be set via map_extra or mmap()")


def _check_fields(row: ProgramType, mask: int) -> None:
    for kinds, name in _NOT_WHEN_PROBING:
        if not mask & kinds:
            continue
        if kinds == LOCKS and row.type == ProgType.SOCKET_FILTER:
            raise Refusal(EINVAL, "socket filter progs cannot use bpf_spin_lock yet")
        if row.probes:
            raise Refusal(EINVAL, f"tracing progs cannot use {name} yet")
