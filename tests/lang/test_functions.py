"""Functions drawn at random mean in every engine, and in Linux, what they mean in CPython."""

import ctypes
import os
import struct

import pytest
from functions import PARAMETERS, program, python
from hypothesis import HealthCheck, Phase, given, settings
from test_differential import INPUTS

from beebox import lang, obj
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.vm import engine
from beebox.vm.memory import Memory, Region
from beebox.vm.source import Source

ENGINES = ("interpreter", "tier0", "tier1")
LAYOUT = "<QiBxxxqIbxxxQ"
COMPLEX = ("too complex", "too large", "infinite loop", "Too many", "is too big")
"""what a verifier may say of a function that is right"""


def text_of(texts):
    """Return a module: its first function is inlined, its second called."""
    g, h, f = texts
    fields = "".join(f"    {name}: {kind}\n" for name, kind in PARAMETERS.items())
    arguments = ", ".join(f"ctx.{name}" for name in PARAMETERS)
    return (
        f"class Ctx(bpf.Struct):\n{fields}    r: u64\n\n"
        f"@bpf.function\n{g}\n@bpf.subprogram\n{h}\n@bpf.function\n{f}\n"
        '@bpf.program("syscall")\ndef main(ctx: Ctx) -> i32:\n'
        f"    ctx.r = f({arguments})\n    return 0\n"
    )


class Bare:
    """One engine without a kernel around it."""

    def __init__(self, spec, kind):
        self.context = ctypes.create_string_buffer(struct.calcsize(LAYOUT))
        address = ctypes.addressof(self.context)
        memory = Memory()
        memory.add(Region("context", address, len(self.context), writable=True))
        self.address = address
        source = Source(tuple(spec.programs["main"].insns))
        self.code = engine.prepare(source, memory, kind)

    def run(self, context):
        ctypes.memmove(self.address, context, len(context))
        self.code.run(self.address)
        return self.context.raw[: len(context)]

    def close(self):
        self.code.close()


class Loaded:
    """A kernel."""

    def __init__(self, spec, kernel, live):
        self.live = live(kernel, spec)

    def run(self, context):
        return self.live.run(context=context)[1]

    def close(self):
        self.live.loaded.close()


def machines(spec, linux, live):
    """Make everything that runs *spec*; a verifier may find it too complex."""
    kernels = [] if linux is None else [("linux", linux)]
    if spec.maps:
        kernels += [(name, Box(engine=name)) for name in ENGINES]
    else:
        for name in ENGINES:
            yield name, Bare(spec, name)
    for name, kernel in kernels:
        try:
            yield name, Loaded(spec, kernel, live)
        except KernelError as error:
            if not any(words in str(error) + error.log for words in COMPLEX):
                raise


def check(texts, path, linux, live):
    """Run one program everywhere; return how many machines did."""
    path.write_text(
        "from beebox import bpf\n"
        "from beebox.bpf import i8, i16, i32, i64, u8, u16, u32, u64\n" + text_of(texts)
    )
    spec = obj.read(lang.compile(str(path)), "prog")
    count = 0
    for name, machine in machines(spec, linux, live):
        try:
            for values in INPUTS:
                context = struct.pack(LAYOUT, *values, 0)
                result = struct.unpack(LAYOUT, machine.run(context))[-1]
                assert result == python(texts, values), (name, values)
        finally:
            machine.close()
        count += 1
    return count


@pytest.fixture
def one(tmp_path, request):
    linux = request.getfixturevalue("linux") if os.geteuid() == 0 else None
    live = request.getfixturevalue("live_class")
    numbers = iter(range(10**6))
    return lambda texts: check(texts, tmp_path / f"prog_f{next(numbers)}.py", linux, live)


@given(program())
@settings(
    max_examples=int(os.environ.get("BEEBOX_FUNCTIONS", "8")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink one takes minutes
)
def test_functions_mean_the_same_everywhere(one, texts):
    assert one(texts) >= len(ENGINES)
