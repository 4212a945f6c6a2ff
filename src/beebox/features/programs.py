"""Which types of programs a kernel has, which helpers each may call, and where they attach.

Asked by loading a program of two instructions. Types that are loaded for a type of the kernel
(tracing, lsm, ext) are loaded without: a kernel that has them says that one is missing.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import NamedTuple

from beebox.abi.enums import AttachType, Cmd, Func, ProgFlag, ProgType
from beebox.abi.structs import LinkCreateAttr, ProgLoadAttr
from beebox.errors import ENOTSUPP, BeeboxError, NotSupported
from beebox.features.support import YES, Support, asked, loaded, no, program, refused
from beebox.isa.insn import Insn, encode
from beebox.kernel.api import Kernel
from beebox.spec import sections

_T, _A = ProgType, AttachType
_MOV, _CALL, _EXIT = 0xB7, 0x85, Insn(0x95)
_NOWHERE = 0x7FFFFFFF
"""no interface and no descriptor has this number"""


class Way(NamedTuple):
    """How a type of program is asked for."""

    attach: AttachType | None = None
    returns: int = 0
    flags: int = 0
    says: str = ""
    """what the log of a kernel says that has it, and refuses this program"""


_BTF_ID = "must provide btf_id"
_WAYS: Mapping[ProgType, Way] = {
    _T.CGROUP_SKB: Way(returns=1),
    _T.CGROUP_SOCK: Way(returns=1),
    _T.CGROUP_DEVICE: Way(returns=1),
    _T.CGROUP_SYSCTL: Way(returns=1),
    _T.CGROUP_SOCK_ADDR: Way(_A.CGROUP_INET4_CONNECT, returns=1),
    _T.CGROUP_SOCKOPT: Way(_A.CGROUP_SETSOCKOPT, returns=1),
    _T.LIRC_MODE2: Way(_A.LIRC_MODE2),
    _T.TRACING: Way(_A.TRACE_FENTRY, says=_BTF_ID),
    _T.EXT: Way(says=_BTF_ID),
    _T.LSM: Way(_A.LSM_MAC, says=_BTF_ID),
    _T.SK_LOOKUP: Way(_A.SK_LOOKUP, returns=1),
    _T.SYSCALL: Way(flags=ProgFlag.SLEEPABLE),
    _T.NETFILTER: Way(_A.NETFILTER, returns=1),
}
_WAY = Way()
PROGRAM_TYPES = tuple(kind for kind in ProgType if kind is not ProgType.UNSPEC)
HELPERS = tuple(func for func in Func if func is not Func.unspec)
LOUD = frozenset((Func.trace_printk, Func.trace_vprintk, Func.probe_write_user))
"""helpers that make the kernel print a warning when a program with them is loaded"""


def program_type(kernel: Kernel, kind: ProgType) -> Support:
    """Return whether *kernel* has programs of *kind*."""
    way = _WAYS.get(kind, _WAY)
    insns = (Insn(_MOV, imm=way.returns), _EXIT)
    attr = program(kind, insns, way.attach, way.flags)
    if kind is ProgType.STRUCT_OPS:  # no such table: only a kernel that knows of tables says so
        return asked(kernel, Cmd.PROG_LOAD, attr, (ENOTSUPP,))
    found, log = loaded(kernel, attr)
    if found or not way.says:
        return found
    if way.says in log:
        return YES
    if kind is ProgType.TRACING:  # iterators need less than trampolines
        return attach_type(kernel, AttachType.TRACE_ITER) or found
    return found


def helpers(kernel: Kernel, kind: ProgType, *, loud: bool = False) -> frozenset[Func]:
    """Return the helpers that programs of *kind* may call.

    Without *loud* the `LOUD` ones are left out. Programs of types that are loaded for a type of the
    kernel, and of those that the kernel has not, have none here: they cannot be asked.
    """
    way = _WAYS.get(kind, _WAY)
    if way.says or kind is ProgType.STRUCT_OPS or not program_type(kernel, kind):
        return frozenset()
    wanted = (func for func in HELPERS if loud or func not in LOUD)
    return frozenset(func for func in wanted if _callable(kernel, kind, way, func))


def _callable(kernel: Kernel, kind: ProgType, way: Way, func: Func) -> bool:
    """Tell whether the verifier goes on behind the question who may call it."""
    insns = (Insn(_CALL, imm=func), Insn(_MOV, imm=way.returns), _EXIT)
    found, log = loaded(kernel, program(kind, insns, way.attach, way.flags))
    if found:
        return True
    unknown = ("invalid func ", "unknown func ", "program of this type cannot use helper ")
    return bool(log) and not any(text in log for text in unknown)


# --- where programs attach -------------------------------------------------------------------

_LINKED = ("CGROUP_", "TCX_", "NETKIT_", "XDP", "SK_LOOKUP", "FLOW_DISSECTOR", "PERF_EVENT")
_NOT_LINKED = (_A.XDP_DEVMAP, _A.XDP_CPUMAP)
_FOR_TYPES = {_A.TRACE_RAW_TP: ("btf_trace_sched_process_exec", "typedef"),
              _A.TRACE_FENTRY: ("vfs_read", "func"),
              _A.TRACE_FEXIT: ("vfs_read", "func"),
              _A.MODIFY_RETURN: ("bpf_modify_return_test", "func"),
              _A.TRACE_ITER: ("bpf_iter_task", "func"),
              _A.LSM_MAC: ("bpf_lsm_file_open", "func"),
              _A.LSM_CGROUP: ("bpf_lsm_socket_bind", "func")}  # fmt: skip


_PROGRAMS: Mapping[AttachType, ProgType] = {
    **{row.known_attach_type: row.type for row in sections.SECTIONS if row.known_attach_type},
    _A.CGROUP_INET_INGRESS: _T.CGROUP_SKB,
    _A.PERF_EVENT: _T.PERF_EVENT,
}  # fmt: skip
"""which type of program is for which attach type, as the names of sections say"""


def attach_types(kernel: Kernel) -> Mapping[AttachType, Support]:
    """Return of each attach type whether a program for it loads and its link is known."""
    return {kind: attach_type(kernel, kind) for kind in AttachType}


def attach_type(kernel: Kernel, kind: AttachType) -> Support:
    """Return whether *kernel* has programs that attach so.

    Where a link names an interface, a cgroup or a namespace, one to nowhere is asked for: a kernel
    that knows the hook says that there is no such place.
    """
    if kind is AttachType.STRUCT_OPS:
        return program_type(kernel, ProgType.STRUCT_OPS)
    try:
        attr = _for(kernel, _PROGRAMS[kind], kind)
    except NotSupported as error:
        return no(error.feature)
    for result in (0, 1):  # some must not return the one, some not the other
        attr.point("insns", encode((Insn(_MOV, imm=result), _EXIT)))
        try:
            fd = kernel.bpf(Cmd.PROG_LOAD, attr)
        except BeeboxError as error:
            found = refused(error)
            continue
        try:
            return _link(kernel, fd, kind)
        finally:
            kernel.close(fd)
    return found


def _for(kernel: Kernel, of: ProgType, kind: AttachType) -> ProgLoadAttr:
    """Return what loads a program of type *of* for *kind*.

    Raises:
        NotSupported: it is for a type that the kernel has not, or the kernel tells no types.
    """
    expected = None if kind is AttachType.PERF_EVENT else kind
    attr = program(of, (_EXIT, _EXIT), expected, _WAYS.get(of, _WAY).flags)
    if kind in _FOR_TYPES:
        name, what = _FOR_TYPES[kind]
        attr.attach_btf_id = kernel.facts.btf.find(name, what) or 0
        if not attr.attach_btf_id:
            raise NotSupported(f"the kernel has no {name}")
    return attr


def _link(kernel: Kernel, fd: int, kind: AttachType) -> Support:
    if kind in _NOT_LINKED or not kind.name.startswith(_LINKED):
        return YES
    attr = LinkCreateAttr(prog_fd=fd, target_fd=_NOWHERE, attach_type=kind)
    nowhere = (errno.EINVAL,) if kind is AttachType.XDP else (errno.EBADF, errno.ENODEV)
    return asked(kernel, Cmd.LINK_CREATE, attr, nowhere)
