/* As one learns XDP: a cursor, parsers by header, VLAN tags, statistics per CPU. UAPI headers only. */
#include <stddef.h>
#include <stdbool.h>
#include <linux/bpf.h>
#include <linux/in.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/ipv6.h>
#include <linux/ip.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/udp.h>
#include <linux/tcp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define VLAN_MAX_DEPTH 4
#define VLAN_VID_MASK 0x0fff

struct hdr_cursor {
	void *pos;
};

struct vlan_hdr {
	__be16 h_vlan_TCI;
	__be16 h_vlan_encapsulated_proto;
};

struct collect_vlans {
	__u16 id[VLAN_MAX_DEPTH];
};

struct icmphdr_common {
	__u8 type;
	__u8 code;
	__sum16 cksum;
};

struct datarec {
	__u64 rx_packets;
	__u64 rx_bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__type(key, __u32);
	__type(value, struct datarec);
	__uint(max_entries, XDP_REDIRECT + 1);
} xdp_stats_map SEC(".maps");

static __always_inline __u32 xdp_stats_record_action(struct xdp_md *ctx, __u32 action)
{
	if (action > XDP_REDIRECT)
		return XDP_ABORTED;
	struct datarec *rec = bpf_map_lookup_elem(&xdp_stats_map, &action);
	if (!rec)
		return XDP_ABORTED;
	rec->rx_packets++;
	rec->rx_bytes += (ctx->data_end - ctx->data);
	return action;
}

static __always_inline int proto_is_vlan(__u16 h_proto)
{
	return !!(h_proto == bpf_htons(ETH_P_8021Q) || h_proto == bpf_htons(ETH_P_8021AD));
}

static __always_inline int parse_ethhdr_vlan(struct hdr_cursor *nh, void *data_end,
					     struct ethhdr **ethhdr, struct collect_vlans *vlans)
{
	struct ethhdr *eth = nh->pos;
	int hdrsize = sizeof(*eth);
	struct vlan_hdr *vlh;
	__u16 h_proto;
	int i;

	if (nh->pos + hdrsize > data_end)
		return -1;
	nh->pos += hdrsize;
	*ethhdr = eth;
	vlh = nh->pos;
	h_proto = eth->h_proto;
#pragma unroll
	for (i = 0; i < VLAN_MAX_DEPTH; i++) {
		if (!proto_is_vlan(h_proto))
			break;
		if ((void *)(vlh + 1) > data_end)
			break;
		h_proto = vlh->h_vlan_encapsulated_proto;
		if (vlans)
			vlans->id[i] = bpf_ntohs(vlh->h_vlan_TCI) & VLAN_VID_MASK;
		vlh++;
	}
	nh->pos = vlh;
	return h_proto;
}

static __always_inline int parse_ip6hdr(struct hdr_cursor *nh, void *data_end, struct ipv6hdr **ip6hdr)
{
	struct ipv6hdr *ip6h = nh->pos;

	if ((void *)(ip6h + 1) > data_end)
		return -1;
	nh->pos = ip6h + 1;
	*ip6hdr = ip6h;
	return ip6h->nexthdr;
}

static __always_inline int parse_iphdr(struct hdr_cursor *nh, void *data_end, struct iphdr **iphdr)
{
	struct iphdr *iph = nh->pos;
	int hdrsize;

	if ((void *)(iph + 1) > data_end)
		return -1;
	hdrsize = iph->ihl * 4;
	if (hdrsize < sizeof(*iph))
		return -1;
	if (nh->pos + hdrsize > data_end)
		return -1;
	nh->pos += hdrsize;
	*iphdr = iph;
	return iph->protocol;
}

static __always_inline void swap_src_dst_mac(struct ethhdr *eth)
{
	__u8 h_tmp[ETH_ALEN];

	__builtin_memcpy(h_tmp, eth->h_source, ETH_ALEN);
	__builtin_memcpy(eth->h_source, eth->h_dest, ETH_ALEN);
	__builtin_memcpy(eth->h_dest, h_tmp, ETH_ALEN);
}

static __always_inline __u16 csum_fold_helper(__u32 csum)
{
	__u32 sum = (csum >> 16) + (csum & 0xffff);

	sum += (sum >> 16);
	return ~sum;
}

SEC("xdp")
int xdp_icmp_echo(struct xdp_md *ctx)
{
	void *data_end = (void *)(long)ctx->data_end;
	void *data = (void *)(long)ctx->data;
	struct icmphdr_common *icmphdr;
	__u16 old_csum, echo_reply;
	struct icmphdr_common icmphdr_old;
	struct collect_vlans vlans = {};
	struct hdr_cursor nh;
	struct ethhdr *eth;
	int eth_type, ip_type;
	struct iphdr *iphdr;
	struct ipv6hdr *ipv6hdr;
	__u32 action = XDP_PASS;

	nh.pos = data;
	eth_type = parse_ethhdr_vlan(&nh, data_end, &eth, &vlans);
	if (eth_type == bpf_htons(ETH_P_IP)) {
		ip_type = parse_iphdr(&nh, data_end, &iphdr);
		if (ip_type != IPPROTO_ICMP)
			goto out;
	} else if (eth_type == bpf_htons(ETH_P_IPV6)) {
		ip_type = parse_ip6hdr(&nh, data_end, &ipv6hdr);
		if (ip_type != IPPROTO_ICMPV6)
			goto out;
	} else {
		goto out;
	}
	icmphdr = nh.pos;
	if ((void *)(icmphdr + 1) > data_end) {
		action = XDP_ABORTED;
		goto out;
	}
	if (eth_type == bpf_htons(ETH_P_IP) && icmphdr->type == ICMP_ECHO) {
		__be32 tmp = iphdr->saddr;

		iphdr->saddr = iphdr->daddr;
		iphdr->daddr = tmp;
		echo_reply = ICMP_ECHOREPLY;
	} else if (eth_type == bpf_htons(ETH_P_IPV6) && icmphdr->type == ICMPV6_ECHO_REQUEST) {
		struct in6_addr tmp = ipv6hdr->saddr;

		ipv6hdr->saddr = ipv6hdr->daddr;
		ipv6hdr->daddr = tmp;
		echo_reply = ICMPV6_ECHO_REPLY;
	} else {
		goto out;
	}
	swap_src_dst_mac(eth);
	old_csum = icmphdr->cksum;
	icmphdr->cksum = 0;
	icmphdr_old = *icmphdr;
	icmphdr->type = echo_reply;
	icmphdr->cksum = csum_fold_helper(bpf_csum_diff((__be32 *)&icmphdr_old, sizeof(icmphdr_old),
							(__be32 *)icmphdr, sizeof(*icmphdr), ~old_csum));
	action = XDP_TX;
out:
	return xdp_stats_record_action(ctx, action);
}

SEC("xdp")
int xdp_patch_ports(struct xdp_md *ctx)
{
	void *data_end = (void *)(long)ctx->data_end;
	struct hdr_cursor nh = { .pos = (void *)(long)ctx->data };
	struct udphdr *udphdr;
	struct tcphdr *tcphdr;
	struct ethhdr *eth;
	struct iphdr *ip;
	int type;

	if (parse_ethhdr_vlan(&nh, data_end, &eth, NULL) != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	type = parse_iphdr(&nh, data_end, &ip);
	if (type == IPPROTO_UDP) {
		udphdr = nh.pos;
		if ((void *)(udphdr + 1) > data_end)
			return XDP_ABORTED;
		udphdr->dest = bpf_htons(bpf_ntohs(udphdr->dest) - 1);
		udphdr->check += bpf_htons(1);
	} else if (type == IPPROTO_TCP) {
		tcphdr = nh.pos;
		if ((void *)(tcphdr + 1) > data_end || tcphdr->doff < 5)
			return XDP_ABORTED;
		tcphdr->dest = bpf_htons(bpf_ntohs(tcphdr->dest) - 1);
	}
	return xdp_stats_record_action(ctx, XDP_PASS);
}

char _license[] SEC("license") = "GPL";
