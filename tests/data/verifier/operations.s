# Each operation on each type of pointer: one of each answer.
=== dyn-const-h-skb type=SCHED_CLS btf=static
--- EACCES R1 type=dynptr_ptr expected=ctx
@ u USER_RINGBUF 0 0 4096
r1 = map[u]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r6 = r1
r1 = r6
r2 = 0
r3 = r10
r3 += -200
r4 = 8
call skb_load_bytes
out:
r0 = 0
exit
=== kptr-place-h-timer type=SCHED_CLS
--- EINVAL map 'm' has no valid bpf_timer
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
r6 = map[m][0]+0
r1 = r6
call timer_cancel
out:
r0 = 0
exit
=== dyn-slice-h-snprintf type=SCHED_CLS
--- accept
r2 = 0
r3 = r10
r3 += -48
call bpf_dynptr_from_skb
r1 = r10
r1 += -48
r2 = 0
r3 = r10
r3 += -64
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r6 = r0
r1 = r10
r1 += -200
r2 = 8
r3 = map[rodata][0]+8
r4 = r6
r5 = 8
call snprintf
out:
r0 = 0
exit
=== local-storage-h-key type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- accept
@ c CGROUP_STORAGE 16 16 0
r1 = map[c]
r2 = 0
call get_local_storage
r6 = r0
r1 = map[hash]
r2 = r6
call map_lookup_elem
out:
r0 = 0
exit
=== dyn-const-rx-div type=SCHED_CLS btf=static
--- EINVAL math between dynptr_ptr pointer and register with unbounded min value is not allowed
@ u USER_RINGBUF 0 0 4096
r1 = map[u]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r6 = r1
call get_prandom_u32
r7 = r0
r7 /= r6
out:
r0 = 0
exit
=== packet-cg-stu644 type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EACCES cannot write into packet
r6 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r2 = r6
r2 += 16
if r2 > r3 goto out
*(u64 *)(r6 +4) = 1
out:
r0 = 0
exit
=== iter-mapptr-h-xchg type=TRACING attach=TRACE_ITER target=bpf_map
--- EACCES R1 type=trusted_ptr_or_null_ expected=map_value, ptr_
r6 = *(u64 *)(r1 + 8)
r1 = r6
r2 = 0
call kptr_xchg
out:
r0 = 0
exit
=== mapring-h-skc type=SCHED_CLS
--- EACCES R1 type=map_ptr expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = map[ring]
r1 = r6
call skc_to_tcp_sock
out:
r0 = 0
exit
=== func-xu-mul type=SCHED_CLS btf=static
--- EINVAL math between func pointer and register with unbounded min value is not allowed
r6 = subprog[cb2]
call get_prandom_u32
r7 = r0
r6 *= r7
r1 = 1
r2 = subprog[cb2]
r3 = 0
r4 = 0
call loop
out:
r0 = 0
exit
cb2:
r0 = 0
exit
=== kptr-ref-h-str type=SCHED_CLS
--- EACCES R3 type=rcu_ptr_or_null_ expected=map_value
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
r6 = map[m][0]+0
r6 = *(u64 *)(r6 + 0)
r1 = r10
r1 += -200
r2 = 4
r3 = r6
call strncmp
out:
r0 = 0
exit
=== kptr-untr-h-read0 type=SCHED_CLS
--- EACCES R2 type=untrusted_ptr_ expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
r6 = map[m][0]+0
r6 = *(u64 *)(r6 + 8)
if r6 == 0 goto out
r1 = map[ring]
r2 = r6
r3 = 0
r4 = 0
call ringbuf_output
out:
r0 = 0
exit
=== obj-null-h-val type=SCHED_CLS btf=static
--- EACCES R3 type=ptr_or_null_ expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 21
r2 = 0
call bpf_obj_new_impl
r6 = r0
*(u64 *)(r10 - 200) = 0
r1 = map[hash]
r2 = r10
r2 += -200
r3 = r6
r4 = 0
call map_update_elem
out:
r0 = 0
exit
=== obj-null-kf-ctx type=SCHED_CLS btf=static
--- EINVAL arg#0 expected pointer to ctx, but got ptr_or_null_
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 21
r2 = 0
call bpf_obj_new_impl
r6 = r0
r1 = r6
call bpf_cast_to_kern_ctx
out:
r0 = 0
exit
=== frame-kf-drop type=SCHED_CLS
--- EINVAL R1 must be referenced or trusted
r6 = r10
r1 = r6
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
=== ctx-tp-ldu3212 type=TRACEPOINT
--- accept
r6 = r1
r7 = *(u32 *)(r6 +12)
out:
r0 = 0
exit
=== sk-or-null-juslt type=SCHED_CLS
--- EACCES R6 invalid mem access 'sock_common_or_null'
r6 = *(u64 *)(r1 + 168)
call get_prandom_u32
r7 = r0
if r6 s< r7 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== iter-task-jgt-1 type=TRACING attach=TRACE_ITER target=task
--- EACCES R6 invalid mem access 'trusted_ptr_or_null_'
r6 = *(u64 *)(r1 + 8)
if r6 > 1 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== dyn-rx-srr type=SCHED_CLS
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r1 = map[bss][0]+0
r2 = 16
r3 = 0
r4 = r10
r4 += -48
call dynptr_from_mem
r6 = r10
r6 += -48
call get_prandom_u32
r7 = r0
r7 s>>= r6
out:
r0 = 0
exit
=== kptr-xchg-kf-mapsum type=SCHED_CLS
--- EINVAL kernel function bpf_map_sum_elem_count args#0 expected pointer to STRUCT bpf_map but R1 has a pointer to STRUCT task_struct
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
r1 = map[m][0]+0
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r6 = r0
r9 = r0
r1 = r6
call bpf_map_sum_elem_count
r1 = r9
call bpf_task_release
out:
r0 = 0
exit
=== map-ptr-cb-kf-cgrp type=SCHED_CLS btf=static
--- EINVAL kernel function bpf_cgroup_acquire args#0 expected pointer to STRUCT cgroup but R1 has a pointer to STRUCT bpf_map
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r6 = r1
r1 = r6
call bpf_cgroup_acquire
if r0 == 0 goto +2
r1 = r0
call bpf_cgroup_release
out:
r0 = 0
exit
=== soops-sk-overwrite type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- accept
r6 = *(u64 *)(r1 + 184)
if r6 == 0 goto out
*(u64 *)(r10 - 200) = r6
*(u8 *)(r10 - 197) = 1
r7 = *(u64 *)(r10 - 200)
out:
r0 = 0
exit
=== task-cpus-kf-task type=SCHED_CLS
--- EINVAL kernel function bpf_task_acquire args#0 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT cpumask
call get_current_task_btf
r6 = *(u64 *)(r0 + {task_struct.cpus_ptr})
r1 = r6
call bpf_task_acquire
if r0 == 0 goto +2
r1 = r0
call bpf_task_release
out:
r0 = 0
exit
=== rdonly-task-lds160 type=SCHED_CLS
--- accept
r1 = 0
r2 = {struct:task_struct}
call bpf_rdonly_cast
r6 = r0
r7 = *(s16 *)(r6 +0)
out:
r0 = 0
exit
=== node-stu8-1 type=SCHED_CLS btf=static
--- EACCES R6 is ptr_node invalid negative access: off=-1
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 == 0 goto out
r6 = r0
r9 = r0
*(u8 *)(r6 -1) = 1
r1 = r9
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
=== rdonly-void-h-dynread type=SCHED_CLS
--- EACCES R3 type=rdonly_untrusted_mem expected=fp, dynptr_ptr
r1 = 0
r2 = 0
call bpf_rdonly_cast
r6 = r0
r1 = r10
r1 += -200
r2 = 8
r3 = r6
r4 = 0
r5 = 0
call dynptr_read
out:
r0 = 0
exit
=== nf-state-h-val type=NETFILTER attach=NETFILTER
--- EACCES bpf_map_update_elem() may write into memory pointed by R3 type=trusted_ptr_
r6 = *(u64 *)(r1 + 0)
*(u64 *)(r10 - 200) = 0
r1 = map[hash]
r2 = r10
r2 += -200
r3 = r6
r4 = 0
call map_update_elem
out:
r0 = 0
exit
=== reuse-h-snprintf type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- EACCES R4 type=sock expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r6 = *(u64 *)(r1 + 40)
r1 = r10
r1 += -200
r2 = 8
r3 = map[rodata][0]+8
r4 = r6
r5 = 8
call snprintf
out:
r0 = 0
exit
=== map-key-atrelu320 type=SCHED_CLS btf=static
--- EACCES write to change key R6 not allowed
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r6 = r2
r7 = 1
store_release((u32 *)(r6 +0), w7)
out:
r0 = 0
exit
=== percpu-obj-k-add type=SCHED_CLS btf=static
--- accept
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 21
r2 = 0
call bpf_percpu_obj_new_impl
if r0 == 0 goto out
r6 = r0
r9 = r0
r6 += 4
r1 = r9
r2 = 0
call bpf_percpu_obj_drop_impl
out:
r0 = 0
exit
=== xsk-stu6416 type=XDP
--- EACCES R6 cannot write into xdp_sock
@ x XSKMAP 4 4 4
*(u32 *)(r10 - 4) = 0
r1 = map[x]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
*(u64 *)(r6 +16) = 1
out:
r0 = 0
exit
=== local-storage-h-skb type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EACCES R1 type=map_value expected=ctx
@ c CGROUP_STORAGE 16 16 0
r1 = map[c]
r2 = 0
call get_local_storage
r6 = r0
r1 = r6
r2 = 0
r3 = r10
r3 += -200
r4 = 8
call skb_load_bytes
out:
r0 = 0
exit
=== value-neg-h-percpu type=SCHED_CLS
--- EACCES R1 type=map_value expected=percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
r6 += -1
r1 = r6
r2 = 0
call per_cpu_ptr
out:
r0 = 0
exit
=== stack-kf-irq type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog cannot be used inside bpf_local_irq_save-ed region
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r6 = r10
r6 += -16
r1 = r6
call bpf_local_irq_save
out:
r0 = 0
exit
=== iter-meta-kf-dynsize type=TRACING attach=TRACE_ITER target=task
--- EINVAL arg#0 expected pointer to stack or const struct bpf_dynptr
r6 = *(u64 *)(r1 + 0)
r1 = r6
call bpf_dynptr_size
out:
r0 = 0
exit
=== packet-end-h-loopctx type=SCHED_CLS
--- EACCES R1 type=pkt_end expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r6 = *(u32 *)(r1 + 80)
r1 = r6
r2 = r6
call trace_printk
out:
r0 = 0
exit
=== dyn-slice-h-rel type=SCHED_CLS
--- EACCES R1 type=rdonly_mem expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r2 = 0
r3 = r10
r3 += -48
call bpf_dynptr_from_skb
r1 = r10
r1 += -48
r2 = 0
r3 = r10
r3 += -64
r4 = 8
call bpf_dynptr_slice
if r0 == 0 goto out
r6 = r0
r1 = r6
call sk_release
out:
r0 = 0
exit
=== percpu-this-jslt-x type=SCHED_CLS btf=static
--- EACCES R1 type=percpu_ptr_ expected=percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 21
r2 = 0
call bpf_percpu_obj_new_impl
if r0 == 0 goto out
r9 = r0
r1 = r0
call this_cpu_ptr
r6 = r0
r7 = 1
if r6 s< r7 goto +1
r0 = *(u8 *)(r6 + 0)
r1 = r9
r2 = 0
call bpf_percpu_obj_drop_impl
out:
r0 = 0
exit
=== ctx-so-ret type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- EINVAL unreachable insn 3
r6 = r1
r0 = r6
exit
out:
r0 = 0
exit
=== ctx-self-mul type=SCHED_CLS
--- EACCES R6 pointer *= pointer prohibited
r6 = r1
r6 *= r6
out:
r0 = 0
exit
=== sk-ref-gone-overwrite type=SCHED_CLS
--- accept
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
*(u32 *)(r10 - 24) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r6 = r0
r1 = r0
call sk_release
*(u64 *)(r10 - 200) = r6
*(u8 *)(r10 - 197) = 1
r7 = *(u64 *)(r10 - 200)
out:
r0 = 0
exit
=== packet-skskb-rx-add type=SK_SKB
--- EINVAL math between pkt pointer and register with unbounded min value is not allowed
r6 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r2 = r6
r2 += 16
if r2 > r3 goto out
call get_prandom_u32
r7 = r0
r7 += r6
out:
r0 = 0
exit
=== percpu-obj-h-perfval type=SCHED_CLS btf=static
--- EACCES R3 type=percpu_ptr_ expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 21
r2 = 0
call bpf_percpu_obj_new_impl
if r0 == 0 goto out
r6 = r0
r9 = r0
r1 = r6
*(u64 *)(r10 - 200) = 0
r1 = map[perf]
r2 = 0
r3 = r6
r4 = 24
call perf_event_read_value
r1 = r9
r2 = 0
call bpf_percpu_obj_drop_impl
out:
r0 = 0
exit
=== mapring-jugt type=SCHED_CLS
--- accept
r6 = map[ring]
call get_prandom_u32
r7 = r0
if r6 > r7 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== optval-jset-self type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- accept
r6 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 16)
r2 = r6
r2 += 16
if r2 > r3 goto out
if r6 & r6 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 1
exit
=== kptr-refsys-kf-res type=SYSCALL sleepable=yes
--- EINVAL arg#0 doesn't point to map value or allocated object
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
call bpf_rcu_read_lock
r6 = map[m][0]+0
r6 = *(u64 *)(r6 + 0)
if r6 == 0 goto out2
r1 = r6
call bpf_res_spin_lock
r1 = r6
call bpf_res_spin_unlock
out2:
call bpf_rcu_read_unlock
out:
r0 = 0
exit
=== iter-value-rx-div type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EINVAL math between buf pointer and register with unbounded min value is not allowed
r6 = *(u64 *)(r1 + 24)
if r6 == 0 goto out
call get_prandom_u32
r7 = r0
r7 /= r6
out:
r0 = 0
exit
=== percpu-obj-h-tcp type=SCHED_CLS btf=static
--- EACCES R1 type=percpu_ptr_ expected=sock_common, sock, tcp_sock, xdp_sock
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 21
r2 = 0
call bpf_percpu_obj_new_impl
if r0 == 0 goto out
r6 = r0
r9 = r0
r1 = r6
call tcp_sock
r1 = r9
r2 = 0
call bpf_percpu_obj_drop_impl
out:
r0 = 0
exit
=== task-cg-h-dyn type=SCHED_CLS
--- EACCES R1 type=rcu_ptr_ expected=fp, dynptr_ptr
call bpf_rcu_read_lock
call get_current_task_btf
r6 = *(u64 *)(r0 + {task_struct.cgroups})
r1 = r6
r2 = 0
r3 = 8
call dynptr_data
call bpf_rcu_read_unlock
out:
r0 = 0
exit
=== tp-buffer-kf-task type=RAW_TRACEPOINT_WRITABLE
--- EACCES calling kernel function bpf_task_acquire is not allowed
r6 = *(u64 *)(r1 + 0)
r1 = r6
call bpf_task_acquire
if r0 == 0 goto +2
r1 = r0
call bpf_task_release
out:
r0 = 0
exit
=== func-h-lock type=SCHED_CLS btf=static
--- EACCES R1 type=func expected=map_value, ptr_
r6 = subprog[cb2]
r1 = r6
call spin_lock
r1 = 1
r2 = subprog[cb2]
r3 = 0
r4 = 0
call loop
out:
r0 = 0
exit
cb2:
r0 = 0
exit
=== linked-kf-res type=SCHED_CLS
--- EACCES R1 !read_ok
r1 = map[bss][0]+0
r6 = 0
call get_prandom_u32
r6 = r0
r6 &= 8
r6 += r1
r1 = r6
call bpf_res_spin_lock
r1 = r6
call bpf_res_spin_unlock
out:
r0 = 0
exit
=== zero-h-submit type=SCHED_CLS
--- EACCES R1 type=scalar expected=ringbuf_mem
r6 = 0
r1 = r6
r2 = 0
call ringbuf_submit
out:
r0 = 0
exit
=== soops-sk-ret type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- EINVAL At program exit the register R0 is not a known value (sock)
r6 = *(u64 *)(r1 + 184)
if r6 == 0 goto out
r0 = r6
exit
out:
r0 = 0
exit
=== packet-cg-k0-div type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EINVAL div by zero
r6 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r2 = r6
r2 += 16
if r2 > r3 goto out
r6 /= 0
out:
r0 = 0
exit
=== obj-null-stu644 type=SCHED_CLS btf=static
--- EACCES R6 invalid mem access 'ptr_or_null_'
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 21
r2 = 0
call bpf_obj_new_impl
r6 = r0
*(u64 *)(r6 +4) = 1
out:
r0 = 0
exit
=== xsk-h-str type=XDP
--- EACCES R3 type=xdp_sock expected=map_value
@ x XSKMAP 4 4 4
*(u32 *)(r10 - 4) = 0
r1 = map[x]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
r1 = r10
r1 += -200
r2 = 4
r3 = r6
call strncmp
out:
r0 = 0
exit
=== iter-slot-self-mod type=SCHED_CLS
--- EACCES R6 pointer %= pointer prohibited
r1 = r10
r1 += -8
r2 = 0
r3 = 3
call bpf_iter_num_new
r6 = r10
r6 += -8
r6 %= r6
r1 = r10
r1 += -8
call bpf_iter_num_destroy
out:
r0 = 0
exit
=== nf-skb-spill type=NETFILTER attach=NETFILTER
--- EACCES cannot access ptr member next with moff 0 in struct (anon) with off 0 size 1
r6 = *(u64 *)(r1 + 8)
*(u64 *)(r10 - 200) = r6
r7 = *(u64 *)(r10 - 200)
r0 = *(u8 *)(r7 + 0)
out:
r0 = 0
exit
=== task-walk2-h-dynread type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R3 type=ptr_ expected=fp, dynptr_ptr
r6 = *(u64 *)(r1 + 0)
r6 = *(u64 *)(r6 + {task_struct.last_wakee})
r1 = r10
r1 += -200
r2 = 8
r3 = r6
r4 = 0
r5 = 0
call dynptr_read
out:
r0 = 0
exit
=== ctx-kp-kf-mapsum type=KPROBE
--- EINVAL arg#0 pointer type STRUCT bpf_map must point to scalar, or struct with scalar
r6 = r1
r1 = r6
call bpf_map_sum_elem_count
out:
r0 = 0
exit
=== dyn-h-perfval type=SCHED_CLS
--- EACCES potential write to dynptr at off=-48 disallowed
r1 = map[bss][0]+0
r2 = 16
r3 = 0
r4 = r10
r4 += -48
call dynptr_from_mem
r6 = r10
r6 += -48
r1 = r6
*(u64 *)(r10 - 200) = 0
r1 = map[perf]
r2 = 0
r3 = r6
r4 = 24
call perf_event_read_value
out:
r0 = 0
exit
=== packet-cg-atrelu324 type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EACCES misaligned packet access off 2+0+0+4 size 4
r6 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r2 = r6
r2 += 16
if r2 > r3 goto out
r7 = 1
store_release((u32 *)(r6 +4), w7)
out:
r0 = 0
exit
=== obj-lds16-8 type=SCHED_CLS btf=static
--- EACCES R6 is ptr_plain invalid negative access: off=-8
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct plain { u64 a; u64 b; };
% struct node { struct bpf_list_node node; u64 data; };
% struct tree { struct bpf_rb_node node; u64 data; };
% struct counted { u64 data; struct bpf_refcount ref; };
% struct lockd { u64 data; struct bpf_spin_lock lock; };
% struct kp { struct plain *p; u64 x; };
% struct big { u64 x[65]; };
% struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); u64 tail; };
% struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); u64 tail; };
% struct resv { struct bpf_res_spin_lock lock; u32 x; };
% struct workv { u64 a; struct bpf_wq wq; };
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 == 0 goto out
r6 = r0
r9 = r0
r7 = *(s16 *)(r6 -8)
r1 = r9
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
=== devval-jwne type=XDP
--- accept
@ x DEVMAP 4 8 4
*(u32 *)(r10 - 4) = 0
r1 = map[x]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
if w6 != 0 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== mixed-ctx-h-ctx type=SCHED_CLS
--- EACCES R1 type=fp expected=ctx
r7 = r1
r6 = r1
call get_prandom_u32
if r0 == 0 goto +2
r6 = r10
r6 += -16
r1 = r6
call get_socket_cookie
out:
r0 = 0
exit
=== task-cg-h-size type=SCHED_CLS
--- EACCES R3 type=rcu_ptr_ expected=scalar
call bpf_rcu_read_lock
call get_current_task_btf
r6 = *(u64 *)(r0 + {task_struct.cgroups})
r1 = map[ring]
r2 = r10
r3 = r6
r4 = 0
call ringbuf_output
call bpf_rcu_read_unlock
out:
r0 = 0
exit
=== arena-h-map type=SYSCALL sleepable=yes
--- EACCES R1 type=arena expected=map_ptr
@ a ARENA 0 0 10 flags=MMAPABLE
r1 = map[a]
r6 = 0
r6 = addr_space_cast(r6, 0, 1)
*(u64 *)(r10 - 200) = 0
r1 = r6
r2 = r10
r2 += -200
call map_lookup_elem
out:
r0 = 0
exit
=== mapring-sr-sub type=SCHED_CLS
--- EACCES R8 pointer arithmetic on map_ptr prohibited
r6 = map[ring]
r8 = 4
r8 -= r6
r0 = *(u8 *)(r8 + 0)
out:
r0 = 0
exit
=== dyn-unset-self-rr type=SCHED_CLS
--- EACCES R6 pointer >>= pointer prohibited
r1 = map[bss][0]+0
r6 = r10
r6 += -48
r6 >>= r6
out:
r0 = 0
exit
=== mixed-ctx-kf-iter type=SCHED_CLS
--- EINVAL expected an initialized iter_num as arg #0
r7 = r1
r6 = r1
call get_prandom_u32
if r0 == 0 goto +2
r6 = r10
r6 += -16
r1 = r6
call bpf_iter_num_next
out:
r0 = 0
exit
=== xsk-null-jslt-x type=XDP
--- EACCES R6 invalid mem access 'map_value_or_null'
@ x XSKMAP 4 4 4
*(u32 *)(r10 - 4) = 0
r1 = map[x]
r2 = r10
r2 += -4
call map_lookup_elem
r6 = r0
r7 = 1
if r6 s< r7 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== kptr-place-lds324 type=SCHED_CLS
--- EACCES kptr access misaligned expected=0 off=4
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
r6 = map[m][0]+0
r7 = *(s32 *)(r6 +4)
out:
r0 = 0
exit
=== mapring-h-skb type=SCHED_CLS
--- EACCES R1 type=map_ptr expected=ctx
r6 = map[ring]
r1 = r6
r2 = 0
r3 = r10
r3 += -200
r4 = 8
call skb_load_bytes
out:
r0 = 0
exit
=== reuse-h-timer type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- EACCES R1 type=sock expected=map_value
r6 = *(u64 *)(r1 + 40)
r1 = r6
call timer_cancel
out:
r0 = 0
exit
=== zero-h-sk type=SCHED_CLS
--- EACCES R1 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock
r6 = 0
r1 = r6
call sk_fullsock
out:
r0 = 0
exit
=== iter-slot-h-readbig type=SCHED_CLS
--- EINVAL invalid read from stack R2 off=-8 size=64
r1 = r10
r1 += -8
r2 = 0
r3 = 3
call bpf_iter_num_new
r6 = r10
r6 += -8
r1 = map[ring]
r2 = r6
r3 = 64
r4 = 0
call ringbuf_output
r1 = r10
r1 += -8
call bpf_iter_num_destroy
out:
r0 = 0
exit
=== frame-h-this type=SCHED_CLS
--- EACCES R1 type=fp expected=percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_
r6 = r10
r1 = r6
call this_cpu_ptr
out:
r0 = 0
exit
=== sk-common-h-dyn type=SCHED_CLS
--- EACCES R1 type=sock_common expected=fp, dynptr_ptr
r6 = *(u64 *)(r1 + 168)
if r6 == 0 goto out
r1 = r6
r2 = 0
r3 = 8
call dynptr_data
out:
r0 = 0
exit
=== mixed-ctx-lds88 type=SCHED_CLS
--- EINVAL same insn cannot be used with different pointers
r7 = r1
r6 = r1
call get_prandom_u32
if r0 == 0 goto +2
r6 = r10
r6 += -16
r7 = *(s8 *)(r6 +8)
out:
r0 = 0
exit
=== sk-full-or-null-h-read type=SCHED_CLS
--- EACCES R2 type=sock_or_null expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r6 = *(u64 *)(r1 + 168)
if r6 == 0 goto out
r1 = r6
call sk_fullsock
r6 = r0
r1 = map[ring]
r2 = r6
r3 = 8
r4 = 0
call ringbuf_output
out:
r0 = 0
exit
=== map-ptr-cb-ldu64-1 type=SCHED_CLS btf=static
--- EACCES R6 is bpf_htab invalid negative access: off=-1
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r6 = r1
r7 = *(u64 *)(r6 -1)
out:
r0 = 0
exit
=== task-walk2-h-read type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R2 type=ptr_ expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r6 = *(u64 *)(r1 + 0)
r6 = *(u64 *)(r6 + {task_struct.last_wakee})
r1 = map[ring]
r2 = r6
r3 = 8
r4 = 0
call ringbuf_output
out:
r0 = 0
exit
=== ctx-rawtp-atrelu644 type=RAW_TRACEPOINT
--- EACCES misaligned context access off 0+0+4 size 8
r6 = r1
r7 = 1
store_release((u64 *)(r6 +4), r7)
out:
r0 = 0
exit
=== task-storage-sr-smod type=TRACEPOINT
--- EACCES R8 pointer arithmetic with %= operator prohibited
@ t TASK_STORAGE int "struct plain2" 0 flags=NO_PREALLOC
% struct plain2 { u64 a; u64 b; };
call get_current_task_btf
r2 = r0
r1 = map[t]
r3 = 0
r4 = 1
call task_storage_get
if r0 == 0 goto out
r6 = r0
r8 = 4
r8 s%= r6
r0 = *(u8 *)(r8 + 0)
out:
r0 = 0
exit
=== dyn-data-rx-xor type=SCHED_CLS
--- EINVAL math between mem pointer and register with unbounded min value is not allowed
r1 = map[bss][0]+0
r2 = 16
r3 = 0
r4 = r10
r4 += -48
call dynptr_from_mem
r1 = r10
r1 += -48
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r7 = r0
r7 ^= r6
out:
r0 = 0
exit
=== iter-meta-jsle-x type=TRACING attach=TRACE_ITER target=task
--- EACCES cannot access ptr member seq with moff 0 in struct (anon) with off 0 size 1
r6 = *(u64 *)(r1 + 0)
r7 = 1
if r6 s<= r7 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== ctx-nf-h-dyn type=NETFILTER attach=NETFILTER
--- EACCES R1 type=ctx expected=fp, dynptr_ptr
r6 = r1
r1 = r6
r2 = 0
r3 = 8
call dynptr_data
out:
r0 = 0
exit
=== nf-state-h-this type=NETFILTER attach=NETFILTER
--- EACCES R1 type=trusted_ptr_ expected=percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_
r6 = *(u64 *)(r1 + 0)
r1 = r6
call this_cpu_ptr
out:
r0 = 0
exit
=== task-storage-kf-cpy type=TRACEPOINT
--- EACCES program must be sleepable to call sleepable kfunc bpf_copy_from_user_str
@ t TASK_STORAGE int "struct plain2" 0 flags=NO_PREALLOC
% struct plain2 { u64 a; u64 b; };
call get_current_task_btf
r2 = r0
r1 = map[t]
r3 = 0
r4 = 1
call task_storage_get
if r0 == 0 goto out
r6 = r0
r1 = r6
r2 = 8
r3 = 0
r4 = 0
call bpf_copy_from_user_str
out:
r0 = 0
exit
=== xsk-h-write type=XDP
--- EACCES R1 type=xdp_sock expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
@ x XSKMAP 4 4 4
*(u32 *)(r10 - 4) = 0
r1 = map[x]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
r1 = r6
r2 = 8
r3 = 0
call probe_read_kernel
out:
r0 = 0
exit
=== kptr-own-ldu16-8 type=SCHED_CLS
--- EACCES R6 is ptr_mine invalid negative access: off=-8
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
r6 = map[m][0]+0
r6 = *(u64 *)(r6 + 16)
if r6 == 0 goto out
r7 = *(u16 *)(r6 -8)
out:
r0 = 0
exit
=== iter-slot-h-xchg type=SCHED_CLS
--- EACCES R1 type=fp expected=map_value, ptr_
r1 = r10
r1 += -8
r2 = 0
r3 = 3
call bpf_iter_num_new
r6 = r10
r6 += -8
r1 = r6
r2 = 0
call kptr_xchg
r1 = r10
r1 += -8
call bpf_iter_num_destroy
out:
r0 = 0
exit
=== func-neg type=SCHED_CLS btf=static
--- accept
r6 = subprog[cb2]
r6 = -r6
r1 = 1
r2 = subprog[cb2]
r3 = 0
r4 = 0
call loop
out:
r0 = 0
exit
cb2:
r0 = 0
exit
=== tcp-sock-h-dyn type=SCHED_CLS
--- EACCES R1 type=tcp_sock expected=fp, dynptr_ptr
r6 = *(u64 *)(r1 + 168)
if r6 == 0 goto out
r1 = r6
call tcp_sock
if r0 == 0 goto out
r6 = r0
r1 = r6
r2 = 0
r3 = 8
call dynptr_data
out:
r0 = 0
exit
=== zero-wx-xor type=SCHED_CLS
--- accept
r6 = 0
call get_prandom_u32
r7 = r0
w6 ^= w7
out:
r0 = 0
exit
=== vma-lds816 type=TRACEPOINT btf=static
--- EACCES cannot access ptr member vm_mm with moff 16 in struct vm_area_struct with off 16 size 1
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb:
r6 = r2
r7 = *(s8 *)(r6 +16)
out:
r0 = 0
exit
=== iter-task-h-readbig type=TRACING attach=TRACE_ITER target=task
--- EACCES R2 type=trusted_ptr_or_null_ expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r6 = *(u64 *)(r1 + 8)
r1 = map[ring]
r2 = r6
r3 = 64
r4 = 0
call ringbuf_output
out:
r0 = 0
exit
=== kptr-own-xu-or type=SCHED_CLS
--- EINVAL math between rcu_ptr_ pointer and register with unbounded min value is not allowed
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
r6 = map[m][0]+0
r6 = *(u64 *)(r6 + 16)
if r6 == 0 goto out
call get_prandom_u32
r7 = r0
r6 |= r7
out:
r0 = 0
exit
=== iter-key-null-h-rel type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EINVAL program of this type cannot use helper bpf_sk_release#86
r6 = *(u64 *)(r1 + 16)
r1 = r6
call sk_release
out:
r0 = 0
exit
=== task-kf-pkt type=SCHED_CLS
--- EINVAL arg#0 expected pointer to ctx, but got trusted_ptr_
call get_current_task_btf
r6 = r0
r1 = r6
r2 = 0
r3 = r10
r3 += -216
call bpf_dynptr_from_skb
out:
r0 = 0
exit
=== iter-key-null-jsle-self type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R6 invalid mem access 'rdonly_buf_or_null'
r6 = *(u64 *)(r1 + 16)
if r6 s<= r6 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== rdonly-task-stw4 type=SCHED_CLS
--- EACCES only read is supported
r1 = 0
r2 = {struct:task_struct}
call bpf_rdonly_cast
r6 = r0
*(u32 *)(r6 +4) = r10
out:
r0 = 0
exit
=== tp-buffer-h-timer type=RAW_TRACEPOINT_WRITABLE
--- EACCES R1 type=tp_buffer expected=map_value
r6 = *(u64 *)(r1 + 0)
r1 = r6
call timer_cancel
out:
r0 = 0
exit
=== const-jwne type=SCHED_CLS
--- accept
r6 = 5
if w6 != 0 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== ctx-nf-fill32 type=NETFILTER attach=NETFILTER
--- EACCES invalid size of register fill
r6 = r1
*(u64 *)(r10 - 200) = r6
r7 = *(u32 *)(r10 - 200)
out:
r0 = 0
exit
=== packet-skskb-kf-ctx type=SK_SKB
--- EINVAL arg#0 expected pointer to ctx, but got pkt
r6 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r2 = r6
r2 += 16
if r2 > r3 goto out
r1 = r6
call bpf_cast_to_kern_ctx
out:
r0 = 0
exit
=== iter-meta-stu32-8 type=TRACING attach=TRACE_ITER target=task
--- EACCES R6 is ptr_bpf_iter_meta invalid negative access: off=-8
r6 = *(u64 *)(r1 + 0)
*(u32 *)(r6 -8) = 1
out:
r0 = 0
exit
=== dyn-unset-stx4 type=SCHED_CLS
--- EACCES misaligned stack access off 0+-48+4 size 8
r1 = map[bss][0]+0
r6 = r10
r6 += -48
r7 = 1
*(u64 *)(r6 +4) = r7
out:
r0 = 0
exit
=== xsk-x-add type=XDP
--- EACCES R6 pointer arithmetic on xdp_sock prohibited
@ x XSKMAP 4 4 4
*(u32 *)(r10 - 4) = 0
r1 = map[x]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r7 = r0
r7 &= 7
r6 += r7
out:
r0 = 0
exit
=== kptr-place-ataddu648 type=SCHED_CLS
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
% struct task_struct { int x; };
% struct mine { u64 a; u64 b; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; };
@ m ARRAY int "struct holds" 1
r6 = map[m][0]+0
r7 = 1
lock *(u64 *)(r6 +8) += r7
out:
r0 = 0
exit
=== map-key-h-dyn type=SCHED_CLS btf=static
--- EACCES R1 type=map_key expected=fp, dynptr_ptr
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r6 = r2
r1 = r6
r2 = 0
r3 = 8
call dynptr_data
out:
r0 = 0
exit
=== packet-msg-kf-cgrp type=SK_MSG attach=SK_MSG_VERDICT
--- EACCES calling kernel function bpf_cgroup_acquire is not allowed
r6 = *(u64 *)(r1 + 0)
r3 = *(u64 *)(r1 + 8)
r2 = r6
r2 += 16
if r2 > r3 goto out
r1 = r6
call bpf_cgroup_acquire
if r0 == 0 goto +2
r1 = r0
call bpf_cgroup_release
out:
r0 = 0
exit
=== const-h-str type=SCHED_CLS
--- EACCES R3 type=scalar expected=map_value
r6 = 5
r1 = r10
r1 += -200
r2 = 4
r3 = r6
call strncmp
out:
r0 = 0
exit
=== optval-kf-taskrel type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL arg#0 pointer type STRUCT task_struct must point to scalar, or struct with scalar
r6 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 16)
r2 = r6
r2 += 16
if r2 > r3 goto out
r1 = r6
call bpf_task_release
out:
r0 = 1
exit
=== tcp-sock-atfaddu328 type=SCHED_CLS
--- EACCES BPF_ATOMIC stores into R6 tcp_sock is not allowed
r6 = *(u64 *)(r1 + 168)
if r6 == 0 goto out
r1 = r6
call tcp_sock
if r0 == 0 goto out
r6 = r0
r7 = 1
w7 = atomic_fetch_add((u32 *)(r6 +8), w7)
out:
r0 = 0
exit
=== task-ref-ldu64100 type=SCHED_CLS
--- EACCES access beyond the end of member wake_cpu (mend:104) in struct task_struct with off 100 size 8
call get_current_task_btf
r1 = r0
call bpf_task_acquire
if r0 == 0 goto out
r6 = r0
r9 = r0
r7 = *(u64 *)(r6 +100)
r1 = r9
call bpf_task_release
out:
r0 = 0
exit
=== arena-raw-h-cstr type=SYSCALL sleepable=yes
--- EACCES R3 type=map_ptr expected=map_value
@ a ARENA 0 0 10 flags=MMAPABLE
r1 = map[a]
r6 = map[a]
r1 = map[rodata][0]+8
r2 = 4
r3 = r6
call strncmp
out:
r0 = 0
exit
=== sk-or-null-h-percpu type=SCHED_CLS
--- EACCES R1 type=sock_common_or_null expected=percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_
r6 = *(u64 *)(r1 + 168)
r1 = r6
r2 = 0
call per_cpu_ptr
out:
r0 = 0
exit
=== rodata-jrne type=SCHED_CLS
--- accept
r6 = map[rodata][0]+0
r7 = 1
if r7 != r6 goto +1
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
=== sub-stack-h-str type=SCHED_CLS
--- EACCES R3 type=fp expected=map_value
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -16
call cb
r0 = 0
exit
cb:
r6 = r1
r1 = r10
r1 += -200
r2 = 4
r3 = r6
call strncmp
out:
r0 = 0
exit
=== sub-stack-stself0 type=SCHED_CLS
--- EINVAL cannot spill pointers to stack into stack frame of the caller
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -16
call cb
r0 = 0
exit
cb:
r6 = r1
*(u64 *)(r6 +0) = r6
out:
r0 = 0
exit
=== func-k0-mul type=SCHED_CLS btf=static
--- EACCES R6 pointer arithmetic with *= operator prohibited
r6 = subprog[cb2]
r6 *= 0
r1 = 1
r2 = subprog[cb2]
r3 = 0
r4 = 0
call loop
out:
r0 = 0
exit
cb2:
r0 = 0
exit
=== flow-keys-atacqu644 type=FLOW_DISSECTOR
--- EACCES misaligned flow keys access off 0+0+4 size 8
r6 = *(u64 *)(r1 + 144)
r7 = 1
r7 = load_acquire((u64 *)(r6 +4))
out:
r0 = 0
exit
=== task-storage-k0-rr type=TRACEPOINT
--- EACCES R6 pointer arithmetic with >>= operator prohibited
@ t TASK_STORAGE int "struct plain2" 0 flags=NO_PREALLOC
% struct plain2 { u64 a; u64 b; };
call get_current_task_btf
r2 = r0
r1 = map[t]
r3 = 0
r4 = 1
call task_storage_get
if r0 == 0 goto out
r6 = r0
r6 >>= 0
out:
r0 = 0
exit
=== task-cg-jgt-0 type=SCHED_CLS
--- EACCES cannot access ptr member subsys with moff 0 in struct css_set with off 0 size 1
call bpf_rcu_read_lock
call get_current_task_btf
r6 = *(u64 *)(r0 + {task_struct.cgroups})
if r6 > 0 goto +1
r0 = *(u8 *)(r6 + 0)
call bpf_rcu_read_unlock
out:
r0 = 0
exit
=== frame-wneg type=SCHED_CLS
--- accept
r6 = r10
w6 = -w6
out:
r0 = 0
exit
=== sk-ref-null-ldind type=SCHED_CLS
--- EINVAL BPF_LD_[ABS|IND] would lead to reference leak
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
*(u32 *)(r10 - 24) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r6 = r0
r0 = *(u32 *)skb[r6 + 4]
out:
r0 = 0
exit
=== task-storage-h-timer type=TRACEPOINT
--- EINVAL map 't' has no valid bpf_timer
@ t TASK_STORAGE int "struct plain2" 0 flags=NO_PREALLOC
% struct plain2 { u64 a; u64 b; };
call get_current_task_btf
r2 = r0
r1 = map[t]
r3 = 0
r4 = 1
call task_storage_get
if r0 == 0 goto out
r6 = r0
r1 = r6
call timer_cancel
out:
r0 = 0
exit
=== task-cpus-lds32100 type=SCHED_CLS
--- EACCES access beyond struct cpumask at off 100 size 4
call get_current_task_btf
r6 = *(u64 *)(r0 + {task_struct.cpus_ptr})
r7 = *(s32 *)(r6 +100)
out:
r0 = 0
exit
=== iter-key-h-skc type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R1 type=rdonly_buf expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = *(u64 *)(r1 + 16)
if r6 == 0 goto out
r1 = r6
call skc_to_tcp_sock
out:
r0 = 0
exit
