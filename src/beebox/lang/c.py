"""C programs: clang makes the object, found here or in the PyPI package ziglang.

The headers in ``include/`` are ours and hold what tracepoint programs need, so that an example
compiles with nothing installed but a compiler; ``-I`` of the source's own directory comes first.
What they lack, such as <linux/bpf.h>, is the machine's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

from beebox import cache
from beebox.errors import CompileError, Location

INCLUDE = os.path.join(os.path.dirname(__file__), "include")  # noqa: PTH118, PTH120 - starts fast

VERSIONS = range(25, 13, -1)
"""The versioned names that distributions install clang under, newest first."""

FLAGS = ("-O2", "-g", "-Wall", "-fno-stack-protector", "-fno-ident", "-c")

SYSTEM = ("/usr/include", f"/usr/include/{os.uname().machine}-linux-gnu")
"""Where <linux/bpf.h> is, and apart from it Debian's <asm/types.h>: no BPF compiler looks there."""

NO_CLANG = (
    "any one of: pip install 'beebox[c]' (brings ziglang, which holds a clang), "
    "sudo apt install clang, sudo dnf install clang"
)

_DIAGNOSTIC = re.compile(
    r"^(?P<file>[^\n:]+):(?P<line>\d+):(?P<column>\d+): (?:fatal )?error: (?P<message>.*)$",
    re.MULTILINE,
)


def build(path: str) -> bytes:
    """Compile the C file at *path* to an ELF object for BPF.

    Raises:
        CompileError: no compiler, or what the compiler says, at its place.
    """
    source = _read(path)
    compiler = find_compiler()
    key = cache.digest("c", os.path.realpath(path), source, *compiler, _stamp(compiler[0]))
    cached = cache.get("c", key)
    if cached is not None and (kept := _unpack(cached)) is not None:
        return kept
    data, inputs = _run(compiler, path)
    cache.put("c", key, _pack(data, inputs))
    return data


def find_compiler() -> tuple[str, ...]:
    """Return the start of a command line that compiles C for BPF.

    Raises:
        CompileError: there is none; the hint says how to get one.
    """
    for name in (os.environ.get("CLANG") or "clang", *(f"clang-{n}" for n in VERSIONS)):
        found = shutil.which(name)
        if found:
            return (found, "-target", "bpf", "-mcpu=v3")
    root = _ziglang()
    if root:
        # -mcpu means the BPF version here too; freestanding keeps zig's libc headers out
        return (
            sys.executable,
            "-m",
            "ziglang",
            "cc",
            "-target",
            "bpfel-freestanding-none",
            "-mcpu=v3",
        )
    raise CompileError("no clang found, and C programs need one", hint=NO_CLANG)


def _ziglang() -> bool:
    """Say whether the ziglang package is here, without importing it."""
    return any(
        os.path.isdir(os.path.join(place, "ziglang"))  # noqa: PTH112, PTH118
        for place in sys.path
    )


def _stamp(compiler: str) -> str:
    """Return what changes when the compiler or our headers do."""
    marks = [compiler]
    for folder, _, names in sorted(os.walk(INCLUDE)):
        marks += (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118
    return ";".join(f"{mark}:{(s := os.stat(mark)).st_size}:{s.st_mtime_ns}" for mark in marks)  # noqa: PTH116


def _run(compiler: tuple[str, ...], path: str) -> tuple[bytes, list[str]]:
    """Run the compiler; return the object and the files it read."""
    import tempfile  # noqa: PLC0415 - only when there is something to compile

    with tempfile.TemporaryDirectory(prefix="beebox-") as folder:
        out, deps = f"{folder}/out.o", f"{folder}/out.d"
        # zig takes only what ends in .c for C; the BTF names the user's own path all the same
        last = [f"-idirafter{folder}" for folder in SYSTEM]
        command = [*compiler, *FLAGS, f"-I{INCLUDE}", *last, "-MMD", "-MF", deps, "-o", out, path]
        # zig keeps caches of its own, which ours makes useless
        env = {**os.environ, "ZIG_GLOBAL_CACHE_DIR": folder, "ZIG_LOCAL_CACHE_DIR": folder}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        if done.returncode or not os.path.exists(out):  # noqa: PTH110
            raise _failure(path, done.stderr or done.stdout)
        if done.stderr:
            sys.stderr.write(done.stderr)
        with open(out, "rb") as file:  # noqa: PTH123
            data = file.read()
        return data, _inputs(deps)


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
    if first is None:
        hint = f"a clang with the BPF target is needed: {NO_CLANG}" if "target" in text else ""
        return CompileError(text or "the C compiler failed without a word", Location(path), hint)
    file, line, column = first["file"], int(first["line"]), int(first["column"])
    shown = _line(file, line)
    rest = text.count("error: ") - 1
    hint = (
        f"{rest} more error{'s' * (rest > 1)}:\n{text[first.end() :].strip()}" if rest > 0 else ""
    )
    return CompileError(first["message"], Location(file, line, column, shown), hint)


def _line(path: str, number: int) -> str:
    """Return line *number* of a file, tabs as single spaces so that a caret meets its column."""
    try:
        lines = _read(path).decode(errors="replace").splitlines()
    except CompileError:
        return ""
    return lines[number - 1].replace("\t", " ") if 0 < number <= len(lines) else ""


def _pack(data: bytes, inputs: list[str]) -> bytes:
    """Put the object behind the list of what it was made from."""
    table = json.dumps({os.path.realpath(name): cache.digest(_read(name)) for name in inputs})
    return len(table.encode()).to_bytes(4, "little") + table.encode() + data


def _unpack(packed: bytes) -> bytes | None:
    """Return the object if every file it was made from is still the same."""
    size = int.from_bytes(packed[:4], "little")
    try:
        table: dict[str, str] = json.loads(packed[4 : 4 + size])
        if any(cache.digest(_read(name)) != digest for name, digest in table.items()):
            return None
    except (ValueError, CompileError):
        return None
    return packed[4 + size :]


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
