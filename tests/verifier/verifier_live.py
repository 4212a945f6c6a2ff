"""The verifier of the kernel at hand: maps and BPF_PROG_LOAD, as bare as can be."""

import ctypes
import errno
import os
import struct
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

import pytest
import verifier_caps
import verifier_maps
from verifier_cases import MAPS, RODATA, Case
from verifier_functions import functions, packed

from beebox.abi.enums import Cmd, ProgType
from beebox.box import vmlinux
from beebox.btf.read import read as read_btf
from beebox.btf.types import Btf
from beebox.isa.insn import Insn, encode
from beebox.isa.opcodes import LDDW, Pseudo
from beebox.verifier import MapValue
from beebox.verifier.api import CAPABILITIES

_SYS_BPF = {"x86_64": 321, "aarch64": 280}.get(os.uname().machine, 0)
_libc = ctypes.CDLL(None, use_errno=True)


def bpf(command: Cmd, attr: bytes) -> int:
    """Return the result, or minus the errno."""
    buffer = ctypes.create_string_buffer(attr, max(len(attr), 128))
    done = _libc.syscall(_SYS_BPF, int(command), buffer, len(buffer))
    return done if done >= 0 else -ctypes.get_errno()


class Given(NamedTuple):
    """What was made in Linux for one case: its types and its maps, as fds."""

    types: int = -1
    maps: Mapping[str, int] = MappingProxyType({})


_NOTHING = Given()


class Door(NamedTuple):
    """How a kernel is asked: Linux's bpf(2), or what answers like it (`verifier_witness`)."""

    bpf: Callable[[Cmd, bytes], int] = bpf
    close: Callable[[int], None] = os.close
    types: Callable[[], Btf] = vmlinux.here


class Live:
    """The maps of the cases, in a kernel, by their numbers."""

    def __init__(self, door: Door = Door()) -> None:  # noqa: B008 - it never changes
        self.door = door
        self.fds: dict[int, int] = {}
        self.heard: Callable[[int], None] = lambda _fd: None
        """is told of programs that were loaded"""
        for name, value in MAPS.items():
            contents = RODATA[: value.value_size] if value.constant else b""
            fd = _create(name, value, contents, door.bpf)
            if fd < 0:
                pytest.skip(f"bpf(2) makes no map: {os.strerror(-fd)}")
            self.fds[value.id] = fd

    def load(self, case: Case, level: int = 1) -> tuple[int, str]:
        if not case.maps:
            return self._load(case, level)
        blob, _ = functions(case.insns, case.linkage, case.types)
        types, own = -1, {}
        try:
            types = _load_btf(blob, self.door.bpf)
            own = verifier_maps.create(case.maps, read_btf(blob), types, self.door, case.caps)
            return self._load(case, level, types, own)
        except verifier_maps.RefusedError as refused:
            return refused.code, refused.what
        finally:
            for fd in (types, *own.values()) if types >= 0 else own.values():
                self.door.close(fd)

    def _load(
        self, case: Case, level: int, types: int = -1, own: dict[str, int] | None = None
    ) -> tuple[int, str]:
        btf = self.door.types()
        return self.load_insns(
            case.insns_for(btf),
            case.type,
            gpl=case.gpl,
            level=level,
            linkage=case.linkage,
            attach=case.attach,
            flags=case.flags,
            types=case.types,
            target=case.target_for(btf),
            given=Given(types, own or {}),
            caps=case.caps,
        )

    def load_insns(
        self,
        insns: tuple[Insn, ...],
        kind: ProgType = ProgType.TRACEPOINT,
        *,
        gpl: bool = True,
        level: int = 1,
        linkage: int | None = None,
        attach: int = 0,
        flags: int = 0,
        types: str = "",
        target: int = 0,
        given: Given = _NOTHING,
        caps: frozenset[str] = CAPABILITIES,
    ) -> tuple[int, str]:
        """Return (errno or 0, log)."""
        made = list(insns)
        fds = self.fds | dict(enumerate(given.maps.values(), verifier_maps.FIRST))
        for at, insn in enumerate(insns):
            if insn.code == LDDW and insn.src in (Pseudo.MAP_FD, Pseudo.MAP_VALUE):
                made[at] = replace(insn, imm=fds[insn.imm])
        code = ctypes.create_string_buffer(encode(made))
        license_ = ctypes.create_string_buffer(b"GPL" if gpl else b"Proprietary")
        log = ctypes.create_string_buffer(1 << 24 if level else 1)
        attr = struct.pack(
            "<IIQQIIQII20xI",
            int(kind),
            len(made),
            ctypes.addressof(code),
            ctypes.addressof(license_),
            level,
            len(log) if level else 0,
            ctypes.addressof(log) if level else 0,
            0,
            flags,
            attach,
        )
        btf, debug = -1, (0, 0, 0, 0)
        if linkage is not None or types:
            blob, starts = functions(insns, linkage, types)
            btf = given.types if given.types >= 0 else _load_btf(blob, self.door.bpf)
            info = ctypes.create_string_buffer(packed(starts))
            debug = (btf, 8, ctypes.addressof(info), len(starts))
        attr += struct.pack("<IIQIIQII", *debug, 0, 0, 0, target)
        with verifier_caps.having(caps):
            fd = self.door.bpf(Cmd.PROG_LOAD, attr)
        if btf >= 0 > given.types:
            self.door.close(btf)
        if fd == -errno.ENOSPC and level:  # the log does not fit; its end is there
            again = self.load_insns(
                insns,
                kind,
                gpl=gpl,
                level=0,
                linkage=linkage,
                attach=attach,
                flags=flags,
                types=types,
                target=target,
                given=given,
                caps=caps,
            )
            return again[0], log.value.decode()
        if fd >= 0:
            self.heard(fd)
            self.door.close(fd)
        return max(-fd, 0), log.value.decode()

    def close(self) -> None:
        for fd in self.fds.values():
            self.door.close(fd)


def _load_btf(blob: bytes, bpf: Callable[[Cmd, bytes], int]) -> int:
    data = ctypes.create_string_buffer(blob, len(blob))
    fd = bpf(Cmd.BTF_LOAD, struct.pack("<QQI", ctypes.addressof(data), 0, len(blob)))
    if fd < 0:
        raise verifier_maps.RefusedError(-fd, "BTF")
    return fd


def _create(
    name: str, value: MapValue, contents: bytes = b"", bpf: Callable[[Cmd, bytes], int] = bpf
) -> int:
    shape = (int(value.type), value.key_size, value.value_size, value.max_entries, value.flags)
    fd = bpf(Cmd.MAP_CREATE, struct.pack("<IIIIIII16s", *shape, 0, 0, name.encode()))
    contents = contents or value.contents or b""
    if fd < 0 or not contents:
        return fd
    key, data = ctypes.create_string_buffer(4), ctypes.create_string_buffer(contents)
    where = (ctypes.addressof(key), ctypes.addressof(data))
    assert bpf(Cmd.MAP_UPDATE_ELEM, struct.pack("<IIQQQ", fd, 0, *where, 0)) == 0
    assert bpf(Cmd.MAP_FREEZE, struct.pack("<I", fd)) == 0
    return fd
