"""The verifier's numeric domain at few bits: its own source, with 64 and 32 bits made 8 and 4, or 4 and 2.

So all numbers can be tried, and what is proved is what runs: `bits.py` and the files of the domain
are read, the widths in them replaced, and run as modules of their own. A "byte" has an eighth of the
whole's bits. No other number in those files is 31, 32, 63 or 64.
"""

from __future__ import annotations

import ast
import sys
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import beebox
from beebox.isa.opcodes import AluOp, JumpOp

_SOURCE = Path(beebox.__file__).parent
_DOMAIN = ("tnum", "bounds", "casts", "arithmetic", "conditions")
_FILES = ("bits", *(f"verifier/{name}" for name in _DOMAIN))


class _Narrow(ast.NodeTransformer):
    """Replaces widths, and imports of what is replaced itself."""

    def __init__(self, package: str, whole: int) -> None:
        self.package = package
        half = whole // 2
        self.widths = {64: whole, 63: whole - 1, 32: half, 31: half - 1}
        self.byte = whole // 8

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if type(node.value) is int and node.value in self.widths:
            return ast.copy_location(ast.Constant(self.widths[node.value]), node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        bytes_ = isinstance(node.op, ast.Mult) and isinstance(node.left, ast.Constant)
        if bytes_ and node.left.value == 8:  # type: ignore[union-attr]
            node.left = ast.copy_location(ast.Constant(self.byte), node.left)
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom:
        short = (node.module or "").rpartition(".")[2]
        if node.module == "beebox.verifier":
            node.module = self.package
        elif f"beebox.{short}" == node.module == "beebox.bits" or short in _DOMAIN:
            node.module = f"{self.package}.{short}"
        return node


class Small:
    """The domain at *whole* bits, and everything in it."""

    def __init__(self, whole: int) -> None:
        self.whole, self.half = whole, whole // 2
        self.package = f"beebox_at_{whole}_bits"
        package = ModuleType(self.package)
        package.__path__ = []
        sys.modules[self.package] = package
        for name in _FILES:
            setattr(package, name.rpartition("/")[2], self._load(name))
        self.tnum, self.bounds, self.casts, self.arithmetic, self.conditions = (
            sys.modules[f"{self.package}.{name}"] for name in _DOMAIN
        )
        self.numbers = range(1 << whole)
        self._members: dict[Any, int] = {}

    def _load(self, name: str) -> ModuleType:
        path = _SOURCE / f"{name}.py"
        tree = _Narrow(self.package, self.whole).visit(ast.parse(path.read_text()))
        made = ModuleType(f"{self.package}.{name.rpartition('/')[2]}")
        sys.modules[made.__name__] = made
        exec(compile(tree, str(path), "exec"), made.__dict__)
        return made

    def signed(self, n: int, width: int) -> int:
        n &= (1 << width) - 1
        return n - (1 << width) if n >> (width - 1) else n

    @cached_property
    def _tests(self) -> dict[str, list[int]]:
        """For each field of a `Bounds` what numbers are compared with it."""
        low = (1 << self.half) - 1
        return {
            "s": [self.signed(n, self.whole) for n in self.numbers],
            "s32": [self.signed(n & low, self.half) for n in self.numbers],
            "u32": [n & low for n in self.numbers],
        }

    def members(self, b: Any) -> int:
        """Return all numbers that *b* stands for, as a mask."""
        b = tuple(b)
        found = self._members.get(b)
        if found is None:
            value, mask, smin, smax, umin, umax, s32min, s32max, u32min, u32max = b
            s, s32, u32 = self._tests.values()
            found = 0
            for n in range(max(umin, 0), min(umax, len(self.numbers) - 1) + 1):
                if (
                    (n & ~mask) == value
                    and smin <= s[n] <= smax
                    and s32min <= s32[n] <= s32max
                    and u32min <= u32[n] <= u32max
                ):
                    found |= 1 << n
            self._members[b] = found
        return found

    def hull(self, numbers: list[int]) -> Any:
        """Return the least bounds that hold *numbers*."""
        bits = self.tnum.const(numbers[0])
        for n in numbers:
            bits = self.tnum.union(bits, self.tnum.const(n))
        s, s32, u32 = ([table[n] for n in numbers] for table in self._tests.values())
        ends = [end(found) for found in (s, numbers, s32, u32) for end in (min, max)]
        return self.bounds.Bounds(*bits, *ends)

    def unsigned_ranges(self, width: int) -> list[tuple[int, int]]:
        return [(a, b) for b in range(1 << width) for a in range(b + 1)]

    def signed_ranges(self, width: int) -> list[tuple[int, int]]:
        lowest = -(1 << width - 1)
        return [(a + lowest, b + lowest) for a, b in self.unsigned_ranges(width)]

    @cached_property
    def tnums(self) -> list[Any]:
        return [self.tnum.Tnum(v, m) for m in self.numbers for v in self.numbers if not v & m]

    def alu(self, op: AluOp, x: int, y: int, *, is64: bool) -> int:
        """Return what the machine gives."""
        width = self.whole if is64 else self.half
        mask = (1 << width) - 1
        x, y = x & mask, y & mask
        results = {
            AluOp.ADD: x + y,
            AluOp.SUB: x - y,
            AluOp.MUL: x * y,
            AluOp.DIV: x // y if y else 0,
            AluOp.MOD: x % y if y else x,
            AluOp.AND: x & y,
            AluOp.OR: x | y,
            AluOp.XOR: x ^ y,
            AluOp.NEG: -x,
            AluOp.LSH: x << (y % width),
            AluOp.RSH: x >> (y % width),
            AluOp.ARSH: self.signed(x, width) >> (y % width),
        }
        return results[op] & mask

    def holds(self, op: JumpOp, x: int, y: int, *, is32: bool) -> bool:
        """Whether the machine jumps."""
        width = self.half if is32 else self.whole
        mask = (1 << width) - 1
        x, y = x & mask, y & mask
        if op.name.startswith("JS") and op is not JumpOp.JSET:
            x, y = self.signed(x, width), self.signed(y, width)
        kind = op.name.replace("JS", "J", 1) if op is not JumpOp.JSET else "JSET"
        return {
            "JEQ": x == y,
            "JNE": x != y,
            "JGT": x > y,
            "JGE": x >= y,
            "JLT": x < y,
            "JLE": x <= y,
            "JSET": bool(x & y),
        }[kind]
