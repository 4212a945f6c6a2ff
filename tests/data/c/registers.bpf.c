/* Every register macro, for each machine: its registers as its kernel's types have them. */
#define __VMLINUX_H__
typedef unsigned long long __u64; typedef unsigned int __u32; typedef unsigned short __u16; typedef unsigned char __u8; typedef long long __s64; typedef int __s32; typedef __u16 __be16; typedef __u32 __be32; typedef __u32 __wsum;
#pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)
#if defined(__TARGET_ARCH_x86)
struct pt_regs { unsigned long di, si, dx, cx, r8, r9, r10, sp, bp, ax, ip; };
#elif defined(__TARGET_ARCH_s390)
typedef struct { unsigned long gprs[16]; struct {unsigned long addr;} psw; } user_pt_regs;
#elif defined(__TARGET_ARCH_arm)
struct pt_regs { unsigned long uregs[18]; };
#elif defined(__TARGET_ARCH_arm64)
struct user_pt_regs { unsigned long long regs[31], sp, pc; };
#elif defined(__TARGET_ARCH_mips)
struct pt_regs { unsigned long regs[32], cp0_epc; };
#elif defined(__TARGET_ARCH_powerpc)
struct pt_regs { unsigned long gpr[32], nip, orig_gpr3, link; };
#elif defined(__TARGET_ARCH_sparc)
#define UREG_I0 8
#define UREG_I1 9
#define UREG_I2 10
#define UREG_I3 11
#define UREG_I4 12
#define UREG_I5 13
#define UREG_I7 15
#define UREG_FP 14
#define __arch64__
struct pt_regs { unsigned long u_regs[16], tpc; };
#elif defined(__TARGET_ARCH_riscv)
struct user_regs_struct { unsigned long pc, ra, sp, s0, a0,a1,a2,a3,a4,a5,a6,a7; };
#elif defined(__TARGET_ARCH_arc)
struct user_regs_struct { struct { unsigned long r0,r1,r2,r3,r4,r5,r6,r7,blink,fp,sp,ret;} scratch; };
#elif defined(__TARGET_ARCH_loongarch)
struct user_pt_regs { unsigned long regs[32], csr_era; };
#endif
#pragma clang attribute pop
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

SEC("kprobe/x") int BPF_KPROBE(f, long a, long b, long c) { return a + b + c; }
SEC("kretprobe/x") int BPF_KRETPROBE(g, long a) { return a; }
SEC("ksyscall/x") int BPF_KSYSCALL(h, long a, long b, long c, long d) { return a + b + c + d; }
SEC("kprobe/y") int k(struct pt_regs *ctx)
{
	long ip;

	BPF_KPROBE_READ_RET_IP(ip, ctx);
	return PT_REGS_SP(ctx) + PT_REGS_IP_CORE(ctx) + PT_REGS_RET(ctx) + ip;
}
