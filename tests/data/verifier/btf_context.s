=== tp-btf-return type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r0 = 0
exit

=== tp-btf-any-return type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r0 = *(u64 *)(r1 + 8)
exit

=== tp-btf-no-target type=TRACING attach=TRACE_RAW_TP
--- EINVAL Tracing programs must provide btf_id
r0 = 0
exit

=== tp-btf-bad-id type=TRACING attach=TRACE_RAW_TP target=900000
--- EINVAL attach_btf_id 900000 is invalid
r0 = 0
exit

=== tp-btf-pid type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r1 + {task_struct.pid})
r0 = 0
exit

=== tp-btf-scalar-argument type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R2 invalid mem access 'scalar'
r2 = *(u64 *)(r1 + 8)
r0 = *(u8 *)(r2 + 0)
exit

=== tp-btf-narrow-scalar type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u32 *)(r1 + 8)
r0 = 0
exit

=== tp-btf-narrow-pointer type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES invalid bpf_context access off=0 size=4
r2 = *(u32 *)(r1 + 0)
r0 = 0
exit

=== tp-btf-no-such-argument type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES invalid bpf_context access off=16 size=8
r2 = *(u64 *)(r1 + 16)
r0 = 0
exit

=== tp-btf-far-argument type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES invalid bpf_context access off=64 size=8
r2 = *(u64 *)(r1 + 64)
r0 = 0
exit

=== tp-btf-beyond-all type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES invalid bpf_context access off=96 size=8
r2 = *(u64 *)(r1 + 96)
r0 = 0
exit

=== tp-btf-negative type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES invalid bpf_context access off=-8 size=8
r2 = *(u64 *)(r1 - 8)
r0 = 0
exit

=== tp-btf-between type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES invalid bpf_context access off=4 size=4
r2 = *(u32 *)(r1 + 4)
r0 = 0
exit

=== tp-btf-odd type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES invalid bpf_context access off=4 size=8
r2 = *(u64 *)(r1 + 4)
r0 = 0
exit

=== tp-btf-written type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES invalid bpf_context access off=0 size=8
r2 = 0
*(u64 *)(r1 + 0) = r2
r0 = 0
exit

=== tp-btf-moved-context type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES dereference of modified ctx ptr R1 off=8 disallowed
r1 += 8
r2 = *(u64 *)(r1 + 0)
r0 = 0
exit

=== tp-btf-nullable type=TRACING attach=TRACE_RAW_TP target=sched_pi_setprio
--- EACCES R2 invalid mem access 'trusted_ptr_or_null_'
r2 = *(u64 *)(r1 + 8)
r0 = *(u32 *)(r2 + {task_struct.pid})
r0 = 0
exit

=== tp-btf-nullable-checked type=TRACING attach=TRACE_RAW_TP target=sched_pi_setprio
--- accept
r2 = *(u64 *)(r1 + 8)
if r2 == 0 goto +1
r0 = *(u32 *)(r2 + {task_struct.pid})
r0 = 0
exit

=== tp-btf-sleepable type=TRACING attach=TRACE_RAW_TP target=task_newtask sleepable=yes
--- EINVAL Only fentry/fexit/fmod_ret, lsm, iter, uprobe, and struct_ops programs can be sleepable
r0 = 0
exit

=== tp-btf-not-gpl type=TRACING attach=TRACE_RAW_TP target=task_newtask gpl=no
--- EINVAL Cannot access kernel 'struct task_struct' from non-GPL compatible program
r1 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r1 + {task_struct.pid})
r0 = 0
exit

=== iter-task type=TRACING attach=TRACE_ITER target=task
--- accept
r2 = *(u64 *)(r1 + 0)
r3 = *(u64 *)(r1 + 8)
r0 = 0
exit

=== iter-task-used-unchecked type=TRACING attach=TRACE_ITER target=task
--- EACCES R3 invalid mem access 'trusted_ptr_or_null_'
r3 = *(u64 *)(r1 + 8)
r0 = *(u32 *)(r3 + {task_struct.pid})
r0 = 0
exit

=== iter-task-used type=TRACING attach=TRACE_ITER target=task
--- accept
r3 = *(u64 *)(r1 + 8)
if r3 == 0 goto +1
r0 = *(u32 *)(r3 + {task_struct.pid})
r0 = 0
exit

=== iter-return-2 type=TRACING attach=TRACE_ITER target=task
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit

=== iter-no-argument type=TRACING attach=TRACE_ITER target=task
--- EACCES invalid bpf_context access off=16 size=8
r3 = *(u64 *)(r1 + 16)
r0 = 0
exit

=== iter-sleepable type=TRACING attach=TRACE_ITER target=task sleepable=yes
--- accept
r3 = *(u64 *)(r1 + 8)
if r3 == 0 goto +1
r0 = *(u64 *)(r3 + {task_struct.cgroups})
r0 = 0
exit

=== iter-other-function type=TRACING attach=TRACE_ITER target=func:bpf_task_acquire
--- EINVAL
r0 = 0
exit

=== iter-no-such-iterator type=TRACING attach=TRACE_ITER target=func:bpf_iter_num_new
--- EINVAL
r0 = 0
exit

=== iter-key type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- accept
r2 = *(u64 *)(r1 + 16)
if r2 == 0 goto +1
r0 = *(u64 *)(r2 + 0)
r0 = 0
exit

=== iter-key-unchecked type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R2 invalid mem access 'rdonly_buf_or_null'
r2 = *(u64 *)(r1 + 16)
r0 = *(u64 *)(r2 + 0)
r0 = 0
exit

=== iter-key-written type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R2 cannot write into rdonly_buf
r2 = *(u64 *)(r1 + 16)
if r2 == 0 goto +1
*(u64 *)(r2 + 0) = 1
r0 = 0
exit

=== iter-value-written type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- accept
r2 = *(u64 *)(r1 + 24)
if r2 == 0 goto +1
*(u64 *)(r2 + 8) = 1
r0 = 0
exit

=== iter-value-negative type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R2 invalid rdwr buffer access: off=-8, size=8
r2 = *(u64 *)(r1 + 24)
if r2 == 0 goto +1
*(u64 *)(r2 - 8) = 1
r0 = 0
exit

=== iter-key-negative type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R2 invalid rdonly buffer access: off=-8, size=8
r2 = *(u64 *)(r1 + 16)
if r2 == 0 goto +1
r0 = *(u64 *)(r2 - 8)
r0 = 0
exit

=== iter-value-variable type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R6 invalid variable buffer offset: off=0, var_off=(0x0; 0x7)
r6 = *(u64 *)(r1 + 24)
call bpf_get_prandom_u32#7
if r6 == 0 goto +3
r0 &= 7
r6 += r0
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
