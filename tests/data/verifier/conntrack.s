# Members of the kernel's structs that programs write: the mark of a tracked connection.

=== conn-mark type=XDP
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_xdp_ct_lookup
if r0 == 0 goto out
r6 = r0
*(u32 *)(r6 + {nf_conn.mark}) = 1
r1 = r6
call bpf_ct_release
out:
r0 = 0
exit

=== conn-new-mark type=SCHED_CLS
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_skb_ct_alloc
if r0 == 0 goto out
r6 = r0
*(u32 *)(r6 + {nf_conn.mark}) = 1
r1 = r6
call bpf_ct_insert_entry
if r0 == 0 goto out
r1 = r0
call bpf_ct_release
out:
r0 = 0
exit

=== conn-mark-part type=XDP
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_xdp_ct_lookup
if r0 == 0 goto out
r6 = r0
*(u16 *)(r6 + {nf_conn.mark}) = 1
r1 = r6
call bpf_ct_release
out:
r0 = 0
exit

=== conn-new-mark-part type=SCHED_CLS
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_skb_ct_alloc
if r0 == 0 goto out
r6 = r0
*(u16 *)(r6 + {nf_conn.mark}) = 1
r1 = r6
call bpf_ct_insert_entry
if r0 == 0 goto out
r1 = r0
call bpf_ct_release
out:
r0 = 0
exit

=== conn-mark-and-more type=XDP
--- EACCES write access at off 168 with size 8 beyond the member of nf_conn ended at 172
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_xdp_ct_lookup
if r0 == 0 goto out
r6 = r0
*(u64 *)(r6 + {nf_conn.mark}) = 1
r1 = r6
call bpf_ct_release
out:
r0 = 0
exit

=== conn-new-mark-and-more type=SCHED_CLS
--- EACCES write access at off 168 with size 8 beyond the member of nf_conn ended at 172
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_skb_ct_alloc
if r0 == 0 goto out
r6 = r0
*(u64 *)(r6 + {nf_conn.mark}) = 1
r1 = r6
call bpf_ct_insert_entry
if r0 == 0 goto out
r1 = r0
call bpf_ct_release
out:
r0 = 0
exit

=== conn-status type=XDP
--- EACCES no write support to nf_conn at off 128
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_xdp_ct_lookup
if r0 == 0 goto out
r6 = r0
*(u64 *)(r6 + {nf_conn.status}) = 1
r1 = r6
call bpf_ct_release
out:
r0 = 0
exit

=== conn-new-status type=SCHED_CLS
--- EACCES no write support to nf_conn at off 128
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_skb_ct_alloc
if r0 == 0 goto out
r6 = r0
*(u64 *)(r6 + {nf_conn.status}) = 1
r1 = r6
call bpf_ct_insert_entry
if r0 == 0 goto out
r1 = r0
call bpf_ct_release
out:
r0 = 0
exit

=== conn-mark-register type=XDP
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_xdp_ct_lookup
if r0 == 0 goto out
r6 = r0
r1 = 7
*(u32 *)(r6 + {nf_conn.mark}) = r1
r1 = r6
call bpf_ct_release
out:
r0 = 0
exit

=== conn-new-mark-register type=SCHED_CLS
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_skb_ct_alloc
if r0 == 0 goto out
r6 = r0
r1 = 7
*(u32 *)(r6 + {nf_conn.mark}) = r1
r1 = r6
call bpf_ct_insert_entry
if r0 == 0 goto out
r1 = r0
call bpf_ct_release
out:
r0 = 0
exit

=== conn-mark-atomic type=XDP
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_xdp_ct_lookup
if r0 == 0 goto out
r6 = r0
r1 = 7
lock *(u32 *)(r6 + {nf_conn.mark}) += r1
r1 = r6
call bpf_ct_release
out:
r0 = 0
exit

=== conn-new-mark-atomic type=SCHED_CLS
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_skb_ct_alloc
if r0 == 0 goto out
r6 = r0
r1 = 7
lock *(u32 *)(r6 + {nf_conn.mark}) += r1
r1 = r6
call bpf_ct_insert_entry
if r0 == 0 goto out
r1 = r0
call bpf_ct_release
out:
r0 = 0
exit

=== conn-other-struct-xdp type=XDP
--- EACCES only read is supported
call get_current_task_btf
*(u32 *)(r0 + {task_struct.pid}) = 1
r0 = 0
exit

=== conn-cast-xdp type=XDP
--- EACCES only read is supported
r6 = r1
call bpf_cast_to_kern_ctx
*(u32 *)(r0 + 0) = 1
r0 = 0
exit

=== conn-cgroup-xdp type=XDP
--- EACCES only read is supported
r1 = 1
call bpf_cgroup_from_id
if r0 == 0 goto out
r6 = r0
*(u32 *)(r0 + 0) = 1
r1 = r6
call bpf_cgroup_release
out:
r0 = 0
exit

=== conn-other-struct-sched_cls type=SCHED_CLS
--- EACCES only read is supported
call get_current_task_btf
*(u32 *)(r0 + {task_struct.pid}) = 1
r0 = 0
exit

=== conn-cast-sched_cls type=SCHED_CLS
--- EACCES only read is supported
r6 = r1
call bpf_cast_to_kern_ctx
*(u32 *)(r0 + 0) = 1
r0 = 0
exit

=== conn-cgroup-sched_cls type=SCHED_CLS
--- EACCES only read is supported
r1 = 1
call bpf_cgroup_from_id
if r0 == 0 goto out
r6 = r0
*(u32 *)(r0 + 0) = 1
r1 = r6
call bpf_cgroup_release
out:
r0 = 0
exit

=== conn-new-once type=SCHED_CLS
--- EINVAL arg#0 pointer type STRUCT nf_conn___init must point to scalar, or struct with scalar
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 32) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = r10
r4 += -32
r5 = 12
call bpf_skb_ct_alloc
if r0 == 0 goto out
r6 = r0
r1 = r6
call bpf_ct_insert_entry
r7 = r0
r1 = r6
r2 = 5
call bpf_ct_set_timeout
out:
r0 = 0
exit
