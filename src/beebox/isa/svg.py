"""Control-flow graphs as SVG, laid out without help: ranks by longest path, blocks as boxes.

An edge to the next rank is a line; one that goes further down runs at the right of the boxes,
one that goes back up (a loop) at the left, so that no edge crosses a box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from beebox.isa.graph import ENTRY_NODE, EXIT_NODE, Graph

_CHAR, _LINE, _PAD = 7.2, 15, 8
"""pixels: a character's width, a line's height, the space inside a box"""
_GAP_X, _GAP_Y, _LANE = 28, 36, 10
"""pixels: between boxes, between ranks, between edges that run beside the boxes"""
_MOST_LANES = 40

_STYLE = (
    "text{font:12px monospace;white-space:pre}"
    "rect{fill:#f6f8fa;stroke:#24292f}.end{fill:#ddf4ff;rx:12}"
    "path{fill:none;stroke:#57606a;marker-end:url(#a)}.back{stroke:#bc4c00}"
    ".title{font-weight:bold}"
)
_ARROW = (
    '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7"'
    ' orient="auto"><path d="M0 0L8 4L0 8z" style="fill:#57606a;stroke:none;marker-end:none"/>'
    "</marker></defs>"
)


class _Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def svg(found: Sequence[Graph]) -> str:
    """Return an SVG document with the graphs below each other."""
    body, width, top = [], 0.0, 0.0
    for graph in found:
        drawn, wide, high = _draw(graph, top)
        body += drawn
        width, top = max(width, wide), top + high + _GAP_Y
    size = f'width="{width:.0f}" height="{top:.0f}" viewBox="0 0 {width:.0f} {top:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([head, f"<style>{_STYLE}</style>", _ARROW, *body, "</svg>", ""])


def ranks(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """Return the rank of each of *count* nodes: the longest way from node 0 without going back.

    EXIT comes last; what cannot be reached stands at the top.
    """
    following: list[list[int]] = [[] for _ in range(count)]
    for start, end in edges:
        following[start].append(end)
    order, back = _depth_first(count, following)
    rank = [0] * count
    for node in reversed(order):
        for end in following[node]:
            if (node, end) not in back:
                rank[end] = max(rank[end], rank[node] + 1)
    rank[EXIT_NODE] = max(rank) + (rank[EXIT_NODE] < max(rank) or count == 2)
    return rank


def _depth_first(
    count: int, following: Sequence[Sequence[int]]
) -> tuple[list[int], set[tuple[int, int]]]:
    """Return the nodes in the order they are left, and the edges that close a circle."""
    order: list[int] = []
    back: set[tuple[int, int]] = set()
    state = bytearray(count)
    for root in range(count):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(following[root]))]
        while stack:
            node, rest = stack[-1]
            for end in rest:
                if state[end] == 1:
                    back.add((node, end))
                elif not state[end]:
                    state[end] = 1
                    stack.append((end, iter(following[end])))
                    break
            else:
                state[node] = 2
                order.append(node)
                stack.pop()
    return order, back


def _draw(graph: Graph, top: float) -> tuple[list[str], float, float]:
    """Return the elements of one graph from *top* down, its width and height."""
    nodes = graph.nodes
    rank = ranks(len(nodes), graph.edges)
    rows = _rows(len(nodes), graph.edges, rank)
    lanes = min(sum(rank[b] != rank[a] + 1 for a, b in graph.edges), _MOST_LANES)
    left = _GAP_X + lanes * _LANE
    boxes, width, height = _place(nodes, rows, left, top + 2 * _LINE)
    drawn = [f'<text class="title" x="{_PAD}" y="{top + _LINE:.0f}">{escape(graph.title)}</text>']
    for number, box in enumerate(boxes):
        drawn += _box(box, nodes[number], end=number in (ENTRY_NODE, EXIT_NODE))
    drawn += _edges(graph.edges, rank, boxes, width)
    return drawn, width + _GAP_X + lanes * _LANE, height - top


def _rows(count: int, edges: Sequence[tuple[int, int]], rank: Sequence[int]) -> list[list[int]]:
    """Return the nodes of each rank, each near those above it that lead to it."""
    above: list[list[int]] = [[] for _ in range(count)]
    for start, end in edges:
        if rank[start] < rank[end]:
            above[end].append(start)
    rows: list[list[int]] = [[] for _ in range(max(rank) + 1)]
    for node in range(count):
        rows[rank[node]].append(node)
    place = [0.0] * count
    for row in rows:
        wanted = {
            node: sum(place[each] for each in above[node]) / len(above[node])
            if above[node]
            else 0.0
            for node in row
        }
        row.sort(key=lambda node: (wanted[node], node))
        for at, node in enumerate(row):
            place[node] = at - (len(row) - 1) / 2
    return rows


def _place(
    nodes: Sequence[Sequence[str]], rows: Sequence[Sequence[int]], left: float, top: float
) -> tuple[list[_Box], float, float]:
    """Return the boxes, the right edge and the lower edge."""
    sizes = [
        (max(map(len, lines), default=5) * _CHAR + 2 * _PAD, max(len(lines), 1) * _LINE + 2 * _PAD)
        for lines in nodes
    ]
    widths = [sum(sizes[node][0] for node in row) + _GAP_X * (len(row) - 1) for row in rows]
    widest = max(widths)
    boxes = [_Box(0, 0, 0, 0)] * len(nodes)
    y = top
    for row, width in zip(rows, widths, strict=True):
        x = left + (widest - width) / 2
        for node in row:
            boxes[node] = _Box(x, y, *sizes[node])
            x += sizes[node][0] + _GAP_X
        y += max((sizes[node][1] for node in row), default=0) + _GAP_Y
    return boxes, left + widest, y


def _box(box: _Box, lines: Sequence[str], *, end: bool) -> Iterator[str]:
    kind = ' class="end"' if end else ""
    yield (
        f'<rect{kind} x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}"'
        f' height="{box.height:.0f}"/>'
    )
    for number, line in enumerate(lines, 1):
        y = box.y + _PAD + number * _LINE - 4
        yield f'<text x="{box.x + _PAD:.0f}" y="{y:.0f}">{escape(line)}</text>'


def _edges(
    edges: Sequence[tuple[int, int]], rank: Sequence[int], boxes: Sequence[_Box], right: float
) -> Iterator[str]:
    lane = 0
    for start, end in edges:
        one, two = boxes[start], boxes[end]
        low, high = one.y + one.height, two.y
        if rank[end] == rank[start] + 1:
            half = (low + high) / 2
            yield (
                f'<path d="M{one.middle:.0f} {low:.0f}C{one.middle:.0f} {half:.0f} '
                f'{two.middle:.0f} {half:.0f} {two.middle:.0f} {high:.0f}"/>'
            )
            continue
        lane = lane % _MOST_LANES + 1
        back = rank[end] <= rank[start]
        side = _GAP_X + (lane - 1) * _LANE if back else right + lane * _LANE
        kind = ' class="back"' if back else ""
        yield (
            f'<path{kind} d="M{one.middle:.0f} {low:.0f}V{low + 10:.0f}H{side:.0f}'
            f'V{high - 14:.0f}H{two.middle:.0f}V{high:.0f}"/>'
        )
