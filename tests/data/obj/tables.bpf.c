/* Tables of operations, maps that start with something in them, callbacks and subprograms. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sock;

/* another flavour than the kernel's: members are found by name */
struct tcp_congestion_ops___ours {
	void (*cong_avoid)(struct sock *, unsigned int, unsigned int);
	unsigned int (*ssthresh)(struct sock *);
	char name[16];
};

char LICENSE[] SEC("license") = "GPL";

SEC("struct_ops/ssthresh")
unsigned int threshold(unsigned long long *ctx)
{
	return 2;
}

SEC("struct_ops")
void avoid(unsigned long long *ctx)
{
}

SEC(".struct_ops")
struct tcp_congestion_ops___ours ours = {
	.ssthresh = (void *)threshold,
	.cong_avoid = (void *)avoid,
	.name = "ours",
};

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, int);
	__type(value, int);
	__uint(max_entries, 1);
} one SEC(".maps"), two SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__type(key, int);
	__uint(max_entries, 3);
	__array(values, struct inner);
} outer SEC(".maps") = { .values = { [0] = &one, [2] = &two } };

int target(struct xdp_md *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(key_size, sizeof(int));
	__uint(max_entries, 2);
	__array(values, int(void *));
} jumps SEC(".maps") = { .values = { [1] = (void *)&target } };

SEC("xdp")
int target(struct xdp_md *ctx)
{
	return XDP_PASS;
}

static __attribute__((noinline)) int thrice(int x)
{
	return x * 3;
}

SEC("xdp")
int entry(struct xdp_md *ctx)
{
	int key = 0, *value;
	void *inside;

	bpf_tail_call(ctx, &jumps, 1);
	inside = bpf_map_lookup_elem(&outer, &key);
	value = inside ? bpf_map_lookup_elem(inside, &key) : 0;
	return value ? thrice(*value) : XDP_DROP;
}
