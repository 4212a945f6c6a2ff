# Spin locks in map values, and maps in maps.
% struct bpf_spin_lock { u32 val; };
% struct bpf_timer { u64 __opaque[2]; };
% struct locked { u64 count; struct bpf_spin_lock lock; u32 tail; };
% struct simple { u64 a; u64 b; };
@ locked HASH int "struct locked" 4
@ cells ARRAY int "struct locked" 2
@ one ARRAY int "struct locked" 1
@ plain HASH 4 16 4
@ other HASH int "struct simple" 4
@ twice HASH int "struct simple" 4
@ tc_progs PROG_ARRAY 4 4 2
@ outer ARRAY_OF_MAPS 4 4 2 inner=cells
@ hash_outer HASH_OF_MAPS 4 4 2 inner=cells
=== lock-unlock type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-write-unlock type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
*(u64 *)(r6 + 0) = 1
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-array-constant-key type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[cells]
r2 = r10
r2 += -4
call map_lookup_elem
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-unchecked type=SCHED_CLS
--- EACCES R1 pointer arithmetic on map_value_or_null prohibited, null-check it first
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-twice type=SCHED_CLS
--- EINVAL function calls are not allowed while holding a lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== unlock-only type=SCHED_CLS
--- EINVAL bpf_spin_unlock without taking a lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== unlock-twice type=SCHED_CLS
--- EINVAL bpf_spin_unlock without taking a lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-wrong-offset type=SCHED_CLS
--- EINVAL off 4 doesn't point to 'struct bpf_spin_lock' that is at 8
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 4
call spin_lock
r0 = 0
exit
=== lock-offset-0 type=SCHED_CLS
--- EINVAL off 0 doesn't point to 'struct bpf_spin_lock' that is at 8
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call spin_lock
r0 = 0
exit
=== lock-variable type=SCHED_CLS
--- EINVAL R1 doesn't have constant offset. bpf_spin_lock has to be at the constant offset
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
call get_prandom_u32
r0 &= 8
r1 = r6
r1 += r0
call spin_lock
r0 = 0
exit
=== lock-constant-variable type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r3 = 8
r1 = r6
r1 += r3
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-no-btf type=SCHED_CLS
--- EINVAL map 'plain' has to have BTF in order to use bpf_spin_lock
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
call spin_lock
r0 = 0
exit
=== lock-no-field type=SCHED_CLS
--- EINVAL map 'other' has no valid bpf_spin_lock
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
call spin_lock
r0 = 0
exit
=== lock-stack type=SCHED_CLS
--- EACCES R1 type=fp expected=map_value, ptr_
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
call spin_lock
r0 = 0
exit
=== lock-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=map_value, ptr_
call spin_lock
r0 = 0
exit
=== lock-scalar type=SCHED_CLS
--- EACCES R1 type=scalar expected=map_value, ptr_
r1 = 0
call spin_lock
r0 = 0
exit
=== lock-other-unlock type=SCHED_CLS
--- EINVAL bpf_spin_unlock of different lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r7
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-other-map-unlock type=SCHED_CLS
--- EINVAL bpf_spin_unlock of different lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = map[cells]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r7
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-two type=SCHED_CLS
--- EINVAL function calls are not allowed while holding a lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r7
r1 += 8
call spin_lock
r0 = 0
exit
=== lock-copy-unlock type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r7 = r6
r1 = r6
r1 += 8
call spin_lock
r1 = r7
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-spilled-unlock type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r10 - 16) = r6
r1 = r6
r1 += 8
call spin_lock
r1 = *(u64 *)(r10 - 16)
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-helper type=SCHED_CLS
--- EINVAL function calls are not allowed while holding a lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
call get_prandom_u32
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-lookup type=SCHED_CLS
--- EINVAL function calls are not allowed while holding a lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-tail-call type=SCHED_CLS
--- EINVAL function calls are not allowed while holding a lock
r7 = r1
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r7
r2 = map[tc_progs]
r3 = 0
call tail_call
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-branches type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r0 = *(u64 *)(r6 + 0)
if r0 == 0 goto +5
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-conditional type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r7 = *(u64 *)(r6 + 0)
if r7 == 0 goto +3
r1 = r6
r1 += 8
call spin_lock
if r7 == 0 goto +3
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-loop type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r7 = 5
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r7 += -1
if r7 != 0 goto -8
r0 = 0
exit
=== lock-in-subprog type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
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
r6 = r1
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== lock-held-over-call type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
call sub
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
sub:
*(u64 *)(r1 + 0) = 5
r0 = 0
exit
=== lock-held-by-subprog type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call sub
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
sub:
r1 += 8
call spin_lock
r0 = 0
exit
=== lock-unlock-by-subprog type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
call sub
r0 = 0
exit
sub:
r1 += 8
call spin_unlock
r0 = 0
exit
=== touch-load type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u32 *)(r6 + 8)
r0 = 0
exit
=== touch-load-byte type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u8 *)(r6 + 11)
r0 = 0
exit
=== touch-load-wide type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
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
=== touch-store type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r6 + 8) = 1
r0 = 0
exit
=== touch-store-reg type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 5
*(u64 *)(r6 + 8) = r1
r0 = 0
exit
=== touch-atomic type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 5
lock *(u32 *)(r6 + 8) += r1
r0 = 0
exit
=== touch-after type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u32 *)(r6 + 12)
r0 = 0
exit
=== touch-before type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 0)
r0 = 0
exit
=== touch-straddle type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 4)
r0 = 0
exit
=== touch-variable type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r7 = *(u64 *)(r6 + 0)
r7 &= 8
r6 += r7
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== touch-variable-before type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r7 = *(u64 *)(r6 + 0)
r7 &= 7
r6 += r7
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== touch-by-helper type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = 16
r3 = 0
r4 = 0
r5 = 0
call csum_diff
r0 = 0
exit
=== touch-by-helper-before type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = 8
r3 = 0
r4 = 0
r5 = 0
call csum_diff
r0 = 0
exit
=== touch-as-key type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = map[tids]
r2 = r6
r2 += 8
call map_lookup_elem
r0 = 0
exit
=== touch-as-value type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = map[locked]
r2 = r10
r2 += -4
r3 = r6
r4 = 0
call map_update_elem
r0 = 0
exit
=== direct-value-lock type=SCHED_CLS
--- accept
r6 = map[one][0]+0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== direct-value-lock-at type=SCHED_CLS
--- accept
r6 = map[one][0]+8
r1 = r6
call spin_lock
r1 = r6
call spin_unlock
r0 = 0
exit
=== direct-value-lock-two-loads type=SCHED_CLS
--- accept
r6 = map[one][0]+0
r7 = map[one][0]+0
r1 = r6
r1 += 8
call spin_lock
r1 = r7
r1 += 8
call spin_unlock
r0 = 0
exit
=== direct-value-touch type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
r6 = map[one][0]+0
r0 = *(u32 *)(r6 + 8)
r0 = 0
exit
=== direct-value-and-lookup type=SCHED_CLS
--- EINVAL bpf_spin_unlock of different lock
*(u32 *)(r10 - 4) = 0
r1 = map[one]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r7 = map[one][0]+0
r1 = r6
r1 += 8
call spin_lock
r1 = r7
r1 += 8
call spin_unlock
r0 = 0
exit
=== two-errors-no-lock type=SCHED_CLS
--- EINVAL map 'twice' has no valid bpf_spin_lock
*(u32 *)(r10 - 4) = 0
r1 = map[twice]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r0 = 0
exit
=== type-tracepoint type=TRACEPOINT
--- EINVAL tracing progs cannot use bpf_spin_lock yet
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== type-kprobe type=KPROBE
--- EINVAL tracing progs cannot use bpf_spin_lock yet
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== type-perf-event type=PERF_EVENT
--- EINVAL tracing progs cannot use bpf_spin_lock yet
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== type-raw-tracepoint type=RAW_TRACEPOINT
--- EINVAL tracing progs cannot use bpf_spin_lock yet
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== type-socket-filter type=SOCKET_FILTER
--- EINVAL socket filter progs cannot use bpf_spin_lock yet
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== type-xdp type=XDP
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== type-cgroup-skb type=CGROUP_SKB
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== type-syscall type=SYSCALL sleepable=yes
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== for-each-locked type=SCHED_CLS btf=static
--- accept
r1 = map[locked]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r6 = r3
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== loop-callback-locks type=SCHED_CLS btf=static
--- EACCES R3 type=map_value expected=fp
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 3
r2 = subprog[cb]
r3 = r6
r4 = 0
call loop
r0 = 0
exit
cb:
r6 = r2
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== loop-callback-keeps-lock type=SCHED_CLS btf=static
--- EACCES R3 type=map_value expected=fp
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 3
r2 = subprog[cb]
r3 = r6
r4 = 0
call loop
r0 = 0
exit
cb:
r6 = r2
r1 = r6
r1 += 8
call spin_lock
r0 = 0
exit
=== inner-lock type=SCHED_CLS
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
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== inner-touch type=SCHED_CLS
--- EACCES bpf_spin_lock cannot be accessed directly by load/store
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
r0 = *(u32 *)(r0 + 8)
r0 = 0
exit
=== inner-unchecked type=SCHED_CLS
--- EACCES R1 type=map_value_or_null expected=map_ptr
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = r6
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== inner-two-lookups type=SCHED_CLS
--- EINVAL bpf_spin_unlock of different lock
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
r1 = r6
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r7
r1 += 8
call spin_unlock
r0 = 0
exit
=== inner-arith type=SCHED_CLS
--- EACCES R6 pointer arithmetic on map_ptr prohibited
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r6 += 8
r0 = 0
exit
=== inner-arith-0 type=SCHED_CLS
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
r6 += 0
r0 = 0
exit
=== inner-update-outer type=SCHED_CLS
--- EINVAL cannot pass map_type 12 into func bpf_map_update_elem#2
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = map[outer]
r2 = r10
r2 += -4
r3 = r2
r4 = 0
call map_update_elem
r0 = 0
exit
=== inner-update type=SCHED_CLS
--- accept
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = r10
r2 += -4
r3 = r10
r3 += -24
r4 = 0
call map_update_elem
r0 = 0
exit
=== inner-constant-key type=SCHED_CLS
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
r6 = r0
if r6 == 0 goto out
*(u32 *)(r10 - 4) = 1
r1 = r6
r2 = r10
r2 += -4
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
out:
r0 = 0
exit
=== inner-hash-outer type=SCHED_CLS
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[hash_outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 1
r1 = r6
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== lock-exit type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog cannot be used inside bpf_spin_lock-ed region
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r0 = 0
exit
=== lock-branch-one-side type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog cannot be used inside bpf_spin_lock-ed region
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r0 = *(u64 *)(r6 + 0)
if r0 == 0 goto out
r1 = r6
r1 += 8
call spin_unlock
out:
r0 = 0
exit
=== lock-packet-load type=SCHED_CLS
--- EINVAL BPF_LD_[ABS|IND] cannot be used inside bpf_spin_lock-ed region
r6 = r1
r9 = r1
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r8 = r0
r1 = r8
r1 += 8
call spin_lock
r6 = r9
r0 = *(u8 *)skb[0]
r1 = r8
r1 += 8
call spin_unlock
r0 = 0
exit
=== inner-deref type=SCHED_CLS
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
r0 = *(u64 *)(r6 + 0)
r0 = 0
exit
=== inner-write type=SCHED_CLS
--- EACCES only read from bpf_array is supported
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 0) = 0
r0 = 0
exit
