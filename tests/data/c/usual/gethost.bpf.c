/* Functions of libraries: arguments at entry, results at exit, strings of the process, USDT. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <bpf/usdt.bpf.h>

#define HOST_LEN 80

struct event {
	__u64 time;
	__u32 pid;
	char comm[16];
	char host[HOST_LEN];
};

const volatile pid_t target_pid = 0;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, struct event);
} starts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} events SEC(".maps");

static int probe_entry(struct pt_regs *ctx)
{
	struct event event = {};
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u32 pid = pid_tgid >> 32;
	__u32 tid = (__u32)pid_tgid;

	if (!PT_REGS_PARM1(ctx))
		return 0;
	if (target_pid && target_pid != pid)
		return 0;
	event.time = bpf_ktime_get_ns();
	event.pid = pid;
	bpf_get_current_comm(&event.comm, sizeof(event.comm));
	bpf_probe_read_user(&event.host, sizeof(event.host), (void *)PT_REGS_PARM1(ctx));
	bpf_map_update_elem(&starts, &tid, &event, BPF_ANY);
	return 0;
}

SEC("kprobe/handle_entry")
int BPF_KPROBE(handle_entry)
{
	return probe_entry(ctx);
}

SEC("uprobe/libc.so.6:getaddrinfo")
int BPF_UPROBE(getaddrinfo_entry, const char *node, const char *service, const void *hints, void *res)
{
	if (BPF_PROBE_READ_USER((struct { int flags; } *)hints, flags) & 4)
		return 0;
	return probe_entry(ctx);
}

SEC("uretprobe/libc.so.6:getaddrinfo")
int BPF_URETPROBE(getaddrinfo_exit, int ret)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct event *eventp = bpf_map_lookup_elem(&starts, &tid);

	if (!eventp)
		return 0;
	eventp->time = bpf_ktime_get_ns() - eventp->time;
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, eventp, sizeof(*eventp));
	bpf_map_delete_elem(&starts, &tid);
	return 0;
}

SEC("uprobe.multi//usr/lib/x86_64-linux-gnu/libc.so.6:mall*")
int BPF_UPROBE(allocations, size_t size)
{
	__u64 cookie = bpf_get_attach_cookie(ctx);

	bpf_printk("%llu %lu %lx", cookie, size, bpf_get_func_ip(ctx));
	return 0;
}

SEC("usdt/libc.so.6:libc:setjmp")
int BPF_USDT(jumps, void *env, int value, void *ip)
{
	bpf_printk("%p %d %d", ip, value, bpf_usdt_arg_cnt(ctx));
	return 0;
}

SEC("usdt")
int collections(struct pt_regs *ctx)
{
	long arg;

	if (bpf_usdt_arg(ctx, 0, &arg))
		return 0;
	bpf_printk("%ld %llu", arg, bpf_usdt_cookie(ctx));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
