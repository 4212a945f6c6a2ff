"""Runs drawn functions in CPython, natively, in every engine and in Linux, and compares.

By itself it draws for as long as it is told, from a seed: ``everywhere.py SEED COUNT
[--maps] [--quick]``.
"""

from __future__ import annotations

import ctypes
import importlib.util
import itertools
import os
import re
import struct
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from types import CodeType

import functions
import oracle
from functions import HEAD, NOTE, PARAMETERS

from beebox import lang, loader, obj
from beebox.abi.enums import Cmd
from beebox.abi.structs import TestRunAttr as RunAttr
from beebox.box.kernel import Box
from beebox.errors import CompileError, KernelError
from beebox.pylang import Unit
from beebox.pylang.function import Function
from beebox.vm import engine
from beebox.vm.memory import Memory, Region
from beebox.vm.source import Source

ENGINES = ("interpreter", "tier0", "tier1")
LAYOUT = "<QiBxxxqIbxxxQqQ"
NAMES = "Array, Bits, Const, addr, cast, char, i8, i16, i32, i64, ptr, sizeof, u8, u16, u32, u64"
COMPLEX = ("too complex", "too large", "infinite loop", "Too many", "is too big", "combined stack")
"""what a verifier may say of a function that is right"""
UNSEEN = ("math between fp pointer", "unbounded", "invalid variable-offset")
"""what it says of an index whose bound only the compiler sees"""
INPUTS = (
    (0, 0, 0, 0, 0, 0),
    (1, -1, 1, -1, 1, -1),
    ((1 << 64) - 1, -(1 << 31), 255, -(1 << 63), (1 << 32) - 1, -128),
    (1 << 63, (1 << 31) - 1, 128, (1 << 63) - 1, 1 << 31, 127),
    (7, -7, 2, -9, 40, -3),
    (1234567890123456789, 987654321, 63, -1234567890123, 0xDEADBEEF, 100),
)
STATS = 4
"""BPF_LOG_STATS: only what the proof cost"""
LARGE = 20_000
"""instructions that Linux walks: more are too many for a verifier in Python, here"""
_numbers = itertools.count()


@dataclass
class Batch:
    """Functions that are compiled together."""

    helpers: dict[str, str]
    texts: dict[str, str]
    asserts: dict[str, str]
    maps: bool
    label: str = ""

    def plain(self) -> str:
        """Return the source that CPython runs."""
        return "\n".join((NOTE, *self.helpers.values(), *self.texts.values(), *self._checks()))

    @cached_property
    def code(self) -> CodeType:
        """What CPython runs."""
        return oracle.compiled(self.plain())

    def _checks(self) -> list[str]:
        parameters = ", ".join(f"{name}: {kind}" for name, kind in PARAMETERS.items())
        return [
            f"def assert_{name}(log: ptr[Log], {parameters}) -> None:\n    {text}\n"
            for name, text in self.asserts.items()
        ]

    def native(self) -> str:
        """Return the module for this machine."""
        head = f"from beebox.pylang import {NAMES}, Struct, native\n{HEAD}"
        every = (NOTE, *self.helpers.values(), *self.texts.values())
        return head + "".join(f"\n@native\n{text.lstrip()}" for text in every)

    def bpf(self) -> str:
        """Return the module for a kernel: functions inlined, called, and verified apart."""
        head = f"from beebox import bpf\nfrom beebox.bpf import {NAMES}\nfrom beebox.bpf import Struct\n{HEAD}"
        if self.maps:
            head += (
                "\nm = bpf.Hash[u32, i64](max_entries=64)\nt = bpf.ArrayMap[i64](max_entries=4)\n"
            )
        kinds = {"g": "function", "h": "subprogram", "k": "global_function"}
        parts = [head, f"\n@bpf.function\n{NOTE.lstrip()}"]
        parts += [f"\n@bpf.{kinds[name]}\n{text}" for name, text in self.helpers.items()]
        fields = "".join(f"    {name}: {kind}\n" for name, kind in PARAMETERS.items())
        parts.append(f"\nclass Ctx(Struct):\n{fields}    r: u64\n    s: i64\n    n: u64\n")
        given = "".join(f"    {name} = ctx.{name}\n" for name in PARAMETERS)
        for name, text in self.texts.items():
            parts.append(f"\n@bpf.function\n{text}\n")
            parts.append(
                f'@bpf.program("syscall")\ndef main_{name}(ctx: Ctx) -> i32:\n{given}'
                f"    log = Log()\n    {self.asserts[name]}\n"
                f"    ctx.r = {name}(log, {', '.join(PARAMETERS)})\n"
                "    ctx.s = log.seen\n    ctx.n = u64(log.count)\n    return 1\n"
            )
        return "".join(parts)

    def wanted(self, name: str) -> list[tuple[int, ...]]:
        """Return what CPython makes of each input: the result of the program, r, s, and n."""
        module = oracle.python(self.code)
        found = []
        for values in INPUTS:
            log = oracle.Log()
            given = [
                module[str(kind)](v) for kind, v in zip(PARAMETERS.values(), values, strict=True)
            ]
            try:
                module[f"assert_{name}"](log, *given)
                result = module[name](log, *given)
            except AssertionError as error:
                if error.args:
                    raise
                found.append((0, 0, 0, 0))
                continue
            found.append((1, result.value, log.seen.value, log.count.value))
        return found


def draw(random: Random, count: int, *, maps: bool) -> Batch:
    """Draw a batch of functions, and three that they call."""
    helpers = {name: functions.helper(random, name) for name in "ghk"}
    texts = {}
    asserts = {}
    for index in range(count):
        name = f"f{index}"
        calls = random.choice([(), ("g",), ("g", "h", "k")])
        texts[name] = functions.function(random, name, calls, maps=maps)
        asserts[name] = functions.main(random, name) if maps else "pass"
    return Batch(helpers, texts, asserts, maps)


class Bare:
    """One engine without a kernel around it."""

    def __init__(self, spec, kind, name):
        self.context = ctypes.create_string_buffer(struct.calcsize(LAYOUT))
        self.address = ctypes.addressof(self.context)
        memory = Memory()
        memory.add(Region("context", self.address, len(self.context), writable=True))
        source = Source(tuple(spec.programs[f"main_{name}"].insns))
        self.code = engine.prepare(source, memory, kind)

    def run(self, context):
        ctypes.memmove(self.address, context, len(context))
        result = self.code.run(self.address)
        return result & 0xFFFFFFFF, self.context.raw[: len(context)]

    def close(self):
        self.code.close()


class Loaded:
    """A kernel."""

    def __init__(self, spec, kernel, name):
        self.kernel = kernel
        self.loaded = loader.load(spec, kernel, STATS)
        self.name = name

    @property
    def processed(self):
        """How many instructions the verifier walked."""
        log = self.loaded.programs[f"main_{self.name}"].log
        found = re.search(r"processed (\d+) insns", log)
        return int(found[1]) if found else 0

    def run(self, context):
        buffer = ctypes.create_string_buffer(context, len(context))
        attr = RunAttr()
        attr.prog_fd = self.loaded.programs[f"main_{self.name}"].fd
        attr.ctx_in, attr.ctx_size_in = ctypes.addressof(buffer), len(context)
        self.kernel.bpf(Cmd.PROG_TEST_RUN, attr)
        return attr.retval, buffer.raw

    def close(self):
        self.loaded.close()


def only(spec, name):
    """Return an object with one of its programs."""
    from dataclasses import replace

    mine = f"main_{name}"
    return replace(spec, programs={mine: spec.programs[mine]})


@dataclass
class Report:
    """What was run, and where."""

    ran: Counter = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Everywhere:
    """Compiles batches and runs them on every machine there is."""

    def __init__(
        self,
        directory: Path,
        report: Report,
        *,
        tier1: int = 1,
        engines: tuple[str, ...] = ENGINES,
    ) -> None:
        self.directory = directory
        self.report = report
        self.tier1 = tier1
        self.engines = engines
        self.linux = None
        if os.geteuid() == 0:
            from beebox.kernel.linux import Linux

            self.linux = Linux()

    def check(self, batch: Batch) -> None:
        """Run a batch; what the compiler refuses, with a place, is left out."""
        path, spec = self._compiled(batch)
        if not batch.texts:
            return
        wanted = {name: batch.wanted(name) for name in batch.texts}
        if not batch.maps:
            self._natively(batch, path, wanted)
        for name in batch.texts:
            self._kernels(batch, path, only(spec, name), name, wanted[name])
        path.unlink()

    def _compiled(self, batch: Batch):
        while True:
            text = batch.bpf()
            if not batch.texts:
                return self.directory, None
            path = self.directory / f"prog_drawn{next(_numbers)}.py"
            path.write_text(text)
            try:
                return path, obj.read(lang.compile(str(path)), "prog")
            except CompileError as error:
                if error.location is None or not error.location.line:
                    raise
                self._drop(batch, text, error)

    def _drop(self, batch: Batch, text: str, error: CompileError) -> None:
        lines = text.splitlines()[: error.location.line]
        name = next(
            line.split("(")[0].split()[1] for line in reversed(lines) if line.startswith("def ")
        ).removeprefix("main_")
        if name not in batch.texts:
            raise error
        self.report.refused.append(f"{error}\n{batch.texts.pop(name)}")
        del batch.asserts[name]

    def _natively(self, batch: Batch, path: Path, wanted) -> None:
        name = f"native_{path.stem}"
        module_path = path.with_name(f"{name}.py")
        module_path.write_text(batch.native())
        spec = importlib.util.spec_from_file_location(name, module_path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        every = [item for item in vars(module).values() if isinstance(item, Function)]
        library = Unit(name, every).load()
        for function in batch.texts:
            run = library.function(getattr(module, function))
            for values, (_, *expected) in zip(INPUTS, wanted[function], strict=True):
                log = module.Log()
                found = [run(ctypes.addressof(log), *values), log.seen, log.count]
                self._compare(batch, function, "native", values, found, list(expected))
        self.report.ran["native"] += len(batch.texts)
        del sys.modules[name]
        module_path.unlink()

    def _kernels(self, batch: Batch, path: Path, spec, name: str, wanted) -> None:
        for kind, machine in self._machines(batch, spec, name):
            if machine is None:
                self.report.ran[f"{kind} (too complex)"] += 1
                continue
            try:
                for values, expected in zip(INPUTS, wanted, strict=True):
                    context = struct.pack(LAYOUT, *values, 0, 0, 0)
                    result, after = machine.run(context)
                    found = [result, *struct.unpack(LAYOUT, after)[-3:]]
                    self._compare(batch, name, kind, values, found, list(expected))
            finally:
                machine.close()
            self.report.ran[kind] += 1

    def _machines(self, batch, spec, name):
        kernels = [] if self.linux is None else [("linux", self.linux)]
        for kind in self.engines:
            if kind == "tier1" and int(name[1:]) % self.tier1:
                continue
            if spec.maps and self.tier1 > 1 and int(name[1:]) % len(ENGINES) != ENGINES.index(kind):
                continue  # each is verified anew, which is what takes long
            if spec.maps:
                kernels.append((kind, Box(engine=kind)))
            else:
                yield kind, Bare(spec, kind, name)
        large = False
        for kind, kernel in kernels:
            if large:
                yield kind, None
                continue
            try:
                machine = Loaded(spec, kernel, name)
                large = kind == "linux" and machine.processed > LARGE
                yield kind, machine
            except KernelError as error:
                said = str(error) + error.log
                if not any(words in said for words in COMPLEX + UNSEEN):
                    self.report.wrong.append(f"{batch.label} {kind} refuses {name}: {said[-600:]}")
                yield kind, None

    def _compare(self, batch: Batch, name: str, kind: str, values, found, expected) -> None:
        if found == expected:
            return
        called = [text for name_, text in batch.helpers.items() if f"{name_}(" in batch.texts[name]]
        texts = "\n".join(called) + f"# {batch.asserts[name]}\n{batch.texts[name]}"
        self.report.wrong.append(f"{kind}: {values}: {found}, not {expected}\n{texts}")
        raise AssertionError(self.report.wrong[-1])


def night(seed: int, count: int, *, maps: bool, quick: bool = False, size: int = 10) -> Report:
    """Draw *count* functions from *seed* and run them everywhere; *quick*: not in the box."""
    report = Report()
    with tempfile.TemporaryDirectory() as directory:
        os.environ["XDG_CACHE_HOME"] = directory
        os.environ["BEEBOX_CACHE"] = "off"
        engines = () if quick else ENGINES
        machines = Everywhere(Path(directory), report, tier1=4, engines=engines)
        for index in range(0, count, size):
            batch = draw(Random(f"{seed}.{index}"), size, maps=maps)
            batch.label = f"{seed}.{index}"
            try:
                machines.check(batch)
            except Exception as error:  # noqa: BLE001 - a night goes on
                report.wrong.append(f"{type(error).__name__}: {error}")
                print(f"seed {seed}.{index}: {report.wrong[-1]}", flush=True)
            if index % 500 == 0:
                print(f"{index}: {dict(report.ran)}, {len(report.refused)} refused", flush=True)
    return report


if __name__ == "__main__":
    flags = {"maps": "--maps" in sys.argv, "quick": "--quick" in sys.argv}
    done = night(int(sys.argv[1]), int(sys.argv[2]), **flags)
    print(dict(done.ran), len(done.refused), "refused", len(done.wrong), "wrong")
    for text in [*done.refused[:3], *done.wrong[:6]]:
        print("-" * 8, text)
