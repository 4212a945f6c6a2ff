"""Programs on a cgroup of the test's own: what a child in it does is seen, what we do is not."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from beebox.abi.enums import AttachType, LinkType
from beebox.errors import KernelError, NotSupported
from beebox.loader.attach import targets

pytestmark = pytest.mark.linux


def in_child(cgroup: str, act: Callable[[], object]) -> None:
    """Do *act* in a child that is in *cgroup*."""
    pid = os.fork()
    if not pid:
        try:
            Path(cgroup, "cgroup.procs").write_text(str(os.getpid()))
            act()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def talk() -> None:
    """Do once each thing that a cgroup's programs hear of."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
        with contextlib.suppress(OSError):
            sock.sendto(b"x", ("127.0.0.1", 99))
        with contextlib.suppress(OSError):
            sock.bind(("127.0.0.1", 0))
        sock.getsockname()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, contextlib.suppress(OSError):
        sock.bind(("127.0.0.1", 0))
        sock.connect(sock.getsockname())
        sock.send(b"x")
        sock.recvfrom(1)
    for path in ("/proc/sys/net/ipv4/ip_forward", "/dev/null"):
        with contextlib.suppress(OSError):
            Path(path).read_bytes()


SECTIONS = [
    "cgroup_skb/egress",
    "cgroup_skb/ingress",
    "cgroup/sock_create",
    "cgroup/sock",
    "cgroup/sock_release",
    "cgroup/bind4",
    "cgroup/post_bind4",
    "cgroup/connect4",
    "cgroup/sendmsg4",
    "cgroup/getsockname4",
    "cgroup/sysctl",
    "cgroup/dev",
    "cgroup/setsockopt",
    "cgroup/getsockopt",
]


@pytest.mark.parametrize("section", SECTIONS)
def test_what_a_child_does_is_seen(counter, in_netns, cgroup, section) -> None:
    def body() -> None:
        made = counter(section, verdict=1)
        with made.attach(targets.Cgroup(cgroup)) as link:
            assert link.info.type == LinkType.CGROUP
            assert made.during(talk) == 0
            assert made.during(lambda: in_child(cgroup, talk)) > 0
        assert made.during(lambda: in_child(cgroup, talk)) == 0

    in_netns(body)


@pytest.mark.parametrize(
    "section",
    [
        "sockops",
        "cgroup/connect_unix",
        "cgroup/getpeername6",
        "cgroup/recvmsg_unix",
        "cgroup/bind6",
    ],
)
def test_others_attach(counter, cgroup, section) -> None:
    with counter(section, verdict=1).attach(targets.Cgroup(cgroup)) as link:
        assert link.info.type == LinkType.CGROUP


def test_a_program_that_fits_several_hooks_wants_to_know_which(counter, cgroup) -> None:
    made = counter("cgroup/skb", verdict=1)
    with pytest.raises(NotSupported, match="fits several hooks"):
        made.attach(targets.Cgroup(cgroup))
    with made.attach(targets.Cgroup(cgroup, AttachType.CGROUP_INET_EGRESS)) as link:
        assert link.info.cgroup.attach_type == AttachType.CGROUP_INET_EGRESS


def test_no_such_cgroup(counter) -> None:
    with pytest.raises(KernelError, match="open /sys/fs/cgroup/none"):
        counter("cgroup/dev").attach(targets.Cgroup("/sys/fs/cgroup/none"))
