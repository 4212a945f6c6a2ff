"""What a process asks of bpf(2), written down byte by byte: libbpf's calls beside ours.

`preload.c` is put between a process and its C library. bpftool brings libbpf; our own loader is run
in a process of its own. Both in a mount namespace with a bpffs, so that nothing stays.
"""

from __future__ import annotations

import atexit
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

MAP_CREATE, MAP_UPDATE, PROG_LOAD, BTF_LOAD, MAP_FREEZE = 0, 2, 5, 18, 22
_HERE = Path(__file__).parent
_POINTERS = {PROG_LOAD: (8, 16, 32, 80, 96), BTF_LOAD: (0, 8), MAP_UPDATE: (8, 16)}
_LDDW, _MAP_FD, _MAP_VALUE = 0x18, (1, 5), (2, 6)

MINE = """\
import sys
from pathlib import Path
from beebox import loader, obj
from beebox.kernel.linux import Linux
path = Path(sys.argv[1])
spec = obj.read(path.read_bytes(), path.name.partition(".")[0])
loader.load(spec, Linux()).close()
"""


class Call(NamedTuple):
    """One call: its attribute without pointers, and what they point to by their place."""

    cmd: int
    result: int
    errno: int
    attr: bytes
    blobs: dict[int, bytes]

    def word(self, at: int) -> int:
        """Return the 32-bit number at byte *at*."""
        return int.from_bytes(self.attr[at : at + 4].ljust(4, b"\0"), "little")

    @property
    def name(self) -> str:
        """The name of the map or program that it makes."""
        at = {MAP_CREATE: 28, PROG_LOAD: 48}.get(self.cmd)
        return "" if at is None else self.attr[at : at + 16].partition(b"\0")[0].decode()


@cache
def _preload() -> str:
    """Compile the part that lies between; skip where that cannot be."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no C compiler for this machine")
    target = Path(os.environ.get("TMPDIR", "/tmp")) / f"beebox-preload-{os.getpid()}.so"
    source = str(_HERE / "preload.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", target, source, "-ldl"], check=True)
    atexit.register(target.unlink, missing_ok=True)
    return str(target)


def record(
    folder: Path,
    command: list[str],
    old: str = "",
    types: Path | None = None,
    modules: Sequence[Path] = (),
) -> tuple[list[Call], str]:
    """Return the calls of *command*, and what it wrote; *old* are letters of kinds of types.

    The kernel does not know those; `preload.c` has them. *types* stand for the kernel's own,
    *modules* for those of modules that it has.
    """
    if os.geteuid():
        pytest.skip("needs a mount namespace")
    out = folder / "calls"
    out.unlink(missing_ok=True)
    script = 'mount -t bpf bpf /sys/fs/bpf && LD_PRELOAD="$0" exec "$@"'
    if types is not None:
        script = f'mount --bind "{types}" /sys/kernel/btf/vmlinux && {script}'
    told = {"BPF_RECORD": str(out), "BPF_OLD": old, "BPF_MODULES": " ".join(map(str, modules))}
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, _preload(), *command],
        env={**os.environ} | {name: text for name, text in told.items() if text},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    data = out.read_bytes() if out.exists() else b""
    return list(_calls(data)), done.stdout + done.stderr


def libbpf(
    folder: Path,
    path: Path,
    old: str = "",
    types: Path | None = None,
    modules: Sequence[Path] = (),
) -> tuple[list[Call], str]:
    """Return what libbpf asks for the object at *path*."""
    if not shutil.which("bpftool"):
        pytest.skip("bpftool is not installed")
    command = ["bpftool", "prog", "loadall", str(path), "/sys/fs/bpf/all"]
    return record(folder, command, old, types, modules)


def mine(
    folder: Path, path: Path, old: str = "", modules: Sequence[Path] = ()
) -> tuple[list[Call], str]:
    """Return what we ask for it."""
    return record(folder, [sys.executable, "-c", MINE, str(path)], old, modules=modules)


def _calls(data: bytes):
    at = 0
    while at < len(data):
        cmd, result, errno, size = struct.unpack_from("<IiII", data, at)
        attr = bytearray(data[at + 16 : at + 16 + size])
        at += 16 + size
        blobs = {}
        while True:
            place, length = struct.unpack_from("<II", data, at)
            at += 8
            if length == 0xFFFFFFFF:
                break
            blobs[place] = data[at : at + length]
            at += length
        for place in _POINTERS.get(cmd, ()):
            attr[place : place + 8] = bytes(len(attr[place : place + 8]))
        yield Call(cmd, result, errno, bytes(attr), blobs)


def programs(calls: list[Call]) -> dict[str, dict[str, object]]:
    """Return what each program was loaded with, by name; maps by name, fds as yes or no."""
    maps: dict[int, str] = {}
    found: dict[str, dict[str, object]] = {}
    for call in calls:
        if call.cmd == MAP_CREATE and call.result >= 0:
            maps[call.result] = call.name
        if call.cmd == PROG_LOAD and call.name not in found:
            found[call.name] = {
                "type": call.word(0),
                "insns": _instructions(call.blobs[8], maps),
                "license": call.blobs[16],
                "kern_version": call.word(40),
                "flags": call.word(44),
                "attach": call.word(68),
                "btf": bool(call.word(72)),
                "funcs": call.blobs.get(80),
                "lines": call.blobs.get(96),
                "attach_btf_id": call.word(108),
                "attach_fd": bool(call.word(112)),
            }
    return found


def _instructions(code: bytes, maps: dict[int, str]) -> list[tuple[object, ...]]:
    made = []
    for code_, regs, off, imm in struct.iter_unpack("<BBhi", code):
        source: object = imm
        if code_ == _LDDW and regs >> 4 in (*_MAP_FD, *_MAP_VALUE):
            source = maps.get(imm, imm)
        made.append((code_, regs, off, source))
    return made


def maps(calls: list[Call]) -> dict[str, dict[str, object]]:
    """Return what each map was made with, by name."""
    found: dict[str, dict[str, object]] = {}
    names: dict[int, str] = {}
    for call in calls:
        if call.cmd == MAP_CREATE:
            names[call.result] = call.name
            found[call.name] = {
                "type": call.word(0),
                "sizes": (call.word(4), call.word(8), call.word(12)),
                "flags": call.word(16),
                "inner": bool(call.word(20)),
                "numa": call.word(24),
                "btf": (bool(call.word(48)), call.word(52), call.word(56)),
                "struct": call.word(60),
                "extra": int.from_bytes(call.attr[64:72], "little"),
                "contents": {},
                "frozen": False,
            }
        elif call.cmd == MAP_UPDATE and call.word(0) in names:
            made = found[names[call.word(0)]]
            made["contents"][call.blobs[8]] = call.blobs[16]
        elif call.cmd == MAP_FREEZE and call.word(0) in names:
            found[names[call.word(0)]]["frozen"] = True
    return found


def types(calls: list[Call]) -> bytes:
    """Return the biggest BTF that was loaded: probes load small ones."""
    loaded = (call.blobs[0] for call in calls if call.cmd == BTF_LOAD and call.result >= 0)
    return max(loaded, key=len, default=b"")
