"""The kernel's types in cases: by name in the text, by number for whom it is read.

In a program ``{task_struct.pid}`` is the offset of a member (``{task_struct.se.on_rq}`` of one in
it), ``{sizeof:task_struct}`` a size, ``{struct:task_struct}``, ``{func:bpf_task_acquire}`` and
``{var:runqueues}`` are ids. Numbers differ between the types of the box and of the machine; names
do not.
"""

import re

from beebox.abi.enums import AttachType, ProgType
from beebox.btf.types import Btf, Composite
from beebox.spec.kfuncs import KFUNCS

_WORD = re.compile(r"\{(?:(\w+):)?(\w+)((?:\.\w+)*)\}")
_CALL = re.compile(r"^call (\w+)$", re.MULTILINE)
_PREFIX = {
    AttachType.TRACE_RAW_TP: ("btf_trace_", "typedef"),
    AttachType.TRACE_ITER: ("bpf_iter_", "func"),
    AttachType.LSM_MAC: ("bpf_lsm_", "func"),
    AttachType.LSM_CGROUP: ("bpf_lsm_", "func"),
}


def filled(text: str, btf: Btf) -> str:
    """Return *text* with numbers for names, those of kfuncs that are called too."""
    text = _CALL.sub(lambda m: _call(btf, m[0], m[1]), text)
    return _WORD.sub(lambda m: str(_number(btf, m[1] or "", m[2], m[3])), text)


def _call(btf: Btf, text: str, name: str) -> str:
    return f"call kernel-function#{_find(btf, name, 'func')}" if name in KFUNCS else text


def _number(btf: Btf, what: str, name: str, path: str) -> int:
    if what and what != "sizeof":
        return _find(btf, name, what)
    found = btf.find(name, "struct") or _find(btf, name, "union")
    if what:
        return btf.size(found)
    at = 0
    for step in path[1:].split("."):
        offset, found = _member(btf, found, step)
        at += offset
    return at // 8


def _member(btf: Btf, struct: int, name: str) -> tuple[int, int]:
    """Return where a member is, in bits, and its type; it may be in a member without a name."""
    made = btf.type(btf.resolve(struct))
    assert isinstance(made, Composite), f"{made.name} has no members"
    for member in made.members:
        if member.name == name:
            return member.offset, member.type
        if not member.name:
            try:
                at, found = _member(btf, member.type, name)
            except LookupError:
                continue
            return member.offset + at, found
    raise LookupError(f"{made.name or '(anon)'} has no {name}")


def _find(btf: Btf, name: str, kind: str) -> int:
    found = btf.find(name, kind)
    assert found is not None, f"there is no {kind} {name}"
    return found


def target_id(btf: Btf, kind: ProgType, attach: int, name: str) -> int:
    """Return what a program attaches to: a tracepoint, an iterator, a hook, a function, a struct.

    A number stands for itself.
    """
    if not name:
        return 0
    if name.isdigit():
        return int(name)
    if kind == ProgType.STRUCT_OPS:
        return _find(btf, name, "struct")
    what, _, plain = name.rpartition(":")
    if what:
        return _find(btf, plain, what)
    prefix, sort = _PREFIX.get(AttachType(attach), ("", "func"))
    return _find(btf, prefix + name, sort)


def attach_value(btf: Btf, given: str, target: str) -> int:
    """Return an attach type: its name, a number, or the member of an operations' struct."""
    if not given:
        return 0
    if given.isdigit():
        return int(given)
    if not given.startswith("."):
        return int(AttachType[given])
    made = btf.type(_find(btf, target, "struct"))
    assert isinstance(made, Composite)
    return [member.name for member in made.members].index(given[1:])
