"""Text to instructions: the syntax of the kernel's disassembler and of LLVM's BPF assembler.

One instruction a line; ``label:`` names the next one; comments start with ``;``, ``//`` or `` #``.
An opcode or an index in front, as logs have them, is read and held against the instruction, so
``assemble`` takes what `beebox.isa.disasm` writes::

    r6 = r1                              w1 s>>= 3
    r0 = *(u32 *)(r1 + 4)                r0 = *(s8 *)(r1 -1)
    *(u64 *)(r10 - 8) = r1               *(u16 *)(r1 + 0) = 7
    if r1 s> 5 goto done                 goto pc+2
    r1 = 0x123456789abcdef0 ll           r1 = map[counts]
    call bpf_get_prandom_u32             call 14            call subprogram
    lock *(u64 *)(r1 + 0) += r2          r2 = atomic64_fetch_add((u64 *)(r1 + 0), r2)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from beebox.bits import s32
from beebox.errors import AsmError
from beebox.isa import disasm
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_PERCPU,
    ADDR_SPACE_CAST,
    CALL,
    EXIT,
    FETCH,
    FRAME,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    REG,
    TO_BE,
    AluOp,
    AtomicOp,
    CallKind,
    Class,
    Mode,
    Pseudo,
)

_ALU = {sign: (op, 0) for op, sign in disasm.ALU_SIGNS.items()}
_ALU |= {sign: (op, 1) for op, sign in disasm.SIGNED_ALU_SIGNS.items()}
_JUMP = {sign: op for op, sign in disasm.JUMP_SIGNS.items()}
_SIZES = {name: size for size, name in disasm.SIZE_NAMES.items()}
_SIGNED_SIZES = {name: size for size, name in disasm.SIGNED_SIZE_NAMES.items()}
_FETCHES = {name: op for op, name in disasm.ATOMIC_NAMES.items()}
_LOCKED = {"+=": AtomicOp.ADD, "&=": AtomicOp.AND, "|=": AtomicOp.OR, "^=": AtomicOp.XOR}
_PSEUDO = {"id": Pseudo.MAP_FD, "fd": Pseudo.MAP_FD, "idx": Pseudo.MAP_IDX}

_NUMBER = r"[+-]?\s*(?:0x[0-9a-f]+|\d+)"
_AT = rf"\(\s*(?P<size>[us]\d+)\s*\*\s*\)\s*\(\s*r(?P<base>\d+)\s*(?P<off>{_NUMBER})?\s*\)"
_LABEL = re.compile(r"([A-Za-z_.$][\w.$]*)\s*:(?!:)\s*")
_PREFIX = re.compile(r"(?:\d+:\s*)?(?:\((?P<code>[0-9a-f]{2})\)\s*)?", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|;.*|//.*|(?:^|\s)#.*")


@dataclass(slots=True)
class _Unit:
    """What is known while one text is read. Instructions may name labels that come later."""

    helpers: Mapping[str, int]
    maps: Mapping[str, int]
    code: int | None = None
    labels: dict[str, int] = field(default_factory=dict)
    insns: list[Insn] = field(default_factory=list)
    waiting: list[tuple[int, str, int]] = field(default_factory=list)
    """(instruction, label or helper it names, line)"""
    line: int = 0

    def fail(self, message: str) -> AsmError:
        """Return an error that names the line."""
        return AsmError(f"line {self.line}: {message}")

    def number(self, text: str, bits: int = 32) -> int:
        """Return a number that fits in *bits*, signed or unsigned; the result is signed."""
        value = int(text.replace(" ", ""), 0)
        if not -(1 << (bits - 1)) <= value < 1 << bits:
            raise self.fail(f"{text} does not fit in {bits} bits")
        return value - (1 << bits) if value >> (bits - 1) > 0 else value

    def register(self, text: str) -> int:
        """Return the number of a register that exists."""
        number = int(text.lstrip("rw"))
        if number > FRAME:
            raise self.fail(f"there is no register {text}")
        return number

    def offset(self, text: str | None) -> int:
        """Return a 16-bit offset."""
        value = int((text or "0").replace(" ", ""), 0)
        if not -(1 << 15) <= value < 1 << 15:
            raise self.fail(f"offset {value} does not fit in 16 bits")
        return value

    def emit(self, *insns: Insn) -> None:
        """Append instructions, after holding the first against the opcode the line gave."""
        if self.code is not None and insns[0].code != self.code:
            raise self.fail(f"this is opcode {insns[0].code:02x}, not {self.code:02x}")
        self.insns.extend(insns)


def assemble(
    text: str, helpers: Mapping[str, int] | None = None, maps: Mapping[str, int] | None = None
) -> tuple[Insn, ...]:
    """Return the instructions that *text* says.

    *helpers* are further names for ``call``, beside Linux's own; *maps* is what ``map[name]``
    stands for.

    Raises:
        AsmError: with the line's number.
    """
    unit = _Unit(helpers or {}, maps or {})
    for number, line in enumerate(text.splitlines(), 1):
        unit.line = number
        _read_line(unit, _COMMENT.sub("", line).strip())
    _resolve(unit)
    return tuple(unit.insns)


def _read_line(unit: _Unit, line: str) -> None:
    while match := _LABEL.match(line):
        if match[1] in unit.labels:
            raise unit.fail(f"label {match[1]} is there twice")
        unit.labels[match[1]] = len(unit.insns)
        line = line[match.end() :]
    prefix = _PREFIX.match(line)
    assert prefix is not None
    unit.code = int(prefix["code"], 16) if prefix["code"] else None
    line = line[prefix.end() :].strip()
    if not line:
        return
    for pattern, build in _forms():
        if match := pattern.fullmatch(line):
            build(unit, match)
            return
    raise unit.fail(f"not an instruction: {line}")


def _resolve(unit: _Unit) -> None:
    """Put distances to labels, and helper numbers, into the instructions that wait for them."""
    for index, name, line in unit.waiting:
        unit.line = line
        insn = unit.insns[index]
        if name in unit.labels:
            distance = unit.labels[name] - index - 1
            if insn.code == CALL:
                insn = replace(insn, src=CallKind.LOCAL, imm=distance)
            elif insn.code in (JA32, LDDW):
                insn = replace(insn, imm=distance)
            elif -(1 << 15) <= distance < 1 << 15:
                insn = replace(insn, off=distance)
            else:
                raise unit.fail(f"{name} is too far away; use gotol")
        elif insn.code == CALL:
            insn = replace(insn, imm=_helper(unit, name))
        else:
            raise unit.fail(f"there is no label {name}")
        unit.insns[index] = insn


def _helper(unit: _Unit, name: str) -> int:
    from beebox.abi.enums import Func  # noqa: PLC0415 - only programs that call need the table

    if name in unit.helpers:
        return unit.helpers[name]
    try:
        return Func[name.removeprefix("bpf_")].value
    except KeyError:
        raise unit.fail(f"there is no helper or label {name}") from None


def _width(reg: str) -> Class:
    return Class.ALU if reg[0] == "w" else Class.ALU64


def _alu(unit: _Unit, m: re.Match[str]) -> None:
    op, off = _ALU[m["op"]]
    klass, dst = _width(m["dst"]), unit.register(m["dst"])
    if m["src"]:
        if m["src"][0] != m["dst"][0]:
            raise unit.fail("one side is 32 bits wide, the other 64")
        extend = int(m["extend"]) if m["extend"] else 0
        if extend and op is not AluOp.MOV:
            raise unit.fail("only an assignment can extend a sign")
        unit.emit(Insn(klass | op | REG, dst, unit.register(m["src"]), extend or off))
    elif m["ll"] or unit.code == LDDW:
        if m["op"] != "=":
            raise unit.fail("a 64-bit immediate can only be assigned")
        _emit_wide(unit, dst, 0, unit.number(m["imm"], 64))
    else:
        unit.emit(Insn(klass | op, dst, 0, off, unit.number(m["imm"])))


def _emit_wide(unit: _Unit, dst: int, src: int, value: int) -> None:
    unit.emit(Insn(LDDW, dst, src, 0, s32(value)), Insn(0, imm=s32(value >> 32)))


def _neg(unit: _Unit, m: re.Match[str]) -> None:
    if m["dst"] != m["src"]:
        raise unit.fail("a register can only be negated in place")
    unit.emit(Insn(_width(m["dst"]) | AluOp.NEG, unit.register(m["dst"])))


def _end(unit: _Unit, m: re.Match[str]) -> None:
    if m["dst"] != m["src"]:
        raise unit.fail("a register can only be swapped in place")
    klass = Class.ALU64 if m["kind"] == "bswap" else Class.ALU
    order = TO_BE if m["kind"] == "be" else 0
    unit.emit(Insn(klass | AluOp.END | order, unit.register(m["dst"]), imm=int(m["bits"])))


def _cast(unit: _Unit, m: re.Match[str]) -> None:
    imm = unit.number(m["to"], 16) << 16 | unit.number(m["source"], 16) & 0xFFFF
    dst, src = unit.register(m["dst"]), unit.register(m["src"])
    unit.emit(Insn(Class.ALU64 | AluOp.MOV | REG, dst, src, ADDR_SPACE_CAST, s32(imm)))


def _percpu(unit: _Unit, m: re.Match[str]) -> None:
    dst, src = unit.register(m["dst"]), unit.register(m["src"])
    unit.emit(Insn(Class.ALU64 | AluOp.MOV | REG, dst, src, ADDR_PERCPU))


def _size(unit: _Unit, name: str, sizes: Mapping[str, int] = _SIZES) -> int:
    if name not in sizes:
        raise unit.fail(f"{name} is not a size; sizes here: {', '.join(sizes)}")
    return sizes[name]


def _load(unit: _Unit, m: re.Match[str]) -> None:
    signed = m["size"][0] == "s"
    mode = Mode.MEMSX if signed else Mode.MEM
    size = _size(unit, m["size"], _SIGNED_SIZES if signed else _SIZES)
    dst, base = unit.register(m["dst"]), unit.register(m["base"])
    unit.emit(Insn(Class.LDX | mode | size, dst, base, unit.offset(m["off"])))


def _store(unit: _Unit, m: re.Match[str]) -> None:
    size, base, off = _size(unit, m["size"]), unit.register(m["base"]), unit.offset(m["off"])
    if m["src"]:
        unit.emit(Insn(Class.STX | Mode.MEM | size, base, unit.register(m["src"]), off))
    else:
        unit.emit(Insn(Class.ST | Mode.MEM | size, base, 0, off, unit.number(m["imm"])))


def _atomic(unit: _Unit, m: re.Match[str], op: int, reg: str) -> None:
    size, base = _size(unit, m["size"]), unit.register(m["base"])
    unit.emit(
        Insn(Class.STX | Mode.ATOMIC | size, base, unit.register(reg), unit.offset(m["off"]), op)
    )


def _lock(unit: _Unit, m: re.Match[str]) -> None:
    _atomic(unit, m, _LOCKED[m["op"]], m["src"])


def _fetch(unit: _Unit, m: re.Match[str]) -> None:
    if m["dst"] != m["src"]:
        raise unit.fail("the old value goes to the register that gave the operand")
    _atomic(
        unit, m, AtomicOp.XCHG if m["op"] == "xchg" else _FETCHES[m["op"][6:]] | FETCH, m["src"]
    )


def _cmpxchg(unit: _Unit, m: re.Match[str]) -> None:
    _atomic(unit, m, AtomicOp.CMPXCHG, m["src"])


def _acquire(unit: _Unit, m: re.Match[str]) -> None:
    size, base, off = _size(unit, m["size"]), unit.register(m["base"]), unit.offset(m["off"])
    dst = unit.register(m["dst"])
    unit.emit(Insn(Class.STX | Mode.ATOMIC | size, dst, base, off, AtomicOp.LOAD_ACQ))


def _release(unit: _Unit, m: re.Match[str]) -> None:
    _atomic(unit, m, AtomicOp.STORE_REL, m["src"])


def _packet(unit: _Unit, m: re.Match[str]) -> None:
    size = _size(unit, m["size"])
    if m["src"]:
        src, imm = unit.register(m["src"]), unit.number(m["plus"] or "0")
        unit.emit(Insn(Class.LD | Mode.IND | size, 0, src, 0, imm))
    else:
        unit.emit(Insn(Class.LD | Mode.ABS | size, imm=unit.number(m["imm"])))


def _lddw(unit: _Unit, m: re.Match[str]) -> None:
    kind, what = m["kind"], m["what"]
    dst, plus = unit.register(m["dst"]), unit.number(m["plus"] or "0")
    if kind == "map":
        src, imm = _map(unit, what)
        if m["plus"]:
            src = Pseudo(src + 1)
    elif kind == "btf":
        src, imm = Pseudo.BTF_ID, unit.number(what.removeprefix("id:"))
    elif re.fullmatch(_NUMBER, what):
        src, imm = Pseudo.FUNC, unit.number(what)
    else:
        src, imm = Pseudo.FUNC, 0
        unit.waiting.append((len(unit.insns), what, unit.line))
    unit.emit(Insn(LDDW, dst, src, 0, imm), Insn(0, imm=plus))


def _map(unit: _Unit, what: str) -> tuple[Pseudo, int]:
    kind, colon, number = what.partition(":")
    if colon and kind in _PSEUDO:
        return _PSEUDO[kind], unit.number(number)
    if what in unit.maps:
        return Pseudo.MAP_FD, unit.maps[what]
    raise unit.fail(f"there is no map {what}")


def _goto(unit: _Unit, m: re.Match[str]) -> None:
    code = {"goto": JA, "gotol": JA32, "may_goto": MAY_GOTO}[m["kind"]]
    _emit_jump(unit, Insn(code), m["target"])


def _if(unit: _Unit, m: re.Match[str]) -> None:
    klass = Class.JMP32 if m["dst"][0] == "w" else Class.JMP
    code, dst = klass | _JUMP[m["op"]], unit.register(m["dst"])
    if not m["src"]:
        return _emit_jump(unit, Insn(code, dst, imm=unit.number(m["imm"])), m["target"])
    if m["src"][0] != m["dst"][0]:
        raise unit.fail("one side is 32 bits wide, the other 64")
    return _emit_jump(unit, Insn(code | REG, dst, unit.register(m["src"])), m["target"])


def _emit_jump(unit: _Unit, insn: Insn, target: str) -> None:
    distance = target.removeprefix("pc").strip()
    if not re.fullmatch(_NUMBER, distance):
        unit.waiting.append((len(unit.insns), target, unit.line))
    elif insn.code == JA32:
        insn = replace(insn, imm=unit.number(distance))
    else:
        insn = replace(insn, off=unit.offset(distance))
    unit.emit(insn)


def _call(unit: _Unit, m: re.Match[str]) -> None:
    target = m["target"]
    name, sharp, number = target.partition("#")
    if sharp:
        kind = CallKind.KFUNC if name == "kernel-function" else CallKind.HELPER
        unit.emit(Insn(CALL, src=kind, imm=unit.number(number)))
    elif re.fullmatch(rf"pc\s*{_NUMBER}", target):
        unit.emit(Insn(CALL, src=CallKind.LOCAL, imm=unit.number(target[2:])))
    elif re.fullmatch(_NUMBER, target):
        unit.emit(Insn(CALL, imm=unit.number(target)))
    else:
        unit.waiting.append((len(unit.insns), target, unit.line))
        unit.emit(Insn(CALL))


def _exit(unit: _Unit, _: re.Match[str]) -> None:
    unit.emit(Insn(EXIT))


_Build = Callable[[_Unit, re.Match[str]], None]
_DST, _SRC = r"(?P<dst>[rw]\d+)", r"(?P<src>[rw]\d+)"
_FORMS: tuple[tuple[str, _Build], ...] = (
    (
        (
            rf"{_DST}\s*(?P<op>s?(?:/|%|>>)=|[-+*/|&^%]=|<<=|>>=|=)\s*"
            rf"(?:(?:\(s(?P<extend>8|16|32)\)\s*)?{_SRC}|(?P<imm>{_NUMBER})(?P<ll>\s*ll)?)"
        ),
        _alu,
    ),
    (rf"{_DST}\s*=\s*\*\s*{_AT}", _load),
    (rf"\*\s*{_AT}\s*=\s*(?:{_SRC}|(?P<imm>{_NUMBER}))", _store),
    (
        (
            rf"if\s+{_DST}\s*(?P<op>s?[<>]=?|==|!=|&)\s*(?:{_SRC}|(?P<imm>{_NUMBER}))"
            r"\s*goto\s+(?P<target>\S.*)"
        ),
        _if,
    ),
    (r"(?P<kind>goto|gotol|may_goto)\s+(?P<target>\S.*)", _goto),
    (r"call\s+(?P<target>\S.*)", _call),
    (r"exit", _exit),
    (rf"{_DST}\s*=\s*-\s*{_SRC}", _neg),
    (rf"{_DST}\s*=\s*(?P<kind>be|le|bswap)(?P<bits>16|32|64)\s+{_SRC}", _end),
    (
        (
            rf"{_DST}\s*=\s*(?P<kind>map|subprog|btf)\[(?P<what>[^\]]+)\](?:\[0\])?"
            rf"(?P<plus>\+\s*(?:0x[0-9a-f]+|\d+))?(?:\s*ll)?"
        ),
        _lddw,
    ),
    (rf"lock\s*\*\s*{_AT}\s*(?P<op>[-+&|^]=)\s*{_SRC}", _lock),
    (
        (
            rf"{_DST}\s*=\s*atomic(?:64)?_(?P<op>fetch_(?:add|and|or|xor)|xchg)"
            rf"\s*\(\s*{_AT}\s*,\s*{_SRC}\s*\)"
        ),
        _fetch,
    ),
    (rf"[rw]0\s*=\s*atomic(?:64)?_cmpxchg\s*\(\s*{_AT}\s*,\s*[rw]0\s*,\s*{_SRC}\s*\)", _cmpxchg),
    (rf"{_DST}\s*=\s*load_acquire\s*\(\s*{_AT}\s*\)", _acquire),
    (rf"store_release\s*\(\s*{_AT}\s*,\s*{_SRC}\s*\)", _release),
    (
        (
            rf"r0\s*=\s*\*\s*\(\s*(?P<size>u\d+)\s*\*\s*\)\s*skb\s*\["
            rf"\s*(?:{_SRC}\s*(?:\+\s*)?(?P<plus>{_NUMBER})?|(?P<imm>{_NUMBER}))\s*\]"
        ),
        _packet,
    ),
    (
        (
            rf"{_DST}\s*=\s*addr_space_cast\s*\(\s*{_SRC}\s*,\s*(?P<to>{_NUMBER})\s*,"
            rf"\s*(?P<source>{_NUMBER})\s*\)"
        ),
        _cast,
    ),
    (rf"{_DST}\s*=\s*&\(void __percpu \*\)\({_SRC}\)", _percpu),
)
_compiled: list[tuple[re.Pattern[str], _Build]] = []


def _forms() -> list[tuple[re.Pattern[str], _Build]]:
    """Return the forms of a line, compiled when first needed."""
    if not _compiled:
        _compiled.extend((re.compile(pattern), build) for pattern, build in _FORMS)
    return _compiled
