/* A program for each section name of control groups, from <linux/bpf.h> alone. */
#include <linux/bpf.h>
#include <linux/in.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

char LICENSE[] SEC("license") = "GPL";

struct {
	__uint(type, BPF_MAP_TYPE_CGRP_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} per_group SEC(".maps");

static volatile const __u16 port = 53;

#define SOCK(name, section) \
	SEC(section) int name(struct bpf_sock *ctx) { return ctx->family != 10 || ctx->type == 1; }
SOCK(on_create, "cgroup/sock_create")
SOCK(on_release, "cgroup/sock_release")
SOCK(on_sock, "cgroup/sock")

SEC("cgroup/post_bind4") int on_post_bind4(struct bpf_sock *ctx)
{
	return ctx->src_ip4 != bpf_htonl(0x7f000001) || ctx->src_port == port;
}

SEC("cgroup/post_bind6") int on_post_bind6(struct bpf_sock *ctx)
{
	return ctx->src_ip6[3] != bpf_htonl(1) || ctx->src_port == port;
}

#define ADDR4(name, section) \
	SEC(section) int name(struct bpf_sock_addr *ctx) \
	{ \
		if (ctx->user_port == bpf_htons(port) && ctx->protocol == IPPROTO_UDP) \
			ctx->user_ip4 = bpf_htonl(0x7f000001); \
		return 1; \
	}
#define ADDR6(name, section) \
	SEC(section) int name(struct bpf_sock_addr *ctx) \
	{ \
		if (ctx->user_port == bpf_htons(port)) \
			ctx->user_ip6[3] = bpf_htonl(1); \
		return 1; \
	}
#define UNIX(name, section) \
	SEC(section) int name(struct bpf_sock_addr *ctx) { return ctx->type == 1; }
ADDR4(on_bind4, "cgroup/bind4")
ADDR6(on_bind6, "cgroup/bind6")
ADDR4(on_connect4, "cgroup/connect4")
ADDR6(on_connect6, "cgroup/connect6")
UNIX(on_connect_unix, "cgroup/connect_unix")
ADDR4(on_sendmsg4, "cgroup/sendmsg4")
ADDR6(on_sendmsg6, "cgroup/sendmsg6")
UNIX(on_sendmsg_unix, "cgroup/sendmsg_unix")
ADDR4(on_recvmsg4, "cgroup/recvmsg4")
ADDR6(on_recvmsg6, "cgroup/recvmsg6")
#define UNIX1(name, section) \
	SEC(section) int name(struct bpf_sock_addr *ctx) { return 1; }
UNIX1(on_recvmsg_unix, "cgroup/recvmsg_unix")
ADDR4(on_getpeername4, "cgroup/getpeername4")
ADDR6(on_getpeername6, "cgroup/getpeername6")
UNIX1(on_getpeername_unix, "cgroup/getpeername_unix")
ADDR4(on_getsockname4, "cgroup/getsockname4")
ADDR6(on_getsockname6, "cgroup/getsockname6")
UNIX1(on_getsockname_unix, "cgroup/getsockname_unix")

SEC("cgroup/sysctl") int on_sysctl(struct bpf_sysctl *ctx)
{
	char name[32];
	long length = bpf_sysctl_get_name(ctx, name, sizeof(name), BPF_F_SYSCTL_BASE_NAME);

	return !ctx->write || length < 0 || name[0] != 'x';
}

SEC("cgroup/getsockopt") int on_getsockopt(struct bpf_sockopt *ctx)
{
	unsigned char *value = ctx->optval;

	if (ctx->level != 6 || (void *)(value + 1) > (void *)ctx->optval_end)
		return 1;
	*value = 7;
	ctx->optlen = 1;
		return 1;
}

SEC("cgroup/setsockopt") int on_setsockopt(struct bpf_sockopt *ctx)
{
	return ctx->optname != 1 || ctx->optlen < 8;
}

SEC("cgroup/dev") int on_dev(struct bpf_cgroup_dev_ctx *ctx)
{
	bool character = (ctx->access_type & 0xffff) == BPF_DEVCG_DEV_CHAR;

	return character && ctx->major == 1 && ctx->minor == 3;
}

SEC("syscall") int on_syscall(struct { __u64 first, second; } *args)
{
	args->second = args->first + port;
	return 0;
}

SEC("perf_event") int on_perf_event(void *ctx)
{
	return bpf_get_smp_processor_id() & 0;
}
