/* What an object may want of the kernel: functions, variables, addresses, settings. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#undef __ksym
#undef __kconfig
#undef __weak
#define __ksym __attribute__((section(".ksyms")))
#define __kconfig __attribute__((section(".kconfig")))
#define __weak __attribute__((weak))

struct task_struct {
	int pid;
};
struct rq {
	int cpu;
};

extern struct task_struct *bpf_task_from_pid(int) __ksym;
extern void bpf_task_release(struct task_struct *) __ksym;
extern int bpf_no_such_function(int) __ksym __weak;
extern const struct rq runqueues __ksym;
extern const void no_such_symbol __ksym __weak;
extern int LINUX_KERNEL_VERSION __kconfig;
extern _Bool CONFIG_BPF_SYSCALL __kconfig __weak;
extern char CONFIG_NO_SUCH_SETTING[8] __kconfig __weak;

char LICENSE[] SEC("license") = "GPL";
int odd SEC(".data.odd") = 7;
int bare SEC(".bss.bare");

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
int settings(void *ctx)
{
	if (LINUX_KERNEL_VERSION < 0x10000 || CONFIG_NO_SUCH_SETTING[0])
		return 1;
	return CONFIG_BPF_SYSCALL ? odd : bare;
}

SEC("raw_tp/sched_switch")
int addresses(void *ctx)
{
	return &no_such_symbol != 0;
}

SEC("?raw_tp/sched_switch")
int variables(void *ctx)
{
	return bpf_this_cpu_ptr(&runqueues) == 0;
}
