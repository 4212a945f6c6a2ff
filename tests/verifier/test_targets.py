"""What programs attach to that this kernel may not load: held against what its source says."""

import pytest
import verifier_cases as cases
from verifier_types import target_id

from beebox.abi.enums import AttachType, ProgFlag, ProgType
from beebox.isa.asm import assemble
from beebox.spec import targets, vmlinux
from beebox.verifier.btf import arguments, struct_ops
from beebox.verifier.types import BTF_ID, TRUSTED, TypeRef

EXIT = assemble("r0 = 0\nexit")
CASES = [
    # attached as, to, may sleep, what is said
    ("MODIFY_RETURN", "bpf_modify_return_test", False, "accept"),
    ("MODIFY_RETURN", "bpf_fentry_test1", False, "accept"),
    ("MODIFY_RETURN", "bpf_fentry_test1", True, "accept"),
    ("MODIFY_RETURN", "bpf_modify_return_test", True, "EINVAL bpf_modify_return_test is not sleepable"),
    ("MODIFY_RETURN", "update_socket_protocol", False, "accept"),
    ("MODIFY_RETURN", "update_socket_protocol", True, "EINVAL update_socket_protocol is not sleepable"),
    ("MODIFY_RETURN", "bpf_fentry_test2", False, "EINVAL bpf_fentry_test2() is not modifiable"),
    ("MODIFY_RETURN", "vfs_read", False, "EINVAL vfs_read() is not modifiable"),
    ("MODIFY_RETURN", "security_file_open", False, "accept"),
    ("MODIFY_RETURN", "security_file_open", True, "EINVAL security_file_open is not sleepable"),
    ("MODIFY_RETURN", "should_fail_bio", False, "accept"),
    ("TRACE_FENTRY", "should_fail_bio", True, "accept"),
    ("TRACE_FEXIT", "bpf_fentry_test1", True, "accept"),
    ("TRACE_FENTRY", "bpf_fentry_test2", True, "EINVAL bpf_fentry_test2 is not sleepable"),
    ("TRACE_FENTRY", "vfs_read", False, "accept"),
    ("TRACE_RAW_TP", "task_newtask", True, "EINVAL Only fentry/fexit/fmod_ret, lsm, iter, uprobe, and struct_ops programs can be sleepable"),
    ("LSM_MAC", "file_open", True, "accept"),
    ("LSM_MAC", "task_free", True, "EINVAL bpf_lsm_task_free is not sleepable"),
    ("LSM_MAC", "vm_enough_memory", False, "EINVAL attach_btf_id {id} points to disabled hook bpf_lsm_vm_enough_memory"),
]  # fmt: skip


@pytest.mark.parametrize(("attach", "target", "sleeps", "said"), CASES)
def test_targets(attach: str, target: str, sleeps: bool, said: str) -> None:
    btf = vmlinux.own()
    kind = ProgType.LSM if attach.startswith("LSM") else ProgType.TRACING
    value = int(AttachType[attach])
    ident = target_id(btf, kind, value, target)
    flags = int(ProgFlag.SLEEPABLE) if sleeps else 0
    own = cases.text(cases.ours(EXIT, kind, attach=value, target=ident, flags=flags))
    assert own == said.replace("{id}", str(ident))


@pytest.mark.parametrize(
    ("name", "modifiable", "sleeps"),
    [
        ("__x64_sys_newstat", True, True),
        ("__ia32_sys_getpid", True, True),
        ("__x64_sys_ni_syscall", False, False),
        ("__x64_sys_made_up", False, False),
        ("should_failslab", True, False),
        ("__filemap_add_folio", True, False),
        ("should_fail_otherwise", False, False),
        ("bpf_modify_return_test_other", False, False),
        ("hid_bpf_device_event", False, False),
        ("security_anything", True, False),
    ],
)
def test_names(name: str, modifiable: bool, sleeps: bool) -> None:
    assert targets.is_modifiable(name) == modifiable
    assert targets.may_sleep(name) == sleeps


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> int:
    """The argument of an operation is counted: this kernel has no operation that is given such."""
    btf = vmlinux.own()
    of = TypeRef(btf, btf.find("bpf_dummy_ops_state", "struct") or 0)
    given = {0: arguments.Argument(BTF_ID | TRUSTED, of, refcounted=True)}
    monkeypatch.setattr(struct_ops, "_given", lambda *_: given)
    return btf.find("bpf_dummy_ops", "struct") or 0


def test_counted_arguments_are_held_from_the_start(counted: int) -> None:
    text = "r6 = *(u64 *)(r1 + 0)\nr7 = *(u32 *)(r6 + 0)\nr0 = 0\nexit"
    said = cases.ours(assemble(text), ProgType.STRUCT_OPS, attach=0, target=counted, level=2)
    assert cases.text(said).endswith("instruction in main prog would lead to reference leak")
    assert "R6=trusted_ptr_bpf_dummy_ops_state(ref_obj_id=1)" in said.log
    assert "Unreleased reference id=1 alloc_insn=0" in said.log


def test_counted_arguments_allow_no_tail_call(counted: int) -> None:
    text = "r2 = map[progs]\nr3 = 0\ncall tail_call\nr0 = 0\nexit"
    insns = assemble(text, maps=cases.NUMBERS)
    said = cases.ours(insns, ProgType.STRUCT_OPS, attach=0, target=counted)
    assert cases.text(said) == "EINVAL program with __ref argument cannot tail call"
