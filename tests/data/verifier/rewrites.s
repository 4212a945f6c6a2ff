# Programs that the verifier rewrites. Both what Linux says and what it makes of them is compared.
=== dead-after-constant
--- accept
r1 = 1
if r1 == 1 goto out
r0 = 5
r0 += 1
exit
out: r0 = 0
exit
=== dead-branch-taken-never
--- accept
r1 = 1
r0 = 0
if r1 == 2 goto far
exit
far: r0 = 7
exit
=== dead-map
--- accept
r1 = 1
if r1 == 1 goto out
r1 = map[hash]
r2 = map[bss][0]+8
out: r0 = 0
exit
=== dead-function btf=static
--- accept
r1 = 1
if r1 == 1 goto out
call two
out: r0 = 0
call three
exit
two: r0 = 2
exit
three: r0 = 3
exit
=== dead-global-function btf=global
--- accept
r1 = 1
if r1 == 1 goto out
call two
out: r0 = 0
exit
two: r0 = 2
exit
=== dead-loop
--- accept
r1 = 0
if r1 == 0 goto out
again: r1 += 1
if r1 < 10 goto again
out: r0 = 0
exit
=== nops
--- accept
goto +0
r0 = 0
goto +0
goto +0
exit
=== may-goto-nowhere
--- accept
may_goto +0
r0 = 0
exit
=== may-goto-nowhere-twice
--- accept
may_goto +1
may_goto +0
r0 = 0
exit
=== may-goto-over-ja
--- accept
may_goto +2
goto +0
may_goto +0
r0 = 0
exit
=== may-goto-forward
--- accept
again: may_goto out
goto again
out: r0 = 0
exit
=== may-goto-back
--- accept
r0 = 0
goto in
out: exit
in: may_goto out
goto in
=== may-goto-in-function btf=static
--- accept
r0 = 0
*(u64 *)(r10 - 16) = 1
call f
exit
f: *(u64 *)(r10 - 8) = r1
again: may_goto out
goto again
out: r0 = 0
exit
=== fastcall
--- accept
r1 = 1
r2 = 2
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r2
call get_smp_processor_id
r2 = *(u64 *)(r10 - 16)
r1 = *(u64 *)(r10 - 8)
r0 = r1
r0 += r2
exit
=== fastcall-wrong-order
--- accept
r1 = 1
r2 = 2
*(u64 *)(r10 - 16) = r2
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r2 = *(u64 *)(r10 - 16)
r0 = r1
exit
=== fastcall-stack-used-elsewhere
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r10 - 8)
exit
=== fastcall-stack-used-by-pointer
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r3 = r10
r3 += -8
r0 = *(u32 *)(r3 + 0)
exit
=== fastcall-of-socket-filters type=SOCKET_FILTER
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== fastcall-beside-another-call
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
=== fastcall-below-other-stack
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 24) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 24)
r0 = *(u64 *)(r10 - 8)
exit
=== fastcall-in-function btf=static
--- accept
*(u64 *)(r10 - 32) = 1
r1 = 7
*(u64 *)(r10 - 40) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 40)
call f
exit
f: *(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
r0 = r1
exit
=== fastcall-and-may-goto
--- accept
r1 = 1
*(u64 *)(r10 - 8) = r1
call get_smp_processor_id
r1 = *(u64 *)(r10 - 8)
again: may_goto out
goto again
out: r0 = 0
exit
=== loop btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r6 = 5
r1 = 10
r2 = subprog[cb]
r3 = r10
r4 = 0
call loop
r0 = r6
exit
cb: r0 = 0
exit
=== loops-twice btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r1 = 20
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r0 = 1
exit
=== loop-with-callbacks-that-differ btf=static
--- accept
r0 = *(u64 *)(r1 + 8)
r2 = subprog[one]
if r0 == 0 goto go
r2 = subprog[two]
go: r1 = 10
r3 = 0
r4 = 0
call loop
r0 = 0
exit
one: r0 = 0
exit
two: r0 = 1
exit
=== loop-never-run btf=static
--- accept
r1 = 0
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
call f
exit
cb: r0 = 0
exit
f: r0 = 0
exit
=== divisions
--- accept
r6 = *(u64 *)(r1 + 8)
r0 = 100
r0 /= r6
r0 %= r6
w0 /= w6
w0 %= w6
r0 /= 5
r0 %= 7
exit
=== signed-divisions
--- accept
r6 = *(u64 *)(r1 + 8)
r0 = 100
r0 s/= r6
r0 s%= r6
w0 s/= w6
w0 s%= w6
r0 s/= -1
r0 s%= -1
w0 s/= -1
w0 s%= -1
r0 s/= 3
exit
=== division-in-loop
--- accept
r6 = *(u64 *)(r1 + 8)
r7 = 5
r0 = 1000
again: r0 /= r6
r7 += -1
if r7 != 0 goto again
exit
=== lookups
--- accept
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[array]
call map_lookup_elem
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
r2 = r10
r2 += -8
r1 = map[lru]
call map_lookup_elem
r2 = r10
r2 += -8
r1 = map[percpu]
call map_lookup_elem
r2 = r10
r2 += -8
r1 = map[scratch]
call map_lookup_elem
r0 = 0
exit
=== lookup-of-either
--- accept
r6 = *(u64 *)(r1 + 8)
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
if r6 == 0 goto go
r1 = map[lru]
go: call map_lookup_elem
r0 = 0
exit
=== jiffies
--- accept
call jiffies64
call get_smp_processor_id
r0 = 0
exit
=== branches
--- accept
r1 = r10
r1 += -48
r2 = 48
r3 = 0
call get_branch_snapshot
r0 = 0
exit
=== tail-call-known
--- accept
r2 = map[progs]
r3 = 1
call tail_call
r0 = 0
exit
=== first-is-a-loop
--- accept
again: may_goto out
r0 = 0
goto again
out: r0 = 0
exit
