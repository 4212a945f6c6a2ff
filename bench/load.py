"""Open and load a large object in Linux, beside the whole command ``bpftool prog loadall``.

2,500 instructions, 10 maps, 100 relocations against the kernel's types. Cold with an empty cache of
ours, warm with what that left. Each is a process of its own; it is timed from its start to its end,
and in it what opens and loads, without Python's start and imports.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from time import perf_counter

from beebox.btf.types import Struct
from beebox.kernel.linux import Linux

ROUNDS = 9
STRUCTS = ("task_struct", "mm_struct", "file", "inode", "super_block", "dentry", "sk_buff",
           "net_device", "sock", "cred", "vm_area_struct", "signal_struct")  # fmt: skip
FIELDS = 100

OURS = """\
import sys
import time
from beebox import loader, obj
from beebox.kernel.linux import Linux
start = time.perf_counter()
with open(sys.argv[1], "rb") as file:
    spec = obj.read(file.read(), "large")
with loader.load(spec, Linux()):
    print("took", (time.perf_counter() - start) * 1000)
    print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_TOOK = re.compile(r"took ([\d.]+)")


def _numbers(name: str) -> list[str]:
    """Return the members of a struct of this kernel that are plain numbers."""
    btf = Linux().facts.btf
    made = btf.type(btf.find(name, "struct") or 0)
    return [
        member.name
        for member in (made.members if isinstance(made, Struct) else ())
        if member.name and not member.bits and btf.kind(btf.resolve(member.type)) == "int"
    ]


def source() -> str:
    """Return the C of the object."""
    structs, reads, left = [], [], FIELDS
    for name in STRUCTS:
        chosen = _numbers(name)[: min(left, 12)]
        left -= len(chosen)
        members = " ".join(f"int {field};" for field in chosen)
        structs.append(f"struct {name} {{ {members} }} __attribute__((preserve_access_index));")
        reads += [
            _part(f"{name}_{at}", [f"READ({name}, {field})" for field in chosen[at : at + 8]])
            for at in range(0, len(chosen), 8)
        ]
    names = [re.findall(r"read_\w+", part)[0] for part in reads]
    maps = "".join(
        f"struct {{ __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, {64 << number}); "
        f'__type(key, int); __type(value, long); }} map{number} SEC(".maps");\n'
        for number in range(10)
    )
    filler = "".join(f"\tCOUNT(map{number % 10}, {number})\n" for number in range(110))
    return (
        "#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n"
        + "\n".join(structs)
        + "\n"
        + maps
        + "#define READ(type, field) bpf_probe_read_kernel(&value, sizeof(value), "
        "&((struct type *)task)->field); sum += value;\n"
        "#define COUNT(map, number) key = number; found = bpf_map_lookup_elem(&map, &key); "
        "if (found) { *found += number; sum ^= *found; }\n"
        + 'char LICENSE[] SEC("license") = "GPL";\n'
        + "".join(reads)
        + 'SEC("raw_tp/sys_enter") int reads(long *ctx)\n{\n\tvoid *task = (void *)ctx[0];\n'
        "\treturn " + " + ".join(f"{name}(task)" for name in names) + ";\n}\n"
        'SEC("raw_tp/sys_exit") int counts(long *ctx)\n{\n\tlong sum = 0, *found;\n\tint key;\n'
        + filler
        + "\treturn sum;\n}\n"
    )


def _part(name: str, reads: list[str]) -> str:
    """Return a function: LLVM would keep too many offsets at once in one that reads all."""
    body = "\n\t".join(reads)
    return (
        f"static __attribute__((noinline)) long read_{name}(void *task)\n"
        f"{{\n\tlong sum = 0;\n\tint value = 0;\n\n\t{body}\n\treturn sum;\n}}\n"
    )


def build(folder: Path) -> Path:
    """Compile the object."""
    made = folder / "large.bpf.o"
    (folder / "large.bpf.c").write_text(source())
    include = next(iter(Path("/usr/include").glob("*-linux-gnu")), Path("/usr/include"))
    options = ["-target", "bpf", "-mcpu=v3", "-O2", "-g", f"-I{include}"]
    clang = shutil.which("clang-19") or shutil.which("clang") or "clang"
    subprocess.run([clang, *options, "-c", folder / "large.bpf.c", "-o", made], check=True)
    return made


def _took(command: list[str], **environment: str) -> tuple[float, str]:
    """Run a command; return how long it took in milliseconds, and what it said."""
    start = perf_counter()
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return (perf_counter() - start) * 1000, done.stdout


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if found is None:
        raise RuntimeError(f"no {pattern.pattern} in what the process said: {text!r}")
    return found[1]


def main() -> dict[str, float]:
    """Run and print."""
    if os.geteuid() or not shutil.which("bpftool"):
        print("load: needs root and bpftool")
        return {}
    with tempfile.TemporaryDirectory() as name:
        return _measured(Path(name))


def _measured(folder: Path) -> dict[str, float]:
    path = build(folder)
    pinned = 'mount -t bpf bpf /sys/fs/bpf && exec "$@"'
    theirs = ["unshare", "-m", "sh", "-c", pinned, "sh", "bpftool", "prog", "loadall", str(path),
              "/sys/fs/bpf/all"]  # fmt: skip
    ours = ["unshare", "-m", "sh", "-c", pinned, "sh", sys.executable, "-c", OURS, str(path)]
    times: dict[str, list[float]] = defaultdict(list)
    peak = 0
    for turn in range(ROUNDS):
        cache = str(folder / f"cache{turn}")
        times["bpftool"].append(_took(theirs)[0])
        for kind in ("cold", "warm"):
            took, said = _took(ours, XDG_CACHE_HOME=cache)
            times[f"command, {kind}"].append(took)
            times[f"open+load, {kind}"].append(float(_found(_TOOK, said)))
            peak = max(peak, int(_found(_PEAK, said)))
    found_ = {kind: median(each) for kind, each in times.items()}
    print(f"\nload: a large object into Linux: ms (median of {ROUNDS}, interleaved)")
    for kind, took in found_.items():
        print(f"  {kind:<16} {took:>8.1f}  {took / found_['bpftool']:.2f} of bpftool")
    print(f"  memory           {peak / 1024:>8.1f} MiB at most")
    return {**found_, "peak kB": float(peak)}
