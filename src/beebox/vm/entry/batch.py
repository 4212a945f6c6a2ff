"""Batches from Python: where the packets come from, a table at a time, and where results go.

Between two tables Python gets its turn, so Ctrl-C works and files are read as they are needed.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate, islice
from typing import Any

from beebox.errors import BeeboxError
from beebox.pylang import Unit
from beebox.vm.abi import ENTRY
from beebox.vm.entry import capi, loops
from beebox.vm.entry.function import Context, Owner
from beebox.vm.entry.gate import Raw
from beebox.vm.entry.held import Held
from beebox.vm.pcap import Capture
from beebox.vm.source import Inline

TABLE = 4096
"""packets of a table"""

UNIT = Unit(
    "vm.batch",
    [
        loops.each_raw,
        loops.each_xdp,
        loops.drive,
        loops.find_spans,
        loops.find_bytes,
        loops.tally,
        loops.narrow,
    ],
)
_LOOPS: dict[Context, Callable[..., Any]] = {"raw": loops.each_raw, "xdp": loops.each_xdp}
_FUSED: dict[Context, Unit] = {
    "raw": Unit("vm.fused", [loops.fused_raw]),
    "xdp": Unit("vm.fused", [loops.fused_xdp]),
}
_NUMBERS = "IiLlQqNn"
"""formats of arrays of integers that native code reads"""
_drive = ctypes.PYFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 4)
_find_bytes = ctypes.PYFUNCTYPE(ctypes.c_uint64, ctypes.py_object, *[ctypes.c_uint64] * 2)


class Table:
    """Room for `TABLE` packets and what programs return for them."""

    def __init__(self) -> None:
        self._packets = ctypes.create_string_buffer(Raw.size * (TABLE + loops.AHEAD))
        self.packets = ctypes.addressof(self._packets)
        self.results = (ctypes.c_uint64 * TABLE)()
        self.bytes = memoryview(self.results).cast("B")
        view: Any = loops.Batch(packets=self.packets, results=ctypes.addressof(self.results))
        self.batch = view
        self.address = ctypes.addressof(view)


_free: list[Table] = []
"""Tables that nobody uses: one that was used is in the processor's cache."""


@contextmanager
def borrowed() -> Iterator[Table]:
    """Lend a table."""
    table = _free.pop() if _free else Table()
    try:
        yield table
    finally:
        _free.append(table)


# --- where packets come from: each fills the table, and yields how many it put there --------


def find(table: Table, packets: Any, offsets: Any, lengths: Any, *, writes: bool) -> Iterator[int]:
    """Fill *table* from whatever *packets* is, again and again.

    Raises:
        BeeboxError: a packet lies outside its buffer, or the capture is damaged.
        TypeError: *packets* is nothing that has packets.
    """
    if offsets is not None:
        return _spans(table, packets, offsets, lengths, writes=writes)
    if lengths is not None:
        raise BeeboxError("lengths of packets without their offsets")
    if isinstance(packets, Capture):
        return packets.fill(table.packets, TABLE)
    if isinstance(packets, bytes | bytearray | memoryview):
        raise TypeError("a batch in one buffer needs the offsets of its packets")
    return _items(table, packets, writes=writes)


def numbers(source: Any, what: str) -> memoryview:
    """Return an array of 32-bit or 64-bit integers, as it is or made of any integers.

    Raises:
        BeeboxError: the elements are no such integers.
    """
    try:
        view = memoryview(source)
    except TypeError:
        try:
            return memoryview(array("Q", source))
        except (TypeError, OverflowError) as error:
            raise BeeboxError(f"{what} are integers of 64 bits, not negative: {error}") from None
    if view.format.lstrip("@=<") not in _NUMBERS or view.ndim != 1 or not view.c_contiguous:
        raise BeeboxError(
            f"{what} are an array of 32-bit or 64-bit integers in one dimension, "
            f"not of format {view.format!r}"
        )
    return view


def _spans(table: Table, buffer: Any, offsets: Any, lengths: Any, *, writes: bool) -> Iterator[int]:
    starts = numbers(offsets, "offsets")
    sizes = None if lengths is None else numbers(lengths, "lengths")
    total = max(len(starts) - 1, 0) if sizes is None else len(starts)
    if sizes is not None and len(sizes) != total:
        raise BeeboxError(f"{total} offsets and {len(sizes)} lengths")
    held = [Held(buffer)]
    try:
        if writes and held[0].readonly:
            held[0].release()
            held[0] = Held(bytearray(buffer))
        data = held[0]
        held += [Held(numbers_) for numbers_ in (starts, sizes) if numbers_ is not None]
        spans: Any = loops.Spans(
            base=data.address,
            size=data.size,
            offsets=held[1].address,
            lengths=held[2].address if sizes is not None else 0,
            offset_size=starts.itemsize,
            length_size=sizes.itemsize if sizes is not None else 0,
        )
        place, find_spans = ctypes.addressof(spans), UNIT.load().function(loops.find_spans)
        for first in range(0, total, TABLE):
            count = min(TABLE, total - first)
            found = find_spans(place, table.packets, first, count)
            if found < count:
                raise BeeboxError(
                    f"packet {first + found} does not lie in the buffer of {data.size} bytes"
                )
            yield count
    finally:
        for each in held:
            each.release()


def _items(table: Table, packets: Iterable[Any], *, writes: bool) -> Iterator[int]:
    several = iter(packets)
    find_bytes = None
    if capi.available() and not writes:
        find_bytes = _find_bytes(UNIT.load().address(loops.find_bytes))
    while chunk := tuple(islice(several, TABLE)):
        if find_bytes is None or find_bytes(chunk, table.packets, len(chunk)) < len(chunk):
            yield from _joined(table, chunk)
        else:
            yield len(chunk)


def _joined(table: Table, packets: tuple[Any, ...]) -> Iterator[int]:
    """Copy packets of any kind into one buffer."""
    views = [memoryview(packet) for packet in packets]
    offsets = array("Q", accumulate((view.nbytes for view in views), initial=0))
    return _spans(table, bytearray().join(views), offsets, None, writes=False)


# --- the loop -----------------------------------------------------------------------------

FUSED_LIMIT = 1000
"""instructions of a program that is put into the loop: more gain nothing by it"""

Each = Callable[[Table], None]
"""What runs a program on every packet of a table."""


def fused(context: Context, size: int) -> Inline | None:
    """Return the loop to compile a program of *size* instructions with, if it is to be in one."""
    if context not in _FUSED or size > FUSED_LIMIT:
        return None
    return Inline(*_FUSED[context].inline())


def native(owner: Owner, context: Context, release_gil: bool | None) -> Each:
    """Return what runs the machine code of *owner*, whose context is made of packets.

    The GIL is released meanwhile, unless the program calls Python functions or *release_gil* says
    otherwise.
    """
    library = UNIT.load()
    loop = owner.native.loop or library.address(_LOOPS[context])
    releases = not owner.functions if release_gil is None else release_gil
    drive = library.address(loops.drive)

    def each(table: Table) -> None:
        if not owner.gate.entry:
            raise BeeboxError("the program is closed")
        if capi.available():
            _drive(drive)(owner.address, loop, table.address, releases)
        else:
            table.batch.entry, table.batch.mask = owner.gate.entry, owner.gate.mask
            ENTRY(loop)(table.address, owner.gate.run)

    return each


def results(table: Table, counts: Iterable[int], each: Each) -> Iterator[int]:
    """Run on what *counts* puts into the table, and yield how many results are there then.

    An exception of a helper gets a note that says which packet it was.
    """
    done = 0
    for count in counts:
        table.batch.count = count
        try:
            each(table)
        except Exception as error:
            error.add_note(f"in packet {done + table.batch.index} of the batch")
            raise
        yield count
        done += count


# --- where results go ---------------------------------------------------------------------


def collect(table: Table, found: Iterable[int], out: Any = None) -> Any:
    """Return the results in *out*, or in a new array of 64-bit integers.

    Raises:
        BeeboxError: *out* is no writable array of 32-bit or 64-bit integers, or too small.
    """
    if out is None:
        made = array("Q")
        for count in found:
            made.frombytes(table.bytes[: 8 * count])
        return made
    view = numbers(out, "results")
    with Held(view) as held:
        if held.readonly or view.obj is not out:
            raise BeeboxError("results go to an array that can be written")
        done = 0
        for count in found:
            if done + count > len(view):
                raise BeeboxError(f"room for {len(view)} results, and there are more packets")
            _store(table, count, held.address + done * view.itemsize, view.itemsize)
            done += count
    return out


def _store(table: Table, count: int, place: int, size: int) -> None:
    if size == 8:
        ctypes.memmove(place, table.results, 8 * count)
    else:
        narrow = UNIT.load().function(loops.narrow)
        narrow(ctypes.addressof(table.results), place, count)


def count_each(table: Table, found: Iterable[int]) -> Counter[int]:
    """Return how often each result came."""
    small = (ctypes.c_uint64 * loops.SMALL)()
    others = (ctypes.c_uint64 * TABLE)()
    counts: Counter[int] = Counter()
    tally = UNIT.load().function(loops.tally)
    places = [ctypes.addressof(memory) for memory in (small, others)]
    for count in found:
        rest = tally(ctypes.addressof(table.results), count, *places)
        counts.update(others[:rest])
    counts.update({value: times for value, times in enumerate(small) if times})
    return counts
