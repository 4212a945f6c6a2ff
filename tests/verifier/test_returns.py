"""What programs return that this kernel may not load: held against what its source says."""

import pytest
import verifier_cases as cases
from verifier_types import attach_value, target_id

from beebox.abi.enums import ProgType
from beebox.isa.asm import assemble
from beebox.spec import vmlinux

EXIT = "At program exit the register R0 has"
UNKNOWN = "call get_prandom_u32\nexit"
HOOKS = [
    # attached as, to, program, what is said
    ("LSM_MAC", "file_open", "r0 = 0\nexit", "accept"),
    ("LSM_MAC", "file_open", "r0 = -13\nexit", "accept"),
    ("LSM_MAC", "file_open", "w0 = -13\nexit", "accept"),
    ("LSM_MAC", "file_open", "r0 = -4095\nexit", "accept"),
    ("LSM_MAC", "file_open", "r0 = -4096\nexit", "smin=-4096 smax=-4096 should have been in [-4095, 0]"),
    ("LSM_MAC", "file_open", "r0 = 1\nexit", "smin=1 smax=1 should have been in [-4095, 0]"),
    ("LSM_MAC", "file_open", "r0 = r1\nexit", "R0 is not a known value (ctx)"),
    ("LSM_MAC", "file_open", UNKNOWN, "should have been in [-4095, 0]"),
    ("LSM_MAC", "xfrm_state_pol_flow_match", "r0 = 1\nexit", "accept"),
    ("LSM_MAC", "xfrm_state_pol_flow_match", "r0 = 2\nexit", "smin=2 smax=2 should have been in [0, 1]"),
    ("LSM_MAC", "sb_free_security", "exit", "accept"),
    ("LSM_MAC", "sb_free_security", "r0 = 7\nexit", "accept"),
    ("LSM_MAC", "sb_free_security", "r0 = r1\nexit", "accept"),
    ("LSM_CGROUP", "socket_bind", "r0 = 1\nexit", "accept"),
    ("LSM_CGROUP", "socket_bind", "r0 = 0\nexit", "accept"),
    ("LSM_CGROUP", "socket_bind", "r0 = 2\nexit", "smin=2 smax=2 should have been in [0, 1]"),
    ("LSM_CGROUP", "socket_bind", "r0 = -1\nexit", "smin=-1 smax=-1 should have been in [0, 1]"),
    ("LSM_CGROUP", "sk_free_security", "r0 = 1\nexit", "accept"),
    ("LSM_CGROUP", "sk_free_security", "r1 = 0\ncall set_retval\nr0 = 1\nexit", "BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!"),
    ("LSM_CGROUP", "sk_free_security", "call get_retval\nr0 = 1\nexit", "accept"),
    ("LSM_CGROUP", "socket_bind", "r1 = 0\ncall set_retval\nr0 = 1\nexit", "accept"),
    ("LSM_MAC", "socket_bind", "r1 = 0\ncall set_retval\nr0 = 0\nexit", "program of this type cannot use helper bpf_set_retval#187"),
    ("LSM_CGROUP", "sk_free_security", "exit", "R0 !read_ok"),
    ("LSM_CGROUP", "sk_free_security", "r0 = 0\nexit", "Note, BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!"),
]  # fmt: skip


@pytest.mark.parametrize(("attach", "target", "text", "said"), HOOKS)
def test_hooks(attach: str, target: str, text: str, said: str) -> None:
    btf = vmlinux.own()
    value = attach_value(btf, attach, target)
    verdict = cases.ours(
        assemble(text),
        ProgType.LSM,
        attach=value,
        target=target_id(btf, ProgType.LSM, value, target),
    )
    own = cases.text(verdict)
    assert own == said if said == "accept" else own.endswith(said)
    assert said == "accept" or own.startswith(("EINVAL", "EACCES"))


@pytest.mark.parametrize("attach", ["TRACE_FENTRY", "TRACE_FEXIT", "MODIFY_RETURN"])
def test_traced_functions(attach: str) -> None:
    btf = vmlinux.own()
    target = "bpf_modify_return_test" if attach == "MODIFY_RETURN" else "bpf_fentry_test1"
    value = attach_value(btf, attach, target)
    number = target_id(btf, ProgType.TRACING, value, target)
    for text, fits in (("r0 = 0", True), ("r0 = 1", False), ("r0 = r1", False)):
        program = assemble(f"{text}\nexit")
        own = cases.text(cases.ours(program, ProgType.TRACING, attach=value, target=number))
        assert (own == "accept") == (fits or attach == "MODIFY_RETURN"), own
        if own != "accept":
            assert "At program exit the register R0" in own
