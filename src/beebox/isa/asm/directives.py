"""Directives: ``.section``, ``.globl``, ``.long``, ``.asciz``, and our own ``.map``, ``.license``.

Those of the GNU and LLVM assemblers that say something about a BPF object mean what they mean
there. Those that speak to debuggers (``.loc``, ``.cfi_...``, ``.file``) are read and dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from beebox.isa.asm import declare
from beebox.isa.asm.expressions import NAME
from beebox.isa.asm.unit import LARGEST, Kind, Unit
from beebox.isa.opcodes import JA

Match = re.Match[str]
Directive = Callable[[Unit, list[Match]], None]

_DIRECTIVE = re.compile(r"(\.[\w.]+)(?:\s+|$)", re.ASCII)
_ARGUMENT = re.compile(r"""(?:^|,)\s*(?P<arg>(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'|[^,"])*)""")
_NAME = re.compile(rf'{NAME}|"[^"]+"', re.ASCII)
_SECTION = re.compile(r'[\w.$/+?@*:#-]+|"[^"]+"')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]+)|(.))", re.DOTALL)
_ESCAPES = {"n": 10, "t": 9, "r": 13, "b": 8, "f": 12, "\\": 92, '"': 34, "'": 39}
IGNORED = frozenset({".file", ".loc", ".ident", ".addrsig", ".addrsig_sym"})
"""what is read and dropped; ``.cfi_...`` also"""
_NOP = JA.to_bytes(8, "little")


def directive(unit: Unit, text: str) -> None:
    """Do what the directive *text*, the rest of a statement, says.

    Raises:
        AsmError: it is not known, or its arguments do not fit.
    """
    match = _DIRECTIVE.match(text)
    name = match[1] if match else text.split(maxsplit=1)[0]
    if name in IGNORED or name.startswith(".cfi_"):
        return
    made = DIRECTIVES.get(name)
    if match is None or made is None:
        near = get_close_matches(name, DIRECTIVES, 1)
        hint = f"did you mean {near[0]}?" if near else f"known: {' '.join(sorted(DIRECTIVES))}"
        raise unit.fail(f"{name[:80]} is not a directive", hint=hint)
    rest = text[match.end() :]
    arguments = list(_ARGUMENT.finditer(rest)) if rest else []
    if rest and arguments[-1].end() != len(rest):
        raise unit.fail("a string does not end")
    made(unit, arguments)


def known(text: str) -> bool:
    """Tell whether *text* begins with a directive's name."""
    match = _DIRECTIVE.match(text)
    return match is not None and (match[1] in DIRECTIVES or match[1] in IGNORED)


def _need(unit: Unit, arguments: list[Match], least: int, most: int, what: str) -> None:
    if not least <= len(arguments) <= most or not all(each["arg"].strip() for each in arguments):
        raise unit.fail(f"expected: {what}")


def _symbol_name(unit: Unit, argument: Match) -> str:
    name = argument["arg"].strip()
    if not _NAME.fullmatch(name):
        raise unit.fail(f"{name} is not a name", argument, "arg")
    return name.strip('"')


def _text(unit: Unit, _: list[Match]) -> None:
    unit.enter(".text", "ax")


def _named(name: str, flags: str, *, nobits: bool = False) -> Directive:
    def enter(unit: Unit, _: list[Match]) -> None:
        unit.sectioned = True
        unit.enter(name, flags, nobits=nobits)

    return enter


def _section(unit: Unit, arguments: list[Match]) -> None:
    _need(unit, arguments, 1, 6, '.section NAME, "FLAGS", @TYPE')
    name = arguments[0]["arg"].strip()
    if not _SECTION.fullmatch(name):
        raise unit.fail(f"{name} is not a name of a section", arguments[0], "arg")
    flags = None
    if len(arguments) > 1:
        made = _STRING.fullmatch(arguments[1]["arg"].strip())
        if made is None or set(made[1]) - set("awxMSGoeRT?"):
            raise unit.fail('expected flags such as "ax"', arguments[1], "arg")
        flags = made[1]
    kind = arguments[2]["arg"].strip() if len(arguments) > 2 else ""
    name = name.strip('"')
    nobits = kind.lstrip("@%") == "nobits" or (not kind and name.split(".")[:2] == ["", "bss"])
    unit.sectioned = True
    unit.enter(name, flags, nobits=nobits)


def _previous(unit: Unit, _: list[Match]) -> None:
    if unit.previous is None:
        raise unit.fail("there was no section before this one")
    unit.section, unit.previous = unit.previous, unit.section


def _bind(bind: str) -> Directive:
    def bind_all(unit: Unit, arguments: list[Match]) -> None:
        _need(unit, arguments, 1, 1000, "one name or more")
        for argument in arguments:
            unit.symbol(_symbol_name(unit, argument)).bind = bind

    return bind_all


def _visibility(visibility: str) -> Directive:
    def hide(unit: Unit, arguments: list[Match]) -> None:
        _need(unit, arguments, 1, 1000, "one name or more")
        for argument in arguments:
            unit.symbol(_symbol_name(unit, argument)).visibility = visibility

    return hide


def _type(unit: Unit, arguments: list[Match]) -> None:
    _need(unit, arguments, 2, 2, ".type NAME, @function")
    kind = arguments[1]["arg"].strip().lstrip("@%").strip('"').lower().removeprefix("stt_")
    if kind not in ("function", "func", "object", "notype"):
        message = f"{kind} is not a type; @function, @object, @notype are"
        raise unit.fail(message, arguments[1], "arg")
    kind = {"func": "function", "notype": ""}.get(kind, kind)
    unit.symbol(_symbol_name(unit, arguments[0])).type = kind


def _size(unit: Unit, arguments: list[Match]) -> None:
    _need(unit, arguments, 2, 2, ".size NAME, BYTES")
    name = _symbol_name(unit, arguments[0])
    what = unit.seen(unit.sum(arguments[1], "arg"))
    unit.sizes.append((name, what, unit.place(arguments[1], "arg")))


def _set(unit: Unit, arguments: list[Match]) -> None:
    _need(unit, arguments, 2, 2, ".set NAME, NUMBER")
    symbol = unit.symbol(_symbol_name(unit, arguments[0]))
    if symbol.section not in (None, ""):
        raise unit.fail(f"{symbol.name} is a label", arguments[0], "arg")
    value = unit.value(arguments[1], "arg", 64)
    symbol.section, symbol.offset, symbol.line = "", value, unit.line


def _data(size: int) -> Directive:
    def numbers(unit: Unit, arguments: list[Match]) -> None:
        _need(unit, arguments, 1, 1 << 16, "one number or more, with commas between")
        for argument in arguments:
            if size == 8 and not unit.section.here % 8:
                unit.section.lines.append((unit.section.here, unit.line, unit.start))
            _number(unit, argument, size)
        unit.bound()

    return numbers


def _number(unit: Unit, argument: Match, size: int) -> None:
    made = unit.sum(argument, "arg")
    if made.plus or made.minus:
        unit.refer(Kind.DATA, made, argument, "arg", size)
        _put(unit, bytes(size))
        if unit.section.nobits:
            raise unit.fail(f"section {unit.section.name} holds no addresses", argument, "arg")
        return
    value = unit.value(argument, "arg", 8 * size)
    _put(unit, (value & (1 << 8 * size) - 1).to_bytes(size, "little"))


def _put(unit: Unit, data: bytes) -> None:
    """Append bytes; a section without bits has room for zeros alone."""
    if not unit.section.nobits:
        unit.section.data += data
    elif any(data):
        name = unit.section.name
        raise unit.fail(f"section {name} holds zeros only", hint=".data holds other numbers")
    else:
        unit.section.size += len(data)


def _strings(end: bytes) -> Directive:
    def strings(unit: Unit, arguments: list[Match]) -> None:
        _need(unit, arguments, 1, 1 << 16, 'a string: "..."')
        for argument in arguments:
            _put(unit, string(unit, argument) + end)
        unit.bound()

    return strings


def string(unit: Unit, argument: Match) -> bytes:
    """Return the bytes of a string in quotes."""
    made = _STRING.fullmatch(argument["arg"].strip())
    if made is None:
        raise unit.fail('expected a string: "..."', argument, "arg")
    result, at = bytearray(), 0
    for escape in _ESCAPE.finditer(made[1]):
        result += made[1][at : escape.start()].encode(errors="surrogateescape")
        octal, hexadecimal, letter = escape.groups()
        if letter is not None and letter not in _ESCAPES:
            raise unit.fail(f"\\{letter} is not an escape of strings", argument, "arg")
        value = int(octal, 8) if octal else int(hexadecimal[-2:], 16) if hexadecimal else 0
        result.append(_ESCAPES[letter] if letter is not None else value & 0xFF)
        at = escape.end()
    return bytes(result + made[1][at:].encode(errors="surrogateescape"))


def _grow(unit: Unit, count: int, fill: bytes = b"\0") -> None:
    if count * len(fill) > LARGEST:
        raise unit.fail(f"{count} bytes are too many: a section may have {LARGEST}")
    if unit.section.nobits and not any(fill):
        unit.section.size += count * len(fill)
    else:
        _put(unit, fill * count)
    unit.bound()


def _zero(unit: Unit, arguments: list[Match]) -> None:
    _need(unit, arguments, 1, 2, "a number of bytes")
    count = _count(unit, arguments[0])
    fill = unit.value(arguments[1], "arg", 8) & 0xFF if len(arguments) > 1 else 0
    _grow(unit, count, bytes([fill]))


def _count(unit: Unit, argument: Match) -> int:
    count = unit.value(argument, "arg", 64)
    if count < 0:
        raise unit.fail(f"{argument['arg'].strip()} is less than nothing", argument, "arg")
    return count


def _fill(unit: Unit, arguments: list[Match]) -> None:
    _need(unit, arguments, 1, 3, ".fill TIMES, SIZE, VALUE")
    count = _count(unit, arguments[0])
    size = _count(unit, arguments[1]) if len(arguments) > 1 else 1
    value = unit.value(arguments[2], "arg", 64) if len(arguments) > 2 else 0
    if not 0 < size <= 8:
        raise unit.fail("the size is 1 to 8", arguments[1], "arg")
    _grow(unit, count, (value & (1 << 8 * size) - 1).to_bytes(size, "little"))


def _align(*, power: bool) -> Directive:
    def align(unit: Unit, arguments: list[Match]) -> None:
        _need(unit, arguments, 1, 3, "an alignment")
        value = _count(unit, arguments[0])
        alignment = 1 << min(value, 64) if power else value
        if alignment & (alignment - 1) or not 0 < alignment <= 1 << 16:
            raise unit.fail(f"{alignment} is not an alignment", arguments[0], "arg")
        section = unit.section
        section.align = max(section.align, alignment)
        missing = -section.here % alignment
        if section.code and not section.here % 8 and not missing % 8:
            _grow(unit, missing // 8, _NOP)
        else:
            _grow(unit, missing)

    return align


def _common(*, local: bool) -> Directive:
    def common(unit: Unit, arguments: list[Match]) -> None:
        _need(unit, arguments, 2, 3, ".comm NAME, SIZE, ALIGNMENT")
        symbol = unit.symbol(_symbol_name(unit, arguments[0]))
        size = _count(unit, arguments[1])
        alignment = _count(unit, arguments[2]) if len(arguments) > 2 else 8
        if symbol.section is not None:
            raise unit.fail(f"{symbol.name} is there twice", arguments[0], "arg")
        if alignment & (alignment - 1) or not 0 < alignment <= 1 << 16:
            raise unit.fail(f"{alignment} is not an alignment", arguments[2], "arg")
        here = unit.section, unit.previous
        unit.enter(".bss", "aw", nobits=True)
        unit.section.align = max(unit.section.align, alignment)
        _grow(unit, -unit.section.here % alignment)
        symbol.section, symbol.offset, symbol.size = ".bss", unit.section.here, size
        symbol.type, symbol.line = "object", unit.line
        symbol.bind = symbol.bind if local else symbol.bind or "global"
        _grow(unit, size)
        unit.section, unit.previous = here
        unit.sectioned = True

    return common


def _leb(*, signed: bool) -> Directive:
    def numbers(unit: Unit, arguments: list[Match]) -> None:
        _need(unit, arguments, 1, 1 << 16, "one number or more, with commas between")
        for argument in arguments:
            value = unit.value(argument, "arg", 63)
            if value < 0 and not signed:
                raise unit.fail("the number is signed; .sleb128 takes it", argument, "arg")
            _put(unit, _leb128(value, signed=signed))

    return numbers


def _leb128(value: int, *, signed: bool) -> bytes:
    result = bytearray()
    while True:
        low, value = value & 0x7F, value >> 7
        done = value == (-1 if signed and low & 0x40 else 0) and not (
            signed and value == 0 and low & 0x40
        )
        result.append(low | (0 if done else 0x80))
        if done:
            return bytes(result)


def _map(unit: Unit, arguments: list[Match]) -> None:
    _need(unit, arguments, 2, 20, ".map NAME, type=hash, key=4, value=8, max_entries=1024")
    name = _symbol_name(unit, arguments[0])
    row = declare.map_row(unit, name, arguments[1:])
    symbol = unit.symbol(name)
    if symbol.section is not None:
        raise unit.fail(f"{name} is there twice: see line {symbol.line}", arguments[0], "arg")
    symbol.section, symbol.type, symbol.bind = declare.MAPS, "object", "global"
    symbol.line, symbol.size = unit.line, declare.size(row)
    symbol.offset, unit.maps_end = unit.maps_end, unit.maps_end + symbol.size
    unit.maps.append(row)
    unit.sectioned = True


def _license(unit: Unit, arguments: list[Match]) -> None:
    _need(unit, arguments, 1, 1, '.license "GPL"')
    text = string(unit, arguments[0])
    if not text.isascii() or b"\0" in text:
        raise unit.fail("a license is plain text", arguments[0], "arg")
    if unit.license is not None or "license" in unit.sections:
        raise unit.fail("the license is there twice")
    unit.license = text.decode()
    unit.sectioned = True


DIRECTIVES: dict[str, Directive] = {
    ".text": _text,
    ".data": _named(".data", "aw"),
    ".rodata": _named(".rodata", "a"),
    ".bss": _named(".bss", "aw", nobits=True),
    ".section": _section,
    ".previous": _previous,
    **dict.fromkeys((".globl", ".global"), _bind("global")),
    ".extern": _bind("global"),
    ".weak": _bind("weak"),
    ".local": _bind(""),
    ".hidden": _visibility("hidden"),
    ".internal": _visibility("internal"),
    ".protected": _visibility("protected"),
    ".type": _type,
    ".size": _size,
    **dict.fromkeys((".set", ".equ"), _set),
    ".byte": _data(1),
    **dict.fromkeys((".short", ".2byte"), _data(2)),
    **dict.fromkeys((".long", ".int", ".4byte"), _data(4)),
    **dict.fromkeys((".quad", ".8byte"), _data(8)),
    ".ascii": _strings(b""),
    **dict.fromkeys((".asciz", ".string"), _strings(b"\0")),
    **dict.fromkeys((".zero", ".skip", ".space"), _zero),
    ".fill": _fill,
    ".p2align": _align(power=True),
    **dict.fromkeys((".balign", ".align"), _align(power=False)),
    ".comm": _common(local=False),
    ".lcomm": _common(local=True),
    ".uleb128": _leb(signed=False),
    ".sleb128": _leb(signed=True),
    ".map": _map,
    ".license": _license,
}
