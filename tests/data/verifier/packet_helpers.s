=== meta-range type=XDP
--- accept
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 2
exit
=== meta-range-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 1)
out: r0 = 2
exit
=== meta-not-against-end type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 2
exit
=== meta-not-against-moved-data type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r3 += 8
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 2
exit
=== data-lt-meta type=XDP
--- accept
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r4 = r2
r4 += 8
if r3 < r4 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 2
exit
=== data-ge-meta type=XDP
--- accept
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r4 = r2
r4 += 8
if r3 >= r4 goto use
r0 = 2
exit
use: *(u64 *)(r2 + 0) = 7
r0 = 2
exit
=== meta-ge-data type=XDP
--- accept
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r4 = r2
r4 += 8
if r4 >= r3 goto out
r0 = *(u64 *)(r2 + 1)
out: r0 = 2
exit
=== meta-unchecked type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 8)
r0 = *(u32 *)(r2 + 0)
exit
=== meta-beyond type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = 2
exit
out: if r4 > r3 goto use
r0 = 2
exit
use: r0 = *(u8 *)(r2 + 0)
exit
=== meta-tc type=SCHED_CLS
--- accept
r2 = *(u32 *)(r1 + 140)
r3 = *(u32 *)(r1 + 76)
r4 = r2
r4 += 8
if r4 > r3 goto out
*(u64 *)(r2 + 0) = 7
out: r0 = 2
exit
=== adjust-head-voids type=XDP
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r2 = 4
call xdp_adjust_head
r7 += 1
if r7 > r8 goto out
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
=== adjust-head-voids-range type=XDP
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r9 = r7
r9 += 4
if r9 > r8 goto out
r2 = 4
call xdp_adjust_head
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
=== adjust-head-voids-spills type=XDP
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r9 = r7
r9 += 4
if r9 > r8 goto out
*(u64 *)(r10 - 8) = r7
r2 = 4
call xdp_adjust_head
r7 = *(u64 *)(r10 - 8)
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
=== adjust-head-then-load-again type=XDP
--- accept
r6 = r1
r2 = 4
call xdp_adjust_head
r7 = *(u32 *)(r6 + 0)
r8 = *(u32 *)(r6 + 4)
r9 = r7
r9 += 4
if r9 > r8 goto out
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
=== adjust-tail-voids type=XDP
--- EACCES R7 invalid mem access 'scalar'
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r9 = r7
r9 += 4
if r9 > r8 goto out
r2 = -4
call xdp_adjust_tail
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
=== adjust-in-callee-voids type=XDP
--- EACCES R7 invalid mem access 'scalar'
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r9 = r7
r9 += 4
if r9 > r8 goto out
call f
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
f: r2 = -4
call xdp_adjust_tail
r0 = 0
exit
=== range-learned-in-callee type=XDP
--- accept
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r1 = r7
r2 = r8
call f
if r0 != 0 goto out
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
f: r1 += 4
if r1 > r2 goto bad
r0 = 0
exit
bad: r0 = 1
exit
=== pull-data-voids type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r7 = *(u32 *)(r1 + 76)
r8 = *(u32 *)(r1 + 80)
r9 = r7
r9 += 4
if r9 > r8 goto out
r2 = 40
call skb_pull_data
r0 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== store-bytes-voids type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r7 = *(u32 *)(r1 + 76)
r8 = *(u32 *)(r1 + 80)
r9 = r7
r9 += 4
if r9 > r8 goto out
*(u32 *)(r10 - 4) = 7
r2 = 0
r3 = r10
r3 += -4
r4 = 4
r5 = 0
call skb_store_bytes
r0 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== load-bytes-keeps type=SCHED_CLS
--- accept
r7 = *(u32 *)(r1 + 76)
r8 = *(u32 *)(r1 + 80)
r9 = r7
r9 += 4
if r9 > r8 goto out
r2 = 0
r3 = r10
r3 += -4
r4 = 4
call skb_load_bytes
r0 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== key-in-packet type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r1 = map[hash]
call map_lookup_elem
out: r0 = 2
exit
=== key-in-packet-too-short type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 7
if r4 > r3 goto out
r1 = map[hash]
call map_lookup_elem
out: r0 = 2
exit
=== key-in-packet-moved type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 22
if r4 > r3 goto out
r2 += 14
r1 = map[hash]
call map_lookup_elem
out: r0 = 2
exit
=== value-in-packet type=SCHED_CLS
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 16
if r4 > r3 goto out
r3 = r2
r4 = 0
r1 = map[hash]
call map_update_elem
out: r0 = 0
exit
=== key-in-unchecked-packet type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r1 = map[hash]
call map_lookup_elem
r0 = 2
exit
=== key-is-end type=XDP
--- EACCES R2 type=pkt_end expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r2 = *(u32 *)(r1 + 4)
r1 = map[hash]
call map_lookup_elem
r0 = 2
exit
=== key-in-meta type=XDP
--- accept
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r4 = r2
r4 += 8
if r4 > r3 goto out
r1 = map[hash]
call map_lookup_elem
out: r0 = 2
exit
=== csum-diff-of-packet type=SCHED_CLS
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
r1 = r2
r2 = 8
r3 = 0
r4 = 0
r5 = 0
call csum_diff
out: r0 = 0
exit
=== csum-diff-of-packet-too-long type=SCHED_CLS
--- EACCES R1 offset is outside of the packet
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
r1 = r2
r2 = 12
r3 = 0
r4 = 0
r5 = 0
call csum_diff
out: r0 = 0
exit
=== csum-diff-of-unknown-length type=SCHED_CLS
--- accept
r6 = *(u32 *)(r1 + 0)
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 64
if r4 > r3 goto out
r1 = r2
r6 &= 60
r2 = r6
r3 = 0
r4 = 0
r5 = 0
call csum_diff
out: r0 = 0
exit
=== csum-diff-of-unknown-length-too-long type=SCHED_CLS
--- EACCES R1 offset is outside of the packet
r6 = *(u32 *)(r1 + 0)
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 32
if r4 > r3 goto out
r1 = r2
r6 &= 60
r2 = r6
r3 = 0
r4 = 0
r5 = 0
call csum_diff
out: r0 = 0
exit
=== csum-diff-of-nothing type=SCHED_CLS
--- accept
r2 = *(u32 *)(r1 + 76)
r1 = r2
r2 = 0
r3 = 0
r4 = 0
r5 = 0
call csum_diff
r0 = 0
exit
=== load-bytes-into-packet type=SCHED_CLS
--- EACCES helper access to the packet is not allowed
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
r3 = r2
r2 = 4
r4 = 4
call skb_load_bytes
out: r0 = 0
exit
=== store-bytes-from-packet type=SCHED_CLS
--- EACCES helper access to the packet is not allowed
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
r3 = r2
r2 = 4
r4 = 4
r5 = 0
call skb_store_bytes
out: r0 = 0
exit
=== store-bytes-wrong-context type=SCHED_CLS
--- EACCES R1 type=fp expected=ctx
r1 = r10
r1 += -8
*(u64 *)(r1 + 0) = 0
r2 = 4
r3 = r1
r4 = 4
r5 = 0
call skb_store_bytes
r0 = 0
exit
=== moved-context type=XDP
--- EACCES dereference of modified ctx ptr R1 off=4 disallowed
r1 += 4
r2 = 0
call xdp_adjust_head
r0 = 2
exit
=== ringbuf-output-of-packet type=XDP
--- EACCES helper access to the packet is not allowed
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r1 = map[ring]
r3 = 8
r4 = 0
call ringbuf_output
out: r0 = 2
exit
=== skb-helper-in-xdp type=XDP
--- EINVAL program of this type cannot use helper bpf_skb_pull_data#39
r2 = 0
call skb_pull_data
r0 = 2
exit
=== xdp-helper-in-tc type=SCHED_CLS
--- EINVAL program of this type cannot use helper bpf_xdp_adjust_head#44
r2 = 0
call xdp_adjust_head
r0 = 2
exit
=== redirect type=XDP
--- accept
r1 = 1
r2 = 0
call redirect
exit
=== load-bytes-xdp type=XDP
--- accept
r2 = 0
r3 = r10
r3 += -16
r4 = 16
call xdp_load_bytes
r0 = *(u64 *)(r10 - 16)
r0 = 2
exit
=== load-bytes-outside-stack type=XDP
--- EINVAL invalid write to stack R3 off=-8 size=16
r2 = 0
r3 = r10
r3 += -8
r4 = 16
call xdp_load_bytes
r0 = 2
exit
=== load-bytes-size-unknown type=SCHED_CLS
--- EACCES R4 invalid zero-sized read: u64=[0,4294967295]
r4 = *(u32 *)(r1 + 0)
r2 = 0
r3 = r10
r3 += -16
call skb_load_bytes
r0 = 2
exit
=== load-bytes-size-bounded type=SCHED_CLS
--- accept
r4 = *(u32 *)(r1 + 0)
r4 &= 15
r4 += 1
r2 = 0
r3 = r10
r3 += -16
call skb_load_bytes
r0 = 2
exit
=== load-bytes-size-zero type=SCHED_CLS
--- EACCES R4 invalid zero-sized read: u64=[0,15]
r4 = *(u32 *)(r1 + 0)
r4 &= 15
r2 = 0
r3 = r10
r3 += -16
call skb_load_bytes
r0 = 2
exit
=== atomic-in-packet type=XDP
--- EACCES BPF_ATOMIC stores into R2 pkt is not allowed
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r5 = 1
lock *(u64 *)(r2 + 0) += r5
out: r0 = 2
exit
=== atomic-in-meta type=XDP
--- EACCES BPF_ATOMIC stores into R2 pkt_meta is not allowed
r2 = *(u32 *)(r1 + 8)
r3 = *(u32 *)(r1 + 0)
r4 = r2
r4 += 8
if r4 > r3 goto out
r5 = 1
lock *(u64 *)(r2 + 0) += r5
out: r0 = 2
exit
=== store-in-packet type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
*(u64 *)(r2 + 0) = r1
out: r0 = 2
exit
=== store-read-only-cgroup type=CGROUP_SKB
--- EACCES cannot write into packet
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
*(u64 *)(r2 + 0) = 0
out: r0 = 1
exit
=== load-cgroup type=CGROUP_SKB
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 1
exit
=== return-cgroup type=CGROUP_SKB
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== return-cgroup-egress type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- accept
r0 = 3
exit
=== return-cgroup-egress-too-large type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 3]
r0 = 4
exit
=== store-read-only-lwt type=LWT_IN
--- EACCES cannot write into packet
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
*(u64 *)(r2 + 0) = 0
out: r0 = 0
exit
=== store-lwt-xmit type=LWT_XMIT
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
*(u64 *)(r2 + 0) = 0
out: r0 = 0
exit
=== sk-skb type=SK_SKB
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
*(u64 *)(r2 + 0) = 0
out: r0 = 1
exit
=== sk-msg type=SK_MSG
--- accept
r2 = *(u64 *)(r1 + 0)
r3 = *(u64 *)(r1 + 8)
r4 = r2
r4 += 8
if r4 > r3 goto out
*(u64 *)(r2 + 0) = 0
out: r0 = 1
exit
=== sockopt-value type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- accept
r2 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 16)
r4 = r2
r4 += 4
if r4 > r3 goto out
*(u32 *)(r2 + 0) = 1
out: r0 = 1
exit
=== flow-dissector type=FLOW_DISSECTOR
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 0
exit
=== flow-dissector-store type=FLOW_DISSECTOR
--- EACCES cannot write into packet
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto out
*(u64 *)(r2 + 0) = 1
out: r0 = 0
exit
=== same-load-two-pointers type=XDP
--- EINVAL same insn cannot be used with different pointers
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
r5 = *(u32 *)(r1 + 12)
if r4 > r3 goto out
if r5 == 0 goto use
r2 = r1
use: r0 = *(u32 *)(r2 + 0)
out: r0 = 2
exit
=== tail-call-voids-nothing-it-leaves type=XDP
--- accept
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r9 = r7
r9 += 4
if r9 > r8 goto out
r2 = map[xdp_progs]
r3 = 0
call tail_call
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
=== tail-call-in-callee-voids type=XDP btf=static
--- EACCES R7 invalid mem access 'scalar'
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r9 = r7
r9 += 4
if r9 > r8 goto out
call f
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
f: r2 = map[xdp_progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-in-callee-gives-anything type=XDP btf=static
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r6 = 0
call f
r6 = r10
r6 += -8
r6 += r0
*(u8 *)(r6 + 0) = 1
r0 = 2
exit
f: r2 = map[xdp_progs]
r3 = 0
call tail_call
r0 = 0
exit
=== tail-call-in-callee-keeps-there type=XDP btf=static
--- accept
call f
r0 = 2
exit
f: r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r9 = r7
r9 += 4
if r9 > r8 goto out
r2 = map[xdp_progs]
r3 = 0
call tail_call
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
