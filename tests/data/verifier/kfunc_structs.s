=== tp-task-acquire type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
call bpf_task_acquire
if r0 == 0 goto +2
r1 = r0
call bpf_task_release
r0 = 0
exit

=== tp-task-leak type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = *(u64 *)(r1 + 0)
call bpf_task_acquire
r0 = 0
exit

=== tp-task-release-trusted type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL release kernel function bpf_task_release expects refcounted PTR_TO_BTF_ID
r1 = *(u64 *)(r1 + 0)
call bpf_task_release
r0 = 0
exit

=== tp-task-walked type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL R1 must be a rcu pointer
r1 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r1 + {task_struct.last_wakee})
call bpf_task_acquire
r0 = 0
exit

=== tp-task-parent type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r1 + {task_struct.group_leader})
call bpf_task_acquire
if r0 == 0 goto +2
r1 = r0
call bpf_task_release
r0 = 0
exit

=== tp-task-offset type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL kernel function bpf_task_acquire args#0 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT task_struct
r1 = *(u64 *)(r1 + 0)
r1 += 8
call bpf_task_acquire
r0 = 0
exit

=== tp-task-variable type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES variable trusted_ptr_ access var_off=(0x0; 0x7) disallowed
r6 = *(u64 *)(r1 + 0)
call get_prandom_u32
r0 &= 7
r1 = r6
r1 += r0
call bpf_task_acquire
r0 = 0
exit

=== tp-task-fp type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL arg#0 pointer type STRUCT task_struct must point to scalar, or struct with scalar
r1 = r10
r1 += -8
call bpf_task_acquire
r0 = 0
exit

=== tp-task-wrong-type type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL kernel function bpf_cgroup_acquire args#0 expected pointer to STRUCT cgroup but R1 has a pointer to STRUCT task_struct
r1 = *(u64 *)(r1 + 0)
call bpf_cgroup_acquire
r0 = 0
exit

=== tp-task-map-value type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL arg#0 pointer type STRUCT task_struct must point to scalar, or struct with scalar
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r1 = r0
call bpf_task_acquire
r0 = 0
exit

=== tp-cgroup-path type=TRACING attach=TRACE_RAW_TP target=cgroup_mkdir
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = 1
call bpf_cgroup_ancestor
if r0 == 0 goto +2
r1 = r0
call bpf_cgroup_release
r0 = 0
exit

=== tp-cgroup-under type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r6 = *(u64 *)(r1 + 0)
r1 = 1
call bpf_cgroup_from_id
if r0 == 0 goto +6
r7 = r0
r1 = r6
r2 = r7
call bpf_task_under_cgroup
r1 = r7
call bpf_cgroup_release
r0 = 0
exit

=== cpumask
--- accept
call bpf_cpumask_create
if r0 == 0 goto +9
r6 = r0
r1 = 0
r2 = r6
call bpf_cpumask_set_cpu
r1 = 0
r2 = r6
call bpf_cpumask_test_cpu
r1 = r6
call bpf_cpumask_release
r0 = 0
exit

=== cpumask-leak
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
call bpf_cpumask_create
r0 = 0
exit

=== cpumask-as-cpumask
--- EACCES variable ? access var_off=(0x0; 0xffffffffffffffff) disallowed
call bpf_cpumask_create
if r0 == 0 goto +4
r6 = r0
r1 = r6
call bpf_cpumask_first
r1 = r6
call bpf_cpumask_release
r0 = 0
exit

=== cpumask-first-of-fp
--- EINVAL invalid read from stack R1 off=-8 size=32
r1 = r10
r1 += -8
call bpf_cpumask_first
r0 = 0
exit

=== cpumask-mutate-task type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL kernel function bpf_cpumask_set_cpu args#1 expected pointer to STRUCT bpf_cpumask but R2 has a pointer to STRUCT cpumask
r1 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r1 + {task_struct.cpus_ptr})
r1 = 0
call bpf_cpumask_set_cpu
r0 = 0
exit

=== cpumask-test-task type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r1 + {task_struct.cpus_ptr})
r1 = 0
call bpf_cpumask_test_cpu
r0 = 0
exit

=== cpumask-null
--- EACCES Possibly NULL pointer passed to trusted arg1
call bpf_cpumask_create
r6 = r0
r1 = 0
r2 = r6
call bpf_cpumask_set_cpu
r0 = 0
exit

=== cpumask-release-twice
--- EACCES R1 type=scalar expected=fp
call bpf_cpumask_create
if r0 == 0 goto +4
r6 = r0
r1 = r6
call bpf_cpumask_release
r1 = r6
call bpf_cpumask_release
r0 = 0
exit

=== cpumask-acquire
--- EACCES variable ? access var_off=(0x0; 0xffffffffffffffff) disallowed
call bpf_cpumask_create
if r0 == 0 goto +6
r6 = r0
r1 = r6
call bpf_cpumask_acquire
r1 = r0
call bpf_cpumask_release
r1 = r6
call bpf_cpumask_release
r0 = 0
exit

=== cpumask-populate
--- accept
*(u64 *)(r10 - 8) = 5
call bpf_cpumask_create
if r0 == 0 goto +8
r6 = r0
r1 = r6
r2 = r10
r2 += -8
r3 = 8
call bpf_cpumask_populate
r1 = r6
call bpf_cpumask_release
r0 = 0
exit

=== cpumask-populate-too-much
--- EINVAL arg#1 arg#2 memory, len pair leads to invalid memory access
*(u64 *)(r10 - 8) = 5
call bpf_cpumask_create
if r0 == 0 goto +8
r6 = r0
r1 = r6
r2 = r10
r2 += -8
r3 = 16
call bpf_cpumask_populate
r1 = r6
call bpf_cpumask_release
r0 = 0
exit

=== map-count
--- accept
r1 = map[hash]
call bpf_map_sum_elem_count
r0 = 0
exit

=== map-count-fp
--- EINVAL arg#0 pointer type STRUCT bpf_map must point to scalar, or struct with scalar
r1 = r10
call bpf_map_sum_elem_count
r0 = 0
exit

=== cast-ctx type=XDP
--- accept
call bpf_cast_to_kern_ctx
r0 = *(u64 *)(r0 + {xdp_buff.data})
r0 = 2
exit

=== cast-ctx-tc type=SCHED_CLS
--- accept
call bpf_cast_to_kern_ctx
r0 = *(u32 *)(r0 + {sk_buff.len})
r0 = 0
exit

=== cast-ctx-not type=XDP
--- EINVAL arg#0 expected pointer to ctx, but got fp
r1 = r10
call bpf_cast_to_kern_ctx
r0 = 2
exit

=== cast-ctx-moved type=XDP
--- EACCES dereference of modified ctx ptr R1 off=4 disallowed
r1 += 4
call bpf_cast_to_kern_ctx
r0 = 2
exit

=== cast-ctx-perf type=PERF_EVENT
--- accept
call bpf_cast_to_kern_ctx
r0 = 0
exit

=== rdonly-cast type=XDP
--- accept
r1 = 0
r2 = {struct:task_struct}
call bpf_rdonly_cast
r0 = *(u32 *)(r0 + {task_struct.pid})
r0 = 2
exit

=== rdonly-cast-write type=XDP
--- EACCES only read is supported
r1 = 0
r2 = {struct:task_struct}
call bpf_rdonly_cast
*(u32 *)(r0 + {task_struct.pid}) = 0
r0 = 2
exit

=== rdonly-cast-void type=XDP
--- accept
r1 = 0
r2 = 0
call bpf_rdonly_cast
r0 = *(u32 *)(r0 + 8)
r0 = 2
exit

=== rdonly-cast-void-write type=XDP
--- EACCES R0 cannot write into rdonly_untrusted_mem
r1 = 0
r2 = 0
call bpf_rdonly_cast
*(u32 *)(r0 + 8) = 0
r0 = 2
exit

=== rdonly-cast-int type=XDP
--- EINVAL kfunc bpf_rdonly_cast type ID argument must be of a struct or void
r1 = 0
r2 = {typedef:pid_t}
call bpf_rdonly_cast
r0 = 2
exit

=== rdonly-cast-unknown type=XDP
--- EINVAL R2 must be a known constant
r6 = *(u32 *)(r1 + 12)
r1 = 0
r2 = r6
call bpf_rdonly_cast
r0 = 2
exit

=== rdonly-cast-no-type type=XDP
--- EINVAL Unknown type ID 100000000 passed to kfunc bpf_rdonly_cast
r1 = 0
r2 = 100000000
call bpf_rdonly_cast
r0 = 2
exit

=== rdonly-cast-to-acquire
--- EINVAL R1 must be a rcu pointer
r1 = 0
r2 = {struct:task_struct}
call bpf_rdonly_cast
r1 = r0
call bpf_task_acquire
r0 = 0
exit

=== kmem-cache
--- accept
r1 = 0
call bpf_get_kmem_cache
if r0 == 0 goto +1
r0 = *(u32 *)(r0 + {kmem_cache.size})
r0 = 0
exit

=== ct-lookup type=XDP
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
if r0 == 0 goto +2
r1 = r0
call bpf_ct_release
r0 = 2
exit

=== ct-alloc-release type=XDP
--- EINVAL kernel function bpf_ct_release args#0 expected pointer to STRUCT nf_conn but R1 has a pointer to STRUCT nf_conn___init
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
call bpf_xdp_ct_alloc
if r0 == 0 goto +2
r1 = r0
call bpf_ct_release
r0 = 2
exit

=== ct-alloc-insert type=XDP
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
call bpf_xdp_ct_alloc
if r0 == 0 goto +5
r1 = r0
call bpf_ct_insert_entry
if r0 == 0 goto +2
r1 = r0
call bpf_ct_release
r0 = 2
exit

=== ct-change-on-init type=XDP
--- EINVAL kernel function bpf_ct_change_timeout args#0 expected pointer to STRUCT nf_conn but R1 has a pointer to STRUCT nf_conn___init
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
call bpf_xdp_ct_alloc
if r0 == 0 goto +3
r1 = r0
r2 = 1
call bpf_ct_change_timeout
r0 = 2
exit

=== ct-no-ctx type=XDP
--- EINVAL arg#0 expected pointer to ctx, but got fp
r1 = r10
r2 = 0
r3 = 0
r4 = 0
r5 = 0
call bpf_xdp_ct_lookup
r0 = 2
exit

=== pull-data type=XDP
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
r7 = *(u32 *)(r1 + 0)
r8 = *(u32 *)(r1 + 4)
r2 = 64
call bpf_xdp_pull_data
r0 = r7
r0 += 14
if r0 > r8 goto +1
r0 = *(u8 *)(r7 + 0)
r0 = 2
exit

=== metadata type=XDP
--- EINVAL metadata kfuncs require device-bound program
r2 = r10
r2 += -8
call bpf_xdp_metadata_rx_timestamp
r0 = 2
exit

=== session-cookie type=KPROBE attach=TRACE_KPROBE_SESSION
--- accept
call bpf_session_cookie
*(u64 *)(r0 + 0) = 1
r0 = 0
exit

=== session-cookie-too-far type=KPROBE attach=TRACE_KPROBE_SESSION
--- EACCES R0 min value is outside of the allowed memory range
call bpf_session_cookie
*(u64 *)(r0 + 8) = 1
r0 = 0
exit

=== session-cookie-other type=KPROBE
--- EACCES calling kernel function bpf_session_cookie is not allowed
call bpf_session_cookie
r0 = 0
exit

=== key
--- accept
r1 = 0
call bpf_lookup_system_key
if r0 == 0 goto +2
r1 = r0
call bpf_key_put
r0 = 0
exit

=== crypto-create type=SYSCALL sleepable=yes
--- EINVAL kernel function bpf_crypto_ctx_create args#0 expected pointer to STRUCT bpf_crypto_params but R1 has a pointer to STRUCT bpf_map
*(u64 *)(r10 - 8) = 0
r1 = map[array]
r2 = 8
r3 = r10
r3 += -8
call bpf_crypto_ctx_create
r0 = 0
exit

=== str-map type=SYSCALL sleepable=yes
--- EACCES Possibly NULL pointer passed to trusted arg2
r1 = 1
r2 = map[rodata][0]+8
r3 = 0
r4 = 0
r5 = 0
call bpf_stream_vprintk_impl
r0 = 0
exit

=== str-not-ro type=SYSCALL sleepable=yes
--- EACCES R2 does not point to a readonly map'
r1 = 1
r2 = map[bss][0]+0
r3 = 0
r4 = 0
r5 = 0
call bpf_stream_vprintk_impl
r0 = 0
exit

=== str-on-stack type=SYSCALL sleepable=yes
--- EINVAL arg#1 doesn't point to a const string
r1 = 1
r2 = r10
r3 = 0
r4 = 0
r5 = 0
call bpf_stream_vprintk_impl
r0 = 0
exit

=== destroy-in-iterator type=TRACING attach=TRACE_ITER target=task
--- EACCES Possibly NULL pointer passed to trusted arg0
r1 = 0
call bpf_sock_destroy
r0 = 0
exit

=== tp-rcu-after-unlock type=TRACING attach=TRACE_ITER target=task sleepable=yes
--- accept
r6 = *(u64 *)(r1 + 8)
if r6 == 0 goto out
call bpf_rcu_read_lock
r7 = *(u64 *)(r6 + {task_struct.cgroups})
call bpf_rcu_read_unlock
if r7 == 0 goto out
r7 = *(u64 *)(r7 + {css_set.dfl_cgrp})
out:
r0 = 0
exit

=== tp-rcu-acquire-in-section type=TRACING attach=TRACE_ITER target=task sleepable=yes
--- accept
r6 = *(u64 *)(r1 + 8)
if r6 == 0 goto out
call bpf_rcu_read_lock
r1 = *(u64 *)(r6 + {task_struct.cgroups})
if r1 == 0 goto left
r1 = *(u64 *)(r1 + {css_set.dfl_cgrp})
if r1 == 0 goto left
call bpf_cgroup_acquire
if r0 == 0 goto left
r7 = r0
call bpf_rcu_read_unlock
r1 = r7
call bpf_cgroup_release
goto out
left:
call bpf_rcu_read_unlock
out:
r0 = 0
exit

=== tp-rcu-acquire-outside type=TRACING attach=TRACE_ITER target=task sleepable=yes
--- EINVAL R1 must be a rcu pointer
r6 = *(u64 *)(r1 + 8)
if r6 == 0 goto out
r1 = *(u64 *)(r6 + {task_struct.cgroups})
if r1 == 0 goto out
r1 = *(u64 *)(r1 + {css_set.dfl_cgrp})
if r1 == 0 goto out
call bpf_cgroup_acquire
out:
r0 = 0
exit

=== beside-a-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL kernel function bpf_task_acquire args#0 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT task_struct
r1 = *(u64 *)(r1 + 0)
r1 += 1
call bpf_task_acquire
r0 = 0
exit

=== behind-a-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL kernel function bpf_task_acquire args#0 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT task_struct
r1 = *(u64 *)(r1 + 0)
r1 += 100000
call bpf_task_acquire
r0 = 0
exit

=== before-a-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES negative offset trusted_ptr_ ptr R1 off=-8 disallowed
r1 = *(u64 *)(r1 + 0)
r1 += -8
call bpf_task_acquire
r0 = 0
exit

=== a-number-within-a-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL kernel function bpf_task_acquire args#0 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT task_struct
r1 = *(u64 *)(r1 + 0)
r1 += {task_struct.pid}
call bpf_task_acquire
r0 = 0
exit

=== a-pointer-within-a-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL kernel function bpf_task_acquire args#0 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT task_struct
r1 = *(u64 *)(r1 + 0)
r1 += {task_struct.group_leader}
call bpf_task_acquire
r0 = 0
exit

=== a-struct-within-a-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r1 += {task_struct.cpus_mask}
r2 = r1
r1 = 0
call bpf_cpumask_test_cpu
r0 = 0
exit

=== the-struct-that-begins-it type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 0)
r2 += {task_struct.cpus_mask}
r1 = 5
call bpf_cpumask_test_cpu
r2 = r10
r0 = 0
exit

=== a-number-for-a-mask type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL kernel function bpf_cpumask_test_cpu args#1 expected pointer to STRUCT cpumask but R2 has a pointer to STRUCT task_struct
r2 = *(u64 *)(r1 + 0)
r2 += 4
r1 = 5
call bpf_cpumask_test_cpu
r0 = 0
exit
