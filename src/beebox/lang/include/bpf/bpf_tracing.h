/* Arguments of traced functions: BPF_PROG(name, args...) unpacks the u64 array that raw and BTF
 * tracepoints, fentry and LSM programs receive; PT_REGS_* read the registers of a probe (x86-64). */
#ifndef BEEBOX_BPF_TRACING_H
#define BEEBOX_BPF_TRACING_H

#if defined(__x86_64__) || defined(__TARGET_ARCH_x86) || defined(__bpf__)
#define PT_REGS_PARM1(regs) ((regs)->di)
#define PT_REGS_PARM2(regs) ((regs)->si)
#define PT_REGS_PARM3(regs) ((regs)->dx)
#define PT_REGS_PARM4(regs) ((regs)->cx)
#define PT_REGS_PARM5(regs) ((regs)->r8)
#define PT_REGS_RC(regs) ((regs)->ax)
#define PT_REGS_IP(regs) ((regs)->ip)
#define PT_REGS_SP(regs) ((regs)->sp)
#endif

#define ___bpf_arguments(_, _1, _2, _3, _4, _5, _6, chosen, ...) chosen
#define ___bpf_a0(from)
#define ___bpf_a1(from) , (void *)(from)[0]
#define ___bpf_a2(from) ___bpf_a1(from), (void *)(from)[1]
#define ___bpf_a3(from) ___bpf_a2(from), (void *)(from)[2]
#define ___bpf_a4(from) ___bpf_a3(from), (void *)(from)[3]
#define ___bpf_a5(from) ___bpf_a4(from), (void *)(from)[4]
#define ___bpf_a6(from) ___bpf_a5(from), (void *)(from)[5]

#define BPF_PROG(name, args...)                                                                    \
	name(unsigned long long *ctx);                                                             \
	static __always_inline typeof(name(0)) ____##name(unsigned long long *ctx, ##args);        \
	typeof(name(0)) name(unsigned long long *ctx)                                              \
	{                                                                                          \
		_Pragma("GCC diagnostic push")                                                     \
		_Pragma("GCC diagnostic ignored \"-Wint-conversion\"")                             \
		return ____##name(ctx ___bpf_arguments(, ##args, ___bpf_a6, ___bpf_a5, ___bpf_a4,  \
						       ___bpf_a3, ___bpf_a2, ___bpf_a1,            \
						       ___bpf_a0)(ctx));                           \
		_Pragma("GCC diagnostic pop")                                                      \
	}                                                                                          \
	static __always_inline typeof(name(0)) ____##name(unsigned long long *ctx, ##args)

#endif
