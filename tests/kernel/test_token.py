"""BPF tokens: what goes to bpf(2), and, where the machine lets us, a user namespace that has one."""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import sys

import pytest

from beebox.abi.enums import Cmd
from beebox.abi.structs import BtfLoadAttr, MapCreateAttr, MapElemAttr, ProgLoadAttr
from beebox.errors import KernelError
from beebox.kernel.linux import Linux
from beebox.kernel.token import Token

FLAG = 1 << 16


def test_commands_that_take_a_token_get_it(tmp_path) -> None:
    asked = []

    def bpf(cmd: Cmd, attr) -> int:
        asked.append((cmd, os.path.realpath(f"/proc/self/fd/{attr.bpffs_fd}")))
        return os.dup(0)

    token = Token(str(tmp_path))
    made = MapCreateAttr(map_flags=3)
    token.give(Cmd.MAP_CREATE, made, bpf)
    loaded, types = ProgLoadAttr(), BtfLoadAttr()
    token.give(Cmd.PROG_LOAD, loaded, bpf)
    token.give(Cmd.BTF_LOAD, types, bpf)
    plain = MapElemAttr()
    token.give(Cmd.MAP_LOOKUP_ELEM, plain, bpf)
    assert asked == [(Cmd.TOKEN_CREATE, str(tmp_path))]
    assert made.map_token_fd == loaded.prog_token_fd == types.btf_token_fd > 2
    assert (made.map_flags, loaded.prog_flags, types.btf_flags) == (3 | FLAG, FLAG, FLAG)
    assert bytes(plain) == bytes(MapElemAttr())
    token.close()
    token.close()


def test_no_such_file_system(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIBBPF_BPF_TOKEN_PATH", str(tmp_path / "none"))
    with pytest.raises(KernelError, match=r"BPF token of .*none: No such file"):
        Linux().bpf(Cmd.MAP_CREATE, MapCreateAttr())


@pytest.mark.linux
@pytest.mark.skipif(os.geteuid() != 0, reason="takes root")
def test_a_directory_delegates_nothing(tmp_path) -> None:
    with pytest.raises(KernelError, match="a bpf file system for our user namespace") as caught:
        Linux(token=str(tmp_path)).bpf(Cmd.MAP_CREATE, MapCreateAttr())
    assert caught.value.errno in {errno.EINVAL, errno.EPERM, errno.EOPNOTSUPP}


# In a user namespace of its own: argv are the pipes to wait on and to write to, a socket, and the
# object. The bpf file system is opened here (so that it is of this namespace), and mounted and
# given its rights by the parent, who sends the mount back.
CHILD = """
import ctypes, os, socket, sys
import beebox
from beebox.errors import KernelError

number, path = int(sys.argv[1]), sys.argv[2]
import beebox.kernel.token, beebox.loader.pins  # found before the files are another user's
libc = ctypes.CDLL(None, use_errno=True)
link = socket.socket(fileno=number)
if libc.unshare(0x10000000 | 0x00020000):
    print("skip: no user namespace:", os.strerror(ctypes.get_errno()))
    sys.exit()
context = libc.syscall(430, b"bpf", 1)
if context < 0:
    print("skip: fsopen:", os.strerror(ctypes.get_errno()))
    sys.exit()
socket.send_fds(link, [b"x"], [context])
_, fds, _, _ = socket.recv_fds(link, 9, 1)
if not fds:
    print("skip: the parent could not mount it")
    sys.exit()
try:
    beebox.load(path, beebox.Linux())
except KernelError as error:
    print("without:", error.errno, "BPF token" in str(error))
os.fchdir(fds[0])
linux = beebox.Linux(token=".")
with beebox.load(path, linux) as live:
    live.maps.counts[1] = 2
    print("with:", live.maps.counts[1], live.programs.note.fd > 2)
"""


@pytest.mark.linux
@pytest.mark.skipif(os.geteuid() != 0, reason="takes root")
def test_a_user_namespace_with_a_token(tmp_path) -> None:
    import socket

    from beebox.isa import asm
    from beebox.lang.asm import object_of

    text = (
        '.license "GPL"\n.map counts, type=hash, key=u32, value=u64, max_entries=4\n'
        '.section "socket"\nnote: r1 = counts ll\nr0 = 0\nexit\n'
    )
    path = tmp_path / "t.bpf.o"
    path.write_bytes(object_of(asm.unit(text, "t.s")))
    ours, theirs = socket.socketpair()
    line = [sys.executable, "-c", CHILD, str(theirs.fileno()), str(path)]
    with (
        ours,
        subprocess.Popen(
            line,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=[theirs.fileno()],
        ) as child,
    ):
        theirs.close()
        _, fds, _, _ = socket.recv_fds(ours, 9, 1)
        if fds:
            mounted, why = mount(fds[0])
            os.close(fds[0])
            socket.send_fds(ours, [b"x"], [mounted] if mounted >= 0 else [])
            os.close(mounted) if mounted >= 0 else None
        said, errors = child.communicate(timeout=60)
    if said.startswith("skip") or (fds and mounted < 0):
        pytest.skip(said + (why if fds else ""))
    assert child.returncode == 0, said + errors
    assert said == f"without: {errno.EPERM} True\nwith: 2 True\n"


def mount(context: int) -> tuple[int, str]:
    """Give a bpf file system all rights and mount it; return the mount, or -1 and why."""
    libc = ctypes.CDLL(None, use_errno=True)
    for key in (b"delegate_cmds", b"delegate_maps", b"delegate_progs", b"delegate_attachs"):
        if libc.syscall(431, context, 1, key, b"any", 0):
            return -1, f"{key.decode()}: {os.strerror(ctypes.get_errno())}"
    if libc.syscall(431, context, 6, None, None, 0):
        return -1, f"create: {os.strerror(ctypes.get_errno())}"
    mounted = int(libc.syscall(432, context, 1, 0))
    return mounted, os.strerror(ctypes.get_errno()) if mounted < 0 else ""
