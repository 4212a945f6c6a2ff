"""Run the named benchmarks, or all of them: ``python -m bench [NAME ...] [--json FILE]``."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from importlib import import_module
from pathlib import Path

NAMES = (
    "start",
    "opens",
    "compile",
    "codegen",
    "runs",
    "branchy",
    "entry",
    "batch",
    "verify",
    "load",
)


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
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--json", metavar="FILE", help="write what was found there as well")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    found = {}
    for name in arguments.names or NAMES:
        found[name] = import_module(f"bench.{name}").main()
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(found, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
