"""Programs over many packets: from buffers, lists and iterators, with results as they were asked for."""

from __future__ import annotations

import itertools
import random
import signal
import threading
from array import array
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beebox.errors import BeeboxError, MemoryFault
from beebox.vm import Program, tier0
from beebox.vm.entry import batch, capi

ENGINES = ["tier0", "interpreter"] if tier0.available() else ["interpreter"]
native = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")
python_api = pytest.mark.skipif(not capi.available(), reason="needs CPython with a GIL")

SUM = """
    r0 = 0
    if r2 == 0 goto done
    next:
    r3 = *(u8 *)(r1 + 0)
    r0 += r3
    r1 += 1
    r2 -= 1
    if r2 != 0 goto next
    done:
    exit
"""
XDP_SUM = "r2 = *(u64 *)(r1 + 8)\nr1 = *(u64 *)(r1 + 0)\nr2 -= r1\n" + SUM


def packets(count, seed=1):
    source = random.Random(seed)
    return [source.randbytes(source.randrange(12)) for _ in range(count)]


def joined(several):
    offsets = [0]
    for packet in several:
        offsets.append(offsets[-1] + len(packet))
    return b"".join(several), offsets


@pytest.fixture(params=ENGINES)
def make(request):
    return lambda text, **options: Program.assemble(text, engine=request.param, **options)


@pytest.mark.parametrize("count", [0, 1, 7, batch.TABLE - 1, batch.TABLE, 2 * batch.TABLE + 5])
def test_every_count(make, count):
    several = packets(count)
    wanted = [sum(packet) for packet in several]
    buffer, offsets = joined(several)
    program = make(SUM)
    assert list(program.run_batch(several)) == wanted
    assert list(program.run_batch(buffer, offsets)) == wanted


@pytest.mark.parametrize(("text", "context"), [(SUM, "raw"), (XDP_SUM, "xdp")])
@pytest.mark.parametrize("kind", [tuple, iter, lambda several: map(bytearray, several)])
def test_iterables(make, text, context, kind):
    several = packets(300)
    found = make(text, context=context).run_batch(kind(several))
    assert (type(found), found.typecode) == (array, "Q")
    assert list(found) == [sum(packet) for packet in several]


@pytest.mark.parametrize("code", "iIlLqQ")
def test_offsets_of_any_width(make, code):
    several = packets(300)
    buffer, offsets = joined(several)
    wanted = [sum(packet) for packet in several]
    program = make(SUM)
    assert list(program.run_batch(buffer, array(code, offsets))) == wanted
    lengths = array("Q" if code == "I" else "I", map(len, several))
    assert list(program.run_batch(bytearray(buffer), array(code, offsets[:-1]), lengths)) == wanted


def test_spans_may_overlap_and_go_back(make):
    program = make(SUM)
    assert list(program.run_batch(bytes(range(10)), [5, 0, 8, 0], [2, 10, 2, 0])) == [11, 45, 17, 0]


def test_numpy_arrays(make):
    numpy = pytest.importorskip("numpy")
    several = packets(500)
    buffer, offsets = joined(several)
    program = make(SUM)
    out = numpy.zeros(500, dtype=numpy.uint32)
    data = numpy.frombuffer(buffer, dtype=numpy.uint8)
    found = program.run_batch(data, numpy.array(offsets, dtype=numpy.int64), out=out)
    assert found is out
    assert out.tolist() == [sum(packet) for packet in several]
    with pytest.raises(BeeboxError, match="integers"):
        program.run_batch(data, numpy.array(offsets, dtype=numpy.float64))
    with pytest.raises(BeeboxError, match="one dimension"):
        program.run_batch(data, numpy.zeros((2, 2), dtype=numpy.int64))
    with pytest.raises(BeeboxError, match="one dimension"):
        program.run_batch(data, numpy.zeros(8, dtype=numpy.int64)[::2])


def test_results_cut_to_32_bits(make):
    program = make("r0 = 0x1ffffffff ll\nexit")
    out = array("I", [0] * 4)
    assert program.run_batch([b""] * 3, out=out) is out
    assert list(out) == [0xFFFFFFFF] * 3 + [0]
    assert list(program.run_batch([b""])) == [0x1FFFFFFFF]
    out = array("Q", [0])
    assert program.run_batch([b""], out=out)[0] == 0x1FFFFFFFF


def test_counts(make):
    program = make(SUM)
    several = packets(5000)
    assert program.count_batch(several) == Counter(sum(packet) for packet in several)
    assert program.count_batch([]) == Counter()
    assert make("r0 = -1\nexit").count_batch([b""] * 3) == {(1 << 64) - 1: 3}


# --- mistakes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offsets", "lengths", "bad"),
    [
        ([0, 5, 11], None, 1),
        ([0, 11, 5], None, 0),
        ([5, 4], None, 0),
        ([0, 3, 10], [3, 7, 1], 2),
        ([0, (1 << 64) - 1], [1, 2], 1),
        ([0, 2], [1, (1 << 64) - 1], 1),
        (array("i", [0, -1]), None, 0),
        (array("q", [-5]), array("q", [6]), 0),
    ],
)
def test_packets_outside_the_buffer(make, offsets, lengths, bad):
    with pytest.raises(BeeboxError, match=f"packet {bad} does not lie in the buffer of 10 bytes"):
        make(SUM).run_batch(bytes(10), offsets, lengths)


def test_a_bad_packet_in_a_later_table(make):
    offsets = [*range(batch.TABLE + 10), 1 << 40]
    with pytest.raises(BeeboxError, match=f"packet {batch.TABLE + 9} does not"):
        make(SUM).run_batch(bytes(batch.TABLE + 10), offsets)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((b"abc", ["a"]), "integers"),
        ((b"abc", [-1]), "integers"),
        ((b"abc", b"\0\0"), "integers"),
        ((b"abc", 5), "integers"),
        ((b"abc", [0, 1], [1]), "2 offsets and 1 lengths"),
        ((b"abc", None, [1]), "without their offsets"),
    ],
)
def test_bad_offsets(make, arguments, message):
    with pytest.raises(BeeboxError, match=message):
        make(SUM).run_batch(*arguments)


@pytest.mark.parametrize(
    "bad", [b"abc", bytearray(3), memoryview(b"abc"), 5, [1, 2], ["a"], [None]]
)
def test_what_has_no_packets(make, bad):
    with pytest.raises(TypeError):
        make(SUM).run_batch(bad)


@pytest.mark.parametrize(
    "out", [[0, 0], b"\0" * 8, array("H", [0, 0]), memoryview(bytes(8)).cast("I")]
)
def test_bad_places_for_results(make, out):
    with pytest.raises(BeeboxError):
        make(SUM).run_batch([b"a", b"b"], out=out)


def test_too_little_room_for_results(make):
    with pytest.raises(BeeboxError, match="room for 1 results"):
        make(SUM).run_batch([b"a", b"b"], out=array("I", [0]))


def test_programs_without_packets(make):
    with pytest.raises(BeeboxError, match="addresses"):
        make("r0 = 0\nexit", context="address").run_batch([b""])


ADDER = Program.assemble(
    "r0 = r2\nif r2 == 0 goto out\nr0 = *(u8 *)(r1 + 0)\nr0 <<= 8\nr0 |= r2\nout: exit"
)
NUMBERS = st.one_of(st.integers(0, 40), st.integers(0, (1 << 64) - 1))


@given(st.binary(max_size=40), st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8), st.booleans())
def test_spans_are_slices_or_errors(data, spans, pairs):
    """Any offsets: what lies in the buffer is what a slice is, the first that does not is told."""
    numbers = [offset for offset, _ in spans]
    if pairs:
        wanted = spans
        arguments = (numbers, [length for _, length in spans])
    else:
        wanted = [(start, end - start) for start, end in itertools.pairwise(numbers)]
        arguments = (numbers,)
    bad = [n for n, (at, size) in enumerate(wanted) if not 0 <= at <= at + size <= len(data)]
    if bad:
        with pytest.raises(BeeboxError, match=f"packet {bad[0]} does not lie"):
            ADDER.run_batch(data, *arguments)
        return
    slices = [data[at : at + size] for at, size in wanted]
    expected = [part[0] << 8 | len(part) if part else 0 for part in slices]
    assert list(ADDER.run_batch(data, *arguments)) == expected


# --- memory -------------------------------------------------------------------------------

STORE = """
    r0 = *(u8 *)(r1 + 0)
    *(u8 *)(r1 + 0) = 255
    exit
"""


def test_bytes_do_not_change(make):
    program = make(STORE)
    several = [b"a", b"b", b"ab"]
    assert list(program.run_batch(several)) == [97, 98, 97]
    assert several == [b"a", b"b", b"ab"]
    buffer, offsets = joined(several)
    assert list(program.run_batch(buffer, offsets)) == [97, 98, 97]
    assert buffer == b"abab"


def test_writable_buffers_change(make):
    buffer = bytearray(b"abc")
    assert list(make(STORE).run_batch(buffer, [0, 1, 1], [1, 1, 2])) == [97, 98, 255]
    assert buffer == b"\xff\xffc"


def test_a_fault_says_which_packet():
    program = Program.assemble("r0 = *(u8 *)(r1 + 2)\nexit", engine="interpreter")
    with pytest.raises(MemoryFault, match="packet") as caught:
        program.run_batch([b"abc"] * 5 + [b"ab"] + [b"abc"])
    assert caught.value.__notes__ == ["in packet 5 of the batch"]


# --- helpers and threads ------------------------------------------------------------------


@pytest.mark.parametrize("release", [None, False, True])
def test_helpers(make, release):
    program = make("call 1\nr0 *= 2\nexit", helpers={1: lambda _, size, *__: size + 1})
    several = packets(500)
    found = program.run_batch(several, release_gil=release)
    assert list(found) == [2 * len(packet) + 2 for packet in several]


@pytest.mark.parametrize("release", [False, True])
@pytest.mark.parametrize("bad", [0, 1, batch.TABLE + 17])
def test_an_exception_ends_the_batch(make, release, bad):
    seen = []

    def helper(*_):
        seen.append(1)
        if len(seen) == bad + 1:
            raise KeyError("enough")
        return 0

    program = make("call 1\nexit", helpers={1: helper})
    with pytest.raises(KeyError) as caught:
        program.run_batch([b""] * (2 * batch.TABLE), release_gil=release)
    assert caught.value.__notes__ == [f"in packet {bad} of the batch"]
    assert len(seen) == bad + 1


@native
def test_closed_programs():
    program = Program.assemble(SUM)
    program.close()
    with pytest.raises(BeeboxError, match="closed"):
        program.run_batch([b"a"])


@native
@python_api
def test_closing_while_a_batch_runs():
    program = Program.assemble("call 1\nexit", helpers={1: lambda *_: program.close() or 0})
    with pytest.raises(BeeboxError, match="running"):
        program.run_batch([b"a"])
    program.close()


WAIT = """
    r3 = 60000000000 ll
    wait:
    r0 = *(u8 *)(r1 + 0)
    if r0 != 0 goto out
    r3 -= 1
    if r3 != 0 goto wait
    out:
    exit
"""


@native
@python_api
def test_other_threads_run_meanwhile():
    """The batch waits in native code for a byte that another thread writes."""
    flag = bytearray(1)
    program = Program.assemble(WAIT)
    results = []
    thread = threading.Thread(target=lambda: results.extend(program.run_batch(flag, [0, 1])))
    thread.start()
    while not program._owner.gate.active:
        assert thread.is_alive()
    flag[0] = 9
    thread.join()
    assert results == [9]


@native
@python_api
def test_batches_in_threads_give_right_results():
    program = Program.assemble("call 1\nexit", helpers={1: lambda _, size, *__: size})
    plain = Program.assemble(SUM)
    several = packets(3000)
    found = {}

    def work(number):
        lengths = list(program.run_batch(several, release_gil=bool(number & 1)))
        found[number] = lengths, list(plain.run_batch(several))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wanted = [len(packet) for packet in several], [sum(packet) for packet in several]
    assert found == dict.fromkeys(range(4), wanted)


@native
def test_signals_end_a_batch():
    """Packets without end: only the handler's exception ends it."""

    def ring(*_):
        raise InterruptedError("enough")

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(InterruptedError):
            Program.assemble("r0 = 0\nexit").count_batch(itertools.repeat(b"packet"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# --- the body of the program in the loop --------------------------------------------------


@pytest.mark.parametrize(("text", "context"), [(SUM, "raw"), (XDP_SUM, "xdp")])
def test_fused(text, context):
    program = Program.assemble(text, context=context, optimize=True)
    assert program.engine == "tier1"
    loop = program._owner.native.loop
    assert loop
    several = packets(batch.TABLE + 100)
    wanted = [sum(packet) for packet in several]
    assert list(program.run_batch(several)) == wanted
    program._owner.native.loop = 0
    assert list(program.run_batch(several)) == wanted
    assert [program(packet) for packet in several[:100]] == wanted[:100]
    program.close()


def test_what_a_program_leaves_on_its_stack_is_not_for_the_next_packet():
    program = Program.assemble(
        """
        *(u64 *)(r10 - 8) = 5
        if r2 == 0 goto none
        r3 = *(u8 *)(r1 + 0)
        *(u64 *)(r10 - 8) = r3
        none:
        r0 = *(u64 *)(r10 - 8)
        exit
        """,
        optimize=True,
    )
    assert list(program.run_batch([b"a", b"", b"b", b""])) == [97, 5, 98, 5]


@python_api
def test_an_exception_leaves_a_fused_loop():
    def helper(value, *_):
        if value == 7:
            raise KeyError("seven")
        return value + 1

    program = Program.assemble(
        "r6 = *(u8 *)(r1 + 0)\nr1 = r6\ncall 1\nexit", helpers={1: helper}, optimize=True
    )
    assert program._owner.native.loop
    assert list(program.run_batch([bytes([n]) for n in (1, 2, 3)])) == [2, 3, 4]
    for release in (False, True):
        with pytest.raises(KeyError) as caught:
            program.run_batch([bytes([n]) for n in (1, 2, 7, 3)], release_gil=release)
        assert caught.value.__notes__ == ["in packet 2 of the batch"]


def test_large_programs_are_called():
    text = "r0 = 0\n" + "r0 += 3\n" * batch.FUSED_LIMIT + "exit"
    program = Program.assemble(text, optimize=True)
    assert not program._owner.native.loop
    assert list(program.run_batch([b""] * 3)) == [3 * batch.FUSED_LIMIT] * 3
