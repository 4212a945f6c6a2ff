/* The kernel side of beebox/tools/tcpaccept.py, in C. */
#include "tool.h"
#include "address.h"

struct event {
	__u64 time;
	__u32 pid;
	__u32 uid;
	__s32 fd;
	char comm[16];
	struct address address;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, const void *);
} calls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 << 10);
} events SEC(".maps");

__u64 calls_lost, events_lost;

static __always_inline int begin(const void *peer)
{
	__u32 tid = bpf_get_current_pid_tgid();

	if (wanted())
		COUNT(calls_lost, bpf_map_update_elem(&calls, &tid, &peer, BPF_ANY));
	return 0;
}

static __always_inline int end(long ret)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 tid = id;
	const void **call = bpf_map_lookup_elem(&calls, &tid), *peer;
	struct event *event;

	if (!call)
		return 0;
	peer = *call;
	bpf_map_delete_elem(&calls, &tid);
	if (ret < 0)
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		COUNT(events_lost, true);
		return 0;
	}
	event->time = bpf_ktime_get_ns();
	event->pid = id >> 32;
	event->uid = bpf_get_current_uid_gid();
	event->fd = ret;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	event->address.family = 0;
	if (peer && !read_address(&event->address, peer))
		bpf_ringbuf_discard(event, 0);
	else
		bpf_ringbuf_submit(event, 0);
	return 0;
}

#define CALL(name) \
	SEC("tracepoint/syscalls/sys_enter_" #name) \
	int enter_##name(struct trace_event_raw_sys_enter *ctx) \
	{ \
		return begin((void *)ctx->args[1]); \
	} \
	SEC("tracepoint/syscalls/sys_exit_" #name) \
	int exit_##name(struct trace_event_raw_sys_exit *ctx) \
	{ \
		return end(ctx->ret); \
	}

CALL(accept)
CALL(accept4)
