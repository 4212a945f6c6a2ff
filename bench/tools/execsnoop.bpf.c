/* The kernel side of beebox/tools/execsnoop.py, in C. */
#include "tool.h"

#define MOST 60
#define ROOM 8192
#define LONGEST 1024

const volatile bool too_failed = false;

struct event {
	__u64 time;
	__u32 pid;
	__u32 tid;
	__u32 uid;
	__u32 parent;
	__s32 ret;
	__u32 count;
	__u32 more;
	__u32 size;
	char comm[16];
	char file[LONGEST];
	__u8 arguments[ROOM];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct event);
} begun SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct event);
} empty SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4 << 20);
} events SEC(".maps");

__u64 begun_lost, events_lost;

static __always_inline int begin(const char *file, const char *const *arguments)
{
	__u32 tid = bpf_get_current_pid_tgid(), zero = 0, size;
	struct event *event = bpf_map_lookup_elem(&empty, &zero);
	const char *text;
	long length;

	if (!event || !wanted())
		return 0;
	event->count = event->size = event->more = 0;
	if (bpf_probe_read_user_str(event->file, sizeof(event->file), file) < 0)
		event->file[0] = 0;
	for (int at = 0; at <= MOST; at++) {
		text = NULL;
		if (bpf_probe_read_user(&text, sizeof(text), arguments + at) || !text)
			break;
		size = event->size;
		if (at == MOST || size > ROOM - LONGEST) {
			event->more = 1;
			break;
		}
		length = bpf_probe_read_user_str(event->arguments + size, LONGEST, text);
		if (length < 0)
			break;
		event->size = size + length;
		event->count++;
	}
	COUNT(begun_lost, bpf_map_update_elem(&begun, &tid, event, BPF_ANY));
	return 0;
}

static __always_inline int end(long ret)
{
	__u64 id = bpf_get_current_pid_tgid();
	struct task_struct *task;
	__u32 tid = id, size;
	struct event *event = bpf_map_lookup_elem(&begun, &tid);

	if (!event)
		return 0;
	if (!ret || too_failed) {
		event->time = bpf_ktime_get_ns();
		event->pid = id >> 32;
		event->tid = tid;
		event->uid = bpf_get_current_uid_gid();
		event->ret = ret;
		bpf_get_current_comm(event->comm, sizeof(event->comm));
		task = bpf_get_current_task_btf();
		event->parent = task->real_parent->tgid;
		size = event->size;
		if (size <= ROOM)
			COUNT(events_lost, bpf_ringbuf_output(&events, event, offsetof(struct event, arguments) + size, 0));
	}
	bpf_map_delete_elem(&begun, &tid);
	return 0;
}

#define CALL(name, at) \
	SEC("tracepoint/syscalls/sys_enter_" #name) \
	int enter_##name(struct trace_event_raw_sys_enter *ctx) \
	{ \
		return begin((const char *)ctx->args[at], (const char *const *)ctx->args[at + 1]); \
	} \
	SEC("tracepoint/syscalls/sys_exit_" #name) \
	int exit_##name(struct trace_event_raw_sys_exit *ctx) \
	{ \
		return end(ctx->ret); \
	}

CALL(execve, 0)
CALL(execveat, 1)

SEC("tracepoint/sched/sched_process_exec")
int follow(struct trace_event_raw_sched_process_exec *ctx)
{
	__u32 pid = ctx->pid, old = ctx->old_pid;
	struct event *event;

	if (old == pid)
		return 0;
	event = bpf_map_lookup_elem(&begun, &old);
	if (event) {
		COUNT(begun_lost, bpf_map_update_elem(&begun, &pid, event, BPF_ANY));
		bpf_map_delete_elem(&begun, &old);
	}
	return 0;
}

SEC("tracepoint/sched/sched_process_exit")
int forget(struct trace_event_raw_sched_process_exit *ctx)
{
	__u32 tid = ctx->pid;

	bpf_map_delete_elem(&begun, &tid);
	return 0;
}
