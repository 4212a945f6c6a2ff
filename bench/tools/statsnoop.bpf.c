/* The kernel side of beebox/tools/statsnoop.py, in C. */
#include "tool.h"

const volatile bool only_failed = false;

struct event {
	__u64 time;
	__u32 pid;
	__u32 uid;
	__s32 ret;
	char comm[16];
	char path[4096];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, const char *);
} calls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct event);
} scratch SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4 << 20);
} events SEC(".maps");

__u64 calls_lost, events_lost;

static __always_inline int begin(const char *path)
{
	__u32 tid = bpf_get_current_pid_tgid();

	if (wanted())
		COUNT(calls_lost, bpf_map_update_elem(&calls, &tid, &path, BPF_ANY));
	return 0;
}

static __always_inline int end(long ret)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 tid = id, zero = 0;
	const char **call = bpf_map_lookup_elem(&calls, &tid), *path;
	struct event *event;
	long length;

	if (!call)
		return 0;
	path = *call;
	bpf_map_delete_elem(&calls, &tid);
	event = bpf_map_lookup_elem(&scratch, &zero);
	if (!event || (only_failed && ret >= 0))
		return 0;
	event->time = bpf_ktime_get_ns();
	event->pid = id >> 32;
	event->uid = bpf_get_current_uid_gid();
	event->ret = ret;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	length = bpf_probe_read_user_str(event->path, sizeof(event->path), path);
	if (length < 1) {
		event->path[0] = 0;
		length = 1;
	}
	COUNT(events_lost, bpf_ringbuf_output(&events, event, offsetof(struct event, path) + length, 0));
	return 0;
}

#define CALL(name, at) \
	SEC("tracepoint/syscalls/sys_enter_" #name) \
	int enter_##name(struct trace_event_raw_sys_enter *ctx) \
	{ \
		return begin((const char *)ctx->args[at]); \
	} \
	SEC("tracepoint/syscalls/sys_exit_" #name) \
	int exit_##name(struct trace_event_raw_sys_exit *ctx) \
	{ \
		return end(ctx->ret); \
	}

CALL(newstat, 0)
CALL(newlstat, 0)
CALL(newfstatat, 1)
CALL(statx, 1)
CALL(statfs, 0)
