/* Tables of operations, registered at once and by a link. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sock;

struct tcp_congestion_ops {
	unsigned int (*ssthresh)(struct sock *);
	void (*cong_avoid)(struct sock *, unsigned int, unsigned int);
	void (*set_state)(struct sock *, unsigned char);
	unsigned int (*undo_cwnd)(struct sock *);
	unsigned int flags;
	char name[16];
};

char LICENSE[] SEC("license") = "GPL";

SEC("struct_ops/threshold")
unsigned int threshold(unsigned long long *ctx)
{
	return 2;
}

SEC("struct_ops")
void avoid(unsigned long long *ctx)
{
}

SEC("struct_ops/undo")
unsigned int undo(unsigned long long *ctx)
{
	return 3;
}

SEC(".struct_ops")
struct tcp_congestion_ops ours = {
	.ssthresh = (void *)threshold,
	.cong_avoid = (void *)avoid,
	.undo_cwnd = (void *)undo,
	.flags = 1,
	.name = "beebox_ours",
};
