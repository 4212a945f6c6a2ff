/* What the macros do when they run: `out` holds what the test compares. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "GPL";

long out[16];
char text[64];
char comm[16];

struct pair {
	long one, two;
};
struct small {
	short value;
};

extern unsigned int LINUX_KERNEL_VERSION __kconfig;
extern int CONFIG_NO_SUCH_THING __kconfig __weak;
extern void no_such_kfunc(void) __ksym __weak;

SEC("raw_tp/one") int BPF_PROG(words, int first, char second, unsigned long third)
{
	out[0] = first;
	out[1] = second;
	out[2] = third;
	return 0;
}

SEC("raw_tp/two") int BPF_PROG2(structs, int, first, struct pair, both, struct small, little, long, last)
{
	out[0] = first;
	out[1] = both.one;
	out[2] = both.two;
	out[3] = little.value;
	out[4] = last;
	return 0;
}

SEC("raw_tp/three") int printed(void *ctx)
{
	out[0] = BPF_SNPRINTF(text, sizeof(text), "%d %s %x %llu", -5, "five", 0xbeef, 1ULL << 40);
	return 0;
}

SEC("raw_tp/four") int loops(void *ctx)
{
	int index, *number;

	for (int at = 0; at < 8; at++)
		out[at] = 0;
	bpf_for(index, 3, 10) {
		if (index == 5)
			continue;
		if (index == 8)
			break;
		out[0] += index;
	}
	bpf_for(index, 5, 5)
		out[1]++;
	bpf_repeat(7)
		out[2]++;
	bpf_for_each(num, number, -2, 2)
		out[3] += *number;
	out[4] = bpf_ksym_exists(no_such_kfunc) + 2 * bpf_ksym_exists(bpf_iter_num_new);
	return 0;
}

SEC("raw_tp/five") int reads(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct tcp_sock *sock;
	static struct {
		char room[8192];
	} copy;

	out[0] = BPF_CORE_READ(task, tgid) == bpf_get_current_pid_tgid() >> 32;
	out[1] = BPF_CORE_READ(task, group_leader, pid) == BPF_CORE_READ(task, tgid);
	out[2] = BPF_CORE_READ_STR_INTO(&comm, task, group_leader, comm);
	out[3] = bpf_core_type_exists(struct task_struct) + 2 * bpf_core_type_exists(struct pair);
	out[4] = bpf_core_field_size(task->comm);
	out[5] = bpf_core_enum_value(enum bpf_map_type, BPF_MAP_TYPE_HASH);
	out[6] = BPF_CORE_READ_BITFIELD_PROBED(task, in_execve);
	sock = (void *)&copy;
	if (bpf_core_type_size(struct tcp_sock) <= sizeof(copy)) {
		BPF_CORE_WRITE_BITFIELD(sock, repair, 1);
		out[7] = BPF_CORE_READ_BITFIELD(sock, repair) + 2 * BPF_CORE_READ_BITFIELD(sock, nonagle);
	}
	return 0;
}

SEC("raw_tp/six") int facts(void *ctx)
{
	volatile __u16 half = 0x1234;
	volatile __u32 word = 0x12345678;
	volatile __u64 whole = 0x123456789abcdef0;

	out[0] = bpf_htons(half) == bpf_htons(0x1234);
	out[1] = bpf_ntohl(word);
	out[2] = bpf_cpu_to_be64(whole);
	out[3] = LINUX_KERNEL_VERSION >= KERNEL_VERSION(5, 4, 0);
	out[4] = CONFIG_NO_SUCH_THING;
	out[5] = container_of(&((struct pair *)0x1000)->two, struct pair, two) == (void *)0x1000;
	return 0;
}

SEC("tc") int last(struct __sk_buff *skb)
{
	return 77;
}

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__uint(key_size, sizeof(int));
	__array(values, int(void *));
} table SEC(".maps") = {
	.values = { [2] = (void *)last },
};

SEC("tc") int jumps(struct __sk_buff *skb)
{
	bpf_tail_call_static(skb, &table, 2);
	return 1;
}

__noinline int sum(struct pair *pair __arg_nonnull)
{
	return pair->one + pair->two;
}

SEC("tc") int calls(struct __sk_buff *skb)
{
	struct pair pair = { out[15] + 30, 12 };

	return sum(&pair);
}
