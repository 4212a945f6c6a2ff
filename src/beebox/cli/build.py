"""``beebox build SOURCE -o OBJECT``: compile Python, C or assembly to an ELF object with BTF."""

from __future__ import annotations

import os

from beebox.cli.base import Parser, UsageError, add_kernel
from beebox.cli.files import write
from beebox.errors import BeeboxError

EXAMPLES = """\
  beebox build tool.py -o tool.o           a Python program
  beebox build tool.bpf.c                  C, by clang; writes tool.bpf.o
  beebox build tool.bpf.c -I inc -D N=8    clang's options are clang's
  beebox build tool.bpf.c --btf vm.btf     vmlinux.h of another kernel's types
  beebox build tool.bpf.c --mcpu probe --kernel linux     the newest instructions that Linux takes
"""
USAGE = """\
beebox build SOURCE [-o OBJECT] [--btf FILE|box] [--emit-deps FILE]
       for Python: [--mcpu v1..v4|probe]
       for C: [-I DIR] [-D NAME[=VALUE]] [-U NAME] [-include FILE] [-O LEVEL] [-g]
              [--mcpu v1..v4|probe] [--target bpf|bpfel|bpfeb] [-W... | -f... | -std=...]
              [-- OPTION-OF-CLANG ...]"""
_WITH_A_WORD = (
    "-I",
    "-D",
    "-U",
    "-O",
    "-include",
    "-isystem",
    "-iquote",
    "-idirafter",
    "-target",
    "--target",
    "-mcpu",
    "--mcpu",
    "-std",
)
"""clang's options whose value may be the next word"""
_JOINED = ("-I", "-D", "-U", "-O", "-W", "-f", "-g", "-m", "-i", "-std=", "--target=", "--mcpu=")
_CPU, _PROBE = "-mcpu=", "-mcpu=probe"


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "build", "Compile a program to an ELF object that libbpf and bpftool accept too.", EXAMPLES
    )
    made.usage = USAGE
    made.add_argument(
        "source", metavar="SOURCE", help="a Python file, C for BPF (.c), or assembly (.s)"
    )
    made.add_argument(
        "-o", "--output", metavar="OBJECT", help="default: SOURCE with .o, in this directory"
    )
    made.add_argument(
        "--btf",
        metavar="FILE",
        default="",
        help="whose types vmlinux.h has: a BTF file, or box (Linux 6.18's, reduced);"
        " default: the running kernel's",
    )
    add_kernel(made, "of which --mcpu probe asks what instructions it takes")
    made.add_argument(
        "--emit-deps", metavar="FILE", help="write what OBJECT was made of, as a rule for make"
    )
    return made


def main(argv: list[str]) -> int:
    """Compile one source."""
    own, flags = split(argv[1:])
    arguments = parser().parse_args(own)
    if _PROBE in flags:
        newest = _newest(arguments.kernel, arguments.source)
        flags = [newest if flag == _PROBE else flag for flag in flags]
    output = arguments.output or os.path.splitext(os.path.basename(arguments.source))[0] + ".o"  # noqa: PTH119, PTH122
    data, inputs = _compiled(arguments.source, tuple(flags), arguments.btf)
    write(output, data)
    if arguments.emit_deps:
        rule = " \\\n  ".join(name.replace(" ", "\\ ") for name in inputs)
        write(arguments.emit_deps, f"{output}: {rule}\n".encode())
    print(f"{output}: {len(data)} bytes")
    return 0


def _compiled(source: str, flags: tuple[str, ...], btf: str) -> tuple[bytes, list[str]]:
    if source.endswith(".c"):
        from beebox.lang import c  # noqa: PLC0415 - the parser's errors and help come first

        return c.compiled(source, c.Options(flags, btf))[:2]
    cpus = [flag.removeprefix(_CPU) for flag in flags if flag.startswith(_CPU)]
    if len(cpus) < len(flags) or btf or (cpus and not source.endswith(".py")):
        raise UsageError(f"{flags[0] if flags else '--btf'} is for C; {source} is not")
    from beebox import lang  # noqa: PLC0415 - as above
    from beebox.lang.declared import CPUS  # noqa: PLC0415 - as above

    if cpus and cpus[-1] not in CPUS:
        raise UsageError(f"{_CPU}{cpus[-1]}: there are {', '.join(CPUS)}")
    return lang.compile(source, cpu=cpus[-1] if cpus else ""), [source]


def _newest(name: str, source: str) -> str:
    """Return the option for the newest instructions that both a kernel and the compiler know."""
    if source.endswith(".py"):
        from beebox.api import choose as chosen  # noqa: PLC0415 - as below
        from beebox.loader import dialect  # noqa: PLC0415 - as below

        return f"{_CPU}{dialect.newest(chosen(name))}"
    from beebox import features  # noqa: PLC0415 - for those who ask
    from beebox.api import choose  # noqa: PLC0415 - as above
    from beebox.lang import clang  # noqa: PLC0415 - as above

    known, taken = clang.cpus(clang.find_compiler()), features.probe(choose(name)).instructions
    found = [cpu for cpu in clang.CPUS if cpu in known and taken[cpu]]
    if not found:
        raise BeeboxError(f"{name} takes no program: {taken[clang.CPUS[0]].reason}")
    return f"{_CPU}{found[-1]}"


def split(words: list[str]) -> tuple[list[str], list[str]]:
    """Return our own part of a command line, and clang's options."""
    own: list[str] = []
    flags: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            flags += rest
        elif word in _WITH_A_WORD:
            value = next(rest, None)
            if value is None:
                raise UsageError(f"{word} needs a value\n  hint: beebox build --help")
            if word == "--mcpu":
                word = "-mcpu"  # noqa: PLW2901 - another way to say it
            joined = (
                f"{word}={value}" if word in ("--target", "-mcpu", "-std") else f"{word}{value}"
            )
            flags += (word, value) if word.startswith(("-i", "-t")) else (joined,)
        elif word.startswith(_JOINED):
            flags.append(word.removeprefix("-") if word.startswith("--mcpu") else word)
        else:
            own.append(word)
    return own, flags
