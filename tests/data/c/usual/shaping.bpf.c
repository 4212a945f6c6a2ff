/* tc: the direct action style, edt pacing with timestamps, checksums, VLAN and tunnels, tcx ends. */
#include <linux/types.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/if_vlan.h>
#include <linux/ip.h>
#include <linux/in.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define NS_PER_SEC 1000000000ULL
#define THROTTLE_RATE_BPS (5 * 1000 * 1000)
#define TIME_HORIZON_NS (2000 * 1000 * 1000)
#define ECN_HORIZON_NS 5000000
#define IP_CSUM_OFF (ETH_HLEN + offsetof(struct iphdr, check))
#define TOS_OFF (ETH_HLEN + offsetof(struct iphdr, tos))
#define TCP_SPORT_OFF (ETH_HLEN + sizeof(struct iphdr) + offsetof(struct tcphdr, source))

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, int);
	__type(value, __u64);
	__uint(pinning, 0);
	__uint(max_entries, 1);
} flow_map SEC(".maps");

static inline int throttle_flow(struct __sk_buff *skb)
{
	int key = 0;
	__u64 *last_tstamp = bpf_map_lookup_elem(&flow_map, &key);
	__u64 delay_ns = ((__u64)skb->len) * NS_PER_SEC / THROTTLE_RATE_BPS;
	__u64 now = bpf_ktime_get_ns(), tstamp, next_tstamp = 0;

	if (last_tstamp)
		next_tstamp = *last_tstamp + delay_ns;
	tstamp = skb->tstamp;
	if (tstamp < now)
		tstamp = now;
	if (next_tstamp <= tstamp) {
		if (bpf_map_update_elem(&flow_map, &key, &tstamp, BPF_ANY))
			return TC_ACT_SHOT;
		return TC_ACT_OK;
	}
	if (next_tstamp - now >= TIME_HORIZON_NS)
		return TC_ACT_SHOT;
	if (next_tstamp - now >= ECN_HORIZON_NS)
		bpf_skb_ecn_set_ce(skb);
	if (bpf_map_update_elem(&flow_map, &key, &next_tstamp, BPF_EXIST))
		return TC_ACT_SHOT;
	skb->tstamp = next_tstamp;
	return TC_ACT_OK;
}

SEC("tc")
int tc_prog(struct __sk_buff *skb)
{
	void *data_end = (void *)(long)skb->data_end, *data = (void *)(long)skb->data;
	struct iphdr *iph;

	if (skb->protocol != __bpf_constant_htons(ETH_P_IP))
		return TC_ACT_OK;
	iph = (struct iphdr *)(data + sizeof(struct ethhdr));
	if (((void *)(iph + 1)) > data_end)
		return TC_ACT_SHOT;
	if (iph->protocol == IPPROTO_TCP)
		return throttle_flow(skb);
	return TC_ACT_OK;
}

static inline void set_ip_tos(struct __sk_buff *skb, __u8 new_tos)
{
	__u8 old_tos = 0;

	bpf_skb_load_bytes(skb, TOS_OFF, &old_tos, 1);
	bpf_l3_csum_replace(skb, IP_CSUM_OFF, bpf_htons(old_tos), bpf_htons(new_tos), 2);
	bpf_skb_store_bytes(skb, TOS_OFF, &new_tos, sizeof(new_tos), 0);
}

SEC("classifier")
int rewrite(struct __sk_buff *skb)
{
	struct vlan_ethhdr_ { __u8 h[12]; __be16 proto, tci, encap; } hdr;
	__be16 port = bpf_htons(9);

	if (skb->vlan_present && bpf_skb_vlan_pop(skb))
		return TC_ACT_SHOT;
	if (bpf_skb_load_bytes_relative(skb, 0, &hdr, sizeof(hdr), BPF_HDR_START_MAC))
		return TC_ACT_UNSPEC;
	set_ip_tos(skb, 8);
	bpf_skb_store_bytes(skb, TCP_SPORT_OFF, &port, sizeof(port), BPF_F_RECOMPUTE_CSUM);
	if (bpf_skb_vlan_push(skb, bpf_htons(ETH_P_8021Q), 100))
		return TC_ACT_SHOT;
	return bpf_clone_redirect(skb, skb->ifindex, 0) ? TC_ACT_SHOT : TC_ACT_STOLEN;
}

SEC("action")
int mirror(struct __sk_buff *skb)
{
	return bpf_get_hash_recalc(skb) & 1 ? TC_ACT_PIPE : TC_ACT_RECLASSIFY;
}

SEC("tcx/egress")
int tunnel(struct __sk_buff *skb)
{
	struct bpf_tunnel_key key = { .remote_ipv4 = 0xac100164, .tunnel_id = 2, .tunnel_ttl = 64 };
	int ret;

	ret = bpf_skb_set_tunnel_key(skb, &key, sizeof(key), BPF_F_ZERO_CSUM_TX);
	if (ret < 0)
		return TCX_DROP;
	ret = bpf_skb_adjust_room(skb, 20, BPF_ADJ_ROOM_MAC, BPF_F_ADJ_ROOM_ENCAP_L3_IPV4);
	return ret ? TCX_DROP : TCX_NEXT;
}

SEC("netkit/peer")
int pod(struct __sk_buff *skb)
{
	skb->mark = skb->priority;
	return skb->pkt_type ? -1 : bpf_redirect_peer(skb->ifindex, 0);
}

char __license[] SEC("license") = "GPL";
