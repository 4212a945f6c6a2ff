/* What every program in C needs: sections, map declarations, printk, iterators, and the kernel's
 * helpers.
 *
 * Written for beebox; the names are those that programs for libbpf use, so both can share a source.
 * Include <vmlinux.h> or <linux/bpf.h> first: it brings the integer types.
 */
#ifndef BEEBOX_BPF_HELPERS_H
#define BEEBOX_BPF_HELPERS_H

#include <bpf/bpf_helper_defs.h>

/* --- counting and joining ------------------------------------------------------------------- */

#ifndef ___bpf_concat
#define ___bpf_concat(a, b) a##b
#endif
#ifndef ___bpf_apply
#define ___bpf_apply(macro, count) ___bpf_concat(macro, count)
#endif
#ifndef ___bpf_nth
#define ___bpf_nth(_, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, chosen, ...) chosen
#endif
#ifndef ___bpf_narg
#define ___bpf_narg(...) ___bpf_nth(_, ##__VA_ARGS__, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#endif

/* Set the elements of array from index on to the arguments. */
#define ___bpf_fill0(array, index, _)
#define ___bpf_fill1(array, index, x) array[index] = x;
#define ___bpf_fill2(array, index, x, args...) array[index] = x; ___bpf_fill1(array, index + 1, args)
#define ___bpf_fill3(array, index, x, args...) array[index] = x; ___bpf_fill2(array, index + 1, args)
#define ___bpf_fill4(array, index, x, args...) array[index] = x; ___bpf_fill3(array, index + 1, args)
#define ___bpf_fill5(array, index, x, args...) array[index] = x; ___bpf_fill4(array, index + 1, args)
#define ___bpf_fill6(array, index, x, args...) array[index] = x; ___bpf_fill5(array, index + 1, args)
#define ___bpf_fill7(array, index, x, args...) array[index] = x; ___bpf_fill6(array, index + 1, args)
#define ___bpf_fill8(array, index, x, args...) array[index] = x; ___bpf_fill7(array, index + 1, args)
#define ___bpf_fill9(array, index, x, args...) array[index] = x; ___bpf_fill8(array, index + 1, args)
#define ___bpf_fill10(array, index, x, args...) array[index] = x; ___bpf_fill9(array, index + 1, args)
#define ___bpf_fill11(array, index, x, args...) array[index] = x; ___bpf_fill10(array, index + 1, args)
#define ___bpf_fill12(array, index, x, args...) array[index] = x; ___bpf_fill11(array, index + 1, args)
#define ___bpf_fill(array, args...) ___bpf_apply(___bpf_fill, ___bpf_narg(args))(array, 0, args)

#define ___bpf_quiet(warning) _Pragma("GCC diagnostic push") _Pragma(warning)
#define ___bpf_loud _Pragma("GCC diagnostic pop")

/* --- maps and sections ---------------------------------------------------------------------- */

/* A map's members carry numbers and types in their own type: __uint(max_entries, 16) is a pointer
 * to an array of 16, which only BTF shows. __array is for maps of maps and of programs; __ulong is
 * for numbers of 64 bits. */
#define __uint(name, value) int(*name)[value]
#define __type(name, value) typeof(value) *name
#define __array(name, value) typeof(value) *name[]
#define __ulong(name, value) enum { ___bpf_concat(__unique_value, __COUNTER__) = value } name

#define SEC(name)                                                                                  \
	___bpf_quiet("GCC diagnostic ignored \"-Wignored-attributes\"")                            \
	__attribute__((section(name), used)) ___bpf_loud

#undef __always_inline
#define __always_inline inline __attribute__((always_inline))
#ifndef __noinline
#define __noinline __attribute__((noinline))
#endif
#ifndef __weak
#define __weak __attribute__((weak))
#endif
/* A global function that the verifier checks with its callers, as it does static ones. */
#define __hidden __attribute__((visibility("hidden")))

#define __kconfig __attribute__((section(".kconfig")))
#ifndef __ksym
#define __ksym __attribute__((section(".ksyms")))
#endif

/* What a pointer in a map's value points to. */
#define __kptr_untrusted __attribute__((btf_type_tag("kptr_untrusted")))
#define __kptr __attribute__((btf_type_tag("kptr")))
#define __kptr_ref __kptr
#define __percpu_kptr __attribute__((btf_type_tag("percpu_kptr")))
#define __uptr __attribute__((btf_type_tag("uptr")))

/* What the verifier may take for granted of a global function's argument. */
#define __arg_ctx __attribute__((btf_decl_tag("arg:ctx")))
#define __arg_nonnull __attribute__((btf_decl_tag("arg:nonnull")))
#define __arg_nullable __attribute__((btf_decl_tag("arg:nullable")))
#define __arg_trusted __attribute__((btf_decl_tag("arg:trusted")))
#define __arg_untrusted __attribute__((btf_decl_tag("arg:untrusted")))
#define __arg_arena __attribute__((btf_decl_tag("arg:arena")))

/* Whether the kernel has a __weak __ksym. */
#define bpf_ksym_exists(symbol)                                                                    \
	({                                                                                         \
		_Static_assert(!__builtin_constant_p(!!symbol), #symbol " is not declared __weak"); \
		!!symbol;                                                                          \
	})

enum libbpf_pin_type {
	LIBBPF_PIN_NONE,
	LIBBPF_PIN_BY_NAME,
};

/* An option of the kernel's configuration: bool and tristate. */
enum libbpf_tristate {
	TRI_NO = 0,
	TRI_YES = 1,
	TRI_MODULE = 2,
};

/* --- C ------------------------------------------------------------------------------------- */

#ifndef NULL
#define NULL ((void *)0)
#endif
#ifndef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)
#endif
#undef container_of
#define container_of(pointer, type, member)                                                        \
	({                                                                                         \
		void *___member = (void *)(pointer);                                               \
		(type *)(___member - offsetof(type, member));                                      \
	})
#ifndef KERNEL_VERSION
#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
#endif

/* Keep the compiler from moving memory accesses across, or from knowing a variable's value. */
#ifndef barrier
#define barrier() __asm__ volatile("" ::: "memory")
#endif
#ifndef barrier_var
#define barrier_var(variable) __asm__ volatile("" : "+r"(variable))
#endif

/* Where the compiler must see that it never gets. */
#ifndef __bpf_unreachable
#define __bpf_unreachable() __builtin_trap()
#endif

/* A tail call whose slot is a constant and stays one, which the kernel makes a jump. */
#if defined(__bpf__) && (!defined(__clang__) || __clang_major__ >= 8)
static __always_inline void bpf_tail_call_static(void *ctx, const void *map, const __u32 slot)
{
	if (!__builtin_constant_p(slot))
		__bpf_unreachable();
	__asm__ volatile("r1 = %[ctx]\n\t"
			 "r2 = %[map]\n\t"
			 "r3 = %[slot]\n\t"
			 "call 12"
			 :
			 : [ctx] "r"(ctx), [map] "r"(map), [slot] "i"(slot)
			 : "r0", "r1", "r2", "r3", "r4", "r5");
}
#endif

/* --- text ----------------------------------------------------------------------------------- */

#ifdef BPF_NO_GLOBAL_DATA
#define BPF_PRINTK_FMT_MOD
#else
#define BPF_PRINTK_FMT_MOD static const
#endif

/* A line in trace_pipe. Up to three values go to bpf_trace_printk, more to bpf_trace_vprintk
 * (Linux 5.16), whose values are an array of 64-bit numbers. */
#define bpf_printk(format, args...)                                                                \
	___bpf_nth(_, ##args, __bpf_vprintk, __bpf_vprintk, __bpf_vprintk, __bpf_vprintk,          \
		   __bpf_vprintk, __bpf_vprintk, __bpf_vprintk, __bpf_vprintk, __bpf_vprintk,      \
		   __bpf_printk, __bpf_printk, __bpf_printk, __bpf_printk)                         \
	(format, ##args)

#define __bpf_printk(format, ...)                                                                  \
	({                                                                                         \
		BPF_PRINTK_FMT_MOD char ____fmt[] = format;                                        \
		bpf_trace_printk(____fmt, sizeof(____fmt), ##__VA_ARGS__);                         \
	})

#define __bpf_vprintk(format, args...) ___bpf_text(bpf_trace_vprintk, (), format, args)

/* Print to a seq_file, or into a buffer. */
#define BPF_SEQ_PRINTF(seq, format, args...) ___bpf_text(bpf_seq_printf, (seq, ), format, args)
#define BPF_SNPRINTF(out, size, format, args...) ___bpf_text(___bpf_snprintf, (out, size, ), format, args)

/* Call printer(first..., format, its size, values, their size). */
#define ___bpf_text(printer, first, format, args...)                                               \
	({                                                                                         \
		static const char ___fmt[] = format;                                               \
		unsigned long long ___values[___bpf_narg(args)];                                   \
		___bpf_quiet("GCC diagnostic ignored \"-Wint-conversion\"")                        \
		___bpf_fill(___values, args);                                                      \
		___bpf_loud                                                                        \
		___bpf_call(printer, ___bpf_bare first ___fmt, sizeof(___fmt), ___values,          \
			    sizeof(___values));                                                    \
	})
#define ___bpf_bare(args...) args
#define ___bpf_call(printer, args...) printer(args)
#define ___bpf_snprintf(out, size, format, length, values, bytes)                                  \
	bpf_snprintf(out, size, format, values, bytes)

/* A line in one of the program's streams (Linux 6.17): BPF_STDOUT, BPF_STDERR. */
#define bpf_stream_printk(stream, format, args...)                                                 \
	___bpf_text(___bpf_stream_text, (stream, ), format, args)
#define ___bpf_stream_text(stream, format, length, values, bytes)                                  \
	bpf_stream_vprintk_impl(stream, format, values, bytes, NULL)
extern int bpf_stream_vprintk_impl(int stream_id, const char *fmt__str, const void *args,
				   __u32 len__sz, void *aux__prog) __ksym __weak;

/* --- iterators of the kernel (Linux 6.4) ---------------------------------------------------- */

struct bpf_iter_num;

extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym __weak;
extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym __weak;
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym __weak;

/* bpf_for_each(num, number, 0, 10) { ... }: number points to what bpf_iter_num_next returns. The
 * iterator is destroyed however the block is left. */
#ifndef bpf_for_each
#define bpf_for_each(type, current, args...)                                                       \
	for (struct bpf_iter_##type ___it __attribute__((                                          \
		     aligned(8), cleanup(bpf_iter_##type##_destroy))),                             \
	     *___new __attribute__((unused)) = (bpf_iter_##type##_new(&___it, ##args),             \
						(void)bpf_iter_##type##_destroy, (void *)0);       \
	     (((current) = bpf_iter_##type##_next(&___it)));)
#endif

/* bpf_for(i, 0, 10) { ... }: i goes from 0 to 9, and the verifier walks the block once. */
#ifndef bpf_for
#define bpf_for(index, start, end)                                                                 \
	for (struct bpf_iter_num ___it __attribute__((aligned(8), cleanup(bpf_iter_num_destroy))), \
	     *___new __attribute__((unused)) = (bpf_iter_num_new(&___it, (start), (end)),          \
						(void)bpf_iter_num_destroy, (void *)0);            \
	     ({                                                                                    \
		     int *___at = bpf_iter_num_next(&___it);                                       \
		     (___at && ((index) = *___at, 1) && (index) >= (start) && (index) < (end));    \
	     });)
#endif

/* bpf_repeat(10) { ... } */
#ifndef bpf_repeat
#define bpf_repeat(times)                                                                          \
	for (struct bpf_iter_num ___it __attribute__((aligned(8), cleanup(bpf_iter_num_destroy))), \
	     *___new __attribute__((unused)) = (bpf_iter_num_new(&___it, 0, (times)),              \
						(void)bpf_iter_num_destroy, (void *)0);            \
	     bpf_iter_num_next(&___it);)
#endif

#endif
