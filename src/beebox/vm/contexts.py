"""What packet programs are given: a packet, as the box keeps it.

Programs are written for ``struct xdp_md`` and ``struct __sk_buff`` of the kernel's ABI. Once a
program is proven, its accesses are rewritten to these structs, as Linux rewrites them to its
``xdp_buff`` and ``sk_buff`` (net/core/filter.c, xdp_convert_ctx_access and
bpf_convert_ctx_access), so that the machine knows only plain memory. A field has the name of the
field that programs see.

A packet lies in one piece of memory, from ``data`` to ``data_end``, with room before and after it
into which helpers may let it grow.
"""

from __future__ import annotations

from beebox.pylang import Array, Struct, u8, u16, u32, u64

HEADROOM = 256
"""XDP_PACKET_HEADROOM: the room before a packet, for metadata and headers."""


class XdpBuff(Struct):
    """A packet at the driver: the context of XDP programs.

    ``data_hard_start`` is the first byte of the room before the packet, ``frame_size`` the bytes
    from there to the end of the room behind it.
    """

    data: u64
    data_end: u64
    data_meta: u64
    data_hard_start: u64
    ingress_ifindex: u32
    rx_queue_index: u32
    egress_ifindex: u32
    frame_size: u32


class SkBuff(Struct):
    """A packet in the stack: the context of socket filters, tc and the like.

    ``head`` and ``end`` bound the memory that the packet lies in. ``len`` is ``data_end - data``.
    Numbers are in the byte order that programs see: ``protocol``, ``vlan_proto``, the addresses
    and ``remote_port`` as on the wire, the rest the machine's.
    """

    data: u64
    data_end: u64
    data_meta: u64
    head: u64
    end: u64
    mac_header: u64
    """Address of the link header."""
    network_header: u64
    """Address of the network header."""
    sk: u64
    flow_keys: u64
    """Of a flow dissector: what it finds out goes there."""
    tstamp: u64
    hwtstamp: u64
    len: u32
    mark: u32
    priority: u32
    ingress_ifindex: u32
    ifindex: u32
    hash: u32
    napi_id: u32
    wire_len: u32
    cb: Array[u32, 5]
    remote_ip4: u32
    local_ip4: u32
    remote_ip6: Array[u32, 4]
    local_ip6: Array[u32, 4]
    vlan_present: u32
    protocol: u16
    queue_mapping: u16
    vlan_tci: u16
    vlan_proto: u16
    tc_index: u16
    tc_classid: u16
    gso_segs: u16
    gso_size: u16
    family: u16
    remote_port: u16
    local_port: u16
    pkt_type: u8
    tstamp_type: u8
    pad: u16
