# Timers in map values, and their callbacks.
% struct bpf_spin_lock { u32 val; };
% struct bpf_timer { u64 __opaque[2]; };
% struct timed { u64 count; struct bpf_timer timer; u64 tail; };
% struct simple { u64 a; u64 b; };
% struct both { struct bpf_spin_lock lock; struct bpf_timer timer; };
@ timed HASH int "struct timed" 4
@ timed2 ARRAY int "struct timed" 2
@ plain HASH 4 32 4
@ other HASH int "struct simple" 4
@ both HASH int "struct both" 4
@ outer ARRAY_OF_MAPS 4 4 2 inner=timed2
=== all type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r1 = r6
r1 += 8
r2 = 1000
r3 = 0
call timer_start
r1 = r6
r1 += 8
call timer_cancel
r0 = 0
exit
cb:
r0 = 0
exit
=== init type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== init-other-map type=SCHED_CLS btf=static
--- EINVAL timer pointer in R1 map_uid=0 doesn't match map pointer in R2 map_uid=0
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed2]
r3 = 1
call timer_init
r0 = 0
exit
=== init-wrong-offset type=SCHED_CLS btf=static
--- EINVAL off 0 doesn't point to 'struct bpf_timer' that is at 8
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== init-variable type=SCHED_CLS btf=static
--- EINVAL R1 doesn't have constant offset. bpf_timer has to be at the constant offset
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 0)
r0 &= 8
r1 = r6
r1 += r0
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== init-no-btf type=SCHED_CLS btf=static
--- EINVAL map 'plain' has to have BTF in order to use bpf_timer
*(u32 *)(r10 - 4) = 0
r1 = map[plain]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[plain]
r3 = 1
call timer_init
r0 = 0
exit
=== init-no-field type=SCHED_CLS btf=static
--- EINVAL map 'other' has no valid bpf_timer
*(u32 *)(r10 - 4) = 0
r1 = map[other]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[other]
r3 = 1
call timer_init
r0 = 0
exit
=== init-stack type=SCHED_CLS btf=static
--- EACCES R1 type=fp expected=map_value
r1 = r10
r1 += -16
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== init-null type=SCHED_CLS btf=static
--- EACCES R1 type=map_value_or_null expected=map_value
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
r6 = r0
r1 = r6
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== init-not-gpl type=SCHED_CLS btf=static gpl=no
--- EINVAL cannot call GPL-restricted function from non-GPL compatible program
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== touch-load type=SCHED_CLS btf=static
--- EACCES bpf_timer cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 8)
r0 = 0
exit
=== touch-store type=SCHED_CLS btf=static
--- EACCES bpf_timer cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u8 *)(r6 + 23) = 0
r0 = 0
exit
=== touch-beside type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 24)
r0 = 0
exit
=== start-only type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = 1000
r3 = 0
call timer_start
r0 = 0
exit
=== cancel-only type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call timer_cancel
r0 = 0
exit
=== set-no-func type=SCHED_CLS btf=static
--- EACCES R2 type=scalar expected=func
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = 0
call timer_set_callback
r0 = 0
exit
=== set-global type=SCHED_CLS btf=global
--- EINVAL callback function not static
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = 0
exit
=== callback-returns-1 type=SCHED_CLS btf=static
--- EINVAL At async callback return the register R0 has smin=1 smax=1 should have been in [0, 0]
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = 1
exit
=== callback-returns-unknown type=SCHED_CLS btf=static
--- EINVAL At async callback return the register R0 has unknown scalar value should have been in [0, 0]
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = *(u64 *)(r3 + 0)
exit
=== callback-returns-pointer type=SCHED_CLS btf=static
--- EINVAL At async callback return the register R0 is not a known value (map_value)
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = r3
exit
=== callback-returns-nothing type=SCHED_CLS btf=static
--- EACCES R0 !read_ok
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
exit
=== callback-reads-value type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = *(u64 *)(r3 + 0)
r0 = 0
exit
=== callback-reads-timer type=SCHED_CLS btf=static
--- EACCES bpf_timer cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = *(u64 *)(r3 + 8)
r0 = 0
exit
=== callback-beyond-value type=SCHED_CLS btf=static
--- EACCES R3 min value is outside of the allowed memory range
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = *(u64 *)(r3 + 32)
r0 = 0
exit
=== callback-reads-key type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = *(u32 *)(r2 + 0)
r0 = 0
exit
=== callback-writes-key type=SCHED_CLS btf=static
--- EACCES write to change key R2 not allowed
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
*(u32 *)(r2 + 0) = 1
r0 = 0
exit
=== callback-beyond-key type=SCHED_CLS btf=static
--- EACCES R2 min value is outside of the allowed memory range
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== callback-r4 type=SCHED_CLS btf=static
--- EACCES R4 !read_ok
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = r4
r0 = 0
exit
=== callback-callers-stack type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = *(u32 *)(r10 - 4)
r0 = 0
exit
=== callback-deletes type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
call map_delete_elem
r0 = 0
exit
=== callback-looks-up type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== callback-starts type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r1 = r3
r1 += 8
r2 = 0
r3 = 0
call timer_start
r0 = 0
exit
=== callback-sets-other type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r1 = r3
r1 += 8
r2 = subprog[cb2]
call timer_set_callback
r0 = 0
exit
cb2:
r0 = 0
exit
=== callback-sets-other-wrong type=SCHED_CLS btf=static
--- EINVAL At async callback return the register R0 has smin=2 smax=2 should have been in [0, 0]
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r1 = r3
r1 += 8
r2 = subprog[cb2]
call timer_set_callback
r0 = 0
exit
cb2:
r0 = 2
exit
=== callback-inits-other-map type=SCHED_CLS btf=static
--- EINVAL timer pointer in R1 map_uid=0 doesn't match map pointer in R2 map_uid=0
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r1 = r3
r1 += 8
r2 = map[timed2]
r3 = 1
call timer_init
r0 = 0
exit
=== callback-inits type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r2 = r1
r1 = r3
r1 += 8
r3 = 1
call timer_init
r0 = 0
exit
=== callback-loops-forever type=SCHED_CLS btf=static
--- EINVAL infinite loop detected at insn 17
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
goto -1
=== callback-counts type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r6 = 0
r6 += 1
if r6 != 10 goto -2
r0 = 0
exit
=== callback-of-subprog type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call sub
r0 = 0
exit
sub:
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r0 = 0
exit
=== callback-also-called type=SCHED_CLS btf=static
--- EACCES combined stack size of 2 calls is 800. Too large
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r10 - 400) = 0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
call cb
r0 = 0
exit
cb:
*(u64 *)(r10 - 400) = 0
r0 = 0
exit
=== two-callbacks type=SCHED_CLS btf=static
--- EINVAL At async callback return the register R0 has smin=3 smax=3 should have been in [0, 0]
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 0)
if r0 == 0 goto other
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
other:
r1 = r6
r1 += 8
r2 = subprog[cb2]
call timer_set_callback
r0 = 0
exit
cb:
r0 = 0
exit
cb2:
r0 = 3
exit
=== lock-and-timer type=SCHED_CLS btf=static
--- EINVAL function calls are not allowed while holding a lock
*(u32 *)(r10 - 4) = 0
r1 = map[both]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call spin_lock
r1 = r6
r1 += 8
r2 = map[both]
r3 = 1
call timer_init
r1 = r6
call spin_unlock
r0 = 0
exit
=== type-tracepoint type=TRACEPOINT btf=static
--- EINVAL tracing progs cannot use bpf_timer yet
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== type-kprobe type=KPROBE btf=static
--- EINVAL tracing progs cannot use bpf_timer yet
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== type-perf-event type=PERF_EVENT btf=static
--- EINVAL tracing progs cannot use bpf_timer yet
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== type-raw-tracepoint type=RAW_TRACEPOINT btf=static
--- EINVAL tracing progs cannot use bpf_timer yet
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== type-socket-filter type=SOCKET_FILTER btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== type-xdp type=XDP btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== type-cgroup-skb type=CGROUP_SKB btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[timed]
r3 = 1
call timer_init
r0 = 0
exit
=== inner-init type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = r6
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r1 += 8
r2 = r6
r3 = 1
call timer_init
r0 = 0
exit
=== inner-init-other type=SCHED_CLS btf=static
--- EINVAL timer pointer in R1 map_uid=1 doesn't match map pointer in R2 map_uid=2
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r8 = r0
*(u32 *)(r10 - 4) = 0
r1 = r6
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r1 += 8
r2 = r8
r3 = 1
call timer_init
r0 = 0
exit
=== inner-init-outer-map type=SCHED_CLS btf=static
--- EINVAL timer pointer in R1 map_uid=1 doesn't match map pointer in R2 map_uid=0
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = r6
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r1 += 8
r2 = map[outer]
r3 = 1
call timer_init
r0 = 0
exit
=== inner-init-spilled type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = r6
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
*(u64 *)(r10 - 16) = r6
r2 = *(u64 *)(r10 - 16)
r1 = r7
r1 += 8
r3 = 1
call timer_init
r0 = 0
exit
=== callback-sets-itself type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
r1 = r3
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
=== callback-stack type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[timed]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r10 - 400) = 0
r1 = r6
r1 += 8
r2 = subprog[cb]
call timer_set_callback
r0 = 0
exit
cb:
*(u64 *)(r10 - 400) = 0
r0 = 0
exit
