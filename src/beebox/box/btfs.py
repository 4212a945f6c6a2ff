"""Type information that was loaded: BTF_LOAD (kernel/bpf/btf.c, btf_new_fd)."""

from __future__ import annotations

from errno import E2BIG, EINVAL
from typing import TYPE_CHECKING

from beebox.box.logs import Log, refuse_cut
from beebox.box.objects import Object
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.syscall import Call
    from beebox.box.world import World
    from beebox.btf.types import Btf

_MAX_SIZE = 16 << 20


class BtfObject(Object):
    """Loaded BTF: its bytes, and its types when they are asked for."""

    noun = "BTF"
    __slots__ = ("btf", "data", "world")

    def __init__(self, world: World, data: bytes, btf: Btf) -> None:
        super().__init__()
        self.world = world
        self.data = data
        self.btf = btf

    def die(self) -> None:
        """Give the id back."""
        self.world.btfs.take(self)


def load(call: Call) -> int:
    """BTF_LOAD: return the fd of checked types."""
    from beebox.btf.check import Refused, check  # noqa: PLC0415 - most programs have none to load
    from beebox.btf.read import read  # noqa: PLC0415
    from beebox.verifier.objects.fields import FieldError  # noqa: PLC0415
    from beebox.verifier.objects.structs import records  # noqa: PLC0415

    attr, world = call.attr, call.world
    if attr.btf_flags or attr.btf_token_fd:
        raise KernelError(EINVAL, "btf_flags, btf_token_fd")
    if attr.btf_size > _MAX_SIZE:
        raise KernelError(E2BIG, f"BTF of {attr.btf_size} bytes")
    log = Log(call.memory, attr.btf_log_level, attr.btf_log_buf, attr.btf_log_size)
    data = call.memory.read(attr.btf, attr.btf_size)
    text = ""
    error: KernelError | None = None
    try:
        text = check(data, log=bool(log.level))
        made = BtfObject(world, data, read(data))
        records(made.btf, world.policy.types)
    except Refused as refused:
        text, error = refused.log, KernelError(refused.errno, f"BTF: {refused}")
    except FieldError as wrong:
        error = KernelError(wrong.errno, "BTF: special fields of a struct")
    attr.btf_log_true_size = log.finish(text)
    refuse_cut(log, attr.btf_log_true_size)
    if error is not None:
        raise error
    world.btfs.give(made)
    return world.fds.open(made)
