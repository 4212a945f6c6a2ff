"""Open, edit, load: the few functions that `import beebox` offers, and the kernels by name.

::

    spec = beebox.open("tool.bpf.o")                  an immutable `ObjectSpec`
    with beebox.load(spec.set(limit=10)) as live:     a `Loaded`, in the box
        with live.programs.count.attach():            a `Link`
            print(live.maps.counts[7])
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Literal, get_args

from beebox import loader, obj
from beebox.errors import BeeboxError, ElfError, NotSupported, VerifierError
from beebox.loader.dialect import newest
from beebox.obj.spec import ObjectSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from beebox.errors import Explained
    from beebox.kernel.api import Kernel
    from beebox.loader import Loaded
    from beebox.vm.native import Engine

SOURCES = (".py", ".c", ".s")
Source = str | os.PathLike[str] | bytes | ModuleType
"""what `open` takes: a file, an object's bytes, a module whose programs are meant"""
KernelName = Literal["box", "linux"]
KERNELS: tuple[str, ...] = get_args(KernelName)


def open(source: Source, name: str = "", *, cpu: str = "") -> ObjectSpec:  # noqa: A001 - beebox.open is what it is
    """Return what *source* says: an object file, its bytes, a source file, or a module.

    Sources (``.py``, ``.c``, ``.s``) and modules are compiled first. No kernel is asked, so this
    needs no rights. *name* is the object's, by default the file's up to its first dot. *cpu* is the
    version of the instruction set that programs in Python may have (``v3``), if they do not say it.

    Raises:
        ElfError: it cannot be read, or is no object for BPF.
        CompileError: a source outside its language.
    """
    if isinstance(source, bytes):
        return obj.read(source, name or "object")
    if isinstance(source, ModuleType):
        from beebox import lang  # noqa: PLC0415 - objects need no compiler

        return obj.read(lang.compile(source, cpu=cpu), name or source.__name__.rpartition(".")[2])
    path = os.fspath(source)
    data = read_bytes(path, cpu)
    with naming(path):
        return obj.read(data, name or name_of(path))


def load(
    source: Source | ObjectSpec, kernel: Kernel | KernelName | None = None, *, log_level: int = 0
) -> Loaded:
    """Create the maps and load the programs of *source* on *kernel*; attach nothing yet.

    *kernel* is one that you have (`Box`, `Linux`: several objects can share it) or the name of one:
    ``"box"``, ``"linux"``. Without it BEEBOX_KERNEL says which, else the box. A box that is made
    here ends with the object. With *log_level* programs keep the verifier's log.

    Raises:
        VerifierError: a program was refused; it has ``log``, ``summary`` and ``explanation``.
        KernelError: the kernel refused something else; the message names it, and missing rights.
        NotSupported: the kernel lacks what the object asks for.
    """

    def spec(cpu: str) -> ObjectSpec:
        return source if isinstance(source, ObjectSpec) else open(source, cpu=cpu)

    return load_made(spec, kernel, log_level)


def load_made(
    make: Callable[[str], ObjectSpec], kernel: Kernel | KernelName | None, log_level: int = 0
) -> Loaded:
    """Load what *make* makes for the newest version of the instruction set that the kernel takes.

    Raises:
        BeeboxError: as `load`.
    """
    made = kernel is None or isinstance(kernel, str)
    on = choose(kernel) if kernel is None or isinstance(kernel, str) else kernel
    shut: Callable[[], None] | None = getattr(on, "shut", None) if made else None
    spec = None
    try:
        spec = make(newest(on))
        live = loader.load(spec, on, log_level)
    except BeeboxError as error:
        if isinstance(error, VerifierError) and spec is not None:
            error.explain = partial(explained, spec, error)
        if shut is not None:
            shut()
        raise
    live.after = shut
    return live


def choose(name: str | None = None, engine: Engine | None = None) -> Kernel:
    """Return the kernel *name*, by default BEEBOX_KERNEL's, else a new box.

    *engine* is what runs programs in a box; without one, the box chooses.

    Raises:
        NotSupported: there is none of that name.
    """
    name = name or os.environ.get("BEEBOX_KERNEL") or "box"
    if name not in KERNELS:
        raise NotSupported(f"there is no kernel {name!r}", f"choose {' or '.join(KERNELS)}")
    if name == "linux":
        from beebox.kernel.linux import Linux  # noqa: PLC0415 - one of two

        return Linux()
    from beebox.box.kernel import Box  # noqa: PLC0415 - one of two

    return Box(engine=engine)


def explained(spec: ObjectSpec, error: VerifierError) -> Explained | None:
    """Return why *error* refused a program of *spec*: our verifier walks it once more.

    Where it would have accepted the program (Linux knows better), as far as the log goes.
    """
    from beebox.box.kernel import Box  # noqa: PLC0415 - for those who ask
    from beebox.box.policy import Policy, Proof  # noqa: PLC0415
    from beebox.verifier import Rejected, explain  # noqa: PLC0415

    proofs: list[Proof] = []
    box = Box(policy=Policy(heard=proofs.append, proves_only=True))
    try:
        if error.program in spec.programs:
            loader.load(spec.only(error.program), box, fill=False).close()
    except BeeboxError:
        pass  # what we say of it is in the proof
    finally:
        box.shut()
    proof = proofs[-1] if proofs else None
    if proof is not None and isinstance(proof.verdict, Rejected):
        found = explain.explain(proof.program, proof.tables, proof.options, proof.verdict)
        return found.of_kernel(error.lacking)
    return explain.explain_log(error.log, error.errno, error.program)


def read_bytes(path: str, cpu: str = "") -> bytes:
    """Return the object's bytes: the file's own, or what its source compiles to.

    Raises:
        ElfError: it cannot be read.
        CompileError: it is a source outside its language.
    """
    if path.endswith(SOURCES):
        from beebox import lang  # noqa: PLC0415 - objects need no compiler

        return lang.compile(path, cpu=cpu)
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        with os.fdopen(fd, "rb") as file:
            return file.read()
    except OSError as error:
        raise ElfError(f"{path}: {error.strerror}") from error


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Put *path* before the message of an error about the object's content."""
    try:
        yield
    except BeeboxError as error:
        if isinstance(error.args[0], str) and not str(error).startswith(path):
            error.args = (f"{path}: {error.args[0]}", *error.args[1:])
        raise


def name_of(path: str) -> str:
    """Return the object's name: the file's, up to its first dot, as libbpf names it."""
    return os.path.basename(path).split(".")[0]  # noqa: PTH119
