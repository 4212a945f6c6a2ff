/* Rules of a service: packets of a cgroup counted and limited, devices, sysctls, socket options. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/socket.h>
#include <stdbool.h>
#include <stdint.h>
#include <errno.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define SOL_SOCKET 1
#define SO_MARK 36
#define NSEC_PER_SEC 1000000000ULL
#define min(a, b) ((a) < (b) ? (a) : (b))

struct trie_key {
	struct bpf_lpm_trie_key_hdr hdr;
	__u8 data[16];
};

struct bucket {
	struct bpf_spin_lock lock;
	__u64 tokens;
	__u64 last;
};

struct traffic {
	__u64 packets, bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__type(key, struct trie_key);
	__type(value, __u64);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1024);
} allowed SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, struct bucket);
} buckets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE);
	__type(key, __u64);
	__type(value, struct traffic);
} traffic SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} marks SEC(".maps");

const volatile __u64 rate = 1000000;

static int access_allowed(struct __sk_buff *skb, bool egress)
{
	struct trie_key key = {};
	struct iphdr ip4;

	if (skb->protocol == bpf_htons(ETH_P_IP)) {
		if (bpf_skb_load_bytes(skb, 0, &ip4, sizeof(ip4)))
			return 0;
		key.hdr.prefixlen = 32;
		__builtin_memcpy(key.data, egress ? &ip4.daddr : &ip4.saddr, 4);
	} else {
		key.hdr.prefixlen = 128;
		bpf_skb_load_bytes(skb, egress ? 24 : 8, key.data, 16);
	}
	return bpf_map_lookup_elem(&allowed, &key) != NULL;
}

SEC("cgroup_skb/egress")
int limit_egress(struct __sk_buff *skb)
{
	struct bucket *bucket = bpf_get_local_storage(&buckets, 0);
	struct traffic *count = bpf_get_local_storage(&traffic, 0);
	__u64 now = bpf_ktime_get_ns(), filled;
	bool enough;

	__sync_fetch_and_add(&count->packets, 1);
	__sync_fetch_and_add(&count->bytes, skb->len);
	bpf_spin_lock(&bucket->lock);
	filled = bucket->tokens + (now - bucket->last) * rate / NSEC_PER_SEC;
	filled = min(filled, rate);
	enough = filled >= skb->len;
	bucket->tokens = enough ? filled - skb->len : filled;
	bucket->last = now;
	bpf_spin_unlock(&bucket->lock);
	return enough && access_allowed(skb, true);
}

SEC("cgroup_skb/ingress")
int check_ingress(struct __sk_buff *skb)
{
	return access_allowed(skb, false);
}

SEC("cgroup/sock_create")
int mark_socket(struct bpf_sock *sk)
{
	if (sk->type == 3)
		return 0;
	sk->mark = 0x10;
	sk->priority = 3;
	return 1;
}

SEC("cgroup/bind4")
int restrict_bind(struct bpf_sock_addr *ctx)
{
	struct bpf_sock *sk = ctx->sk;
	int mark = 7;

	if (!sk || sk->family != 2)
		return 0;
	if (bpf_ntohs(ctx->user_port) < 1024)
		return bpf_set_retval(-EACCES), 0;
	bpf_setsockopt(ctx, SOL_SOCKET, SO_MARK, &mark, sizeof(mark));
	return 1;
}

SEC("cgroup/dev")
int devices(struct bpf_cgroup_dev_ctx *ctx)
{
	short type = ctx->access_type & 0xffff, access = ctx->access_type >> 16;

	if (type == BPF_DEVCG_DEV_CHAR && ctx->major == 1 && ctx->minor == 3)
		return 1;
	return access & BPF_DEVCG_ACC_MKNOD ? 0 : 1;
}

SEC("cgroup/sysctl")
int sysctls(struct bpf_sysctl *ctx)
{
	char name[64];
	unsigned long value;
	char text[24];

	if (bpf_sysctl_get_name(ctx, name, sizeof(name), 0) < 0)
		return 0;
	if (!ctx->write)
		return 1;
	if (bpf_sysctl_get_new_value(ctx, text, sizeof(text)) < 0)
		return 0;
	if (bpf_strtoul(text, sizeof(text), 0, &value) <= 0)
		return 0;
	return value < 100;
}

SEC("cgroup/setsockopt")
int options(struct bpf_sockopt *ctx)
{
	__u8 *optval = ctx->optval, *end = ctx->optval_end;
	__u64 *mark;

	if (ctx->level != SOL_SOCKET || ctx->optname != SO_MARK)
		goto out;
	if (optval + 4 > end)
		return 0;
	mark = bpf_sk_storage_get(&marks, ctx->sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!mark)
		return 0;
	*mark = *(__u32 *)optval;
out:
	if (ctx->optlen > 4096)
		ctx->optlen = 0;
	return 1;
}

char _license[] SEC("license") = "GPL";
