/* Netfilter by the kernel's own types, with dynptrs over the packet. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define NF_DROP 0
#define NF_ACCEPT 1

extern int bpf_dynptr_from_skb(struct __sk_buff *skb, __u64 flags, struct bpf_dynptr *ptr__uninit) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *ptr, __u32 offset, void *buffer, __u32 buffer__szk) __ksym;

SEC("netfilter")
int block(struct bpf_nf_ctx *ctx)
{
	struct sk_buff *skb = ctx->skb;
	const struct nf_hook_state *state = ctx->state;
	struct bpf_dynptr ptr;
	struct iphdr iph, *ip;

	if (state->pf != 2 || bpf_dynptr_from_skb((struct __sk_buff *)skb, 0, &ptr))
		return NF_ACCEPT;
	ip = bpf_dynptr_slice(&ptr, 0, &iph, sizeof(iph));
	if (!ip)
		return NF_DROP;
	return ip->daddr == bpf_htonl(0x7f000002) ? NF_DROP : NF_ACCEPT;
}

char _license[] SEC("license") = "GPL";
