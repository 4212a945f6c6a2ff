/* The kernel side of beebox/tools/killsnoop.py, in C. */
#include "tool.h"

const volatile bool only_failed = false;

struct call {
	__s32 target;
	__s32 signal;
};

struct event {
	__u64 time;
	__u32 pid;
	__u32 uid;
	__s32 target;
	__s32 signal;
	__s32 ret;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, struct call);
} calls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 << 10);
} events SEC(".maps");

__u64 calls_lost, events_lost;

static __always_inline int begin(int target, int signal)
{
	struct call call = {target, signal};
	__u32 tid = bpf_get_current_pid_tgid();

	if (wanted())
		COUNT(calls_lost, bpf_map_update_elem(&calls, &tid, &call, BPF_ANY));
	return 0;
}

static __always_inline int end(long ret)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 tid = id;
	struct call *found = bpf_map_lookup_elem(&calls, &tid), call;
	struct event *event;

	if (!found)
		return 0;
	call = *found;
	bpf_map_delete_elem(&calls, &tid);
	if (only_failed && ret >= 0)
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		COUNT(events_lost, true);
		return 0;
	}
	event->time = bpf_ktime_get_ns();
	event->pid = id >> 32;
	event->uid = bpf_get_current_uid_gid();
	event->target = call.target;
	event->signal = call.signal;
	event->ret = ret;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}

#define CALL(name, at) \
	SEC("tracepoint/syscalls/sys_enter_" #name) \
	int enter_##name(struct trace_event_raw_sys_enter *ctx) \
	{ \
		return begin(ctx->args[at], ctx->args[at + 1]); \
	} \
	SEC("tracepoint/syscalls/sys_exit_" #name) \
	int exit_##name(struct trace_event_raw_sys_exit *ctx) \
	{ \
		return end(ctx->ret); \
	}

CALL(kill, 0)
CALL(tkill, 0)
CALL(tgkill, 1)
