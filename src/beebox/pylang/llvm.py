"""LLVM through llvmlite: optimise IR text and emit objects. The only module that imports it."""

from __future__ import annotations

import itertools
import platform
import re
import threading
from collections.abc import Mapping
from typing import Any

from beebox.errors import CompileError, NotSupported

_ready: list[Any] = []
_binding_symbols = threading.Lock()


def binding() -> Any:
    """Return ``llvmlite.binding``, its targets initialised.

    Raises:
        NotSupported: it is not installed.
    """
    if not _ready:
        try:
            import llvmlite.binding as llvm  # noqa: PLC0415 - 50 ms, only to compile
        except ImportError as error:
            raise NotSupported(
                "compiling needs LLVM, and llvmlite is not installed", "pip install llvmlite"
            ) from error
        llvm.initialize_all_targets()
        llvm.initialize_all_asmprinters()
        llvm.initialize_native_asmparser()
        # LLVM ends the process when a BPF stack is too deep: let the verifier say it instead.
        llvm.set_option("beebox", "-bpf-stack-size=65536")
        # No kernel has had jumps by tables for long, which v4 would get.
        llvm.set_option("beebox", "-bpf-min-jump-table-entries=1000000")
        # A loop's last value by a formula takes numbers of 128 bits, which BPF cannot multiply.
        llvm.set_option("beebox", "-replexitval=never")
        _ready.append(llvm)
    return _ready[0]


def parse(text: str) -> Any:
    """Return *text* as a module.

    Raises:
        CompileError: LLVM does not understand it.
    """
    llvm = binding()
    try:
        module = llvm.parse_assembly(text)
        module.verify()
    except RuntimeError as error:
        hint = "this is a fault of the compiler itself: please report it with the source"
        raise CompileError(f"LLVM does not understand the code made: {error}", hint=hint) from error
    return module


def compile(module: Any, machine: Any, *, slp: bool = False) -> bytes:  # noqa: A001 - the word for it
    """Optimise *module* at level 2 for *machine* and return the object file.

    *slp*: like operations that stand side by side become one on vectors.
    """
    module.triple = machine.triple
    module.data_layout = str(machine.target_data)
    _optimise(module, machine, slp=slp)
    data: bytes = machine.emit_object(module)
    return data


def _optimise(module: Any, machine: Any, *, level: int = 2, slp: bool = False) -> None:
    """Run LLVM's passes of a level, those of the machine among them."""
    builder = _builder(machine, level, slp=slp)
    builder.getModulePassManager().run(module, builder)


def _builder(machine: Any, level: int = 2, *, slp: bool = False) -> Any:
    """Return LLVM's maker of passes for a level."""
    llvm = binding()
    options = llvm.create_pipeline_tuning_options(speed_level=level)
    options.slp_vectorization = slp
    return llvm.create_pass_builder(machine, options)


def emit(text: str, machine: Any) -> bytes:
    """Optimise *text* at level 2 for *machine* and return the object file."""
    return compile(parse(text), machine)


def machine(triple: str | None, cpu: str | None, features: str | None) -> Any:
    """Return LLVM's machine for position-independent code: the one at hand unless told otherwise.

    Raises:
        NotSupported: LLVM knows no such machine.
    """
    llvm = binding()
    here = triple is None
    try:
        target = llvm.Target.from_triple(triple or llvm.get_process_triple())
    except RuntimeError as error:
        raise NotSupported(f"compiling for {triple}: {error}") from error
    if here and cpu is None:
        cpu = llvm.get_host_cpu_name()
        features = llvm.get_host_cpu_features().flatten() if features is None else features
    return target.create_target_machine(
        cpu=cpu or "", features=features or "", opt=2, reloc="pic", codemodel="small"
    )


def host_machine() -> Any:
    """Return LLVM's machine for generic processors of this architecture, code anywhere."""
    llvm = binding()
    large = platform.machine() == "x86_64"
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(
        cpu="x86-64" if large else "",
        opt=2,
        reloc="static" if large else "default",
        codemodel="large" if large else "jitdefault",
    )


def host(text: str) -> bytes:
    """Compile *text* for this machine."""
    return emit(text, host_machine())


_WIDE = re.compile(r"[ (<]i(?:6[5-9]|[7-9]\d|\d{3,})[ ,)>]|mul\.with\.overflow\.i64")
"""what the optimiser comes to at times, and LLVM's BPF back end ends the process for"""


FLAVOUR = "___@"
"""ends the names of structs whose fields are relocated"""
OWN = "___%"
"""the same, where a program has a flavour of its own"""
_flavours = itertools.count()


def _flavoured(text: str) -> str:
    """Return *text* with structs that no other module of this process had.

    LLVM's pass for relocations keeps what it made for a field, by names, from one module to the
    next, where it is gone. What follows ``___`` in a name means nothing to kernels' loaders.
    """
    if FLAVOUR not in text and OWN not in text:
        return text
    number = next(_flavours)
    text = text.replace(OWN, f"___{number}")
    return text.replace(FLAVOUR, f"___{number}" if number else "")


_LOOP = "\ntest"
"""where a loop begins"""
_PROMOTE = ("sroa", "simplify_cfg")
_SHORTEN = (
    "instruction_combine",
    "jump_threading",
    "mem_copy_opt",
    "dead_store_elimination",
    "instruction_combine",
    "simplify_cfg",
)
_TIDY = (
    "sroa",
    "sccp",
    "simplify_cfg",
    "dead_code_elimination",
    "global_dead_code_eliminate",
)


def bpf(text: str, cpu: str) -> bytes:
    """Compile *text* for the BPF instruction set version *cpu*."""
    target = binding().Target.from_triple("bpfel")
    machine = target.create_target_machine(cpu=cpu, opt=2)
    module = parse(_flavoured(text))
    loops = _LOOP in text
    _shorten(module, machine, loops=loops)
    if (loops or " mul i64 " in text) and _WIDE.search(str(module)):
        module = parse(_flavoured(text))
        _optimise(module, machine, level=0)
        _run(module, machine, _TIDY)
    if " = alloca [" in text and _INDEXED.search(text):
        module = parse(_apart(str(module)))
    data: bytes = machine.emit_object(module)
    return data


_INDEXED = re.compile(r" = getelementptr [^%\n]*ptr %[\w.]+, i64 %")
_FRAME = re.compile(r"\s*(%[-\w.$]+) = alloca ")
_FIXED = re.compile(r"\s*(%[-\w.$]+) = getelementptr [^%]*ptr (%[-\w.$]+), i\d+ -?\d+")
_VARIES = re.compile(r"(\s*)(%[-\w.$]+) = getelementptr [^%]*ptr (%[-\w.$]+), i64 (%[-\w.$]+)")


def _apart(text: str) -> str:
    """Keep addresses in the frame sums: return *text* with their variable parts opaque.

    Where the back end knows that no bit of an aligned address and of an index meet, it joins them
    by `or`; the kernel's verifier has no `or` of pointers.
    """
    frame: set[str] = set()
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if line.startswith("define "):
            frame = set()
        elif (found := _FRAME.match(line)) or ((found := _FIXED.match(line)) and found[2] in frame):
            frame.add(found[1])
        elif (found := _VARIES.match(line)) and found[3] in frame:
            frame.add(found[2])
            index, tail = f"%apart.{at}", line[found.end(4) :]
            opaque = f'{found[1]}{index} = call i64 asm "", "=r,0"(i64 {found[4]})'
            lines[at] = f"{opaque}\n{line[: found.start(4)]}{index}{tail}"
    return "\n".join(lines) + "\n"


def _shorten(module: Any, machine: Any, *, loops: bool) -> None:
    """Do what of level 2 makes programs shorter: nearly all of it, in half the time.

    Level 0 are the passes of the BPF target, and inlining. They come twice: accesses must be seen
    before anything moves them, and conditions that must not be joined once variables are in
    registers. Functions with loops have all that level 2 does to a function.
    """
    _optimise(module, machine, level=0)
    looped = [function for function in module.functions if loops and _loops(function)]
    _run(module, machine, _PROMOTE)
    _optimise(module, machine, level=0)
    if looped:
        builder = _builder(machine)
        passes = builder.getFunctionPassManager()
        for function in looped:
            passes.run(function, builder)
    _run(module, machine, _SHORTEN)


def _loops(function: Any) -> bool:
    """Tell whether a loop of the source is in a function."""
    return any(block.name.startswith("test") for block in function.blocks)


def _run(module: Any, machine: Any, names: tuple[str, ...]) -> None:
    """Run the passes of these names."""
    passes = binding().create_new_module_pass_manager()
    for name in names:
        getattr(passes, f"add_{name}_pass")()
    passes.run(module, _builder(machine))


class Engine:
    """Objects of other architectures than x86-64, mapped by LLVM's own loader.

    Undefined symbols are bound to the addresses in *symbols*, then to those of the process.
    """

    def __init__(self, data: bytes, symbols: Mapping[str, int] | None = None) -> None:
        llvm = binding()
        machine = host_machine()
        empty = llvm.parse_assembly("")
        self.engine = llvm.create_mcjit_compiler(empty, machine)
        self.engine.add_object_file(llvm.ObjectFileRef.from_data(data))
        with _binding_symbols:  # LLVM has one table of them for the whole process
            for name, address in (symbols or {}).items():
                llvm.add_symbol(name, address)
            self.engine.finalize_object()

    def address(self, name: str) -> int:
        """Return the address of a symbol."""
        found: int = self.engine.get_function_address(name)
        return found

    def close(self) -> None:
        """Unmap the object. Nothing of it may be used any more."""
        self.engine.close()
