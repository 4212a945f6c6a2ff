"""Reading and writing the stack: spills, zeroes, and bytes of no interest.

After Linux 6.18 kernel/bpf/verifier.c: check_stack_access_within_bounds, check_stack_read,
check_stack_write, check_stack_range_initialized.
"""

from __future__ import annotations

from errno import EACCES, EINVAL

from beebox.verifier import casts
from beebox.verifier.dynptrs import slots as dynptr_slots
from beebox.verifier.env import Env
from beebox.verifier.state import (
    ALL_SPILL,
    DYNPTR,
    INVALID,
    MISC,
    NO_SLOT,
    SPILL,
    STACK_LIMIT,
    ZERO,
    Frame,
    Slot,
    is_scalar_spill,
)
from beebox.verifier.types import DYNPTR as DYNPTR_POINTER
from beebox.verifier.types import (
    SCALAR,
    STACK,
    TP_BUFFER,
    UNINIT,
    UNKNOWN,
    Refusal,
    Reg,
    known,
    scalar,
)
from beebox.verifier.types import ZERO as ZERO_REG

_NEVER_SPILLED = (DYNPTR_POINTER, TP_BUFFER)
"""pointers that cannot be kept: what is stored is of no interest (is_spillable_regtype)"""
_DATA = bytes([MISC, ZERO, SPILL])
_BARE_DATA = bytes([MISC, ZERO])
_ANY_DATA = bytes([INVALID, MISC, ZERO, SPILL])
_new = tuple.__new__
"""makes a named tuple at once: its own way takes three times as long"""
MAX_OFFSET = 1 << 29
"""BPF_MAX_VAR_OFF"""


def frame_of(env: Env, reg: Reg) -> Frame:
    """Return the frame that a stack pointer points into."""
    number = reg.of
    assert isinstance(number, int)
    return env.state.frames[number]


def width(reg: Reg) -> int:
    """Return how many bits the value needs (get_reg_width)."""
    return reg.bounds.umax.bit_length()


def check_bounds(
    env: Env, number: int, reg: Reg, off: int, size: int, *, write: bool
) -> tuple[int, int]:
    """Refuse what is not in the stack; else make the stack that big and return the range.

    *off* has the pointer's fixed offset in it. The range is of first bytes.
    """
    what = " write to" if write else " read from"
    var = reg.bounds
    if var.mask:
        if var.smax >= MAX_OFFSET or var.smin <= -MAX_OFFSET:
            raise Refusal(EACCES, f"invalid unbounded variable-offset{what} stack R{number}")
        least, most = var.smin + off, var.smax + off
    else:
        least = most = var.smin + off
    frame = frame_of(env, reg)
    anywhere = write or env.perfmon
    errno = 0
    if least < -(STACK_LIMIT if anywhere else frame.depth) or least > -1:
        errno = EACCES
    elif most + size > 0:
        errno = EINVAL
    if errno and var.mask:
        bits = var.bits
        raise Refusal(
            errno,
            f"invalid variable-offset{what} stack R{number} var_off={bits} off={off} size={size}",
        )
    if errno:
        raise Refusal(errno, f"invalid{what} stack R{number} off={least} size={size}")
    _grow(env, frame, -least)
    return least, most


def _grow(env: Env, frame: Frame, size: int) -> None:
    size = (size + 7) & ~7
    if size > frame.depth:
        frame.depth = size
        env.depths[frame.subprog] = max(env.depths[frame.subprog], size)


def read(env: Env, number: int, reg: Reg, off: int, size: int) -> Reg:
    """Return what a load of *size* bytes gives (check_stack_read), not narrowed yet."""
    least, most = check_bounds(env, number, reg, off, size, write=False)
    if reg.bounds.mask:
        check_readable(env, number, reg, off, size)
        return _read_range(env, frame_of(env, reg), range(least, most + size))
    return _read_fixed(env, frame_of(env, reg), least, size)


def check_number(env: Env, number: int, reg: Reg, off: int, size: int) -> None:
    """Refuse to work on what is not at one place, or may not be seen as a number."""
    least, _ = check_bounds(env, number, reg, off, size, write=False)
    if reg.bounds.mask:
        raise Refusal(
            EACCES,
            "variable offset stack pointer cannot be passed into helper function; "
            f"var_off={reg.bounds.bits} off={off} size={size}",
        )
    slot = frame_of(env, reg).stack.get((-least - 1) // 8, NO_SLOT)
    if slot.kinds == ALL_SPILL and size == 8 and slot.reg.type != SCALAR and not env.perfmon:
        raise Refusal(EACCES, f"leaking pointer from stack off {least}")


def _read_range(env: Env, frame: Frame, offsets: range) -> Reg:
    """Return zero if all bytes are known to be (mark_reg_stack_read)."""
    for off in offsets:
        env.log.slots.add((-off - 1) // 8)
        if _kind(frame, off) != ZERO:
            return UNKNOWN
    return ZERO_REG


def _read_fixed(env: Env, frame: Frame, off: int, size: int) -> Reg:
    number, last = divmod(-off - 1, 8)
    slot = frame.stack.get(number, NO_SLOT)
    env.log.slots.add(number)
    env.reads_stack(frame.number, 1 << number)
    if env.marks.fastcall is not None:
        env.marks.fastcall.touch(env.frame.subprog, env.index, off)
    kinds = slot.kinds
    if kinds == ALL_SPILL and size == 8:
        env.note_slot(frame.number, number)
        return slot.reg
    if kinds[7] == SPILL:
        return _fill_part(env, frame, number, slot, off, size)
    here = kinds[last - size + 1 : last + 1]
    _check_invalid(env, here, off, size)
    return ZERO_REG if here.count(ZERO) == size else UNKNOWN


def _fill_part(env: Env, frame: Frame, number: int, slot: Slot, off: int, size: int) -> Reg:
    """Load a part of a spilled register, or a register that was spilled in part."""
    if slot.reg.type != SCALAR:
        env.log.source(env.index)
        raise Refusal(EACCES, "invalid size of register fill")
    spilled = slot.kinds.count(SPILL)
    if size <= spilled and not off % 8:
        env.note_slot(frame.number, number)
        reg = slot.reg
        return scalar(reg.bounds, 0, reg.off) if width(reg) > 8 * size else reg
    last = (-off - 1) % 8
    here = slot.kinds[last - size + 1 : last + 1]
    _check_invalid(env, here, off, size)
    const_zero = not slot.reg.bounds.mask and not slot.reg.bounds.value
    if here.count(SPILL) == size and const_zero:
        env.note_slot(frame.number, number)
        return ZERO_REG
    if here.count(ZERO) == size:
        return ZERO_REG
    return UNKNOWN


def _check_invalid(env: Env, kinds: bytes, off: int, size: int) -> None:
    """Refuse to read what has no value, or is of an object that only the kernel reads."""
    bad = kinds.translate(None, _ANY_DATA if env.perfmon else _DATA)
    if bad:
        at = size - 1 - kinds.rindex(bad[-1])
        raise Refusal(EACCES, f"invalid read from stack off {off}+{at} size {size}")


def _kind(frame: Frame, off: int) -> int:
    number, byte = divmod(-off - 1, 8)
    return frame.stack.get(number, NO_SLOT).kinds[byte]


def write(
    env: Env, number: int, reg: Reg, off: int, size: int, source: int | None, imm: int | None
) -> None:
    """Store register *source*, or the number *imm*, or (both None) anything."""
    least, most = check_bounds(env, number, reg, off, size, write=True)
    frame = frame_of(env, reg)
    if not reg.bounds.mask:
        _write_fixed(env, frame, least, size, source, imm)
        return
    if not env.perfmon:
        _check_blur(env, frame, least, most + size)
    value = known(imm) if imm is not None else env.regs[source] if source is not None else UNKNOWN
    zero = value.type == SCALAR and not value.bounds.mask and not value.bounds.value
    first, last = (-most - size) // 8, (-least - 1) // 8
    used = False
    for at in range(last, max(first, 0) - 1, -1):
        _overwrite_dynptr(env, frame, at)
    if env.marks.fastcall is not None:
        env.marks.fastcall.touch(frame.subprog, env.index, least)
    for at in range(max(first, 0), last + 1):
        low, high = -8 * (at + 1), -8 * at
        env.log.slots.add(at)
        touched = range(max(least, low), min(most + size, high))
        used = _blur(frame, at, touched, zero=zero) or used
    if used and source is not None:
        env.decide(1 << source)


def _overwrite_dynptr(env: Env, frame: Frame, number: int) -> None:
    slot = frame.stack.get(number)
    if slot is not None and slot.kinds[0] == DYNPTR:
        first = dynptr_slots.destroy(env.state, frame, number, env.void)
        env.log.slots.update((first, first - 1))
        env.writes_stack(frame.number, dynptr_slots.mask(first))


def _check_blur(env: Env, frame: Frame, least: int, end: int) -> None:
    """Refuse to write somewhere where an address may be, or nothing yet."""
    for off in range(least, end):
        if _kind(frame, off) not in _BARE_DATA:
            raise Refusal(
                EINVAL,
                f"spilled ptr in range of var-offset stack write; insn {env.index}, ptr off: {off}",
                end="",
            )


def _blur(frame: Frame, number: int, touched: range, *, zero: bool) -> bool:
    """Write some bytes of a slot, or not: which ones is not known.

    Return whether it matters that zero is written (*zero*). A spilled zero stays one if nothing
    but bytes of it are written.
    """
    slot = frame.stack.get(number, NO_SLOT)
    kinds = bytearray(slot.kinds)
    reg = slot.reg
    places = [(-off - 1) % 8 for off in touched]
    used = False
    if kinds[7] == SPILL and zero and reg.type == SCALAR:
        is_zero = not reg.bounds.mask and not reg.bounds.value
        used = is_zero and any(kinds[byte] == SPILL for byte in places)
    if used and all(kinds[byte] == SPILL for byte in places):
        return True
    if kinds[7] == SPILL:
        kinds = bytearray(MISC if kind != INVALID else INVALID for kind in slot.kinds)
    for byte in places:
        if zero and kinds[byte] == ZERO:
            used = True
        else:
            kinds[byte] = MISC
    if slot.kinds[7] == SPILL or slot.kinds[7] >= DYNPTR:
        reg = UNINIT
    frame.stack[number] = Slot(bytes(kinds), reg)
    return used


def _write_fixed(
    env: Env, frame: Frame, off: int, size: int, source: int | None, imm: int | None
) -> None:
    number, last = divmod(-off - 1, 8)
    value = env.regs[source] if source is not None else None
    if not env.perfmon:
        _guard(env, frame, number, size, value)
    _overwrite_dynptr(env, frame, number)
    env.log.slots.add(number)
    if size == 8:
        env.writes_stack(frame.number, 1 << number)
    if env.marks.fastcall is not None:
        env.marks.fastcall.touch(frame.subprog, env.index, off)
    if imm is not None and not off % 8 and env.bpf:
        _spill(frame, number, known(imm), size)
        env.note_slot(frame.number, number)
        return
    if value is not None and source is not None and value.type == SCALAR:
        if not off % 8 and env.bpf:
            fits = width(value) <= 8 * size
            kept = env.linked(source) if fits else scalar(value.bounds)
            _spill(frame, number, kept, size)
            env.note_slot(frame.number, number)
            return
    elif value is not None and value.type not in _NEVER_SPILLED:
        if size != 8:
            env.log.source(env.index)
            raise Refusal(EACCES, "invalid size of register spill")
        if value.type == STACK and frame is not env.frame:
            raise Refusal(EINVAL, "cannot spill pointers to stack into stack frame of the caller")
        _spill(frame, number, value, 8)
        env.note_slot(frame.number, number)
        return
    zero = value is not None and value.type == SCALAR and not value.bounds.mask | value.bounds.value
    zero = zero or imm == 0
    if zero and source is not None:
        env.decide(1 << source)
    _overwrite(frame, number, last, size, ZERO if zero else MISC)


def _guard(env: Env, frame: Frame, number: int, size: int, value: Reg | None) -> None:
    """Keep addresses on the stack whole, and loads behind a store from being guessed."""
    slot = frame.stack.get(number, NO_SLOT)
    pointer = slot.kinds[7] == SPILL and slot.reg.type != SCALAR
    if pointer and size != 8:
        raise Refusal(EACCES, "attempt to corrupt spilled pointer on stack")
    if not env.guesses:
        return
    spills = value is not None and value.type != SCALAR and value.type not in _NEVER_SPILLED
    if spills or slot.kinds[:size].translate(None, _BARE_DATA):
        env.barriers.after.add(env.index)


def _spill(frame: Frame, number: int, reg: Reg, size: int) -> None:
    """save_register_state: the bytes above a partial spill become of no interest."""
    if size == 8:
        frame.stack[number] = _new(Slot, (ALL_SPILL, reg))
        return
    before = frame.stack.get(number, NO_SLOT).kinds[: 8 - size]
    above = bytes(kind if kind in (ZERO, INVALID) else MISC for kind in before)
    frame.stack[number] = Slot(above + bytes([SPILL] * size), reg)


def _overwrite(frame: Frame, number: int, last: int, size: int, kind: int) -> None:
    """Write bytes that are no spill; a register that was there is gone."""
    slot = frame.stack.get(number, NO_SLOT)
    kinds = slot.kinds
    if kinds[7] == SPILL or kinds[7] >= DYNPTR:
        kinds = bytes(MISC if byte else byte for byte in kinds)
    made = kinds[: last - size + 1] + bytes([kind] * size) + kinds[last + 1 :]
    frame.stack[number] = _new(Slot, (made, UNINIT))


def check_readable(
    env: Env,
    number: int,
    reg: Reg,
    off: int,
    size: int,
    *,
    zero_ok: bool = False,
    write: bool = False,
    raw: bool = False,
) -> bool:
    """Let a helper at a part of the stack (check_stack_range_initialized).

    Return whether the bytes are to be marked as written (*raw*: they need not be initialised, and
    where they are is known).
    """
    if size == 0 and not zero_ok:
        raise Refusal(EACCES, "invalid zero-sized read")
    least, most = check_bounds(env, number, reg, off, size, write=write)
    if raw and not reg.bounds.mask:
        _keep_dynptrs(frame_of(env, reg), least, size)
        return True
    if reg.bounds.mask and env.guesses:
        raise Refusal(
            EACCES,
            f"R{number} variable offset stack access prohibited for !root, "
            f"var_off={reg.bounds.bits}",
        )
    frame = frame_of(env, reg)
    first, last = max((-most - size) // 8, 0), (-least - 1) // 8
    if least < most + size:
        env.reads_stack(frame.number, (1 << last + 1) - (1 << first))
    for at in range(least, most + size):
        _access_byte(env, frame, at, number, reg, size, least, write=write)
    return False


def _keep_dynptrs(frame: Frame, off: int, size: int) -> None:
    """Refuse to let a helper fill the place of a dynptr."""
    for at in range(off, off + size):
        slot = frame.stack.get((-at - 1) // 8)
        if slot is not None and slot.kinds[0] == DYNPTR:
            raise Refusal(EACCES, f"potential write to dynptr at off={at} disallowed")


def _access_byte(
    env: Env,
    frame: Frame,
    at: int,
    number: int,
    reg: Reg,
    size: int,
    least: int,
    *,
    write: bool,
) -> None:
    slot_number, byte = divmod(-at - 1, 8)
    slot = frame.stack.get(slot_number, NO_SLOT)
    kind = slot.kinds[byte]
    if not _is_data(env, slot, kind):
        where = f"var_off {reg.bounds.bits}+{at - least}" if reg.bounds.mask else ""
        where = where or f"off {least}+{at - least}"
        raise Refusal(EACCES, f"invalid read from stack R{number} {where} size {size}")
    if not write or kind == MISC:
        return
    if kind == SPILL or (kind == INVALID and not env.perfmon):
        frame.stack[slot_number] = Slot(bytes(MISC if one else one for one in slot.kinds))
        return
    kinds = bytearray(slot.kinds)
    kinds[byte] = MISC
    frame.stack[slot_number] = Slot(bytes(kinds), slot.reg)


def _is_data(env: Env, slot: Slot, kind: int) -> bool:
    """Tell whether a helper may have a byte of a slot."""
    if env.perfmon:
        return kind in _ANY_DATA
    return kind in _BARE_DATA or is_scalar_spill(slot)


def mark_written(env: Env, reg: Reg, off: int, size: int) -> None:
    """Mark *size* bytes at a known place as filled by a helper."""
    frame = frame_of(env, reg)
    start = reg.bounds.smin + off
    for at in range(start, start + size):
        number, byte = divmod(-at - 1, 8)
        env.log.slots.add(number)
        if not env.perfmon:
            _guard(env, frame, number, 1, None)
        _overwrite(frame, number, byte, 1, MISC)


def constant_key(env: Env, reg: Reg, size: int) -> int | None:
    """Return the number that the *size* bytes at a pointer hold (get_constant_map_key)."""
    if reg.type != STACK or reg.bounds.mask or not env.bpf:
        return None
    number, last = divmod(-(reg.off + reg.bounds.smin) - 1, 8)
    slot = frame_of(env, reg).stack.get(number, NO_SLOT)
    here = slot.kinds[: last + 1]
    zeros = len(here) - len(here.rstrip(bytes([ZERO])))
    if zeros >= size:
        return 0
    if slot.kinds[7] != SPILL or slot.reg.type != SCALAR:
        return None
    if len(here) - len(here.rstrip(bytes([SPILL]))) != size or slot.reg.bounds.mask:
        return None
    env.decide_slot(frame_of(env, reg).number, number)
    return casts.truncate(slot.reg.bounds, size).value if size < 8 else slot.reg.bounds.value
