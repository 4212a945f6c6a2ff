"""The filter, run by an interpreter of classic BPF: it traces what is wanted and nothing else."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from beebox.sources.filter import ALLOW, TRACE, build
from beebox.sources.ptrace import ARCH


def run(code, nr, arch=ARCH):
    rows = list(struct.iter_unpack("<HBBI", code))
    at = accumulator = 0
    while True:
        op, yes, no, k = rows[at]
        at += 1
        if op == 0x20:
            accumulator = {0: nr, 4: arch}[k]
        elif op == 0x05:
            at += k
        elif op == 0x15:
            at += yes if accumulator == k else no
        elif op == 0x35:
            at += yes if accumulator >= k else no
        else:
            assert op == 0x06
            return k


@given(st.sets(st.integers(0, 511)))
def test_traces_exactly_what_is_wanted(wanted):
    code = build(wanted)
    assert len(code) // 8 <= 4096
    for nr in range(600):
        assert run(code, nr) == (TRACE if nr in wanted else ALLOW)


@given(st.sets(st.integers(0, 511)), st.integers(0, 511))
def test_other_instruction_sets_pass(wanted, nr):
    code = build(wanted)
    assert run(code, nr, arch=0x40000003) == ALLOW
    assert run(code, nr | 0x40000000) == ALLOW
