"""Control-flow graphs as pictures: DOT in bpftool's shape, and SVG with a layout of our own.

The DOT is that of ``bpftool prog dump xlated visual`` (tools/bpf/bpftool/cfg.c): a cluster for
each function, ENTRY and EXIT, a record for each basic block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from beebox.isa import cfg
from beebox.isa.insn import Insn
from beebox.isa.opcodes import EXIT

ENTRY_NODE, EXIT_NODE, FIRST_NODE = 0, 1, 2
_BOLD = '[style="solid,bold", color=black, weight=10, constraint=true]'


class Graph(NamedTuple):
    """A function: its blocks' lines, its edges. Node 0 is ENTRY, 1 EXIT, 2 the first block."""

    title: str
    blocks: tuple[tuple[str, ...], ...]
    edges: tuple[tuple[int, int], ...]

    @property
    def nodes(self) -> tuple[tuple[str, ...], ...]:
        """The lines of every node."""
        return (("ENTRY",), ("EXIT",), *self.blocks)


def graph(title: str, insns: Sequence[Insn], lines: Mapping[int, str]) -> Graph:
    """Return the graph of one function; *lines* is the text of its instructions."""
    blocks = cfg.blocks(insns)
    place = {block.start: number for number, block in enumerate(blocks, FIRST_NODE)}
    edges = [(ENTRY_NODE, FIRST_NODE)] if blocks else []
    texts = []
    for number, block in enumerate(blocks, FIRST_NODE):
        texts.append(
            tuple(
                f"{index:4}: {lines[index]}"
                for index in range(block.start, block.end)
                if index in lines
            )
        )
        targets = [place[to] for to in block.successors if to in place]
        if insns[block.end - 1].code == EXIT:
            targets = [EXIT_NODE]
        edges += ((number, target) for target in targets)
    return Graph(title, tuple(texts), tuple(edges))


def dot(found: Sequence[Graph]) -> Iterator[str]:
    """Yield the lines of a DOT file."""
    yield 'digraph "DOT graph for eBPF program" {'
    for number, graph in enumerate(found):
        yield from _cluster(number, graph)
    yield "}"


def _cluster(number: int, graph: Graph) -> Iterator[str]:
    def node(index: int) -> str:
        return f"fn_{number}_bb_{index}"

    yield f'subgraph "cluster_{number}" {{'
    yield '\tstyle="dashed";'
    yield '\tcolor="black";'
    yield f'\tlabel="{_string(graph.title)}";'
    yield f'\t{node(ENTRY_NODE)} [shape=Mdiamond,style=filled,label="ENTRY"];'
    yield ""
    for index, lines in enumerate(graph.blocks, FIRST_NODE):
        body = "\\l\\\n | ".join(map(_record, lines))
        yield f'\t{node(index)} [shape=record,style=filled,label="{{{body}\\l\\\n}}"];'
        yield ""
    yield f'\t{node(EXIT_NODE)} [shape=Mdiamond,style=filled,label="EXIT"];'
    yield ""
    for start, end in graph.edges:
        yield f"\t{node(start)}:s -> {node(end)}:n {_BOLD};"
    yield f'\t{node(ENTRY_NODE)}:s -> {node(EXIT_NODE)}:n [style="invis", constraint=true];'
    yield "}"


def _string(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _record(text: str) -> str:
    """Escape what means something inside a record's label."""
    return "".join(f"\\{c}" if c in '<>|&{}"\\' else c for c in text.replace("\n", " "))
