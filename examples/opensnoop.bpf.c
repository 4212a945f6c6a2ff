/* opensnoop: which files does a process open? The kernel side of beebox/tools/opensnoop.py, in C.
 *
 *     beebox build examples/opensnoop.bpf.c -o opensnoop.bpf.o
 *     beebox run opensnoop.bpf.o -- cat /etc/hostname
 */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/tree.bpf.h>

#define PATH_MAX 4096

const volatile __u32 only_pid = 0;  /* 0: any */
const volatile __u32 only_tid = 0;
const volatile __u32 only_uid = -1; /* -1: any */
const volatile bool only_failed = false;

struct call { /* what a task is opening */
	const char *path;
	const struct open_how *how;
	__u32 flags;
	__u32 mode;
};

struct event { /* what the user side reads; as much of path as there is */
	__u64 time;
	__u32 pid;
	__u32 tid;
	__u32 uid;
	__s32 ret;
	__u32 flags;
	__u32 mode;
	char comm[16];
	char path[PATH_MAX];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, struct call);
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

struct event *events_event; /* never set: its type tells readers what a record of events is */
__u64 calls_lost;
__u64 events_lost;

/* Remember a call of a task that passes the filters. */
static __always_inline int begin(const void *path, const void *how, __u32 flags, __u32 mode)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 tid = id;
	struct call call = {path, how, flags, mode};

	if ((only_pid && only_pid != id >> 32) || (only_tid && only_tid != tid))
		return 0;
	if (only_uid != (__u32)-1 && only_uid != (__u32)bpf_get_current_uid_gid())
		return 0;
	if (!watched_current())
		return 0;
	if (bpf_map_update_elem(&calls, &tid, &call, BPF_ANY))
		__sync_fetch_and_add(&calls_lost, 1);
	return 0;
}

/* The call is over, its path is in memory now: send the event. */
static __always_inline int end(__s32 ret)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 tid = id, zero = 0;
	struct open_how how = {};
	struct call *call = bpf_map_lookup_elem(&calls, &tid);
	struct event *event = bpf_map_lookup_elem(&scratch, &zero);
	long length;

	if (!call || !event)
		return 0;
	if (only_failed && ret >= 0)
		goto done;
	event->time = bpf_ktime_get_ns();
	event->pid = id >> 32;
	event->tid = tid;
	event->uid = bpf_get_current_uid_gid();
	event->ret = ret;
	event->flags = call->flags;
	event->mode = call->mode;
	if (call->how && !bpf_probe_read_user(&how, sizeof(how), call->how)) {
		event->flags = how.flags;
		event->mode = how.mode;
	}
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	length = bpf_probe_read_user_str(event->path, sizeof(event->path), call->path);
	if (length < 1) {
		event->path[0] = 0;
		length = 1;
	}
	if (bpf_ringbuf_output(&events, event, offsetof(struct event, path) + length, 0))
		__sync_fetch_and_add(&events_lost, 1);
done:
	bpf_map_delete_elem(&calls, &tid);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_open")
int enter_open(struct trace_event_raw_sys_enter *ctx)
{
	return begin((void *)ctx->args[0], NULL, ctx->args[1], ctx->args[2]);
}

SEC("tracepoint/syscalls/sys_enter_openat")
int enter_openat(struct trace_event_raw_sys_enter *ctx)
{
	return begin((void *)ctx->args[1], NULL, ctx->args[2], ctx->args[3]);
}

SEC("tracepoint/syscalls/sys_enter_openat2")
int enter_openat2(struct trace_event_raw_sys_enter *ctx)
{
	return begin((void *)ctx->args[1], (void *)ctx->args[2], 0, 0);
}

SEC("tracepoint/syscalls/sys_enter_creat")
int enter_creat(struct trace_event_raw_sys_enter *ctx)
{
	return begin((void *)ctx->args[0], NULL, 01 | 0100 | 01000, ctx->args[1]);
}

SEC("tracepoint/syscalls/sys_exit_open")
int exit_open(struct trace_event_raw_sys_exit *ctx)
{
	return end(ctx->ret);
}

SEC("tracepoint/syscalls/sys_exit_openat")
int exit_openat(struct trace_event_raw_sys_exit *ctx)
{
	return end(ctx->ret);
}

SEC("tracepoint/syscalls/sys_exit_openat2")
int exit_openat2(struct trace_event_raw_sys_exit *ctx)
{
	return end(ctx->ret);
}

SEC("tracepoint/syscalls/sys_exit_creat")
int exit_creat(struct trace_event_raw_sys_exit *ctx)
{
	return end(ctx->ret);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
