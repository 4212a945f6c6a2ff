"""Tables of operations are registered by `Loaded.attach`, with and without a link."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from beebox import loader, obj
from beebox.box.kernel import Box
from beebox.errors import BeeboxError, KernelError, NotSupported
from beebox.kernel.linux import Linux

CORPUS = Path(__file__).parent.parent / "data" / "obj" / "corpus" / "clang-19"
AVAILABLE = Path("/proc/sys/net/ipv4/tcp_available_congestion_control")


def read(name: str) -> obj.ObjectSpec:
    return obj.read((CORPUS / f"{name}.bpf.o").read_bytes(), name)


def registered() -> set[str]:
    """The algorithms for congestion that this machine's TCP has."""
    return set(AVAILABLE.read_text().split())


@pytest.fixture
def live(request):
    """The tables' object, loaded in Linux."""
    try:
        made = loader.load(read(request.param), Linux())
    except KernelError as error:
        pytest.skip(f"bpf(2) refuses: {error}")
    with made:
        yield made


@pytest.mark.linux
@pytest.mark.parametrize("live", ["operations"], indirect=True)
def test_a_table_without_a_link(live):
    live.attach()
    assert "beebox_ours" in registered()
    with pytest.raises(NotSupported, match="this attachment has no link"):
        live.links[0].fd  # noqa: B018
    live.detach()
    assert "beebox_ours" not in registered()
    with pytest.raises(KernelError, match="load the object again") as caught:
        live.attach()
    assert caught.value.errno == errno.EBUSY
    assert not live.links


@pytest.mark.linux
@pytest.mark.parametrize("live", ["linked"], indirect=True)
def test_a_table_with_a_link(live):
    for _ in range(2):  # its value stays when the link is closed
        live.attach()
        assert "beebox_linked" in registered()
        assert live.links[0].info.type == 9  # BPF_LINK_TYPE_STRUCT_OPS
        live.detach()
        assert "beebox_linked" not in registered()


@pytest.mark.linux
@pytest.mark.parametrize("live", ["linked"], indirect=True)
def test_a_table_takes_the_place_of_another(live):
    with loader.load(read("linked"), Linux()) as other, live.attach_table("linked") as link:
        first = link.info.struct_ops.map_id
        assert other.attach_table("linked", link) is link
        assert link.info.struct_ops.map_id == other.maps["linked"].info.id != first
        assert "beebox_linked" in registered()


def test_what_is_no_table_is_refused():
    box = Box()
    with loader.load(read("data"), box) as live:
        name = next(iter(live.maps))
        with pytest.raises(NotSupported, match=f"map {name} is no table of operations"):
            live.attach_table(name)
    box.shut()


def test_the_box_has_no_subsystem_to_register_with():
    box = Box()
    with loader.load(read("linked"), box) as live:
        with pytest.raises(BeeboxError, match="attach table linked"):
            live.attach()
        assert not live.links
    box.shut()
