"""Nothing is accepted because nobody thought of it: every class that rows use has a rule."""

from pathlib import Path

import pytest

from beebox.spec.helpers import HELPERS
from beebox.spec.kfuncs import KFUNCS
from beebox.spec.model import ArgKind, Does, FieldKind, Given, Helper, Kfunc, RetKind
from beebox.verifier import args, callbacks, calls, memory, sockets
from beebox.verifier.kfuncs.rules import RULES
from beebox.verifier.kfuncs.targets import Kind
from beebox.verifier.subprogs import site
from beebox.verifier.subprogs.functions import Takes

VERIFIER = Path(args.__file__).parent
SOURCE = "\n".join(
    path.read_text() for path in VERIFIER.rglob("*.py") if "explain" not in path.parts
)
DESCRIBE = {"name", "doc", "func", "programs", "attach", "fastcall"}
"""fields that say what a row is, or that only make code faster"""


def test_arguments_of_helpers() -> None:
    assert set(args._RULES) | {ArgKind.ANYTHING} == set(ArgKind)
    sizes = {ArgKind.ANYTHING, ArgKind.SIZE, ArgKind.ALLOC_SIZE}
    assert set(args._COMPATIBLE) | sizes == set(ArgKind)


def test_results_of_helpers() -> None:
    plain = {RetKind.INTEGER, RetKind.VOID, RetKind.MAP_VALUE}
    structs = {RetKind.BTF_ID, RetKind.MEM_OR_BTF_ID}
    assert plain | structs | set(calls._POINTERS) == set(RetKind)


def test_what_callbacks_are_given() -> None:
    elsewhere = {Given.SCALAR, Given.MAP, Given.CONTEXT, Given.DYNPTR, Given.TASK, Given.VMA}
    assert elsewhere | set(callbacks._IN_MAP) == set(Given)


def test_fields_of_contexts() -> None:
    plain = {FieldKind.SCALAR, FieldKind.TRUSTED}
    assert plain | set(memory._PACKET_FIELDS) | set(sockets.FROM_FIELD) == set(FieldKind)


def test_arguments_of_kfuncs() -> None:
    decided = {Kind.IGNORED, Kind.PROG, Kind.SCALAR, Kind.STRANGE, Kind.POINTER, Kind.NULL}
    assert set(RULES) | decided >= set(Kind)


def test_arguments_of_functions() -> None:
    assert set(site._RULES) == set(Takes)


@pytest.mark.parametrize("does", list(Does), ids=lambda does: does.name)
def test_what_kfuncs_do(does: Does) -> None:
    assert f"Does.{does.name}" in SOURCE
    assert any(row.does is does for row in KFUNCS.values())


@pytest.mark.parametrize("shape", [Helper, Kfunc], ids=lambda shape: shape.__name__)
def test_what_rows_say_is_read(shape: type[Helper] | type[Kfunc]) -> None:
    unread = {name for name in shape._fields if f".{name}" not in SOURCE}
    assert unread <= DESCRIBE


def test_rows_use_all_classes() -> None:
    used = {arg.kind for row in HELPERS.values() for arg in row.args}
    used |= {a.kind for row in HELPERS.values() for v in row.variants.values() for a in v}
    assert set(ArgKind) - used <= {ArgKind.STACK}
