/* Tables of operations of newer libbpf: by link, of another version, with a member too much. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sock;

struct tcp_congestion_ops___v2 {
	unsigned int (*ssthresh)(struct sock *);
	void (*cong_avoid)(struct sock *, unsigned int, unsigned int);
	unsigned int (*undo_cwnd)(struct sock *);
	int (*of_a_later_kernel)(int);
	long also_later;
	char name[16];
};

char LICENSE[] SEC("license") = "GPL";

SEC("struct_ops")
unsigned int threshold(unsigned long long *ctx)
{
	return 2;
}

SEC("struct_ops")
void avoid(unsigned long long *ctx)
{
}

SEC("struct_ops")
unsigned int undo(unsigned long long *ctx)
{
	return 3;
}

SEC("?struct_ops")
int later(unsigned long long *ctx)
{
	return 4;
}

SEC(".struct_ops.link")
struct tcp_congestion_ops___v2 linked = {
	.ssthresh = (void *)threshold,
	.cong_avoid = (void *)avoid,
	.undo_cwnd = (void *)undo,
	.name = "beebox_linked",
};

SEC("?.struct_ops.link")
struct tcp_congestion_ops___v2 not_made = {
	.ssthresh = (void *)threshold,
	.name = "beebox_other",
};
