"""bpf(2)'s front door: sizes, unknown fields, unknown commands, and whatever bytes anybody sends."""

from __future__ import annotations

import ctypes
import errno

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beebox.abi.commands import ROWS
from beebox.abi.enums import Cmd, MapType
from beebox.abi.structs import MapCreateAttr
from beebox.box import syscall
from beebox.box.kernel import Box
from beebox.box.usermem import LOCAL
from beebox.errors import KernelError


@pytest.fixture
def box():
    made = Box()
    yield made
    made.shut()


def refusal(box: Box, cmd: int, data: bytes) -> str:
    try:
        fd = syscall.bpf(box.world, cmd, bytearray(data), LOCAL)
    except KernelError as error:
        return errno.errorcode[error.errno]
    if cmd in ROWS and ROWS[cmd].returns_fd:
        box.close(fd)
    return ""


ARRAY = bytes(MapCreateAttr(map_type=MapType.ARRAY, key_size=4, value_size=4, max_entries=1))


def test_sizes(box: Box) -> None:
    assert refusal(box, Cmd.MAP_CREATE, ARRAY) == ""
    assert refusal(box, Cmd.MAP_CREATE, ARRAY[:20]) == ""
    assert refusal(box, Cmd.MAP_CREATE, ARRAY[:12]) == "EINVAL"
    assert refusal(box, Cmd.MAP_CREATE, ARRAY.ljust(168, b"\0")) == ""
    assert refusal(box, Cmd.MAP_CREATE, ARRAY.ljust(400, b"\0")) == ""
    assert refusal(box, Cmd.MAP_CREATE, ARRAY.ljust(400, b"\0") + b"\1") == "E2BIG"
    assert refusal(box, Cmd.MAP_CREATE, ARRAY.ljust(4096, b"\0")) == ""
    assert refusal(box, Cmd.MAP_CREATE, ARRAY.ljust(4097, b"\0")) == "E2BIG"
    assert refusal(box, Cmd.MAP_CREATE, ARRAY.ljust(167, b"\0") + b"\1") == "EINVAL"
    assert refusal(box, 999, bytes(400) + b"\1") == "E2BIG"


def test_commands(box: Box) -> None:
    assert refusal(box, 999, b"") == "EINVAL"
    assert refusal(box, -1, b"") == "EINVAL"
    assert refusal(box, Cmd.PROG_ATTACH, b"") == "ENOTSUP"
    with pytest.raises(KernelError, match="PROG_ATTACH is not built"):
        syscall.bpf(box.world, Cmd.PROG_ATTACH, bytearray(), LOCAL)


def test_every_command_has_a_row_and_a_function() -> None:
    assert set(syscall.COMMANDS) <= set(ROWS)
    for cmd in syscall.COMMANDS:
        assert callable(syscall.function(cmd))


@pytest.mark.parametrize("cmd", sorted(syscall.COMMANDS), ids=lambda cmd: cmd.name)
def test_nothing_behind_the_last_field(box: Box, cmd: Cmd) -> None:
    row = ROWS[cmd]
    if row.end < syscall.ATTR_SIZE:
        assert refusal(box, cmd, bytes(row.end) + b"\1") == "EINVAL"


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cmd=st.one_of(st.sampled_from(sorted(syscall.COMMANDS)), st.integers(-2, 60)),
    words=st.lists(
        st.one_of(
            st.sampled_from([0, 1, 2, 4, 5, 8, 27, 4096]),
            st.integers(0, 64),
            st.integers(0, 2**64 - 1),
            st.just(-1),
        ),
        max_size=24,
    ),
    half=st.booleans(),
)
def test_any_bytes_are_an_answer(box: Box, cmd: int, words: list[int | None], half: bool) -> None:
    """No input crashes or hangs. Pointers (-1) lead to a page of zeroes, to nothing, or anywhere."""
    page = ctypes.create_string_buffer(4096)
    address = ctypes.addressof(page)
    size = 4 if half else 8
    mask = (1 << 8 * size) - 1
    data = b"".join(((address if w == -1 else w) & mask).to_bytes(size, "little") for w in words)
    refusal(box, cmd, data)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    type_=st.sampled_from([1, 2, 5, 6, 27, 4]),
    sizes=st.tuples(st.integers(0, 600), st.integers(0, 70000), st.integers(0, 2**32 - 1)),
    flags=st.one_of(st.just(0), st.integers(0, 2**12)),
    name=st.binary(max_size=16),
)
def test_any_map_is_made_or_refused(box: Box, type_, sizes, flags, name) -> None:
    key, value, entries = sizes
    attr = MapCreateAttr(map_type=type_, value_size=value, max_entries=entries, map_flags=flags)
    attr.key_size = 4 if type_ in {2, 6, 4} else key % 9
    attr.map_name = name
    assert refusal(box, Cmd.MAP_CREATE, bytes(attr)) in {"", "EINVAL", "E2BIG", "ENOMEM", "EPERM"}


def test_nothing_is_left(box: Box) -> None:
    for _ in range(50):
        assert refusal(box, Cmd.MAP_CREATE, ARRAY) == ""
    assert not list(box.world.maps)
