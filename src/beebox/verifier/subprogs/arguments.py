"""What a function takes, from its BTF: types of parameters and their tags ``arg:...``.

After Linux 6.18 kernel/bpf/btf.c: btf_prepare_func_args, btf_get_ptr_to_btf_id.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag, auto
from errno import EINVAL, ENOENT, EOPNOTSUPP, ESRCH

from beebox.btf.types import (
    Btf,
    Composite,
    DeclTag,
    Enum,
    Func,
    FuncProto,
    Fwd,
    Int,
    Ptr,
    Type,
    Void,
    kind_of,
)
from beebox.errors import BtfError
from beebox.verifier.env import Env
from beebox.verifier.subprogs import context
from beebox.verifier.subprogs.functions import Param, Takes
from beebox.verifier.types import MAYBE_NULL, RDONLY, TRUSTED, UNTRUSTED, Refusal

_MOST = 5
"""MAX_BPF_FUNC_REG_ARGS"""
_PREFIX = "arg:"


class Tag(Flag):
    """What may be said of a parameter with a tag."""

    NONE = 0
    CTX = auto()
    NONNULL = auto()
    TRUSTED = auto()
    UNTRUSTED = auto()
    NULLABLE = auto()
    ARENA = auto()


_TAGS = {tag.name.lower(): tag for tag in Tag if tag.name}


def name(env: Env, subprog: int) -> str:
    """Return the name of a function, or nothing if it is not known (subprog_name)."""
    starts = env.functions.starts
    return _btf(env).type(starts[subprog].type_id).name if starts else ""


def _btf(env: Env) -> Btf:
    btf = env.program.btf
    assert btf is not None
    return btf


def prepare(env: Env, subprog: int) -> tuple[Param, ...]:
    """Return what a function takes.

    Raises:
        Refusal: that cannot be said. For functions that are not global this is no fault: then
            the message is to be logged, if there is one, and that is all.
    """
    found = env.functions.args.get(subprog)
    if found is None:
        found = env.functions.args[subprog] = _Reading(env, subprog).run()
    return found


class _Reading:
    """The types of one function, while they are read."""

    def __init__(self, env: Env, subprog: int) -> None:
        self.env = env
        self.btf = _btf(env)
        self.id = env.functions.starts[subprog].type_id
        func = self.btf.type(self.id)
        assert isinstance(func, Func)
        self.name = func.name
        self.is_global = env.functions.is_global(subprog)
        proto = self.btf.type(func.type)
        assert isinstance(proto, FuncProto)
        self.proto = proto

    def run(self) -> tuple[Param, ...]:
        count = len(self.proto.params)
        if count > _MOST:
            self.refuse(
                f"Global function {self.name}() with {count} > {_MOST} args. Buggy compiler."
            )
        if not isinstance(self.plain(self.proto.type), Int | Enum):
            self.refuse(
                f"Global function {self.name}() doesn't return scalar. Only those are supported."
            )
        return tuple(
            self.param(number, self.plain(param.type))
            for number, param in enumerate(self.proto.params)
        )

    def refuse(self, message: str) -> None:
        """Refuse; of static functions nothing is said."""
        raise Refusal(EINVAL, message if self.is_global else "")

    def plain(self, type_id: int) -> Type:
        """Return the type behind typedefs and qualifiers."""
        return self.btf.type(self.btf.resolve(type_id))

    def param(self, number: int, kind: Type) -> Param:
        """Return what a parameter takes."""
        tags = self.tags(number)
        found = self.pointer(number, kind, tags) if isinstance(kind, Ptr) else None
        if found is not None:
            return found
        if tags:
            raise Refusal(EINVAL, f"arg#{number} has pointer tag, but is not a pointer type")
        if not isinstance(kind, Int | Enum):
            self.refuse(
                f"Arg#{number} type {kind_text(kind)} in {self.name}() is not supported yet."
            )
        return Param(Takes.SCALAR)

    def tags(self, number: int) -> Tag:
        """Return the tags of a parameter."""
        found = Tag.NONE
        for text in _argument_tags(self.env).get((self.id, number), ()):
            if not self.is_global:
                raise Refusal(
                    EOPNOTSUPP, f"arg#{number} type tag is not supported in static functions"
                )
            tag = _TAGS.get(text)
            if tag is None:
                raise Refusal(EOPNOTSUPP, f"arg#{number} has unsupported set of tags")
            found |= tag
        return found

    def pointer(self, number: int, kind: Ptr, tags: Tag) -> Param | None:
        """Return what a parameter takes that is a pointer, if that can be."""
        if tags & Tag.CTX or context.is_context(self.env, self.btf, kind):
            _only(number, tags, Tag.CTX)
            if tags & Tag.CTX:
                context.check_tagged(self.env, self.btf, kind, number)
            return Param(Takes.CTX)
        target = self.plain(kind.type)
        if _is_dynptr(target):
            _only(number, tags, Tag.NONE)
            return Param(Takes.DYNPTR, RDONLY)
        for tag, rule in _RULES.items():
            if tags & tag:
                return rule(self, number, kind, tags)
        return self.memory(number, kind, tags) if self.is_global else None

    def trusted(self, number: int, kind: Ptr, tags: Tag) -> Param:
        """``__arg_trusted``: a struct of the kernel."""
        _only(number, tags, ~Tag.NONNULL)
        flags = TRUSTED | (MAYBE_NULL if tags & Tag.NULLABLE else 0)
        return Param(Takes.BTF_ID, flags, type_id=self.in_kernel(number, kind))

    def untrusted(self, number: int, kind: Ptr, tags: Tag) -> Param:
        """``__arg_untrusted``: a struct of the kernel, or any memory, that may not be there."""
        if tags & ~Tag.UNTRUSTED:
            raise Refusal(EINVAL, f"arg#{number} untrusted cannot be combined with any other tags")
        target = self.plain(kind.type)
        if isinstance(target, Void | Enum) or (isinstance(target, Int) and _is_regular(target)):
            return Param(Takes.MEM, RDONLY | UNTRUSTED)
        type_id = self.in_kernel(number, kind)
        assert self.env.vmlinux is not None
        found = self.env.vmlinux.type(type_id)
        if not isinstance(found, Composite):
            raise Refusal(
                EINVAL,
                f"arg#{number} has type {kind_text(found)} '(anon)', but only struct or primitive "
                "types are allowed",
            )
        return Param(Takes.BTF_ID, UNTRUSTED, type_id=type_id)

    def arena(self, number: int, _kind: Ptr, tags: Tag) -> Param:
        """``__arg_arena``: a pointer into the arena, or a number."""
        if tags & ~Tag.ARENA:
            raise Refusal(EINVAL, f"arg#{number} arena cannot be combined with any other tags")
        return Param(Takes.ARENA)

    def memory(self, number: int, kind: Ptr, tags: Tag) -> Param:
        """Any other pointer: memory of the size of what it points to."""
        _only(number, tags, ~Tag.NULLABLE)
        target = self.plain(kind.type)
        try:
            size = self.btf.size(self.btf.resolve(kind.type))
        except BtfError:
            size = 1 << 32
        if size >= 1 << 32:
            raise Refusal(
                EINVAL,
                f"arg#{number} reference type('{kind_text(target)} {target.name}') "
                f"size cannot be determined: {-EINVAL}",
            )
        return Param(Takes.MEM, 0 if tags & Tag.NONNULL else MAYBE_NULL, size)

    def in_kernel(self, number: int, kind: Ptr) -> int:
        """Return the kernel's type of the same name and kind (bpf_core_find_cands)."""
        target = self.plain(kind.type)
        text = f"arg#{number} reference type('{kind_text(target)} {target.name or '(anon)'}')"
        if not target.name:
            raise Refusal(EINVAL, f"{text} candidate matching error: {-EINVAL}")
        kernel = self.env.vmlinux
        if kernel is None:
            raise Refusal(EOPNOTSUPP, f"{text} needs the types of the kernel")
        essential = target.name.partition("___")[0] or target.name
        found = [at for at in kernel.flavours(essential) if kernel.kind(at) == kind_of(target)]
        if len(found) != 1:
            what, errno = ("is ambiguous", ESRCH) if found else ("has no matches", ENOENT)
            raise Refusal(errno, f"{text} {what}")
        return found[0]


_RULES: dict[Tag, Callable[[_Reading, int, Ptr, Tag], Param]] = {
    Tag.TRUSTED: _Reading.trusted,
    Tag.UNTRUSTED: _Reading.untrusted,
    Tag.ARENA: _Reading.arena,
}


def _only(number: int, tags: Tag, allowed: Tag) -> None:
    if tags & ~allowed:
        raise Refusal(EINVAL, f"arg#{number} has invalid combination of tags")


def _is_regular(kind: Int) -> bool:
    """Tell whether an integer is a plain one (btf_type_int_is_regular)."""
    return not kind.offset and kind.bits == kind.size * 8 and kind.bits in (8, 16, 32, 64, 128)


def _is_dynptr(kind: Type) -> bool:
    """Tell whether this is struct bpf_dynptr, or its declaration (btf_is_dynptr_ptr)."""
    declared = isinstance(kind, Fwd) and not kind.union
    return kind.name == "bpf_dynptr" and (declared or isinstance(kind, Composite))


def _argument_tags(env: Env) -> dict[tuple[int, int], list[str]]:
    """Return the tags of all parameters, by function and number."""
    functions, btf = env.functions, _btf(env)
    if functions.tags is None:
        functions.tags = {}
        for type_id in btf.ids():
            if btf.kind(type_id) != "decl_tag":
                continue
            tag = btf.type(type_id)
            assert isinstance(tag, DeclTag)
            if tag.name.startswith(_PREFIX):
                key = (tag.type, tag.component)
                functions.tags.setdefault(key, []).append(tag.name[len(_PREFIX) :])
    return functions.tags


def kind_text(kind: Type) -> str:
    """Return the kernel's name of a type's kind (btf_type_str)."""
    return "UNKNOWN" if isinstance(kind, Void) else kind_of(kind).upper()
