/* Hello world: a line in trace_pipe for each execve of the command.
 *
 *     beebox run examples/hello.bpf.c -- ls
 */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/tree.bpf.h>

SEC("tracepoint/syscalls/sys_enter_execve")
int hello(struct trace_event_raw_sys_enter *ctx)
{
	int pid = bpf_get_current_pid_tgid() >> 32;

	if (watched_current())
		bpf_printk("hello from pid %d, starting %pus", pid, ctx->args[0]);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
