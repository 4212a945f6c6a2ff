"""C as one writes it, compiled here with our headers, for every section name there is.

Each program is loaded by itself, in the box and in Linux, and both say the same.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from loader_verdicts import NO_RIGHT, verdict

from beebox import obj
from beebox.box.kernel import Box
from beebox.kernel.linux import Linux
from beebox.lang import c
from beebox.obj.spec import ObjectSpec
from beebox.spec.sections import SECTIONS, find

SOURCES = sorted((Path(__file__).parent.parent / "data" / "c" / "corpus").glob("*.bpf.c"))
CLANGS = [name for name in ("clang-14", "clang-19") if shutil.which(name)] or ["clang"]
pytestmark = pytest.mark.skipif(shutil.which(CLANGS[0]) is None, reason="no clang")
NEWER = ("fsession", "fentry.multi", "fexit.multi")
"""what Linux 6.18 has not"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Return a function from source and compiler to the object's spec."""
    kept: dict[tuple[str, str], ObjectSpec] = {}
    cache = str(tmp_path_factory.mktemp("cache"))

    def go(path: Path, compiler: str) -> ObjectSpec:
        if (path.name, compiler) not in kept:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("CLANG", compiler)
                patch.setenv("XDG_CACHE_HOME", cache)
                data = c.build(str(path))
            kept[path.name, compiler] = obj.read(data, path.name.partition(".")[0])
        return kept[path.name, compiler]

    return go


def alone(spec: ObjectSpec, name: str) -> ObjectSpec:
    """Return the object with one program, and what that needs."""
    chosen = spec.only(name)
    return replace(chosen, programs={name: replace(spec.programs[name], optional=False)})


@pytest.fixture
def box():
    made = Box()
    yield made
    made.shut()


each = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name.partition(".")[0])
each_clang = pytest.mark.parametrize("compiler", CLANGS)


@pytest.mark.linux
@each_clang
@each
def test_both_kernels_say_the_same(path, compiler, compiled, box):
    spec = compiled(path, compiler)
    linux = Linux()
    differ = {}
    for name in spec.programs:
        wanted = alone(spec, name)
        theirs = verdict(wanted, linux)
        if theirs not in (NO_RIGHT, verdict(wanted, box)):
            differ[name] = theirs
    # the box has no such programs, nor has a kernel without CONFIG_BPF_LIRC_MODE2
    differ.pop("on_lirc", None)
    assert differ == {}


MAY_NOT_SLEEP = "EINVAL Only fentry/fexit/fmod_ret, lsm, iter, uprobe, and struct_ops programs can"
REFUSED = {
    "on_lirc": "ENOTSUP LIRC_MODE2 programs are not modelled yet",
    "on_put": "EINVAL helper call is not allowed in probe",
    "on_freplace": "NotSupported program on_freplace replaces a function of another program",
    "on_tp_s": MAY_NOT_SLEEP,
    "on_tracepoint_s": MAY_NOT_SLEEP,
    "on_raw_tp_s": MAY_NOT_SLEEP,
    "on_raw_tracepoint_s": MAY_NOT_SLEEP,
    "on_tp_btf_s": MAY_NOT_SLEEP,
}


@each_clang
@each
def test_the_box_takes_what_is_right(path, compiler, compiled, box):
    spec = compiled(path, compiler)
    for name, program in spec.programs.items():
        said = verdict(alone(spec, name), box)
        if program.section.startswith(tuple(f"?{prefix}" for prefix in NEWER)):
            assert "needs a kernel newer than Linux 6.18" in said, name
        else:
            assert said.startswith(REFUSED.get(name, "yes")), name


def test_every_section_name_is_here(compiled):
    specs = [compiled(path, CLANGS[-1]) for path in SOURCES]
    named = {find(p.section).prefix for spec in specs for p in spec.programs.values()}
    assert {row.prefix for row in SECTIONS} - named == set()
