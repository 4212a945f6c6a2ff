"""Run the named benchmarks, or all of them."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("start", "opens", "vm")


def main() -> int:
    """Run and print."""
    names = sys.argv[1:] or list(NAMES)
    for name in names:
        if name not in NAMES:
            print(f"no benchmark {name!r}; there are: {', '.join(NAMES)}", file=sys.stderr)
            return 2
        import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
