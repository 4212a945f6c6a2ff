"""The kernel's structs in the box: every field has a place, and what is asked for in vain is told."""

from __future__ import annotations

import os

import pytest

from beebox.abi.enums import Cmd, ProgType
from beebox.abi.structs import ProgLoadAttr
from beebox.box.kernel import Box
from beebox.box.kernel_structs import FIELDS, KernelStructs
from beebox.box.places import FDS, FILE, NAME, TASK
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client
from beebox.spec.vmlinux import own


@pytest.fixture
def structs():
    made = KernelStructs()
    yield made
    made.close()


def test_every_field_has_a_place(structs: KernelStructs) -> None:
    structs.learn(own())
    layout = structs.layout
    assert all(layout.size[: len(FIELDS)])
    places = zip(layout.kind[: len(FIELDS)], layout.at[: len(FIELDS)], strict=True)
    assert len(set(places)) == len(FIELDS)
    assert max(layout.at[: len(FIELDS)]) < 1 << 14
    files = [at for at, kind in zip(layout.at, layout.kind, strict=True) if kind != TASK]
    assert max(files) < 1 << 10


def test_what_was_asked_for_in_vain(structs: KernelStructs) -> None:
    assert structs.missed() == []
    structs.learn(own())
    structs.layout.missed[0] = 0
    structs.layout.missed[1] = FILE << 16 | structs.layout.at[FIELDS.index("file.f_inode")]
    structs.layout.missed[2] = FILE << 16 | 1023
    structs.layout.count = 3
    first, second, third = structs.missed()
    assert first.startswith("task_struct.")
    assert (second, third) == ("file.f_inode", "file at 1023")


def test_addresses_do_not_meet() -> None:
    assert NAME < 16
    assert FDS << 10 <= 1 << 21


@pytest.mark.parametrize("engine", ["interpreter", "tier0"])
def test_a_task_that_is_under_no_watch(engine: str, structs: KernelStructs) -> None:
    """Programs that are run by hand run as this process, whose parent nobody watches."""
    box = Box(engine=engine)
    structs.learn(box.facts.btf)
    at = {
        name: structs.layout.at[FIELDS.index(f"task_struct.{name}")]
        for name in ("real_parent", "tgid")
    }
    code = encode(
        assemble(f"""
        call bpf_get_current_task
        r3 = r0
        r3 += {at["real_parent"]}
        r1 = r10
        r1 += -8
        r2 = 8
        call bpf_probe_read_kernel
        r3 = *(u64 *)(r10 -8)
        r3 += {at["tgid"]}
        r1 = r10
        r1 += -8
        r2 = 4
        call bpf_probe_read_kernel
        r0 = *(u32 *)(r10 -8)
        exit
        """)
    )
    attr = ProgLoadAttr(prog_type=ProgType.RAW_TRACEPOINT, insn_cnt=len(code) // 8)
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    run = client.prog_test_run(box, box.bpf(Cmd.PROG_LOAD, attr))
    assert run.retval == os.getppid()
    box.shut()
