"""A user's program as mypy --strict sees it: every public name has a type that says something."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import assert_type

import beebox
from beebox import targets


@dataclass
class Opened:
    """What the program sends."""

    pid: int
    comm: str


def whole(path: Path) -> int:
    """Do all that a user does, once."""
    spec = beebox.open(path).set(limit=7, only_watched=True).with_map("counts", max_entries=64)
    assert_type(spec, beebox.ObjectSpec)
    try:
        with beebox.load(spec, kernel="linux") as live:
            assert_type(live, beebox.Loaded)
            with live.programs.note.attach() as link:
                assert_type(link, beebox.Link)
                assert_type(link.id, int)
            live.programs["drop"].attach(targets.Xdp("eth0", targets.XdpMode.NATIVE)).close()
            child = live.run(["ls"], cwd="/")
            for event in live.events("opened", Opened, seconds=1.0):
                assert_type(event, Opened)
                live.maps.counts[event.pid] = 0
            run = live.programs.drop.run(b"\0" * 64, repeat=3)
            assert_type(run, beebox.TestRun)
            live.variables.total = live.variables.total + 1
            return child.wait() or run.retval
    except beebox.VerifierError as error:
        assert_type(error.log, str)
        print(error.summary, error.explanation and error.explanation.reason)
    except beebox.KernelError as error:
        assert_type(error.errno, int)
    return 1


async def follow(live: beebox.Loaded) -> None:
    """Wait for events beside other tasks."""
    async for event in live.events("opened", Opened):
        assert_type(event, Opened)


def share() -> None:
    """Two objects in one box."""
    box = beebox.Box(cpus=2)
    with beebox.load("a.o", box) as one, beebox.load(b"", kernel=box) as two:
        one.attach()
        asyncio.run(follow(two))
