"""What a run by hand takes from its caller and gives back (net/bpf/test_run.c)."""

from __future__ import annotations

from errno import E2BIG, EINVAL, ENOSPC
from typing import TYPE_CHECKING, Any

from beebox.box.pages import PAGE
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.syscall import Call


def refuse(attr: Any, *fields: str) -> None:
    """Refuse each of *fields* that is set: the program's type has no use for it."""
    for field in fields:
        if getattr(attr, field):
            raise KernelError(EINVAL, f"{field} means nothing for a program of this type")


def read_context(call: Call, size: int) -> bytearray | None:
    """Return the context given, as *size* bytes; None if none was given or asked for.

    It may be shorter, or longer if what is behind is zero (bpf_ctx_init).

    Raises:
        KernelError: E2BIG, unknown fields are set.
    """
    attr = call.attr
    if not attr.ctx_in and not attr.ctx_out:
        return None
    if attr.ctx_size_in > PAGE:
        raise KernelError(E2BIG, f"a context of {attr.ctx_size_in} bytes")
    given = call.memory.read(attr.ctx_in, attr.ctx_size_in)
    if any(given[size:]):
        raise KernelError(E2BIG, "unknown fields of the context are set")
    return bytearray(given[:size].ljust(size, b"\0"))


def finish(call: Call, data: bytes, context: bytearray | None, ran: tuple[int, int]) -> None:
    """Tell what came of it (bpf_test_finish, bpf_ctx_finish).

    Raises:
        KernelError: ENOSPC, there is less room than there are bytes; the size is told all the same.
    """
    attr = call.attr
    room = attr.data_size_out or len(data)
    if attr.data_out:
        call.memory.write(attr.data_out, data[:room])
    attr.data_size_out = len(data)
    attr.retval, attr.duration = ran
    if len(data) > room:
        raise KernelError(ENOSPC, f"data_size_out is {room} of {len(data)} bytes")
    if context is None or not attr.ctx_out:
        return
    room = attr.ctx_size_out
    call.memory.write(attr.ctx_out, bytes(context[:room]))
    attr.ctx_size_out = len(context)
    if len(context) > room:
        raise KernelError(ENOSPC, f"ctx_size_out is {room} of {len(context)} bytes")
