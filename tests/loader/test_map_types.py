"""A map that a kernel refuses with the types of its keys and values is made without them."""

import os

import pytest

from beebox import loader
from beebox.abi.enums import MapType
from beebox.box.kernel import Box
from beebox.btf.read import read
from beebox.btf.types import Int
from beebox.btf.write import write
from beebox.kernel.api import Kernel
from beebox.kernel.details import map_info
from beebox.kernel.linux import Linux
from beebox.obj.spec import MapSpec, ObjectSpec


@pytest.fixture(params=["box", pytest.param("linux", marks=pytest.mark.linux)])
def kernel(request: pytest.FixtureRequest) -> Kernel:
    if request.param == "box":
        return Box()
    if os.geteuid():
        pytest.skip("makes maps in Linux: needs root")
    return Linux()


def test_types_that_do_not_fit_are_left_out(kernel: Kernel) -> None:
    types = read(write([Int("unsigned long long", 8, bits=64)]))
    shape = MapSpec("routes", MapType.LPM_TRIE, 8, 8, 1, 1, key_type_id=1, value_type_id=1)
    with loader.load(ObjectSpec("typed", {}, {"routes": shape}, btf=types), kernel) as live:
        info = map_info(kernel, live.maps["routes"].fd)
        assert info.btf_id == info.btf_value_type_id == 0
