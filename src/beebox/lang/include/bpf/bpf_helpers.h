/* What every program in C needs: sections, map declarations, printk, and the kernel's helpers.
 *
 * Written for beebox; the names are those that programs for libbpf use, so both can share a source.
 * Include <vmlinux.h> or <linux/bpf.h> first: it brings the integer types.
 */
#ifndef BEEBOX_BPF_HELPERS_H
#define BEEBOX_BPF_HELPERS_H

#include <bpf/bpf_helper_defs.h>

/* A map's members carry numbers and types in their own type: __uint(max_entries, 16) is a pointer
 * to an array of 16, which only BTF shows. __array is for maps of maps and of programs. */
#define __uint(name, value) int(*name)[value]
#define __type(name, value) typeof(value) *name
#define __array(name, value) typeof(value) *name[]
#define __ulong(name, value) enum { ___bpf_concat(__value_, __COUNTER__) = value } name

#define SEC(name) __attribute__((section(name), used))

#define ___bpf_concat(a, b) a##b

#ifndef __always_inline
#define __always_inline inline __attribute__((always_inline))
#endif
#ifndef __noinline
#define __noinline __attribute__((noinline))
#endif
#ifndef __weak
#define __weak __attribute__((weak))
#endif
#ifndef __hidden
#define __hidden __attribute__((visibility("hidden")))
#endif
#ifndef __ksym
#define __ksym __attribute__((section(".ksyms")))
#endif
#ifndef __kconfig
#define __kconfig __attribute__((section(".kconfig")))
#endif

#ifndef NULL
#define NULL ((void *)0)
#endif
#ifndef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)
#endif

/* Keep the compiler from moving memory accesses across, or from knowing a variable's value. */
#define barrier() __asm__ volatile("" ::: "memory")
#define barrier_var(variable) __asm__ volatile("" : "+r"(variable))

enum libbpf_pin_type {
	LIBBPF_PIN_NONE,
	LIBBPF_PIN_BY_NAME,
};

/* A line in trace_pipe. Up to three values go to bpf_trace_printk, more to bpf_trace_vprintk
 * (Linux 5.16), whose values are an array of 64-bit numbers. */
#define bpf_printk(format, ...)                                                                    \
	___bpf_pick(, ##__VA_ARGS__, ___bpf_many, ___bpf_many, ___bpf_many, ___bpf_many,           \
		    ___bpf_many, ___bpf_many, ___bpf_many, ___bpf_many, ___bpf_many, ___bpf_few,   \
		    ___bpf_few, ___bpf_few, ___bpf_few)                                            \
	(format, ##__VA_ARGS__)

#define ___bpf_pick(_, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, chosen, ...) chosen

#define ___bpf_few(format, ...)                                                                    \
	({                                                                                         \
		static const char ___text[] = format;                                              \
		bpf_trace_printk(___text, sizeof(___text), ##__VA_ARGS__);                         \
	})

#define ___bpf_many(format, ...)                                                                   \
	({                                                                                         \
		static const char ___text[] = format;                                              \
		unsigned long long ___values[] = {___bpf_each(__VA_ARGS__)};                       \
		bpf_trace_vprintk(___text, sizeof(___text), ___values, sizeof(___values));         \
	})

#define ___bpf_each(...)                                                                           \
	___bpf_pick(, ##__VA_ARGS__, ___bpf_e12, ___bpf_e11, ___bpf_e10, ___bpf_e9, ___bpf_e8,     \
		    ___bpf_e7, ___bpf_e6, ___bpf_e5, ___bpf_e4, ___bpf_e3, ___bpf_e2, ___bpf_e1, ) \
	(__VA_ARGS__)
#define ___bpf_e1(x) (unsigned long long)(x)
#define ___bpf_e2(x, ...) (unsigned long long)(x), ___bpf_e1(__VA_ARGS__)
#define ___bpf_e3(x, ...) (unsigned long long)(x), ___bpf_e2(__VA_ARGS__)
#define ___bpf_e4(x, ...) (unsigned long long)(x), ___bpf_e3(__VA_ARGS__)
#define ___bpf_e5(x, ...) (unsigned long long)(x), ___bpf_e4(__VA_ARGS__)
#define ___bpf_e6(x, ...) (unsigned long long)(x), ___bpf_e5(__VA_ARGS__)
#define ___bpf_e7(x, ...) (unsigned long long)(x), ___bpf_e6(__VA_ARGS__)
#define ___bpf_e8(x, ...) (unsigned long long)(x), ___bpf_e7(__VA_ARGS__)
#define ___bpf_e9(x, ...) (unsigned long long)(x), ___bpf_e8(__VA_ARGS__)
#define ___bpf_e10(x, ...) (unsigned long long)(x), ___bpf_e9(__VA_ARGS__)
#define ___bpf_e11(x, ...) (unsigned long long)(x), ___bpf_e10(__VA_ARGS__)
#define ___bpf_e12(x, ...) (unsigned long long)(x), ___bpf_e11(__VA_ARGS__)

#endif
