/* Sockets joined behind the kernel's back: sockops fill a sockhash, messages go straight over;
 * lookups steered, ports shared out. */
#include <linux/bpf.h>
#include <linux/in.h>
#include <linux/tcp.h>
#include <sys/socket.h>
#include <stdint.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

struct sock_key {
	uint32_t sip4, dip4;
	uint8_t family, pad1;
	uint16_t pad2;
	uint32_t pad3, sport, dport;
} __attribute__((packed));

struct {
	__uint(type, BPF_MAP_TYPE_SOCKHASH);
	__uint(max_entries, 65535);
	__type(key, struct sock_key);
	__type(value, int);
} sock_ops_map SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} servers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_REUSEPORT_SOCKARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} shards SEC(".maps");

SEC("sockops")
int bpf_sockops_handler(struct bpf_sock_ops *skops)
{
	struct sock_key key = {};
	int bufsize = 150000;

	if (skops->family != AF_INET)
		return 0;
	switch (skops->op) {
	case BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB:
	case BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB:
		key.dip4 = skops->remote_ip4;
		key.sip4 = skops->local_ip4;
		key.family = 1;
		key.sport = bpf_htonl(skops->local_port) >> 16;
		key.dport = skops->remote_port >> 16;
		bpf_sock_hash_update(skops, &sock_ops_map, &key, BPF_NOEXIST);
		bpf_sock_ops_cb_flags_set(skops, BPF_SOCK_OPS_STATE_CB_FLAG | BPF_SOCK_OPS_RTO_CB_FLAG);
		break;
	case BPF_SOCK_OPS_TCP_CONNECT_CB:
		bpf_setsockopt(skops, SOL_SOCKET, SO_SNDBUF, &bufsize, sizeof(bufsize));
		break;
	case BPF_SOCK_OPS_STATE_CB:
		if (skops->args[1] == BPF_TCP_CLOSE)
			bpf_printk("srtt %u", skops->srtt_us >> 3);
		break;
	default:
		skops->reply = -1;
	}
	return 0;
}

SEC("sk_msg")
int bpf_redir(struct sk_msg_md *msg)
{
	struct sock_key key = {
		.sip4 = msg->remote_ip4,
		.dip4 = msg->local_ip4,
		.dport = bpf_htonl(msg->local_port) >> 16,
		.sport = msg->remote_port >> 16,
		.family = 1,
	};

	return bpf_msg_redirect_hash(msg, &sock_ops_map, &key, BPF_F_INGRESS);
}

SEC("sk_skb/stream_parser")
int bpf_prog_parser(struct __sk_buff *skb)
{
	return skb->len;
}

SEC("sk_skb/stream_verdict")
int bpf_prog_verdict(struct __sk_buff *skb)
{
	__u32 idx = skb->remote_port & 3;

	return bpf_sk_redirect_map(skb, &servers, idx, 0);
}

SEC("sk_lookup")
int dispatcher(struct bpf_sk_lookup *ctx)
{
	const __u32 zero = 0;
	struct bpf_sock *sk;
	long err;

	if (ctx->protocol != IPPROTO_TCP || ctx->local_port != 7777)
		return SK_PASS;
	sk = bpf_map_lookup_elem(&servers, &zero);
	if (!sk)
		return SK_DROP;
	err = bpf_sk_assign(ctx, sk, 0);
	bpf_sk_release(sk);
	return err ? SK_DROP : SK_PASS;
}

SEC("sk_reuseport/migrate")
int share(struct sk_reuseport_md *reuse)
{
	__u32 index = reuse->hash & 7;

	if (reuse->migrating_sk)
		return SK_PASS;
	return bpf_sk_select_reuseport(reuse, &shards, &index, 0) ? SK_DROP : SK_PASS;
}

SEC("flow_dissector")
int dissect(struct __sk_buff *skb)
{
	struct bpf_flow_keys *keys = skb->flow_keys;
	void *data_end = (void *)(long)skb->data_end, *data = (void *)(long)skb->data;

	if (data + keys->thoff + 4 > data_end && keys->thoff < 200)
		return BPF_DROP;
	keys->addr_proto = 0x0800;
	keys->is_frag = 0;
	return BPF_OK;
}

char _license[] SEC("license") = "GPL";
