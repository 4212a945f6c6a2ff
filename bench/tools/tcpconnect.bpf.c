/* The kernel side of beebox/tools/tcpconnect.py, in C. */
#include "tool.h"
#include "address.h"

#define SOCK_STREAM 1
#define KIND 0xf
#define EINPROGRESS 115

const volatile bool only_failed = false;

struct call {
	__u64 begun;
	__s32 fd;
	struct address address;
};

struct event {
	__u64 time;
	__u64 took;
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
	__type(value, __s32);
} making SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__type(value, __u8);
} others SEC(".maps");

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

__u64 making_lost, others_lost, calls_lost, events_lost;

static __always_inline __u64 name_of(__u32 fd)
{
	return bpf_get_current_pid_tgid() >> 32 << 32 | fd;
}

SEC("tracepoint/syscalls/sys_enter_socket")
int enter_socket(struct trace_event_raw_sys_enter *ctx)
{
	__u32 tid = bpf_get_current_pid_tgid();
	__s32 kind = ctx->args[1] & KIND;

	if (wanted())
		COUNT(making_lost, bpf_map_update_elem(&making, &tid, &kind, BPF_ANY));
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_socket")
int exit_socket(struct trace_event_raw_sys_exit *ctx)
{
	__u32 tid = bpf_get_current_pid_tgid();
	__s32 *found = bpf_map_lookup_elem(&making, &tid), kind;
	__u64 name;
	__u8 one = 1;

	if (!found)
		return 0;
	kind = *found;
	bpf_map_delete_elem(&making, &tid);
	if (ctx->ret < 0)
		return 0;
	name = name_of(ctx->ret);
	if (kind == SOCK_STREAM)
		bpf_map_delete_elem(&others, &name);
	else
		COUNT(others_lost, bpf_map_update_elem(&others, &name, &one, BPF_ANY));
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_connect")
int enter_connect(struct trace_event_raw_sys_enter *ctx)
{
	__u32 tid = bpf_get_current_pid_tgid();
	struct call call = {bpf_ktime_get_ns(), ctx->args[0]};
	__u64 name = name_of(ctx->args[0]);

	if (!wanted() || bpf_map_lookup_elem(&others, &name))
		return 0;
	if (read_address(&call.address, (void *)ctx->args[1]))
		COUNT(calls_lost, bpf_map_update_elem(&calls, &tid, &call, BPF_ANY));
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_connect")
int exit_connect(struct trace_event_raw_sys_exit *ctx)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 tid = id;
	struct call *found = bpf_map_lookup_elem(&calls, &tid), call;
	struct event *event;

	if (!found)
		return 0;
	call = *found;
	bpf_map_delete_elem(&calls, &tid);
	if (only_failed && (ctx->ret >= 0 || ctx->ret == -EINPROGRESS))
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		COUNT(events_lost, true);
		return 0;
	}
	event->time = bpf_ktime_get_ns();
	event->took = event->time - call.begun;
	event->pid = id >> 32;
	event->uid = bpf_get_current_uid_gid();
	event->fd = call.fd;
	event->ret = ctx->ret;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	event->address = call.address;
	bpf_ringbuf_submit(event, 0);
	return 0;
}
