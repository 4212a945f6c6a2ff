"""Lists and trees of objects, objects of the program, and what is held on them.

After Linux 6.18 kernel/bpf/verifier.c: __process_kf_arg_ptr_to_graph_root,
__process_kf_arg_ptr_to_graph_node, ref_convert_owning_non_owning, set_rbtree_add_callback_state.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EFAULT, EINVAL

from beebox.bits import U32
from beebox.spec.model import Does
from beebox.verifier import callbacks, references
from beebox.verifier.btf.walk import display
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Kind, Param
from beebox.verifier.objects import access, locks
from beebox.verifier.objects.fields import (
    KINDS,
    LIST_HEAD,
    LIST_NODE,
    RB_NODE,
    RB_ROOT,
    REFCOUNT,
    SPIN_LOCK,
    Field,
)
from beebox.verifier.state import change_all
from beebox.verifier.types import (
    ALLOC,
    BASE,
    BTF_ID,
    MAP_VALUE,
    NON_OWN_REF,
    PERCPU,
    RCU,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
)

_OBJECT = BTF_ID | ALLOC
_DROPS = {_OBJECT: Does.OBJ_DROP, _OBJECT | PERCPU: Does.PERCPU_OBJ_DROP}


def _alloc(_env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    does = _DROPS.get(reg.type)
    if does is None:
        raise Refusal(EINVAL, f"arg#{number - 1} expected pointer to allocated object")
    if call.target.row.does is not does:
        name = "bpf_obj_drop_impl" if does is Does.OBJ_DROP else "bpf_percpu_obj_drop_impl"
        raise Refusal(EINVAL, f"arg#{number - 1} expected for {name}()")
    _check_owned(reg)
    assert isinstance(reg.of, TypeRef)
    call.object = reg.of


def _check_owned(reg: Reg) -> None:
    if not reg.ref:
        raise Refusal(EINVAL, "allocated object must be referenced")


def _counted(_env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    if reg.type & (BASE | ALLOC) != _OBJECT:
        raise Refusal(EINVAL, f"arg#{number - 1} is neither owning or non-owning ref")
    call.owning = not reg.type & NON_OWN_REF
    record = access.record_of(reg)
    if not record.mask:
        raise Refusal(EFAULT, "verifier bug: Couldn't find btf_record")
    if not record.mask & REFCOUNT:
        raise Refusal(EINVAL, f"arg#{number - 1} doesn't point to a type with bpf_refcount field")
    assert isinstance(reg.of, TypeRef)
    call.object = reg.of


def _root(kind: int) -> Callable[[Env, Call, int, Reg, Param], None]:
    name = KINDS[kind].name

    def rule(env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
        if reg.type not in (MAP_VALUE, _OBJECT):
            what = "map value or allocated object"
            raise Refusal(EINVAL, f"arg#{number - 1} expected pointer to {what}")
        if reg.type == _OBJECT:
            _check_owned(reg)
        off = _constant(number, reg, name)
        record = access.record_of(reg)
        field = record.find(off, kind)
        if field is None:
            raise Refusal(EINVAL, f"{name} not found at offset={off & U32}")
        _check_locked(env, reg, record.offset(SPIN_LOCK), name)
        call.root = field

    return rule


def _constant(number: int, reg: Reg, name: str) -> int:
    if reg.bounds.mask:
        raise Refusal(
            EINVAL,
            f"R{number} doesn't have constant offset. {name} has to be at the constant offset",
        )
    return reg.off + reg.bounds.smin


def _check_locked(env: Env, reg: Reg, where: int, name: str) -> None:
    try:
        locks.check_locked(env, reg)
    except Refusal as refusal:
        if refusal.message:
            env.log.add(refusal.message)
        raise Refusal(EINVAL, f"bpf_spin_lock at off={where} must be held for {name}") from None


def _list_node(env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    _check_object(number, reg)
    _check_node(call, number, reg, LIST_HEAD, LIST_NODE)
    env.marks.numbers[env.index] = reg.off + reg.bounds.smin


def _tree_node(env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    name = call.target.row.name
    if call.target.row.does is Does.RBTREE_ADD:
        _check_object(number, reg)
    else:
        borrowed = reg.type & (BASE | ALLOC) == _OBJECT and reg.type & NON_OWN_REF
        if not borrowed and not reg.ref:
            raise Refusal(
                EINVAL, f"{name} can only take non-owning or refcounted bpf_rb_node pointer"
            )
        if locks.in_comparison(env):
            raise Refusal(EINVAL, f"{name} not allowed in rbtree cb")
    _check_node(call, number, reg, RB_ROOT, RB_NODE)
    env.marks.numbers[env.index] = reg.off + reg.bounds.smin


def _check_object(number: int, reg: Reg) -> None:
    if reg.type != _OBJECT:
        raise Refusal(EINVAL, f"arg#{number - 1} expected pointer to allocated object")
    _check_owned(reg)


def _check_node(call: Call, number: int, reg: Reg, head: int, kind: int) -> None:
    name = KINDS[kind].name
    off = _constant(number, reg, name)
    if access.record_of(reg).find(off, kind) is None:
        raise Refusal(EINVAL, f"{name} not found at offset={off & U32}")
    root, of = call.root, reg.of
    assert isinstance(root, Field)
    assert isinstance(of, TypeRef)
    assert root.btf is not None
    struct = display(root.btf, root.type_id)
    if of.btf is not root.btf or of.id != root.type_id:
        raise Refusal(
            EINVAL,
            f"operation on {KINDS[head].name} expects arg#1 {name} at offset={root.node} in "
            f"struct {struct}, but arg is at offset={off} in struct {display(of.btf, of.id)}",
        )
    call.object = of
    if off != root.node:
        raise Refusal(
            EINVAL,
            f"arg#1 offset={off}, but expected {name} at offset={root.node} in struct {struct}",
        )


RULES: dict[Kind, Callable[[Env, Call, int, Reg, Param], None]] = {
    Kind.ALLOC: _alloc,
    Kind.REFCOUNTED: _counted,
    Kind.LIST_HEAD: _root(LIST_HEAD),
    Kind.RB_ROOT: _root(RB_ROOT),
    Kind.LIST_NODE: _list_node,
    Kind.RB_NODE: _tree_node,
}


def node(env: Env, call: Call) -> Reg:
    """Return a pointer to a node's struct, at the node; borrowed, unless it was taken out."""
    del env
    reg = _of_root(call)
    return reg if call.target.row.acquires else _borrowed(reg)


def _of_root(call: Call) -> Reg:
    root = call.root
    assert isinstance(root, Field)
    assert root.btf is not None
    return Reg(_OBJECT, ZERO_OFFSET, root.node, of=TypeRef(root.btf, root.type_id))


def _borrowed(reg: Reg) -> Reg:
    """Return a pointer that is not owned; what is counted stays a while (ref_set_non_owning)."""
    counted = access.record_of(reg).mask & REFCOUNT
    return reg._replace(type=reg.type | NON_OWN_REF | (RCU if counted else 0))


def added(env: Env, _call: Call) -> None:
    """Let the list or tree own the object: pointers to it are borrowed from now on."""
    ident = env.regs[2].ref

    def convert(reg: Reg) -> Reg:
        return _borrowed(reg._replace(ref=0)) if reg.ref == ident else reg

    change_all(env.state, convert)
    references.drop(env, ident)


def compare(env: Env, call: Call) -> None:
    """Walk into the callback that compares two nodes."""
    given = _borrowed(_of_root(call))
    callbacks.push_with(env, call.subprog, (given, given))


AFTER = {Does.LIST_PUSH: added, Does.RBTREE_ADD: added}
DURING = {Does.RBTREE_ADD: compare}
RESULTS = {Does.LIST: node, Does.RBTREE: node, Does.RBTREE_REMOVE: node}
