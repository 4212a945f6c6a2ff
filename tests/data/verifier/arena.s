# Arenas: casts, arithmetic, accesses, atomics, kfuncs.
% struct both { u64 a; u64 b; };
@ arena ARENA 0 0 100 flags=MMAPABLE
@ elems HASH int "struct both" 4
=== cast-without-arena
--- EINVAL addr_space_cast insn can only be used in a program that has an associated arena
r1 = 1
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
exit
=== cast-uninit-without-arena
--- EINVAL addr_space_cast insn can only be used in a program that has an associated arena
r1 = addr_space_cast(r2, 0, 1)
r0 = 0
exit
=== cast-uninit type=SYSCALL sleepable=yes
--- EACCES R2 !read_ok
r1 = map[arena]
r1 = addr_space_cast(r2, 0, 1)
r0 = 0
exit
=== cast-to-frame type=SYSCALL sleepable=yes
--- EACCES frame pointer is read only
r1 = map[arena]
r10 = addr_space_cast(r1, 0, 1)
r0 = 0
exit
=== cast-one type=SYSCALL sleepable=yes
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = *(u64 *)(r1 + 0)
exit
=== cast-number type=SCHED_CLS
--- accept
r1 = map[arena]
r2 = 4096
r2 = addr_space_cast(r2, 0, 1)
r0 = *(u32 *)(r2 + 16)
exit
=== cast-back type=SCHED_CLS
--- EACCES R3 invalid mem access 'scalar'
r1 = map[arena]
r2 = 4096
r2 = addr_space_cast(r2, 0, 1)
r3 = addr_space_cast(r2, 1, 0)
r0 = *(u32 *)(r3 + 16)
exit
=== cast-back-and-forth type=SCHED_CLS
--- accept
r1 = map[arena]
r2 = 4096
r2 = addr_space_cast(r2, 0, 1)
r3 = addr_space_cast(r2, 1, 0)
r3 = addr_space_cast(r3, 0, 1)
r0 = *(s32 *)(r3 + 16)
exit
=== cast-of-map type=SCHED_CLS
--- accept
r1 = map[arena]
r2 = addr_space_cast(r1, 0, 1)
r0 = *(u8 *)(r2 - 16)
exit
=== cast-of-stack type=SCHED_CLS
--- accept
r1 = map[arena]
r2 = addr_space_cast(r10, 0, 1)
r0 = *(u8 *)(r2 - 16)
exit
=== cast-user-of-context type=SCHED_CLS
--- accept
r3 = map[arena]
r2 = addr_space_cast(r1, 1, 0)
r0 = r2
exit
=== cast-after type=SCHED_CLS
--- accept
r2 = 0
r2 = addr_space_cast(r2, 0, 1)
r1 = map[arena]
r0 = 0
exit
=== number-read type=SCHED_CLS
--- EACCES R1 invalid mem access 'scalar'
r1 = map[arena][0]+8
r0 = *(u64 *)(r1 + 0)
exit
=== number-far type=SCHED_CLS
--- accept
r1 = map[arena][0]+409600
r0 = 0
exit
=== number-too-far type=SCHED_CLS
--- ERANGE invalid access to map value pointer, value_size=0 off=409601
r1 = map[arena][0]+409601
r0 = 0
exit
=== load-all type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = *(u8 *)(r1 + 0)
r3 = *(u16 *)(r1 + 1)
r4 = *(u32 *)(r1 + 2)
r5 = *(u64 *)(r1 + 3)
r2 = *(s8 *)(r1 + 0)
r3 = *(s16 *)(r1 + 1)
r4 = *(s32 *)(r1 + 2)
r0 = *(u32 *)(r1 - 32768)
r0 &= 1
exit
=== store-all type=SCHED_CLS
--- accept
r6 = r1
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
*(u8 *)(r1 + 0) = 1
*(u16 *)(r1 + 1) = 2
*(u32 *)(r1 + 3) = 3
*(u64 *)(r1 + 5) = 4
r2 = 7
*(u8 *)(r1 + 0) = r2
*(u16 *)(r1 + 1) = r2
*(u32 *)(r1 + 3) = r2
*(u64 *)(r1 + 5) = r2
*(u64 *)(r1 + 5) = r6
*(u64 *)(r1 + 5) = r10
*(u64 *)(r1 + 8) = r1
r0 = 0
exit
=== strict type=SCHED_CLS strict=yes
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
*(u32 *)(r1 + 3) = 3
r0 = *(u64 *)(r1 + 5)
exit
=== store-uninit type=SCHED_CLS
--- EACCES R5 !read_ok
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
*(u32 *)(r1 + 3) = r5
r0 = 0
exit
=== sum type=SCHED_CLS
--- accept
r6 = *(u32 *)(r1 + 0)
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r1 += 8
r1 += r6
r1 -= 4
r1 <<= 2
r1 *= r6
r1 /= 3
r1 &= 7
r1 s%= r6
w1 += 5
w1 >>= 1
w1 ^= w6
r0 = *(u64 *)(r1 + 0)
exit
=== sum-of-pointer type=SCHED_CLS
--- accept
r6 = r1
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r1 += r6
r1 -= r10
w1 += w10
r0 = *(u64 *)(r1 + 0)
exit
=== sum-uninit type=SCHED_CLS
--- EACCES R7 !read_ok
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r1 += r7
r0 = *(u64 *)(r1 + 0)
exit
=== number-plus type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = 8
r2 += r1
r0 = *(u64 *)(r2 + 0)
exit
=== unknown-plus type=SCHED_CLS
--- accept
r6 = *(u32 *)(r1 + 0)
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r6 += r1
r0 = *(u64 *)(r6 + 0)
exit
=== number-plus-32 type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
w2 = 8
w2 += w1
r0 = 0
exit
=== number-and type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = 8
r2 &= r1
r0 = 0
exit
=== pointer-plus type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = r10
r2 += r1
r0 = 0
exit
=== pointer-minus type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = r10
r2 -= r1
r0 = r2
exit
=== arenas-minus type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = r1
r2 -= r1
r0 = *(u64 *)(r2 + 0)
exit
=== negate type=SCHED_CLS
--- EACCES R1 invalid mem access 'scalar'
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r1 = -r1
r0 = *(u64 *)(r1 + 0)
exit
=== swap type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r1 = be64 r1
r0 = r1
exit
=== copy-32 type=SCHED_CLS
--- EACCES R2 invalid mem access 'scalar'
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
w2 = w1
r0 = *(u64 *)(r2 + 0)
exit
=== copy-signed type=SCHED_CLS
--- EACCES R2 invalid mem access 'scalar'
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = (s32)r1
r0 = *(u64 *)(r2 + 0)
exit
=== divide-zero type=SCHED_CLS
--- EINVAL div by zero
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r1 /= 0
r0 = 0
exit
=== shift-far type=SCHED_CLS
--- EINVAL invalid shift 64
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r1 <<= 64
r0 = 0
exit
=== return type=SCHED_CLS
--- accept
r1 = map[arena][0]
r0 = addr_space_cast(r1, 0, 1)
exit
=== return-frame type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
call f
r0 = *(u32 *)(r0 + 0)
exit
f:
r0 = r1
exit
=== spill type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
*(u64 *)(r10 - 8) = r1
r2 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r2 + 0)
exit
=== spill-half type=SCHED_CLS
--- EACCES invalid size of register spill
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
*(u32 *)(r10 - 8) = r1
r0 = 0
exit
=== null-test type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = *(u64 *)(r1 + 0)
exit
=== null-test-unequal type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
if r1 != 0 goto +1
exit
r0 = *(u64 *)(r1 + 0)
exit
=== compare type=SCHED_CLS
--- accept
r6 = r1
r7 = *(u32 *)(r1 + 0)
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = r1
r2 += 8
r0 = 0
if r1 > r2 goto +6
if r1 s< 5 goto +5
if r1 & 1 goto +4
if w1 == 3 goto +3
if r1 == r7 goto +2
if r1 == r6 goto +1
if r7 > r1 goto +0
exit
=== compare-packet type=SCHED_CLS
--- accept
r7 = *(u32 *)(r1 + 76)
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
if r1 > r7 goto +0
exit
=== merge type=SCHED_CLS
--- accept
r6 = *(u32 *)(r1 + 0)
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r7 = r1
if r6 == 0 goto +1
r7 += r6
r0 = *(u64 *)(r7 + 0)
exit
=== merge-with-number type=SCHED_CLS
--- EACCES R7 pointer arithmetic on map_ptr prohibited
r6 = *(u32 *)(r1 + 0)
r1 = map[arena][0]
r7 = r1
if r6 == 0 goto +1
r7 = addr_space_cast(r1, 0, 1)
r7 += 8
r0 = 0
exit
=== merge-with-stack type=SCHED_CLS
--- EINVAL same insn cannot be used with different pointers
r6 = *(u32 *)(r1 + 0)
*(u64 *)(r10 - 8) = 0
r1 = map[arena][0]
r7 = r10
r7 += -8
if r6 == 0 goto +1
r7 = addr_space_cast(r1, 0, 1)
r0 = *(u64 *)(r7 + 0)
exit
=== merge-with-value type=SCHED_CLS
--- EINVAL same insn cannot be used with different pointers
r6 = *(u32 *)(r1 + 0)
*(u32 *)(r10 - 4) = 0
r1 = map[elems]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r7 = r0
if r6 == 0 goto +3
r1 = map[arena][0]
r7 = addr_space_cast(r1, 0, 1)
*(u64 *)(r7 + 0) = 1
out:
r0 = 0
exit
=== in-loop type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
again: may_goto out
if r1 == 0 goto out
r1 = *(u64 *)(r1 + 0)
r1 = addr_space_cast(r1, 0, 1)
goto again
out:
exit
=== atomic-add type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
lock *(u64 *)(r1 + 0) += r2
r0 = 0
exit
=== atomic-or32 type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
lock *(u32 *)(r1 + 0) |= w2
r0 = 0
exit
=== atomic-fetch-add type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
r2 = atomic_fetch_add((u64 *)(r1 + 0), r2)
r0 = 0
exit
=== atomic-fetch-add32 type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
w2 = atomic_fetch_add((u32 *)(r1 + 0), w2)
r0 = 0
exit
=== atomic-fetch-and type=SCHED_CLS
--- EACCES BPF_ATOMIC stores into R1 arena is not allowed
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
r2 = atomic_fetch_and((u64 *)(r1 + 0), r2)
r0 = 0
exit
=== atomic-fetch-or type=SCHED_CLS
--- EACCES BPF_ATOMIC stores into R1 arena is not allowed
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
r2 = atomic_fetch_or((u64 *)(r1 + 0), r2)
r0 = 0
exit
=== atomic-fetch-xor32 type=SCHED_CLS
--- EACCES BPF_ATOMIC stores into R1 arena is not allowed
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
w2 = atomic_fetch_xor((u32 *)(r1 + 0), w2)
r0 = 0
exit
=== atomic-xchg type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
r2 = xchg_64(r1 + 0, r2)
r0 = 0
exit
=== atomic-cmpxchg type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
r0 = cmpxchg_64(r1 + 0, r0, r2)
r0 = 0
exit
=== atomic-cmpxchg32-misaligned type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
w0 = cmpxchg32_32(r1 + 3, w0, w2)
r0 = 0
exit
=== atomic-load-acquire type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
r2 = load_acquire((u64 *)(r1 + 0))
r0 = 0
exit
=== atomic-load-acquire8 type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
w2 = load_acquire((u8 *)(r1 + 0))
r0 = 0
exit
=== atomic-load-acquire-misaligned type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
r2 = load_acquire((u64 *)(r1 + 3))
r0 = 0
exit
=== atomic-store-release type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
store_release((u64 *)(r1 + 0), r2)
r0 = 0
exit
=== atomic-store-release16 type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
store_release((u16 *)(r1 + 0), w2)
r0 = 0
exit
=== atomic-store-pointer type=SCHED_CLS
--- accept
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
lock *(u64 *)(r1 + 0) += r10
r0 = 0
exit
=== atomic-uninit type=SCHED_CLS
--- EACCES R9 !read_ok
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r0 = 0
r2 = 1
lock *(u64 *)(r1 + 0) += r9
r0 = 0
exit
=== helper-memory type=SCHED_CLS
--- EACCES R1 type=arena expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = 8
call trace_printk
r0 = 0
exit
=== helper-key type=SCHED_CLS
--- EACCES R2 type=arena expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[arena][0]
r2 = addr_space_cast(r1, 0, 1)
r1 = map[elems]
call map_lookup_elem
r0 = 0
exit
=== helper-probe type=KPROBE
--- accept
r1 = map[arena][0]
r3 = addr_space_cast(r1, 0, 1)
r1 = r10
r1 += -8
r2 = 8
call probe_read_kernel
r0 = 0
exit
=== lookup-in-arena type=SCHED_CLS
--- EACCES invalid zero-sized read
*(u64 *)(r10 - 8) = 0
r1 = map[arena]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = 0
exit
=== update-arena type=SCHED_CLS
--- EACCES invalid zero-sized read
*(u64 *)(r10 - 8) = 0
r1 = map[arena]
r2 = r10
r2 += -8
r3 = r2
r4 = 0
call map_update_elem
r0 = 0
exit
=== map-fields type=SCHED_CLS
--- EINVAL struct bpf_map doesn't have field at offset 36
r1 = map[arena]
r0 = *(u32 *)(r1 + 36)
exit
=== sleepable-map type=SYSCALL sleepable=yes
--- accept
r1 = map[arena]
r0 = 0
exit
=== alloc type=SYSCALL sleepable=yes
--- accept
r1 = map[arena]
r2 = 0
r3 = 1
r4 = -1
r5 = 0
call bpf_arena_alloc_pages
r0 = addr_space_cast(r0, 0, 1)
r0 = *(u64 *)(r0 + 0)
exit
=== alloc-result type=SYSCALL sleepable=yes
--- EACCES R0 invalid mem access 'scalar'
r1 = map[arena]
r2 = 0
r3 = 1
r4 = -1
r5 = 0
call bpf_arena_alloc_pages
r0 = *(u64 *)(r0 + 0)
exit
=== alloc-ignored-uninit type=SYSCALL sleepable=yes
--- accept
r1 = map[arena]
r3 = 1
r4 = -1
r5 = 0
call bpf_arena_alloc_pages
r0 = 0
exit
=== alloc-pointer-count type=SYSCALL sleepable=yes
--- EINVAL R3 is not a scalar
r1 = map[arena]
r2 = 0
r3 = r10
r4 = -1
r5 = 0
call bpf_arena_alloc_pages
r0 = 0
exit
=== alloc-arena-count type=SYSCALL sleepable=yes
--- EINVAL R3 is not a scalar
r1 = map[arena]
r2 = 0
r3 = addr_space_cast(r2, 0, 1)
r4 = -1
r5 = 0
call bpf_arena_alloc_pages
r0 = 0
exit
=== alloc-other-map type=SYSCALL sleepable=yes
--- accept
r1 = map[elems]
r2 = 0
r3 = 1
r4 = -1
r5 = 0
call bpf_arena_alloc_pages
r0 = 0
exit
=== alloc-no-map type=SYSCALL sleepable=yes
--- accept
r1 = map[arena][0]
r2 = 0
r3 = 1
r4 = -1
r5 = 0
call bpf_arena_alloc_pages
r0 = 0
exit
=== alloc-not-sleepable type=SCHED_CLS
--- EACCES program must be sleepable to call sleepable kfunc bpf_arena_alloc_pages
r1 = map[arena]
r2 = 0
r3 = 1
r4 = -1
r5 = 0
call bpf_arena_alloc_pages
r0 = 0
exit
=== free type=SYSCALL sleepable=yes
--- accept
r1 = map[arena]
r2 = 4096
r2 = addr_space_cast(r2, 0, 1)
r3 = 1
call bpf_arena_free_pages
r0 = 0
exit
=== free-anything type=SYSCALL sleepable=yes
--- accept
r2 = r1
r1 = map[arena]
r3 = 1
call bpf_arena_free_pages
r0 = 0
exit
=== reserve type=SYSCALL sleepable=yes
--- accept
r1 = map[arena]
r2 = 4096
r3 = 1
call bpf_arena_reserve_pages
exit
=== callback type=SCHED_CLS btf=static
--- accept
r2 = map[arena][0]
r2 = addr_space_cast(r2, 0, 1)
*(u64 *)(r10 - 8) = r2
r1 = 4
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = *(u64 *)(r10 - 8)
r0 = *(u32 *)(r1 + 0)
exit
cb:
r2 = *(u64 *)(r2 + 0)
r2 += r1
*(u32 *)(r2 + 0) = 1
r0 = 0
exit
=== two type=SCHED_CLS
--- EBUSY Only one arena per program
@ more ARENA 0 0 100 flags=MMAPABLE
r1 = map[arena]
r2 = map[more]
r0 = 0
exit
=== not-converted type=SCHED_CLS
--- accept
@ kept ARENA 0 0 100 flags=MMAPABLE+NO_USER_CONV
r1 = map[kept][0]
r1 = addr_space_cast(r1, 0, 1)
r2 = addr_space_cast(r1, 1, 0)
r0 = r2
exit
=== global-number type=SCHED_CLS btf=global
--- EACCES R1 invalid mem access 'scalar'
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r1 = 5
r6 = map[arena]
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== global-cast-number type=SCHED_CLS btf=global
--- accept
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r1 = 5
r6 = map[arena]
call f
exit
f:
r1 = addr_space_cast(r1, 0, 1)
r0 = *(u32 *)(r1 + 0)
exit
=== global-arena type=SCHED_CLS btf=global
--- EACCES R1 invalid mem access 'scalar'
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r6 = map[arena]
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== global-cast-arena type=SCHED_CLS btf=global
--- accept
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r1 = map[arena][0]
r1 = addr_space_cast(r1, 0, 1)
r6 = map[arena]
call f
exit
f:
r1 = addr_space_cast(r1, 0, 1)
r0 = *(u32 *)(r1 + 0)
exit
=== global-context type=SCHED_CLS btf=global
--- EINVAL Caller passes invalid args into func#1 ('f')
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r6 = map[arena]
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== global-cast-context type=SCHED_CLS btf=global
--- EINVAL Caller passes invalid args into func#1 ('f')
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r6 = map[arena]
call f
exit
f:
r1 = addr_space_cast(r1, 0, 1)
r0 = *(u32 *)(r1 + 0)
exit
=== global-stack type=SCHED_CLS btf=global
--- EINVAL Caller passes invalid args into func#1 ('f')
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r1 = r10
r6 = map[arena]
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== global-cast-stack type=SCHED_CLS btf=global
--- EINVAL Caller passes invalid args into func#1 ('f')
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r1 = r10
r6 = map[arena]
call f
exit
f:
r1 = addr_space_cast(r1, 0, 1)
r0 = *(u32 *)(r1 + 0)
exit
=== global-map type=SCHED_CLS btf=global
--- EINVAL Caller passes invalid args into func#1 ('f')
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r1 = map[arena]
r6 = map[arena]
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== global-cast-map type=SCHED_CLS btf=global
--- EINVAL Caller passes invalid args into func#1 ('f')
% int main(struct __sk_buff *skb);
% int f(struct both *p __arg_arena);
r1 = map[arena]
r6 = map[arena]
call f
exit
f:
r1 = addr_space_cast(r1, 0, 1)
r0 = *(u32 *)(r1 + 0)
exit
