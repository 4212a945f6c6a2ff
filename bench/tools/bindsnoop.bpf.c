/* The kernel side of beebox/tools/bindsnoop.py, in C. */
#include "tool.h"
#include "address.h"

const volatile bool only_failed = false;

struct call {
	__s32 fd;
	struct address address;
};

struct event {
	__u64 time;
	__u32 pid;
	__u32 uid;
	__s32 ret;
	__s32 fd;
	char comm[16];
	struct address address;
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

SEC("tracepoint/syscalls/sys_enter_bind")
int enter_bind(struct trace_event_raw_sys_enter *ctx)
{
	__u32 tid = bpf_get_current_pid_tgid();
	struct call call = {.fd = ctx->args[0]};

	if (wanted() && read_address(&call.address, (void *)ctx->args[1]))
		COUNT(calls_lost, bpf_map_update_elem(&calls, &tid, &call, BPF_ANY));
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_bind")
int exit_bind(struct trace_event_raw_sys_exit *ctx)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 tid = id;
	struct call *found = bpf_map_lookup_elem(&calls, &tid), call;
	struct event *event;

	if (!found)
		return 0;
	call = *found;
	bpf_map_delete_elem(&calls, &tid);
	if (only_failed && ctx->ret >= 0)
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		COUNT(events_lost, true);
		return 0;
	}
	event->time = bpf_ktime_get_ns();
	event->pid = id >> 32;
	event->uid = bpf_get_current_uid_gid();
	event->fd = call.fd;
	event->ret = ctx->ret;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	event->address = call.address;
	bpf_ringbuf_submit(event, 0);
	return 0;
}
