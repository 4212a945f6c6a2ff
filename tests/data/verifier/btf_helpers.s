=== task-of-now type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
call bpf_get_current_task_btf#158
r0 = *(u32 *)(r0 + {task_struct.pid})
exit

=== task-of-now-leader type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
call bpf_get_current_task_btf#158
r0 = *(u64 *)(r0 + {task_struct.group_leader})
r0 = *(u32 *)(r0 + {task_struct.pid})
exit

=== task-of-now-in-kprobe type=KPROBE
--- accept
call bpf_get_current_task_btf#158
r0 = *(u32 *)(r0 + {task_struct.pid})
exit

=== registers-of-a-task type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
call bpf_get_current_task_btf#158
r1 = r0
call bpf_task_pt_regs#175
r0 = *(u64 *)(r0 + {pt_regs.ip})
exit

=== registers-of-another-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 is of type mm_struct but task_struct is expected
r1 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r1 + {task_struct.mm})
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-a-number type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 type=scalar expected=ptr_, trusted_ptr_, rcu_ptr_
r1 = 5
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-null type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 type=scalar expected=ptr_, trusted_ptr_, rcu_ptr_
r1 = 0
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-a-moved-task type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 is of type task_struct but task_struct is expected
r1 = *(u64 *)(r1 + 0)
r1 += 8
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-a-task-before type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 is of type task_struct but task_struct is expected
r1 = *(u64 *)(r1 + 0)
r1 += -8
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-a-nullable-task type=TRACING attach=TRACE_RAW_TP target=sched_pi_setprio
--- EACCES R1 type=trusted_ptr_or_null_ expected=ptr_, trusted_ptr_, rcu_ptr_
r1 = *(u64 *)(r1 + 8)
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-the-context type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 type=ctx expected=ptr_, trusted_ptr_, rcu_ptr_
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-an-untrusted-task type=TRACING attach=TRACE_ITER target=task sleepable=yes
--- EACCES R1 type=untrusted_ptr_ expected=ptr_, trusted_ptr_, rcu_ptr_
r1 = *(u64 *)(r1 + 8)
if r1 == 0 goto +2
r1 = *(u64 *)(r1 + {task_struct.parent})
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-a-walked-task type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r1 + {task_struct.parent})
call bpf_task_pt_regs#175
r0 = 0
exit

=== registers-of-an-rcu-task type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r1 + {task_struct.real_parent})
call bpf_task_pt_regs#175
r0 = 0
exit

=== stack-of-a-task type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = r10
r2 += -64
r3 = 64
r4 = 0
call bpf_get_task_stack#141
r0 = 0
exit

=== written-to-a-file type=TRACING attach=TRACE_ITER target=task
--- accept
r2 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r2 + {bpf_iter_meta.seq})
r6 = 7
*(u64 *)(r10 - 8) = r6
r2 = r10
r2 += -8
r3 = 8
call bpf_seq_write#127
r0 = 0
exit

=== written-to-no-file type=TRACING attach=TRACE_ITER target=task
--- EACCES R1 is of type task_struct but seq_file is expected
r1 = *(u64 *)(r1 + 8)
if r1 == 0 goto +4
r2 = r10
r2 += -8
r3 = 8
call bpf_seq_write#127
r0 = 0
exit

=== struct-written-to-a-file type=TRACING attach=TRACE_ITER target=task
--- EACCES access beyond the end of member flags (mend:8) in struct thread_info with off 0 size 16
r6 = *(u64 *)(r1 + 8)
r2 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r2 + {bpf_iter_meta.seq})
if r6 == 0 goto +3
r2 = r6
r3 = 16
call bpf_seq_write#127
r0 = 0
exit

=== file-written-outside-of-iterators type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL program of this type cannot use helper bpf_seq_write#127
call bpf_seq_write#127
r0 = 0
exit

=== struct-as-memory type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = 8
r3 = 0
call bpf_trace_printk#6
r0 = 0
exit

=== struct-as-memory-beyond type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES access beyond struct task_struct at off 0 size 100000
r1 = *(u64 *)(r1 + 0)
r2 = 100000
r3 = 0
call bpf_trace_printk#6
r0 = 0
exit

=== struct-as-memory-two-members type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES access beyond the end of member comm (mend:1768) in struct task_struct with off 1752 size 32
r1 = *(u64 *)(r1 + 0)
r1 += {task_struct.comm}
r2 = 32
call bpf_trace_printk#6
r0 = 0
exit

=== struct-as-memory-in-a-member type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r1 += {task_struct.comm}
r2 = 16
call bpf_trace_printk#6
r0 = 0
exit

=== struct-as-memory-untrusted type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 type=ptr_ expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r1 + {task_struct.mm})
r2 = 4
call bpf_trace_printk#6
r0 = 0
exit

=== struct-filled type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES bpf_probe_read_kernel() may write into memory pointed by R1 type=trusted_ptr_
r1 = *(u64 *)(r1 + 0)
r2 = 8
r3 = 0
call bpf_probe_read_kernel#113
r0 = 0
exit

=== struct-as-key type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES bpf_map_lookup_elem() may write into memory pointed by R2 type=trusted_ptr_
r2 = *(u64 *)(r1 + 0)
r1 = map[hash]
call bpf_map_lookup_elem#1
r0 = 0
exit

=== struct-as-value type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES bpf_map_update_elem() may write into memory pointed by R3 type=trusted_ptr_
r3 = *(u64 *)(r1 + 0)
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
r4 = 0
call bpf_map_update_elem#2
r0 = 0
exit

=== buffer-as-key type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R2 type=rdonly_buf expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r2 = *(u64 *)(r1 + 16)
if r2 == 0 goto +3
r1 = map[hash]
call bpf_map_lookup_elem#1
r0 = 0
exit

=== buffer-as-value type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- accept
r3 = *(u64 *)(r1 + 24)
if r3 == 0 goto +7
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
r4 = 0
call bpf_map_update_elem#2
r0 = 0
exit

=== buffer-printed type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- accept
r1 = *(u64 *)(r1 + 16)
if r1 == 0 goto +2
r2 = 8
call bpf_trace_printk#6
r0 = 0
exit

=== buffer-filled type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- accept
r1 = *(u64 *)(r1 + 24)
if r1 == 0 goto +3
r2 = 8
r3 = 0
call bpf_probe_read_kernel#113
r0 = 0
exit

=== read-only-buffer-filled type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R1 type=rdonly_buf expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = *(u64 *)(r1 + 16)
if r1 == 0 goto +3
r2 = 8
r3 = 0
call bpf_probe_read_kernel#113
r0 = 0
exit

=== buffer-not-checked type=TRACING attach=TRACE_ITER target=bpf_map_elem
--- EACCES R1 type=buf_or_null expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = *(u64 *)(r1 + 24)
r2 = 8
r3 = 0
call bpf_probe_read_kernel#113
r0 = 0
exit

=== read-only-memory-as-key type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- EACCES R2 type=rdonly_untrusted_mem expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {sk_buff.head})
r1 = map[hash]
call bpf_map_lookup_elem#1
r0 = 0
exit

=== untrusted-memory-printed type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- EACCES R1 type=rdonly_untrusted_mem expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r2 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r2 + {sk_buff.head})
r2 = 4
call bpf_trace_printk#6
r0 = 0
exit

=== variable-of-a-number type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 type=scalar expected=percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_
r1 = 0
r2 = 0
call bpf_per_cpu_ptr#153
r0 = 0
exit

=== variable-of-a-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 type=trusted_ptr_ expected=percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_
r1 = *(u64 *)(r1 + 0)
r2 = 0
call bpf_per_cpu_ptr#153
r0 = 0
exit

=== this-variable-of-a-struct type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 type=trusted_ptr_ expected=percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_
r1 = *(u64 *)(r1 + 0)
call bpf_this_cpu_ptr#154
r0 = 0
exit

=== path-of-a-file type=TRACING attach=TRACE_ITER target=task_file
--- accept
r1 = *(u64 *)(r1 + 24)
if r1 == 0 goto +5
r1 += {file.f_path}
r2 = r10
r2 += -64
r3 = 64
call bpf_d_path#147
r0 = 0
exit

=== tcp6-of-a-socket type=TRACING attach=TRACE_ITER target=tcp
--- accept
r1 = *(u64 *)(r1 + 8)
if r1 == 0 goto +3
call bpf_skc_to_tcp6_sock#136
if r0 == 0 goto +1
r0 = *(u32 *)(r0 + 0)
r0 = 0
exit

=== tcp6-of-a-task type=TRACING attach=TRACE_ITER target=task
--- EACCES R1 is of type task_struct but sock_common is expected
r1 = *(u64 *)(r1 + 8)
if r1 == 0 goto +1
call bpf_skc_to_tcp6_sock#136
r0 = 0
exit

=== tcp6-unchecked type=TRACING attach=TRACE_ITER target=tcp
--- EACCES R0 invalid mem access 'ptr_or_null_'
r1 = *(u64 *)(r1 + 8)
if r1 == 0 goto +2
call bpf_skc_to_tcp6_sock#136
r0 = *(u32 *)(r0 + 0)
r0 = 0
exit

=== socket-of-a-file type=TRACING attach=TRACE_ITER target=task_file
--- accept
r1 = *(u64 *)(r1 + 24)
if r1 == 0 goto +4
call bpf_sock_from_file#162
if r0 == 0 goto +2
r1 = *(u64 *)(r0 + {socket.sk})
r0 = *(u16 *)(r1 + {sock.sk_type})
r0 = 0
exit

=== packet-output type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = map[perf]
r3 = 0
*(u64 *)(r10 - 8) = 5
r4 = r10
r4 += -8
r5 = 8
call bpf_skb_output#111
r0 = 0
exit

=== packet-output-of-another type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 is of type task_struct but sk_buff is expected
r1 = *(u64 *)(r1 + 0)
r2 = map[perf]
r3 = 0
r4 = r10
r4 += -8
r5 = 8
call bpf_skb_output#111
r0 = 0
exit
