=== rcu
--- accept
call bpf_rcu_read_lock
call bpf_rcu_read_unlock
r0 = 0
exit

=== rcu-not-left
--- EINVAL BPF_EXIT instruction in main prog cannot be used inside bpf_rcu_read_lock-ed region
call bpf_rcu_read_lock
r0 = 0
exit

=== rcu-nested
--- EINVAL nested rcu read lock (kernel function bpf_rcu_read_lock)
call bpf_rcu_read_lock
call bpf_rcu_read_lock
r0 = 0
exit

=== rcu-not-entered
--- EINVAL unmatched rcu read unlock (kernel function bpf_rcu_read_unlock)
call bpf_rcu_read_unlock
r0 = 0
exit

=== no-gpl gpl=no
--- EINVAL cannot call kernel function from non-GPL compatible program
call bpf_rcu_read_lock
call bpf_rcu_read_unlock
r0 = 0
exit

=== no-function
--- EINVAL kernel btf_id 2 is not a function
call kernel-function#2
r0 = 0
exit

=== beyond-types
--- EINVAL kernel btf_id 100000000 is not a function
call kernel-function#100000000
r0 = 0
exit

=== zero
--- EINVAL invalid kernel function call not eliminated in verifier pass
call kernel-function#0
r0 = 0
exit

=== not-a-kfunc
--- EACCES calling kernel function bpf_prog_put is not allowed
call kernel-function#{func:bpf_prog_put}
r0 = 0
exit

=== not-for-type type=XDP
--- EACCES calling kernel function bpf_cpumask_create is not allowed
r1 = 0
call bpf_cpumask_create
r0 = 0
exit

=== preempt
--- accept
call bpf_preempt_disable
call bpf_preempt_disable
call bpf_preempt_enable
call bpf_preempt_enable
r0 = 0
exit

=== preempt-left
--- EINVAL BPF_EXIT instruction in main prog cannot be used inside bpf_preempt_disable-ed region
call bpf_preempt_disable
call bpf_preempt_disable
call bpf_preempt_enable
r0 = 0
exit

=== preempt-unmatched
--- EINVAL unmatched attempt to enable preemption (kernel function bpf_preempt_enable)
call bpf_preempt_enable
r0 = 0
exit

=== irq
--- accept
r1 = r10
r1 += -8
call bpf_local_irq_save
r1 = r10
r1 += -8
call bpf_local_irq_restore
r0 = 0
exit

=== irq-left
--- EINVAL BPF_EXIT instruction in main prog cannot be used inside bpf_local_irq_save-ed region
r1 = r10
r1 += -8
call bpf_local_irq_save
r0 = 0
exit

=== irq-twice
--- EINVAL expected uninitialized irq flag as arg#0
r1 = r10
r1 += -8
call bpf_local_irq_save
r1 = r10
r1 += -8
call bpf_local_irq_save
r0 = 0
exit

=== irq-order
--- EACCES cannot restore irq state out of order, expected id=2 acquired at insn_idx=5
r1 = r10
r1 += -8
call bpf_local_irq_save
r1 = r10
r1 += -16
call bpf_local_irq_save
r1 = r10
r1 += -8
call bpf_local_irq_restore
r0 = 0
exit

=== irq-nested
--- accept
r1 = r10
r1 += -8
call bpf_local_irq_save
r1 = r10
r1 += -16
call bpf_local_irq_save
r1 = r10
r1 += -16
call bpf_local_irq_restore
r1 = r10
r1 += -8
call bpf_local_irq_restore
r0 = 0
exit

=== irq-uninit
--- EINVAL expected an initialized irq flag as arg#0
r1 = r10
r1 += -8
call bpf_local_irq_restore
r0 = 0
exit

=== irq-offset
--- EINVAL expected uninitialized irq flag as arg#0
r1 = r10
r1 += -12
call bpf_local_irq_save
r0 = 0
exit

=== irq-restore-offset
--- EINVAL expected an initialized irq flag as arg#0
*(u64 *)(r10 - 16) = 0
r1 = r10
r1 += -12
call bpf_local_irq_restore
r0 = 0
exit

=== irq-at-top
--- EACCES invalid write to stack R1 off=0 size=8
r1 = r10
call bpf_local_irq_save
r0 = 0
exit

=== irq-not-stack
--- EINVAL arg#0 doesn't point to an irq flag on stack
call bpf_local_irq_save
r0 = 0
exit

=== irq-overwritten
--- EINVAL expected an initialized irq flag as arg#0
r1 = r10
r1 += -8
call bpf_local_irq_save
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
call bpf_local_irq_restore
r0 = 0
exit

=== irq-read
--- EACCES invalid read from stack off -8+0 size 8
r1 = r10
r1 += -8
call bpf_local_irq_save
r0 = *(u64 *)(r10 - 8)
exit

=== irq-part-overwritten
--- EINVAL expected an initialized irq flag as arg#0
r1 = r10
r1 += -8
call bpf_local_irq_save
*(u8 *)(r10 - 3) = 0
r1 = r10
r1 += -8
call bpf_local_irq_restore
r0 = 0
exit

=== task-leak
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 1
call bpf_task_from_pid
r0 = 0
exit

=== task
--- accept
r1 = 1
call bpf_task_from_pid
if r0 == 0 goto +2
r1 = r0
call bpf_task_release
r0 = 0
exit

=== task-release-null
--- EACCES Possibly NULL pointer passed to trusted arg0
r1 = 1
call bpf_task_from_pid
r1 = r0
call bpf_task_release
r0 = 0
exit

=== task-release-twice
--- EINVAL arg#0 pointer type STRUCT task_struct must point to scalar, or struct with scalar
r1 = 1
call bpf_task_from_pid
if r0 == 0 goto +4
r6 = r0
r1 = r0
call bpf_task_release
r1 = r6
call bpf_task_release
r0 = 0
exit

=== task-release-fp
--- EINVAL arg#0 pointer type STRUCT task_struct must point to scalar, or struct with scalar
r1 = r10
call bpf_task_release
r0 = 0
exit

=== task-release-cgroup
--- EINVAL kernel function bpf_task_release args#0 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT cgroup
r1 = 1
call bpf_cgroup_from_id
if r0 == 0 goto +2
r1 = r0
call bpf_task_release
r0 = 0
exit

=== scalar-wanted
--- EINVAL R1 is not a scalar
r1 = r10
call bpf_task_from_pid
r0 = 0
exit

=== scalar-uninit
--- EINVAL R1 is not a scalar
call ktime_get_ns
call bpf_task_from_pid
r0 = 0
exit

=== task-acquire
--- accept
r1 = 1
call bpf_task_from_pid
if r0 == 0 goto +9
r6 = r0
r1 = r0
call bpf_task_acquire
if r0 == 0 goto +2
r1 = r0
call bpf_task_release
r1 = r6
call bpf_task_release
goto +0
r0 = 0
exit

=== sleepable-kfunc
--- EACCES program must be sleepable to call sleepable kfunc bpf_copy_from_user_str
r1 = r10
r1 += -8
r2 = 8
r3 = 0
r4 = 0
call bpf_copy_from_user_str
r0 = 0
exit

=== copy-str type=SYSCALL sleepable=yes
--- accept
r1 = r10
r1 += -8
r2 = 8
r3 = 0
r4 = 0
call bpf_copy_from_user_str
r0 = 0
exit

=== copy-str-too-much type=SYSCALL sleepable=yes
--- EINVAL arg#0 arg#1 memory, len pair leads to invalid memory access
r1 = r10
r1 += -8
r2 = 9
r3 = 0
r4 = 0
call bpf_copy_from_user_str
r0 = 0
exit

=== copy-str-in-rcu type=SYSCALL sleepable=yes
--- EACCES kernel func bpf_copy_from_user_str is sleepable within rcu_read_lock region
call bpf_rcu_read_lock
r1 = r10
r1 += -8
r2 = 8
r3 = 0
r4 = 0
call bpf_copy_from_user_str
call bpf_rcu_read_unlock
r0 = 0
exit

=== copy-str-in-preempt type=SYSCALL sleepable=yes
--- EACCES kernel func bpf_copy_from_user_str is sleepable within non-preemptible region
call bpf_preempt_disable
r1 = r10
r1 += -8
r2 = 8
r3 = 0
r4 = 0
call bpf_copy_from_user_str
call bpf_preempt_enable
r0 = 0
exit

=== copy-str-in-irq type=SYSCALL sleepable=yes
--- EACCES kernel func bpf_copy_from_user_str is sleepable within IRQ-disabled region
r1 = r10
r1 += -16
call bpf_local_irq_save
r1 = r10
r1 += -8
r2 = 8
r3 = 0
r4 = 0
call bpf_copy_from_user_str
r0 = 0
exit

=== helper-in-rcu type=SYSCALL sleepable=yes
--- EINVAL sleepable helper bpf_copy_from_user#148 in rcu_read_lock region
call bpf_rcu_read_lock
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call copy_from_user
call bpf_rcu_read_unlock
r0 = 0
exit

=== helper-in-preempt type=SYSCALL sleepable=yes
--- EINVAL sleepable helper bpf_copy_from_user#148 in non-preemptible region
call bpf_preempt_disable
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call copy_from_user
r0 = 0
exit

=== trap
--- EFAULT unexpected __bpf_trap() due to uninitialized variable?
call __bpf_trap
r0 = 0
exit

=== strings
--- accept
r1 = 0
r2 = 0
call bpf_strcmp
r0 = 0
exit

=== strlen-uninit
--- accept
call ktime_get_ns
call bpf_strlen
r0 = 0
exit

=== zero-dead
--- accept
r0 = 0
if r0 == 0 goto +1
call kernel-function#0
exit
=== syscall-context-as-memory type=SYSCALL sleepable=yes
--- accept
r6 = r1
r2 = 408
r3 = r10
r3 += -8
*(u64 *)(r10 - 8) = 0
call bpf_crypto_ctx_create
if r0 == 0 goto out
r1 = r0
call bpf_crypto_ctx_release
out:
r0 = 0
exit

=== syscall-context-as-memory-too-large type=SYSCALL sleepable=yes
--- EACCES arg#0 arg#1 memory, len pair leads to invalid memory access
r2 = 70000
r3 = r10
r3 += -8
*(u64 *)(r10 - 8) = 0
call bpf_crypto_ctx_create
if r0 == 0 goto out
r1 = r0
call bpf_crypto_ctx_release
out:
r0 = 0
exit

=== syscall-context-as-memory-moved type=SYSCALL sleepable=yes
--- EACCES dereference of modified ctx ptr R1 off=8 disallowed
r1 += 8
r2 = 408
r3 = r10
r3 += -8
*(u64 *)(r10 - 8) = 0
call bpf_crypto_ctx_create
if r0 == 0 goto out
r1 = r0
call bpf_crypto_ctx_release
out:
r0 = 0
exit

=== syscall-context-as-plain-memory type=SYSCALL sleepable=yes
--- accept
r3 = r1
r1 = r10
r1 += -408
r2 = 0
r0 = r1
r0 = 0
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
r2 = 8
call bpf_crypto_ctx_create
if r0 == 0 goto out
r1 = r0
call bpf_crypto_ctx_release
out:
r0 = 0
exit

=== syscall-context-as-plain-memory-of-unknown-size type=SYSCALL sleepable=yes
--- accept
r6 = r1
call get_prandom_u32
r2 = r0
r2 &= 255
r1 = r6
r3 = r10
r3 += -8
*(u64 *)(r10 - 8) = 0
call bpf_crypto_ctx_create
if r0 == 0 goto out
r1 = r0
call bpf_crypto_ctx_release
out:
r0 = 0
exit


=== cipher-acquired type=SYSCALL sleepable=yes
--- accept
r2 = 408
r3 = r10
r3 += -8
*(u64 *)(r10 - 8) = 0
call bpf_crypto_ctx_create
if r0 == 0 goto out
r6 = r0
r1 = r6
call bpf_crypto_ctx_acquire
if r0 == 0 goto first
r1 = r0
call bpf_crypto_ctx_release
first:
r1 = r6
call bpf_crypto_ctx_release
out:
r0 = 0
exit

=== cipher-acquired-or-not type=SYSCALL sleepable=yes
--- EACCES Possibly NULL pointer passed to trusted arg0
r2 = 408
r3 = r10
r3 += -8
*(u64 *)(r10 - 8) = 0
call bpf_crypto_ctx_create
if r0 == 0 goto out
r6 = r0
r1 = r6
call bpf_crypto_ctx_acquire
r1 = r0
call bpf_crypto_ctx_release
r1 = r6
call bpf_crypto_ctx_release
out:
r0 = 0
exit
