"""Run the named benchmarks, or all of them."""

from __future__ import annotations

import os
import shutil
import sys
from importlib import import_module
from pathlib import Path

NAMES = ("start", "opens", "vm")


def own_tracefs() -> None:
    """Start again in a mount namespace of our own with tracefs, which some peers want mounted."""
    if os.geteuid() or Path("/sys/kernel/tracing/events").exists() or not shutil.which("unshare"):
        return
    script = 'mount -t tracefs tracefs /sys/kernel/tracing && exec "$@"'
    again = [sys.executable, "-m", "bench", *sys.argv[1:]]
    os.execvp("unshare", ["unshare", "-m", "sh", "-c", script, "sh", *again])


def main() -> int:
    """Run and print."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # beebox is measured as it is installed
    own_tracefs()
    names = sys.argv[1:] or list(NAMES)
    for name in names:
        if name not in NAMES:
            print(f"no benchmark {name!r}; there are: {', '.join(NAMES)}", file=sys.stderr)
            return 2
        import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
