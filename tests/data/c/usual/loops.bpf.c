/* What newer kernels have: callbacks, open-coded iterators, timers, dynptrs, rings from users. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <errno.h>

#define CLOCK_MONOTONIC 1

struct elem {
	struct bpf_timer timer;
	int counter;
};

struct note {
	int pid;
	int seq;
	long value;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, int);
	__type(value, struct elem);
} timers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, int);
	__type(value, long);
} table SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_USER_RINGBUF);
	__uint(max_entries, 4096);
} user_ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} kernel_ring SEC(".maps");

long sums[4];
int seen, found_cgroups;

static int timer_cb(void *map, int *key, struct elem *val)
{
	val->counter++;
	if (val->counter < 10)
		bpf_timer_start(&val->timer, 1000, 0);
	return 0;
}

static long each_entry(struct bpf_map *map, int *key, long *value, void *data)
{
	*(long *)data += *value;
	return *value < 0;
}

static int turn(__u32 index, void *data)
{
	*(long *)data += index;
	return index > 50;
}

static long from_user(struct bpf_dynptr *dynptr, void *context)
{
	const struct note *sample;
	struct note stack;

	if (bpf_dynptr_read(&stack, sizeof(stack), dynptr, 0, 0))
		return 1;
	sample = bpf_dynptr_data(dynptr, 0, sizeof(*sample));
	if (sample)
		seen += sample->seq;
	return 0;
}

SEC("tp_btf/task_newtask")
int BPF_PROG(new_task, struct task_struct *task, u64 clone_flags)
{
	struct task_struct *pos, *held;
	struct bpf_dynptr record;
	struct elem *elem;
	long total = 0;
	int key = 0, i;
	char *name;

	elem = bpf_map_lookup_elem(&timers, &key);
	if (elem && !bpf_timer_init(&elem->timer, &timers, CLOCK_MONOTONIC)) {
		bpf_timer_set_callback(&elem->timer, timer_cb);
		bpf_timer_start(&elem->timer, 0, 0);
	}
	bpf_for_each_map_elem(&table, each_entry, &total, 0);
	bpf_loop(100, turn, &total, 0);
	sums[0] = total;
	bpf_for(i, 0, 4)
		sums[i & 3] += i;
	bpf_repeat(3)
		sums[1]++;
	bpf_user_ringbuf_drain(&user_ring, from_user, NULL, 0);
	if (bpf_ringbuf_reserve_dynptr(&kernel_ring, sizeof(struct note), 0, &record)) {
		bpf_ringbuf_discard_dynptr(&record, 0);
		return 0;
	}
	name = bpf_dynptr_data(&record, offsetof(struct note, comm), 16);
	if (name)
		bpf_probe_read_kernel_str(name, 16, task->comm);
	bpf_dynptr_write(&record, 0, &task->pid, sizeof(task->pid), 0);
	bpf_ringbuf_submit_dynptr(&record, 0);
	held = bpf_task_from_pid(task->tgid);
	if (held) {
		sums[2] += held->pid;
		bpf_task_release(held);
	}
	bpf_rcu_read_lock();
	bpf_for_each(task, pos, NULL, BPF_TASK_ITER_ALL_PROCS)
		seen++;
	bpf_rcu_read_unlock();
	return 0;
}

SEC("syscall")
int keys(void *ctx)
{
	struct cgroup *cgrp = bpf_cgroup_from_id(1);
	struct bpf_cpumask *mask;

	if (cgrp) {
		found_cgroups++;
		bpf_cgroup_release(cgrp);
	}
	mask = bpf_cpumask_create();
	if (!mask)
		return -ENOMEM;
	bpf_cpumask_set_cpu(0, mask);
	found_cgroups += bpf_cpumask_test_cpu(0, (const struct cpumask *)mask);
	bpf_cpumask_release(mask);
	return bpf_ksym_exists(bpf_task_from_vpid) ? 0 : -ENOSYS;
}

char _license[] SEC("license") = "GPL";
