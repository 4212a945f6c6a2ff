"""Flame graphs: a picture of stacks, as one SVG or HTML file that needs no other.

Each box is a function; how wide it is says how much was seen in it and in what it called, which
hangs below it. In a browser a click zooms in (Escape: out again), what is typed is searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from zlib import crc32

WIDTH = 1200
"""pixels, until the script has seen how many there are"""
ROW, TOP, SIDE, BOTTOM = 18, 68, 10, 14
"""pixels: a row's height, the space above, beside and below"""
CHAR = 6.6
"""pixels of a character"""
SMALLEST = 1 / 20000
"""what is less of the whole is left out"""
SHADES = 5
"""of each colour, so that neighbours can be told apart"""


@dataclass(slots=True)
class Node:
    """A function where it was called: its value, and what it called."""

    name: str
    kind: str
    value: int = 0
    below: dict[tuple[str, str], Node] = field(default_factory=dict)

    def add(self, frames: Iterable[tuple[str, str]], value: int) -> None:
        """Add a stack, the outermost frame first: its names and kinds."""
        node = self
        node.value += value
        for frame in frames:
            node = node.below.setdefault(frame, Node(*frame))
            node.value += value


def kind(name: str) -> str:
    """Return the colour's name for a function of a process."""
    if name.startswith("["):
        return "unnamed"
    return "script" if name.startswith("py::") else "user"


def tree(stacks: Mapping[tuple[tuple[str, str], ...], int]) -> Node:
    """Return the tree of *stacks*, each frame a name and a kind (``user``, ``kernel``, ...)."""
    root = Node("all", "root")
    for frames, value in stacks.items():
        root.add(frames, value)
    return root


def svg(root: Node, title: str, unit: str) -> str:
    """Return the picture as SVG; *unit* is what the values are (``samples``, ``us``)."""
    depth = _depth(root, root.value * SMALLEST)
    height = TOP + depth * ROW + BOTTOM
    frames = _draw(root, _Scale(root.value or 1, unit))
    size = f'width="{WIDTH}" height="{height}" data-total="{root.value}" data-unit="{escape(unit)}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="flame" {size}>',
            f"<title>{escape(title)}</title>",
            f"<style>{_file('graph.css')}</style>",
            '<rect class="back" width="100%" height="100%"/>',
            f'<text class="title" x="{SIDE}" y="24">{escape(title)}</text>',
            _SEARCH,
            f'<text class="told" x="{SIDE + 372}" y="49"></text>',
            *frames,
            f"<script><![CDATA[{_file('graph.js')}]]></script>",
            "</svg>",
            "",
        ]
    )


def html(root: Node, title: str, unit: str) -> str:
    """Return the picture as a page."""
    head = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    style = "<style>:root{color-scheme:light dark}body{margin:0}</style>"
    head = f"{head}<title>{escape(title)}</title>{style}</head>"
    return f"{head}<body>\n{svg(root, title, unit)}</body></html>\n"


_SEARCH = (
    f'<foreignObject x="{SIDE}" y="32" width="420" height="26">'
    '<div xmlns="http://www.w3.org/1999/xhtml" class="bar">'
    '<input type="search" placeholder="search (a regular expression)" aria-label="search"/>'
    '<button type="button">whole graph</button></div></foreignObject>'
)


@dataclass(frozen=True, slots=True)
class _Scale:
    """How values become pixels and words."""

    total: int
    unit: str

    def pixels(self, value: int) -> float:
        return value * (WIDTH - 2 * SIDE) / self.total

    def words(self, node: Node) -> str:
        share = 100 * node.value / self.total
        return f"{node.name}: {node.value:,} {self.unit}, {share:.2f} %"


def _file(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8").strip()


def _depth(node: Node, least: float) -> int:
    """Return how many rows the boxes from *node* on take."""
    deepest = 0
    level = [node]
    while level:
        deepest += 1
        level = [each for one in level for each in one.below.values() if each.value >= least]
    return deepest


def _draw(root: Node, scale: _Scale) -> Iterator[str]:
    """Yield the boxes from *root* on."""
    waiting = [(root, 0, 0)]
    while waiting:
        node, start, level = waiting.pop()
        yield _box(node, start, level, scale)
        for each in sorted(node.below.values(), key=lambda each: each.name):
            if each.value >= scale.total * SMALLEST:
                waiting.append((each, start, level + 1))
            start += each.value


def _box(node: Node, start: int, level: int, scale: _Scale) -> str:
    """Return the box of a function *level* rows down, *start* being what is left of it."""
    top = TOP + level * ROW
    left, width = SIDE + scale.pixels(start), scale.pixels(node.value)
    shade = crc32(node.name.encode(errors="surrogateescape")) % SHADES
    room = int((width - 6) / CHAR)
    label = node.name if len(node.name) <= room else f"{node.name[: room - 1]}…" if room > 2 else ""
    name = escape(node.name)
    return (
        f'<g class="f {node.kind} s{shade}" data-n="{name}" data-x="{start}" data-w="{node.value}"'
        f' data-d="{level}"><title>{escape(scale.words(node))}</title>'
        f'<rect x="{left:.2f}" y="{top}" width="{width:.2f}" height="{ROW - 1}" rx="2"/>'
        f'<text x="{left + 4:.2f}" y="{top + 13}">{escape(label)}</text></g>'
    )
