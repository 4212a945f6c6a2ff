"""Two places where Linux 6.18 does not do what RFC 9669 says, and why; we do what the RFC says.

Both come of pruning: the verifier meets a state that it has seen, and forgets something on the
way back. `isa_programs.Writer` leaves such programs out of the comparison with Linux.
"""

import os

import isa_linux
import pytest
from isa_cases import run, words

from beebox.abi.enums import ProgType
from beebox.box.kernel import Box
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client
from beebox.obj.spec import ProgramSpec
from beebox.vm import tier0

SPEC = ProgramSpec("fetch", "xdp", ProgType.XDP, ())
ENGINES = ["interpreter", "tier0", "tier1"]

pytestmark = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")

# x86's cmpxchg leaves rax alone when it succeeds, so Linux puts `w0 = w0` behind it where the high
# half of r0 is read (opt_subreg_zext_lo32_rnd_hi32, by mark_insn_zext). Here the read is the exit,
# which is walked on one of the two paths only: the other is pruned at *join*, and what was read
# beyond is no longer propagated to it since 6.18 has no chain of register liveness.
CMPXCHG = """
    r6 = r1
    r0 = *(u64 *)(r6 + 0)
    r2 = *(u64 *)(r6 + 8)
    r3 = *(u64 *)(r6 + 16)
    if r3 == 0 goto other
    r0 = atomic_cmpxchg((u32 *)(r6 + 24), r0, r2)
    goto join
    other:
    r0 = atomic_cmpxchg((u32 *)(r6 + 24), r0, r2)
    goto join
    join:
    exit"""

# What an atomic operation fetches from the stack is taken for known, 2 on the first path: the
# branch is decided, and what made it so must stay precise. backtrack_insn takes the instruction
# for a store, so the slot is not marked; the path with 1 in it is pruned at *meet*, *one* is never
# walked, and taken out as dead code.
FETCH = """
    r6 = r1
    r3 = *(u64 *)(r6 + 0)
    *(u64 *)(r10 - 8) = 1
    if r3 == 0 goto meet
    *(u64 *)(r10 - 8) = 2
    meet:
    r2 = 0
    r2 = atomic64_fetch_add((u64 *)(r10 - 8), r2)
    if r2 == 1 goto one
    r0 = 2
    exit
    one:
    r0 = 1
    exit"""

CASES = [
    (CMPXCHG, "0x100000005 0x7 0x0 0x5", 5, 0x100000005),
    (CMPXCHG, "0x100000005 0x7 0x1 0x5", 5, 5),
    (FETCH, "0x0", 1, 2),
    (FETCH, "0x1", 2, 2),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("text", "memory", "right", "_linux"), CASES)
def test_ours(text, memory, right, _linux, engine):
    assert run(assemble(text), words(memory), engine)[0] == right


@pytest.mark.linux
@pytest.mark.parametrize(("text", "memory", "_right", "linux"), CASES)
def test_linux(text, memory, _right, linux):
    isa_linux.need_kernel()
    if not os.uname().release.startswith("6.18."):
        pytest.skip("what other releases do is not known here")
    assert isa_linux.run(assemble(text), words(memory))[0] == linux


@pytest.mark.parametrize("engine", ENGINES)
def test_the_boxs_verifier_does_not_lose_the_branch(engine):
    """As FETCH, with the context's rx_queue_index, which is 0, as what is not known."""
    text = FETCH.replace("*(u64 *)(r6 + 0)", "*(u32 *)(r6 + 16)")
    box = Box(engine=engine)
    try:
        fd = client.prog_load(box, SPEC, encode(assemble(text)), "GPL")
        assert client.prog_test_run(box, fd, bytes(64)).retval == 1
    finally:
        box.shut()
