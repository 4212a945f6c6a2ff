/* A program for each section name of tracing: libbpf's macros, and all of them at least once. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <bpf/usdt.bpf.h>

char LICENSE[] SEC("license") = "GPL";

long sum;

SEC("kprobe/do_unlinkat") int BPF_KPROBE(on_kprobe, int dfd, struct filename *name)
{
	char first = 0;

	bpf_probe_read_kernel(&first, 1, BPF_CORE_READ(name, name));
	sum += dfd + first;
	return 0;
}
SEC("kretprobe/do_unlinkat") int BPF_KRETPROBE(on_kretprobe, long ret) { sum += ret; return 0; }
SEC("kprobe.multi/vfs_*") int BPF_KPROBE(on_kprobe_multi) { sum += bpf_get_func_ip(ctx); return 0; }
SEC("kretprobe.multi/vfs_*") int BPF_KRETPROBE(on_kretprobe_multi, long ret) { sum += ret; return 0; }
SEC("kprobe.session/vfs_*") int on_kprobe_session(struct pt_regs *ctx)
{
	sum += bpf_session_is_return();
	return 0;
}
SEC("ksyscall/unlinkat") int BPF_KSYSCALL(on_ksyscall, int dfd, const char *path, int flag)
{
	char first;

	bpf_probe_read_user(&first, 1, path);
	sum += dfd + first + flag;
	return 0;
}
SEC("kretsyscall/unlinkat") int BPF_KRETPROBE(on_kretsyscall, int ret) { sum += ret; return 0; }

SEC("uprobe//bin/sh:main") int BPF_UPROBE(on_uprobe, int argc, char **argv)
{
	char *first = BPF_PROBE_READ_USER((struct { char *one; } *)argv, one);

	sum += argc + !first;
	return 0;
}
SEC("uretprobe//bin/sh:main") int BPF_URETPROBE(on_uretprobe, int ret) { sum += ret; return 0; }
#define COPY(name, section) \
	SEC(section) int BPF_UPROBE(name, char *text) \
	{ \
		char copy[8]; \
		long read = bpf_copy_from_user(copy, sizeof(copy), text); \
		sum += read ? read : copy[0]; \
		return 0; \
	}
COPY(on_uprobe_s, "uprobe.s//bin/sh:main")
COPY(on_uprobe_multi_s, "uprobe.multi.s//bin/sh:ma*")
SEC("uretprobe.s//bin/sh:main") int BPF_URETPROBE(on_uretprobe_s, int ret) { sum += ret; return 0; }
SEC("uprobe.multi//bin/sh:ma*") int BPF_UPROBE(on_uprobe_multi, int a, int b) { sum += a - b; return 0; }
SEC("uretprobe.multi//bin/sh:ma*") int BPF_URETPROBE(on_uretprobe_multi, int r) { sum += r; return 0; }
SEC("uretprobe.multi.s//bin/sh:ma*") int BPF_URETPROBE(on_uretprobe_multi_s) { sum++; return 0; }
SEC("uprobe.session//bin/sh:ma*") int BPF_UPROBE(on_uprobe_session)
{
	__u64 *cookie = bpf_session_cookie();

	*cookie = 1;
	return 0;
}
SEC("uprobe.session.s//bin/sh:ma*") int BPF_UPROBE(on_uprobe_session_s)
{
	sum += bpf_session_is_return();
	return 1;
}
SEC("usdt//bin/sh:some:probe") int BPF_USDT(on_usdt, int a, char *b, long c)
{
	sum += a + (long)b + c + bpf_usdt_cookie(ctx);
	return 0;
}
SEC("usdt.s") int on_usdt_s(struct pt_regs *ctx)
{
	long value = 0;

	for (int i = 0; i < 3; i++)
		if (!bpf_usdt_arg(ctx, i, &value))
			sum += value + bpf_usdt_arg_size(ctx, i);
	return bpf_usdt_arg_cnt(ctx) & 0;
}

#define TRACEPOINT(name, section) \
	SEC(section) int name(struct trace_event_raw_sys_enter *ctx) \
	{ \
		sum += ctx->id + ctx->args[1]; \
		return 0; \
	}
TRACEPOINT(on_tracepoint, "tracepoint/raw_syscalls/sys_enter")
TRACEPOINT(on_tp, "tp/syscalls/sys_enter_unlinkat")
TRACEPOINT(on_tracepoint_s, "tracepoint.s/syscalls/sys_enter_unlinkat")
TRACEPOINT(on_tp_s, "tp.s/syscalls/sys_enter_unlinkat")

SEC("raw_tracepoint/sys_enter") int BPF_PROG(on_raw_tracepoint, struct pt_regs *regs, long id)
{
	sum += PT_REGS_PARM1_CORE_SYSCALL(regs) + id;
	return 0;
}
SEC("raw_tp/sys_exit") int BPF_PROG(on_raw_tp, struct pt_regs *regs, long ret) { sum += ret; return 0; }
SEC("raw_tracepoint.s/sys_enter") int BPF_PROG(on_raw_tracepoint_s, void *regs, long id) { sum += id; return 0; }
SEC("raw_tp.s/sys_exit") int on_raw_tp_s(struct bpf_raw_tracepoint_args *ctx) { sum += ctx->args[1]; return 0; }
SEC("raw_tracepoint.w/bpf_test_finish") int BPF_PROG(on_raw_tracepoint_w) { return 0; }
SEC("raw_tp.w/bpf_test_finish") int BPF_PROG(on_raw_tp_w, int *error) { sum += *error; return 0; }
SEC("tp_btf/sched_switch") int BPF_PROG(on_tp_btf, bool preempt, struct task_struct *prev,
					struct task_struct *next)
{
	sum += preempt + prev->pid - next->tgid + BPF_CORE_READ_BITFIELD(prev, in_execve);
	return 0;
}
SEC("tp_btf.s/sys_enter") int BPF_PROG2(on_tp_btf_s, struct pt_regs *, regs, long, id)
{
	sum += regs->ip + id;
	return 0;
}

SEC("fentry/do_unlinkat") int BPF_PROG(on_fentry, int dfd, struct filename *name)
{
	sum += dfd + name->refcnt.counter;
	return 0;
}
SEC("fexit/do_unlinkat") int BPF_PROG(on_fexit, int dfd, void *name, long ret) { sum += ret; return 0; }
SEC("fmod_ret/security_file_open") int BPF_PROG(on_fmod_ret, struct file *file, int ret)
{
	return file->f_flags ? ret : 0;
}
SEC("fentry.s/__x64_sys_unlinkat") int BPF_PROG(on_fentry_s, struct pt_regs *regs)
{
	char first;

	bpf_copy_from_user(&first, 1, (void *)PT_REGS_PARM2_CORE_SYSCALL(regs));
	sum += first;
	return 0;
}
SEC("fexit.s/__x64_sys_unlinkat") int BPF_PROG(on_fexit_s, void *regs, long ret) { sum += ret; return 0; }
SEC("fmod_ret.s/__x64_sys_unlinkat") int BPF_PROG(on_fmod_ret_s) { return 0; }
SEC("fentry/filp_close") int BPF_PROG(on_close, struct file *file)
{
	char path[64] = "";

	bpf_d_path(&file->f_path, path, sizeof(path));
	bpf_printk("%d %s %s %d %d", bpf_get_smp_processor_id(), path, "closed", 1, 2);
	return 0;
}
/* Refused: a path may be asked for in some functions only. */
SEC("fentry/fput") int BPF_PROG(on_put, struct file *file)
{
	char path[64];

	return bpf_d_path(&file->f_path, path, sizeof(path));
}

SEC("lsm/file_open") int BPF_PROG(on_lsm, struct file *file) { return file->f_mode ? 0 : -1; }
SEC("lsm.s/file_open") int BPF_PROG(on_lsm_s, struct file *file)
{
	char path[64];

	return bpf_d_path(&file->f_path, path, sizeof(path)) < 0 ? -1 : 0;
}
SEC("lsm_cgroup/socket_bind") int BPF_PROG(on_lsm_cgroup, struct socket *sock, struct sockaddr *address)
{
	return sock->type == 1;
}
SEC("iter/task") int on_iter(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;

	if (task)
		BPF_SEQ_PRINTF(ctx->meta->seq, "%d %s\n", task->pid, task->comm);
	return 0;
}
SEC("iter.s/task") int on_iter_s(struct bpf_iter__task *ctx)
{
	BPF_SEQ_PRINTF(ctx->meta->seq, "%llu\n", ctx->meta->seq_num);
	return 0;
}
/* These need another program, or a kernel newer than Linux 6.18. */
SEC("?freplace/some") int on_freplace(struct __sk_buff *skb) { return skb->len; }
SEC("?fsession/do_unlinkat") int BPF_PROG(on_fsession, int dfd) { return dfd & 0; }
SEC("?fsession.s/security_file_open") int BPF_PROG(on_fsession_s) { return 0; }
SEC("?fsession.multi/vfs_*") int BPF_PROG(on_fsession_multi) { return 0; }
SEC("?fsession.multi.s/vfs_*") int BPF_PROG(on_fsession_multi_s) { return 0; }
SEC("?fentry.multi/vfs_*") int BPF_PROG(on_fentry_multi) { return 0; }
SEC("?fentry.multi.s/vfs_*") int BPF_PROG(on_fentry_multi_s) { return 0; }
SEC("?fexit.multi/vfs_*") int BPF_PROG(on_fexit_multi) { return 0; }
SEC("?fexit.multi.s/vfs_*") int BPF_PROG(on_fexit_multi_s) { return 0; }
