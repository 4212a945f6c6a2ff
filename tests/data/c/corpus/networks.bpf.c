/* A program for each section name of networks, as one writes them: contexts typed, and read. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_core_read.h>

#define ETH_P_IP 0x0800
/* not every kernel was built with netkit */
#define BEEBOX_NETKIT_PASS 0
#define BEEBOX_NETKIT_DROP 2

char LICENSE[] SEC("license") = "GPL";

__u64 seen[16];

static __always_inline int packet(void *data, void *end)
{
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return 0;
	__sync_fetch_and_add(&seen[ip->protocol & 15], bpf_ntohs(ip->tot_len));
	return ip->ttl;
}

static __always_inline int xdp_packet(struct xdp_md *ctx)
{
	return packet((void *)(long)ctx->data, (void *)(long)ctx->data_end) ? XDP_PASS : XDP_DROP;
}

#define XDP(name, section) \
	SEC(section) int name(struct xdp_md *ctx) { return xdp_packet(ctx); }
XDP(on_xdp, "xdp")
XDP(on_xdp_devmap, "xdp/devmap")
XDP(on_xdp_cpumap, "xdp/cpumap")
XDP(on_xdp_frags, "xdp.frags")
XDP(on_xdp_frags_devmap, "xdp.frags/devmap")
XDP(on_xdp_frags_cpumap, "xdp.frags/cpumap")

#define SKB(name, section, fine) \
	SEC(section) int name(struct __sk_buff *skb) \
	{ \
		if (packet((void *)(long)skb->data, (void *)(long)skb->data_end)) \
			return fine; \
		seen[0] += skb->len; \
		return fine; \
	}
SKB(on_tc, "tc", 0)
SKB(on_classifier, "classifier", -1)
SKB(on_action, "action", 0)
SKB(on_tc_ingress, "tc/ingress", 0)
SKB(on_tc_egress, "tc/egress", 0)
SKB(on_tcx_ingress, "tcx/ingress", TCX_NEXT)
SKB(on_tcx_egress, "tcx/egress", TCX_PASS)
SKB(on_netkit_primary, "netkit/primary", BEEBOX_NETKIT_PASS)
SKB(on_netkit_peer, "netkit/peer", BEEBOX_NETKIT_DROP)
SKB(on_lwt_in, "lwt_in", 0)
SKB(on_lwt_out, "lwt_out", 0)
SKB(on_lwt_xmit, "lwt_xmit", 0)
SKB(on_lwt_seg6local, "lwt_seg6local", 0)
SKB(on_parser, "sk_skb/stream_parser", skb->len)
SKB(on_stream_verdict, "sk_skb/stream_verdict", SK_PASS)
SKB(on_verdict, "sk_skb/verdict", SK_PASS)
SKB(on_sk_skb, "sk_skb", SK_PASS)
SKB(on_skb_ingress, "cgroup_skb/ingress", 1)
SKB(on_skb_egress, "cgroup_skb/egress", 1)
SKB(on_cgroup_skb, "cgroup/skb", 1)

SEC("socket") int on_socket(struct __sk_buff *skb)
{
	__u8 protocol = 0;

	bpf_skb_load_bytes(skb, offsetof(struct iphdr, protocol), &protocol, 1);
	seen[protocol & 15]++;
	return skb->protocol == bpf_htons(ETH_P_IP) ? skb->len : 0;
}

SEC("flow_dissector") int on_flow(struct __sk_buff *skb)
{
	struct bpf_flow_keys *keys = skb->flow_keys;

	keys->thoff = keys->nhoff + sizeof(struct iphdr);
	return keys->n_proto == bpf_htons(ETH_P_IP) ? BPF_OK : BPF_DROP;
}

SEC("sk_msg") int on_msg(struct sk_msg_md *msg)
{
	seen[1] += msg->size;
	return msg->remote_port == bpf_htonl(80) ? SK_PASS : SK_DROP;
}

#define REUSEPORT(name, section) \
	SEC(section) int name(struct sk_reuseport_md *ctx) \
	{ \
		return ctx->ip_protocol == IPPROTO_TCP ? SK_PASS : SK_DROP; \
	}
REUSEPORT(on_reuseport, "sk_reuseport")
REUSEPORT(on_migrate, "sk_reuseport/migrate")

SEC("sk_lookup") int on_lookup(struct bpf_sk_lookup *ctx)
{
	return ctx->local_port == 80 && ctx->family == 2 ? SK_PASS : SK_DROP;
}

SEC("sockops") int on_sockops(struct bpf_sock_ops *ctx)
{
	if (ctx->op == BPF_SOCK_OPS_TCP_CONNECT_CB)
		bpf_sock_ops_cb_flags_set(ctx, BPF_SOCK_OPS_STATE_CB_FLAG);
	seen[2] += ctx->snd_cwnd;
	return 1;
}

SEC("netfilter") int on_netfilter(struct bpf_nf_ctx *ctx)
{
	struct sk_buff *skb = ctx->skb;
	const struct nf_hook_state *state = ctx->state;

	seen[3] += skb->len + state->hook;
	return 1; /* NF_ACCEPT */
}

SEC("lirc_mode2") int on_lirc(unsigned int *sample)
{
	return (*sample & 0xff000000) == 0x01000000;
}
