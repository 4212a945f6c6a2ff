"""Checks of bounds: of an index, of a size, of the packet's end."""

from __future__ import annotations

from collections.abc import Iterator

from beebox.isa.insn import Insn
from beebox.isa.opcodes import BYTES, CALL, CLASS, OP, REG, SIZE, AluOp, Class
from beebox.spec.model import FieldKind
from beebox.verifier.explain.case import Case
from beebox.verifier.explain.model import Suggestion
from beebox.verifier.explain.slice import Found, Kind
from beebox.verifier.explain.words import check
from beebox.verifier.memory import region_size
from beebox.verifier.types import (
    BASE,
    CTX,
    MAP_KEY,
    MAP_VALUE,
    MEM,
    PACKET,
    PACKET_END,
    SCALAR,
    STACK,
    Reg,
)

_JLE, _JLE_REG, _JNE, _MOV, _ADD = 0xB5, 0xBD, 0x55, 0xBF, 0x07
_LOAD32 = 0x61


def bounds_check(case: Case) -> Suggestion | None:
    """Bound the index where it is added to the pointer."""
    reg = case.reg
    if reg is None or not reg.bounds.mask:
        return _constant(case, reg)
    room = _room(case, reg)
    if room is None:
        return None
    for step, number in _additions(case):
        scale, source = _unscaled(case, step, number)
        said = case.spoken.element if case.spoken else ""
        name = case.variable(source) or said or "the index"
        index = case.trace.path[step.position].insn
        site = case.source.site(index)
        change = {index: [Insn(_JLE, number, 0, len(case.leave()), room), *case.leave()]}
        most = room // scale
        text = f"check {name} before {site.name}: it may be at most {most}"
        spelled = name if name != "the index" else "index"
        signed = "(unsigned)" if "int " in site.source else ""
        code = check(case, f"{signed}{spelled} > {most}", f"{spelled} > {most}")
        return Suggestion(text, code, site, case.passes(change))
    return None


def _constant(case: Case, reg: Reg | None) -> Suggestion | None:
    """Say how far an access at a fixed place may go."""
    if reg is None or case.insn is None or reg.type & BASE not in (MAP_VALUE, MAP_KEY, MEM):
        return None
    whole = region_size(reg)
    return Suggestion(
        f"the object has {whole} bytes, 0 to {whole - 1}: {case.site.name} accesses others; change "
        "the offset, the size, or the type of the object",
        (),
        case.site,
    )


def access_size(case: Case) -> int:
    """Return how many bytes the refused instruction accesses; 1 if that is not known."""
    size = case.fields.get("size", "")
    if size.isdigit():
        return int(size)
    insn = case.insn
    if insn is not None and insn.code & CLASS in (Class.LDX, Class.ST, Class.STX):
        return BYTES[insn.code & SIZE]
    return 1


def access_offset(case: Case) -> int:
    """Return the constant in the refused instruction that is added to the pointer."""
    insn = case.insn
    return insn.off if insn is not None and insn.code != CALL else 0


def _room(case: Case, reg: Reg) -> int | None:
    """Return the largest number that may be added to the pointer."""
    fixed = reg.off + access_offset(case) + access_size(case)
    if reg.type == STACK:
        room = -fixed
    elif reg.type & BASE in (MAP_VALUE, MAP_KEY, MEM):
        room = region_size(reg) - fixed
    else:
        return None
    return room if room >= 0 else None


def _additions(case: Case) -> Iterator[tuple[Found, int]]:
    """Yield the steps that add a number in a register to a pointer, the last first."""
    for step in reversed(case.steps):
        if step.position < 0:
            continue
        moment = case.trace.path[step.position]
        insn = case.program.insns[moment.insn]
        is_add = insn.code & OP == AluOp.ADD and insn.code & CLASS == Class.ALU64
        if step.place.slot or not is_add or not insn.code & REG:
            continue
        dst, src = moment.regs[insn.dst], moment.regs[insn.src]
        if (dst.type == SCALAR) != (src.type == SCALAR):
            yield step, insn.dst if dst.type == SCALAR else insn.src


def _unscaled(case: Case, step: Found, number: int) -> tuple[int, Found | None]:
    """Return by how much the index was multiplied before it was added, and where it comes from."""
    scale, back = 1, 0
    source: Found | None = None
    for earlier in reversed(case.steps):
        if earlier.position >= step.position or earlier.position < 0 or earlier.place.slot:
            continue
        insn = case.program.insns[case.trace.path[earlier.position].insn]
        if insn.dst != number or earlier.after is None or earlier.after.type != SCALAR:
            continue
        op = insn.code & OP
        if insn.code & CLASS in (Class.ALU, Class.ALU64) and not insn.code & REG:
            shift = insn.imm & 63
            scale *= {AluOp.LSH: 1 << shift, AluOp.MUL: max(insn.imm, 1)}.get(AluOp(op), 1)
            if op in (AluOp.RSH, AluOp.ARSH):
                back += shift
        if earlier.kind is Kind.ORIGIN:
            source = earlier
            break
    return max(scale >> back, 1), source


def size_check(case: Case) -> Suggestion | None:
    """Bound a size just before the call."""
    number = case.focus
    if number is None or case.last is None:
        return None
    pointer = case.last.regs[number - 1] if number > 1 else None
    room = _behind(pointer) if pointer is not None else None
    if room is None or room <= 0:
        return None
    name = case.variable(case.origin()) or "size"
    leave = case.leave()
    change = [Insn(_JLE, number, 0, len(leave), room), *leave]
    c, python = f"{name} > {room}", f"{name} > {room}"
    if "zero-sized" in case.rejected.message or not case.passes({case.index: change}):
        change = [Insn(_JNE, number, 0, len(leave), 0), *leave, *change]
        c, python = f"!{name} || {c}", f"not {name} or {python}"
    text = f"check {name} before {case.site.name}: there is room for {room} bytes"
    return Suggestion(text, check(case, c, python), case.site, case.passes({case.index: change}))


def _behind(pointer: Reg) -> int | None:
    """Return how many bytes there are from a pointer on."""
    if pointer.bounds.mask:
        return None
    off = pointer.off + pointer.bounds.smin
    if pointer.type == STACK:
        return -off
    if pointer.type & BASE in (MAP_VALUE, MAP_KEY, MEM):
        return region_size(pointer) - off
    return None


# ---------------------------------------------------------------------------- packets


def packet_check(case: Case) -> Suggestion | None:
    """Compare the end of the access with the end of the packet."""
    reg, number = case.reg, case.focus
    if reg is None or number is None or reg.type != PACKET:
        return None
    size = access_offset(case) + access_size(case)
    first = _first_pointer(case)
    if not case.variable(first) and _reads_packets(case):
        return _longer(case, reg.off + size)
    name = case.variable(first) or "data"
    text = f"compare the end of the access with {case.packet_end()} before {case.site.name}"
    end = f"{name} + {reg.off + size} > {case.packet_end()}"
    passes = _try_packet(case, number, size, None)
    if reg.bounds.mask and not passes:
        text += "; before that, check that the offset that varies is small (at most 65535 in all)"
    return Suggestion(text, check(case, f"(void *){end}", end), case.site, passes)


def _reads_packets(case: Case) -> bool:
    """Say whether the program reads packets by ``bpf.packet(ctx).read(T)``."""
    return case.python and any(".packet(" in line.text for line in case.source.lines)


def _longer(case: Case, size: int) -> Suggestion:
    """Read more of the packet at once: what was read has its check in it."""
    name = case.pointer() or "what was read"
    text = (
        f"what is read of the packet has {size} bytes or more: give packet(...).read a type as "
        f"large, before {name} is used at {case.site.name}"
    )
    code = (f"bpf.packet(ctx).read(Array[u8, {size}])",)
    return Suggestion(text, code, case.site)


def _first_pointer(case: Case) -> Found | None:
    found = [step for step in case.steps if step.after is not None and step.after.type == PACKET]
    return found[-1] if found else None


def reload(case: Case) -> Suggestion | None:
    """Load pointers into the packet again after a call that changed it."""
    lost = next((step for step in reversed(case.steps) if step.kind is Kind.LOST), None)
    if lost is None:
        return _copied(case)
    callee = case.teller.called(case.program.insns[case.trace.path[lost.position].insn])
    if lost.before is not None and lost.before.type not in {PACKET, SCALAR}:
        where = case.source.site(case.trace.path[lost.position].insn).name
        name = case.pointer() or "the object"
        text = f"{callee} gave {name} back at {where}: use it before that, or copy what is needed"
        return Suggestion(text, (), case.site)
    if lost.before is None or lost.before.type != PACKET or case.focus is None:
        return None
    if _reads_packets(case) and case.pointer():
        where = case.source.site(case.trace.path[lost.position].insn).name
        text = (
            f"read {case.pointer()} again after {callee} at {where}: it may have moved the packet"
        )
        return Suggestion(text, (f"{case.pointer()} = bpf.packet(ctx).read(...)",), case.site)
    start, end = case.variable(_first_pointer(case)) or "data", case.packet_end()
    text = (
        f"after {callee} load {start} and {end} from the context again, and compare again, "
        f"before {case.site.name}"
    )
    size = access_offset(case) + access_size(case)
    loads: tuple[str, ...] = (f"{start}, {end} = ctx.data, ctx.data_end",)
    if not case.python:
        loads = (f"{start} = (void *)(long)ctx->data;", f"{end} = (void *)(long)ctx->data_end;")
    beyond = f"{start} + {lost.before.off + size} > {end}"
    passes = not lost.before.bounds.mask and _try_packet(case, case.focus, size, lost.before.off)
    return Suggestion(text, (*loads, *check(case, beyond, beyond)), case.site, passes)


def _copied(case: Case) -> Suggestion | None:
    """Read what an address from the context or from memory points to by a helper."""
    origin = case.origin()
    insn = case.insn
    if origin is None or insn is None or insn.code & CLASS != Class.LDX:
        return None
    if case.program.insns[case.trace.path[origin.position].insn].code & CLASS != Class.LDX:
        return None
    size = access_size(case)
    text = (
        f"copy the {size} bytes by a helper before {case.site.name}: from user memory with "
        "bpf_probe_read_user, from the kernel's with bpf_probe_read_kernel"
    )
    name = case.variable(origin) or "address"
    if case.python:
        return Suggestion(text, (f"bpf.read_user(place, {name})",), case.site)
    return Suggestion(text, (f"bpf_probe_read_user(&value, sizeof(value), {name});",), case.site)


def _try_packet(case: Case, number: int, size: int, moved: int | None) -> bool:
    """Tell whether a comparison of the pointer in register *number*, and *size*, helps.

    With *moved* the pointer is loaded again first, and that added to it.
    """
    if case.last is None or case.last.frame:
        return False
    end = next((at for at, reg in enumerate(case.last.regs) if reg.type == PACKET_END), None)
    free = [one for one in case.free_registers() if one not in (number, end)]
    changes: dict[int, list[Insn]] = {}
    made: list[Insn] = []
    if moved is not None or end is None:
        context = next((at for at, reg in enumerate(case.last.regs) if reg.type == CTX), None)
        if context is None:
            context = case.untouched()
            changes[0] = [Insn(_MOV, context or 0, 1)]
        free = [one for one in free if one != context]
        loads = _loads(case, number, free, context, moved)
        if context is None or loads is None or len(free) < 2:
            return False
        made, end = loads, free[1]
    if not free or end is None or free[0] == end:
        return False
    leave = case.leave()
    made += [
        Insn(_MOV, free[0], number),
        Insn(_ADD, free[0], 0, 0, size),
        Insn(_JLE_REG, free[0], end, len(leave)),
        *leave,
    ]
    return case.passes({**changes, case.index: changes.get(case.index, []) + made})


def _loads(
    case: Case, number: int, free: list[int], context: int | None, moved: int | None
) -> list[Insn] | None:
    """Return loads of the packet's end, and (*moved*) of its beginning, from the context."""
    row = case.tables.programs.get(case.program.type)
    places = {field.kind: field.offset for field in (row.fields if row else ())}
    if context is None or len(free) < 2 or FieldKind.PACKET_END not in places:
        return None
    made = [Insn(_LOAD32, free[1], context, places[FieldKind.PACKET_END])]
    if moved is not None:
        load = Insn(_LOAD32, number, context, places[FieldKind.PACKET])
        made += [load, Insn(_ADD, number, 0, 0, moved)]
    return made
