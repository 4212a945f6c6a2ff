"""The prototype of a kfunc, read once: what class each argument is of, and what comes back.

After Linux 6.18 kernel/bpf/verifier.c: get_kfunc_ptr_arg_type, and the suffixes of names that tell
what an argument is for (Documentation/bpf/kfuncs.rst).
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from beebox.btf import types as bt
from beebox.btf.types import Btf
from beebox.errors import BtfError
from beebox.spec.model import Kfunc

_NESTED = 4
"""how deep structs of scalars may be nested"""


class Kind(Enum):
    """What an argument is for (enum kfunc_ptr_arg_type, and what is no pointer)."""

    IGNORED = auto()
    PROG = auto()
    """filled in by the kernel"""
    SCALAR = auto()
    STRANGE = auto()
    """neither a number nor a pointer"""
    CTX = auto()
    ALLOC = auto()
    REFCOUNTED = auto()
    DYNPTR = auto()
    ITER = auto()
    LIST_HEAD = auto()
    LIST_NODE = auto()
    RB_ROOT = auto()
    RB_NODE = auto()
    STR = auto()
    MAP = auto()
    WQ = auto()
    TASK_WORK = auto()
    IRQ_FLAG = auto()
    RES_LOCK = auto()
    POINTER = auto()
    """one of the following, as the register has it"""
    BTF = auto()
    CALLBACK = auto()
    MEM = auto()
    MEM_SIZE = auto()
    """the next argument is its size"""
    NULL = auto()


_SUFFIXES = (
    ("__alloc", Kind.ALLOC),
    ("__refcounted_kptr", Kind.REFCOUNTED),
)
_LATE_SUFFIXES = (
    ("__str", Kind.STR),
    ("__map", Kind.MAP),
)
TOO_DEEP = "max struct nesting depth exceeded"
"""what the log says where structs within structs go on too far"""
_STRUCTS = {
    "bpf_list_head": Kind.LIST_HEAD,
    "bpf_list_node": Kind.LIST_NODE,
    "bpf_rb_root": Kind.RB_ROOT,
    "bpf_rb_node": Kind.RB_NODE,
}
_LATE_STRUCTS = {
    "bpf_wq": Kind.WQ,
    "bpf_task_work": Kind.TASK_WORK,
    "bpf_res_spin_lock": Kind.RES_LOCK,
}
_PROJECTIONS = {("__sk_buff", "sk_buff"), ("xdp_md", "xdp_buff")}
ITERATOR = "bpf_iter_"


class Param(NamedTuple):
    """One argument."""

    kind: Kind
    name: str
    text: str = ""
    """of what is pointed to: ``STRUCT task_struct``"""
    struct: str = ""
    """the name of the struct or union that is pointed to"""
    to: int = 0
    """the id of what is pointed to"""
    is_struct: bool = False
    plain: bool | None = False
    """a scalar, or a struct of nothing else, is pointed to; None: it goes too deep to tell"""
    void: bool = False
    callback: bool = False
    """a pointer to a function"""
    size: int | None = None
    """how many bytes are pointed to"""
    sized: str = ""
    """``__sz`` or ``__szk``: the next argument is the size"""

    def ends(self, suffix: str) -> bool:
        """Tell whether the name has a suffix (btf_param_match_suffix)."""
        return self.name.endswith(suffix) and len(self.name) > len(suffix)


class Result(NamedTuple):
    """What a kfunc returns."""

    scalar: bool = False
    pointer: bool = False
    void: bool = False
    """a pointer to nothing known"""
    to: int = 0
    is_struct: bool = False
    composite: bool = False
    """a struct or a union is pointed to"""
    struct: str = ""
    text: str = ""
    size: int = 0
    """of what is pointed to, 0: unknown; of a scalar"""


class Target(NamedTuple):
    """A kfunc as programs call it."""

    id: int
    row: Kfunc
    btf: Btf
    params: tuple[Param, ...]
    result: Result

    @property
    def label(self) -> str:
        """As messages name it: ``bpf_task_release#1234``."""
        return f"{self.row.name}#{self.id}"


def read(btf: Btf, ident: int, row: Kfunc) -> Target:
    """Return the kfunc of BTF id *ident*, a FUNC that has a prototype."""
    func = btf.type(ident)
    assert isinstance(func, bt.Func)
    proto = btf.type(func.type)
    assert isinstance(proto, bt.FuncProto)
    params = [_param(btf, param, row) for param in proto.params]
    if row.turn is not None and params:
        params[0] = params[0]._replace(kind=Kind.ITER)
    for number, param in enumerate(params[1:]):
        for suffix in ("__sz", "__szk"):
            if param.kind is Kind.SCALAR and param.ends(suffix):
                params[number] = params[number]._replace(sized=suffix)
    return Target(ident, row, btf, tuple(params), _result(btf, proto.type))


def _param(btf: Btf, param: bt.Param, row: Kfunc) -> Param:
    made = btf.type(btf.resolve(param.type))
    if _ends(param.name, "__ign"):
        return Param(Kind.IGNORED, param.name)
    if _ends(param.name, "__prog"):
        return Param(Kind.PROG, param.name)
    if _is_scalar(made):
        return Param(Kind.SCALAR, param.name)
    if not isinstance(made, bt.Ptr):
        return Param(Kind.STRANGE, param.name, bt.kind_of(made).upper())
    ident = btf.resolve(made.type)
    to = btf.type(ident)
    composite = isinstance(to, bt.Composite)
    return Param(
        _pointer_kind(param.name, to.name if composite else "", row),
        param.name,
        type_words(to),
        to.name if composite else "",
        ident,
        composite,
        _is_scalar(to) or is_scalar_struct(btf, to),
        isinstance(to, bt.Void),
        isinstance(to, bt.FuncProto),
        _size(btf, ident),
    )


def _pointer_kind(name: str, struct: str, row: Kfunc) -> Kind:
    """Return the class that the prototype gives a pointer, in the kernel's order."""
    for suffix, kind in _SUFFIXES:
        if _ends(name, suffix):
            return kind
    if struct == "bpf_dynptr":
        return Kind.DYNPTR
    if row.turn is None and _ends(name, "__iter"):
        return Kind.ITER
    if struct in _STRUCTS:
        return _STRUCTS[struct]
    for suffix, kind in _LATE_SUFFIXES:
        if _ends(name, suffix):
            return kind
    if struct in ("bpf_wq", "bpf_task_work"):
        return _LATE_STRUCTS[struct]
    if _ends(name, "__irq_flag"):
        return Kind.IRQ_FLAG
    return _LATE_STRUCTS.get(struct, Kind.POINTER)


def _ends(name: str, suffix: str) -> bool:
    return name.endswith(suffix) and len(name) > len(suffix)


def _is_scalar(made: bt.Type) -> bool:
    return isinstance(made, (bt.Int, bt.Enum))


def is_scalar_struct(btf: Btf, made: bt.Type, depth: int = _NESTED) -> bool | None:
    """Tell whether a struct is made of scalars (__btf_type_is_scalar_struct).

    None: structs within structs go on too far to tell.
    """
    if not isinstance(made, bt.Composite):
        return False
    for member in made.members:
        inner = btf.type(btf.resolve(member.type))
        if isinstance(inner, bt.Composite):
            plain = is_scalar_struct(btf, inner, depth - 1) if depth > 1 else None
            if not plain:
                return plain
            continue
        if isinstance(inner, bt.Array):
            if not inner.length:
                return False
            inner = btf.type(btf.resolve(inner.type))
        if not _is_scalar(inner):
            return False
    return True


def type_words(made: bt.Type) -> str:
    """Return a type as messages have it: ``STRUCT task_struct``."""
    kind = "UNKNOWN" if isinstance(made, bt.Void) else bt.kind_of(made).upper()
    return f"{kind} {made.name}"


def _size(btf: Btf, ident: int) -> int | None:
    try:
        return btf.size(ident)
    except BtfError:
        return None


def _result(btf: Btf, ident: int) -> Result:
    made = btf.type(btf.resolve(ident))
    if _is_scalar(made):
        return Result(scalar=True, size=btf.size(ident))
    if not isinstance(made, bt.Ptr):
        return Result()
    to = btf.resolve(made.type)
    pointed = btf.type(to)
    return Result(
        pointer=True,
        void=isinstance(pointed, bt.Void),
        to=to,
        is_struct=isinstance(pointed, bt.Struct),
        composite=isinstance(pointed, bt.Composite),
        struct=pointed.name if isinstance(pointed, bt.Struct) else "",
        text=type_words(pointed),
        size=_size(btf, to) or 0,
    )


def is_projection(context: str, struct: str) -> bool:
    """Tell whether a context stands for this struct of the kernel (btf_is_projection_of)."""
    return (context, struct) in _PROJECTIONS


def is_context(context: str, struct: str) -> bool:
    """Tell whether a pointer to *struct* is one to the context (btf_is_prog_ctx_type)."""
    return bool(struct) and (struct == context or is_projection(context, struct))
