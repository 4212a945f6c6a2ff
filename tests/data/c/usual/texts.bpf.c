/* Everything that prints, and strings: printk with many values, snprintf, streams, formats kept. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

char message[128];
__u64 length;
const char *const names[] = { "zero", "one" };
static const char fmt[] = "%d of %s";

__weak int describe(int number, char *out__arg __arg_nonnull, __u64 size)
{
	return size > 4 ? number : 0;
}

__noinline int twice(struct bpf_raw_tracepoint_args *ctx __arg_ctx, int number)
{
	return number * 2 + (ctx->args[1] & 1);
}

__hidden int thrice(int number)
{
	return number * 3;
}

SEC("raw_tp/sys_enter")
int say(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct btf_ptr btf = { .ptr = task, .type_id = bpf_core_type_id_kernel(struct task_struct) };
	__u64 values[] = { 7, (unsigned long)message };
	char comm[16] = "?";

	bpf_get_current_comm(comm, sizeof(comm));
	bpf_printk("plain");
	bpf_printk("%d %s", 1, comm);
	bpf_printk("%d %d %d %d %d %s", 1, 2, 3, 4, 5, comm);
	length = BPF_SNPRINTF(message, sizeof(message), "%s %lu %pK", comm, ctx->args[1], task);
	length += bpf_snprintf(message, sizeof(message), fmt, values, sizeof(values));
	length += bpf_snprintf_btf(message, sizeof(message), &btf, sizeof(btf), BTF_F_COMPACT);
	if (bpf_ksym_exists(bpf_stream_vprintk_impl))
		bpf_stream_printk(BPF_STDERR, "%d of %s\n", 3, comm);
	if (!bpf_strncmp(comm, sizeof(comm), "init"))
		return twice(ctx, thrice(4));
	barrier_var(length);
	return describe(length, message, 5);
}

char LICENSE[] SEC("license") = "GPL";
