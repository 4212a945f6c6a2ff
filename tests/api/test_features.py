"""What a kernel can do: answers held against bpftool's, against our tables, and without rights."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from beebox import features
from beebox.abi.enums import AttachType, Func, MapType, ProgType
from beebox.errors import KernelError
from beebox.features import Features, programs
from beebox.features.support import refused
from beebox.kernel import rights
from beebox.kernel.linux import Linux

root = pytest.mark.skipif(os.geteuid() != 0, reason="Linux tells root only")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "beebox", "feature", *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr
    return done


def test_the_box() -> None:
    found = features.probe("box")
    assert found.program_types[ProgType.XDP]
    assert found.program_types[ProgType.LSM]
    assert found.map_types[MapType.RINGBUF]
    assert found.map_types[MapType.STRUCT_OPS]
    assert found.attach_types[AttachType.TRACE_RAW_TP]
    assert all(found.instructions.values())
    assert all(found.types.values())
    assert found.kfuncs["bpf_task_acquire"]
    assert found.capabilities is None
    assert set(found.sysctls.values()) == {None}


@root
@pytest.mark.linux
def test_linux_is_asked_as_bpftool_asks() -> None:
    """Older bpftool takes every helper for callable on new kernels, so ours are among its."""
    if shutil.which("bpftool") is None:
        pytest.skip("no bpftool")
    theirs = json.loads(subprocess.check_output(["bpftool", "-j", "feature", "probe", "full"]))
    done = command("probe", "full", "-j", "--kernel", "linux")
    ours = json.loads(done.stdout)
    mine, other = ours["program_types"], theirs["program_types"]
    # iterators are tracing programs that need no trampolines; bpftool asks for these only
    assert {key: mine[key] for key in other} == other | {
        "have_tracing_prog_type": mine["have_tracing_prog_type"]
    }
    assert {key: ours["map_types"][key] for key in theirs["map_types"]} == theirs["map_types"]
    assert {key: ours["misc"][key] for key in theirs["misc"]} == theirs["misc"]
    system = ours["system_config"]
    assert {key: system[key] for key in theirs["system_config"]} == theirs["system_config"]
    for key, names in theirs["helpers"].items():
        newer = {"bpf_cgrp_storage_get", "bpf_cgrp_storage_delete"}
        assert set(ours["helpers"][key]) - set(names) <= newer, key


@root
@pytest.mark.linux
@pytest.mark.parametrize("kind", [ProgType.XDP, ProgType.CGROUP_SYSCTL, ProgType.KPROBE])
def test_helpers_are_those_of_our_tables(kind: ProgType) -> None:
    linux, box = features.probe("linux"), features.probe("box")
    assert programs.helpers(linux.kernel, kind) == programs.helpers(box.kernel, kind)


@root
@pytest.mark.linux
def test_what_linux_has_not_has_a_reason() -> None:
    found = features.probe("linux")
    settings = found.settings
    if settings and "CONFIG_NETKIT" not in settings:
        assert not found.attach_types[AttachType.NETKIT_PEER]
    if settings and "CONFIG_BPF_LIRC_MODE2" not in settings:
        assert found.program_types[ProgType.LIRC_MODE2].reason == "Invalid argument"
    for kind in (AttachType.TCX_EGRESS, AttachType.XDP, AttachType.CGROUP_INET4_BIND):
        assert found.attach_types[kind]
    lsm = found.program_types[ProgType.LSM]
    if not lsm and "lsm" not in settings.get("CONFIG_LSM", ""):
        assert lsm.known
        assert "all capabilities are here" in lsm.reason


@root
@pytest.mark.linux
def test_without_rights_it_says_what_cannot_be_known() -> None:
    if shutil.which("setpriv") is None:
        pytest.skip("no setpriv")
    drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]
    line = [*drop, sys.executable, "-m", "beebox", "feature", "probe", "--kernel", "linux"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    if not rights.sysctl("kernel.unprivileged_bpf_disabled"):
        pytest.skip("this kernel lets everybody load programs")
    said = "None of this can be known: the kernel tells only with CAP_BPF"
    assert done.stdout.count(said) == 5
    assert "This process has no capability" in done.stdout
    assert "NOT available" not in done.stdout.partition("kfunc")[0]
    assert "(kernel.unpriv" not in done.stdout
    done = subprocess.run([*line, "-j"], capture_output=True, text=True, check=True, timeout=120)
    answers = json.loads(done.stdout)
    assert set(answers["program_types"].values()) == {None}
    assert answers["reasons"]["have_xdp_prog_type"].endswith("CAP_BPF and CAP_NET_ADMIN")
    assert answers["capabilities"] == []


def test_a_refusal_is_a_reason() -> None:
    hidden = refused(KernelError(errno.EPERM, "bpf PROG_LOAD needs", missing=("CAP_BPF",)))
    assert (bool(hidden), hidden.known, hidden.json) == (False, False, None)
    plain = refused(KernelError(errno.EINVAL, "bpf MAP_CREATE"))
    assert (plain.known, plain.reason, plain.json) == (True, "Invalid argument", False)


def test_a_kernel_without_types() -> None:
    """Old kernels show none: what is for them is not there, and says so."""

    class Facts:
        @property
        def btf(self) -> None:
            from beebox.errors import NotSupported

            raise NotSupported("types of this kernel")

    def bpf(cmd: object, attr: object) -> int:
        raise KernelError(errno.EINVAL, "bpf")

    old = Features(SimpleNamespace(facts=Facts(), bpf=bpf))  # type: ignore[arg-type]
    assert not old.kernel_types
    assert old.kfuncs == {}
    assert old.attach_types[AttachType.LSM_MAC].reason == "types of this kernel"
    assert not any(old.program_types.values())
    assert not any(old.map_types.values())
    assert not any(old.helpers.values())


def test_names() -> None:
    assert command("list_builtins", "map_types").stdout.split()[:2] == ["hash", "array"]
    assert "bpf_map_lookup_elem" in command("list_builtins", "helpers").stdout
    assert len(json.loads(command("list_builtins", "-j", "attach_types").stdout)) == len(AttachType)
    for wrong in (["list_builtins"], ["list_builtins", "x"], ["probe", "dev"], ["pro"]):
        done = command(*wrong)
        assert done.returncode == 2
        assert done.stderr.startswith("beebox: ")


def test_errors_of_linux_name_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "effective", lambda: frozenset({"CAP_BPF"}))
    assert rights.missing(("CAP_BPF", "CAP_PERFMON")) == ("CAP_PERFMON",)
    monkeypatch.setattr(rights, "effective", lambda: frozenset({"CAP_SYS_ADMIN"}))
    assert rights.missing(("CAP_BPF", "CAP_PERFMON")) == ()
    assert Linux().facts.capabilities == frozenset({"CAP_SYS_ADMIN"})
    assert Func.unspec not in programs.HELPERS
