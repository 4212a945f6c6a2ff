/* CO-RE relocations of each kind: built by tests/data/obj/Makefile into core.bpf.o. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

typedef unsigned int u32;
typedef unsigned long long u64;
typedef int pid_t;

struct list_head {
	struct list_head *next, *prev;
} __attribute__((preserve_access_index));

struct task_struct {
	pid_t tgid;
	int exit_code;
	char comm[16];
	struct list_head tasks;
	unsigned sched_reset_on_fork : 1;
	struct task_struct *real_parent;
} __attribute__((preserve_access_index));

struct task_struct___old {
	long state;
} __attribute__((preserve_access_index));

struct no_such_thing {
	int nothing;
} __attribute__((preserve_access_index));

enum pid_type { PIDTYPE_TGID = 17, PIDTYPE_NEVER = 18 };

u64 out[24];

SEC("raw_tp/sched_process_exit")
int core(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct task_struct___old *old = (void *)task;

	out[0] = __builtin_preserve_field_info(task->tgid, BPF_FIELD_BYTE_OFFSET);
	out[1] = __builtin_preserve_field_info(task->tgid, BPF_FIELD_BYTE_SIZE);
	out[2] = bpf_core_field_exists(task->tgid);
	out[3] = __builtin_preserve_field_info(task->tgid, BPF_FIELD_SIGNED);
	out[4] = BPF_CORE_READ_BITFIELD_PROBED(task, sched_reset_on_fork);
	out[5] = bpf_core_type_id_local(struct task_struct);
	out[6] = bpf_core_type_id_kernel(struct task_struct);
	out[7] = bpf_core_type_exists(struct task_struct);
	out[8] = bpf_core_type_size(struct task_struct);
	out[9] = bpf_core_enum_value_exists(enum pid_type, PIDTYPE_TGID);
	out[10] = bpf_core_enum_value(enum pid_type, PIDTYPE_TGID);
	out[11] = bpf_core_enum_value_exists(enum pid_type, PIDTYPE_NEVER);
	out[12] = bpf_core_type_exists(struct no_such_thing);
	out[13] = bpf_core_field_exists(old->state);
	out[14] = BPF_CORE_READ(task, real_parent, tgid);
	out[15] = __builtin_preserve_field_info(task->tasks.prev, BPF_FIELD_BYTE_OFFSET);
	out[16] = __builtin_preserve_field_info(task->comm[3], BPF_FIELD_BYTE_OFFSET);
	if (bpf_core_field_exists(old->state))
		out[17] = BPF_CORE_READ(old, state);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
