"""The rows of helpers, maps and program types hold together."""

import pytest

from beebox.abi.enums import AttachType, Func, MapType
from beebox.spec.helpers import HELPERS
from beebox.spec.maps import MAPS
from beebox.spec.model import ArgKind, FieldKind, Holds, RetKind, Width
from beebox.spec.programs import PROGRAMS

SIZED = {ArgKind.SIZE, ArgKind.ALLOC_SIZE}


def test_every_helper_has_a_row() -> None:
    assert set(HELPERS) == set(Func) - {Func.unspec}


def test_rows_are_under_their_number() -> None:
    assert all(row.func == func for func, row in HELPERS.items())
    assert all(row.type == kind for kind, row in MAPS.items())
    assert all(row.type == kind for kind, row in PROGRAMS.items())


@pytest.mark.parametrize("row", HELPERS.values(), ids=lambda row: row.name)
def test_helper(row) -> None:
    assert len(row.args) <= 5
    assert row.doc.endswith(".")
    assert row.name == f"bpf_{row.func.name}"
    kinds = [arg.kind for arg in row.args]
    for at, arg in enumerate(row.args):
        if arg.kind is ArgKind.SIZE:
            assert kinds[at - 1] is ArgKind.MEM, "a size follows its memory"
            assert not row.args[at - 1].fixed
        if arg.kind is ArgKind.MEM and not arg.fixed:
            assert kinds[at + 1] is ArgKind.SIZE, "memory is followed by its size"
        if arg.uninit:
            assert arg.write, "what need not be initialised is written"
        if arg.kind in (ArgKind.MAP_KEY, ArgKind.MAP_VALUE):
            assert ArgKind.MAP in kinds[:at], "the map is known before"
    if row.callback:
        assert kinds[row.callback - 1] is ArgKind.FUNC
    if row.ret.kind is RetKind.MAP_VALUE:
        assert ArgKind.MAP in kinds
    if row.maps is not None:
        assert ArgKind.MAP in kinds
    if row.ret.errno_or_size:
        assert ArgKind.SIZE in kinds
    if row.writes_map:
        assert kinds[0] is ArgKind.MAP


def test_what_is_acquired_can_be_released() -> None:
    assert HELPERS[Func.ringbuf_reserve].acquires
    for func in (Func.ringbuf_submit, Func.ringbuf_discard):
        assert HELPERS[func].args[0].release


@pytest.mark.parametrize("row", MAPS.values(), ids=lambda row: row.name)
def test_map(row) -> None:
    for least, most in (row.key, row.value, row.entries):
        assert least >= 0
        assert most is None or least <= most
    if row.array:
        assert row.key == (4, 4)
    if row.always_there:
        assert row.lookup
        assert not row.delete
    assert all(func in HELPERS for func in row.helpers or ())


def test_map_and_helper_agree() -> None:
    """A helper that names its map types names those that name it."""
    for kind, row in MAPS.items():
        for func in row.helpers or ():
            named = HELPERS[func].maps
            assert named is None or kind in named, (row.name, func.name)


@pytest.mark.parametrize("row", PROGRAMS.values(), ids=lambda row: row.context)
def test_program(row) -> None:
    end, name = 0, ""
    for field in row.fields:
        assert field.offset >= end or field.name == name, field.name
        end, name = field.offset + field.size, field.name
        if field.kind is not FieldKind.SCALAR:
            assert field.width is Width.EXACT, field.name
    for attach, allowed in row.returns_by_attach:
        assert attach in set(AttachType)
        assert allowed is None or allowed[0] <= allowed[1]
    assert row.allowed_returns(None) == row.returns


def test_names() -> None:
    assert MAPS[MapType.PERCPU_ARRAY].name == "percpu_array"
    assert MAPS[MapType.HASH_OF_MAPS].holds is Holds.MAPS
