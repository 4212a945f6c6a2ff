"""Many programs as one object of tier 1: LLVM is started once for all of them."""

import ctypes

from isa_cases import with_size

from beebox.pylang import objectfile
from beebox.vm import tier1
from beebox.vm.source import Source

ENTRY = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)


class Programs:
    """The programs *sources*, mapped; `run` gives one memory, returns (r0, memory after)."""

    def __init__(self, sources):
        named = {f"p{number}": source for number, source in enumerate(sources)}
        made = tier1.compile_all(named)
        self.loaded = objectfile.load(made.elf, made.symbols)
        self.entries = [ENTRY(self.loaded.address(name)) for name in named]

    def run(self, number, memory=b"", run=0):
        buffer = ctypes.create_string_buffer(memory, max(len(memory), 1))
        result = self.entries[number](ctypes.addressof(buffer), run)
        return result, buffer.raw[: len(memory)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.loaded.close()


def sized(programs, facts=None):
    """Compile programs that want r2 = the size of their memory: (instructions, memories).

    *facts* makes of the instructions what else is said of them.
    """
    sources = []
    for insns, memories in programs:
        front = tuple(with_size(insns, len(memories[0])))
        sources.append(Source(front, **(facts(front) if facts else {})))
    return Programs(sources)
