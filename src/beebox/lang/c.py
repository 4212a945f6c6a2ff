"""C programs: clang makes the object (`beebox.lang.clang` finds it).

The headers in ``include/`` are ours: libbpf's names, and what programs need of the kernel's own
headers. ``vmlinux.h`` is made of the running kernel's types (`beebox.lang.vmlinux`). So a program
compiles with nothing installed but a compiler. The order in which headers are looked for: what -I
names, ours, the machine's, and ours in place of those that the machine has not.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

from beebox import cache
from beebox.errors import CompileError, Location
from beebox.lang import vmlinux
from beebox.lang.clang import NO_CLANG, find_compiler, target

INCLUDE = os.path.join(os.path.dirname(__file__), "include")  # noqa: PTH118, PTH120 - starts fast

MORE_FLAGS = "BEEBOX_CFLAGS"
"""the variable whose options go to clang with each source, whatever the command"""
FLAGS = ("-O2", "-g", "-Wall", "-fno-stack-protector", "-fno-ident", "-c")

SYSTEM = ("/usr/include", f"/usr/include/{os.uname().machine}-linux-gnu")
"""Where <linux/if_ether.h> is, and apart from it Debian's <asm/types.h>: no BPF compiler looks
there."""

_MACHINES = (
    ("x86", "x86_64"),
    ("x86", "i686"),
    ("arm64", "aarch64"),
    ("arm", "arm"),
    ("s390", "s390"),
    ("mips", "mips"),
    ("powerpc", "ppc"),
    ("sparc", "sparc"),
    ("riscv", "riscv"),
    ("arc", "arc"),
    ("loongarch", "loongarch"),
)
"""__TARGET_ARCH_..., and how the machine's own name begins"""
_OWN_MACHINE = re.compile(rb"define\s+__TARGET_ARCH_")
_NO_KFUNCS = "-DBPF_NO_KFUNC_PROTOTYPES"

_DIAGNOSTIC = re.compile(
    r"^(?P<file>[^\n:]+):(?P<line>\d+):(?P<column>\d+): (?:fatal )?error: (?P<message>.*)$",
    re.MULTILINE,
)
_MISSING = re.compile(r"'([^']+)' file not found")
_CRASH = re.compile(
    r"^fatal error: error in backend: (?:Cannot select: .*?= (\w+))?.*$", re.MULTILINE
)
_PLACE = re.compile(r"(?P<file>[^\s:,]+):(?P<line>\d+):(?P<column>\d+)")
_DIVISION = "newer instructions divide signed numbers: --mcpu v4 (clang 18, Linux 6.6)"


class Options(NamedTuple):
    """How a program is compiled: flags for clang, and whose types vmlinux.h has."""

    flags: tuple[str, ...] = ()
    btf: str = ""
    """a file, "box" for the box's own, "" for the running kernel's"""


DEFAULT = Options()


class Made(NamedTuple):
    """What the compiler made of a program."""

    data: bytes
    inputs: list[str]
    """the files it read"""
    warnings: str


def build(path: str, options: Options = DEFAULT) -> bytes:
    """Compile the C file at *path* to an ELF object for BPF.

    Raises:
        CompileError: no compiler, or what the compiler says, at its place.
    """
    return compiled(path, options).data


def compiled(path: str, options: Options = DEFAULT) -> Made:
    """Return the object made of the C file at *path*; what the compiler warns of goes to stderr.

    Raises:
        CompileError: as for `build`.
    """
    source = _read(path)
    compiler = find_compiler()
    more = shlex.split(os.environ.get(MORE_FLAGS, ""))
    options = options._replace(flags=(*more, *options.flags))
    types = vmlinux.identity(options.btf)
    key = cache.digest(
        "c2", os.path.realpath(path), source, *compiler, *options.flags, types, _stamp(compiler[0])
    )
    cached = cache.get("c", key)
    made = _unpack(cached) if cached is not None else None
    if made is None:
        made = _compile(compiler, path, source, options)
        cache.put("c", key, _pack(made))
    sys.stderr.write(made.warnings)
    return made


def _compile(compiler: tuple[str, ...], path: str, source: bytes, options: Options) -> Made:
    """Compile; with vmlinux.h if it is asked for, without its functions if the source has them."""
    flags = target(compiler, (*_machine(source, options.flags), *options.flags))
    header = vmlinux.text(options.btf) if vmlinux.NAME.encode() in source else b""
    try:
        return _run(compiler, path, flags, header)
    except CompileError as error:
        asked = vmlinux.NAME in error.message and "not found" in error.message
        if header and "conflicting types" in str(error):
            flags = (*flags, _NO_KFUNCS)
        elif asked and not header:  # by a header of the user's
            header = vmlinux.text(options.btf)
        else:
            raise
        try:
            return _run(compiler, path, flags, header)
        except CompileError as second:
            raise (error if _NO_KFUNCS in flags else second) from None


def _machine(source: bytes, flags: tuple[str, ...]) -> Iterator[str]:
    """Yield what says for which machine PT_REGS_* are, unless the source or the flags do."""
    if _OWN_MACHINE.search(source) or any("__TARGET_ARCH_" in flag for flag in flags):
        return
    here = os.uname().machine
    for name, beginning in _MACHINES:
        if here.startswith(beginning):
            yield f"-D__TARGET_ARCH_{name}"
            return


def _stamp(compiler: str) -> str:
    """Return what changes when the compiler or our headers do."""
    marks = [compiler]
    for folder, _, names in sorted(os.walk(INCLUDE)):
        marks += (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118
    return ";".join(f"{mark}:{(s := os.stat(mark)).st_size}:{s.st_mtime_ns}" for mark in marks)  # noqa: PTH116


def _run(compiler: tuple[str, ...], path: str, flags: tuple[str, ...], header: bytes) -> Made:
    """Run the compiler; *header*, our vmlinux.h, is not among the files it is said to have read."""
    import tempfile  # noqa: PLC0415 - only when there is something to compile

    with tempfile.TemporaryDirectory(prefix="beebox-") as folder:
        out, deps = f"{folder}/out.o", f"{folder}/out.d"
        if header:
            with open(f"{folder}/{vmlinux.NAME}", "wb") as file:  # noqa: PTH123
                file.write(header)
        # the object must not tell of a folder that is gone; nor change with it
        here = (f"-I{INCLUDE}", f"-I{folder}", f"-ffile-prefix-map={folder}=beebox")
        # old sources say "bpf_helpers.h" without its folder
        last = [f"-idirafter{at}" for at in (*SYSTEM, f"{INCLUDE}/uapi", f"{INCLUDE}/bpf")]
        # zig takes only what ends in .c for C; the BTF names the user's own path all the same
        command = [*compiler, *FLAGS, *flags, *here, *last, "-MMD", "-MF", deps, "-o", out, path]
        # zig keeps caches of its own, which ours makes useless; a clang that crashes writes reports
        ours = ("ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR", "TMPDIR")
        env = {**os.environ} | dict.fromkeys(ours, folder)
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        if done.returncode or not os.path.exists(out):  # noqa: PTH110
            raise _failure(path, done.stderr or done.stdout)
        with open(out, "rb") as file:  # noqa: PTH123
            data = file.read()
        inputs = [name for name in _inputs(deps) if not name.startswith(folder)]
        return Made(data, inputs, done.stderr)


def _inputs(deps: str) -> list[str]:
    """Read make's dependency file: every file but the target."""
    try:
        text = _read(deps).decode(errors="replace")
    except CompileError:
        return []
    words = text.replace("\\\n", " ").partition(": ")[2].replace("\\ ", "\0").split()
    return [word.replace("\0", " ") for word in words]


def _failure(path: str, text: str) -> CompileError:
    """Make the compiler's first error ours, with its place; its own words follow whole."""
    text = text.strip()
    first = _DIAGNOSTIC.search(text)
    crash = _CRASH.search(text) if first is None else None
    if crash is not None:
        return _crash(path, crash)
    if first is None:
        hint = f"a clang with the BPF target is needed: {NO_CLANG}" if "target" in text else ""
        return CompileError(text or "the C compiler failed without a word", Location(path), hint)
    file, line, column = first["file"], int(first["line"]), int(first["column"])
    shown = _line(file, line)
    missing = _MISSING.search(first["message"])
    if missing is not None:
        return CompileError(
            first["message"], Location(file, line, column, shown), _where_from(missing[1])
        )
    if "signed division" in first["message"]:
        return CompileError(first["message"], Location(file, line, column, shown), _DIVISION)
    rest = text.count("error: ") - 1
    hint = (
        f"{rest} more error{'s' * (rest > 1)}:\n{text[first.end() :].strip()}" if rest > 0 else ""
    )
    return CompileError(first["message"], Location(file, line, column, shown), hint)


def _crash(path: str, told: re.Match[str]) -> CompileError:
    """Return what made the compiler's back end give up; the rest it says is for its makers."""
    place = _PLACE.search(told[0])
    node = f" ({told[1]})" if told[1] else ""
    where = Location(path)
    if place is not None:
        file, line = place["file"], int(place["line"])
        file = path if path.endswith(file) else file  # without the folder that both are in
        where = Location(file, line, int(place["column"]), _line(file, line))
    hint = _DIVISION if told[1] in ("sdiv", "srem") else told[0].removeprefix("fatal error: ")
    return CompileError(f"the compiler has no instruction for this{node}", where, hint)


def _where_from(header: str) -> str:
    """Say how to get a header that was not found."""
    package = "linux-libc-dev" if header.startswith(("linux/", "asm")) else "libc6-dev"
    return f"-I DIR names where it is; if it is the machine's: sudo apt install {package}"


def _line(path: str, number: int) -> str:
    """Return line *number* of a file, tabs as single spaces so that a caret meets its column."""
    try:
        lines = _read(path).decode(errors="replace").splitlines()
    except CompileError:
        return ""
    return lines[number - 1].replace("\t", " ") if 0 < number <= len(lines) else ""


def _pack(made: Made) -> bytes:
    """Put the object behind the list of what it was made from."""
    table = {os.path.realpath(name): cache.digest(_read(name)) for name in made.inputs}
    head = json.dumps((table, made.warnings)).encode()
    return len(head).to_bytes(4, "little") + head + made.data


def _unpack(packed: bytes) -> Made | None:
    """Return the object if every file that it was made of is still the same."""
    size = int.from_bytes(packed[:4], "little")
    try:
        table, warnings = json.loads(packed[4 : 4 + size])
        if any(cache.digest(_read(name)) != digest for name, digest in table.items()):
            return None
    except (ValueError, CompileError):
        return None
    return Made(packed[4 + size :], list(table), warnings)


def _read(path: str) -> bytes:
    """Return a file's bytes.

    Raises:
        CompileError: it cannot be read.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise CompileError(f"cannot read it: {error.strerror}", Location(path)) from None
