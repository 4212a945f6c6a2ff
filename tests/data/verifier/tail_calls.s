=== tail-call-known-index
--- accept
r2 = map[progs]
r3 = 1
call tail_call
r0 = 0
exit
=== tail-call-index-out-of-range
--- accept
r2 = map[progs]
r3 = 2
call tail_call
r0 = 0
exit
=== tail-call-unknown-index
--- accept
r6 = r1
call get_prandom_u32
r3 = r0
r1 = r6
r2 = map[progs]
call tail_call
r0 = 0
exit
=== tail-call-negative-index
--- accept
r2 = map[progs]
r3 = -1
call tail_call
r0 = 0
exit
=== tail-call-result-is-a-number
--- EACCES R0 !read_ok
r2 = map[progs]
r3 = 0
call tail_call
r0 += 1
exit
=== tail-call-result-as-pointer
--- EACCES R0 !read_ok
r2 = map[progs]
r3 = 0
call tail_call
r0 = *(u64 *)(r0 + 0)
exit
=== tail-call-loses-r1
--- EACCES R1 !read_ok
r2 = map[progs]
r3 = 0
call tail_call
r0 = *(u64 *)(r1 + 8)
exit
=== tail-call-keeps-r6
--- accept
r6 = r1
r2 = map[progs]
r3 = 0
call tail_call
r0 = *(u64 *)(r6 + 8)
exit
=== tail-call-not-the-context
--- EACCES R1 type=fp expected=ctx
r1 = r10
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-moved-context
--- EACCES dereference of modified ctx ptr R1 off=8 disallowed
r1 += 8
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-number-for-context
--- EACCES R1 type=scalar expected=ctx
r1 = 0
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-array
--- EINVAL expected prog array map for tail call
r2 = map[array]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-hash
--- EINVAL expected prog array map for tail call
r2 = map[hash]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-no-map
--- EACCES R2 type=scalar expected=map_ptr
r2 = 5
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-moved-map
--- EACCES R2 pointer arithmetic on map_ptr prohibited
r2 = map[progs]
r2 += 8
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-index-not-set
--- EACCES R3 !read_ok
r2 = map[progs]
call tail_call
r0 = 0
exit
=== tail-call-index-a-pointer
--- accept
r2 = map[progs]
r3 = r10
call tail_call
r0 = 0
exit
=== tail-call-map-not-set
--- EACCES R2 !read_ok
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-holding-a-reference
--- EINVAL tail_call would lead to reference leak
r6 = r1
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r7 = r0
r1 = r6
r2 = map[progs]
r3 = 0
call tail_call
r1 = r7
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== tail-call-reference-given-back
--- accept
r6 = r1
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r1 = r0
r2 = 0
call ringbuf_submit
r1 = r6
r2 = map[progs]
r3 = 0
call tail_call
out: r0 = 0
exit
=== tail-call-two-references
--- EINVAL tail_call would lead to reference leak
r6 = r1
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r7 = r0
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto one
r8 = r0
r1 = r6
r2 = map[progs]
r3 = 0
call tail_call
r1 = r8
r2 = 0
call ringbuf_submit
one:
r1 = r7
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== tail-call-in-subprogram btf=static
--- accept
call f
r0 = 0
exit
f:
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-in-both btf=static
--- accept
r6 = r1
call f
r1 = r6
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
f:
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-below-240-bytes btf=static
--- accept
*(u64 *)(r10 - 240) = 0
call f
r0 = 0
exit
f:
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-below-256-bytes btf=static
--- EACCES tail_calls are not allowed when call stack of previous frames is 256 bytes. Too large
*(u64 *)(r10 - 256) = 0
call f
r0 = 0
exit
f:
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-below-248-bytes-rounded btf=static
--- EACCES tail_calls are not allowed when call stack of previous frames is 256 bytes. Too large
*(u64 *)(r10 - 248) = 0
call f
r0 = 0
exit
f:
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-in-main-with-much-stack
--- accept
*(u64 *)(r10 - 512) = 0
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-two-frames-down btf=static
--- EACCES tail_calls are not allowed when call stack of previous frames is 256 bytes. Too large
*(u64 *)(r10 - 128) = 0
call f
r0 = 0
exit
f:
*(u64 *)(r10 - 128) = 0
call g
r0 = 0
exit
g:
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-in-the-one-subprogram-of-two
--- accept
*(u64 *)(r10 - 256) = 0
r6 = r1
call f
r0 = 0
exit
f:
r0 = 0
*(u64 *)(r10 - 256) = 0
exit
=== tail-call-combined-stack type=KPROBE
--- EACCES combined stack size of 2 calls is 800. Too large
*(u64 *)(r10 - 400) = 0
r6 = r1
call f
r1 = r6
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
f:
*(u64 *)(r10 - 400) = 0
r0 = 0
exit
=== no-tail-call-private-stack type=KPROBE
--- accept
*(u64 *)(r10 - 400) = 0
r6 = r1
call f
r0 = 0
exit
f:
*(u64 *)(r10 - 400) = 0
r0 = 0
exit
=== tail-call-not-gpl gpl=no
--- accept
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== program-array-lookup
--- EINVAL cannot pass map_type 3 into func bpf_map_lookup_elem#1
*(u32 *)(r10 - 4) = 0
r1 = map[progs]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== program-array-update
--- EINVAL cannot pass map_type 3 into func bpf_map_update_elem#2
*(u32 *)(r10 - 4) = 0
r1 = map[progs]
r2 = r10
r2 += -4
r3 = r2
r4 = 0
call map_update_elem
r0 = 0
exit
=== program-array-value
--- accept
r1 = map[progs][0]
r0 = 0
exit
=== tail-call-in-subprogram-without-types
--- EINVAL tail_call is not allowed in subprogs without BTF
call f
r0 = 0
exit
f:
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-from-xdp type=XDP
--- accept
r2 = map[xdp_progs]
r3 = 0
call tail_call
r0 = 2
exit
=== tail-call-keeps-packet-pointers type=XDP
--- accept
r6 = r1
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r0 = r7
r0 += 14
if r0 > r8 goto out
r2 = map[xdp_progs]
r3 = 0
call tail_call
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
=== tail-call-then-packet-read-anew type=XDP
--- accept
r6 = r1
r2 = map[xdp_progs]
r3 = 0
call tail_call
r7 = *(u32 *)(r6 + 0)
r8 = *(u32 *)(r6 + 4)
r0 = r7
r0 += 14
if r0 > r8 goto out
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
