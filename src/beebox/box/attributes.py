"""What PROG_LOAD is told besides instructions: refused as Linux refuses it, before any proof.

kernel/bpf/syscall.c, bpf_prog_load and bpf_prog_verify_signature; kernel/bpf/offload.c,
bpf_prog_dev_bound_init; kernel/bpf/verifier.c, process_fd_array.
"""

from __future__ import annotations

from collections.abc import Sequence
from errno import E2BIG, EBADF, EFAULT, EINVAL, EOPNOTSUPP
from typing import TYPE_CHECKING, Any

from beebox.abi.enums import MapFlag, ProgFlag, ProgType
from beebox.bits import U32
from beebox.box.btfs import BtfObject
from beebox.box.maps.base import Map
from beebox.errors import ENOTSUPP, KernelError
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CallKind

if TYPE_CHECKING:
    from beebox.box.syscall import Call
    from beebox.verifier import Program

_MAX_INSNS = 1_000_000
"""BPF_COMPLEXITY_LIMIT_INSNS: every user of a box has all rights in it"""
_MAX_TYPE = max(ProgType)
_BOUND = ProgFlag.XDP_DEV_BOUND_ONLY
_FLAGS = (
    ProgFlag.STRICT_ALIGNMENT
    | ProgFlag.ANY_ALIGNMENT
    | ProgFlag.TEST_STATE_FREQ
    | ProgFlag.SLEEPABLE
    | ProgFlag.TEST_RND_HI32
    | ProgFlag.XDP_HAS_FRAGS
    | _BOUND
    | ProgFlag.TEST_REG_INVARIANTS
    | MapFlag.TOKEN_FD
)
_SYSTEM_KEYRING = 2
"""the last of the system's keyrings, VERIFY_USE_PLATFORM_KEYRING; users have others above it"""
_MAX_SIGNATURE = 1 << 22
_LOOPBACK = 1


def check(attr: Any) -> ProgType:
    """Refuse attributes as bpf_prog_load does, in its order; return the type."""
    flags = attr.prog_flags
    if flags & ~_FLAGS:
        raise KernelError(EINVAL, f"prog_flags {flags:#x}")
    if flags & MapFlag.TOKEN_FD:
        raise KernelError(EBADF, f"token {attr.prog_token_fd}: nobody needs one in the box")
    if not 0 < attr.insn_cnt <= _MAX_INSNS:
        raise KernelError(E2BIG, f"{attr.insn_cnt} instructions")
    if not 0 < attr.prog_type <= _MAX_TYPE:
        raise KernelError(EINVAL, f"program type {attr.prog_type}")
    return ProgType(attr.prog_type)


def check_copied(attr: Any) -> None:
    """Refuse what is looked at once instructions and license are copied."""
    if attr.signature:
        known = attr.keyring_id <= _SYSTEM_KEYRING and attr.signature_size < _MAX_SIGNATURE
        raise KernelError(EOPNOTSUPP if known else EINVAL, "signatures: the box has no keys")
    if attr.prog_ifindex:
        _check_device(attr)


def _check_device(attr: Any) -> None:
    """Refuse to bind a program to a network card: there is none that runs programs."""
    flags, type_ = attr.prog_flags, attr.prog_type
    wrong = (
        type_ not in (ProgType.SCHED_CLS, ProgType.XDP)
        or flags & ~(_BOUND | ProgFlag.XDP_HAS_FRAGS)
        or (flags & ProgFlag.XDP_HAS_FRAGS and not flags & _BOUND)
        or (type_ == ProgType.SCHED_CLS and flags & _BOUND)
        or attr.prog_ifindex != _LOOPBACK
    )
    what = f"network card {attr.prog_ifindex} runs no programs"
    raise KernelError(EINVAL if wrong else EOPNOTSUPP, what)


def target(call: Call) -> Program | None:
    """Return what was proved of the program that this one attaches to, if one is named."""
    from beebox.box.programs import Program  # noqa: PLC0415 - which loads by these attributes

    fd = call.attr.attach_prog_fd
    if not fd:
        return None
    try:
        return call.world.fds.find(fd, Program).proved
    except KernelError as error:
        what = f"attach_prog_fd {fd} is neither a program nor types"
        is_btf = module_errno(call, fd) == 0
        raise KernelError(ENOTSUPP if is_btf else EINVAL, what) from error


def given_maps(call: Call) -> list[Map]:
    """Return the maps among the fds that the caller counts (fd_array_cnt).

    Raises:
        KernelError: with the line for the log, as process_fd_array.
    """
    attr = call.attr
    if attr.fd_array_cnt >= U32 // 4:
        raise KernelError(EINVAL, f"fd_array_cnt is too big ({attr.fd_array_cnt})")
    found = []
    for index in range(attr.fd_array_cnt):
        if not attr.fd_array:
            raise KernelError(EFAULT)
        fd = fd_at(call, index)
        try:
            found.append(call.world.fds.find(fd, Map))
        except KernelError:
            if errno := module_errno(call, fd):
                what = f"fd {fd} is not pointing to valid bpf_map or btf"
                raise KernelError(errno, what) from None
    return found


def fd_at(call: Call, index: int) -> int:
    """Return entry *index* of the caller's fds."""
    data = call.memory.read(call.attr.fd_array + 4 * (index & U32), 4)
    return int.from_bytes(data, "little", signed=True)


def modules(call: Call, insns: Sequence[Insn]) -> dict[int, int] | None:
    """Return what is wrong with the BTF that calls name by their offset; None: there are no fds."""
    if not call.attr.fd_array:
        return None
    wanted = {insn.off for insn in insns if insn.code == CALL and insn.src == CallKind.KFUNC}
    return {off: module_errno(call, fd_at(call, off)) for off in wanted if off > 0}


def module_errno(call: Call, fd: int) -> int:
    """Return why there are no types behind *fd*, 0 if there are: no module's, as it has none."""
    try:
        call.world.fds.find(fd, BtfObject)
    except KernelError as error:
        return error.errno
    return 0
