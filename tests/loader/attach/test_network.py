"""XDP, tc, netfilter, sockets, routes on Linux, in a network namespace of the test's own."""

from __future__ import annotations

import contextlib
import socket
import struct

import pytest

from beebox.abi.enums import LinkType
from beebox.errors import KernelError, NotSupported
from beebox.kernel.netlink import attribute
from beebox.loader.attach import targets

pytestmark = pytest.mark.linux
XDP_PASS = 2


def udp(address: str, port: int = 9, count: int = 5) -> None:
    """Send datagrams."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for _ in range(count):
            with contextlib.suppress(OSError):
                sock.sendto(b"x", (address, port))


def local() -> None:
    """Send five datagrams to ourselves; each is seen by somebody, so nothing answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        udp(*sock.getsockname())
        for _ in range(5):
            sock.recv(1)


@pytest.mark.parametrize(
    ("section", "verdict", "target", "kind", "hits"),
    [
        ("xdp", XDP_PASS, targets.Xdp("lo", targets.XdpMode.GENERIC), LinkType.XDP, 5),
        ("xdp.frags", XDP_PASS, targets.Xdp("lo"), LinkType.XDP, 5),
        ("xdp", XDP_PASS, targets.Xdp("v0", targets.XdpMode.NATIVE), LinkType.XDP, 0),
        ("tcx/ingress", 0, targets.Tcx("lo"), LinkType.TCX, 5),
        ("tc/egress", 0, targets.Tcx("lo", egress=True), LinkType.TCX, 5),
        ("tc", 0, targets.Tcx("lo", order=targets.Order(first=True)), LinkType.TCX, 5),
        ("tc", 0, targets.Classifier("lo"), None, 5),
        ("classifier", 0, targets.Classifier("lo", egress=True), None, 5),
        ("netfilter", 1, targets.Netfilter(hook=3, priority=-100), LinkType.NETFILTER, 5),
        ("flow_dissector", 0, targets.Netns(), LinkType.NETNS, 0),
    ],
)
def test_packets_of_an_interface(counter, in_netns, section, verdict, target, kind, hits) -> None:
    def body() -> None:
        made = counter(section, verdict=verdict)
        with made.attach(target) as link:
            if kind is not None:
                assert link.info.type == kind
            assert made.during(local) == hits
        assert made.during(local) == 0

    in_netns(body)


def test_programs_of_tcx_stand_in_the_order_asked_for(counter, in_netns, linux) -> None:
    from beebox.abi.enums import AttachType
    from beebox.kernel.links import prog_query

    def body() -> None:
        one, two, three = (counter("tcx/ingress", verdict=-1) for _ in range(3))
        with (
            one.attach(targets.Tcx("lo")) as first,
            two.attach(targets.Tcx("lo", order=targets.Order(before=first))) as second,
            three.attach(targets.Tcx("lo", order=targets.Order(after=two.program))) as third,
        ):
            order = prog_query(linux, socket.if_nametoindex("lo"), AttachType.TCX_INGRESS)
            ids = [link.info.prog_id for link in (second, third, first)]
            assert list(order.programs) == ids

    in_netns(body)


def test_lookup_of_a_socket(counter, in_netns) -> None:
    def connect() -> None:
        with socket.socket() as sock, contextlib.suppress(OSError):
            sock.connect(("127.0.0.1", 7))

    def body() -> None:
        made = counter("sk_lookup", verdict=1)
        with made.attach(targets.Netns()) as link:
            assert link.info.type == LinkType.NETNS
            assert made.during(connect) == 1

    in_netns(body)


@pytest.mark.parametrize(("section", "verdict"), [("socket", 100), ("sk_reuseport", 1)])
def test_a_socket_of_ours(counter, in_netns, section, verdict) -> None:
    def body() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            sock.bind(("127.0.0.1", 9998))
            made = counter(section, verdict=verdict)
            with made.attach(targets.Socket(sock)) as link:
                assert made.during(lambda: udp("127.0.0.1", 9998)) == 5
                with pytest.raises(NotSupported, match="no link"):
                    _ = link.info
            assert made.during(lambda: udp("127.0.0.1", 9998)) == 0

    in_netns(body)


@pytest.mark.parametrize("section", ["lwt_out", "lwt_xmit"])
def test_a_route_that_runs_a_program(counter, in_netns, section) -> None:
    def body() -> None:
        made = counter(section)
        with made.attach(targets.Encap("10.77.0.0/16", "v0")):
            assert made.during(lambda: udp("10.77.0.1", count=3)) == 3
        assert made.during(lambda: udp("10.77.0.1", count=3)) == 0

    in_netns(body)


def test_netkit(counter, in_netns, linux) -> None:
    def body() -> None:
        linked = attribute(3, b"nk0\0") + attribute(18 | 0x8000, attribute(1, b"netkit\0"))
        with contextlib.suppress(KernelError):
            linux.netlink(16, 0x400, struct.pack("=BxHiII", 0, 0, 0, 0, 0) + linked)
        try:
            socket.if_nametoindex("nk0")
        except OSError:
            pytest.skip("no netkit device here")
        made = counter("netkit/primary")
        with made.attach(targets.Netkit("nk0")) as link:
            assert link.info.type == LinkType.NETKIT

    in_netns(body)


@pytest.mark.parametrize(
    ("section", "target", "error", "said"),
    [
        ("xdp", targets.Xdp("v9"), NotSupported, "no network interface 'v9'"),
        ("xdp", targets.Xdp("v0", targets.XdpMode.OFFLOAD), KernelError, "Invalid argument"),
        ("lwt_out", targets.Encap("10.9.0.0/24", "nothing"), NotSupported, "no network interface"),
        ("tc", targets.Encap("10.78.0.0/24", "v0"), NotSupported, "lwt programs only"),
    ],
)
def test_what_is_wrong_is_said(counter, in_netns, section, target, error, said) -> None:
    def body() -> None:
        with pytest.raises(error, match=said):
            counter(section, verdict=0).attach(target)

    in_netns(body)
