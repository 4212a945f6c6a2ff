# Pointers in map values.
% struct bpf_spin_lock { u32 val; };
% struct bpf_timer { u64 __opaque[2]; };
% struct task_struct { int x; };
% struct cgroup { int x; };
% struct mine { u64 a; u64 b; };
% struct guarded { u64 a; struct bpf_spin_lock lock; };
% struct holds { struct task_struct __kptr *ref; struct task_struct __kptr_untrusted *unref; struct mine __kptr *own; struct mine __percpu_kptr *cpu; struct cgroup __kptr *cgroup; u64 tail; struct guarded __kptr *guarded; };
% struct lockd { struct task_struct __kptr *ref; struct bpf_spin_lock lock; };
% struct manyp { struct task_struct __kptr_untrusted *refs[3]; u64 tail; };
% struct inside { u64 a; struct task_struct __kptr *ref; };
% struct nests { u64 x; struct inside in[2]; };
% struct simple { u64 a; u64 b; };
@ m HASH int "struct holds" 4
@ locked HASH int "struct lockd" 4
@ many HASH int "struct manyp" 4
@ nested HASH int "struct nests" 4
@ plain HASH 4 16 4
@ other HASH int "struct simple" 4
=== load-ref type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 0)
r0 = 0
exit
=== load-ref-deref type=SCHED_CLS btf=static
--- EACCES R1 invalid mem access 'rcu_ptr_or_null_'
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 0)
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-ref-checked type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 0)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-ref-write type=SCHED_CLS btf=static
--- EACCES only read is supported
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 0)
if r1 == 0 goto +1
*(u64 *)(r1 + 0) = 0
r0 = 0
exit
=== load-ref-sleepable type=SYSCALL sleepable=yes btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 0)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-ref-small type=SCHED_CLS btf=static
--- EACCES kptr access size must be BPF_DW
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u32 *)(r6 + 0)
r0 = 0
exit
=== load-ref-misaligned type=SCHED_CLS btf=static
--- EACCES kptr access misaligned expected=0 off=4
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 4)
r0 = 0
exit
=== load-ref-signed type=SCHED_CLS btf=static
--- EACCES kptr access size must be BPF_DW
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(s32 *)(r6 + 0)
r0 = 0
exit
=== load-ref-variable type=SCHED_CLS btf=static
--- EACCES kptr access cannot have variable offset
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 40)
r0 &= 8
r6 += r0
r1 = *(u64 *)(r6 + 0)
r0 = 0
exit
=== load-ref-acquire type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = load_acquire((u64 *)(r6 + 0))
r0 = 0
exit
=== store-ref-zero type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 0) = 0
r0 = 0
exit
=== store-ref-one type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 0) = 1
r0 = 0
exit
=== store-ref-null type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 0
*(u64 *)(r6 + 0) = r1
r0 = 0
exit
=== store-ref-number type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 7
*(u64 *)(r6 + 0) = r1
r0 = 0
exit
=== store-ref-stack type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 0) = r10
r0 = 0
exit
=== store-ref-loaded-unref type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
*(u64 *)(r6 + 0) = r1
r0 = 0
exit
=== store-ref-loaded-checked type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +1
*(u64 *)(r6 + 0) = r1
r0 = 0
exit
=== store-ref-moved type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +2
r1 += 8
*(u64 *)(r6 + 0) = r1
r0 = 0
exit
=== store-ref-other-type type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 32)
*(u64 *)(r6 + 0) = r1
r0 = 0
exit
=== atomic-ref type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 1
lock *(u64 *)(r6 + 0) += r1
r0 = 0
exit
=== xchg-atomic-ref type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 0
r1 = atomic64_xchg((u64 *)(r6 + 0), r1)
r0 = 0
exit
=== xchg-ref-null-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-ref-null-checked type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
if r0 == 0 goto +0
r0 = 0
exit
=== xchg-ref-back type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r1 = r6
r1 += 0
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-ref-back-unchecked type=SCHED_CLS btf=static
--- EACCES Possibly NULL pointer passed to helper arg2
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
r1 = r6
r1 += 0
r2 = r0
call kptr_xchg
r0 = 0
exit
=== xchg-ref-unref type=SCHED_CLS btf=static
--- EACCES R2 type=untrusted_ptr_ expected=ptr_, trusted_ptr_, rcu_ptr_
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r2 = *(u64 *)(r6 + 8)
if r2 == 0 goto out
r1 = r6
r1 += 0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-ref-into-other type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R2 type=ptr_task_struct expected=ptr_mine
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r1 = r6
r1 += 16
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-ref-deref-after type=SCHED_CLS btf=static
--- EACCES R7 invalid mem access 'scalar'
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r7 = r0
r1 = r6
r1 += 0
r2 = r0
call kptr_xchg
r0 = *(u64 *)(r7 + 0)
out:
r0 = 0
exit
=== xchg-ref-deref type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r7 = *(u64 *)(r0 + 0)
r1 = r6
r1 += 0
r2 = r0
call kptr_xchg
if r0 == 0 goto out
out:
r0 = 0
exit
=== xchg-ref-write-object type=SCHED_CLS btf=static
--- EACCES only read is supported
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 5
r1 = r6
r1 += 0
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-ref-moved type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R2 type=ptr_task_struct expected=ptr_task_struct
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 0
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r2 = r0
r2 += 8
r1 = r6
r1 += 0
call kptr_xchg
out:
r0 = 0
exit
=== load-unref type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
r0 = 0
exit
=== load-unref-deref type=SCHED_CLS btf=static
--- EACCES R1 invalid mem access 'untrusted_ptr_or_null_'
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-unref-checked type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-unref-write type=SCHED_CLS btf=static
--- EACCES only read is supported
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +1
*(u64 *)(r1 + 0) = 0
r0 = 0
exit
=== load-unref-sleepable type=SYSCALL sleepable=yes btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-unref-small type=SCHED_CLS btf=static
--- EACCES kptr access size must be BPF_DW
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u32 *)(r6 + 8)
r0 = 0
exit
=== load-unref-misaligned type=SCHED_CLS btf=static
--- EACCES kptr access misaligned expected=8 off=12
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 12)
r0 = 0
exit
=== load-unref-signed type=SCHED_CLS btf=static
--- EACCES kptr access size must be BPF_DW
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(s32 *)(r6 + 8)
r0 = 0
exit
=== load-unref-variable type=SCHED_CLS btf=static
--- EACCES kptr access cannot have variable offset
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 40)
r0 &= 8
r6 += r0
r1 = *(u64 *)(r6 + 8)
r0 = 0
exit
=== load-unref-acquire type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = load_acquire((u64 *)(r6 + 8))
r0 = 0
exit
=== store-unref-zero type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 8) = 0
r0 = 0
exit
=== store-unref-one type=SCHED_CLS btf=static
--- EACCES BPF_ST imm must be 0 when storing to kptr at off=8
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 8) = 1
r0 = 0
exit
=== store-unref-null type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 0
*(u64 *)(r6 + 8) = r1
r0 = 0
exit
=== store-unref-number type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R1 type=scalar expected=ptr_task_struct or untrusted_ptr_task_struct
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 7
*(u64 *)(r6 + 8) = r1
r0 = 0
exit
=== store-unref-stack type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R10 type=fp expected=ptr_task_struct or untrusted_ptr_task_struct
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 8) = r10
r0 = 0
exit
=== store-unref-loaded-unref type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
*(u64 *)(r6 + 8) = r1
r0 = 0
exit
=== store-unref-loaded-checked type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +1
*(u64 *)(r6 + 8) = r1
r0 = 0
exit
=== store-unref-moved type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R1 type=untrusted_ptr_task_struct expected=ptr_task_struct or untrusted_ptr_task_struct
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +2
r1 += 8
*(u64 *)(r6 + 8) = r1
r0 = 0
exit
=== store-unref-other-type type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R1 type=rcu_ptr_or_null_cgroup expected=ptr_task_struct or untrusted_ptr_task_struct
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 32)
*(u64 *)(r6 + 8) = r1
r0 = 0
exit
=== atomic-unref type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 1
lock *(u64 *)(r6 + 8) += r1
r0 = 0
exit
=== xchg-atomic-unref type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 0
r1 = atomic64_xchg((u64 *)(r6 + 8), r1)
r0 = 0
exit
=== xchg-unref-null-leak type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
r0 = 0
exit
=== xchg-unref-null-checked type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
if r0 == 0 goto +0
r0 = 0
exit
=== xchg-unref-back type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
if r0 == 0 goto out
r1 = r6
r1 += 8
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-unref-back-unchecked type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
r1 = r6
r1 += 8
r2 = r0
call kptr_xchg
r0 = 0
exit
=== xchg-unref-unref type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r2 = *(u64 *)(r6 + 8)
if r2 == 0 goto out
r1 = r6
r1 += 8
call kptr_xchg
out:
r0 = 0
exit
=== xchg-unref-into-other type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
if r0 == 0 goto out
r1 = r6
r1 += 16
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-unref-deref-after type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
if r0 == 0 goto out
r7 = r0
r1 = r6
r1 += 8
r2 = r0
call kptr_xchg
r0 = *(u64 *)(r7 + 0)
out:
r0 = 0
exit
=== xchg-unref-deref type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
if r0 == 0 goto out
r7 = *(u64 *)(r0 + 0)
r1 = r6
r1 += 8
r2 = r0
call kptr_xchg
if r0 == 0 goto out
out:
r0 = 0
exit
=== xchg-unref-write-object type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 5
r1 = r6
r1 += 8
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-unref-moved type=SCHED_CLS btf=static
--- EACCES off=8 kptr isn't referenced kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
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
call kptr_xchg
if r0 == 0 goto out
r2 = r0
r2 += 8
r1 = r6
r1 += 8
call kptr_xchg
out:
r0 = 0
exit
=== load-own type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 16)
r0 = 0
exit
=== load-own-deref type=SCHED_CLS btf=static
--- EACCES R1 invalid mem access 'rcu_ptr_or_null_'
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 16)
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-own-checked type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 16)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-own-write type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 16)
if r1 == 0 goto +1
*(u64 *)(r1 + 0) = 0
r0 = 0
exit
=== load-own-sleepable type=SYSCALL sleepable=yes btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 16)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-own-small type=SCHED_CLS btf=static
--- EACCES kptr access size must be BPF_DW
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u32 *)(r6 + 16)
r0 = 0
exit
=== load-own-misaligned type=SCHED_CLS btf=static
--- EACCES kptr access misaligned expected=16 off=20
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 20)
r0 = 0
exit
=== load-own-signed type=SCHED_CLS btf=static
--- EACCES kptr access size must be BPF_DW
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(s32 *)(r6 + 16)
r0 = 0
exit
=== load-own-variable type=SCHED_CLS btf=static
--- EACCES kptr access cannot have variable offset
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 40)
r0 &= 8
r6 += r0
r1 = *(u64 *)(r6 + 16)
r0 = 0
exit
=== load-own-acquire type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = load_acquire((u64 *)(r6 + 16))
r0 = 0
exit
=== store-own-zero type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 16) = 0
r0 = 0
exit
=== store-own-one type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 16) = 1
r0 = 0
exit
=== store-own-null type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 0
*(u64 *)(r6 + 16) = r1
r0 = 0
exit
=== store-own-number type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 7
*(u64 *)(r6 + 16) = r1
r0 = 0
exit
=== store-own-stack type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 16) = r10
r0 = 0
exit
=== store-own-loaded-unref type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
*(u64 *)(r6 + 16) = r1
r0 = 0
exit
=== store-own-loaded-checked type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +1
*(u64 *)(r6 + 16) = r1
r0 = 0
exit
=== store-own-moved type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +2
r1 += 8
*(u64 *)(r6 + 16) = r1
r0 = 0
exit
=== store-own-other-type type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 32)
*(u64 *)(r6 + 16) = r1
r0 = 0
exit
=== atomic-own type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 1
lock *(u64 *)(r6 + 16) += r1
r0 = 0
exit
=== xchg-atomic-own type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 0
r1 = atomic64_xchg((u64 *)(r6 + 16), r1)
r0 = 0
exit
=== xchg-own-null-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-own-null-checked type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
if r0 == 0 goto +0
r0 = 0
exit
=== xchg-own-back type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r1 = r6
r1 += 16
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-own-back-unchecked type=SCHED_CLS btf=static
--- EFAULT verifier bug: invalid PTR_TO_BTF_ID register for type match
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
r1 = r6
r1 += 16
r2 = r0
call kptr_xchg
r0 = 0
exit
=== xchg-own-unref type=SCHED_CLS btf=static
--- EACCES R2 type=untrusted_ptr_ expected=ptr_, trusted_ptr_, rcu_ptr_
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r2 = *(u64 *)(r6 + 8)
if r2 == 0 goto out
r1 = r6
r1 += 16
call kptr_xchg
out:
r0 = 0
exit
=== xchg-own-into-other type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R2 type=ptr_mine expected=ptr_task_struct
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r1 = r6
r1 += 0
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-own-deref-after type=SCHED_CLS btf=static
--- EACCES R7 invalid mem access 'scalar'
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r7 = r0
r1 = r6
r1 += 16
r2 = r0
call kptr_xchg
r0 = *(u64 *)(r7 + 0)
out:
r0 = 0
exit
=== xchg-own-deref type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r7 = *(u64 *)(r0 + 0)
r1 = r6
r1 += 16
r2 = r0
call kptr_xchg
if r0 == 0 goto out
out:
r0 = 0
exit
=== xchg-own-write-object type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 5
r1 = r6
r1 += 16
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-own-moved type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R2 type=ptr_mine expected=ptr_mine
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r2 = r0
r2 += 8
r1 = r6
r1 += 16
call kptr_xchg
out:
r0 = 0
exit
=== load-percpu type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 24)
r0 = 0
exit
=== load-percpu-deref type=SCHED_CLS btf=static
--- EACCES R1 invalid mem access 'percpu_rcu_ptr_or_null_'
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 24)
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-percpu-checked type=SCHED_CLS btf=static
--- EACCES R1 is ptr_mine access percpu memory: off=0
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 24)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-percpu-write type=SCHED_CLS btf=static
--- EACCES R1 is ptr_mine access percpu memory: off=0
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 24)
if r1 == 0 goto +1
*(u64 *)(r1 + 0) = 0
r0 = 0
exit
=== load-percpu-sleepable type=SYSCALL sleepable=yes btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 24)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== load-percpu-own type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 24)
if r1 == 0 goto +3
call this_cpu_ptr
*(u64 *)(r0 + 0) = 0
r0 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== load-percpu-other type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 24)
if r1 == 0 goto +3
r2 = 0
call per_cpu_ptr
r0 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== load-percpu-small type=SCHED_CLS btf=static
--- EACCES percpu_kptr access size must be BPF_DW
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u32 *)(r6 + 24)
r0 = 0
exit
=== load-percpu-misaligned type=SCHED_CLS btf=static
--- EACCES percpu_kptr access misaligned expected=24 off=28
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 28)
r0 = 0
exit
=== load-percpu-signed type=SCHED_CLS btf=static
--- EACCES percpu_kptr access size must be BPF_DW
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(s32 *)(r6 + 24)
r0 = 0
exit
=== load-percpu-variable type=SCHED_CLS btf=static
--- EACCES percpu_kptr access cannot have variable offset
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 40)
r0 &= 8
r6 += r0
r1 = *(u64 *)(r6 + 24)
r0 = 0
exit
=== load-percpu-acquire type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = load_acquire((u64 *)(r6 + 24))
r0 = 0
exit
=== store-percpu-zero type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 24) = 0
r0 = 0
exit
=== store-percpu-one type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 24) = 1
r0 = 0
exit
=== store-percpu-null type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 0
*(u64 *)(r6 + 24) = r1
r0 = 0
exit
=== store-percpu-number type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 7
*(u64 *)(r6 + 24) = r1
r0 = 0
exit
=== store-percpu-stack type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
*(u64 *)(r6 + 24) = r10
r0 = 0
exit
=== store-percpu-loaded-unref type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
*(u64 *)(r6 + 24) = r1
r0 = 0
exit
=== store-percpu-loaded-checked type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +1
*(u64 *)(r6 + 24) = r1
r0 = 0
exit
=== store-percpu-moved type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 8)
if r1 == 0 goto +2
r1 += 8
*(u64 *)(r6 + 24) = r1
r0 = 0
exit
=== store-percpu-other-type type=SCHED_CLS btf=static
--- EACCES store to referenced kptr disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 32)
*(u64 *)(r6 + 24) = r1
r0 = 0
exit
=== atomic-percpu type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 1
lock *(u64 *)(r6 + 24) += r1
r0 = 0
exit
=== xchg-atomic-percpu type=SCHED_CLS btf=static
--- EACCES kptr in map can only be accessed using BPF_MEM instruction mode
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = 0
r1 = atomic64_xchg((u64 *)(r6 + 24), r1)
r0 = 0
exit
=== xchg-percpu-null-leak type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-percpu-null-checked type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
if r0 == 0 goto +0
r0 = 0
exit
=== xchg-percpu-back type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r1 = r6
r1 += 24
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-percpu-back-unchecked type=SCHED_CLS btf=static
--- EFAULT verifier bug: invalid PTR_TO_BTF_ID register for type match
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
r1 = r6
r1 += 24
r2 = r0
call kptr_xchg
r0 = 0
exit
=== xchg-percpu-unref type=SCHED_CLS btf=static
--- EACCES R2 type=untrusted_ptr_ expected=ptr_, trusted_ptr_, rcu_ptr_
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r2 = *(u64 *)(r6 + 8)
if r2 == 0 goto out
r1 = r6
r1 += 24
call kptr_xchg
out:
r0 = 0
exit
=== xchg-percpu-into-other type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R2 type=percpu_ptr_ expected=ptr_mine
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r1 = r6
r1 += 16
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-percpu-deref-after type=SCHED_CLS btf=static
--- EACCES R7 is ptr_mine access percpu memory: off=0
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r7 = r0
r1 = r6
r1 += 24
r2 = r0
call kptr_xchg
r0 = *(u64 *)(r7 + 0)
out:
r0 = 0
exit
=== xchg-percpu-deref type=SCHED_CLS btf=static
--- EACCES R0 is ptr_mine access percpu memory: off=0
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r7 = *(u64 *)(r0 + 0)
r1 = r6
r1 += 24
r2 = r0
call kptr_xchg
if r0 == 0 goto out
out:
r0 = 0
exit
=== xchg-percpu-write-object type=SCHED_CLS btf=static
--- EACCES R0 is ptr_mine access percpu memory: off=0
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 5
r1 = r6
r1 += 24
r2 = r0
call kptr_xchg
out:
r0 = 0
exit
=== xchg-percpu-moved type=SCHED_CLS btf=static
--- EACCES invalid kptr access, R2 type=percpu_ptr_mine expected=ptr_mine
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r2 = r0
r2 += 8
r1 = r6
r1 += 24
call kptr_xchg
out:
r0 = 0
exit
=== xchg-number type=SCHED_CLS btf=static
--- EACCES R2 type=scalar expected=ptr_, trusted_ptr_, rcu_ptr_
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = 5
call kptr_xchg
r0 = 0
exit
=== xchg-stack type=SCHED_CLS btf=static
--- EACCES R2 type=fp expected=ptr_, trusted_ptr_, rcu_ptr_
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = r10
call kptr_xchg
r0 = 0
exit
=== xchg-wrong-place type=SCHED_CLS btf=static
--- EACCES off=4 doesn't point to kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 4
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-plain-place type=SCHED_CLS btf=static
--- EACCES off=40 doesn't point to kptr
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 40
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-variable type=SCHED_CLS btf=static
--- EINVAL R1 doesn't have constant offset. kptr has to be at the constant offset
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 40)
r0 &= 8
r1 = r6
r1 += r0
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-no-btf type=SCHED_CLS btf=static
--- EINVAL map 'plain' has to have BTF in order to use bpf_kptr_xchg
*(u32 *)(r10 - 4) = 0
r1 = map[plain]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-no-kptr type=SCHED_CLS btf=static
--- EINVAL R1 has no valid kptr
*(u32 *)(r10 - 4) = 0
r1 = map[other]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-dest-stack type=SCHED_CLS btf=static
--- EACCES R1 type=fp expected=map_value, ptr_
r1 = r10
r1 += -8
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-dest-null type=SCHED_CLS btf=static
--- EACCES R1 type=map_value_or_null expected=map_value, ptr_
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
r6 = r0
r1 = r6
r2 = 0
call kptr_xchg
r0 = 0
exit
=== xchg-locked type=SCHED_CLS btf=static
--- EINVAL function calls are not allowed while holding a lock
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r1 = r6
r2 = 0
call kptr_xchg
r0 = 0
exit
=== load-locked type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[locked]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 8
call spin_lock
r7 = *(u64 *)(r6 + 0)
r1 = r6
r1 += 8
call spin_unlock
r0 = 0
exit
=== helper-reads type=SCHED_CLS btf=static
--- EACCES kptr cannot be accessed indirectly by helper
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = 16
r3 = 0
r4 = 0
r5 = 0
call csum_diff
r0 = 0
exit
=== helper-writes type=SCHED_CLS btf=static
--- EACCES kptr cannot be accessed indirectly by helper
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r2 = 16
r3 = 0
call get_current_comm
r0 = 0
exit
=== helper-beside type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 40
r2 = 8
r3 = 0
r4 = 0
r5 = 0
call csum_diff
r0 = 0
exit
=== array-of-pointers type=SCHED_CLS btf=static
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[many]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = *(u64 *)(r6 + 16)
if r1 == 0 goto +1
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== array-variable type=SCHED_CLS btf=static
--- EACCES kptr access cannot have variable offset
*(u32 *)(r10 - 4) = 0
r1 = map[many]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r0 = *(u64 *)(r6 + 24)
r0 &= 8
r6 += r0
r1 = *(u64 *)(r6 + 0)
r0 = 0
exit
=== nested type=SCHED_CLS btf=static
--- EACCES off=24 doesn't point to kptr
*(u32 *)(r10 - 4) = 0
r1 = map[nested]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 24
r2 = 0
call kptr_xchg
if r0 == 0 goto +0
r0 = 0
exit
=== own-lock-object type=SCHED_CLS btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 48
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r7 = r0
r1 = r7
r1 += 8
call spin_lock
*(u64 *)(r7 + 0) = 1
r1 = r7
r1 += 8
call spin_unlock
r1 = r6
r1 += 48
r2 = r7
call kptr_xchg
if r0 == 0 goto +0
out:
r0 = 0
exit
=== own-touch-lock type=SCHED_CLS btf=static
--- EACCES direct access to bpf_spin_lock is disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 48
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r0 = *(u32 *)(r0 + 8)
out:
r0 = 0
exit
=== own-write-lock type=SCHED_CLS btf=static
--- EACCES direct access to bpf_spin_lock is disallowed
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 48
r2 = 0
call kptr_xchg
if r0 == 0 goto out
*(u32 *)(r0 + 8) = 0
out:
r0 = 0
exit
=== own-beyond type=SCHED_CLS btf=static
--- EACCES access beyond struct guarded at off 16 size 8
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 48
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 16)
out:
r0 = 0
exit
=== own-lock-wrong type=SCHED_CLS btf=static
--- EINVAL local 'kptr' has no valid bpf_spin_lock
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r1 = r6
r1 += 16
r2 = 0
call kptr_xchg
if r0 == 0 goto out
r1 = r0
call spin_lock
out:
r0 = 0
exit
=== own-lock-rcu type=SCHED_CLS btf=static
--- EACCES R1 type=rcu_ptr_ expected=map_value, ptr_
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
r7 = *(u64 *)(r6 + 48)
if r7 == 0 goto out
r1 = r7
r1 += 8
call spin_lock
out:
r0 = 0
exit
=== percpu-after-unlock type=SYSCALL btf=static sleepable=yes
--- EFAULT verifier bug: ref_obj_id for allocated object must be non-zero
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
call bpf_rcu_read_lock
r7 = 0
r1 = *(u64 *)(r6 + 24)
if r1 == 0 goto +2
call this_cpu_ptr
r7 = r0
call bpf_rcu_read_unlock
if r7 == 0 goto +1
r0 = *(u64 *)(r7 + 0)
r0 = 0
exit
=== percpu-in-lock type=SYSCALL btf=static sleepable=yes
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 != 0 goto +2
r0 = 0
exit
r6 = r0
call bpf_rcu_read_lock
r1 = *(u64 *)(r6 + 24)
if r1 == 0 goto +3
call this_cpu_ptr
r1 = *(u64 *)(r0 + 0)
*(u64 *)(r0 + 8) = r1
call bpf_rcu_read_unlock
r0 = 0
exit
