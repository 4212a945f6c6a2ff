# Objects of the program, lists, trees, counts, resilient locks, work queues.
# Types by number: node 22, tree 23, cnt 24, plain 21, lockd 25, kp 26, big 28.
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
@ list HASH int "struct listv" 4
@ tree HASH int "struct treev" 4
@ res HASH int "struct resv" 4
@ work HASH int "struct workv" 4
@ work2 HASH int "struct workv" 4
=== new-drop type=SCHED_CLS btf=static
--- accept
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== new-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r0 = 0
exit
=== new-unchecked-drop type=SCHED_CLS btf=static
--- EACCES Possibly NULL pointer passed to trusted arg0
r1 = 21
r2 = 0
call bpf_obj_new_impl
r7 = r0
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== new-null-leak-not type=SCHED_CLS btf=static
--- accept
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 == 0 goto out
r7 = r0
r1 = r7
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
=== new-unchecked-read type=SCHED_CLS btf=static
--- EACCES R7 invalid mem access 'ptr_or_null_'
r1 = 21
r2 = 0
call bpf_obj_new_impl
r7 = r0
r0 = *(u64 *)(r7 + 0)
r0 = 0
exit
=== new-read-write type=SCHED_CLS btf=static
--- accept
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
*(u64 *)(r7 + 0) = 1
r0 = *(u64 *)(r7 + 8)
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== new-beyond type=SCHED_CLS btf=static
--- EACCES access beyond struct plain at off 16 size 8
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
*(u64 *)(r7 + 16) = 1
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== new-pointer-member type=SCHED_CLS btf=static
--- accept
r1 = 26
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r0 = *(u64 *)(r7 + 0)
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== new-node-touch type=SCHED_CLS btf=static
--- EACCES direct access to bpf_list_node is disallowed
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r0 = *(u64 *)(r7 + 8)
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== new-after-drop type=SCHED_CLS btf=static
--- EACCES R7 invalid mem access 'scalar'
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = *(u64 *)(r7 + 0)
r0 = 0
exit
=== drop-twice type=SCHED_CLS btf=static
--- EINVAL R1 must be referenced or trusted
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r8 = r7
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r1 = r8
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== drop-moved type=SCHED_CLS btf=static
--- EINVAL R1 must have zero offset when passed to release func or trusted arg to kfunc
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r7 += 8
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== drop-stack type=SCHED_CLS btf=static
--- EINVAL R1 must be referenced or trusted
r1 = r10
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== drop-map-value type=SCHED_CLS btf=static
--- EINVAL R1 must be referenced or trusted
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== new-type-int type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 1
r2 = 0
call bpf_obj_new_impl
r0 = 0
exit
=== new-type-0 type=SCHED_CLS btf=static
--- EINVAL bpf_obj_new/bpf_percpu_obj_new type ID argument must be of a struct
r1 = 0
r2 = 0
call bpf_obj_new_impl
r0 = 0
exit
=== new-type-large type=SCHED_CLS btf=static
--- EINVAL bpf_obj_new/bpf_percpu_obj_new type ID argument must be of a struct
r1 = 9999
r2 = 0
call bpf_obj_new_impl
r0 = 0
exit
=== new-type-wide type=SCHED_CLS btf=static
--- EINVAL local type ID argument must be in range [0, U32_MAX]
r1 = 0x100000001 ll
r2 = 0
call bpf_obj_new_impl
r0 = 0
exit
=== new-type-unknown type=SCHED_CLS btf=static
--- EINVAL R1 must be a known constant
call get_prandom_u32
r1 = r0
r2 = 0
call bpf_obj_new_impl
r0 = 0
exit
=== percpu-new-drop type=SCHED_CLS btf=static
--- accept
r1 = 21
r2 = 0
call bpf_percpu_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_percpu_obj_drop_impl
r0 = 0
exit
=== percpu-new-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 21
r2 = 0
call bpf_percpu_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r0 = 0
exit
=== percpu-new-read type=SCHED_CLS btf=static
--- EACCES R7 is ptr_plain access percpu memory: off=0
r1 = 21
r2 = 0
call bpf_percpu_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r0 = *(u64 *)(r7 + 0)
r0 = 0
exit
=== percpu-new-node type=SCHED_CLS btf=static
--- EINVAL bpf_percpu_obj_new type ID argument must not contain special fields
r1 = 22
r2 = 0
call bpf_percpu_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r0 = 0
exit
=== percpu-new-pointers type=SCHED_CLS btf=static
--- EINVAL bpf_percpu_obj_new type ID argument must be of a struct of scalars
r1 = 26
r2 = 0
call bpf_percpu_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r0 = 0
exit
=== percpu-new-big type=SCHED_CLS btf=static
--- EINVAL bpf_percpu_obj_new type size (520) is greater than 512
r1 = 28
r2 = 0
call bpf_percpu_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r0 = 0
exit
=== percpu-drop-plain type=SCHED_CLS btf=static
--- EINVAL arg#0 expected for bpf_obj_drop_impl()
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_percpu_obj_drop_impl
r0 = 0
exit
=== drop-percpu type=SCHED_CLS btf=static
--- EINVAL arg#0 expected for bpf_percpu_obj_drop_impl()
r1 = 21
r2 = 0
call bpf_percpu_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== list-push type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-back type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_back_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-unlocked type=SCHED_CLS btf=static
--- EINVAL bpf_spin_lock at off=0 must be held for bpf_list_head
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r0 = 0
exit
=== list-push-other-lock type=SCHED_CLS btf=static
--- EINVAL bpf_spin_lock at off=0 must be held for bpf_list_head
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r8 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r8
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r8
call spin_unlock
r0 = 0
exit
=== list-push-wrong-root type=SCHED_CLS btf=static
--- EINVAL bpf_list_head not found at offset=16
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 16
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-wrong-node type=SCHED_CLS btf=static
--- EINVAL bpf_list_node not found at offset=8
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 8
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-other-struct type=SCHED_CLS btf=static
--- EINVAL bpf_list_node not found at offset=0
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 24
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-tree-node type=SCHED_CLS btf=static
--- EINVAL bpf_list_node not found at offset=0
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-twice type=SCHED_CLS btf=static
--- EINVAL arg#1 expected pointer to allocated object
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-read-locked type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r0 = *(u64 *)(r7 + 24)
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-write-locked type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
*(u64 *)(r7 + 24) = 1
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-read-unlocked type=SCHED_CLS btf=static
--- EACCES R7 invalid mem access 'scalar'
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = *(u64 *)(r7 + 24)
r0 = 0
exit
=== list-push-drop type=SCHED_CLS btf=static
--- EINVAL R1 must be referenced or trusted
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== list-push-null type=SCHED_CLS btf=static
--- EACCES R2 pointer arithmetic on ptr_or_null_ prohibited, null-check it first
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-stack type=SCHED_CLS btf=static
--- EINVAL arg#1 expected pointer to allocated object
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r10
r2 += -24
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-push-root-stack type=SCHED_CLS btf=static
--- EINVAL arg#0 expected pointer to map value or allocated object
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r10
r1 += -16
r2 = r7
r3 = 0
r4 = 0
call bpf_list_push_front_impl
r0 = 0
exit
=== list-pop type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_list_pop_front
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
if r7 == 0 goto out
r1 = r7
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
=== list-pop-back-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_list_pop_back
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-pop-unlocked type=SCHED_CLS btf=static
--- EINVAL bpf_spin_lock at off=0 must be held for bpf_list_head
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call bpf_list_pop_front
r7 = r0
r0 = 0
exit
=== list-pop-read type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_list_pop_front
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
if r7 == 0 goto out
r0 = *(u64 *)(r7 + 24)
r1 = r7
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
=== list-front-read type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_list_front
r7 = r0
if r7 == 0 goto out
r0 = *(u64 *)(r7 + 24)
out:
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== list-front-unlocked-read type=SCHED_CLS btf=static
--- EACCES R7 invalid mem access 'scalar'
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_list_front
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
if r7 == 0 goto out
r0 = *(u64 *)(r7 + 24)
out:
r0 = 0
exit
=== list-back-drop type=SCHED_CLS btf=static
--- EINVAL R1 must be referenced or trusted
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_list_back
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
if r7 == 0 goto out
r1 = r7
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
=== tree-add type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
r0 = 0
exit
=== tree-add-unlocked type=SCHED_CLS btf=static
--- EINVAL bpf_spin_lock at off=0 must be held for bpf_rb_root
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r0 = 0
exit
less:
r0 = 0
exit
=== tree-add-wrong-node type=SCHED_CLS btf=static
--- EINVAL bpf_rb_node not found at offset=8
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 8
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
r0 = 0
exit
=== tree-add-other type=SCHED_CLS btf=static
--- EINVAL bpf_rb_node not found at offset=0
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 22
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
r0 = 0
exit
=== tree-add-read type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r0 = *(u64 *)(r7 + 32)
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
r0 = 0
exit
=== tree-less-reads type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
r3 = *(u64 *)(r1 + 32)
r4 = *(u64 *)(r2 + 32)
r0 = 0
if r3 < r4 goto +1
r0 = 1
exit
=== tree-less-returns-2 type=SCHED_CLS btf=static
--- EINVAL At callback return the register R0 has smin=2 smax=2 should have been in [0, 1]
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
r0 = 2
exit
=== tree-less-unlocks type=SCHED_CLS btf=static
--- EACCES R1 type=map_ptr expected=map_value, ptr_
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
r1 = map[tree]
call spin_unlock
r0 = 0
exit
=== tree-less-calls type=SCHED_CLS btf=static
--- EINVAL function calls are not allowed while holding a lock
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
call get_prandom_u32
r0 = 0
exit
=== tree-less-removes type=SCHED_CLS btf=static
--- EINVAL arg#0 expected pointer to map value or allocated object
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
r2 += 0
r3 = subprog[less]
r4 = 0
r5 = 0
call bpf_rbtree_add_impl
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
less:
r2 = r1
call bpf_rbtree_remove
r0 = 0
exit
=== tree-first-remove type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_rbtree_first
r7 = r0
if r7 == 0 goto none
r1 = r6
r1 += 8
r2 = r7
call bpf_rbtree_remove
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
if r7 == 0 goto out
r1 = r7
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
none:
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== tree-remove-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_rbtree_first
r7 = r0
if r7 == 0 goto none
r1 = r6
r1 += 8
r2 = r7
call bpf_rbtree_remove
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
none:
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== tree-remove-unchecked type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_rbtree_first
r7 = r0
r1 = r6
r1 += 8
r2 = r7
call bpf_rbtree_remove
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== tree-remove-owned type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 23
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
r2 = r7
call bpf_rbtree_remove
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== tree-first-unlocked type=SCHED_CLS btf=static
--- EINVAL bpf_spin_lock at off=0 must be held for bpf_rb_root
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call bpf_rbtree_first
r7 = r0
r0 = 0
exit
=== tree-root-left type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_rbtree_root
r7 = r0
if r7 == 0 goto none
r1 = r6
r1 += 8
r2 = r7
call bpf_rbtree_left
if r0 == 0 goto none
r0 = *(u64 *)(r0 + 32)
none:
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== tree-right-read-after type=SCHED_CLS btf=static
--- EACCES R7 invalid mem access 'scalar'
*(u32 *)(r10 - 4) = 0
r1 = map[tree]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
call spin_lock
r1 = r6
r1 += 8
call bpf_rbtree_root
r7 = r0
if r7 == 0 goto none
r1 = r6
r1 += 8
r2 = r7
call bpf_rbtree_right
r7 = r0
r1 = r6
r1 += 0
call spin_unlock
r0 = *(u64 *)(r7 + 32)
r0 = 0
exit
none:
r1 = r6
r1 += 0
call spin_unlock
r0 = 0
exit
=== counted-acquire type=SCHED_CLS btf=static
--- accept
r1 = 24
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_refcount_acquire_impl
r8 = r0
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r1 = r8
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== counted-acquire-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 24
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_refcount_acquire_impl
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== counted-acquire-uncounted type=SCHED_CLS btf=static
--- EFAULT verifier bug: Couldn't find btf_record
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r2 = 0
call bpf_refcount_acquire_impl
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== counted-acquire-stack type=SCHED_CLS btf=static
--- EINVAL arg#0 is neither owning or non-owning ref
r1 = r10
r2 = 0
call bpf_refcount_acquire_impl
r0 = 0
exit
=== object-lock type=SCHED_CLS btf=static
--- accept
r1 = 25
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r7
r1 += 8
call spin_lock
r1 = r7
r1 += 8
call spin_unlock
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== object-lock-two type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 25
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = 25
r2 = 0
call bpf_obj_new_impl
if r0 != 0 goto +2
r0 = 0
exit
r8 = r0
r1 = r7
r1 += 8
call spin_lock
r1 = r8
r1 += 8
call spin_unlock
r1 = r7
r2 = 0
call bpf_obj_drop_impl
r1 = r8
r2 = 0
call bpf_obj_drop_impl
r0 = 0
exit
=== res-lock type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call bpf_res_spin_lock
if r0 != 0 goto out
r1 = r6
call bpf_res_spin_unlock
out:
r0 = 0
exit
=== res-lock-unchecked type=SCHED_CLS btf=static
--- EINVAL bpf_res_spin_unlock without taking a lock
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call bpf_res_spin_lock
r1 = r6
call bpf_res_spin_unlock
r0 = 0
exit
=== res-lock-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog cannot be used inside bpf_spin_lock-ed region
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call bpf_res_spin_lock
if r0 != 0 goto out
out:
r0 = 0
exit
=== res-lock-twice type=SCHED_CLS btf=static
--- EINVAL Acquiring the same lock again, AA deadlock detected
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call bpf_res_spin_lock
if r0 != 0 goto out
r1 = r6
call bpf_res_spin_lock
out:
r0 = 0
exit
=== res-lock-two type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
call bpf_res_spin_lock
if r0 != 0 goto out
r1 = r7
call bpf_res_spin_lock
if r0 != 0 goto one
r1 = r7
call bpf_res_spin_unlock
one:
r1 = r6
call bpf_res_spin_unlock
out:
r0 = 0
exit
=== res-lock-out-of-order type=SCHED_CLS btf=static
--- EINVAL bpf_res_spin_unlock cannot be out of order
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r7 = r0
r1 = r6
call bpf_res_spin_lock
if r0 != 0 goto out
r1 = r7
call bpf_res_spin_lock
if r0 != 0 goto one
r1 = r6
call bpf_res_spin_unlock
r1 = r7
call bpf_res_spin_unlock
r0 = 0
exit
one:
r1 = r6
call bpf_res_spin_unlock
out:
r0 = 0
exit
=== res-unlock-only type=SCHED_CLS btf=static
--- EINVAL bpf_res_spin_unlock without taking a lock
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call bpf_res_spin_unlock
r0 = 0
exit
=== res-lock-on-spin type=SCHED_CLS btf=static
--- EINVAL map 'list' has no valid bpf_res_spin_lock
*(u32 *)(r10 - 4) = 0
r1 = map[list]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call bpf_res_spin_lock
r0 = 0
exit
=== spin-lock-on-res type=SCHED_CLS btf=static
--- EINVAL map 'res' has no valid bpf_spin_lock
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
call spin_lock
r0 = 0
exit
=== res-lock-irq type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[res]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = r10
r2 += -16
call bpf_res_spin_lock_irqsave
if r0 != 0 goto out
r1 = r6
r2 = r10
r2 += -16
call bpf_res_spin_unlock_irqrestore
out:
r0 = 0
exit
=== res-lock-stack type=SCHED_CLS btf=static
--- EINVAL arg#0 doesn't point to map value or allocated object
r1 = r10
call bpf_res_spin_lock
r0 = 0
exit
=== wq-all type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[work]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[work]
r3 = 0
call bpf_wq_init
r1 = r6
r1 += 8
r2 = subprog[cb]
r3 = 0
r4 = 0
call bpf_wq_set_callback_impl
r1 = r6
r1 += 8
r2 = 0
call bpf_wq_start
r0 = 0
exit
cb:
r0 = 0
exit
=== wq-init-other-map type=SCHED_CLS btf=static
--- EINVAL workqueue pointer in R1 map_uid=0 doesn't match map pointer in R2 map_uid=0
*(u32 *)(r10 - 4) = 0
r1 = map[work]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = map[work2]
r3 = 0
call bpf_wq_init
r0 = 0
exit
=== wq-init-wrong-place type=SCHED_CLS btf=static
--- EINVAL off 0 doesn't point to 'struct bpf_wq' that is at 8
*(u32 *)(r10 - 4) = 0
r1 = map[work]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = map[work]
r3 = 0
call bpf_wq_init
r0 = 0
exit
=== wq-init-stack type=SCHED_CLS btf=static
--- EINVAL arg#0 doesn't point to a map value
r1 = r10
r2 = map[work]
r3 = 0
call bpf_wq_init
r0 = 0
exit
=== wq-callback-returns-1 type=SCHED_CLS btf=static
--- EINVAL At async callback return the register R0 has smin=1 smax=1 should have been in [0, 0]
*(u32 *)(r10 - 4) = 0
r1 = map[work]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
r3 = 0
r4 = 0
call bpf_wq_set_callback_impl
r0 = 0
exit
cb:
r0 = 1
exit
=== wq-callback-sleeps type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[work]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = subprog[cb]
r3 = 0
r4 = 0
call bpf_wq_set_callback_impl
r0 = 0
exit
cb:
call bpf_rcu_read_lock
call bpf_rcu_read_unlock
r0 = 0
exit
=== wq-callback-no-func type=SCHED_CLS btf=static
--- EINVAL arg1 expected pointer to func
*(u32 *)(r10 - 4) = 0
r1 = map[work]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
r2 = 0
r3 = 0
r4 = 0
call bpf_wq_set_callback_impl
r0 = 0
exit
=== number-and-object type=SCHED_CLS btf=static
--- EFAULT verifier bug: ref_obj_id for allocated object must be non-zero
r1 = 21
r2 = 0
call bpf_obj_new_impl
if r0 == 0 goto out
r6 = r0
r8 = 4
r8 += r6
r7 = *(u8 *)(r8 + 0)
r1 = r6
r2 = 0
call bpf_obj_drop_impl
out:
r0 = 0
exit
