# Spills around calls that change few registers: which are taken for such, what they do to the
# depth of the stack, and what comes out of it.
=== one type=RAW_TRACEPOINT
--- accept
r1 = 1
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r0 = 0
exit
=== all-five type=RAW_TRACEPOINT
--- accept
r1 = 1
r2 = 2
r3 = 3
r4 = 4
r5 = 5
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r2
*(u64 *)(r10 - 24) = r3
*(u64 *)(r10 - 32) = r4
*(u64 *)(r10 - 40) = r5
call get_smp_processor_id
r5 = *(u64 *)(r10 - 40)
r4 = *(u64 *)(r10 - 32)
r3 = *(u64 *)(r10 - 24)
r2 = *(u64 *)(r10 - 16)
r1 = *(u64 *)(r10 - 8)
r1 += r2
r3 += r4
r0 = 0
exit
=== not-in-the-mirrors-order
--- accept
r1 = 1
r2 = 2
r3 = 3
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r2
*(u64 *)(r10 - 24) = r3
call get_smp_processor_id
r3 = *(u64 *)(r10 - 24)
r1 = *(u64 *)(r10 - 8)
r2 = *(u64 *)(r10 - 16)
r0 = 0
exit
=== another-register-filled
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r2 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== r6-spilled
--- accept
r6 = 1
*(u64 *)(r10 - 8) = r6
call get_smp_processor_id
r6 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== r0-spilled
--- accept
r0 = 1
*(u64 *)(r10 - 8) = r0
call get_smp_processor_id
r0 = *(u64 *)(r10 - 8)
exit
=== r10-spilled
--- accept
*(u64 *)(r10 - 8) = r10
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== by-another-base
--- accept
r1 = 1
r6 = r10
*(u64 *)(r6 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r6 - 8)
r0 = 0
exit
=== narrow-spill
--- accept
r1 = 1
*(u32 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u32 *)(r10 - 8)
r0 = 0
exit
=== narrow-fill
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u32 *)(r10 - 8)
r0 = 0
exit
=== other-offset
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== misaligned
--- EACCES misaligned stack access off 0+0+-12 size 8
r1 = 1
*(u64 *)(r10 - 12) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 12)
r0 = 0
exit
=== immediate-spilled
--- accept
*(u64 *)(r10 - 8) = 1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== outer-pair-is-not-one
--- accept
r1 = 1
r2 = 2
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r2
call get_smp_processor_id
r2 = *(u64 *)(r10 - 16)
r1 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== outer-only-spilled
--- accept
r1 = 1
r2 = 2
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r2
call get_smp_processor_id
r2 = *(u64 *)(r10 - 16)
r0 = 0
exit
=== outer-only-filled
--- accept
r1 = 1
r2 = 2
*(u64 *)(r10 - 16) = r2
call get_smp_processor_id
r2 = *(u64 *)(r10 - 16)
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== read-before
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
r2 = *(u64 *)(r10 - 8)
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== written-after
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
*(u64 *)(r10 - 8) = r1
r0 = 0
exit
=== half-read-after
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r2 = *(u8 *)(r10 - 8)
r0 = 0
exit
=== read-beside
--- accept
r1 = 1
*(u64 *)(r10 - 16) = r1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r2 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== read-across
--- EACCES misaligned stack access off 0+-12+0 size 8
r1 = 1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r2 = r10
r2 += -12
r3 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== used-by-a-helper
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = 0
exit
=== same-slot-in-two-calls
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== other-slots-in-two-calls
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r0 = 0
exit
=== good-and-bad-at-one-slot
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
*(u64 *)(r10 - 8) = r1
call get_prandom_u32
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== good-above-bad
--- accept
r1 = 1
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
*(u64 *)(r10 - 8) = r1
call get_prandom_u32
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== good-below-others
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r2 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== jumped-into-the-fill
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
if r1 == 2 goto l
call get_smp_processor_id
l: r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== jumped-to-the-call
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
if r1 == 1 goto l
*(u64 *)(r10 - 8) = r1
l:
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== in-a-loop
--- accept
r6 = 0
r1 = 1
l: *(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r6 += 1
if r6 < 3 goto l
r0 = 0
exit
=== deepest-of-512
--- accept
r1 = 1
*(u64 *)(r10 - 512) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 512)
r0 = 0
exit
=== below-512
--- EACCES invalid write to stack R10 off=-520 size=8
r1 = 1
*(u64 *)(r10 - 520) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 520)
r0 = 0
exit
=== below-512-all
--- EACCES invalid write to stack R10 off=-520 size=8
r1 = 1
r2 = 1
*(u64 *)(r10 - 512) = 1
*(u64 *)(r10 - 520) = r1
*(u64 *)(r10 - 528) = r2
call get_smp_processor_id
r2 = *(u64 *)(r10 - 528)
r1 = *(u64 *)(r10 - 520)
r0 = 0
exit
=== far-below-512
--- EACCES invalid write to stack R10 off=-560 size=8
r1 = 1
*(u64 *)(r10 - 560) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 560)
r0 = 0
exit
=== below-512-not-a-pattern
--- EACCES invalid write to stack R10 off=-520 size=8
r1 = 1
*(u64 *)(r10 - 520) = r1
call get_prandom_u32
r1 = *(u64 *)(r10 - 520)
r0 = 0
exit
=== cpu-id-and-then-used-as-index
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 &= 3
r2 = r10
r2 += -16
r2 += r0
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== pointer-spilled
--- accept
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r1 + 8)
exit
=== packet-pointer-spilled type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
*(u64 *)(r10 - 8) = r2
*(u64 *)(r10 - 16) = r3
call get_smp_processor_id
r3 = *(u64 *)(r10 - 16)
r2 = *(u64 *)(r10 - 8)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 1
exit
=== map-pointer-spilled
--- accept
r1 = map[hash]
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r2 = r10
r2 += -16
*(u64 *)(r10 - 16) = 0
call map_lookup_elem
r0 = 0
exit
=== kfunc-cast-to-context type=SCHED_CLS
--- accept
r2 = 7
*(u64 *)(r10 - 8) = r2
call bpf_cast_to_kern_ctx
r2 = *(u64 *)(r10 - 8)
r0 = r2
exit
=== kfunc-cast-argument-spilled type=SCHED_CLS
--- accept
*(u64 *)(r10 - 8) = r1
call bpf_cast_to_kern_ctx
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== kfunc-read-only-cast
--- accept
r3 = 7
r4 = 8
*(u64 *)(r10 - 8) = r3
*(u64 *)(r10 - 16) = r4
r1 = 0
r2 = 0
call bpf_rdonly_cast
r4 = *(u64 *)(r10 - 16)
r3 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== kfunc-read-only-cast-directly
--- accept
r1 = 0
r2 = 0
r3 = 7
r4 = 8
*(u64 *)(r10 - 8) = r3
*(u64 *)(r10 - 16) = r4
call bpf_rdonly_cast
r4 = *(u64 *)(r10 - 16)
r3 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== kfunc-that-is-none
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call bpf_rcu_read_lock
r1 = *(u64 *)(r10 - 8)
call bpf_rcu_read_unlock
r0 = 0
exit
=== helper-that-is-none
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call ktime_get_ns
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== current-task
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_current_task
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== current-task-typed
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_current_task_btf
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== lookup-inlined
--- accept
*(u32 *)(r10 - 4) = 0
r4 = 5
*(u64 *)(r10 - 16) = r4
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r4 = *(u64 *)(r10 - 16)
r0 = 0
exit
=== subprogram-of-its-own
--- accept
r1 = 1
call f
r0 = 0
exit
f: *(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = r1
exit
=== subprograms-with-and-without
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
call f
r0 = 0
exit
f: *(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r2 = *(u64 *)(r10 - 16)
r0 = r1
exit
=== callers-slot-read-by-the-callee
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -8
call f
r0 = 0
exit
f: r0 = *(u64 *)(r1 + 0)
exit
=== callers-slot-beside-is-read-by-the-callee
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r1 = r10
r1 += -8
call f
r0 = 0
exit
f: r0 = *(u64 *)(r1 + 0)
exit
=== with-a-loop-helper-inlined btf=static
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r0 = 0
exit
=== with-a-loop-helper-inlined-and-more-stack btf=static
--- accept
r1 = 1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r0 = 0
exit
=== with-may-goto
--- accept
r1 = 1
l: may_goto out
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
goto l
out:
r0 = 0
exit
=== stack-of-others-grows
--- accept
r1 = 1
*(u64 *)(r10 - 496) = 1
*(u64 *)(r10 - 504) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 504)
call f
r0 = 0
exit
f: *(u64 *)(r10 - 16) = 1
r0 = 0
exit
=== stack-of-others-grows-too-much
--- accept
r1 = 1
*(u64 *)(r10 - 504) = 1
*(u64 *)(r10 - 512) = r1
call get_prandom_u32
r1 = *(u64 *)(r10 - 512)
call f
r0 = 0
exit
f: *(u64 *)(r10 - 16) = 1
r0 = 0
exit
=== read-through-a-variable-pointer
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
*(u64 *)(r10 - 16) = 0
r0 &= 7
r2 = r10
r2 += -16
r2 += r0
r3 = *(u8 *)(r2 + 0)
r0 = 0
exit
=== written-through-a-variable-pointer
--- accept
r1 = 1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 &= 15
r2 = r10
r2 += -16
r2 += r0
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== atomic-at-the-slot
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
lock *(u64 *)(r10 - 8) += r1
r0 = 0
exit
=== atomic-beside-the-slot
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
lock *(u64 *)(r10 - 8) += r1
r0 = 0
exit
=== callers-frame-of-another-function-in-a-callback btf=static
--- accept
r1 = 1
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -16
r4 = 0
call loop
r0 = 0
exit
cb: r0 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== unreachable-pattern
--- EINVAL unreachable insn 2
r1 = 1
goto out
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
out:
r0 = 0
exit
=== dead-pattern
--- accept
r1 = 1
if r1 == 1 goto out
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
out:
r0 = 0
exit
=== dead-pattern-and-a-live-slot
--- accept
r1 = 1
*(u64 *)(r10 - 8) = 1
if r1 == 1 goto out
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
out: r0 = *(u64 *)(r10 - 8)
exit
=== precise-through-it freq=yes
--- accept
r1 = 3
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
r2 = r10
r2 += -8
r2 += r1
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== precise-through-it-of-the-result freq=yes
--- accept
r1 = 3
*(u64 *)(r10 - 16) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 16)
if r0 > 7 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out:
r0 = 0
exit
=== at-the-start
--- accept
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== registers-not-saved
--- EACCES R2 !read_ok
r1 = 1
r2 = 2
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = r2
exit
