/* What the kernel defines: functions, variables with and without types, weak ones. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct task_struct {
	int pid;
} __attribute__((preserve_access_index));
struct rq {
	int cpu;
};

extern struct task_struct *bpf_task_from_pid(int) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;
extern int bpf_no_such_function(int) __ksym __weak;
extern const struct rq runqueues __ksym;
extern const int no_such_variable __ksym __weak;
extern const void bpf_prog_free __ksym;
extern const void no_such_symbol __ksym __weak;

unsigned long long where;

SEC("tp_btf/task_newtask")
int functions(void *ctx)
{
	struct task_struct *task = bpf_task_from_pid(1);

	if (task)
		bpf_task_release(task);
	if (bpf_no_such_function)
		return bpf_no_such_function(1);
	return 0;
}

SEC("raw_tp/sched_switch")
int variables(void *ctx)
{
	where = (unsigned long long)&bpf_prog_free;
	if (&no_such_symbol || &no_such_variable)
		return 5;
	return 0;
}

/* kernels with few symbols do not know its address */
SEC("?raw_tp/sched_switch")
int variable(void *ctx)
{
	return bpf_per_cpu_ptr(&runqueues, 0) ? 0 : 1;
}
