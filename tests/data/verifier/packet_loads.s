=== abs type=SOCKET_FILTER
--- accept
r6 = r1
r0 = *(u16 *)skb[12]
exit
=== abs-all-sizes type=SOCKET_FILTER
--- accept
r6 = r1
r0 = *(u8 *)skb[0]
r7 = r0
r0 = *(u16 *)skb[0]
r7 += r0
r0 = *(u32 *)skb[0]
r0 += r7
exit
=== abs-negative type=SOCKET_FILTER
--- accept
r6 = r1
r0 = *(u8 *)skb[-1048576]
exit
=== abs-without-r6 type=SOCKET_FILTER
--- EACCES R6 !read_ok
r0 = *(u16 *)skb[12]
exit
=== abs-r6-is-number type=SOCKET_FILTER
--- EINVAL at the time of BPF_LD_ABS|IND R6 != pointer to skb
r6 = 5
r0 = *(u16 *)skb[12]
exit
=== abs-r6-is-stack type=SOCKET_FILTER
--- EINVAL at the time of BPF_LD_ABS|IND R6 != pointer to skb
r6 = r10
r0 = *(u16 *)skb[12]
exit
=== abs-r6-moved type=SOCKET_FILTER
--- EACCES dereference of modified ctx ptr R6 off=4 disallowed
r6 = r1
r6 += 4
r0 = *(u16 *)skb[12]
exit
=== abs-clobbers type=SOCKET_FILTER
--- EACCES R2 !read_ok
r6 = r1
r2 = 5
r0 = *(u16 *)skb[12]
r0 = r2
exit
=== abs-clobbers-r1 type=SOCKET_FILTER
--- EACCES R1 !read_ok
r6 = r1
r0 = *(u16 *)skb[12]
r0 = *(u32 *)(r1 + 0)
exit
=== abs-keeps type=SOCKET_FILTER
--- accept
r6 = r1
r7 = 5
*(u64 *)(r10 - 8) = r7
r0 = *(u16 *)skb[12]
r1 = *(u64 *)(r10 - 8)
r0 = r7
exit
=== abs-result-unknown type=SOCKET_FILTER
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r6 = r1
r0 = *(u8 *)skb[12]
r1 = r10
r1 += r0
r0 = *(u8 *)(r1 - 256)
exit
=== ind type=SOCKET_FILTER
--- accept
r6 = r1
r7 = 3
r0 = *(u16 *)skb[r7 + 12]
exit
=== ind-uninitialised type=SOCKET_FILTER
--- EACCES R7 !read_ok
r6 = r1
r0 = *(u16 *)skb[r7 + 12]
exit
=== ind-clobbered type=SOCKET_FILTER
--- EACCES R3 !read_ok
r6 = r1
r3 = 1
r0 = *(u8 *)skb[r3 + 12]
r0 = *(u8 *)skb[r3 + 12]
exit
=== ind-by-pointer type=SOCKET_FILTER
--- accept
r6 = r1
r0 = *(u16 *)skb[r10 + 12]
exit
=== ind-tc type=SCHED_CLS
--- accept
r6 = r1
r7 = 3
r0 = *(u32 *)skb[r7 + 12]
exit
=== abs-act type=SCHED_ACT
--- accept
r6 = r1
r0 = *(u32 *)skb[0]
exit
=== abs-xdp type=XDP
--- EINVAL BPF_LD_[ABS|IND] instructions not allowed for this program type
r6 = r1
r0 = *(u16 *)skb[12]
r0 = 2
exit
=== abs-cgroup type=CGROUP_SKB
--- EINVAL BPF_LD_[ABS|IND] instructions not allowed for this program type
r6 = r1
r0 = *(u16 *)skb[12]
r0 = 1
exit
=== abs-lwt type=LWT_XMIT
--- EINVAL BPF_LD_[ABS|IND] instructions not allowed for this program type
r6 = r1
r0 = *(u16 *)skb[12]
r0 = 1
exit
=== abs-tracepoint
--- EINVAL BPF_LD_[ABS|IND] instructions not allowed for this program type
r6 = r1
r0 = *(u16 *)skb[12]
exit
=== abs-with-reference type=SOCKET_FILTER
--- EINVAL BPF_LD_[ABS|IND] would lead to reference leak
r6 = r1
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r7 = r0
r0 = *(u8 *)skb[0]
r1 = r7
r2 = 0
call ringbuf_discard
out: r0 = 0
exit
=== abs-in-callee-without-types type=SOCKET_FILTER
--- EINVAL LD_ABS is not allowed in subprogs without BTF
r6 = r1
call f
exit
f: r6 = r1
r0 = *(u8 *)skb[0]
exit
=== abs-in-callee type=SOCKET_FILTER btf=static
--- accept
call f
exit
f: r6 = r1
r0 = *(u8 *)skb[0]
exit
=== abs-in-callee-may-return-nothing type=SOCKET_FILTER btf=static
--- accept
call f
r1 = r10
r1 += r0
r0 = *(u8 *)(r1 - 1)
exit
f: r6 = r1
r0 = *(u8 *)skb[0]
r0 = -1
exit
=== abs-in-callee-may-not-return-zero type=SOCKET_FILTER btf=static
--- EACCES invalid read from stack R1 off=0 size=1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
call f
r1 = r10
r1 += r0
r0 = *(u8 *)(r1 + 0)
exit
f: r6 = r1
r0 = *(u8 *)skb[0]
r0 = -1
exit
=== abs-packet-pointers-stay type=SCHED_CLS
--- accept
r6 = r1
r7 = *(u32 *)(r1 + 76)
r8 = *(u32 *)(r1 + 80)
r9 = r7
r9 += 4
if r9 > r8 goto out
r0 = *(u8 *)skb[0]
r0 = *(u8 *)(r7 + 3)
out: r0 = 0
exit
=== abs-loop type=SOCKET_FILTER
--- accept
r6 = r1
r7 = 0
r8 = 0
again: r0 = *(u8 *)skb[r7 + 0]
r8 += r0
r7 += 1
if r7 < 8 goto again
r0 = r8
exit
