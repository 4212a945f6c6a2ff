"""The typed client against the live kernel: maps, programs, ids, errnos, logs."""

import errno
import struct

import pytest

from beebox.abi import commands, structs
from beebox.abi.enums import Cmd, MapFlag, MapType, ProgType, UpdateFlag
from beebox.errors import KernelError, VerifierError
from beebox.isa.insn import Insn, encode
from beebox.kernel import client, details
from beebox.obj.spec import MapSpec, ProgramSpec

pytestmark = pytest.mark.linux

RETURN_0 = (Insn(0xB7), Insn(0x95))
MAPS = [
    MapType.HASH, MapType.ARRAY, MapType.PERCPU_HASH, MapType.PERCPU_ARRAY, MapType.LRU_HASH,
]  # fmt: skip


def key(number):
    return struct.pack("<I", number)


def program(name="quiet", kind=ProgType.TRACEPOINT):
    return ProgramSpec(name, "tracepoint/x", kind, ())


@pytest.fixture(params=MAPS, ids=lambda kind: kind.name)
def live(request, linux, fds):
    fds.append(client.map_create(linux, MapSpec("m", request.param, 4, 5, 8)))
    return request.param, fds[0], client.value_size(linux, fds[0])


def test_values_of_all_cpus(linux, live):
    kind, _, size = live
    assert size == (8 * linux.facts.cpus if "PERCPU" in kind.name else 5)


def test_update_lookup_delete(linux, live):
    kind, fd, size = live
    value = bytes(range(size))
    if kind in client.PER_CPU:  # the kernel zeroes what pads a value
        value = (b"12345" + bytes(3)) * linux.facts.cpus
    client.map_update(linux, fd, key(3), value)
    assert client.map_lookup(linux, fd, key(3)) == value
    assert client.map_lookup(linux, fd, key(3), size=size) == value
    assert (key(3), value) in list(client.map_items(linux, fd))
    if "ARRAY" in kind.name:
        with pytest.raises(KernelError) as caught:
            client.map_delete(linux, fd, key(3))
        assert caught.value.errno == errno.EINVAL
        return
    client.map_delete(linux, fd, key(3))
    assert client.map_lookup(linux, fd, key(3)) is None
    with pytest.raises(KernelError) as caught:
        client.map_delete(linux, fd, key(3))
    assert caught.value.errno == errno.ENOENT


def test_iteration_sees_every_key(linux, live):
    kind, fd, size = live
    for number in range(5):
        client.map_update(linux, fd, key(number), bytes(size))
    found = {struct.unpack("<I", k)[0] for k in client.map_keys(linux, fd)}
    assert found == set(range(8 if "ARRAY" in kind.name else 5))


def test_update_flags(linux, fds):
    fds.append(client.map_create(linux, MapSpec("m", MapType.HASH, 4, 4, 1)))
    with pytest.raises(KernelError) as caught:
        client.map_update(linux, fds[0], key(1), key(1), UpdateFlag.EXIST)
    assert caught.value.errno == errno.ENOENT
    client.map_update(linux, fds[0], key(1), key(1), UpdateFlag.NOEXIST)
    with pytest.raises(KernelError) as caught:
        client.map_update(linux, fds[0], key(1), key(1), UpdateFlag.NOEXIST)
    assert caught.value.errno == errno.EEXIST
    with pytest.raises(KernelError) as caught:
        client.map_update(linux, fds[0], key(2), key(1))
    assert caught.value.errno == errno.E2BIG
    assert client.map_take(linux, fds[0], key(1)) == key(1)
    assert client.map_take(linux, fds[0], key(1)) is None


def test_freeze(linux, fds):
    spec = MapSpec("m", MapType.ARRAY, 4, 4, 1, flags=MapFlag.RDONLY_PROG)
    fds.append(client.map_create(linux, spec))
    client.map_freeze(linux, fds[0])
    with pytest.raises(KernelError) as caught:
        client.map_update(linux, fds[0], key(0), key(1))
    assert caught.value.errno == errno.EPERM


def test_map_details_and_ids(linux, fds):
    fds.append(client.map_create(linux, MapSpec("a name-too long for it", MapType.HASH, 4, 8, 16)))
    number = client.map_info(linux, fds[0]).id
    found = client.map_by_id(linux, number)
    assert (found.name, found.type, found.key_size, found.value_size, found.max_entries) == (
        "a_name_too_long", MapType.HASH, 4, 8, 16,
    )  # fmt: skip
    assert found.memlock > 0
    assert number in [each.id for each in client.maps(linux)]
    with pytest.raises(KernelError) as caught:
        client.map_by_id(linux, 2**31 - 1)
    assert caught.value.errno == errno.ENOENT


def test_map_of_maps(linux, fds):
    inner = MapSpec("inner", MapType.ARRAY, 4, 4, 1)
    fds.append(client.map_create(linux, MapSpec("o", MapType.ARRAY_OF_MAPS, 4, 4, 1, inner=inner)))
    assert client.map_info(linux, fds[0]).type == MapType.ARRAY_OF_MAPS


def test_ring_buffer_is_mapped_and_its_views_outlive_it(linux, fds):
    fds.append(client.map_create(linux, MapSpec("r", MapType.RINGBUF, 0, 0, 4096)))
    consumer = linux.mmap(fds[0], 4096, writable=True)
    producer = linux.mmap(fds[0], 4096 + 2 * 4096, 4096)
    assert producer.view.readonly
    assert not consumer.view.readonly
    assert len(producer.view) == producer.length
    consumer.view[:8] = struct.pack("<Q", 5)
    late = consumer.view[:8]
    consumer.close()
    consumer.close()
    producer.close()
    assert bytes(late) == bytes(8)
    with pytest.raises(KernelError):
        linux.mmap(fds[0], 4096, 1 << 30)


def test_a_program_that_is_accepted(linux, fds):
    fds.append(client.prog_load(linux, program(), encode(RETURN_0), "GPL"))
    number = client.program_info(linux, fds[0]).id
    found = client.program(linux, number)
    assert (found.name, found.type, found.gpl_compatible) == ("quiet", ProgType.TRACEPOINT, True)
    assert found.xlated == encode(RETURN_0)
    assert found.map_ids == ()
    assert len(found.tag) == 16
    assert found.jited_len == len(found.jited)
    assert client.program_btf(linux, found) is None
    assert number in [each.id for each in client.programs(linux)]


def test_a_program_knows_its_maps(linux, fds):
    fds.append(client.map_create(linux, MapSpec("m", MapType.ARRAY, 4, 4, 1)))
    insns = (Insn(0x18, 1, 1, 0, fds[0]), Insn(0), *RETURN_0)
    fds.append(client.prog_load(linux, program(), encode(insns), "GPL"))
    found = details.ProgramDetails(linux, fds[1])
    assert found.map_ids == (client.map_info(linux, fds[0]).id,)


def test_a_program_that_is_refused_has_the_log(linux):
    with pytest.raises(VerifierError) as caught:
        client.prog_load(linux, program(), encode([Insn(0x95)]), "GPL")
    assert caught.value.errno == errno.EACCES
    assert caught.value.summary == "R0 !read_ok"
    assert caught.value.log.endswith("\n")


def test_a_long_log_is_whole(linux):
    insns = [Insn(0xB7, 1, 0, 0, n) for n in range(5000)] + [Insn(0x95)]
    with pytest.raises(VerifierError) as caught:
        client.prog_load(linux, program(), encode(insns), "GPL")
    assert len(caught.value.log) > 1 << 16
    assert "4999: (b7) r1 = 4999" in caught.value.log
    assert "processed 5001 insns" in caught.value.log


def test_a_refusal_without_a_log(linux):
    with pytest.raises(KernelError) as caught:
        client.prog_load(linux, program(), b"", "GPL")
    assert not isinstance(caught.value, VerifierError)
    assert caught.value.errno in {errno.E2BIG, errno.EINVAL}


def test_a_program_without_the_license(linux):
    # trace_printk is for GPL programs
    insns = (Insn(0x85, 0, 0, 0, 6), *RETURN_0)
    with pytest.raises(VerifierError, match="GPL"):
        client.prog_load(linux, program(), encode(insns), "Proprietary")


def test_btf_that_is_refused_says_why(linux):
    with pytest.raises(KernelError) as caught:
        client.btf_load(linux, b"\x9f\xeb\x01\0" + bytes(28))
    assert caught.value.log


def test_raw_tracepoint_of_no_such_name(linux, fds):
    fds.append(
        client.prog_load(linux, program(kind=ProgType.RAW_TRACEPOINT), encode(RETURN_0), "GPL")
    )
    with pytest.raises(KernelError) as caught:
        client.raw_tracepoint_open(linux, "no_such_tracepoint", fds[0])
    assert caught.value.errno == errno.ENOENT


@pytest.mark.parametrize("cmd", [c for c in Cmd if c is not Cmd.TOKEN_CREATE], ids=lambda c: c.name)
def test_the_rows_ends_are_the_kernels(linux, cmd):
    """CHECK_ATTR: a byte behind the last field is EINVAL, whatever else is wrong."""
    row = commands.ROWS[cmd]

    class Longer(structs.Attr):
        _fields_ = (("bytes", structs.c_char * 256),)

    attr = Longer()
    structs.ctypes.memset(structs.addressof(attr) + row.end, 1, 1)
    with pytest.raises(KernelError) as caught:
        linux.bpf(cmd, attr)
    # behind the whole union it is E2BIG instead
    assert caught.value.errno in {errno.EINVAL, errno.E2BIG}


def test_a_loop_without_an_end_is_named():
    log = "infinite loop detected at insn 0\ncur state: R1=ctx()\nold state: R1=ctx()\nprocessed 9 insns\n"
    assert VerifierError(errno.EINVAL, "load", log).summary == "infinite loop detected at insn 0"
