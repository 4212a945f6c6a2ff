/* A tree of processes, followed by the programs themselves.
 *
 * The user side puts the first task into `watched` (by thread id); forks, execs and exits keep it.
 * The same three programs stand in Python in beebox/lang/library/tree.py.
 */
#ifndef BEEBOX_TREE_BPF_H
#define BEEBOX_TREE_BPF_H

#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

const volatile bool only_watched = false; /* only tasks in `watched` */
__u64 watched_lost;		  /* tasks that did not fit */

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, __u8);
} watched SEC(".maps");

static __always_inline void watch(__u32 tid)
{
	__u8 one = 1;

	if (bpf_map_update_elem(&watched, &tid, &one, BPF_ANY))
		__sync_fetch_and_add(&watched_lost, 1);
}

static __always_inline bool watched_current(void)
{
	__u32 tid = bpf_get_current_pid_tgid();

	return !only_watched || bpf_map_lookup_elem(&watched, &tid);
}

SEC("tracepoint/sched/sched_process_fork")
int tree_fork(struct trace_event_raw_sched_process_fork *ctx)
{
	__u32 parent = ctx->parent_pid;

	if (bpf_map_lookup_elem(&watched, &parent))
		watch(ctx->child_pid);
	return 0;
}

/* An exec by a thread that is not the leader takes over the leader's id. */
SEC("tracepoint/sched/sched_process_exec")
int tree_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	__u32 old = ctx->old_pid;

	if (old == (__u32)ctx->pid || !bpf_map_lookup_elem(&watched, &old))
		return 0;
	watch(ctx->pid);
	bpf_map_delete_elem(&watched, &old);
	return 0;
}

SEC("tracepoint/sched/sched_process_exit")
int tree_exit(struct trace_event_raw_sched_process_exit *ctx)
{
	__u32 tid = ctx->pid;

	bpf_map_delete_elem(&watched, &tid);
	return 0;
}

#endif
