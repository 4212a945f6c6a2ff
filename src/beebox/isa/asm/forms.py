"""The forms of an instruction: a regular expression, and what makes the instruction of it.

Where the kernel's disassembler and LLVM's assembler write an instruction differently, both are
read: ``r2 = atomic64_fetch_add((u64 *)(r1 +0), r2)`` and ``r2 = atomic_fetch_add(...)``,
``goto pc+2`` and ``goto +2``, ``r1 = map[counts]`` and ``r1 = counts ll``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from beebox.bits import s32
from beebox.isa import disasm
from beebox.isa.asm import expressions
from beebox.isa.asm.expressions import MORE, NAME, SUM, Sum
from beebox.isa.asm.unit import Kind, Unit
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_PERCPU,
    ADDR_SPACE_CAST,
    CALL,
    CALLX,
    EXIT,
    FETCH,
    GOTOX,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    NOSPEC,
    REG,
    TO_BE,
    AluOp,
    AtomicOp,
    CallKind,
    Class,
    Mode,
    Pseudo,
)

Match = re.Match[str]
Build = Callable[[Unit, Match], None]

ALU = {sign: (op, 0) for op, sign in disasm.ALU_SIGNS.items()}
ALU |= {sign: (op, 1) for op, sign in disasm.SIGNED_ALU_SIGNS.items()}
JUMP = {sign: op for op, sign in disasm.JUMP_SIGNS.items()}
SIZES = {name: size for size, name in disasm.SIZE_NAMES.items()}
SIGNED_SIZES = {name: size for size, name in disasm.SIGNED_SIZE_NAMES.items()}
_FETCHES = {name: op for op, name in disasm.ATOMIC_NAMES.items()}
_LOCKED = {"+=": AtomicOp.ADD, "&=": AtomicOp.AND, "|=": AtomicOp.OR, "^=": AtomicOp.XOR}
_PSEUDO = {"id": Pseudo.MAP_FD, "fd": Pseudo.MAP_FD, "idx": Pseudo.MAP_IDX}
_GOTO = {"goto": JA, "gotol": JA32, "may_goto": MAY_GOTO}

_BASE = rf"\(\s*r(?P<base>\d{{1,9}})\s*(?P<off>{MORE})\s*\)"
_AT = rf"\(\s*(?P<size>[us]\d{{1,9}})\s*\*\s*\)\s*{_BASE}"
_DST, _SRC = r"(?P<dst>[rw]\d{1,9})", r"(?P<src>[rw]\d{1,9})"
_TARGET = r"(?P<target>\S[^<]*?)\s*(?:<[^>]*>)?"


def alu(unit: Unit, m: Match) -> None:
    """Emit ``r1 += r2``, ``w1 = 5``, ``r1 = (s8)r2``, ``r1 = 5 ll``, ``r1 = counts ll``."""
    op, off = ALU[m["op"]]
    dst, klass = unit.register(m, "dst"), _width(m)
    if m["src"]:
        _same_width(unit, m)
        extend = int(m["extend"]) if m["extend"] else 0
        if extend and op is not AluOp.MOV:
            raise unit.fail("only an assignment can extend a sign", m, "op")
        unit.emit(Insn(klass | op | REG, dst, unit.register(m, "src"), extend or off))
    elif m["ll"] or unit.code == LDDW:
        if m["op"] != "=":
            raise unit.fail("a 64-bit immediate can only be assigned", m, "op")
        _wide(unit, m, dst)
    else:
        unit.emit(Insn(klass | op, dst, 0, off, unit.value(m, "imm")))


def _width(m: Match) -> Class:
    return Class.ALU if m["dst"][0] == "w" else Class.ALU64


def _same_width(unit: Unit, m: Match) -> None:
    if m["src"][0] != m["dst"][0]:
        raise unit.fail("one side is 32 bits wide, the other 64", m, "src")


def _wide(unit: Unit, m: Match, dst: int) -> None:
    if m["dst"][0] == "w":
        raise unit.fail("a 64-bit immediate needs a 64-bit register", m, "dst")
    made = unit.sum(m, "imm")
    if made.minus or [name for name in made.plus if _is_symbol(unit, name)]:
        unit.refer(Kind.WIDE, made, m, "imm")
        _emit_wide(unit, dst, 0, 0)
    else:
        _emit_wide(unit, dst, 0, unit.value(m, "imm", 64))


def _is_symbol(unit: Unit, name: str) -> bool:
    symbol = unit.symbols.get(name)
    return symbol is None or symbol.section != ""


def _emit_wide(unit: Unit, dst: int, src: int, value: int) -> None:
    unit.emit(Insn(LDDW, dst, src, 0, s32(value)), Insn(0, imm=s32(value >> 32)))


def neg(unit: Unit, m: Match) -> None:
    """Emit ``r1 = -r1``."""
    if m["dst"] != m["src"]:
        raise unit.fail("a register can only be negated in place", m, "src")
    unit.emit(Insn(_width(m) | AluOp.NEG, unit.register(m, "dst")))


def end(unit: Unit, m: Match) -> None:
    """Emit ``r1 = be16 r1``, ``r1 = bswap64 r1``."""
    if m["dst"] != m["src"]:
        raise unit.fail("a register can only be swapped in place", m, "src")
    klass = Class.ALU64 if m["kind"] == "bswap" else Class.ALU
    order = TO_BE if m["kind"] == "be" else 0
    unit.emit(Insn(klass | AluOp.END | order, unit.register(m, "dst"), imm=int(m["bits"])))


def cast(unit: Unit, m: Match) -> None:
    """Emit ``r1 = addr_space_cast(r2, 0, 1)``."""
    imm = (unit.value(m, "to", 16) & 0xFFFF) << 16 | unit.value(m, "source", 16) & 0xFFFF
    dst, src = unit.register(m, "dst"), unit.register(m, "src")
    unit.emit(Insn(Class.ALU64 | AluOp.MOV | REG, dst, src, ADDR_SPACE_CAST, s32(imm)))


def percpu(unit: Unit, m: Match) -> None:
    """Emit ``r1 = &(void __percpu *)(r2)``, which only translated programs have."""
    dst, src = unit.register(m, "dst"), unit.register(m, "src")
    unit.emit(Insn(Class.ALU64 | AluOp.MOV | REG, dst, src, ADDR_PERCPU))


def _size(unit: Unit, m: Match, sizes: Mapping[str, int] = SIZES) -> int:
    if m["size"] not in sizes:
        names = ", ".join(sizes)
        raise unit.fail(f"{m['size']} is not a size; sizes here: {names}", m, "size")
    return sizes[m["size"]]


def _narrow(unit: Unit, m: Match, group: str) -> None:
    """Refuse what a 32-bit register cannot hold: 64 bits, or a sign that is extended."""
    if m[group][0] == "w" and m["size"] not in ("u8", "u16", "u32"):
        name = m[group]
        raise unit.fail(
            f"{m['size']} does not go with {name}", m, "size", f"write r{name[1:]} for {name}"
        )


def load(unit: Unit, m: Match) -> None:
    """Emit ``r1 = *(u32 *)(r2 + 4)``, ``r1 = *(s8 *)(r2 + 4)``."""
    signed = m["size"][0] == "s"
    mode = Mode.MEMSX if signed else Mode.MEM
    size = _size(unit, m, SIGNED_SIZES if signed else SIZES)
    _narrow(unit, m, "dst")
    dst, base = unit.register(m, "dst"), unit.register(m, "base")
    unit.emit(Insn(Class.LDX | mode | size, dst, base, unit.offset(m)))


def store(unit: Unit, m: Match) -> None:
    """Emit ``*(u32 *)(r1 + 4) = r2``, ``*(u32 *)(r1 + 4) = 5``."""
    size, base, off = _size(unit, m), unit.register(m, "base"), unit.offset(m)
    if m["src"]:
        _narrow(unit, m, "src")
        unit.emit(Insn(Class.STX | Mode.MEM | size, base, unit.register(m, "src"), off))
    else:
        unit.emit(Insn(Class.ST | Mode.MEM | size, base, 0, off, unit.value(m, "imm")))


def _atomic(unit: Unit, m: Match, op: int) -> None:
    size, base = _size(unit, m), unit.register(m, "base")
    _narrow(unit, m, "src")
    src = unit.register(m, "src")
    unit.emit(Insn(Class.STX | Mode.ATOMIC | size, base, src, unit.offset(m), op))


def lock(unit: Unit, m: Match) -> None:
    """Emit ``lock *(u64 *)(r1 + 0) += r2``."""
    if m["op"] not in _LOCKED:
        hint = "negate the register and write +="
        raise unit.fail("there is no atomic subtraction", m, "op", hint)
    _atomic(unit, m, _LOCKED[m["op"]])


def fetch(unit: Unit, m: Match) -> None:
    """Emit ``r2 = atomic_fetch_add((u64 *)(r1 + 0), r2)``, ``atomic64_xchg``."""
    if m["dst"] != m["src"]:
        raise unit.fail("the old value goes to the register that gave the operand", m, "dst")
    _atomic(unit, m, AtomicOp.XCHG if m["op"] == "xchg" else _FETCHES[m["op"][6:]] | FETCH)


def compare_exchange(unit: Unit, m: Match) -> None:
    """Emit ``r0 = atomic64_cmpxchg((u64 *)(r1 + 0), r0, r2)``."""
    _atomic(unit, m, AtomicOp.CMPXCHG)


def exchange(unit: Unit, m: Match) -> None:
    """Emit LLVM's ``w2 = xchg32_32(r1 + 0, w2)`` and ``r0 = cmpxchg_64(r1 + 0, r0, r2)``."""
    wide = m["bits"] == "_64"
    if m["kind"] == "xchg" and (m["dst"] != m["src"] or m["zero"]):
        raise unit.fail("the old value goes to the register that gave the operand", m, "dst")
    if m["kind"] == "cmpxchg" and (m["dst"][1:] != "0" or not m["zero"]):
        raise unit.fail("cmpxchg compares with and sets r0: r0 = cmpxchg_64(r1 + 0, r0, r2)")
    if (m["src"][0] == "r") != wide:
        raise unit.fail(f"{m['kind']}{m['bits']} takes {'r' if wide else 'w'} registers", m, "src")
    op = AtomicOp.XCHG if m["kind"] == "xchg" else AtomicOp.CMPXCHG
    code = Class.STX | Mode.ATOMIC | SIZES["u64" if wide else "u32"]
    unit.emit(Insn(code, unit.register(m, "base"), unit.register(m, "src"), unit.offset(m), op))


def acquire(unit: Unit, m: Match) -> None:
    """Emit ``r1 = load_acquire((u64 *)(r2 + 0))``."""
    size, base, off = _size(unit, m), unit.register(m, "base"), unit.offset(m)
    _narrow(unit, m, "dst")
    dst = unit.register(m, "dst")
    unit.emit(Insn(Class.STX | Mode.ATOMIC | size, dst, base, off, AtomicOp.LOAD_ACQ))


def release(unit: Unit, m: Match) -> None:
    """Emit ``store_release((u64 *)(r2 + 0), r1)``."""
    _atomic(unit, m, AtomicOp.STORE_REL)


def packet(unit: Unit, m: Match) -> None:
    """Emit ``r0 = *(u16 *)skb[12]``, ``r0 = *(u16 *)skb[r2 + 12]``."""
    size = _size(unit, m)
    if m["size"] == "u64":
        raise unit.fail("a packet is read by u8, u16 or u32", m, "size")
    if m["src"]:
        imm = unit.value(m, "plus") if m["plus"] else 0
        unit.emit(Insn(Class.LD | Mode.IND | size, 0, unit.register(m, "src"), 0, imm))
    else:
        unit.emit(Insn(Class.LD | Mode.ABS | size, imm=unit.value(m, "imm")))


def special(unit: Unit, m: Match) -> None:
    """Emit an ``lddw`` as the kernel shows it: ``map[counts]``, ``subprog[+3]``, ``btf[id:5]``."""
    dst, plus = unit.register(m, "dst"), unit.value(m, "plus") if m["plus"] else 0
    source, what, name = 0, m["what"], m["what"].strip('"')
    numeric = re.fullmatch(rf"[-+]?\s*{expressions.DIGITS}", what, re.ASCII)
    if m["kind"] == "map":
        kind, colon, _ = what.partition(":")
        if colon and kind in _PSEUDO and m["id"]:
            source, imm = _PSEUDO[kind], unit.value(m, "id")
        elif name in unit.known_maps:
            source, imm = Pseudo.MAP_FD, unit.known_maps[name]
        elif unit.plain and name not in unit.symbols:
            raise unit.fail(f"there is no map {name}", m, "what")
        else:
            unit.refer(Kind.WIDE, Sum(plus, (name,)), m, "what")
            return _emit_wide(unit, dst, 0, 0)
        source += 1 if m["plus"] else 0
    elif m["kind"] == "btf":
        if not m["id"]:
            raise unit.fail("a type is named by its id: btf[id:5]", m, "what")
        source, imm = Pseudo.BTF_ID, unit.value(m, "id")
    elif numeric:
        source, imm = Pseudo.FUNC, unit.value(m, "what")
    else:
        source, imm = Pseudo.FUNC, 0
        unit.refer(Kind.WIDE, Sum(0, (name,)), m, "what")
    return unit.emit(Insn(LDDW, dst, source, 0, imm), Insn(0, imm=plus))


def pseudo(unit: Unit, m: Match) -> None:
    """Emit LLVM's ``ld_pseudo r1, 1, 5``: an ``lddw`` with its source field."""
    kind = unit.value(m, "kind", 4) & 15
    value = unit.value(m, "imm", 64)
    _emit_wide(unit, unit.register(m, "dst"), kind, value)


def goto(unit: Unit, m: Match) -> None:
    """Emit ``goto l``, ``gotol l``, ``may_goto l``; ``goto pc+2``, ``goto +2``."""
    _jump(unit, m, _GOTO[m["kind"]], 0, 0, 0)


def branch(unit: Unit, m: Match) -> None:
    """Emit ``if r1 s> 5 goto l``."""
    code = (Class.JMP32 if m["dst"][0] == "w" else Class.JMP) | JUMP[m["op"]]
    dst = unit.register(m, "dst")
    if m["src"]:
        _same_width(unit, m)
        _jump(unit, m, code | REG, dst, unit.register(m, "src"), 0)
    else:
        _jump(unit, m, code, dst, 0, unit.value(m, "imm"))


def _jump(unit: Unit, m: Match, code: int, dst: int, src: int, imm: int) -> None:
    if found := _distance().fullmatch(m["target"]):
        value = expressions.number(found["digits"]) * (-1 if found["sign"] == "-" else 1)
        if code == JA32:
            if not -(1 << 31) <= value < 1 << 31:
                raise unit.fail(f"distance {value} does not fit in 32 bits", m, "target")
            unit.emit(Insn(code, dst, src, 0, value))
        elif -(1 << 15) <= value < 1 << 15:
            unit.emit(Insn(code, dst, src, value, imm))
        else:
            raise unit.fail(
                f"distance {value} does not fit in 16 bits", m, "target", "gotol goes further"
            )
        return
    target = m["target"].strip('"')
    if not _label().fullmatch(m["target"]):
        raise unit.fail(f"{target} is not a label", m, "target")
    unit.refer(Kind.JUMP32 if code == JA32 else Kind.JUMP, Sum(0, (target,)), m, "target")
    unit.emit(Insn(code, dst, src, 0, imm))


@cache
def _distance() -> re.Pattern[str]:
    """Return the form of a number of instructions: ``+2``, ``pc-3``, ``0x10``."""
    digits = rf"(?P<digits>{expressions.DIGITS})"
    return re.compile(rf"(?:pc\s*(?=[-+]))?(?P<sign>[-+]?)\s*{digits}", re.ASCII)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf'{NAME}|\d{{1,9}}[bf]|"[^"]+"', re.ASCII)


def call(unit: Unit, m: Match) -> None:
    """Emit ``call 14``, ``call bpf_ktime_get_ns``, ``call pc+3``, ``call subprogram``."""
    target = m["target"]
    if found := _numbered().fullmatch(target):
        kind = CallKind.KFUNC if found["name"] == "kernel-function" else CallKind.HELPER
        return unit.emit(Insn(CALL, src=kind, imm=unit.value(found, "number")))
    if target.startswith("pc") and (found := _distance().fullmatch(target)):
        value = expressions.number(found["digits"]) * (-1 if found["sign"] == "-" else 1)
        if not -(1 << 31) <= value < 1 << 31:
            raise unit.fail(f"distance {value} does not fit in 32 bits", m, "target")
        return unit.emit(Insn(CALL, src=CallKind.LOCAL, imm=value))
    made = expressions.parse(target)
    if made is None or made.minus or len(made.plus) > 1:
        raise unit.fail(f"{target} is not something to call", m, "target")
    if not made.plus or not _is_symbol(unit, made.plus[0]):
        return unit.emit(Insn(CALL, imm=unit.value(m, "target")))
    unit.refer(Kind.CALL, made, m, "target")
    return unit.emit(Insn(CALL))


@cache
def _numbered() -> re.Pattern[str]:
    """Return the form of ``bpf_map_lookup_elem#1``, ``kernel-function#90``: the number counts."""
    return re.compile(rf"(?P<name>[\w-]*)#(?P<number>[-+]?{expressions.DIGITS})", re.ASCII)


def by_register(unit: Unit, m: Match) -> None:
    """Emit ``callx r2``, ``gotox r2``."""
    unit.emit(Insn(CALLX if m["kind"] == "callx" else GOTOX, unit.register(m, "dst")))


def leave(unit: Unit, _: Match) -> None:
    """Emit ``exit``."""
    unit.emit(Insn(EXIT))


def nospec(unit: Unit, _: Match) -> None:
    """Emit ``nospec``, a barrier that only translated programs have."""
    unit.emit(Insn(NOSPEC))


_IMM = rf"(?P<imm>{SUM})"
FORMS: tuple[tuple[str, str, Build], ...] = (
    ("rw", rf"{_DST}\s*=\s*-\s*{_SRC}", neg),
    (
        "rw",
        (
            rf"{_DST}\s*(?P<op>s?(?:/|%|>>)=|[-+*/|&^%]=|<<=|>>=|=)\s*"
            rf"(?:(?:\(\s*s(?P<extend>8|16|32)\s*\)\s*)?{_SRC}|{_IMM}(?P<ll>\s+ll)?)"
        ),
        alu,
    ),
    ("rw", rf"{_DST}\s*=\s*\*\s*{_AT}", load),
    ("*", rf"\*\s*{_AT}\s*=\s*(?:{_SRC}|{_IMM})", store),
    (
        "i",
        (
            rf"if\s+{_DST}\s*(?P<op>s?[<>]=?|==|!=|&)\s*(?:{_SRC}|{_IMM})"
            rf"\s*goto(?![\w.])\s*{_TARGET}"
        ),
        branch,
    ),
    ("gm", rf"(?P<kind>gotol|goto|may_goto)(?![\w.])\s*{_TARGET}", goto),
    ("c", rf"call\s+{_TARGET}", call),
    ("e", r"exit", leave),
    ("r", rf"{_DST}\s*=\s*(?P<kind>be|le|bswap)(?P<bits>16|32|64)\s+{_SRC}", end),
    (
        "r",
        (
            rf"{_DST}\s*=\s*(?P<kind>map|subprog|btf)\s*\[\s*"
            rf'(?P<what>"[^"]+"|(?:fd|idx|id)\s*:\s*(?P<id>{SUM})|{NAME}|{SUM})\s*\]'
            rf"(?:\[0\])?(?:\s*\+\s*(?P<plus>{SUM}))?(?:\s*ll)?"
        ),
        special,
    ),
    ("l", rf"lock\s*\*\s*{_AT}\s*(?P<op>[-+&|^]=)\s*{_SRC}", lock),
    (
        "rw",
        (
            rf"{_DST}\s*=\s*atomic(?:64)?_(?P<op>fetch_(?:add|and|or|xor)|xchg)"
            rf"\s*\(\s*{_AT}\s*,\s*{_SRC}\s*\)"
        ),
        fetch,
    ),
    (
        "rw",
        rf"[rw]0\s*=\s*atomic(?:64)?_cmpxchg\s*\(\s*{_AT}\s*,\s*[rw]0\s*,\s*{_SRC}\s*\)",
        compare_exchange,
    ),
    (
        "rw",
        (
            rf"{_DST}\s*=\s*(?P<kind>xchg|cmpxchg)(?P<bits>32_32|_64)\s*\(\s*"
            rf"r(?P<base>\d{{1,9}})\s*(?P<off>{MORE})\s*,\s*(?:(?P<zero>[rw]0)\s*,\s*)?{_SRC}\s*\)"
        ),
        exchange,
    ),
    ("rw", rf"{_DST}\s*=\s*load_acquire\s*\(\s*{_AT}\s*\)", acquire),
    ("s", rf"store_release\s*\(\s*{_AT}\s*,\s*{_SRC}\s*\)", release),
    (
        "r",
        (
            r"r0\s*=\s*\*\s*\(\s*(?P<size>u\d{1,9})\s*\*\s*\)\s*skb\s*\["
            rf"\s*(?:{_SRC}\s*(?:(?:\+\s*|(?=-))(?P<plus>{SUM}))?|{_IMM})\s*\]"
        ),
        packet,
    ),
    (
        "r",
        (
            rf"{_DST}\s*=\s*addr_space_cast\s*\(\s*{_SRC}\s*,\s*(?P<to>{SUM})\s*,"
            rf"\s*(?P<source>{SUM})\s*\)"
        ),
        cast,
    ),
    ("r", rf"{_DST}\s*=\s*&\(void __percpu \*\)\({_SRC}\)", percpu),
    ("cg", r"(?P<kind>callx|gotox)\s+(?P<dst>r\d{1,9})", by_register),
    ("l", rf"ld_pseudo\s+(?P<dst>r\d{{1,9}})\s*,\s*(?P<kind>{SUM})\s*,\s*{_IMM}", pseudo),
    ("n", r"nospec", nospec),
)
"""the letters that a form begins with, its regular expression, what emits it"""


@cache
def forms(letter: str) -> tuple[tuple[re.Pattern[str], Build], ...]:
    """Return the forms that begin with *letter*, compiled when first asked for."""
    return tuple(
        (re.compile(pattern, re.ASCII), build)
        for letters, pattern, build in FORMS
        if letter in letters
    )
