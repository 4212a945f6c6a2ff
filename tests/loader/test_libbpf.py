"""What we hand to bpf(2) for an object, beside what libbpf hands to it: instructions, maps, types.

Where newer libbpf does it another way than the one that bpftool brings here (1.1), ours is the
newer one's, and the test says so.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import recorder

CORPUS = Path(__file__).parent.parent / "data" / "obj" / "corpus"
NAMES = ("data", "hidden", "inner", "maps", "operations", "sections", "settings", "subprogs",
         "symbols", "traces")  # fmt: skip
MMAPABLE = 1 << 10
# only what has a visible variable is mapped into memory, since libbpf 1.2
MORE_FLAGS = {
    ("data", ".data.static"): MMAPABLE,
    ("hidden", "hidden.data"): MMAPABLE,
    ("maps", ".rodata.cst16"): MMAPABLE,
}
pytestmark = pytest.mark.linux


@pytest.fixture(scope="module", params=[14, 19], ids=lambda version: f"clang-{version}")
def folder(request):
    return CORPUS / f"clang-{request.param}"


@pytest.fixture(scope="module", params=NAMES)
def both(request, folder, tmp_path_factory):
    """Return an object's name, libbpf's calls and ours."""
    path = folder / f"{request.param}.bpf.o"
    theirs, said = recorder.libbpf(tmp_path_factory.mktemp("libbpf"), path)
    ours, mistake = recorder.mine(tmp_path_factory.mktemp("mine"), path)
    if not recorder.types(theirs):
        pytest.skip(f"bpftool cannot load it here: {said}")
    assert "Error" not in mistake
    return request.param, theirs, ours


def test_programs(both):
    name, theirs, ours = both
    found = recorder.programs(ours)
    expected = recorder.programs(theirs)
    assert found
    for program, what in found.items():
        if (name, program) == ("symbols", "functions"):
            # a call of what is not there: a kfunc 0 once, a helper that no kernel has now
            poisoned = [pair for pair in zip(what["insns"], expected[program]["insns"], strict=True)
                        if pair[0] != pair[1]]  # fmt: skip
            assert poisoned == [((0x85, 0, 0, 2002000000), (0x85, 0x20, 0, 0))]
            expected[program]["insns"] = what["insns"]
        assert what == expected[program], program


def test_maps(both):
    name, theirs, ours = both
    found, expected = recorder.maps(ours), recorder.maps(theirs)
    for map_, what in found.items():
        his = expected[map_]
        filled = {at: value for at, value in his["contents"].items() if any(value)}
        his["contents"] = _settings(name, filled)  # what is all zero needs no call
        what["contents"] = _settings(name, what["contents"])
        what["flags"] |= MORE_FLAGS.get((name, map_), 0)
        assert what == his, map_
    assert not [each for each in expected if each not in found and not each.startswith("libbpf_")]


def _settings(name: str, contents: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Return settings without LINUX_HAS_SYSCALL_WRAPPER, of which libbpf asks a kprobe.

    This kernel has none, so it says no; the kernel's types say yes.
    """
    if name != "settings":
        return contents
    return {at: value[:26] + b"\0" + value[27:] for at, value in contents.items()}


def test_types(both):
    name, theirs, ours = both
    if name == "hidden":
        pytest.skip("hidden variables are static in the types since libbpf 1.2")
    assert recorder.types(ours) == recorder.types(theirs)
