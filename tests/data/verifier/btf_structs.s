=== member type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r2 + {task_struct.pid})
r0 = *(u16 *)(r2 + {task_struct.pid})
r0 = *(u8 *)(r2 + {task_struct.comm})
exit

=== written type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES only read is supported
r2 = *(u64 *)(r1 + 0)
*(u32 *)(r2 + {task_struct.pid}) = 0
r0 = 0
exit

=== added-to type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES only read is supported
r2 = *(u64 *)(r1 + 0)
r3 = 1
lock *(u32 *)(r2 + {task_struct.pid}) += r3
r0 = 0
exit

=== moved-and-back type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 0)
r2 += {task_struct.pid}
r0 = *(u32 *)(r2 + 0)
exit

=== moved-before type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R2 is ptr_task_struct invalid negative access: off=-4
r2 = *(u64 *)(r1 + 0)
r2 += -4
r0 = *(u32 *)(r2 + 0)
exit

=== moved-by-a-variable type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R2 is ptr_task_struct invalid variable offset: off=0, var_off=(0x0; 0x8)
r2 = *(u64 *)(r1 + 0)
r3 = *(u64 *)(r1 + 8)
r3 &= 8
r2 += r3
r0 = *(u32 *)(r2 + 0)
exit

=== beyond type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES access beyond struct task_struct at off 3264 size 8
r2 = *(u64 *)(r1 + 0)
r0 = *(u64 *)(r2 + {sizeof:task_struct})
exit

=== half-a-pointer type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES cannot access ptr member mm with moff 1136 in struct task_struct with off 1136 size 4
r2 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r2 + {task_struct.mm})
exit

=== over-the-end-of-a-member type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES access beyond the end of member comm (mend:1768) in struct task_struct with off 1764 size 8
r2 = *(u64 *)(r1 + 0)
r2 += {task_struct.comm}
r0 = *(u64 *)(r2 + 12)
exit

=== in-an-array type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 0)
r2 += {task_struct.comm}
r0 = *(u64 *)(r2 + 8)
exit

=== pointer-followed type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {task_struct.mm})
r0 = *(u64 *)(r2 + {mm_struct.task_size})
exit

=== pointer-in-a-union type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- accept
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {sk_buff.dev})
r0 = *(u32 *)(r2 + {net_device.ifindex})
exit

=== leader-is-rcu type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r2 + {task_struct.group_leader})
r2 = *(u64 *)(r1 + {task_struct.real_parent})
r3 = *(u64 *)(r2 + {task_struct.cgroups})
r4 = *(u64 *)(r3 + {css_set.dfl_cgrp})
r5 = *(u64 *)(r4 + {cgroup.kn})
r0 = 0
exit

=== nullable-rcu type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- EACCES R2 invalid mem access 'rcu_ptr_or_null_'
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {sk_buff.sk})
r0 = *(u16 *)(r2 + {sock.sk_type})
exit

=== nullable-rcu-checked type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- accept
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {sk_buff.sk})
if r2 == 0 goto +1
r0 = *(u16 *)(r2 + {sock.sk_type})
r0 = 0
exit

=== trusted-file type=TRACING attach=TRACE_ITER target=task_file
--- accept
r2 = *(u64 *)(r1 + 24)
if r2 == 0 goto +2
r3 = *(u64 *)(r2 + {file.f_inode})
r4 = *(u64 *)(r3 + {inode.i_ino})
r0 = 0
exit

=== meta-is-trusted type=TRACING attach=TRACE_ITER target=task
--- accept
r2 = *(u64 *)(r1 + 0)
r3 = *(u64 *)(r2 + {bpf_iter_meta.seq})
r4 = *(u64 *)(r3 + {seq_file.count})
r0 = 0
exit

=== pointer-to-a-number type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- accept
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {sk_buff.head})
r0 = *(u8 *)(r2 + 1000)
r0 = *(u64 *)(r2 - 1000)
exit

=== pointer-to-a-number-moved type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- EACCES R2 pointer += pointer prohibited
r2 = *(u64 *)(r1 + 0)
r3 = *(u64 *)(r1 + 24)
r2 = *(u64 *)(r2 + {sk_buff.head})
r2 += r3
r0 = *(u8 *)(r2 + 0)
exit

=== pointer-to-a-number-written type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- EACCES R2 cannot write into rdonly_untrusted_mem
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {sk_buff.head})
*(u8 *)(r2 + 0) = 1
r0 = 0
exit

=== added-to-a-pointer-to-a-number type=TRACING attach=TRACE_RAW_TP target=kfree_skb
--- EACCES R3 invalid mem access 'scalar'
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {sk_buff.head})
r3 = 8
r3 += r2
r0 = *(u8 *)(r3 + 0)
r0 = 0
exit

=== pointer-or-context type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL same insn cannot be used with different pointers
r2 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 0)
if r2 == 0 goto +1
r3 = r1
r0 = *(u64 *)(r3 + 8)
r0 = 0
exit

=== pointer-or-stack type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EINVAL same insn cannot be used with different pointers
*(u64 *)(r10 - 8) = 0
r2 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 0)
if r2 == 0 goto +2
r3 = r10
r3 += -16
r0 = *(u64 *)(r3 + 8)
r0 = 0
exit

=== trusted-or-untrusted type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 0)
if r2 == 0 goto +1
r3 = *(u64 *)(r3 + {task_struct.parent})
r0 = *(u32 *)(r3 + {task_struct.pid})
r0 = 0
exit

=== never-null-if-trusted type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 0)
if r2 != 0 goto +1
r0 = *(u64 *)(r10 - 8)
r0 = 0
exit

=== maybe-null-if-walked type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r2 = *(u64 *)(r1 + 0)
r2 = *(u64 *)(r2 + {task_struct.mm})
if r2 != 0 goto +1
r0 = *(u64 *)(r10 - 16)
r0 = 0
exit

=== map-type
--- accept
r1 = map[hash]
r0 = *(u32 *)(r1 + {bpf_map.key_size})
exit

=== map-of-its-own-type
--- accept
r1 = map[hash]
r0 = *(u32 *)(r1 + {bpf_htab.elem_size})
exit

=== map-array-index-mask
--- accept
r1 = map[array]
r0 = *(u32 *)(r1 + {bpf_array.index_mask})
exit

=== map-pointer-followed
--- accept
r1 = map[array]
r2 = *(u64 *)(r1 + {bpf_map.inner_map_meta})
r0 = *(u32 *)(r2 + {bpf_map.key_size})
exit

=== map-operations
--- accept
r1 = map[array]
r2 = *(u64 *)(r1 + {bpf_map.ops})
r0 = *(u64 *)(r2 + 0)
exit

=== map-before
--- EACCES R1 is bpf_array invalid negative access: off=-4
r1 = map[array]
r0 = *(u32 *)(r1 - 4)
exit

=== map-half-a-pointer
--- EACCES cannot access ptr member ops with moff 40 in struct bpf_map with off 40 size 4
r1 = map[array]
r0 = *(u32 *)(r1 + {bpf_map.ops})
exit

=== map-beyond
--- EACCES access beyond struct bpf_ringbuf_map at off 20000 size 8
r1 = map[ring]
r0 = *(u64 *)(r1 + 20000)
exit

=== map-moved
--- EACCES R1 pointer arithmetic on map_ptr prohibited
r1 = map[array]
r1 += 4
r0 = *(u32 *)(r1 + 0)
exit

=== map-of-all-kinds
--- accept
r1 = map[queue]
r0 = *(u32 *)(r1 + {bpf_map.map_type})
r1 = map[stacks]
r0 = *(u32 *)(r1 + {bpf_map.map_type})
r1 = map[ring]
r0 = *(u32 *)(r1 + {bpf_map.map_type})
r1 = map[progs]
r0 = *(u32 *)(r1 + {bpf_map.map_type})
exit

=== address-of-a-function type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = btf[id:{func:bpf_task_acquire}]
r0 = 0
exit

=== function-read type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 min value is outside of the allowed memory range
r1 = btf[id:{func:bpf_task_acquire}]
r0 = *(u8 *)(r1 + 0)
exit

=== function-written type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- EACCES R1 cannot write into rdonly_mem
r1 = btf[id:{func:bpf_task_acquire}]
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
