# Kfuncs that take and make dynptrs.
@ user USER_RINGBUF 0 0 4096
=== skb type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skb-slice-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'rdonly_mem_or_null'
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== skb-slice-behind type=SCHED_CLS
--- EACCES R0 min value is outside of the allowed memory range
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 1)
out: r0 = 0
exit
=== skb-slice-written type=SCHED_CLS
--- EACCES R0 cannot write into rdonly_mem
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== skb-slice-rdwr type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== skb-slice-no-buffer type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skb-data type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== skb-write type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
*(u64 *)(r10 - 72) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -72
r4 = 8
r5 = 0
call dynptr_write
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-read-keeps type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
r1 = r10
r1 += -72
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-write-voids-packet type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r7 = *(u32 *)(r6 + 76)
r8 = *(u32 *)(r6 + 80)
r9 = r7
r9 += 8
if r9 > r8 goto out
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
*(u64 *)(r10 - 72) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -72
r4 = 8
r5 = 0
call dynptr_write
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-slice-of-overwritten type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
*(u64 *)(r10 - 8) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== skb-submit type=SCHED_CLS
--- EINVAL arg 1 is an unacquired reference
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== skb-clone type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== xdp type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r0 = 0
exit
=== xdp-slice type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== xdp-slice-unchecked type=XDP
--- EACCES R0 invalid mem access 'rdonly_mem_or_null'
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== xdp-slice-behind type=XDP
--- EACCES R0 min value is outside of the allowed memory range
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 1)
out: r0 = 0
exit
=== xdp-slice-written type=XDP
--- EACCES R0 cannot write into rdonly_mem
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== xdp-slice-rdwr type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== xdp-slice-no-buffer type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== xdp-data type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== xdp-write type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
*(u64 *)(r10 - 72) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -72
r4 = 8
r5 = 0
call dynptr_write
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== xdp-read-keeps type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
r1 = r10
r1 += -72
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== xdp-write-voids-packet type=XDP
--- accept
r6 = r1
r7 = *(u32 *)(r6 + 0)
r8 = *(u32 *)(r6 + 4)
r9 = r7
r9 += 8
if r9 > r8 goto out
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
*(u64 *)(r10 - 72) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -72
r4 = 8
r5 = 0
call dynptr_write
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== xdp-slice-of-overwritten type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
*(u64 *)(r10 - 8) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== xdp-submit type=XDP
--- EINVAL arg 1 is an unacquired reference
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== xdp-clone type=XDP
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-meta type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r0 = 0
exit
=== skb-meta-slice type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skb-meta-slice-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'rdonly_mem_or_null'
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== skb-meta-slice-behind type=SCHED_CLS
--- EACCES R0 min value is outside of the allowed memory range
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 1)
out: r0 = 0
exit
=== skb-meta-slice-written type=SCHED_CLS
--- EACCES R0 cannot write into rdonly_mem
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== skb-meta-slice-rdwr type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== skb-meta-slice-no-buffer type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skb-meta-data type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== skb-meta-write type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
*(u64 *)(r10 - 72) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -72
r4 = 8
r5 = 0
call dynptr_write
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-meta-read-keeps type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
r1 = r10
r1 += -72
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-meta-write-voids-packet type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r7 = *(u32 *)(r6 + 76)
r8 = *(u32 *)(r6 + 80)
r9 = r7
r9 += 8
if r9 > r8 goto out
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
*(u64 *)(r10 - 72) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -72
r4 = 8
r5 = 0
call dynptr_write
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-meta-slice-of-overwritten type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
*(u64 *)(r10 - 8) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== skb-meta-submit type=SCHED_CLS
--- EINVAL arg 1 is an unacquired reference
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== skb-meta-clone type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb_meta
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-pulled type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
r1 = r6
r2 = 0
call skb_pull_data
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-adjusted-head type=XDP
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_xdp
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
r1 = r6
r2 = 0
call xdp_adjust_head
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-local-slice-kept type=SCHED_CLS
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
r1 = r6
r2 = 0
call skb_pull_data
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== skb-in-XDP type=XDP
--- EACCES calling kernel function bpf_dynptr_from_skb is not allowed
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-XDP type=XDP
--- EACCES calling kernel function bpf_dynptr_from_skb is not allowed
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-XDP type=XDP
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-XDP type=XDP
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-TRACEPOINT type=TRACEPOINT
--- EINVAL arg#0 pointer type STRUCT __sk_buff must point to scalar, or struct with scalar
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-TRACEPOINT type=TRACEPOINT
--- EINVAL arg#0 pointer type STRUCT __sk_buff must point to scalar, or struct with scalar
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-TRACEPOINT type=TRACEPOINT
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-TRACEPOINT type=TRACEPOINT
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-SOCKET_FILTER type=SOCKET_FILTER
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-SOCKET_FILTER type=SOCKET_FILTER
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-SOCKET_FILTER type=SOCKET_FILTER
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-SOCKET_FILTER type=SOCKET_FILTER
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-CGROUP_SKB type=CGROUP_SKB
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-CGROUP_SKB type=CGROUP_SKB
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-CGROUP_SKB type=CGROUP_SKB
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-CGROUP_SKB type=CGROUP_SKB
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-SK_SKB type=SK_SKB
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-SK_SKB type=SK_SKB
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-SK_SKB type=SK_SKB
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-SK_SKB type=SK_SKB
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-LWT_IN type=LWT_IN
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-LWT_IN type=LWT_IN
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-LWT_IN type=LWT_IN
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-LWT_IN type=LWT_IN
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-LWT_XMIT type=LWT_XMIT
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-LWT_XMIT type=LWT_XMIT
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-LWT_XMIT type=LWT_XMIT
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-LWT_XMIT type=LWT_XMIT
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-SCHED_ACT type=SCHED_ACT
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-SCHED_ACT type=SCHED_ACT
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-SCHED_ACT type=SCHED_ACT
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-SCHED_ACT type=SCHED_ACT
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-RAW_TRACEPOINT type=RAW_TRACEPOINT
--- EACCES calling kernel function bpf_dynptr_from_skb is not allowed
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-RAW_TRACEPOINT type=RAW_TRACEPOINT
--- EACCES calling kernel function bpf_dynptr_from_skb is not allowed
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-RAW_TRACEPOINT type=RAW_TRACEPOINT
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-RAW_TRACEPOINT type=RAW_TRACEPOINT
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-KPROBE type=KPROBE
--- EACCES calling kernel function bpf_dynptr_from_skb is not allowed
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-KPROBE type=KPROBE
--- EACCES calling kernel function bpf_dynptr_from_skb is not allowed
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-KPROBE type=KPROBE
--- EINVAL the prog does not allow writes to packet data
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-KPROBE type=KPROBE
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-in-SK_MSG type=SK_MSG
--- EACCES calling kernel function bpf_dynptr_from_skb is not allowed
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-slice-rdwr-in-SK_MSG type=SK_MSG
--- EACCES calling kernel function bpf_dynptr_from_skb is not allowed
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-rdwr-in-SK_MSG type=SK_MSG
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== local-slice-in-SK_MSG type=SK_MSG
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== skb-place-unaligned type=SCHED_CLS
--- EINVAL Dynptr has to be an uninitialized dynptr
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -12
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-place-high type=SCHED_CLS
--- EINVAL Dynptr has to be an uninitialized dynptr
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -8
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-place-map type=SCHED_CLS
--- EINVAL arg#2 expected pointer to stack or const struct bpf_dynptr
r6 = r1
r1 = r6
r2 = 0
r3 = map[bss][0]+0
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-ctx-moved type=SCHED_CLS
--- EACCES dereference of modified ctx ptr R1 off=8 disallowed
r6 = r1
r6 += 8
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-no-ctx type=SCHED_CLS
--- EACCES Possibly NULL pointer passed to trusted arg0
r6 = r1
r6 = 0
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-flags-pointer type=SCHED_CLS
--- EINVAL R2 is not a scalar
r6 = r1
r1 = r6
r2 = r10
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-over-ring type=SCHED_CLS
--- EINVAL cannot overwrite referenced dynptr
r6 = r1
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== skb-over-local type=SCHED_CLS
--- accept
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r0 = 0
exit
=== slice-nothing type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== slice-second-slot type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -8
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== slice-size-zero type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 0
call bpf_dynptr_slice
r0 = 0
exit
=== slice-size-unknown type=SCHED_CLS
--- EINVAL R4 must be a known constant
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
call get_prandom_u32
r4 = r0
r4 &= 7
r1 = r10
r1 += -16
r2 = 0
*(u64 *)(r10 - 64) = 0
r3 = r10
r3 += -64
call bpf_dynptr_slice
r0 = 0
exit
=== slice-buffer-small type=SCHED_CLS
--- EINVAL arg#2 arg#3 memory, len pair leads to invalid memory access
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 72
call bpf_dynptr_slice
r0 = 0
exit
=== slice-buffer-readonly type=SCHED_CLS
--- EACCES arg#2 arg#3 memory, len pair leads to invalid memory access
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = map[rodata][0]+0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== slice-buffer-scalar type=SCHED_CLS
--- EACCES arg#2 arg#3 memory, len pair leads to invalid memory access
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 5
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== slice-buffer-unset type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== slice-buffer-itself type=SCHED_CLS
--- EACCES arg#2 arg#3 memory, len pair leads to invalid memory access
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -16
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== slice-null type=SCHED_CLS
--- EINVAL arg#0 expected pointer to stack or const struct bpf_dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = 0
r2 = 0
r3 = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== slice-map type=SCHED_CLS
--- EINVAL arg#0 expected pointer to stack or const struct bpf_dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[bss][0]+0
r2 = 0
r3 = 0
r4 = 8
call bpf_dynptr_slice
r0 = 0
exit
=== slice-local-overwritten type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
*(u64 *)(r10 - 8) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== slice-ring-submitted type=SCHED_CLS
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== slice-as-key type=SCHED_CLS
--- EACCES R2 type=rdonly_mem expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r2 = r0
r1 = map[hash]
call map_lookup_elem
out: r0 = 0
exit
=== slice-as-memory type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = r0
r2 = 8
r3 = 0
r4 = 0
r5 = 0
call csum_diff
out: r0 = 0
exit
=== slice-as-moved-memory type=SCHED_CLS
--- EACCES dereference of modified rdonly_mem ptr R1 off=4 disallowed
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = r0
r1 += 4
r2 = 4
r3 = 0
r4 = 0
r5 = 0
call csum_diff
out: r0 = 0
exit
=== slice-filled type=SCHED_CLS
--- EACCES R1 type=rdonly_mem expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = r0
r2 = 8
r3 = 0
call probe_read_kernel
out: r0 = 0
exit
=== slice-rdwr-nothing type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-second-slot type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -8
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-size-zero type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 0
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-size-unknown type=SCHED_CLS
--- EINVAL R4 must be a known constant
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
call get_prandom_u32
r4 = r0
r4 &= 7
r1 = r10
r1 += -16
r2 = 0
*(u64 *)(r10 - 64) = 0
r3 = r10
r3 += -64
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-buffer-small type=SCHED_CLS
--- EINVAL arg#2 arg#3 memory, len pair leads to invalid memory access
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 72
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-buffer-readonly type=SCHED_CLS
--- EACCES arg#2 arg#3 memory, len pair leads to invalid memory access
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = map[rodata][0]+0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-buffer-scalar type=SCHED_CLS
--- EACCES arg#2 arg#3 memory, len pair leads to invalid memory access
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 5
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-buffer-unset type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-buffer-itself type=SCHED_CLS
--- EACCES arg#2 arg#3 memory, len pair leads to invalid memory access
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -16
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-null type=SCHED_CLS
--- EINVAL arg#0 expected pointer to stack or const struct bpf_dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = 0
r2 = 0
r3 = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-map type=SCHED_CLS
--- EINVAL arg#0 expected pointer to stack or const struct bpf_dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[bss][0]+0
r2 = 0
r3 = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r0 = 0
exit
=== slice-rdwr-local-overwritten type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
if r0 == 0 goto out
*(u64 *)(r10 - 8) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== slice-rdwr-ring-submitted type=SCHED_CLS
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
r7 = r0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== slice-rdwr-as-key type=SCHED_CLS
--- EACCES R2 type=mem expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
if r0 == 0 goto out
r2 = r0
r1 = map[hash]
call map_lookup_elem
out: r0 = 0
exit
=== slice-rdwr-as-memory type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
if r0 == 0 goto out
r1 = r0
r2 = 8
r3 = 0
r4 = 0
r5 = 0
call csum_diff
out: r0 = 0
exit
=== slice-rdwr-as-moved-memory type=SCHED_CLS
--- EACCES dereference of modified mem ptr R1 off=4 disallowed
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
if r0 == 0 goto out
r1 = r0
r1 += 4
r2 = 4
r3 = 0
r4 = 0
r5 = 0
call csum_diff
out: r0 = 0
exit
=== slice-rdwr-filled type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice_rdwr
if r0 == 0 goto out
r1 = r0
r2 = 8
r3 = 0
call probe_read_kernel
out: r0 = 0
exit
=== clone type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== clone-nothing type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r0 = 0
exit
=== clone-onto-itself type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = r10
r2 += -16
call bpf_dynptr_clone
r0 = 0
exit
=== clone-overlap type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = r10
r2 += -24
call bpf_dynptr_clone
r0 = 0
exit
=== clone-ring type=SCHED_CLS
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== clone-ring-submit-clone type=SCHED_CLS
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== clone-ring-submit-both type=SCHED_CLS
--- EINVAL arg 1 is an unacquired reference
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
call ringbuf_submit_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== clone-ring-leak type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r0 = 0
exit
=== clone-ring-use-after-submit type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r1 = r10
r1 += -32
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== clone-ring-slice-after-submit type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
r3 = 8
call dynptr_data
r7 = r0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== clone-ring-over type=SCHED_CLS
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
*(u64 *)(r10 - 32) = 0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== clone-over-ring type=SCHED_CLS
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -32
call dynptr_from_mem
r1 = r10
r1 += -32
r2 = r10
r2 += -16
call bpf_dynptr_clone
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== clone-slice-kept type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r10 - 8) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== clone-slice-own type=SCHED_CLS
--- EACCES R0 invalid mem access 'scalar'
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = r10
r2 += -32
call bpf_dynptr_clone
r1 = r10
r1 += -32
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r10 - 24) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== is_null type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
call bpf_dynptr_is_null
r0 = 0
exit
=== is_null-nothing type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
call bpf_dynptr_is_null
r0 = 0
exit
=== is_null-ring type=SCHED_CLS
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
call bpf_dynptr_is_null
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== is_null-null type=SCHED_CLS
--- EINVAL arg#0 expected pointer to stack or const struct bpf_dynptr
r1 = 0
call bpf_dynptr_is_null
r0 = 0
exit
=== is_rdonly type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
call bpf_dynptr_is_rdonly
r0 = 0
exit
=== is_rdonly-nothing type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
call bpf_dynptr_is_rdonly
r0 = 0
exit
=== is_rdonly-ring type=SCHED_CLS
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
call bpf_dynptr_is_rdonly
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== is_rdonly-null type=SCHED_CLS
--- EINVAL arg#0 expected pointer to stack or const struct bpf_dynptr
r1 = 0
call bpf_dynptr_is_rdonly
r0 = 0
exit
=== size type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
call bpf_dynptr_size
r0 = 0
exit
=== size-nothing type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
call bpf_dynptr_size
r0 = 0
exit
=== size-ring type=SCHED_CLS
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
call bpf_dynptr_size
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== size-null type=SCHED_CLS
--- EINVAL arg#0 expected pointer to stack or const struct bpf_dynptr
r1 = 0
call bpf_dynptr_size
r0 = 0
exit
=== adjust type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 1
r3 = 4
call bpf_dynptr_adjust
r0 = 0
exit
=== adjust-keeps-slice type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r7 = r0
r1 = r10
r1 += -16
r2 = 1
r3 = 4
call bpf_dynptr_adjust
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== adjust-pointer type=SCHED_CLS
--- EINVAL R2 is not a scalar
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = r10
r3 = 4
call bpf_dynptr_adjust
r0 = 0
exit
=== copy type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[bss][0]+16
r2 = 8
r3 = 0
r4 = r10
r4 += -32
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -32
r4 = 0
r5 = 8
call bpf_dynptr_copy
r0 = 0
exit
=== copy-nothing type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #2
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -32
r4 = 0
r5 = 8
call bpf_dynptr_copy
r0 = 0
exit
=== copy-to-skb-keeps type=SCHED_CLS
--- accept
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -16
call bpf_dynptr_from_skb
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -32
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
*(u64 *)(r10 - 64) = 0
r4 = 8
call bpf_dynptr_slice
r7 = r0
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -32
r4 = 0
r5 = 8
call bpf_dynptr_copy
if r7 == 0 goto out
r1 = *(u8 *)(r7 + 0)
out: r0 = 0
exit
=== memset type=SCHED_CLS
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
r4 = 1
call bpf_dynptr_memset
r0 = 0
exit
=== memset-nothing type=SCHED_CLS
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
r4 = 1
call bpf_dynptr_memset
r0 = 0
exit
=== probe-read
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
r4 = 0
call bpf_probe_read_kernel_dynptr
r0 = 0
exit
=== const-size type=SCHED_CLS btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
call bpf_dynptr_size
r0 = 0
exit
=== const-adjust type=SCHED_CLS btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 0
r3 = 4
call bpf_dynptr_adjust
r0 = 0
exit
=== const-clone type=SCHED_CLS btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = r10
r2 += -16
call bpf_dynptr_clone
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== const-clone-onto type=SCHED_CLS btf=static
--- EFAULT verifier bug: misconfigured dynptr helper type flags
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r6 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = r6
call bpf_dynptr_clone
r0 = 0
exit
=== const-slice type=SCHED_CLS btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 0
r3 = 0
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== const-from-skb type=SCHED_CLS btf=static
--- EINVAL arg#0 expected pointer to ctx, but got dynptr_ptr
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r3 = r1
r1 = r1
r2 = 0
call bpf_dynptr_from_skb
r0 = 0
exit
