=== num
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
loop:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r0 = *(u32 *)(r0 + 0)
goto loop
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit

=== num-counts
--- accept
r6 = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
loop:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 += 1
goto loop
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit

=== num-not-destroyed
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r0 = 0
exit

=== num-not-new
--- EINVAL expected an initialized iter_num as arg #0
r1 = r10
r1 += -8
call bpf_iter_num_next
r0 = 0
exit

=== num-new-twice
--- EINVAL expected uninitialized iter_num as arg #0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r0 = 0
exit

=== num-offset
--- EINVAL expected uninitialized iter_num as arg #0
r1 = r10
r1 += -12
r2 = 0
r3 = 10
call bpf_iter_num_new
r0 = 0
exit

=== num-element-after-destroy
--- EACCES R6 invalid mem access 'scalar'
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_next
r6 = r0
r1 = r10
r1 += -8
call bpf_iter_num_destroy
if r6 == 0 goto +1
r0 = *(u32 *)(r6 + 0)
r0 = 0
exit

=== num-element-write
--- EACCES R0 cannot write into rdonly_mem
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto +1
*(u32 *)(r0 + 0) = 1
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit

=== num-element-too-wide
--- EACCES R0 min value is outside of the allowed memory range
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit

=== num-other-kind
--- EINVAL expected an initialized iter_task_vma as arg #0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_task_vma_next
r0 = 0
exit

=== num-overwritten
--- EINVAL expected an initialized iter_num as arg #0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit

=== num-read
--- EACCES invalid read from stack off -8+0 size 8
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r0 = *(u64 *)(r10 - 8)
exit

=== num-passed-to-helper
--- EACCES invalid read from stack R2 off -4+0 size 4
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = map[tids]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit

=== num-scalar
--- EINVAL arg#0 expected pointer to an iterator on stack
r1 = 0
r2 = 0
r3 = 10
call bpf_iter_num_new
r0 = 0
exit

=== num-range-of-index
--- accept
r6 = 0
*(u64 *)(r10 - 16) = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
loop:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 0)
if r1 > 7 goto loop
r2 = r10
r2 += -16
r2 += r1
*(u8 *)(r2 + 0) = 1
goto loop
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit

=== num-nested
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
outer:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = r10
r1 += -16
r2 = 0
r3 = 10
call bpf_iter_num_new
inner:
r1 = r10
r1 += -16
call bpf_iter_num_next
if r0 != 0 goto inner
r1 = r10
r1 += -16
call bpf_iter_num_destroy
goto outer
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit

=== num-loop-unbounded
--- EINVAL unreachable insn 6
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
loop:
goto loop
r0 = 0
exit

=== task-no-rcu type=SYSCALL sleepable=yes
--- EACCES kernel func bpf_iter_task_new requires RCU critical section protection
r1 = r10
r1 += -24
r2 = 0
r3 = 0
call bpf_iter_task_new
r0 = 0
exit

=== task-rcu-next-outside type=SYSCALL sleepable=yes
--- EPROTO expected an RCU CS when using bpf_iter_task_next
call bpf_rcu_read_lock
r1 = r10
r1 += -24
r2 = 0
r3 = 0
call bpf_iter_task_new
call bpf_rcu_read_unlock
r1 = r10
r1 += -24
call bpf_iter_task_next
r0 = 0
exit

=== task type=SYSCALL sleepable=yes
--- accept
call bpf_rcu_read_lock
r1 = r10
r1 += -24
r2 = 0
r3 = 0
call bpf_iter_task_new
loop:
r1 = r10
r1 += -24
call bpf_iter_task_next
if r0 != 0 goto loop
r1 = r10
r1 += -24
call bpf_iter_task_destroy
call bpf_rcu_read_unlock
r0 = 0
exit

=== css-task-not-here
--- EINVAL css_task_iter is only allowed in bpf_lsm, bpf_iter and sleepable progs
r1 = r10
r1 += -8
r2 = r10
r3 = 0
call bpf_iter_css_task_new
r0 = 0
exit
