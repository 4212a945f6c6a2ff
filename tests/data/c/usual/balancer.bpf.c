/* A balancer of connections: virtual addresses, a ring of real servers, LRU of flows, IP in IP. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <linux/pkt_cls.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define RING_SIZE 65537
#define MAX_VIPS 512
#define MAX_REALS 4096
#define DEFAULT_LRU_SIZE 1000
#define F_IPV6 (1 << 0)
#define F_LRU_BYPASS (1 << 1)
#define JHASH_INITVAL 0xdeadbeef
#ifndef memcpy
#define memcpy(d, s, n) __builtin_memcpy((d), (s), (n))
#endif

struct flow_key {
	union {
		__be32 src;
		__be32 srcv6[4];
	};
	union {
		__be32 dst;
		__be32 dstv6[4];
	};
	union {
		__u32 ports;
		__u16 port16[2];
	};
	__u8 proto;
};

struct packet_description {
	struct flow_key flow;
	__u32 real_index;
	__u8 flags;
	__u8 tos;
};

struct vip_definition {
	union {
		__be32 vip;
		__be32 vipv6[4];
	};
	__u16 port;
	__u8 proto;
};

struct vip_meta {
	__u32 flags;
	__u32 vip_num;
};

struct real_definition {
	union {
		__be32 dst;
		__be32 dstv6[4];
	};
	__u8 flags;
};

struct real_pos_lru {
	__u32 pos;
	__u64 atime;
};

struct lb_stats {
	__u64 v1;
	__u64 v2;
};

struct ctl_value {
	union {
		__u64 value;
		__u32 ifindex;
		__u8 mac[6];
	};
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, struct vip_definition);
	__type(value, struct vip_meta);
	__uint(max_entries, MAX_VIPS);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} vip_map SEC(".maps");

struct flows {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(key_size, sizeof(struct flow_key));
	__uint(value_size, sizeof(struct real_pos_lru));
	__uint(max_entries, DEFAULT_LRU_SIZE);
} fallback_cache SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__type(key, __u32);
	__type(value, __u32);
	__uint(max_entries, 128);
	__array(values, struct flows);
} lru_mapping SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
	__uint(max_entries, MAX_VIPS * 16);
} ch_rings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, struct real_definition);
	__uint(max_entries, MAX_REALS);
} reals SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__type(key, __u32);
	__type(value, struct lb_stats);
	__uint(max_entries, MAX_VIPS * 2);
} stats SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, struct ctl_value);
	__uint(max_entries, 16);
} ctl_array SEC(".maps");

struct v4_lpm_key {
	__u32 prefixlen;
	__be32 addr;
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__type(key, struct v4_lpm_key);
	__type(value, __u32);
	__uint(max_entries, 3000000);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} lpm_src_v4 SEC(".maps");

static __always_inline __u32 rol32(__u32 word, unsigned int shift)
{
	return (word << shift) | (word >> ((-shift) & 31));
}

#define __jhash_mix(a, b, c)                                                                       \
	{                                                                                          \
		a -= c; a ^= rol32(c, 4); c += b;                                                  \
		b -= a; b ^= rol32(a, 6); a += c;                                                  \
		c -= b; c ^= rol32(b, 8); b += a;                                                  \
	}
#define __jhash_final(a, b, c)                                                                     \
	{                                                                                          \
		c ^= b; c -= rol32(b, 14);                                                         \
		a ^= c; a -= rol32(c, 11);                                                         \
		b ^= a; b -= rol32(a, 25);                                                         \
	}

static __attribute__((noinline)) __u32 jhash2(const __u32 *k, __u32 length, __u32 initval)
{
	__u32 a, b, c;

	a = b = c = JHASH_INITVAL + (length << 2) + initval;
	while (length > 3) {
		a += k[0];
		b += k[1];
		c += k[2];
		__jhash_mix(a, b, c);
		length -= 3;
		k += 3;
	}
	c += k[0];
	__jhash_final(a, b, c);
	return c;
}

static __always_inline bool get_packet_dst(struct real_definition **real,
					   struct packet_description *pckt, struct vip_meta *vip_info,
					   void *lru_map)
{
	struct real_pos_lru new_dst_lru = {};
	__u32 key, hash, *real_pos;

	hash = jhash2(pckt->flow.srcv6, 4, pckt->flow.ports);
	key = (vip_info->vip_num * 16 + hash % 16) % (MAX_VIPS * 16);
	real_pos = bpf_map_lookup_elem(&ch_rings, &key);
	if (!real_pos)
		return false;
	pckt->real_index = *real_pos;
	*real = bpf_map_lookup_elem(&reals, real_pos);
	if (!*real)
		return false;
	if (!(vip_info->flags & F_LRU_BYPASS)) {
		new_dst_lru.pos = *real_pos;
		new_dst_lru.atime = bpf_ktime_get_ns();
		bpf_map_update_elem(lru_map, &pckt->flow, &new_dst_lru, BPF_ANY);
	}
	return true;
}

static __always_inline bool encap_v4(struct xdp_md *xdp, struct ctl_value *cval,
				     struct packet_description *pckt, struct real_definition *dst,
				     __u32 pkt_bytes)
{
	struct ethhdr *new_eth, *old_eth;
	struct iphdr *iph;
	void *data, *data_end;
	__u16 *next_iph_u16;
	__u32 csum = 0;

	if (bpf_xdp_adjust_head(xdp, 0 - (int)sizeof(struct iphdr)))
		return false;
	data = (void *)(long)xdp->data;
	data_end = (void *)(long)xdp->data_end;
	new_eth = data;
	iph = data + sizeof(struct ethhdr);
	old_eth = data + sizeof(struct iphdr);
	if ((void *)(new_eth + 1) > data_end || (void *)(old_eth + 1) > data_end || (void *)(iph + 1) > data_end)
		return false;
	memcpy(new_eth->h_dest, cval->mac, 6);
	memcpy(new_eth->h_source, old_eth->h_dest, 6);
	new_eth->h_proto = bpf_htons(ETH_P_IP);
	iph->version = 4;
	iph->ihl = sizeof(*iph) >> 2;
	iph->frag_off = 0;
	iph->protocol = IPPROTO_IPIP;
	iph->check = 0;
	iph->tos = pckt->tos;
	iph->tot_len = bpf_htons(pkt_bytes + sizeof(*iph));
	iph->daddr = dst->dst;
	iph->saddr = ((0xFFFF0000 & pckt->flow.src) ^ pckt->flow.port16[0]);
	iph->ttl = 64;
	next_iph_u16 = (__u16 *)iph;
#pragma clang loop unroll(full)
	for (int i = 0; i < sizeof(struct iphdr) >> 1; i++)
		csum += *next_iph_u16++;
	iph->check = ~((csum & 0xffff) + (csum >> 16));
	return true;
}

SEC("xdp")
int balancer_ingress(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *data_end = (void *)(long)ctx->data_end;
	__u32 cpu_num = bpf_get_smp_processor_id(), stats_key, mac_pos = 0, pkt_bytes;
	struct real_definition *dst = NULL;
	struct packet_description pckt = {};
	struct vip_definition vip = {};
	struct real_pos_lru *dst_lru;
	struct vip_meta *vip_info;
	struct lb_stats *data_stats;
	struct ethhdr *eth = data;
	struct ctl_value *cval;
	struct tcphdr *tcp;
	struct iphdr *iph;
	void *lru_map;

	if ((void *)(eth + 1) > data_end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	iph = (void *)(eth + 1);
	if ((void *)(iph + 1) > data_end || iph->ihl != 5)
		return XDP_DROP;
	pckt.tos = iph->tos;
	pckt.flow.proto = iph->protocol;
	pkt_bytes = bpf_ntohs(iph->tot_len);
	if (iph->protocol != IPPROTO_TCP && iph->protocol != IPPROTO_UDP)
		return XDP_PASS;
	pckt.flow.src = iph->saddr;
	pckt.flow.dst = iph->daddr;
	tcp = (void *)(iph + 1);
	if ((void *)tcp + 8 > data_end)
		return XDP_DROP;
	pckt.flow.port16[0] = tcp->source;
	pckt.flow.port16[1] = tcp->dest;
	vip.vip = pckt.flow.dst;
	vip.port = pckt.flow.port16[1];
	vip.proto = pckt.flow.proto;
	vip_info = bpf_map_lookup_elem(&vip_map, &vip);
	if (!vip_info)
		return XDP_PASS;
	lru_map = bpf_map_lookup_elem(&lru_mapping, &cpu_num);
	if (!lru_map)
		lru_map = &fallback_cache;
	dst_lru = bpf_map_lookup_elem(lru_map, &pckt.flow);
	if (dst_lru) {
		__u32 key = dst_lru->pos;

		pckt.real_index = key;
		dst = bpf_map_lookup_elem(&reals, &key);
	}
	if (!dst && !get_packet_dst(&dst, &pckt, vip_info, lru_map))
		return XDP_DROP;
	cval = bpf_map_lookup_elem(&ctl_array, &mac_pos);
	if (!cval)
		return XDP_DROP;
	stats_key = vip_info->vip_num;
	data_stats = bpf_map_lookup_elem(&stats, &stats_key);
	if (data_stats) {
		data_stats->v1 += 1;
		data_stats->v2 += pkt_bytes;
	}
	if (!encap_v4(ctx, cval, &pckt, dst, pkt_bytes))
		return XDP_DROP;
	return XDP_TX;
}

SEC("tc")
int healthcheck_encap(struct __sk_buff *skb)
{
	struct bpf_tunnel_key tkey = {};
	__u32 *ifindex, key = skb->mark;

	ifindex = bpf_map_lookup_elem(&ctl_array, &key);
	if (!ifindex || !skb->mark)
		return TC_ACT_UNSPEC;
	tkey.tunnel_ttl = 64;
	tkey.remote_ipv4 = skb->mark;
	bpf_skb_set_tunnel_key(skb, &tkey, sizeof(tkey), 0);
	return bpf_redirect(*ifindex, 0);
}

char _license[] SEC("license") = "GPL";
