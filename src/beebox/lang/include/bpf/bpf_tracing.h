/* Arguments of traced functions.
 *
 * BPF_PROG(name, args...) unpacks the u64 array that raw and BTF tracepoints, fentry and LSM programs
 * receive; BPF_KPROBE and its kin, and PT_REGS_*, read the registers of a probe. Which registers
 * these are is the business of the machine that is traced: __TARGET_ARCH_x86, _arm64, ..., which
 * `beebox build` defines for this machine.
 *
 * Written for beebox; the names are those that programs for libbpf use.
 */
#ifndef BEEBOX_BPF_TRACING_H
#define BEEBOX_BPF_TRACING_H

#include <bpf/bpf_helpers.h>

/* --- which machine -------------------------------------------------------------------------- */

#if defined(__TARGET_ARCH_x86)
#define bpf_target_x86
#elif defined(__TARGET_ARCH_s390)
#define bpf_target_s390
#elif defined(__TARGET_ARCH_arm)
#define bpf_target_arm
#elif defined(__TARGET_ARCH_arm64)
#define bpf_target_arm64
#elif defined(__TARGET_ARCH_mips)
#define bpf_target_mips
#elif defined(__TARGET_ARCH_powerpc)
#define bpf_target_powerpc
#elif defined(__TARGET_ARCH_sparc)
#define bpf_target_sparc
#elif defined(__TARGET_ARCH_riscv)
#define bpf_target_riscv
#elif defined(__TARGET_ARCH_arc)
#define bpf_target_arc
#elif defined(__TARGET_ARCH_loongarch)
#define bpf_target_loongarch
#elif defined(__x86_64__)
#define bpf_target_x86
#elif defined(__s390__)
#define bpf_target_s390
#elif defined(__arm__)
#define bpf_target_arm
#elif defined(__aarch64__)
#define bpf_target_arm64
#elif defined(__mips__)
#define bpf_target_mips
#elif defined(__powerpc__)
#define bpf_target_powerpc
#elif defined(__sparc__)
#define bpf_target_sparc
#elif defined(__riscv) && __riscv_xlen == 64
#define bpf_target_riscv
#elif defined(__arc__)
#define bpf_target_arc
#elif defined(__loongarch__)
#define bpf_target_loongarch
#endif

#if defined(bpf_target_x86) || defined(bpf_target_s390) || defined(bpf_target_arm) ||              \
	defined(bpf_target_arm64) || defined(bpf_target_mips) || defined(bpf_target_powerpc) ||    \
	defined(bpf_target_sparc) || defined(bpf_target_riscv) || defined(bpf_target_arc) ||       \
	defined(bpf_target_loongarch)
#define bpf_target_defined
#endif

#if defined(__KERNEL__) || defined(__VMLINUX_H__)
#define ___bpf_kernel_names
#endif

/* For each: the register of a function's arguments, return address, frame pointer, result, stack
 * pointer and instruction pointer; of a system call's arguments, if they are others. */
#if defined(bpf_target_x86)
#if defined(___bpf_kernel_names)
#define __PT_PARM1_REG di
#define __PT_PARM2_REG si
#define __PT_PARM3_REG dx
#define __PT_PARM4_REG cx
#define __PT_PARM5_REG r8
#define __PT_PARM6_REG r9
#define __PT_RET_REG sp
#define __PT_FP_REG bp
#define __PT_RC_REG ax
#define __PT_SP_REG sp
#define __PT_IP_REG ip
#define __PT_PARM4_SYSCALL_REG r10
#elif defined(__i386__)
#define __PT_PARM1_REG eax
#define __PT_PARM2_REG edx
#define __PT_PARM3_REG ecx
#define __PT_RET_REG esp
#define __PT_FP_REG ebp
#define __PT_RC_REG eax
#define __PT_SP_REG esp
#define __PT_IP_REG eip
#define __PT_PARM1_SYSCALL_REG ebx
#define __PT_PARM2_SYSCALL_REG ecx
#define __PT_PARM3_SYSCALL_REG edx
#define __PT_PARM4_SYSCALL_REG esi
#define __PT_PARM5_SYSCALL_REG edi
#define __PT_PARM6_SYSCALL_REG ebp
#else
#define __PT_PARM1_REG rdi
#define __PT_PARM2_REG rsi
#define __PT_PARM3_REG rdx
#define __PT_PARM4_REG rcx
#define __PT_PARM5_REG r8
#define __PT_PARM6_REG r9
#define __PT_RET_REG rsp
#define __PT_FP_REG rbp
#define __PT_RC_REG rax
#define __PT_SP_REG rsp
#define __PT_IP_REG rip
#define __PT_PARM4_SYSCALL_REG r10
#endif
#elif defined(bpf_target_s390)
struct pt_regs___s390 {
	unsigned long orig_gpr2;
} __attribute__((preserve_access_index));
#define ___bpf_first_of_syscall(x) ((const struct pt_regs___s390 *)(x))
#define __PT_REGS_CAST(x) ((const user_pt_regs *)(x))
#define __PT_PARM1_REG gprs[2]
#define __PT_PARM2_REG gprs[3]
#define __PT_PARM3_REG gprs[4]
#define __PT_PARM4_REG gprs[5]
#define __PT_PARM5_REG gprs[6]
#define __PT_RET_REG gprs[14]
#define __PT_FP_REG gprs[11]
#define __PT_RC_REG gprs[2]
#define __PT_SP_REG gprs[15]
#define __PT_IP_REG psw.addr
#define __PT_PARM1_SYSCALL_REG orig_gpr2
#define __PT_PARM6_SYSCALL_REG gprs[7]
#elif defined(bpf_target_arm)
#define __PT_PARM1_REG uregs[0]
#define __PT_PARM2_REG uregs[1]
#define __PT_PARM3_REG uregs[2]
#define __PT_PARM4_REG uregs[3]
#define __PT_RET_REG uregs[14]
#define __PT_FP_REG uregs[11] /* with CONFIG_FRAME_POINTER */
#define __PT_RC_REG uregs[0]
#define __PT_SP_REG uregs[13]
#define __PT_IP_REG uregs[12]
#define __PT_PARM5_SYSCALL_REG uregs[4]
#define __PT_PARM6_SYSCALL_REG uregs[5]
#define __PT_PARM7_SYSCALL_REG uregs[6]
#elif defined(bpf_target_arm64)
struct pt_regs___arm64 {
	unsigned long orig_x0;
} __attribute__((preserve_access_index));
#define ___bpf_first_of_syscall(x) ((const struct pt_regs___arm64 *)(x))
#define __PT_REGS_CAST(x) ((const struct user_pt_regs *)(x))
#define __PT_PARM1_REG regs[0]
#define __PT_PARM2_REG regs[1]
#define __PT_PARM3_REG regs[2]
#define __PT_PARM4_REG regs[3]
#define __PT_PARM5_REG regs[4]
#define __PT_PARM6_REG regs[5]
#define __PT_PARM7_REG regs[6]
#define __PT_PARM8_REG regs[7]
#define __PT_RET_REG regs[30]
#define __PT_FP_REG regs[29] /* with CONFIG_FRAME_POINTER */
#define __PT_RC_REG regs[0]
#define __PT_SP_REG sp
#define __PT_IP_REG pc
#define __PT_PARM1_SYSCALL_REG orig_x0
#elif defined(bpf_target_mips)
#define __PT_PARM1_REG regs[4]
#define __PT_PARM2_REG regs[5]
#define __PT_PARM3_REG regs[6]
#define __PT_PARM4_REG regs[7]
#define __PT_PARM5_REG regs[8]
#define __PT_PARM6_REG regs[9]
#define __PT_PARM7_REG regs[10]
#define __PT_PARM8_REG regs[11]
#define __PT_RET_REG regs[31]
#define __PT_FP_REG regs[30] /* with CONFIG_FRAME_POINTER */
#define __PT_RC_REG regs[2]
#define __PT_SP_REG regs[29]
#define __PT_IP_REG cp0_epc
#elif defined(bpf_target_powerpc)
#define __PT_PARM1_REG gpr[3]
#define __PT_PARM2_REG gpr[4]
#define __PT_PARM3_REG gpr[5]
#define __PT_PARM4_REG gpr[6]
#define __PT_PARM5_REG gpr[7]
#define __PT_PARM6_REG gpr[8]
#define __PT_PARM7_REG gpr[9]
#define __PT_PARM8_REG gpr[10]
#define __PT_RET_REG link
#define __PT_FP_REG __unsupported__
#define __PT_RC_REG gpr[3]
#define __PT_SP_REG gpr[1]
#define __PT_IP_REG nip
#define __PT_PARM1_SYSCALL_REG orig_gpr3
#define PT_REGS_SYSCALL_REGS(ctx) ctx /* its system calls take their arguments as they are */
#elif defined(bpf_target_sparc)
#if defined(__arch64__)
#define ___bpf_sparc_pc tpc
#else
#define ___bpf_sparc_pc pc
#endif
#define __PT_PARM1_REG u_regs[UREG_I0]
#define __PT_PARM2_REG u_regs[UREG_I1]
#define __PT_PARM3_REG u_regs[UREG_I2]
#define __PT_PARM4_REG u_regs[UREG_I3]
#define __PT_PARM5_REG u_regs[UREG_I4]
#define __PT_PARM6_REG u_regs[UREG_I5]
#define __PT_RET_REG u_regs[UREG_I7]
#define __PT_FP_REG __unsupported__
#define __PT_RC_REG u_regs[UREG_I0]
#define __PT_SP_REG u_regs[UREG_FP]
#define __PT_IP_REG ___bpf_sparc_pc
#elif defined(bpf_target_riscv)
#define __PT_REGS_CAST(x) ((const struct user_regs_struct *)(x))
#define __PT_PARM1_REG a0
#define __PT_PARM2_REG a1
#define __PT_PARM3_REG a2
#define __PT_PARM4_REG a3
#define __PT_PARM5_REG a4
#define __PT_PARM6_REG a5
#define __PT_PARM7_REG a6
#define __PT_PARM8_REG a7
#define __PT_RET_REG ra
#define __PT_FP_REG s0
#define __PT_RC_REG a0
#define __PT_SP_REG sp
#define __PT_IP_REG pc
#elif defined(bpf_target_arc)
#define __PT_REGS_CAST(x) ((const struct user_regs_struct *)(x))
#define __PT_PARM1_REG scratch.r0
#define __PT_PARM2_REG scratch.r1
#define __PT_PARM3_REG scratch.r2
#define __PT_PARM4_REG scratch.r3
#define __PT_PARM5_REG scratch.r4
#define __PT_PARM6_REG scratch.r5
#define __PT_PARM7_REG scratch.r6
#define __PT_PARM8_REG scratch.r7
#define __PT_RET_REG scratch.blink
#define __PT_FP_REG scratch.fp
#define __PT_RC_REG scratch.r0
#define __PT_SP_REG scratch.sp
#define __PT_IP_REG scratch.ret
#define PT_REGS_SYSCALL_REGS(ctx) ctx
#elif defined(bpf_target_loongarch)
#define __PT_REGS_CAST(x) ((const struct user_pt_regs *)(x))
#define __PT_PARM1_REG regs[4]
#define __PT_PARM2_REG regs[5]
#define __PT_PARM3_REG regs[6]
#define __PT_PARM4_REG regs[7]
#define __PT_PARM5_REG regs[8]
#define __PT_PARM6_REG regs[9]
#define __PT_PARM7_REG regs[10]
#define __PT_PARM8_REG regs[11]
#define __PT_RET_REG regs[1]
#define __PT_FP_REG regs[22]
#define __PT_RC_REG regs[4]
#define __PT_SP_REG regs[3]
#define __PT_IP_REG csr_era
#define PT_REGS_SYSCALL_REGS(ctx) ctx
#else
#define ___bpf_no_machine
#endif

struct pt_regs;

/* --- registers ------------------------------------------------------------------------------ */

#define ___bpf_no(text) ({ _Pragma(text) 0ull; })
#define __BPF_TARGET_MISSING "GCC error \"which machine? define __TARGET_ARCH_x86, _arm64, ...\""
#define ___bpf_no_register "GCC error \"this machine passes no such argument in a register\""

#ifndef ___bpf_no_machine
#ifndef __PT_REGS_CAST
#define __PT_REGS_CAST(x) (x)
#endif
#ifndef ___bpf_first_of_syscall
#define ___bpf_first_of_syscall(x) __PT_REGS_CAST(x)
#endif

#define ___bpf_register(x, register) (__PT_REGS_CAST(x)->register)
#define ___bpf_register_core(x, register) BPF_CORE_READ(__PT_REGS_CAST(x), register)

#define PT_REGS_PARM1(x) ___bpf_register(x, __PT_PARM1_REG)
#define PT_REGS_PARM1_CORE(x) ___bpf_register_core(x, __PT_PARM1_REG)
#define PT_REGS_PARM2(x) ___bpf_register(x, __PT_PARM2_REG)
#define PT_REGS_PARM2_CORE(x) ___bpf_register_core(x, __PT_PARM2_REG)
#define PT_REGS_PARM3(x) ___bpf_register(x, __PT_PARM3_REG)
#define PT_REGS_PARM3_CORE(x) ___bpf_register_core(x, __PT_PARM3_REG)
#ifdef __PT_PARM4_REG
#define PT_REGS_PARM4(x) ___bpf_register(x, __PT_PARM4_REG)
#define PT_REGS_PARM4_CORE(x) ___bpf_register_core(x, __PT_PARM4_REG)
#else
#define PT_REGS_PARM4(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM4_CORE(x) ___bpf_no(___bpf_no_register)
#endif
#ifdef __PT_PARM5_REG
#define PT_REGS_PARM5(x) ___bpf_register(x, __PT_PARM5_REG)
#define PT_REGS_PARM5_CORE(x) ___bpf_register_core(x, __PT_PARM5_REG)
#else
#define PT_REGS_PARM5(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM5_CORE(x) ___bpf_no(___bpf_no_register)
#endif
#ifdef __PT_PARM6_REG
#define PT_REGS_PARM6(x) ___bpf_register(x, __PT_PARM6_REG)
#define PT_REGS_PARM6_CORE(x) ___bpf_register_core(x, __PT_PARM6_REG)
#else
#define PT_REGS_PARM6(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM6_CORE(x) ___bpf_no(___bpf_no_register)
#endif
#ifdef __PT_PARM7_REG
#define PT_REGS_PARM7(x) ___bpf_register(x, __PT_PARM7_REG)
#define PT_REGS_PARM7_CORE(x) ___bpf_register_core(x, __PT_PARM7_REG)
#else
#define PT_REGS_PARM7(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM7_CORE(x) ___bpf_no(___bpf_no_register)
#endif
#ifdef __PT_PARM8_REG
#define PT_REGS_PARM8(x) ___bpf_register(x, __PT_PARM8_REG)
#define PT_REGS_PARM8_CORE(x) ___bpf_register_core(x, __PT_PARM8_REG)
#else
#define PT_REGS_PARM8(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM8_CORE(x) ___bpf_no(___bpf_no_register)
#endif

#define PT_REGS_RET(x) ___bpf_register(x, __PT_RET_REG)
#define PT_REGS_RET_CORE(x) ___bpf_register_core(x, __PT_RET_REG)
#define PT_REGS_FP(x) ___bpf_register(x, __PT_FP_REG)
#define PT_REGS_FP_CORE(x) ___bpf_register_core(x, __PT_FP_REG)
#define PT_REGS_RC(x) ___bpf_register(x, __PT_RC_REG)
#define PT_REGS_RC_CORE(x) ___bpf_register_core(x, __PT_RC_REG)
#define PT_REGS_SP(x) ___bpf_register(x, __PT_SP_REG)
#define PT_REGS_SP_CORE(x) ___bpf_register_core(x, __PT_SP_REG)
#define PT_REGS_IP(x) ___bpf_register(x, __PT_IP_REG)
#define PT_REGS_IP_CORE(x) ___bpf_register_core(x, __PT_IP_REG)

/* A system call's arguments: of the registers at its entry, PT_REGS_SYSCALL_REGS(ctx) in a kprobe. */
#ifndef PT_REGS_SYSCALL_REGS
#define PT_REGS_SYSCALL_REGS(ctx) ((struct pt_regs *)PT_REGS_PARM1(ctx))
#endif
#ifndef __PT_PARM1_SYSCALL_REG
#define __PT_PARM1_SYSCALL_REG __PT_PARM1_REG
#endif
#define PT_REGS_PARM1_CORE_SYSCALL(x)                                                              \
	BPF_CORE_READ(___bpf_first_of_syscall(x), __PT_PARM1_SYSCALL_REG)
#if defined(bpf_target_s390) || defined(bpf_target_arm64) /* it lies beyond what programs may load */
#define PT_REGS_PARM1_SYSCALL(x) PT_REGS_PARM1_CORE_SYSCALL(x)
#else
#define PT_REGS_PARM1_SYSCALL(x) ___bpf_register(x, __PT_PARM1_SYSCALL_REG)
#endif

#if !defined(__PT_PARM2_SYSCALL_REG) && defined(__PT_PARM2_REG)
#define __PT_PARM2_SYSCALL_REG __PT_PARM2_REG
#endif
#if !defined(__PT_PARM3_SYSCALL_REG) && defined(__PT_PARM3_REG)
#define __PT_PARM3_SYSCALL_REG __PT_PARM3_REG
#endif
#if !defined(__PT_PARM4_SYSCALL_REG) && defined(__PT_PARM4_REG)
#define __PT_PARM4_SYSCALL_REG __PT_PARM4_REG
#endif
#if !defined(__PT_PARM5_SYSCALL_REG) && defined(__PT_PARM5_REG)
#define __PT_PARM5_SYSCALL_REG __PT_PARM5_REG
#endif
#if !defined(__PT_PARM6_SYSCALL_REG) && defined(__PT_PARM6_REG)
#define __PT_PARM6_SYSCALL_REG __PT_PARM6_REG
#endif
#if !defined(__PT_PARM7_SYSCALL_REG) && defined(__PT_PARM7_REG)
#define __PT_PARM7_SYSCALL_REG __PT_PARM7_REG
#endif

#define PT_REGS_PARM2_SYSCALL(x) ___bpf_register(x, __PT_PARM2_SYSCALL_REG)
#define PT_REGS_PARM2_CORE_SYSCALL(x) ___bpf_register_core(x, __PT_PARM2_SYSCALL_REG)
#define PT_REGS_PARM3_SYSCALL(x) ___bpf_register(x, __PT_PARM3_SYSCALL_REG)
#define PT_REGS_PARM3_CORE_SYSCALL(x) ___bpf_register_core(x, __PT_PARM3_SYSCALL_REG)
#ifdef __PT_PARM4_SYSCALL_REG
#define PT_REGS_PARM4_SYSCALL(x) ___bpf_register(x, __PT_PARM4_SYSCALL_REG)
#define PT_REGS_PARM4_CORE_SYSCALL(x) ___bpf_register_core(x, __PT_PARM4_SYSCALL_REG)
#else
#define PT_REGS_PARM4_SYSCALL(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM4_CORE_SYSCALL(x) ___bpf_no(___bpf_no_register)
#endif
#ifdef __PT_PARM5_SYSCALL_REG
#define PT_REGS_PARM5_SYSCALL(x) ___bpf_register(x, __PT_PARM5_SYSCALL_REG)
#define PT_REGS_PARM5_CORE_SYSCALL(x) ___bpf_register_core(x, __PT_PARM5_SYSCALL_REG)
#else
#define PT_REGS_PARM5_SYSCALL(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM5_CORE_SYSCALL(x) ___bpf_no(___bpf_no_register)
#endif
#ifdef __PT_PARM6_SYSCALL_REG
#define PT_REGS_PARM6_SYSCALL(x) ___bpf_register(x, __PT_PARM6_SYSCALL_REG)
#define PT_REGS_PARM6_CORE_SYSCALL(x) ___bpf_register_core(x, __PT_PARM6_SYSCALL_REG)
#else
#define PT_REGS_PARM6_SYSCALL(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM6_CORE_SYSCALL(x) ___bpf_no(___bpf_no_register)
#endif
#ifdef __PT_PARM7_SYSCALL_REG
#define PT_REGS_PARM7_SYSCALL(x) ___bpf_register(x, __PT_PARM7_SYSCALL_REG)
#define PT_REGS_PARM7_CORE_SYSCALL(x) ___bpf_register_core(x, __PT_PARM7_SYSCALL_REG)
#else
#define PT_REGS_PARM7_SYSCALL(x) ___bpf_no(___bpf_no_register)
#define PT_REGS_PARM7_CORE_SYSCALL(x) ___bpf_no(___bpf_no_register)
#endif

/* The return address: at a function's entry, and at its end. */
#if defined(bpf_target_powerpc)
#define BPF_KPROBE_READ_RET_IP(ip, ctx) ({ (ip) = (ctx)->link; })
#define BPF_KRETPROBE_READ_RET_IP BPF_KPROBE_READ_RET_IP
#elif defined(bpf_target_sparc) || defined(bpf_target_arm64)
#define BPF_KPROBE_READ_RET_IP(ip, ctx) ({ (ip) = PT_REGS_RET(ctx); })
#define BPF_KRETPROBE_READ_RET_IP BPF_KPROBE_READ_RET_IP
#else
#define BPF_KPROBE_READ_RET_IP(ip, ctx)                                                            \
	({ bpf_probe_read_kernel(&(ip), sizeof(ip), (void *)PT_REGS_RET(ctx)); })
#define BPF_KRETPROBE_READ_RET_IP(ip, ctx)                                                         \
	({ bpf_probe_read_kernel(&(ip), sizeof(ip), (void *)(PT_REGS_FP(ctx) + sizeof(ip))); })
#endif

#else /* no machine: said where a register is read, so that BPF_PROG needs none */

#define PT_REGS_PARM1(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM1_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM2(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM2_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM3(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM3_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM4(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM4_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM5(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM5_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM6(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM6_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM7(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM7_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM8(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM8_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM1_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM1_CORE_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM2_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM2_CORE_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM3_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM3_CORE_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM4_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM4_CORE_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM5_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM5_CORE_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM6_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM6_CORE_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM7_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_PARM7_CORE_SYSCALL(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_RET(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_RET_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_FP(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_FP_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_RC(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_RC_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_SP(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_SP_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_IP(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_IP_CORE(x) ___bpf_no(__BPF_TARGET_MISSING)
#define PT_REGS_SYSCALL_REGS(x) ___bpf_no(__BPF_TARGET_MISSING)
#define BPF_KPROBE_READ_RET_IP(ip, ctx) ___bpf_no(__BPF_TARGET_MISSING)
#define BPF_KRETPROBE_READ_RET_IP(ip, ctx) ___bpf_no(__BPF_TARGET_MISSING)
#endif

/* --- programs with arguments ---------------------------------------------------------------- */

/* Define the program name(of ctx), which calls what follows with arguments taken from ctx. */
#define ___bpf_program(name, context, arguments, args...)                                          \
	name(context ctx);                                                                         \
	static __always_inline typeof(name(0)) ____##name(context ctx, ##args);                    \
	typeof(name(0)) name(context ctx)                                                          \
	{                                                                                          \
		___bpf_quiet("GCC diagnostic ignored \"-Wint-conversion\"")                        \
		return ____##name(arguments);                                                      \
		___bpf_loud                                                                        \
	}                                                                                          \
	static __always_inline typeof(name(0)) ____##name(context ctx, ##args)

/* BPF_PROG(name, args...): elements of an array of u64. */
#define ___bpf_ctx_arg0() ctx
#define ___bpf_ctx_arg1(x) ___bpf_ctx_arg0(), (void *)ctx[0]
#define ___bpf_ctx_arg2(x, args...) ___bpf_ctx_arg1(args), (void *)ctx[1]
#define ___bpf_ctx_arg3(x, args...) ___bpf_ctx_arg2(args), (void *)ctx[2]
#define ___bpf_ctx_arg4(x, args...) ___bpf_ctx_arg3(args), (void *)ctx[3]
#define ___bpf_ctx_arg5(x, args...) ___bpf_ctx_arg4(args), (void *)ctx[4]
#define ___bpf_ctx_arg6(x, args...) ___bpf_ctx_arg5(args), (void *)ctx[5]
#define ___bpf_ctx_arg7(x, args...) ___bpf_ctx_arg6(args), (void *)ctx[6]
#define ___bpf_ctx_arg8(x, args...) ___bpf_ctx_arg7(args), (void *)ctx[7]
#define ___bpf_ctx_arg9(x, args...) ___bpf_ctx_arg8(args), (void *)ctx[8]
#define ___bpf_ctx_arg10(x, args...) ___bpf_ctx_arg9(args), (void *)ctx[9]
#define ___bpf_ctx_arg11(x, args...) ___bpf_ctx_arg10(args), (void *)ctx[10]
#define ___bpf_ctx_arg12(x, args...) ___bpf_ctx_arg11(args), (void *)ctx[11]
#define ___bpf_ctx_args(args...) ___bpf_apply(___bpf_ctx_arg, ___bpf_narg(args))(args)
#define BPF_PROG(name, args...)                                                                    \
	___bpf_program(name, unsigned long long *, ___bpf_ctx_args(args), ##args)

/* BPF_PROG2(name, type, arg, type, arg, ...): arguments may be structs of up to 16 bytes, which take
 * as many elements as they need. */
#define ___bpf_words(type) (sizeof(type) <= 8 ? 1 : 2)
#define ___bpf_taken(type, at)                                                                     \
	({                                                                                         \
		union {                                                                            \
			unsigned char one;                                                         \
			unsigned short two;                                                        \
			unsigned int four;                                                         \
			unsigned long long eight[2];                                               \
			type value;                                                                \
		} ___taken;                                                                        \
		if (sizeof(type) == 1)                                                             \
			___taken.one = ctx[at];                                                    \
		else if (sizeof(type) == 2)                                                        \
			___taken.two = ctx[at];                                                    \
		else if (sizeof(type) == 4)                                                        \
			___taken.four = ctx[at];                                                   \
		else {                                                                             \
			___taken.eight[0] = ctx[at];                                               \
			if (sizeof(type) > 8)                                                      \
				___taken.eight[1] = ctx[(at) + 1];                                 \
		}                                                                                  \
		___taken.value;                                                                    \
	})
#define ___bpf_pair_nth(_, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16,  \
			_17, _18, _19, _20, _21, _22, _23, _24, chosen, ...)                       \
	chosen
#define ___bpf_pairs(args...)                                                                      \
	___bpf_pair_nth(_, ##args, 12, 12, 11, 11, 10, 10, 9, 9, 8, 8, 7, 7, 6, 6, 5, 5, 4, 4, 3,  \
			3, 2, 2, 1, 1, 0)
#define ___bpf_declared0()
#define ___bpf_declared1(type, x) , type x
#define ___bpf_declared2(type, x, args...) , type x ___bpf_declared1(args)
#define ___bpf_declared3(type, x, args...) , type x ___bpf_declared2(args)
#define ___bpf_declared4(type, x, args...) , type x ___bpf_declared3(args)
#define ___bpf_declared5(type, x, args...) , type x ___bpf_declared4(args)
#define ___bpf_declared6(type, x, args...) , type x ___bpf_declared5(args)
#define ___bpf_declared7(type, x, args...) , type x ___bpf_declared6(args)
#define ___bpf_declared8(type, x, args...) , type x ___bpf_declared7(args)
#define ___bpf_declared9(type, x, args...) , type x ___bpf_declared8(args)
#define ___bpf_declared10(type, x, args...) , type x ___bpf_declared9(args)
#define ___bpf_declared11(type, x, args...) , type x ___bpf_declared10(args)
#define ___bpf_declared12(type, x, args...) , type x ___bpf_declared11(args)
#define ___bpf_declared(args...) ___bpf_apply(___bpf_declared, ___bpf_pairs(args))(args)
#define ___bpf_pair0(at)
#define ___bpf_pair1(at, type, x) , ___bpf_taken(type, at)
#define ___bpf_pair2(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair1((at) + ___bpf_words(type), args)
#define ___bpf_pair3(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair2((at) + ___bpf_words(type), args)
#define ___bpf_pair4(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair3((at) + ___bpf_words(type), args)
#define ___bpf_pair5(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair4((at) + ___bpf_words(type), args)
#define ___bpf_pair6(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair5((at) + ___bpf_words(type), args)
#define ___bpf_pair7(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair6((at) + ___bpf_words(type), args)
#define ___bpf_pair8(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair7((at) + ___bpf_words(type), args)
#define ___bpf_pair9(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair8((at) + ___bpf_words(type), args)
#define ___bpf_pair10(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair9((at) + ___bpf_words(type), args)
#define ___bpf_pair11(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair10((at) + ___bpf_words(type), args)
#define ___bpf_pair12(at, type, x, args...) \
	, ___bpf_taken(type, at) ___bpf_pair11((at) + ___bpf_words(type), args)
#define ___bpf_pair_args(args...) ___bpf_apply(___bpf_pair, ___bpf_pairs(args))(0, ##args)
#define BPF_PROG2(name, args...)                                                                   \
	name(unsigned long long *ctx);                                                             \
	static __always_inline typeof(name(0)) ____##name(unsigned long long *ctx                  \
							  ___bpf_declared(args));                  \
	typeof(name(0)) name(unsigned long long *ctx)                                              \
	{                                                                                          \
		return ____##name(ctx ___bpf_pair_args(args));                                     \
	}                                                                                          \
	static __always_inline typeof(name(0)) ____##name(unsigned long long *ctx                  \
							  ___bpf_declared(args))

/* BPF_KPROBE(name, args...), BPF_UPROBE: a function's arguments. */
#define ___bpf_kprobe_arg0() ctx
#define ___bpf_kprobe_arg1(x) ___bpf_kprobe_arg0(), (void *)PT_REGS_PARM1(ctx)
#define ___bpf_kprobe_arg2(x, args...) ___bpf_kprobe_arg1(args), (void *)PT_REGS_PARM2(ctx)
#define ___bpf_kprobe_arg3(x, args...) ___bpf_kprobe_arg2(args), (void *)PT_REGS_PARM3(ctx)
#define ___bpf_kprobe_arg4(x, args...) ___bpf_kprobe_arg3(args), (void *)PT_REGS_PARM4(ctx)
#define ___bpf_kprobe_arg5(x, args...) ___bpf_kprobe_arg4(args), (void *)PT_REGS_PARM5(ctx)
#define ___bpf_kprobe_arg6(x, args...) ___bpf_kprobe_arg5(args), (void *)PT_REGS_PARM6(ctx)
#define ___bpf_kprobe_arg7(x, args...) ___bpf_kprobe_arg6(args), (void *)PT_REGS_PARM7(ctx)
#define ___bpf_kprobe_arg8(x, args...) ___bpf_kprobe_arg7(args), (void *)PT_REGS_PARM8(ctx)
#define ___bpf_kprobe_args(args...) ___bpf_apply(___bpf_kprobe_arg, ___bpf_narg(args))(args)
#define BPF_KPROBE(name, args...)                                                                  \
	___bpf_program(name, struct pt_regs *, ___bpf_kprobe_args(args), ##args)
#define BPF_UPROBE(name, args...) BPF_KPROBE(name, ##args)

/* BPF_KRETPROBE(name, result), BPF_URETPROBE. */
#define ___bpf_kretprobe_arg0() ctx
#define ___bpf_kretprobe_arg1(x) ctx, (void *)PT_REGS_RC(ctx)
#define ___bpf_kretprobe_args(args...) ___bpf_apply(___bpf_kretprobe_arg, ___bpf_narg(args))(args)
#define BPF_KRETPROBE(name, args...)                                                               \
	___bpf_program(name, struct pt_regs *, ___bpf_kretprobe_args(args), ##args)
#define BPF_URETPROBE(name, args...) BPF_KRETPROBE(name, ##args)

/* BPF_KSYSCALL(name, args...): a system call's arguments. Most machines have a function for each
 * call that is given the registers; the loader says whether this kernel has. */
#define ___bpf_syscall_arg0() ctx
#define ___bpf_syscall_arg1(x) ___bpf_syscall_arg0(), (void *)PT_REGS_PARM1_CORE_SYSCALL(regs)
#define ___bpf_syscall_arg2(x, args...) ___bpf_syscall_arg1(args), (void *)PT_REGS_PARM2_CORE_SYSCALL(regs)
#define ___bpf_syscall_arg3(x, args...) ___bpf_syscall_arg2(args), (void *)PT_REGS_PARM3_CORE_SYSCALL(regs)
#define ___bpf_syscall_arg4(x, args...) ___bpf_syscall_arg3(args), (void *)PT_REGS_PARM4_CORE_SYSCALL(regs)
#define ___bpf_syscall_arg5(x, args...) ___bpf_syscall_arg4(args), (void *)PT_REGS_PARM5_CORE_SYSCALL(regs)
#define ___bpf_syscall_arg6(x, args...) ___bpf_syscall_arg5(args), (void *)PT_REGS_PARM6_CORE_SYSCALL(regs)
#define ___bpf_syscall_arg7(x, args...) ___bpf_syscall_arg6(args), (void *)PT_REGS_PARM7_CORE_SYSCALL(regs)
#define ___bpf_syswrap_arg0() ctx
#define ___bpf_syswrap_arg1(x) ___bpf_syswrap_arg0(), (void *)PT_REGS_PARM1_SYSCALL(regs)
#define ___bpf_syswrap_arg2(x, args...) ___bpf_syswrap_arg1(args), (void *)PT_REGS_PARM2_SYSCALL(regs)
#define ___bpf_syswrap_arg3(x, args...) ___bpf_syswrap_arg2(args), (void *)PT_REGS_PARM3_SYSCALL(regs)
#define ___bpf_syswrap_arg4(x, args...) ___bpf_syswrap_arg3(args), (void *)PT_REGS_PARM4_SYSCALL(regs)
#define ___bpf_syswrap_arg5(x, args...) ___bpf_syswrap_arg4(args), (void *)PT_REGS_PARM5_SYSCALL(regs)
#define ___bpf_syswrap_arg6(x, args...) ___bpf_syswrap_arg5(args), (void *)PT_REGS_PARM6_SYSCALL(regs)
#define ___bpf_syswrap_arg7(x, args...) ___bpf_syswrap_arg6(args), (void *)PT_REGS_PARM7_SYSCALL(regs)
#define ___bpf_syscall_args(args...) ___bpf_apply(___bpf_syscall_arg, ___bpf_narg(args))(args)
#define ___bpf_syswrap_args(args...) ___bpf_apply(___bpf_syswrap_arg, ___bpf_narg(args))(args)
#define BPF_KSYSCALL(name, args...)                                                                \
	name(struct pt_regs *ctx);                                                                 \
	extern _Bool LINUX_HAS_SYSCALL_WRAPPER __kconfig;                                          \
	static __always_inline typeof(name(0)) ____##name(struct pt_regs *ctx, ##args);            \
	typeof(name(0)) name(struct pt_regs *ctx)                                                  \
	{                                                                                          \
		struct pt_regs *regs = ctx;                                                        \
		___bpf_quiet("GCC diagnostic ignored \"-Wint-conversion\"")                        \
		if (LINUX_HAS_SYSCALL_WRAPPER) {                                                   \
			regs = (struct pt_regs *)PT_REGS_PARM1(ctx);                               \
			return ____##name(___bpf_syscall_args(args));                              \
		}                                                                                  \
		return ____##name(___bpf_syswrap_args(args));                                      \
		___bpf_loud                                                                        \
	}                                                                                          \
	static __always_inline typeof(name(0)) ____##name(struct pt_regs *ctx, ##args)
#define BPF_KPROBE_SYSCALL BPF_KSYSCALL

#endif
