/* A little of everything that objects have: built by tests/data/obj/Makefile into sample.bpf.o. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef unsigned int u32;
typedef unsigned long long u64;

struct key {
	u32 pid;
	char comm[12];
};

enum state { IDLE, BUSY = 5, GONE = -1 };

struct value {
	u64 count;
	enum state state;
	unsigned short low : 3, high : 5;
	struct {
		int x, y;
	} points[2];
	const char *where;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct key);
	__type(value, struct value);
} counts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(u32));
	__uint(value_size, sizeof(u32));
} events SEC(".maps");

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, u64);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, u32);
	__array(values, struct inner);
} outer SEC(".maps");

const volatile u32 only_pid = 0;
const volatile char greeting[8] = "hello";
int runs = 1;
u64 lost;
static volatile int secret[4] = { 1, 2, 3, 4 };

static __attribute__((noinline)) int twice(int n)
{
	runs += n;
	return n * secret[n & 3];
}

__attribute__((noinline)) int thrice(int n)
{
	return twice(n) + n;
}

static long each(u32 index, u64 *sum)
{
	*sum += index;
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(void *ctx)
{
	struct key key = {};
	struct value *found;
	u64 sum = 0;

	key.pid = bpf_get_current_pid_tgid() >> 32;
	if (only_pid && only_pid != key.pid)
		return 0;
	bpf_get_current_comm(key.comm, sizeof(key.comm));
	found = bpf_map_lookup_elem(&counts, &key);
	if (!found) {
		__sync_fetch_and_add(&lost, 1);
		return thrice(secret[2]);
	}
	__sync_fetch_and_add(&found->count, 1);
	found->state = BUSY;
	bpf_loop(4, each, &sum, 0);
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &sum, sizeof(sum));
	return greeting[key.pid & 7];
}

SEC("raw_tp/sched_process_exit")
int on_exit(void *ctx)
{
	const char text[] = "exit %d";

	bpf_trace_printk(text, sizeof(text), twice(2));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
