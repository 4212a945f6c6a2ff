/* Where packets are dropped: raw tracepoint, stacks, headers read through pointers of an skb. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_endian.h>

struct event {
	u64 stack[8];
	u32 reason, saddr, daddr, len;
	u16 sport, dport, protocol;
	char device[16];
};

struct event *unused_event __attribute__((unused));

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 16);
} events SEC(".maps");

struct net_device___old { int ifindex_old; } __attribute__((preserve_access_index));

SEC("tp_btf/kfree_skb")
int BPF_PROG(kfree_skb, struct sk_buff *skb, void *location, enum skb_drop_reason reason)
{
	struct event *e;
	struct iphdr ip;
	struct tcphdr tcp;
	void *head;

	if (bpf_core_enum_value_exists(enum skb_drop_reason, SKB_DROP_REASON_NOT_SPECIFIED) &&
	    reason <= bpf_core_enum_value(enum skb_drop_reason, SKB_DROP_REASON_NOT_SPECIFIED))
		return 0;
	e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
	if (!e)
		return 0;
	__builtin_memset(e, 0, sizeof(*e));
	e->reason = reason;
	e->len = skb->len;
	e->protocol = bpf_ntohs(skb->protocol);
	bpf_get_stack(ctx, e->stack, sizeof(e->stack), 0);
	head = BPF_CORE_READ(skb, head);
	if (!bpf_probe_read_kernel(&ip, sizeof(ip), head + BPF_CORE_READ(skb, network_header))) {
		e->saddr = ip.saddr;
		e->daddr = ip.daddr;
	}
	if (!bpf_probe_read_kernel(&tcp, sizeof(tcp), head + BPF_CORE_READ(skb, transport_header))) {
		e->sport = bpf_ntohs(tcp.source);
		e->dport = bpf_ntohs(tcp.dest);
	}
	BPF_CORE_READ_STR_INTO(&e->device, skb, dev, name);
	bpf_ringbuf_submit(e, BPF_RB_FORCE_WAKEUP);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
