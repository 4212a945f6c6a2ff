"""The rows of helpers are held against Linux: who may call what."""

import pytest
import verifier_probes as probes

from beebox.abi.enums import AttachType, Func, ProgType
from beebox.spec.helpers import HELPERS

BY_STRUCT = {
    Func.sk_storage_get, Func.sk_storage_delete, Func.setsockopt, Func.getsockopt,
    Func.tcp_send_ack, Func.ktime_get_coarse_ns,
}  # fmt: skip
"""what struct_ops programs may call depends on the struct: these are of tcp_congestion_ops"""


def ours(name: str) -> set[Func]:
    type_, _, attach = name.partition(":")
    kind = AttachType[attach] if attach else None
    return {func for func, row in HELPERS.items() if row.serves(ProgType[type_], kind)}


@pytest.mark.parametrize("name", probes.asked())
def test_the_same_programs_may_call_it(name: str) -> None:
    linux = {func for func, names in probes.recorded().items() if name in names}
    assert len(linux) > 50
    differ = {func.name for func in linux ^ ours(name)}
    if name.startswith("STRUCT_OPS"):
        differ -= {func.name for func in BY_STRUCT}
    assert not differ


@pytest.mark.linux
@pytest.mark.parametrize("name", probes.asked())
def test_linux_says_so(name: str) -> None:
    found = probes.may_call(name, *probes.kinds()[name])
    if found is None:
        pytest.skip("bpf(2) is not there for us")
    assert found == {func for func, names in probes.recorded().items() if name in names}
