/* A network plugin's classifier: tail calls by number, macros over the context, maps pinned by
 * name, policy by longest prefix, connections tracked, sockets translated. */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <linux/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define __ctx_buff __sk_buff
#define ctx_data(ctx) ((void *)(unsigned long)(ctx)->data)
#define ctx_data_end(ctx) ((void *)(unsigned long)(ctx)->data_end)
#define CB_SRC_LABEL 0
#define CB_POLICY 1
#define CALL_IPV4 1
#define CALL_IPV6 2
#define CALL_DROP 3
#define CALL_SIZE 8
#define CTX_ACT_OK TC_ACT_OK
#define CTX_ACT_DROP TC_ACT_SHOT
#define DROP_INVALID -134
#define DROP_POLICY -133
#define DROP_MISSED_TAIL_CALL -140
#define __section_entry SEC("tc")
#define __maybe_unused __attribute__((unused))
#define likely(X) __builtin_expect(!!(X), 1)
#define unlikely(X) __builtin_expect(!!(X), 0)

struct ipv4_ct_tuple {
	__be32 daddr, saddr;
	__be16 dport, sport;
	__u8 nexthdr, flags;
} __attribute__((packed));

struct ct_entry {
	__u64 rx_packets, rx_bytes, tx_packets, tx_bytes;
	__u32 lifetime;
	__u16 rx_closing : 1, tx_closing : 1, seen_non_syn : 1, reserved : 13;
	__u16 rev_nat_index;
};

struct policy_key {
	struct { __u32 prefixlen; __u8 data[0]; } lpm_key;
	__u32 sec_label;
	__u8 egress : 1, pad : 7;
	__u8 protocol;
	__be16 dport;
};

struct policy_entry {
	__be16 proxy_port;
	__u8 deny : 1, wildcard_protocol : 1, pad : 6;
	__u64 packets, bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__type(key, struct ipv4_ct_tuple);
	__type(value, struct ct_entry);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__uint(max_entries, 65536);
} usual_ct4 SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__type(key, struct policy_key);
	__type(value, struct policy_entry);
	__uint(max_entries, 16384);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} policy SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 1024);
} metrics SEC(".maps");

int tail_handle_ipv4(struct __ctx_buff *ctx);
int tail_drop(struct __ctx_buff *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(max_entries, CALL_SIZE);
	__array(values, int(void *));
} calls SEC(".maps") = {
	.values = {
		[CALL_IPV4] = (void *)&tail_handle_ipv4,
		[CALL_DROP] = (void *)&tail_drop,
	},
};

static __always_inline __maybe_unused int tail_call_internal(struct __ctx_buff *ctx, const __u32 index)
{
	bpf_tail_call_static(ctx, &calls, index);
	return DROP_MISSED_TAIL_CALL;
}

static __always_inline bool __revalidate_data_pull(struct __ctx_buff *ctx, void **data_, void **data_end_,
						   void **l3, const __u32 l3_len, const bool pull)
{
	const __u64 tot_len = sizeof(struct ethhdr) + l3_len;
	void *data_end, *data;

	if (pull && bpf_skb_pull_data(ctx, tot_len) < 0)
		return false;
	data_end = ctx_data_end(ctx);
	data = ctx_data(ctx);
	if (data + tot_len > data_end)
		return false;
	*data_ = data;
	*data_end_ = data_end;
	*l3 = data + sizeof(struct ethhdr);
	return true;
}

#define revalidate_data_pull(ctx, data, data_end, ip)                                              \
	__revalidate_data_pull(ctx, data, data_end, (void **)ip, sizeof(**ip), true)

static __always_inline void update_metrics(__u32 reason, __u64 bytes)
{
	__u64 *value = bpf_map_lookup_elem(&metrics, &reason);

	if (value)
		*value += bytes;
	else
		bpf_map_update_elem(&metrics, &reason, &bytes, BPF_ANY);
}

static __always_inline int policy_can_access(__u32 label, __be16 dport, __u8 proto, __u32 len)
{
	struct policy_key key = {
		.lpm_key = { 64 + 8 },
		.sec_label = label,
		.egress = 1,
		.protocol = proto,
		.dport = dport,
	};
	struct policy_entry *entry = bpf_map_lookup_elem(&policy, &key);

	if (likely(entry)) {
		__sync_fetch_and_add(&entry->packets, 1);
		__sync_fetch_and_add(&entry->bytes, len);
		return unlikely(entry->deny) ? DROP_POLICY : bpf_ntohs(entry->proxy_port);
	}
	return DROP_POLICY;
}

SEC("tc")
int tail_handle_ipv4(struct __ctx_buff *ctx)
{
	struct ipv4_ct_tuple tuple = {};
	struct ct_entry entry = {}, *found;
	void *data, *data_end;
	struct iphdr *ip4;
	__be16 ports[2];
	int ret, l4_off;

	if (!revalidate_data_pull(ctx, &data, &data_end, &ip4))
		return DROP_INVALID;
	tuple.daddr = ip4->daddr;
	tuple.saddr = ip4->saddr;
	tuple.nexthdr = ip4->protocol;
	l4_off = ETH_HLEN + ip4->ihl * 4;
	if (bpf_skb_load_bytes(ctx, l4_off, ports, sizeof(ports)) < 0)
		return DROP_INVALID;
	tuple.sport = ports[0];
	tuple.dport = ports[1];
	found = bpf_map_lookup_elem(&usual_ct4, &tuple);
	if (found) {
		__sync_fetch_and_add(&found->tx_packets, 1);
		if (found->rev_nat_index) {
			__be32 old = tuple.daddr, new = found->rev_nat_index;

			bpf_l4_csum_replace(ctx, l4_off + offsetof(struct tcphdr, check), old, new, BPF_F_PSEUDO_HDR | 4);
			bpf_l3_csum_replace(ctx, ETH_HLEN + offsetof(struct iphdr, check), old, new, 4);
			bpf_skb_store_bytes(ctx, ETH_HLEN + offsetof(struct iphdr, daddr), &new, 4, 0);
		}
		return CTX_ACT_OK;
	}
	ret = policy_can_access(ctx->cb[CB_SRC_LABEL], tuple.dport, tuple.nexthdr, ctx->len);
	if (ret < 0) {
		ctx->cb[CB_POLICY] = -ret;
		return tail_call_internal(ctx, CALL_DROP);
	}
	entry.lifetime = bpf_ktime_get_ns() / 1000000000ULL + 60;
	entry.seen_non_syn = 1;
	bpf_map_update_elem(&usual_ct4, &tuple, &entry, BPF_ANY);
	if (ret)
		return bpf_redirect(ret, BPF_F_INGRESS);
	return CTX_ACT_OK;
}

SEC("tc")
int tail_drop(struct __ctx_buff *ctx)
{
	update_metrics(ctx->cb[CB_POLICY], ctx->len);
	return CTX_ACT_DROP;
}

__section_entry
int from_container(struct __ctx_buff *ctx)
{
	__u16 proto = ctx->protocol;
	int ret = CTX_ACT_OK;

	ctx->cb[CB_SRC_LABEL] = bpf_skb_cgroup_classid(ctx);
	if (proto == bpf_htons(ETH_P_IP))
		ret = tail_call_internal(ctx, CALL_IPV4);
	else if (proto == bpf_htons(ETH_P_IPV6))
		ret = tail_call_internal(ctx, CALL_IPV6);
	if (ret < 0) {
		ctx->cb[CB_POLICY] = -ret;
		bpf_tail_call_static(ctx, &calls, CALL_DROP);
		return CTX_ACT_DROP;
	}
	return ret;
}

struct lb4_key {
	__be32 address;
	__be16 dport;
	__u16 backend_slot;
};

struct lb4_service {
	__u32 backend;
	__u16 count, rev_nat_index;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, struct lb4_key);
	__type(value, struct lb4_service);
	__uint(max_entries, 65536);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} services SEC(".maps");

SEC("cgroup/connect4")
int sock4_connect(struct bpf_sock_addr *ctx)
{
	struct lb4_key key = { .address = ctx->user_ip4, .dport = ctx->user_port };
	struct lb4_service *svc = bpf_map_lookup_elem(&services, &key);

	if (!svc || !svc->count)
		return 1;
	key.backend_slot = bpf_get_prandom_u32() % svc->count + 1;
	svc = bpf_map_lookup_elem(&services, &key);
	if (!svc)
		return 1;
	ctx->user_ip4 = svc->backend;
	ctx->user_port = bpf_htons(8080);
	return 1;
}

char _license[] SEC("license") = "Dual BSD/GPL";
