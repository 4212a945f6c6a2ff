"""``beebox prog``: the programs of a running box or of Linux, with bpftool's verbs and shapes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from beebox.abi.enums import ProgType
from beebox.cli import listing, machine, nouns, xlated
from beebox.cli.base import Parser, UsageError, add_running, print_json, running
from beebox.cli.files import write
from beebox.isa import disasm
from beebox.isa.insn import decode
from beebox.isa.opcodes import CALL, CallKind
from beebox.kernel import client
from beebox.kernel.api import Kernel

EXAMPLES = """\
  beebox prog show                       of the box that runs in another terminal
  beebox prog dump xlated id 3           its instructions, source lines between
  beebox prog dump jited name enter      its machine code
  beebox prog run filter.o --data-in packet.bin     run a program by hand
  sudo beebox prog show --kernel linux
"""
VERBS = ("show", "list", "dump", "run")
USAGE = """\
beebox prog show [PROG] [OPTION ...]
       beebox prog dump xlated PROG [opcodes] [linum] [visual] [file FILE]
       beebox prog dump jited PROG [opcodes] [linum] [file FILE]
       beebox prog run PROG|OBJ[:PROGRAM] [--data-in FILE] ...    (beebox prog run --help)
       PROG := id ID | name NAME | tag TAG | pinned FILE"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("prog", "Show loaded programs and their instructions.", EXAMPLES)
    made.usage = USAGE
    made.add_argument("verb", nargs="?", choices=VERBS, default="show")
    made.add_argument(
        "words", nargs="*", default=[], metavar="WORD", help="as bpftool has them, see above"
    )
    add_running(made)
    return made


def main(argv: list[str]) -> int:
    """Run the verb."""
    if argv[1:2] == ["run"]:
        from beebox.cli import prog_run  # noqa: PLC0415 - a verb with options of its own

        return prog_run.main(argv[1:])
    arguments = parser().parse_args(argv[1:])
    kernel = running(arguments.kernel, arguments.box)
    if arguments.verb == "dump":
        dump(kernel, arguments)
    else:
        nouns.show(arguments, nouns.programs(kernel, arguments.words), as_json, as_text)
    return 0


def as_json(details: client.ProgramDetails) -> dict[str, object]:
    """Return one element of ``prog show -j``."""
    stats = {"run_time_ns": details.run_time_ns, "run_cnt": details.run_cnt}
    return {
        "id": details.id,
        "type": nouns.type_name(ProgType, details.type),
        **({"name": details.name} if details.name else {}),
        "tag": details.tag,
        "gpl_compatible": details.gpl_compatible,
        **(stats if details.run_cnt else {}),
        "loaded_at": details.loaded_at,
        "uid": details.uid,
        "bytes_xlated": details.xlated_len,
        "jited": details.jited_len > 0,
        **({"bytes_jited": details.jited_len} if details.jited_len else {}),
        **({"bytes_memlock": details.memlock} if details.memlock else {}),
        **({"map_ids": list(details.map_ids)} if details.map_ids else {}),
        **({"btf_id": details.btf_id} if details.btf_id else {}),
    }


def as_text(details: client.ProgramDetails) -> Iterator[str]:
    """Yield the lines of ``prog show``."""
    name = f"  name {details.name}" if details.name else ""
    gpl = "  gpl" if details.gpl_compatible else ""
    ran = f" run_time_ns {details.run_time_ns} run_cnt {details.run_cnt}" if details.run_cnt else ""
    kind = nouns.type_name(ProgType, details.type)
    yield f"{details.id}: {kind}{name}  tag {details.tag}{gpl}{ran}"
    loaded = datetime.fromtimestamp(details.loaded_at, UTC).astimezone()
    yield f"\tloaded_at {loaded:%Y-%m-%dT%H:%M:%S%z}  uid {details.uid}"
    jited = f"jited {details.jited_len}B" if details.jited_len else "not jited"
    memlock = f"  memlock {details.memlock}B" if details.memlock else ""
    maps = f"  map_ids {','.join(map(str, details.map_ids))}" if details.map_ids else ""
    yield f"\txlated {details.xlated_len}B  {jited}{memlock}{maps}"
    if details.btf_id:
        yield f"\tbtf_id {details.btf_id}"


def dump(kernel: Kernel, arguments: argparse.Namespace) -> None:
    """Print what ``bpftool prog dump`` prints."""
    what, rest = (arguments.words or [""])[0], arguments.words[1:]
    if what not in {"xlated", "jited"} or len(rest) < 2:
        raise UsageError("expected: dump xlated|jited PROG")
    details = nouns.only("program", nouns.programs(kernel, rest[:2]))
    options, file = dump_options(rest[2:])
    raw = details.xlated if what == "xlated" else details.jited
    if not raw:
        raise UsageError("no instructions returned: the kernel shows them to root only")
    if file:
        write(file, raw)
        return
    if "visual" in options:
        visual(kernel, details, what, options, as_json=arguments.json or arguments.pretty)
        return
    flags = {"opcodes": "opcodes" in options, "linum": "linum" in options}
    if what == "xlated":
        shown = xlated.shown(kernel, details)
        rows: object = listing.as_json(shown, **flags)
        lines = listing.as_text(shown, **flags)
    else:
        functions = machine.functions(kernel, details)
        rows = machine.as_json(functions, **flags)
        lines = machine.as_text(functions, **flags)
    if arguments.json or arguments.pretty:
        print_json(rows, pretty=arguments.pretty)
    else:
        print("\n".join(lines))


def dump_options(words: list[str]) -> tuple[set[str], str]:
    """Return the flags among *words* and the file after ``file``."""
    flags, file = set(words), ""
    if "file" in words:
        at = words.index("file")
        if at + 1 >= len(words):
            raise UsageError("expected a file name after 'file'")
        file = words[at + 1]
        flags = set(words[:at] + words[at + 2 :])
    unknown = flags - {"opcodes", "linum", "visual"}
    if unknown:
        raise UsageError(f"unknown word {min(unknown)!r}; known: opcodes, linum, visual, file FILE")
    return flags, file


def visual(
    kernel: Kernel, details: client.ProgramDetails, what: str, options: set[str], *, as_json: bool
) -> None:
    """Print the control-flow graph as DOT, as bpftool's ``visual`` does."""
    from beebox.isa import cfg, graph  # noqa: PLC0415 - only for pictures

    if what != "xlated" or len(options) > 1 or as_json:
        raise UsageError("visual stands alone: dump xlated PROG visual")
    insns = decode(details.xlated)
    calls = (
        index + 1 + insn.off
        for index, insn in enumerate(insns)
        if insn.code == CALL and insn.src == CallKind.LOCAL
    )
    starts = sorted({0, *(f.insn_off for f in details.func_info), *calls} & set(range(len(insns))))
    named = xlated.call_names(kernel, details)
    names = disasm.Names(call=lambda insn: named(insn).partition("#bpf_prog_")[0])
    graphs = []
    for number, (start, end) in enumerate(pairwise([*starts, len(insns)])):
        part = [cfg.without_calls(insn) for insn in insns[start:end]]
        text = dict(disasm.listing(insns[start:end], names))
        graphs.append(graph.graph(f"func_{number} ()", part, text))
    print("\n".join(graph.dot(graphs)))
