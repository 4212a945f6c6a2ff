"""CO-RE by the kernel: instructions that are changed when a program is loaded, not before.

After Linux 6.18 kernel/bpf/verifier.c: check_core_relo; kernel/bpf/btf.c: bpf_core_apply;
tools/lib/bpf/relo_core.c, with its words.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import replace
from errno import E2BIG, EINVAL, ERANGE
from typing import NamedTuple

from beebox.bits import s32
from beebox.btf import core
from beebox.btf.core import Answer, Kind, Path, Resolver, resizable
from beebox.btf.match import essential
from beebox.btf.types import DEPTH, Btf, Composite, Enum, kind_of
from beebox.errors import BtfError
from beebox.isa.insn import Insn
from beebox.isa.opcodes import BYTES, CALL, CLASS, LDDW, REG, SIZE, Class
from beebox.verifier.log import Log
from beebox.verifier.types import Refusal

_RECORD = struct.Struct("<IIII")
_POISON = 0xBAD2310
"""the helper that no kernel has"""
_NAMES = (
    "byte_off", "byte_sz", "field_exists", "signed", "lshift_u64", "rshift_u64", "local_type_id",
    "target_type_id", "type_exists", "type_size", "enumval_exists", "enumval_value", "type_matches",
)  # fmt: skip
_SIZES = {size: bits for bits, size in BYTES.items()}
_FIELDS = range(Kind.FIELD_BYTE_OFFSET, Kind.FIELD_RSHIFT_U64 + 1)
_VALUES = (Kind.ENUMVAL_EXISTS, Kind.ENUMVAL_VALUE)
_UNSURE = (Kind.FIELD_BYTE_OFFSET, Kind.FIELD_BYTE_SIZE, Kind.FIELD_LSHIFT_U64)
"""what compilers may see otherwise, of bit fields"""


class _Found(NamedTuple):
    """What an instruction holds, and what it is to hold; None: it must not be reached."""

    mine: Answer
    theirs: Answer | None
    sure: bool
    """the instruction holds what the program's types say"""


def apply(
    insns: Iterable[Insn],
    rows: Iterable[bytes],
    local: Btf,
    target: Callable[[], Btf | None],
    log: Log,
) -> tuple[Insn, ...]:
    """Return *insns* changed as the records *rows* say.

    Raises:
        Refusal: a record makes no sense, or its instruction is not what it says.
    """
    made = list(insns)
    kernel = target()
    resolver = None if kernel is None else Resolver(local, kernel)
    for number, row in enumerate(rows):
        offset, type_id, access_off, kind = _RECORD.unpack(row)
        if offset % 8 or offset // 8 >= len(made):
            what = f"Invalid core_relo[{number}].insn_off:{offset} prog->len:{len(made)}"
            raise Refusal(EINVAL, what)
        _check_type(local, number, type_id)
        if resolver is None:
            raise Refusal(EINVAL, f"target candidate search failed for {type_id}")
        access = _access(local, access_off)
        relocation = _Relocation(resolver, number, type_id, access, kind, log)
        relocation.patch(made, offset // 8)
    return tuple(made)


def _check_type(local: Btf, number: int, type_id: int) -> None:
    try:
        local.type(type_id)
    except BtfError:
        raise Refusal(EINVAL, f"relo #{number}: bad type id {type_id}") from None


def _access(local: Btf, offset: int) -> str:
    try:
        return local.string(offset)
    except BtfError:
        return "<?>"


class _Relocation:
    """One record."""

    def __init__(
        self, resolver: Resolver, number: int, type_id: int, access: str, kind: int, log: Log
    ) -> None:
        self.resolver = resolver
        self.type_id = type_id
        self.access = access
        self.kind = kind
        self.log = log
        self.number = number

    def _say(self, text: str) -> None:
        self.log.add(f"prog '': relo #{self.number}: {text}")

    def _refuse(self, text: str, errno: int = EINVAL) -> Refusal:
        return Refusal(errno, f"prog '': relo #{self.number}: {text}")

    def find(self, at: int) -> _Found:
        """Return what the kernel's types make of it."""
        local = self.resolver.local
        candidates = self._candidates()
        try:
            asked = Kind(self.kind)
            path = core.parse(local, self.type_id, self.access, asked)
        except (ValueError, BtfError):
            made = local.type(self.type_id)
            what = f"{kind_of(made).upper()} {made.name or '<anon>'}"
            errno = E2BIG if self.access.count(":") >= DEPTH else EINVAL
            what = f"parsing [{self.type_id}] {what} + {self.access} failed: -{errno}"
            raise self._refuse(what) from None
        self._say(_spec(local, path, asked))
        if asked is Kind.TYPE_ID_LOCAL:
            return _Found(Answer(path.root), Answer(path.root), sure=False)
        try:
            theirs = self._agreed(path, asked, candidates)
            mine = core.answer(local, path, asked)
        except BtfError:
            what = f"relo {self.kind} at insn #{at} can't be applied to array access"
            raise Refusal(EINVAL, f"prog '': {what}") from None
        if theirs is None:
            self._say("no matching targets found")
            theirs = None if asked in _ESSENTIAL else Answer(0)
        return _Found(mine, theirs, _is_sure(local, path, asked))

    def _candidates(self) -> list[int]:
        """Return the kernel's types of that name and kind, in their order."""
        local, target = self.resolver.local, self.resolver.target
        made = local.type(self.type_id)
        if self.kind == Kind.TYPE_ID_LOCAL:
            return []
        if not made.name:
            raise Refusal(EINVAL, f"target candidate search failed for {self.type_id}")
        kind = kind_of(made)
        found = sorted(self.resolver.candidates(self.type_id))
        found = [each for each in found if kind_of(target.type(each)) == kind]
        for each in found:
            what = f"{kind.upper()} {essential(made.name)}"
            self.log.add(f"CO-RE relocating {what}: found target candidate [{each}]")
        return found

    def _agreed(self, path: Path, asked: Kind, candidates: list[int]) -> Answer | None:
        """Return the one answer of all candidates that match; None: none does."""
        target = self.resolver.target
        agreed: tuple[Path, Answer] | None = None
        for number, candidate in enumerate(candidates):
            matched = self.resolver.match(path, candidate, asked)
            shown = matched or self._part(path, candidate, asked)
            word = "matching" if matched else "non-matching"
            self._say(f"{word} candidate #{number} {_spec(target, shown, asked)}")
            if matched is None:
                continue
            answer = core.answer(target, matched, asked)
            if agreed is None:
                agreed = matched, answer
            elif matched.bit != agreed[0].bit:
                raise self._refuse(f"field offset ambiguity: {matched.bit} != {agreed[0].bit}")
            elif answer.value != agreed[1].value:
                values = f"success {answer.value} != success {agreed[1].value}"
                raise self._refuse(f"relocation decision ambiguity: {values}")
        return agreed[1] if agreed else None

    def _part(self, path: Path, candidate: int, asked: Kind) -> Path:
        """Return how far a candidate that does not match goes with the path."""
        if asked in _VALUES:
            return Path(candidate, raw=(0,))
        steps = path.steps if asked in _FIELDS else ()
        for count in range(len(steps) - 1, 0, -1):
            part = self.resolver.match(path._replace(steps=steps[:count]), candidate, asked)
            if part is not None:
                return part
        return Path(candidate)

    def patch(self, insns: list[Insn], at: int) -> None:
        """Change the instruction."""
        found = self.find(at)
        if found.theirs is None:
            self._poison(insns, at)
            return
        insn = insns[at]
        match insn.code & CLASS:
            case Class.ALU | Class.ALU64:
                if insn.code & REG:
                    raise Refusal(EINVAL, "")
                self._check_value(f"#{at} (ALU/ALU64)", insn.imm, found)
                insns[at] = replace(insn, imm=s32(found.theirs.value))
                self._patched(at, "(ALU/ALU64) imm", insn.imm & _WIDE, found.theirs.value)
            case Class.LDX | Class.ST | Class.STX:
                self._patch_access(insns, at, found.mine, found.theirs, sure=found.sure)
            case Class.LD:
                self._patch_wide(insns, at, found)
            case _:
                what = f"code:0x{insn.code:x}, src:0x{insn.src:x}, dst:0x{insn.dst:x}"
                raise self._refuse(
                    f"trying to relocate unrecognized insn #{at}, {what}, "
                    f"off:0x{insn.off & 0xFFFFFFFF:x}, imm:0x{insn.imm & 0xFFFFFFFF:x}"
                )

    def _check_value(self, what: str, value: int, found: _Found) -> None:
        """Refuse an instruction that holds something else than the program's types say."""
        assert found.theirs is not None
        if found.sure and value != found.mine.value:
            change = f"{found.mine.value & _WIDE} -> {found.theirs.value & _WIDE}"
            raise self._refuse(f"unexpected insn {what} value: got {value}, exp {change}")

    def _patched(self, at: int, what: str, before: int, after: int) -> None:
        self._say(f"patched insn #{at} {what} {before} -> {after & _WIDE}")

    def _patch_access(
        self, insns: list[Insn], at: int, mine: Answer, theirs: Answer, *, sure: bool
    ) -> None:
        insn, where = insns[at], f"#{at} (LDX/ST/STX)"
        self._check_value(where, insn.off, _Found(mine, theirs, sure))
        if theirs.value >= 1 << 15:
            raise self._refuse(f"insn {where} value too big: {theirs.value}", ERANGE)
        if not resizable(mine, theirs):
            self._say(
                f"insn {where} accesses field incorrectly. Make sure you are accessing pointers, "
                "unsigned integers, or fields of matching type and size."
            )
            self._poison(insns, at)
            return
        insns[at] = replace(insn, off=theirs.value)
        self._patched(at, "(LDX/ST/STX) off", insn.off & _WIDE, theirs.value)
        if mine.size == theirs.size:
            return
        if BYTES[insn.code & SIZE] != mine.size:
            size = BYTES[insn.code & SIZE]
            raise self._refuse(f"insn {where} unexpected mem size: got {size}, exp {mine.size}")
        if theirs.size not in _SIZES:
            raise self._refuse(f"insn {where} invalid new mem size: {theirs.size}")
        insns[at] = replace(insns[at], code=insn.code & ~SIZE | _SIZES[theirs.size])
        self._patched(at, "(LDX/ST/STX) mem_sz", mine.size, theirs.size)

    def _patch_wide(self, insns: list[Insn], at: int, found: _Found) -> None:
        assert found.theirs is not None
        first, where = insns[at], f"#{at} (LDIMM64)"
        second = insns[at + 1] if at + 1 < len(insns) else None
        if first.code != LDDW or first.src or first.off or second is None or _is_odd(second):
            raise self._refuse(f"insn {where} has unexpected form")
        value = (first.imm & 0xFFFFFFFF) | (second.imm & 0xFFFFFFFF) << 32
        self._check_value(where, value, found)
        insns[at] = replace(first, imm=s32(found.theirs.value))
        insns[at + 1] = replace(second, imm=s32(found.theirs.value >> 32))
        self._patched(at, "(LDIMM64) imm64", value, found.theirs.value)

    def _poison(self, insns: list[Insn], at: int) -> None:
        """Let nobody come here: no kernel has this helper."""
        for slot in (at + 1, at) if insns[at].code == LDDW else (at,):
            self._say(f"substituting insn #{slot} w/ invalid insn")
            insns[slot] = Insn(CALL, imm=_POISON)


_WIDE = (1 << 64) - 1
_ESSENTIAL = (*(Kind(each) for each in _FIELDS if each != Kind.FIELD_EXISTS), Kind.ENUMVAL_VALUE)
"""what has no answer where nothing matches"""


def _is_odd(second: Insn) -> bool:
    return bool(second.code or second.dst or second.src or second.off)


def _is_sure(btf: Btf, path: Path, asked: Kind) -> bool:
    """Tell whether an instruction must hold what the program's types say."""
    if asked is Kind.TYPE_ID_TARGET:
        return False
    last = path.steps[-1] if path.steps else None
    if asked not in _UNSURE or last is None or not last.name:
        return True
    made = btf.type(last.type)
    return not isinstance(made, Composite) or not made.members[last.number].bits


def _spec(btf: Btf, path: Path, asked: Kind) -> str:
    """Return a path as the log has it: ``<byte_off> [7] STRUCT a.b[3] (0:1:3 @ offset 12)``."""
    made = btf.type(path.root)
    text = f"<{_NAMES[asked]}> [{path.root}] {kind_of(made).upper()} {made.name or '<anon>'}"
    if asked in _VALUES:
        values = btf.type(btf.resolve(path.root))
        assert isinstance(values, Enum)
        value = values.values[path.raw[0] if path.raw else path.steps[0].number]
        return f"{text}::{value.name} = {value.value}"
    if asked not in _FIELDS:
        return text
    names = "".join(
        f".{step.name}" if step.name else f"[{step.number}]" if at or step.number else ""
        for at, step in enumerate(path.steps)
    )
    raw = ":".join(map(str, path.raw))
    bits = f".{path.bit % 8}" if path.bit % 8 else ""
    return f"{text}{names} ({raw} @ offset {path.bit // 8}{bits})"
