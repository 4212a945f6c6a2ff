"""Our own corpus: each section kind, map kind, relocation kind and data section.

Every object of clang 14 and 19 is loaded in the box and in Linux, and both say the same of each
program.
"""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from loader_verdicts import NO_RIGHT, verdict

from beebox import loader, obj
from beebox.abi.enums import AttachType, MapFlag, MapType, ProgType
from beebox.box.kernel import Box
from beebox.errors import BeeboxError, KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.linux import Linux
from beebox.loader import struct_ops
from beebox.loader.maps import ring_size
from beebox.loader.modules import Modules
from beebox.obj.spec import ObjectSpec
from beebox.spec.sections import SECTIONS, lookup

CORPUS = Path(__file__).parent.parent / "data" / "obj" / "corpus"
OBJECTS = sorted(CORPUS.glob("clang-*/*.bpf.o"))
linux = pytest.mark.linux


def read(name: str, compiler: int = 19) -> ObjectSpec:
    return obj.read((CORPUS / f"clang-{compiler}" / f"{name}.bpf.o").read_bytes(), name)


@pytest.fixture
def box():
    made = Box()
    yield made
    made.shut()


@linux
@pytest.mark.parametrize("path", OBJECTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_both_kernels_say_the_same(path, box):
    spec = obj.read(path.read_bytes(), path.name.partition(".")[0])
    theirs = Linux()
    for name in spec.programs:
        wanted = replace(spec.only(name), maps=spec.maps)
        wanted = replace(wanted, programs={name: replace(spec.programs[name], optional=False)})
        linux_says = verdict(wanted, theirs)
        if linux_says == NO_RIGHT or name == "variable":
            continue  # this machine lets nobody attach there, or hides the kernel's addresses
        assert verdict(wanted, box) == linux_says, name


def test_the_corpus_has_every_section_name():
    """But those that are newer than Linux 6.18, or need a machine of another kind."""
    named = {
        lookup(program.section).prefix
        for path in OBJECTS
        for program in obj.read(path.read_bytes(), "x").programs.values()
    }
    left = {row.prefix for row in SECTIONS} - named
    newer = {each for each in left if each.startswith(("fsession", "fentry.multi", "fexit.multi"))}
    assert left - newer <= {
        "lirc_mode2", "raw_tp.s+", "raw_tracepoint.s+", "tp.s+", "tracepoint.s+", "usdt.s+",
        "kprobe.session+", "uretprobe.multi.s+", "uprobe.session.s+", "tp_btf.s+", "struct_ops.s+",
    }  # fmt: skip


def test_what_a_newer_kernel_has_is_refused_when_it_is_loaded(box):
    spec = read("attached")
    program = replace(
        spec.programs["on_fentry_"],
        section="fsession/do_unlinkat",
        attach_type=None,
        optional=False,
    )
    with pytest.raises(NotSupported, match="needs a kernel newer than Linux"):
        loader.load(replace(spec, programs={"f": program}), box)


def test_optional_programs_stay_out(box):
    spec = read("sections")
    with loader.load(spec, box) as live:
        assert set(spec.programs) - set(live.programs) == {"on_not_loaded"}


def test_a_program_without_target_says_so(box):
    spec = read("attached")
    for name, message in (("on_anywhere", "does not say what it attaches to"),
                          ("on_replaces", "replaces a function of another program"),
                          ("on_unknown", "is not a section name for programs")):  # fmt: skip
        program = replace(spec.programs[name], optional=False)
        with pytest.raises(BeeboxError, match=message):
            loader.load(replace(spec, programs={name: program}), box)


@pytest.mark.parametrize("compiler", [14, 19])
def test_legacy_maps(compiler):
    spec = read("legacy", compiler)
    counts, events = spec.maps["counts"], spec.maps["events"]
    assert (counts.type, counts.key_size, counts.value_size) == (MapType.HASH, 4, 8)
    assert (counts.max_entries, counts.flags) == (16, MapFlag.NO_PREALLOC)
    assert (events.type, events.max_entries) == (MapType.PERF_EVENT_ARRAY, 0)
    assert {ref.name for ref in spec.programs["adds"].refs} == {"counts", "events"}


def test_rings_get_whole_pages():
    sizes = {0: 0, 1: 4096, 4096: 4096, 5000: 8192, 12288: 16384, 8192: 8192, 1 << 31: 1 << 31}
    assert {wanted: ring_size(wanted, 4096) for wanted in sizes} == sizes
    assert ring_size((1 << 31) + 1, 4096) == (1 << 31) + 1  # the kernel's to refuse
    assert ring_size(65536, 65536) == 65536


def test_hidden_variables_are_the_objects_own():
    spec = read("hidden")
    btf = spec.btf
    linkage = {name: btf.type(btf.find(name, "var")).linkage for name in spec.variables}
    assert linkage == {"counter": 0, "shared_with": 0, "visible": 1}
    assert not spec.maps["hidden.data"].flags & MapFlag.MMAPABLE
    assert spec.maps["hidden.bss"].flags & MapFlag.MMAPABLE


def test_version_and_names_of_data():
    spec = read("data")
    assert spec.version == 0x50102
    assert sorted(spec.maps) == [
        ".data.static", ".data.third", ".rodata.others", "data.bss", "data.data", "data.rodata",
    ]  # fmt: skip


# --- tables of operations ----------------------------------------------------------------------


def test_tables_and_their_programs(box):
    spec = read("linked")
    linked, not_made = spec.maps["linked"], spec.maps["not_made"]
    assert (linked.struct, linked.flags) == ("tcp_congestion_ops", MapFlag.LINK)
    assert (linked.autocreate, not_made.autocreate) == (True, False)
    assert dict(linked.members) == {
        "ssthresh": "threshold", "cong_avoid": "avoid", "undo_cwnd": "undo",
    }  # fmt: skip
    with loader.load(spec, box) as live:
        assert set(live.maps) & {"linked", "not_made"} == {"linked"}
        assert set(live.programs) == {"threshold", "avoid", "undo"}


def test_a_member_of_a_later_kernel_takes_its_program_with_it(box):
    spec = read("linked")
    table = replace(spec.maps["linked"], members=(("of_a_later_kernel", "later"),))
    changed = replace(spec, maps={"linked": table})
    assert struct_ops.chosen(changed, box, Modules(box)) == {"later": False}


def test_the_value_of_a_table(box):
    spec = read("linked")
    with loader.load(spec, box) as live:
        table = live.maps["linked"].spec
        fds = {name: program.fd for name, program in live.programs.items()}
        btf = box.facts.btf
        value = struct_ops.value(table, spec, btf, fds)
        struct = btf.type(btf.find("tcp_congestion_ops", "struct"))
        data = next(m for m in btf.type(table.struct_type_id).members if m.name == "data")
        at = {m.name: (data.offset + m.offset) // 8 for m in struct.members}
        assert len(value) == btf.size(table.struct_type_id)
        assert value[at["name"] :].startswith(b"beebox_linked\0")
        for member, program in table.members:
            assert int.from_bytes(value[at[member] :][:8], "little") == fds[program]
        late = bytearray(table.contents)
        late[32] = 1  # also_later
        with pytest.raises(NotSupported, match="tcp_congestion_ops has no also_later"):
            struct_ops.value(replace(table, contents=bytes(late)), spec, btf, fds)


# --- arenas ------------------------------------------------------------------------------------


@linux
def test_variables_in_an_arena():
    spec = read("arena")
    assert spec.variables["first"].map == "arena"
    assert len(spec.maps["arena"].contents) == 32
    try:
        live = loader.load(spec, Linux())
    except KernelError as error:
        pytest.skip(f"bpf(2) refuses: {error}")
    with live:
        (memory,) = live.memory
        assert memory.address == 1 << 44
        place = spec.variables["first"].offset
        assert memory.view[place] == 5
        live.programs["adds"].run()
        assert memory.view[place] == 6
        second = spec.variables["second"].offset + 8
        assert memory.view[second] == 8


# --- pins --------------------------------------------------------------------------------------


def pinned(name: str = "counts", **changes) -> ObjectSpec:
    spec = read("legacy")
    return replace(spec, maps={name: replace(spec.maps[name], pinning=1, **changes)}, programs={})


def test_a_pinned_map_is_found_again(box):
    with loader.load(pinned(), box, pin_root="/pins") as live:
        live.maps["counts"].update(b"abcd", b"12345678")
    with loader.load(pinned(), box, pin_root="/pins") as live:
        assert live.maps["counts"].lookup(b"abcd") == b"12345678"
        assert not live.pins


def test_another_map_in_its_place_is_refused(box):
    loader.load(pinned(), box, pin_root="/pins").close()
    message = "map counts: another map is pinned at /pins/counts, value_size 8 instead of 16"
    with pytest.raises(NotSupported, match=message):
        loader.load(pinned(value_size=16), box, pin_root="/pins")


def test_a_failure_takes_its_pins_away(box):
    spec = read("legacy")
    maps = {name: replace(each, pinning=1) for name, each in spec.maps.items()}
    bad = replace(spec.programs["adds"], insns=spec.programs["adds"].insns[:-1])
    with pytest.raises(BeeboxError):
        loader.load(replace(spec, maps=maps, programs={"adds": bad}), box, pin_root="/pins")
    with pytest.raises(KernelError) as caught:
        client.obj_get(box, "/pins/counts")
    assert caught.value.errno == errno.ENOENT
    assert not list(box.world.maps)


def test_dots_do_not_stand_in_pins():
    assert loader.pins.path("/sys/fs/bpf/a.b", "x.rodata") == "/sys/fs/bpf/a_b/x_rodata"
    assert loader.pins.path("", "x") == "/sys/fs/bpf/x"


# --- what a machine lacks ----------------------------------------------------------------------


def test_an_object_of_the_other_byte_order_is_read_and_refused(box):
    data = (CORPUS.parent / "sample-eb.bpf.o").read_bytes()
    spec = obj.read(data, "sample")
    assert spec.programs["on_open"].type is ProgType.TRACEPOINT
    with pytest.raises(NotSupported, match="sample is for big-endian machines; this one is not"):
        loader.load(spec, box)


def test_attach_types_of_newer_sections():
    spec = read("newer")
    assert spec.programs["on_tcx_ingress"].attach_type == AttachType.TCX_INGRESS
    assert spec.programs["on_netkit_peer"].attach_type == AttachType.NETKIT_PEER
    assert spec.programs["on_connect_unix"].attach_type == AttachType.CGROUP_UNIX_CONNECT
    assert spec.programs["on_uprobe_multi_s"].flags == 1 << 4
