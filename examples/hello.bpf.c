/* Hello world: a line in trace_pipe for each execve.
 *
 *     beebox run examples/hello.bpf.c -- ls
 */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

SEC("tracepoint/syscalls/sys_enter_execve")
int hello(struct trace_event_raw_sys_enter *ctx)
{
	bpf_printk("hello from pid %d", (int)(bpf_get_current_pid_tgid() >> 32));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
