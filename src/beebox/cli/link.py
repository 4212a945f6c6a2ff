"""``beebox link``: what programs are attached to, of a running box or of Linux; bpftool's verbs."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from beebox.abi.enums import Cmd, LinkType
from beebox.cli import nouns
from beebox.cli.base import Parser, UsageError, add_running, number, print_json, running
from beebox.errors import KernelError
from beebox.kernel import client, links
from beebox.kernel.api import Kernel
from beebox.kernel.link_kinds import told

EXAMPLES = """\
  sudo beebox link show --kernel linux             what is attached on this machine
  sudo beebox link pin id 7 /sys/fs/bpf/guard --kernel linux
  sudo beebox link detach pinned /sys/fs/bpf/guard --kernel linux
"""
USAGE = """\
beebox link show [LINK] [OPTION ...]
       beebox link pin LINK FILE
       beebox link detach LINK
       LINK := id ID | pinned FILE"""
_ON_A_LINE = ("target_name", "target_obj_id")
"""what stands on the first line of the text"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("link", "Show what is attached; pin it, or detach it by force.", EXAMPLES)
    made.usage = USAGE
    made.add_argument("verb", nargs="?", choices=("show", "list", "pin", "detach"), default="show")
    made.add_argument("words", nargs="*", default=[], metavar="WORD", help="see above")
    add_running(made)
    return made


def main(argv: list[str]) -> int:
    """Run the verb."""
    arguments = parser().parse_intermixed_args(argv[1:])
    kernel = running(arguments.kernel, arguments.box)
    words: list[str] = arguments.words
    as_json = arguments.json or arguments.pretty
    if arguments.verb in {"pin", "detach"}:
        wanted = 3 if arguments.verb == "pin" else 2
        if len(words) != wanted:
            raise UsageError(f"expected: link {arguments.verb} LINK{' FILE' * (wanted == 3)}")
        with opened(kernel, words) as fd:
            if arguments.verb == "pin":
                client.obj_pin(kernel, fd, words[2])
            else:
                detach(kernel, fd)
        if as_json:
            print_json(None)
        return 0
    if words:
        with opened(kernel, words) as fd:
            show(describe(kernel, fd), as_json=as_json, pretty=arguments.pretty)
        return 0
    found = list(every(kernel))
    if as_json:
        print_json(found, pretty=arguments.pretty)
    for each in () if as_json else found:
        print(text(each))
    return 0


def detach(kernel: Kernel, fd: int) -> None:
    """Detach by force, though others hold it."""
    try:
        links.link_detach(kernel, fd)
    except KernelError as error:
        kind = nouns.type_name(LinkType, client.link_info(kernel, fd).type)
        error.what = f"a link of type {kind} ends when nobody holds it: {error.what}"
        raise


@contextmanager
def opened(kernel: Kernel, words: list[str]) -> Iterator[int]:
    """Open the link that *words* begin to name.

    Raises:
        UsageError: they do not.
        KernelError: there is none.
    """
    if words[0] == "pinned" and len(words) > 1:
        fd = client.obj_get(kernel, words[1])
    elif words[0] == "id" and len(words) > 1:
        fd = client.fd_by_id(kernel, Cmd.LINK_GET_FD_BY_ID, number(words[1]))
    else:
        raise UsageError(f"expected id ID or pinned FILE, got {' '.join(words)!r}")
    try:
        yield fd
    finally:
        kernel.close(fd)


def every(kernel: Kernel) -> Iterator[dict[str, object]]:
    """Yield what is told of each link; one that goes away meanwhile is left out."""
    for each in client.links(kernel):
        try:
            fd = client.fd_by_id(kernel, Cmd.LINK_GET_FD_BY_ID, each.id)
        except KernelError:
            continue
        try:
            yield describe(kernel, fd)
        finally:
            kernel.close(fd)


def describe(kernel: Kernel, fd: int) -> dict[str, object]:
    """Return one element of ``link show -j``."""
    info = client.link_info(kernel, fd)
    found: dict[str, object] = {"id": info.id, "type": nouns.type_name(LinkType, info.type)}
    if info.prog_id:
        found["prog_id"] = info.prog_id
    for key, value in told(kernel, fd, info).items():
        if key == "ifindex" and isinstance(value, int):
            found["devname"] = _device(value)
        found[key] = value
    return found


def _device(index: int) -> str:
    """Return the name of an interface of our network namespace, else that it is not there."""
    try:
        return socket.if_indextoname(index)
    except OSError:
        return "(none)" if index == 0 else "(unknown)"


def show(found: dict[str, object], *, as_json: bool, pretty: bool) -> None:
    """Print one link."""
    if as_json:
        print_json(found, pretty=pretty)
    else:
        print(text(found))


def text(found: dict[str, object]) -> str:
    """Return the lines of ``link show``."""
    rest = {key: value for key, value in found.items() if key not in {"id", "type", "prog_id"}}
    program = f"  prog {found['prog_id']}" if "prog_id" in found else ""
    line = f"{found['id']}: {found['type']}{program}"
    line += _joined({key: rest.pop(key) for key in _ON_A_LINE if key in rest}, "  ")
    return f"{line}  " + (f"\n\t{_joined(rest, '')}  " if rest else "")


def _joined(rest: dict[str, object], start: str) -> str:
    words = []
    for key, value in rest.items():
        if key == "tp_name":
            words.append(f"tp '{value}'")
        elif value is not False:
            words.append(key if value is True else f"{key} {value}")
    return start * bool(words) + "  ".join(words)
