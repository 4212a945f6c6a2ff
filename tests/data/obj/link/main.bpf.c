/* Programs; what they call and count with is in library.bpf.c. */
#include "kernel.h"

struct mm_struct;

struct task_struct {
	int pid;
	struct mm_struct *mm;
} __attribute__((preserve_access_index));

extern struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, u32);
	__type(value, struct value);
} counts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} own SEC(".maps");

extern u32 CONFIG_HZ __kconfig;
extern int LINUX_KERNEL_VERSION __kconfig;
extern const int of_no_kernel __ksym __weak;

extern int step;
extern const volatile int limit;
int calls = 3;
static volatile int local = 5;
static int first_local[2] = { 1, 2 };

u32 count(u32 key);
int sum(int a, struct value *v);
void *pick(void);

static __attribute__((noinline)) int helper(int x)
{
	first_local[x & 1] += x;
	return first_local[0] * 3 + x;
}

__weak __attribute__((noinline)) int choice(int x)
{
	return x + 1;
}

SEC("tp_btf/sched_switch")
int on_switch(u64 *ctx)
{
	struct task_struct *task = (void *)ctx[1];
	struct value v = { .count = 7 };
	int pid = BPF_CORE_READ(task, pid);

	calls += step + limit;
	if (&of_no_kernel)
		local += 1;
	bpf_printk("pid %d of %d", pid, CONFIG_HZ);
	return count(pid) + helper(pid) + choice(pid) + sum(2, &v) + local;
}

SEC("raw_tp/sys_enter")
int on_enter(u64 *ctx)
{
	u32 zero = 0;
	u64 *mine = bpf_map_lookup_elem(&own, &zero);
	struct value *other = bpf_map_lookup_elem(&counts, &zero);

	if (!mine || !other)
		return 0;
	*mine += other->count + LINUX_KERNEL_VERSION;
	return helper(1);
}

char LICENSE[] SEC("license") = "GPL";
