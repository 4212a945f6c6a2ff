"""Calls that Linux replaces, or puts instructions before: helpers and kfuncs.

Addresses of the kernel's own things are 0 here. After Linux 6.18 kernel/bpf/verifier.c:
do_misc_fixups, fixup_kfunc_call.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL, ENOENT, EOPNOTSUPP

from beebox.abi.enums import AttachType, Func, ProgFlag, ProgType
from beebox.bits import s32
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_PERCPU,
    JA,
    LDDW,
    REG,
    AluOp,
    AtomicOp,
    Class,
    JumpOp,
    Mode,
    Size,
)
from beebox.spec.model import Does
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.targets import Kind, Target

_MOV = Class.ALU64 | AluOp.MOV
_LOAD = Class.LDX | Mode.MEM | Size.DW
_STORE = Class.STX | Mode.MEM | Size.DW
_GFP_ATOMIC, _GFP_KERNEL = 0x820, 0xCC0
Body = tuple[Insn, ...]


def address(register: int) -> Body:
    """Return the load of an address of the kernel."""
    return (Insn(LDDW, register), Insn(0))


def _before(*made: Insn) -> Callable[[Env, Insn], Body]:
    return lambda _env, insn: (*made, insn)


def _instead(*made: Insn) -> Callable[[Env, Insn], Body]:
    return lambda _env, _insn: made


def _storage(env: Env, insn: Insn) -> Body:
    """Say whether memory may be waited for."""
    waits = env.program.flags & ProgFlag.SLEEPABLE
    return (Insn(_MOV, 5, imm=_GFP_KERNEL if waits else _GFP_ATOMIC), insn)


def _traced(*made: Insn) -> Callable[[Env, Insn], Body]:
    """Return a body for programs that are attached to functions."""
    return lambda env, insn: made if env.program.type == ProgType.TRACING else (insn,)


def _returned(env: Env, insn: Insn) -> Body:
    """get_func_ret: the value behind the arguments, where there is one."""
    if env.program.type != ProgType.TRACING:
        return (insn,)
    if env.program.attach_type not in (AttachType.TRACE_FEXIT, AttachType.MODIFY_RETURN):
        return (Insn(_MOV, imm=-EOPNOTSUPP),)
    return (
        Insn(_LOAD, 0, 1, -8),
        Insn(Class.ALU64 | AluOp.LSH, imm=3),
        Insn(Class.ALU64 | AluOp.ADD | REG, 0, 1),
        Insn(_LOAD, 3, 0),
        Insn(_STORE, 2, 3),
        Insn(_MOV),
    )


_ARGUMENT = (
    Insn(_LOAD, 0, 1, -8),
    Insn(Class.JMP32 | JumpOp.JGE | REG, 2, 0, 6),
    Insn(Class.ALU64 | AluOp.LSH, 2, imm=3),
    Insn(Class.ALU64 | AluOp.ADD | REG, 2, 1),
    Insn(_LOAD, 0, 2),
    Insn(_STORE, 3),
    Insn(_MOV),
    Insn(JA, off=1),
    Insn(_MOV, imm=-EINVAL),
)
_BRANCHES = (
    Insn(Class.JMP | JumpOp.JNE, 3, off=7),
    Insn(Class.ALU | AluOp.MOV, imm=s32(0xAAAAAAAB)),
    Insn(Class.ALU64 | AluOp.MUL | REG, 2),
    Insn(Class.ALU64 | AluOp.RSH, 2, imm=36),
    Insn(Class.JMP | JumpOp.CALL, imm=Func.get_branch_snapshot),
    Insn(Class.JMP | JumpOp.JEQ, off=4),
    Insn(Class.ALU | AluOp.MUL, imm=24),
    Insn(JA, off=3),
    Insn(_MOV, imm=-EINVAL),
    Insn(JA, off=1),
    Insn(_MOV, imm=-ENOENT),
)
HELPERS: dict[int, Callable[[Env, Insn], Body]] = {
    Func.get_smp_processor_id: _instead(
        Insn(_MOV),
        Insn(_MOV | REG, off=ADDR_PERCPU),
        Insn(Class.LDX | Mode.MEM | Size.W),
    ),
    Func.jiffies64: _instead(*address(0), Insn(_LOAD)),
    Func.timer_set_callback: _before(*address(3)),
    Func.sk_storage_get: _storage,
    Func.inode_storage_get: _storage,
    Func.task_storage_get: _storage,
    Func.cgrp_storage_get: _storage,
    Func.kptr_xchg: _instead(
        Insn(_MOV | REG, 0, 2),
        Insn(Class.STX | Mode.ATOMIC | Size.DW, 1, 0, 0, AtomicOp.XCHG),
    ),
    Func.get_func_arg: _traced(*_ARGUMENT),
    Func.get_func_ret: _returned,
    Func.get_func_arg_cnt: _traced(Insn(_LOAD, 0, 1, -8)),
    Func.get_func_ip: _traced(Insn(_LOAD, 0, 1, -16)),
    Func.get_branch_snapshot: _instead(*_BRANCHES),
}
"""what comes in the place of a call of a helper"""

_META: dict[Does, int] = {
    Does.OBJ_DROP: 2,
    Does.PERCPU_OBJ_DROP: 2,
    Does.REFCOUNT_ACQUIRE: 2,
    Does.LIST_PUSH: 3,
    Does.RBTREE_ADD: 4,
}
"""kfuncs that are told of the fields of their object, and in which register"""


def kfunc(insn: Insn, target: Target, number: int) -> Body:
    """Return what comes in place of a call; *number* is a size or offset found by the walk."""
    does = target.row.does
    if does in (Does.CAST_TO_CTX, Does.RDONLY_CAST):
        return (Insn(_MOV | REG, 0, 1),)
    made: Body = ()
    if does in (Does.OBJ_NEW, Does.PERCPU_OBJ_NEW):
        made = (Insn(_MOV, 1, imm=number), *address(2))
    elif does in (Does.LIST_PUSH, Does.RBTREE_ADD):
        register = _META[does]
        made = (*address(register), Insn(_MOV, register + 1, imm=number))
    elif does in _META:
        made = address(_META[does])
    for register, param in enumerate(target.params, 1):
        if param.kind is Kind.PROG:
            made += address(register)
    return (*made, insn)
