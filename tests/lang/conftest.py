"""Programs from text: compiled, read back, and run in Linux as programs of type SYSCALL."""

import ctypes
import itertools
import os
import sys
import textwrap

import pytest

from beebox import lang, loader, obj
from beebox.abi.enums import Cmd
from beebox.abi.structs import TestRunAttr as RunAttr  # pytest would collect a Test*
from beebox.box.kernel import Box
from beebox.btf.check import check
from beebox.errors import KernelError

HEAD = """\
from beebox import bpf
from beebox.bpf import Array, Const, addr, cast, char, i8, i16, i32, i64, ptr, sizeof, u8, u16, u32, u64
"""
COUNT = itertools.count()


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """Keep the user's cache out of the tests, and the tests' modules out of each other."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before, path = set(sys.modules), [*sys.path]
    yield
    sys.path[:] = path
    for name in set(sys.modules) - before:
        if name.startswith("prog_"):
            del sys.modules[name]


@pytest.fixture
def write(tmp_path):
    """Write a program file; return its path."""

    def write(text, name=None):
        path = tmp_path / f"{name or f'prog_{next(COUNT)}'}.py"
        path.write_text(HEAD + textwrap.dedent(text))
        return str(path)

    return write


def compiled(path):
    """Return the object of a program, whose types any kernel must take."""
    spec = obj.read(lang.compile(path), "prog")
    if spec.btf is not None:
        check(obj.kernel_btf(spec))
    return spec


@pytest.fixture
def build(write):
    """Compile text and read the object."""
    return lambda text: compiled(write(text))


@pytest.fixture
def linux():
    """The kernel of this machine, or a skip that says why."""
    if os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")
    from beebox.kernel.linux import Linux

    return Linux()


class Live:
    """A loaded object whose SYSCALL programs can be run."""

    def __init__(self, kernel, spec):
        self.kernel = kernel
        self.loaded = loader.load(spec, kernel)

    def run(self, name="main", context=b"\0" * 8):
        """Run one; return its result and the context afterwards."""
        buffer = ctypes.create_string_buffer(context, len(context))
        attr = RunAttr()
        attr.prog_fd = self.loaded.programs[name].fd
        attr.ctx_in = ctypes.addressof(buffer)
        attr.ctx_size_in = len(context)
        self._ask(attr)
        return ctypes.c_int32(attr.retval).value, buffer.raw

    def _ask(self, attr):
        try:
            self.kernel.bpf(Cmd.PROG_TEST_RUN, attr)
        except KernelError as error:
            if "was verified only" in str(error):
                pytest.skip(str(error))
            raise

    def packet(self, data=bytes(64), name="main"):
        """Run a program of packets; return its result and the packet afterwards."""
        given = ctypes.create_string_buffer(data, len(data))
        back = ctypes.create_string_buffer(4096)
        attr = RunAttr()
        attr.prog_fd = self.loaded.programs[name].fd
        attr.data_in, attr.data_size_in = ctypes.addressof(given), len(data)
        attr.data_out, attr.data_size_out = ctypes.addressof(back), len(back)
        self._ask(attr)
        return ctypes.c_int32(attr.retval).value, back.raw[: attr.data_size_out]


@pytest.fixture
def live_class():
    """What runs SYSCALL programs of a loaded object."""
    return Live


KERNELS = (
    *(pytest.param(name, id=name) for name in ("interpreter", "tier0", "tier1")),
    pytest.param("linux", marks=pytest.mark.linux),
)


@pytest.fixture(params=KERNELS)
def kernel(request):
    """Each kernel and engine there is: the box with each of its engines, and Linux."""
    if request.param == "linux":
        return request.getfixturevalue("linux")
    return Box(engine=request.param)


@pytest.fixture
def run(write, kernel):
    """Compile, load in each kernel, run."""
    made = []

    def load(text, **consts):
        live = Live(kernel, compiled(write(text)).set(**consts))
        made.append(live.loaded)
        return live

    yield load
    for loaded in made:
        loaded.close()


@pytest.fixture
def live(build, linux):
    """Compile, load in Linux, run."""
    made = []

    def load(text, **consts):
        try:
            live = Live(linux, build(text).set(**consts))
        except KernelError as error:
            if error.errno == 1 and not error.log:
                pytest.skip(f"this kernel refuses: {error}")
            raise
        made.append(live.loaded)
        return live

    yield load
    for loaded in made:
        loaded.close()
