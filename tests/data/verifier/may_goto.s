=== may-goto-loop
--- accept
r0 = 0
again: may_goto out
goto again
out: exit
=== may-goto-counter
--- accept
r0 = 0
r1 = 0
again: may_goto out
r1 += 1
goto again
out: exit
=== may-goto-counter-bounded
--- E2BIG BPF program is too large. Processed 1000001 insn
r0 = 0
r1 = 0
again: may_goto out
if r1 > 1000000 goto out
r1 += 1
goto again
out: exit
=== may-goto-counter-on-stack
--- accept
r0 = 0
*(u64 *)(r10 - 8) = 0
again: may_goto out
r1 = *(u64 *)(r10 - 8)
r1 += 1
*(u64 *)(r10 - 8) = r1
goto again
out: exit
=== may-goto-index
--- accept
*(u64 *)(r10 - 8) = 0
r0 = 0
r1 = 0
again: may_goto out
if r1 > 7 goto out
r2 = r10
r2 += -8
r2 += r1
r3 = *(u8 *)(r2 + 0)
r1 += 1
goto again
out: exit
=== may-goto-index-unbounded
--- EACCES invalid read from stack R2 off=0 size=1
*(u64 *)(r10 - 8) = 0
r0 = 0
r1 = 0
again: may_goto out
r2 = r10
r2 += -8
r2 += r1
r3 = *(u8 *)(r2 + 0)
r1 += 1
goto again
out: exit
=== may-goto-index-after
--- EACCES invalid read from stack R2 off=0 size=1
*(u64 *)(r10 - 8) = 0
r0 = 0
r1 = 0
again: may_goto out
r1 += 1
goto again
out: r2 = r10
r2 += -8
r2 += r1
r0 = *(u8 *)(r2 + 0)
exit
=== may-goto-sum
--- accept
call get_prandom_u32
r6 = r0
r7 = 0
again: may_goto out
r7 += r6
if r7 == r6 goto again
call get_prandom_u32
r6 ^= r0
goto again
out: r0 = r7
exit
=== may-goto-forward-only
--- accept
r0 = 0
may_goto out
r0 = 1
out: exit
=== may-goto-zero
--- accept
r0 = 0
may_goto +0
exit
=== may-goto-backwards
--- accept
r0 = 0
goto in
back: exit
in: r0 += 1
may_goto back
r0 = 2
exit
=== may-goto-itself
--- EINVAL infinite loop detected at insn 1
r0 = 0
may_goto -1
exit
=== may-goto-uninitialised-after
--- EACCES R6 !read_ok
r0 = 0
again: may_goto out
r6 = 1
goto again
out: r0 = r6
exit
=== may-goto-initialised-inside
--- accept
r0 = 0
again: may_goto out
r6 = 1
r0 = r6
goto again
out: exit
=== may-goto-r0-not-set
--- EACCES R0 !read_ok
again: may_goto out
r0 = 1
goto again
out: exit
=== may-goto-pointer-moves
--- E2BIG BPF program is too large. Processed 1000001 insn
r0 = 0
r1 = r10
again: may_goto out
r1 += -8
goto again
out: exit
=== may-goto-pointer-moves-and-writes
--- EACCES invalid write to stack R1 off=-520 size=8
r0 = 0
r1 = r10
again: may_goto out
r1 += -8
*(u64 *)(r1 + 0) = 0
goto again
out: exit
=== may-goto-reference
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = 0
again: may_goto out
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
goto again
out: r0 = 0
exit
=== may-goto-reference-given-back
--- accept
again: may_goto out
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r1 = r0
r2 = 0
call ringbuf_submit
goto again
out: r0 = 0
exit
=== may-goto-two-in-a-row
--- accept
r0 = 0
again: may_goto out
may_goto out
goto again
out: exit
=== may-goto-nested
--- accept
r0 = 0
outer: may_goto out
r1 = 0
inner: may_goto outer
r1 += 1
goto inner
out: exit
=== may-goto-in-subprogram
--- accept
call f
r0 = 0
exit
f: r0 = 0
again: may_goto out
r0 += 1
goto again
out: exit
=== may-goto-beside-endless
--- EINVAL unreachable insn 3
r0 = 0
may_goto +0
again: goto again
exit
=== may-goto-full-stack
--- accept
*(u64 *)(r10 - 512) = 0
r0 = 0
again: may_goto out
goto again
out: exit
=== may-goto-map
--- accept
r6 = 0
again: may_goto out
*(u32 *)(r10 - 4) = r6
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
r6 += 1
goto again
out: r0 = 0
exit
=== may-goto-result-range type=XDP
--- accept
r0 = 0
again: may_goto out
r0 += 1
goto again
out: exit
=== may-goto-return-value
--- accept
r0 = 0
r1 = 0
again: may_goto out
r1 += 1
if r1 s> 100 goto out
goto again
out: r0 = r1
exit
=== may-goto-half-known
--- accept
call get_prandom_u32
r6 = r0
r6 &= 3
r0 = 0
again: may_goto out
r6 += 2
r6 &= 7
goto again
out: exit
=== may-goto-swap
--- accept
r6 = 1
r7 = 2
r0 = 0
again: may_goto out
r8 = r6
r6 = r7
r7 = r8
goto again
out: exit
=== may-goto-in-callback btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r0 = 0
again: may_goto out
r6 = 1
goto again
out: exit
=== may-goto-nulls-of-two-maps
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 != 0 goto out
again:
may_goto out
r1 = map[lru]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 != 0 goto out
goto again
out:
r0 = 0
exit
=== may-goto-nulls-of-one-map
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 != 0 goto out
again:
may_goto out
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 != 0 goto out
goto again
out:
r0 = 0
exit
