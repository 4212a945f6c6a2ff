/* A packet's five-tuple. */
#pragma once
#include "bench.h"

struct tuple {
	u32 source, destination;
	u16 source_port, destination_port;
	u32 protocol;
};

struct headers {
	u8 ethernet[12];
	u16 type;
	u8 version, tos;
	u16 length, id, fragment;
	u8 ttl, protocol;
	u16 checksum;
	u32 source, destination;
	u16 source_port, destination_port;
} __attribute__((packed));

/* Fill in TUPLE; 0 if the packet is not TCP or UDP over IPv4 without options. */
static always_inline int parse_tuple(struct xdp_md *ctx, struct tuple *tuple)
{
	struct headers *packet_headers = (void *)packet(ctx, sizeof(struct headers));

	if (!packet_headers || packet_headers->type != 0x0008 || packet_headers->version != 0x45)
		return 0;
	if (packet_headers->protocol != 6 && packet_headers->protocol != 17)
		return 0;
	tuple->source = packet_headers->source;
	tuple->destination = packet_headers->destination;
	tuple->source_port = packet_headers->source_port;
	tuple->destination_port = packet_headers->destination_port;
	tuple->protocol = packet_headers->protocol;
	return 1;
}
