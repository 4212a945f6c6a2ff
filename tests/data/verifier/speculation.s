# users without CAP_PERFMON: what the processor may do by a wrong guess is walked, too
=== dead-branch type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
r2 = 1
if r2 == 1 goto +1
r0 = 1
exit
=== dead-branch-0 type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
if r0 == 1 goto +1
r0 = 1
exit
=== dead-branch-register type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
r2 = 1
r3 = 1
if r2 == r3 goto +1
r0 = r2
exit
=== dead-branch-bad-load type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
exit
=== dead-branch-uninitialised type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
if r0 == 0 goto +1
r0 = r7
exit
=== dead-branch-bad-helper type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
if r0 == 0 goto +1
call 9999
exit
=== dead-branch-bad-return type=SOCKET_FILTER caps=bpf
--- accept
r6 = r1
r0 = 0
if r0 == 0 goto +1
r0 = r6
exit
=== dead-branch-leak type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
if r0 == 0 goto +1
r0 = r10
exit
=== dead-branch-then-live type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
r2 = *(u32 *)(r1 + 0)
if r0 == 0 goto +2
r2 = r10
r0 = 5
if r2 == 7 goto +1
r0 = 1
exit
=== dead-branch-with-map type=SOCKET_FILTER caps=bpf
--- accept
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
if r0 == 0 goto +5
r7 = 0
if r7 == 0 goto +2
*(u64 *)(r0 + 0) = r6
r0 = *(u64 *)(r0 + 100)
r0 = 0
exit
=== pointer-not-null type=SOCKET_FILTER caps=bpf
--- EACCES R1 pointer comparison prohibited
r0 = 0
if r1 == 0 goto +2
r0 = *(u32 *)(r1 + 0)
exit
exit
=== map-pointer-not-null type=SOCKET_FILTER caps=bpf
--- accept
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
r6 = r1
if r6 != 0 goto +2
r0 = 0
exit
call map_lookup_elem
r0 = 0
exit
=== value-plus-known type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +3
r1 = 8
r0 += r1
r0 = *(u64 *)(r0 + 0)
exit
=== value-plus-number type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +2
r0 += 8
r0 = *(u64 *)(r0 + 0)
exit
=== value-plus-number-out type=SOCKET_FILTER caps=bpf
--- EACCES R0 pointer arithmetic of map value goes out of range, prohibited for !root
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +2
r0 += 48
r0 = 0
exit
=== value-plus-number-out-and-back type=SOCKET_FILTER caps=bpf
--- EACCES R0 pointer arithmetic of map value goes out of range, prohibited for !root
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +3
r0 += 48
r0 += -48
r0 = 0
exit
=== value-plus-index type=SOCKET_FILTER caps=bpf
--- accept
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +4
r1 = *(u32 *)(r6 + 0)
r1 &= 15
r0 += r1
r0 = *(u8 *)(r0 + 0)
exit
=== value-minus-index type=SOCKET_FILTER caps=bpf
--- EACCES R0 pointer arithmetic of map value goes out of range, prohibited for !root
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +5
r1 = *(u32 *)(r6 + 0)
r1 &= 15
r0 += 20
r0 -= r1
r0 = *(u8 *)(r0 + 0)
exit
=== index-plus-value type=SOCKET_FILTER caps=bpf
--- accept
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +5
r1 = *(u32 *)(r6 + 0)
r1 &= 15
r1 += r0
r0 = *(u8 *)(r1 + 0)
exit
r0 = 0
exit
=== value-plus-negative-index type=SOCKET_FILTER caps=bpf
--- EACCES R1 has unknown scalar with mixed signed bounds, pointer arithmetic with it prohibited for !root
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +6
r1 = *(u32 *)(r6 + 0)
r1 &= 15
r1 = -r1
r0 += 20
r0 += r1
r0 = *(u8 *)(r0 + 0)
r0 = 0
exit
=== value-plus-mixed-index type=SOCKET_FILTER caps=bpf
--- EACCES R1 has unknown scalar with mixed signed bounds, pointer arithmetic with it prohibited for !root
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +6
r1 = *(u32 *)(r6 + 0)
r1 &= 15
r1 -= 8
r0 += 20
r0 += r1
r0 = *(u8 *)(r0 + 0)
r0 = 0
exit
=== mixed-index-plus-value type=SOCKET_FILTER caps=bpf
--- EACCES R1 has unknown scalar with mixed signed bounds, pointer arithmetic with it prohibited for !root
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +5
r1 = *(u32 *)(r6 + 0)
r1 &= 15
r1 -= 8
r0 += 20
r1 += r0
r0 = 0
exit
=== value-plus-index-out type=SOCKET_FILTER caps=bpf
--- EACCES R0 pointer arithmetic of map value goes out of range, prohibited for !root
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +4
r1 = *(u32 *)(r6 + 0)
r1 &= 63
r0 += r1
r0 = *(u8 *)(r0 + 0)
exit
=== value-plus-unknown type=SOCKET_FILTER caps=bpf
--- EACCES R0 pointer arithmetic of map value goes out of range, prohibited for !root
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +3
r1 = *(u32 *)(r6 + 0)
r0 += r1
r0 = *(u8 *)(r0 + 0)
exit
=== value-plus-checked type=SOCKET_FILTER caps=bpf
--- EACCES R0 leaks addr as return value
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +4
r1 = *(u32 *)(r6 + 0)
if r1 > 40 goto +2
r0 += r1
r0 = *(u8 *)(r0 + 0)
exit
=== value-plus-two-limits type=SOCKET_FILTER caps=bpf
--- EACCES R0 tried to add from different maps, paths or scalars, pointer arithmetic with it prohibited for !root
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +7
r1 = *(u32 *)(r6 + 0)
r2 = *(u32 *)(r6 + 4)
r1 &= 15
if r2 == 0 goto +1
r1 &= 7
r0 += r1
r0 = *(u8 *)(r0 + 0)
exit
=== value-or-number type=SOCKET_FILTER caps=bpf
--- accept
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
r3 = 1
if r0 == 0 goto +0
r0 += r3
r0 = 0
exit
=== value-or-number-unnull type=SOCKET_FILTER caps=bpf
--- EINVAL unreachable insn 16
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +7
r1 = *(u32 *)(r6 + 0)
r2 = *(u32 *)(r6 + 4)
r3 = 1
if r2 == 0 goto +1
r0 = r3
r0 += r3
r0 = 0
exit
exit
=== ctx-plus-unknown type=SOCKET_FILTER caps=bpf
--- EACCES R1 has pointer with unsupported alu operation, pointer arithmetic with it prohibited for !root
r2 = *(u32 *)(r1 + 0)
r2 &= 4
r1 += r2
r0 = 0
exit
=== unknown-plus-ctx type=SOCKET_FILTER caps=bpf
--- EACCES R1 has pointer with unsupported alu operation, pointer arithmetic with it prohibited for !root
r2 = *(u32 *)(r1 + 0)
r2 &= 4
r2 += r1
r0 = 0
exit
=== stack-plus-unknown type=SOCKET_FILTER caps=bpf
--- EACCES R3 variable stack access prohibited for !root, var_off=(0x0; 0x4) off=-16
r2 = *(u32 *)(r1 + 0)
r2 &= 4
r3 = r10
r3 += -16
r3 += r2
r0 = 0
exit
=== stack-minus-register type=SOCKET_FILTER caps=bpf
--- EACCES R3 subtraction from stack pointer prohibited
r2 = 16
r3 = r10
r3 -= r2
r0 = 0
exit
=== stack-beyond-by-register type=SOCKET_FILTER caps=bpf
--- EACCES R3 stack pointer arithmetic goes out of range, prohibited for !root; off=-513
r2 = -513
r3 = r10
r3 += r2
r0 = 0
exit
=== stack-above-by-register type=SOCKET_FILTER caps=bpf
--- EACCES R3 stack pointer arithmetic goes out of range, prohibited for !root; off=1
r2 = 1
r3 = r10
r3 += r2
r0 = 0
exit
=== stack-there-and-back type=SOCKET_FILTER caps=bpf
--- accept
r2 = -16
r3 = r10
r3 += r2
r2 = 8
r3 += r2
*(u64 *)(r3 + 0) = 1
r0 = 0
exit
=== packet-plus-unknown type=SCHED_CLS caps=bpf,net_admin
--- EACCES R2 has pointer with unsupported alu operation, pointer arithmetic with it prohibited for !root
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = *(u32 *)(r1 + 0)
r4 &= 7
r2 += r4
r0 = 0
exit
=== packet-plus-number type=SCHED_CLS caps=bpf,net_admin
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
r0 = 0
if r4 > r3 goto +1
r0 = *(u64 *)(r2 + 0)
exit
=== packet-checked-twice type=SCHED_CLS caps=bpf,net_admin
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
r0 = 0
if r4 > r3 goto +2
if r4 > r3 goto +1
r0 = *(u64 *)(r2 + 0)
exit
=== packet-compared-with-ctx type=SCHED_CLS caps=bpf,net_admin
--- EACCES R1 pointer comparison prohibited
r2 = *(u32 *)(r1 + 76)
r0 = 0
if r2 > r1 goto +0
exit
=== packet-equal-end type=SCHED_CLS caps=bpf,net_admin
--- EACCES R2 pointer comparison prohibited
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r0 = 0
if r2 == r3 goto +0
exit
=== packet-with-packet type=SCHED_CLS caps=bpf,net_admin
--- EACCES R2 pointer comparison prohibited
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 76)
r0 = 0
if r2 > r3 goto +0
exit
=== end-with-packet type=SCHED_CLS caps=bpf,net_admin
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r2 += 4
r0 = 0
if r3 < r2 goto +1
r0 = *(u32 *)(r2 - 4)
exit
=== counted-loop-guessed-on type=SOCKET_FILTER caps=bpf
--- E2BIG BPF program is too large. Processed 1000001 insn
r0 = 0
r2 = 5
r0 += 1
r2 += -1
if r2 != 0 goto -3
exit
=== nested-loops-guessed-on type=SOCKET_FILTER caps=bpf
--- EFAULT The sequence of 8193 jumps is too complex.
r0 = 0
r2 = 3
r3 = 3
r0 += 1
r3 += -1
if r3 != 0 goto -3
r2 += -1
if r2 != 0 goto -6
exit
=== loop-over-value type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[array]
call map_lookup_elem
if r0 == 0 goto +6
r2 = 0
r3 = *(u8 *)(r0 + 0)
r0 += 1
r2 += 1
if r2 < 20 goto -4
r0 = 0
exit
=== spills-on-a-guess type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
r6 = r1
if r0 == 0 goto +2
*(u64 *)(r10 - 8) = r6
r0 = 5
exit
=== stores-first type=SOCKET_FILTER caps=bpf
--- accept
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 8) = 2
r0 = *(u64 *)(r10 - 8)
exit
=== stores-on-a-guess type=SOCKET_FILTER caps=bpf
--- accept
*(u64 *)(r10 - 8) = 1
r0 = 0
if r0 == 0 goto +2
*(u32 *)(r10 - 16) = 1
r0 = r10
exit
=== helper-fills-on-a-guess type=SOCKET_FILTER caps=bpf
--- accept
r6 = r1
r0 = 0
if r0 == 0 goto +6
r1 = r6
r2 = 0
r3 = r10
r3 += -16
r4 = 8
call skb_load_bytes
r0 = 0
exit
=== helper-fills type=SOCKET_FILTER caps=bpf
--- accept
r2 = 0
r3 = r10
r3 += -16
r4 = 8
call skb_load_bytes
r0 = *(u64 *)(r10 - 16)
exit
=== helper-fills-over-pointer type=SOCKET_FILTER caps=bpf
--- EACCES attempt to corrupt spilled pointer on stack
*(u64 *)(r10 - 16) = r1
r2 = 0
r3 = r10
r3 += -16
r4 = 8
call skb_load_bytes
r0 = 0
exit
=== calls-on-a-guess type=SOCKET_FILTER caps=bpf btf=static
--- accept
r0 = 0
if r0 == 0 goto +1
call f
exit
f: r0 = 7
exit
=== callee-guesses type=SOCKET_FILTER caps=bpf btf=static
--- accept
call f
exit
f: r0 = 0
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
exit
=== callback type=SOCKET_FILTER caps=bpf btf=static
--- accept
r1 = 4
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== may-goto type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
again: may_goto out
r0 += 1
goto again
out: exit
=== tail-call type=SOCKET_FILTER caps=bpf
--- accept
@ next PROG_ARRAY 4 4 2
r2 = map[next]
r3 = 1
call tail_call
r0 = 0
exit
=== ring-on-a-guess type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
if r0 == 0 goto +6
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
r0 = 0
exit
=== guess-in-guess type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
if r0 == 0 goto +4
r2 = 4
if r2 == 4 goto +1
r0 = 3
r0 = 4
exit
=== same-insn-other-pointer type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
r2 = r10
*(u64 *)(r10 - 8) = 1
r2 += -8
if r0 == 0 goto +1
r2 = r1
r0 = *(u32 *)(r2 + 0)
exit
=== sum-of-numbers type=SOCKET_FILTER caps=bpf
--- accept
r0 = *(u32 *)(r1 + 0)
r2 = *(u32 *)(r1 + 4)
r0 += r2
exit
=== sum-of-numbers-32 type=SOCKET_FILTER caps=bpf
--- accept
r0 = *(u32 *)(r1 + 0)
r2 = *(u32 *)(r1 + 4)
w0 -= w2
exit
=== endless type=SOCKET_FILTER caps=bpf
--- EINVAL unreachable insn 2
r0 = 0
goto -1
exit
=== endless-on-a-guess type=SOCKET_FILTER caps=bpf
--- EINVAL infinite loop detected at insn 2
r0 = 0
if r0 == 0 goto +1
goto -1
exit
=== copy-of-a-value-that-may-not-have-moved caps=bpf type=SOCKET_FILTER
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 7
r6 += r0
r1 = map[hash]
r2 = r6
call map_lookup_elem
out:
r0 = 0
exit
