"""Iterators and maps of sockets on Linux."""

from __future__ import annotations

import os
import socket
import struct

import pytest

from beebox import loader, obj
from beebox.abi.enums import LinkType, MapType
from beebox.isa import asm
from beebox.kernel import client
from beebox.lang.asm import object_of
from beebox.loader import Map
from beebox.loader.attach import targets
from beebox.obj.spec import MapSpec

pytestmark = pytest.mark.linux

WRITER = """
        .license "GPL"
        .section .rodata
text:   .asciz "x\\n"
        .section "iter/{kind}"
prog:   r6 = *(u64 *)(r1 + {at})
        if r6 == 0 goto out
        r1 = *(u64 *)(r1 + 0)
        r1 = *(u64 *)(r1 + 0)
        r2 = text ll
        r3 = 2
        call bpf_seq_write
out:    r0 = 0
        exit
"""


@pytest.fixture
def iterator(linux):
    """Load a program that writes a line for each object that iter/KIND comes to."""
    made = []

    def load(kind: str, at: int = 8):
        text = WRITER.format(kind=kind, at=at)
        live = loader.load(obj.read(object_of(asm.unit(text, "t.s")), "t"), linux)
        made.append(live)
        return live.programs["prog"]

    yield load
    for live in made:
        live.close()


def test_all_tasks_or_one(iterator) -> None:
    program = iterator("task")
    with program.attach() as link:
        assert link.info.type == LinkType.ITER
        everybody = link.read()
        assert set(everybody.splitlines()) == {b"x"}
        assert len(everybody.splitlines()) > 5
        assert link.read(), "a link can be read again"
    with program.attach(targets.Iter(tid=os.getpid())) as link:
        assert link.read() == b"x\n"


def test_the_elements_of_a_map(iterator, linux) -> None:
    spec = MapSpec("m", MapType.HASH, 4, 8, 8)
    fd = client.map_create(linux, spec)
    live = Map(linux, spec, fd)
    for key in range(3):
        live.update(struct.pack("<I", key), bytes(8))
    with iterator("bpf_map_elem", 16).attach(targets.Iter(map=live)) as link:
        assert link.read() == b"x\n" * 3
    linux.close(fd)


def test_a_cgroup(iterator, cgroup) -> None:
    walk = targets.Iter(cgroup=cgroup, walk=targets.CgroupWalk.SELF)
    with iterator("cgroup").attach(walk) as link:
        assert link.read() == b"x\n"


def test_the_sockets_in_a_map(counter, linux) -> None:
    spec = MapSpec("sockets", MapType.SOCKMAP, 4, 8, 4)
    sockets = Map(linux, spec, client.map_create(linux, spec))
    made = counter("sk_skb/verdict", verdict=1)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(listener.getsockname()) as one:
            other, _ = listener.accept()
            with other, made.attach(targets.Sockmap(sockets)):
                sockets.update(bytes(4), struct.pack("<Q", other.fileno()))
                one.send(b"hello")
                assert other.recv(5) == b"hello"
                assert made.runs == 1
                sockets.delete(bytes(4))
    linux.close(sockets.fd)
