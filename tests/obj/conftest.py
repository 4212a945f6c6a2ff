"""Objects that are checked in, by name."""

from pathlib import Path

import pytest

from beebox import obj
from beebox.obj.spec import ObjectSpec

DATA = Path(__file__).parent.parent / "data" / "obj"


@pytest.fixture
def raw():
    """Return a function from an object's name to its bytes."""
    return lambda name: (DATA / f"{name}.bpf.o").read_bytes()


@pytest.fixture
def read(raw):
    """Return a function from an object's name to its spec."""

    def load(name: str) -> ObjectSpec:
        return obj.read(raw(name), name)

    return load
