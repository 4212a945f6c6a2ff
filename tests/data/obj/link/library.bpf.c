/* What main.bpf.c calls and counts with. */
#include "kernel.h"

struct mm_struct {
	u64 start_brk;
} __attribute__((preserve_access_index));

struct task_struct {
	int tgid;
	struct mm_struct *mm;
} __attribute__((preserve_access_index));

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, u32);
	__type(value, struct value);
} counts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__type(key, u32);
	__array(values, int(void *));
} next SEC(".maps");

extern u32 CONFIG_HZ __kconfig;
extern _Bool CONFIG_BPF_SYSCALL __kconfig __weak;
extern const int of_no_kernel __ksym __weak;
extern int calls;

int step = 4;
const volatile int limit = 9;
u64 total;
static volatile int local = 6;
static volatile u64 first_local;

static __attribute__((noinline)) int helper(int x)
{
	first_local += x;
	return local * 5 + x;
}

__attribute__((noinline)) u32 count(u32 key)
{
	struct value *v = bpf_map_lookup_elem(&counts, &key);

	if (!v)
		return CONFIG_HZ;
	__sync_fetch_and_add(&v->count, 1);
	return helper(key);
}

__attribute__((noinline)) int choice(int x)
{
	return x + 100 + CONFIG_BPF_SYSCALL;
}

__hidden __attribute__((noinline)) int sum(int a, struct value *v)
{
	return a + v->count + calls;
}

SEC("tp_btf/sched_wakeup")
int on_wakeup(u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];

	total += BPF_CORE_READ(task, mm, start_brk) + BPF_CORE_READ(task, tgid);
	if (&of_no_kernel)
		total += 1;
	bpf_tail_call(ctx, &next, 1);
	return helper(2);
}

char LICENSE[] SEC("license") = "GPL";
