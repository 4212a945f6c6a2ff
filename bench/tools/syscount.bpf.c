/* The kernel side of beebox/tools/syscount.py, in C. */
#include "tool.h"

const volatile bool by_process = false;
const volatile bool by_time = false;
const volatile bool only_failed = false;
const volatile int only_error = 0;

struct counted {
	__u32 number;
	__u32 pid;
};

struct timed {
	__u32 number;
	__u32 pid;
	__u32 slot;
};

struct total {
	__u64 count;
	__u64 took;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u64);
} begun SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 10240);
	__type(key, struct counted);
	__type(value, struct total);
} totals SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, struct timed);
	__type(value, __u64);
} counts SEC(".maps");

__u64 begun_lost, counts_lost, totals_lost;

static __always_inline __u32 log2(__u64 value)
{
	__u32 slot = 1;

	for (int bits = 32; bits > 1; bits /= 2)
		if (value >> bits) {
			value >>= bits;
			slot += bits;
		}
	return slot + (value >> 1);
}

SEC("tracepoint/raw_syscalls/sys_enter")
int enter(struct trace_event_raw_sys_enter *ctx)
{
	__u32 tid = bpf_get_current_pid_tgid();
	__u64 now;

	if (wanted()) {
		now = bpf_ktime_get_ns();
		COUNT(begun_lost, bpf_map_update_elem(&begun, &tid, &now, BPF_ANY));
	}
	return 0;
}

SEC("tracepoint/raw_syscalls/sys_exit")
int leave(struct trace_event_raw_sys_exit *ctx)
{
	static const struct total none;
	__u64 id = bpf_get_current_pid_tgid(), *found, *count, since, took, one = 1;
	__u32 tid = id;
	struct timed place;
	struct counted key = {};
	struct total *total;

	found = bpf_map_lookup_elem(&begun, &tid);
	if (!found)
		return 0;
	since = *found;
	bpf_map_delete_elem(&begun, &tid);
	if (only_failed && ctx->ret >= 0)
		return 0;
	if (only_error && ctx->ret != -only_error)
		return 0;
	if (by_process)
		key.pid = id >> 32;
	else
		key.number = ctx->id;
	took = bpf_ktime_get_ns() - since;
	if (by_time) {
		place = (struct timed){key.number, key.pid, log2(took / 1000)};
		count = bpf_map_lookup_elem(&counts, &place);
		if (count)
			__sync_fetch_and_add(count, 1);
		else
			COUNT(counts_lost, bpf_map_update_elem(&counts, &place, &one, BPF_ANY));
		return 0;
	}
	total = bpf_map_lookup_elem(&totals, &key);
	if (!total) {
		COUNT(totals_lost, bpf_map_update_elem(&totals, &key, &none, BPF_ANY));
		total = bpf_map_lookup_elem(&totals, &key);
	}
	if (total) {
		total->count += 1;
		total->took += took;
	}
	return 0;
}
