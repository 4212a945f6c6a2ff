/* Pointers into arenas: memory that programs and the process share (Linux 6.9).
 *
 * Written for beebox; the names are those that programs with arenas use. With clang 19 or newer a
 * pointer declared __arena is one by its type, and the compiler converts it; older ones are told
 * by cast_kern and cast_user where a pointer changes sides, and those cost nothing with newer ones.
 */
#ifndef BEEBOX_BPF_ARENA_COMMON_H
#define BEEBOX_BPF_ARENA_COMMON_H

#include <bpf/bpf_helpers.h>

#ifndef NUMA_NO_NODE
#define NUMA_NO_NODE (-1)
#endif
#ifndef PAGE_SIZE
#ifdef __PAGE_SIZE
#define PAGE_SIZE __PAGE_SIZE
#else
#define PAGE_SIZE 4096
#endif
#endif
#ifndef WRITE_ONCE
#define WRITE_ONCE(place, value) ((*(volatile typeof(place) *)&(place)) = (value))
#endif
#ifndef READ_ONCE
#define READ_ONCE(place) (*(volatile typeof(place) *)&(place))
#endif
#ifndef round_up
#define round_up(number, step) ((((number) - 1) | ((typeof(number))(step) - 1)) + 1)
#endif
#ifndef likely
#define likely(truth) __builtin_expect(!!(truth), 1)
#define unlikely(truth) __builtin_expect(!!(truth), 0)
#endif

#ifdef __bpf__

/* The instruction addr_space_cast: variable, a register, goes from address space from to to. */
#ifndef bpf_addr_space_cast
#define bpf_addr_space_cast(variable, to, from)                                                    \
	__asm__ volatile(".byte 0xbf\n\t"                                                          \
			 ___bpf_cast_register("r0", "0x00") ___bpf_cast_register("r1", "0x11")     \
			 ___bpf_cast_register("r2", "0x22") ___bpf_cast_register("r3", "0x33")     \
			 ___bpf_cast_register("r4", "0x44") ___bpf_cast_register("r5", "0x55")     \
			 ___bpf_cast_register("r6", "0x66") ___bpf_cast_register("r7", "0x77")     \
			 ___bpf_cast_register("r8", "0x88") ___bpf_cast_register("r9", "0x99")     \
			 ".short 1\n\t"                                                            \
			 ".long %[spaces]"                                                         \
			 : [reg] "+r"(variable)                                                    \
			 : [spaces] "i"(((to) << 16) | (from)))
#define ___bpf_cast_register(name, both) ".ifc %[reg], " name "\n\t.byte " both "\n\t.endif\n\t"
#endif

#if defined(__BPF_FEATURE_ADDR_SPACE_CAST) && !defined(BPF_ARENA_FORCE_ASM)
#define __arena __attribute__((address_space(1)))
#define __arena_global __attribute__((address_space(1)))
#define cast_kern(pointer)
#define cast_user(pointer)
#else
#define __arena
#define __arena_global SEC(".addr_space.1")
#define cast_kern(pointer) bpf_addr_space_cast(pointer, 0, 1)
#define cast_user(pointer) bpf_addr_space_cast(pointer, 1, 0)
#endif

/* The struct that a member, to which the arena pointer leads, is of. */
#ifndef arena_container_of
#define arena_container_of(pointer, type, member)                                                  \
	({                                                                                         \
		void __arena *___member = (void __arena *)(pointer);                               \
		(type *)(___member - offsetof(type, member));                                      \
	})
#endif

/* Pages of an arena, taken and given back; and kept from being given out (Linux 6.16). */
extern void __arena *bpf_arena_alloc_pages(void *map, void __arena *addr, __u32 page_cnt,
					   int node_id, __u64 flags) __ksym __weak;
extern void bpf_arena_free_pages(void *map, void __arena *ptr, __u32 page_cnt) __ksym __weak;
extern int bpf_arena_reserve_pages(void *map, void __arena *addr, __u32 page_cnt) __ksym __weak;

/* The first address of an arena, as the process sees it. */
#ifndef arena_base
#define arena_base(map) ((void __arena *)((struct bpf_arena *)(map))->user_vm_start)
#endif

#else /* a process that shares the header */

#define __arena
#define __arg_arena
#define __arena_global
#define cast_kern(pointer)
#define cast_user(pointer)

#endif
#endif
