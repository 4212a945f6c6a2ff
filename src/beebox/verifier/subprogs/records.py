"""What a program says of its instructions: functions, lines, relocations, and whether it fits.

After Linux 6.18 kernel/bpf/verifier.c: check_btf_func_early, check_btf_func, check_abnormal_return,
check_btf_line, check_core_relo.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from errno import E2BIG, EINVAL
from typing import NamedTuple

from beebox.btf.types import Btf, Enum, Func, FuncProto, Int, Type
from beebox.errors import BtfError
from beebox.verifier.api import FuncStart, Program, Records
from beebox.verifier.flow import Flow
from beebox.verifier.log import Log
from beebox.verifier.subprogs import relocations
from beebox.verifier.subprogs.functions import STATIC
from beebox.verifier.types import Refusal

_FUNC, _LINE, _CORE = 8, 16, 16
"""the sizes of struct bpf_func_info, bpf_line_info and bpf_core_relo"""
_LARGEST = 252
_PAIR = struct.Struct("<II")


def check_early(program: Program) -> tuple[FuncStart, ...]:
    """Return where functions start, before it is known whether that is so."""
    raw, btf = program.func_info, program.btf
    if raw is None:
        return _rising(tuple(program.funcs), btf)
    if not raw.count:
        return ()
    if _bad_size(raw, _FUNC):
        raise Refusal(EINVAL, f"invalid func info rec size {raw.size}")
    rows = _rows(raw, _FUNC, "nonzero tailing record in func info")
    return _rising((_Start(*pair) for pair in map(_PAIR.unpack, rows)), btf)


class _Start(NamedTuple):
    """A record of a function."""

    insn: int
    type_id: int


def _bad_size(raw: Records, least: int) -> bool:
    return raw.size < least or raw.size > _LARGEST or bool(raw.size % 4)


def _rows(raw: Records, size: int, tail: str) -> Iterator[bytes]:
    """Yield what is known of each record; the rest of it must be zero."""
    for at in range(0, raw.count * raw.size, raw.size):
        row = raw.data[at : at + raw.size]
        if any(row[size:]):
            raise Refusal(E2BIG, tail, end="")
        yield row[:size]


def _rising(
    funcs: Iterator[FuncStart] | Sequence[FuncStart], btf: Btf | None
) -> tuple[FuncStart, ...]:
    found: list[FuncStart] = []
    for func in funcs:
        if not found and func.insn:
            message = f"nonzero insn_off {func.insn} for the first func info record"
            raise Refusal(EINVAL, message, end="")
        if found and func.insn <= found[-1].insn:
            raise Refusal(
                EINVAL,
                f"same or smaller insn offset ({func.insn}) than previous func info record "
                f"({found[-1].insn})",
                end="",
            )
        if not isinstance(_type(btf, func.type_id), Func):
            signed = func.type_id - (1 << 32) if func.type_id >> 31 else func.type_id
            raise Refusal(EINVAL, f"invalid type id {signed} in func info", end="")
        found.append(func)
    return tuple(found)


def _type(btf: Btf | None, type_id: int) -> Type | None:
    try:
        return btf.type(type_id) if btf is not None else None
    except BtfError:
        return None


def check(program: Program, funcs: Sequence[FuncStart], flow: Flow) -> None:
    """Hold what is said of functions and lines against the program's shape."""
    if not funcs:
        _check_abnormal(flow)
        if not _has_lines(program):
            return
    else:
        _check_functions(program, funcs, flow)
    _check_lines(program, flow)


def _has_lines(program: Program) -> bool:
    return bool(_count(program.line_info) if program.line_info else program.lines)


def _count(raw: Records | None) -> int:
    return 0 if raw is None else raw.count


def _check_abnormal(flow: Flow) -> None:
    """Refuse subprograms that leave otherwise than by ``exit``, while nothing is known of them."""
    for subprog in range(1, len(flow.starts)):
        if subprog in flow.packet_loads:
            raise Refusal(EINVAL, "LD_ABS is not allowed in subprogs without BTF")
        if subprog in flow.tail_calls:
            raise Refusal(EINVAL, "tail_call is not allowed in subprogs without BTF")


def _check_functions(program: Program, funcs: Sequence[FuncStart], flow: Flow) -> None:
    if len(funcs) != len(flow.starts):
        raise Refusal(EINVAL, "number of funcs in func_info doesn't match number of subprogs")
    for subprog, (func, start) in enumerate(zip(funcs, flow.starts, strict=True)):
        if func.insn != start:
            raise Refusal(
                EINVAL, "func_info BTF section doesn't match subprog layout in BPF program"
            )
        if not subprog or _returns_number(program.btf, func.type_id):
            continue
        if subprog in flow.packet_loads:
            raise Refusal(EINVAL, "LD_ABS is only allowed in functions that return 'int'.")
        if subprog in flow.tail_calls:
            raise Refusal(EINVAL, "tail_call is only allowed in functions that return 'int'.")


def _returns_number(btf: Btf | None, type_id: int) -> bool:
    func = _type(btf, type_id)
    proto = _type(btf, func.type) if isinstance(func, Func) else None
    if btf is None or not isinstance(proto, FuncProto):
        return False
    result = btf.type(btf.resolve(proto.type))
    if isinstance(result, Int):
        return not result.offset and result.bits in (8, 16, 32, 64)
    return isinstance(result, Enum)


def _check_lines(program: Program, flow: Flow) -> None:
    raw = program.line_info
    if raw is None:
        insns = sorted({line.insn for line in program.lines})
        _check_line_places(program, flow, [(insn, 0, 0) for insn in insns])
        return
    if not raw.count:
        return
    if _bad_size(raw, _LINE):
        raise Refusal(EINVAL, "")
    rows = _rows(raw, _LINE, "nonzero tailing record in line_info")
    _check_line_places(program, flow, (struct.unpack_from("<III", row) for row in rows))


def _check_line_places(
    program: Program, flow: Flow, lines: Iterator[tuple[int, ...]] | Sequence[tuple[int, ...]]
) -> None:
    if not lines:
        return
    insns, strings = program.insns, program.btf.strings_end if program.btf else 0
    starts = flow.starts
    subprog = previous = 0
    for number, (insn, file_off, line_off) in enumerate(lines):
        where = f"line_info[{number}]"
        if (number and insn <= previous) or insn >= len(insns):
            raise Refusal(
                EINVAL,
                f"Invalid {where}.insn_off:{insn} (prev_offset:{previous} prog->len:{len(insns)})",
            )
        if not insns[insn].code:
            raise Refusal(EINVAL, f"Invalid insn code at {where}.insn_off")
        if strings and max(file_off, line_off) >= strings:
            raise Refusal(EINVAL, f"Invalid {where}.line_off or .file_name_off")
        if subprog < len(starts) and insn == starts[subprog]:
            subprog += 1
        elif subprog < len(starts) and insn > starts[subprog]:
            raise Refusal(EINVAL, f"missing bpf_line_info for func#{subprog}")
        previous = insn
    if subprog < len(starts):
        raise Refusal(
            EINVAL,
            f"missing bpf_line_info for {len(starts) - subprog} funcs starting from func#{subprog}",
        )


def relocated(program: Program, target: Callable[[], Btf | None], log: Log) -> Program:
    """Return the program with its instructions changed to fit the kernel's types."""
    raw = program.core_relos
    if raw is None or not raw.count or not (_count(program.func_info) or _has_lines(program)):
        return program  # nobody looks at them while nothing else is said
    if _bad_size(raw, _CORE):
        raise Refusal(EINVAL, "")
    if program.btf is None:
        raise Refusal(EINVAL, "")
    rows = _rows(raw, _CORE, "nonzero tailing record in core_relo")
    insns = relocations.apply(program.insns, rows, program.btf, target, log)
    return replace(program, insns=insns)


def linkages(program: Program, funcs: Sequence[FuncStart]) -> tuple[int, ...]:
    """Return the linkage of each subprogram: static ones are walked at each call."""
    found = (_type(program.btf, func.type_id) for func in funcs)
    return tuple(made.linkage if isinstance(made, Func) else STATIC for made in found)
