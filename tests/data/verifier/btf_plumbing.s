=== tp-btf-return type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r0 = 0
exit

=== tp-btf-no-target type=TRACING attach=TRACE_RAW_TP
--- EINVAL Tracing programs must provide btf_id
r0 = 0
exit

=== tp-btf-pid type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r1 + {task_struct.pid})
r0 = 0
exit

=== ksym-percpu type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- ENOENT ldimm64 failed to find the address for kernel symbol 'runqueues'.
--- ours ENOTSUP bpf_per_cpu_ptr: arguments of kind PERCPU_BTF_ID are not modelled yet
r1 = btf[id:{var:runqueues}]
r2 = 0
call bpf_per_cpu_ptr#153
r0 = 0
exit
