"""bpf_trace_printk and bpf_trace_vprintk: the formats of kernel/bpf/helpers.c, bpf_bprintf_prepare.

``%[0+- ][width]`` and d i u x X with l or ll, c, s, p (shown in full: a box has no secrets from its
own user), px, pK, ps, pks, pus, and ``%%``. Anything else is -EINVAL and prints nothing.
"""

# ruff: noqa: ARG001 - the helper ABI has six places
# ruff: noqa: PLR1714, SIM109 - the subset has no sets

from __future__ import annotations

from errno import EINVAL

from beebox.box.comm import read_comm
from beebox.box.helpers.memory import read_either, read_own_string, read_string
from beebox.box.printk import Ring, put_line
from beebox.box.run import Run
from beebox.pylang import Array, Struct, addr, cast, i32, i64, native, ptr, u8, u32, u64

_LIMIT = 1024
"""MAX_BPRINTF_BUF"""
_MAX_ARGS = 12
_BLANK, _PERCENT, _PLUS, _MINUS, _ZERO, _NINE = map(ord, " %+-09")
_UPPER_B, _UPPER_K, _UPPER_S, _UPPER_X = map(ord, "BKSX")
_C, _D, _I, _K, _L, _P, _S, _U, _X = map(ord, "cdiklpsux")


class Text(Struct):
    """The text so far."""

    used: u32
    pad: u32
    bytes: Array[u8, 1024]


class Spec(Struct):
    """One conversion: what stands between ``%`` and its letter."""

    width: u32
    left: bool
    zero: bool
    plus: bool
    space: bool


@native
def put(text: ptr[Text], byte: u8) -> None:
    """Add a byte; what does not fit is cut."""
    if text.used < _LIMIT - 1:
        text.bytes[text.used] = byte
        text.used += 1


@native
def put_padded(text: ptr[Text], spec: ptr[Spec], part: ptr[u8], size: u32) -> None:
    """Add *size* bytes, padded with blanks to the width."""
    if not spec.left:
        for _ in range(size, spec.width):
            put(text, _BLANK)
    for i in range(size):
        put(text, part[i])
    if spec.left:
        for _ in range(size, spec.width):
            put(text, _BLANK)


@native
def put_number(
    text: ptr[Text], spec: ptr[Spec], value: u64, base: u64, sign: u8, upper: u8
) -> None:
    """Add *value* with *sign* (0: none), padded to the width."""
    digits = Array[u8, 24]()
    count: u32 = 0
    rest = value
    while count == 0 or rest != 0:
        digit = u8(rest % base)
        if digit < 10:
            digit += _ZERO
        else:
            digit += upper
        digits[23 - count] = digit
        rest = rest // base
        count += 1
    length = count
    if sign != 0:
        length += 1
    if not spec.left and not spec.zero:
        for _ in range(length, spec.width):
            put(text, _BLANK)
    if sign != 0:
        put(text, sign)
    if not spec.left and spec.zero:
        for _ in range(length, spec.width):
            put(text, _ZERO)
    for i in range(count):
        put(text, digits[24 - count + i])
    if spec.left:
        for _ in range(length, spec.width):
            put(text, _BLANK)


@native
def put_signed(text: ptr[Text], spec: ptr[Spec], value: u64) -> None:
    """Add a signed number."""
    if i64(value) < 0:
        put_number(text, spec, 0 - value, 10, _MINUS, 0)
    elif spec.plus:
        put_number(text, spec, value, 10, _PLUS, 0)
    elif spec.space:
        put_number(text, spec, value, 10, _BLANK, 0)
    else:
        put_number(text, spec, value, 10, 0, 0)


@native
def put_string(text: ptr[Text], spec: ptr[Spec], address: u64, kind: u8, run: ptr[Run]) -> None:
    """Add the string at *address*: of the task for ``pus``, of the box for ``pks``."""
    buffer = Array[u8, 1024]()
    got: i64 = 0
    if kind == _K:
        got = read_own_string(run, cast(ptr[u8], buffer), _LIMIT, address)
    elif kind == _U:
        got = read_string(u64(run.task.tid), cast(ptr[u8], buffer), _LIMIT, address, run.scratch)
    else:
        got = read_either(run, cast(ptr[u8], buffer), _LIMIT, address)
    size: u32 = 0
    if got > 0:
        size = u32(got) - 1
    put_padded(text, spec, cast(ptr[u8], buffer), size)


@native
def ends_pointer(byte: u8) -> bool:
    """Say whether *byte* leaves ``%p`` plain: the end, a blank or punctuation."""
    if byte <= 47 or (byte >= 58 and byte <= 64):
        return True
    return (byte >= 91 and byte <= 96) or (byte >= 123 and byte <= 126)


@native
def put_value(text: ptr[Text], spec: ptr[Spec], letter: u8, longs: u32, value: u64) -> i64:
    """Add a number for one of d i u x X: 0 or -EINVAL."""
    if letter == _D or letter == _I:
        if longs == 0:
            put_signed(text, spec, u64(i64(i32(value))))
        else:
            put_signed(text, spec, value)
        return 0
    number = value
    if longs == 0:
        number = u64(u32(value))
    if letter == _U:
        put_number(text, spec, number, 10, 0, 0)
    elif letter == _X:
        put_number(text, spec, number, 16, 0, 87)
    elif letter == _UPPER_X:
        put_number(text, spec, number, 16, 0, 55)
    else:
        return -EINVAL
    return 0


@native
def read_spec(spec: ptr[Spec], fmt: ptr[u8], start: u64) -> u64:
    """Read flags and width from *start* on; return the position behind."""
    at = start
    spec.width = 0
    spec.left = False
    spec.zero = False
    spec.plus = False
    spec.space = False
    while True:
        if fmt[at] == _ZERO:
            spec.zero = True
        elif fmt[at] == _PLUS:
            spec.plus = True
        elif fmt[at] == _MINUS:
            spec.left = True
        elif fmt[at] == _BLANK:
            spec.space = True
        else:
            break
        at += 1
    if fmt[at] > _ZERO and fmt[at] <= _NINE:
        while fmt[at] >= _ZERO and fmt[at] <= _NINE:
            if spec.width < _LIMIT:
                spec.width = spec.width * 10 + u32(fmt[at]) - _ZERO
            at += 1
    return at


@native
def put_pointer(
    text: ptr[Text], spec: ptr[Spec], fmt: ptr[u8], start: u64, value: u64, run: ptr[Run]
) -> i64:
    """Do a ``%p`` whose extension begins at *start*; return the position behind or -EINVAL."""
    kind = fmt[start]
    if (kind == _K or kind == _U) and fmt[start + 1] == _S:
        put_string(text, spec, value, kind, run)
        return i64(start + 2)
    if kind == _S or kind == _UPPER_S or kind == _UPPER_B:
        put(text, _ZERO)
        put(text, _X)
        put_number(text, spec, value, 16, 0, 87)
        return i64(start + 1)
    at = start
    if kind == _X or kind == _UPPER_K:
        at += 1
    elif not ends_pointer(kind):
        return -EINVAL
    spec.zero = True
    spec.left = False
    spec.width = 16
    put_number(text, spec, value, 16, 0, 87)
    return i64(at)


@native
def put_conversion(text: ptr[Text], fmt: ptr[u8], start: u64, value: u64, run: ptr[Run]) -> i64:
    """Do the conversion behind the ``%`` before *start*; return the position behind or -EINVAL."""
    spec = Spec()
    at = read_spec(addr(spec), fmt, start)
    letter = fmt[at]
    if letter == _P:
        return put_pointer(text, addr(spec), fmt, at + 1, value, run)
    if letter == _S:
        put_string(text, addr(spec), value, _S, run)
        return i64(at + 1)
    if letter == _C:
        byte = Array[u8, 1]()
        byte[0] = u8(value)
        put_padded(text, addr(spec), cast(ptr[u8], byte), 1)
        return i64(at + 1)
    longs: u32 = 0
    while fmt[at] == _L and longs < 2:
        longs += 1
        at += 1
    if put_value(text, addr(spec), fmt[at], longs, value) != 0:
        return -EINVAL
    return i64(at + 1)


@native
def is_text(byte: u8) -> bool:
    """Say whether a format may have *byte*: what prints, white space, what is not ASCII."""
    return (byte >= 32 and byte != 127) or (byte >= 9 and byte <= 13)


@native
def expand(
    text: ptr[Text], fmt: ptr[u8], size: u64, values: ptr[u64], count: u64, run: ptr[Run]
) -> i64:
    """Put *format* with its *values* into *text*: 0 or -EINVAL."""
    end: u64 = 0
    while end < size and fmt[end] != 0:
        if not is_text(fmt[end]):
            return -EINVAL
        end += 1
    if end == size:
        return -EINVAL
    at: u64 = 0
    used: u64 = 0
    while at < end:
        if fmt[at] != _PERCENT:
            put(text, fmt[at])
            at += 1
        elif fmt[at + 1] == _PERCENT:
            put(text, _PERCENT)
            at += 2
        else:
            if used >= count:
                return -EINVAL
            behind = put_conversion(text, fmt, at + 1, values[used], run)
            if behind < 0:
                return behind
            used += 1
            at = u64(behind)
    return 0


@native
def print_line(fmt: ptr[u8], size: u64, values: ptr[u64], count: u64, run: ptr[Run]) -> i64:
    """Print one line; return its length or -EINVAL."""
    text = Text()
    error = expand(addr(text), fmt, size, values, count, run)
    if error < 0:
        return error
    comm = Array[u8, 16]()
    read_comm(run.task, cast(ptr[u8], comm))
    put_line(
        cast(ptr[Ring], run.trace),
        cast(ptr[u8], text.bytes),
        text.used,
        run.task.tid,
        run.cpu,
        cast(ptr[u8], comm),
    )
    return i64(text.used)


@native
def trace_printk(fmt: ptr[u8], size: u64, a: u64, b: u64, c: u64, run: ptr[Run]) -> i64:
    """Print with up to three values."""
    values = Array[u64, 3]()
    values[0] = a
    values[1] = b
    values[2] = c
    return print_line(fmt, size, cast(ptr[u64], values), 3, run)


@native
def trace_vprintk(
    fmt: ptr[u8], size: u64, values: ptr[u64], length: u64, e: u64, run: ptr[Run]
) -> i64:
    """Print with the values in an array of *length* bytes."""
    if length % 8 != 0 or length > 8 * _MAX_ARGS or (length != 0 and values is None):
        return -EINVAL
    return print_line(fmt, size, values, length // 8, run)
