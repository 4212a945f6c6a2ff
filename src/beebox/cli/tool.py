"""``beebox TOOL [OPTION ...] [-- COMMAND]``: any tool of `beebox.tools`, on the chosen kernel."""

from __future__ import annotations

from errno import EOPNOTSUPP
from importlib import import_module

from beebox.cli.base import Parser, add_kernel, check_target, choose, split_command
from beebox.errors import KernelError, NotSupported
from beebox.tools import base


def parser(name: str) -> Parser:
    """Return the parser of tool *name*: its own options, every tool's, the kernel's."""
    tool = import_module(f"beebox.tools.{name}")
    made = Parser(name, tool.__doc__ or "", tool.EXAMPLES)
    made.usage = f"beebox {name} [OPTION ...] [-- COMMAND [ARG ...]]"
    tool.add_arguments(made)
    base.add_arguments(made)
    add_kernel(made)
    return made


def main(argv: list[str]) -> int:
    """Run the tool *argv[0]* with its options; return COMMAND's exit status, or 0."""
    options, command = split_command(argv[1:])
    arguments = parser(argv[0]).parse_args(options)
    check_target(arguments.kernel, command, arguments.pid or arguments.tid)
    tool = import_module(f"beebox.tools.{argv[0]}")
    try:
        status: int = tool.main(choose(arguments.kernel), arguments, command)
    except KernelError as error:
        if arguments.kernel == "box" and error.errno == EOPNOTSUPP:
            raise NotSupported(str(error), "`--kernel linux` has it, as root") from error
        raise
    return status
