/* The arguments of what probed.c does, taken by each macro. HOST is the path of that program. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <bpf/usdt.bpf.h>

#define SYS_SPLICE 275

char LICENSE[] SEC("license") = "GPL";

long out[16];
long sizes[4];
long sum, result;
int at, none;

SEC("?usdt/" HOST ":beebox:kinds")
int BPF_USDT(kinds, long a, int b, unsigned char c, short d, long e, long f, unsigned int g)
{
	long *to = &out[(at & 1) * 8];

	if (at > 1)
		return 0;
	to[0] = a;
	to[1] = b;
	to[2] = c;
	to[3] = d;
	to[4] = e;
	to[5] = f;
	to[6] = g;
	to[7] = bpf_usdt_arg_cnt(ctx);
	sizes[0] = bpf_usdt_arg_size(ctx, 0);
	sizes[1] = bpf_usdt_arg_size(ctx, 3);
	sizes[2] = bpf_usdt_arg_size(ctx, 2);
	sizes[3] = bpf_usdt_arg_size(ctx, 9);
	at++;
	return 0;
}

SEC("?usdt/" HOST ":beebox:none") int BPF_USDT(nothing)
{
	none += 1 + bpf_usdt_arg_cnt(ctx);
	return 0;
}

SEC("?uprobe/" HOST ":six")
int BPF_UPROBE(entered, int a, unsigned char b, short c, long d, char *e, unsigned long f)
{
	char first = 0;

	bpf_probe_read_user(&first, 1, e);
	out[0] = a;
	out[1] = b;
	out[2] = c;
	out[3] = d;
	out[4] = first;
	out[5] = f;
	out[6] = PT_REGS_PARM6_CORE(ctx);
	return 0;
}

SEC("?uretprobe/" HOST ":six") int BPF_URETPROBE(left, long ret)
{
	result = ret;
	return 0;
}

SEC("?raw_tp/sys_enter") int BPF_PROG(called, struct pt_regs *regs, long id)
{
	if (id != SYS_SPLICE || PT_REGS_PARM2_CORE_SYSCALL(regs) != 0x1111)
		return 0;
	out[0] = PT_REGS_PARM1_CORE_SYSCALL(regs);
	out[1] = PT_REGS_PARM3_CORE_SYSCALL(regs);
	out[2] = PT_REGS_PARM4_CORE_SYSCALL(regs);
	out[3] = PT_REGS_PARM5_CORE_SYSCALL(regs);
	out[4] = PT_REGS_PARM6_CORE_SYSCALL(regs);
	return 0;
}
