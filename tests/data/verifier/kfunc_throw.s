=== throw type=SCHED_CLS
--- accept
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-range type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R1 has smin=5 smax=5 should have been in [0, 1]
r1 = 5
call bpf_throw
r0 = 0
exit

=== throw-in-range type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- accept
r1 = 1
call bpf_throw
r0 = 0
exit

=== throw-unknown type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R1 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
r1 = r0
call bpf_throw
r0 = 0
exit

=== throw-pointer type=SCHED_CLS
--- EINVAL R1 is not a scalar
call bpf_throw
r0 = 0
exit

=== throw-uninit type=SCHED_CLS
--- EINVAL R1 is not a scalar
call get_prandom_u32
call bpf_throw
r0 = 0
exit

=== throw-not-here type=SOCKET_FILTER
--- EACCES calling kernel function bpf_throw is not allowed
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-last type=SCHED_CLS
--- EINVAL last insn is not an exit or jmp
r1 = 0
call bpf_throw

=== throw-holds type=SCHED_CLS
--- EINVAL bpf_throw would lead to reference leak
r1 = 1
call bpf_task_from_pid
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-rcu type=SCHED_CLS
--- EINVAL bpf_throw cannot be used inside bpf_rcu_read_lock-ed region
call bpf_rcu_read_lock
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-preempt type=SCHED_CLS
--- EINVAL bpf_throw cannot be used inside bpf_preempt_disable-ed region
call bpf_preempt_disable
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-irq type=SCHED_CLS
--- EINVAL bpf_throw cannot be used inside bpf_local_irq_save-ed region
r1 = r10
r1 += -8
call bpf_local_irq_save
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-with-iterator type=SCHED_CLS
--- EINVAL bpf_throw would lead to reference leak
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-subprog type=SCHED_CLS
--- accept
call f
r0 = 0
exit
f:
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-subprog-holds type=SCHED_CLS
--- EINVAL bpf_throw would lead to reference leak
r1 = 1
call bpf_task_from_pid
call f
r0 = 0
exit
f:
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-subprog-rcu type=SCHED_CLS
--- EINVAL bpf_throw cannot be used inside bpf_rcu_read_lock-ed region
call bpf_rcu_read_lock
call f
call bpf_rcu_read_unlock
r0 = 0
exit
f:
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-subprog-preempt type=SCHED_CLS
--- EINVAL bpf_throw cannot be used inside bpf_preempt_disable-ed region
call bpf_preempt_disable
call f
call bpf_preempt_enable
r0 = 0
exit
f:
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-subprog-range type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R1 has smin=7 smax=7 should have been in [0, 1]
call f
r0 = 0
exit
f:
r1 = 7
call bpf_throw
r0 = 0
exit

=== throw-in-global type=SCHED_CLS btf=global
--- accept
call f
r0 = 0
exit
f:
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-global-rcu type=SCHED_CLS btf=global
--- accept
call bpf_rcu_read_lock
call f
call bpf_rcu_read_unlock
r0 = 0
exit
f:
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-global-holds type=SCHED_CLS btf=global
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 1
call bpf_task_from_pid
call f
r0 = 0
exit
f:
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-in-global-pointer type=SCHED_CLS btf=global
--- EINVAL R1 is not a scalar
call f
r0 = 0
exit
f:
r1 = r10
call bpf_throw
r0 = 0
exit

=== throw-in-callback type=SCHED_CLS btf=static
--- EINVAL bpf_throw kfunc (insn 9) cannot be called from callback subprog 1
r1 = 10
r2 = subprog[f]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
f:
r1 = 0
call bpf_throw
r0 = 0
exit

=== throw-below-callback type=SCHED_CLS btf=static
--- EINVAL bpf_throw kfunc (insn 12) cannot be called from callback subprog 2
r1 = 10
r2 = subprog[f]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
f:
call g
r0 = 0
exit
g:
r1 = 0
call bpf_throw
r0 = 0
exit

=== handler type=SCHED_CLS
--- accept
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie);
%@4
r1 = 0
call bpf_throw
r0 = 0
exit
r0 = 0
exit

=== handler-not-thrown-to type=SCHED_CLS
--- accept
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie);
%@2
r0 = 0
exit
r0 = 0
exit

=== handler-returns-too-much type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R0 has smin=5 smax=5 should have been in [0, 1]
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie);
%@4
r1 = 77
call bpf_throw
r0 = 0
exit
r0 = 5
exit

=== handler-returns-right type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- accept
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie);
%@4
r1 = 77
call bpf_throw
r0 = 0
exit
r0 = 1
exit

=== handler-returns-cookie type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie);
%@4
r1 = 77
call bpf_throw
r0 = 0
exit
r0 = r1
exit

=== handler-static type=SCHED_CLS
--- EINVAL exception callback 'handle' must have global linkage
%int main(void *ctx) __tag("exception_callback:handle");
%static int handle(u64 cookie);
%@4
r1 = 0
call bpf_throw
r0 = 0
exit
r0 = 0
exit

=== handler-missing type=SCHED_CLS
--- ENOENT exception callback 'nobody' could not be found in BTF
%int main(void *ctx) __tag("exception_callback:nobody");
r1 = 0
call bpf_throw
r0 = 0
exit

=== handler-two type=SCHED_CLS
--- EEXIST multiple exception callback tags for main subprog
%int main(void *ctx) __tag("exception_callback:a") __tag("exception_callback:b");
r1 = 0
call bpf_throw
r0 = 0
exit

=== handler-itself type=SCHED_CLS
--- EINVAL invalid exception callback insn_off in func_info: 0
%int main(void *ctx) __tag("exception_callback:main");
r1 = 0
call bpf_throw
r0 = 0
exit

=== handler-two-arguments type=SCHED_CLS
--- EINVAL exception cb only supports single integer argument
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie, u64 more);
%@4
r1 = 0
call bpf_throw
r0 = 0
exit
r0 = 0
exit

=== handler-pointer-argument type=SCHED_CLS
--- EINVAL exception cb only supports single integer argument
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(int *cookie);
%@4
r1 = 0
call bpf_throw
r0 = 0
exit
r0 = 0
exit

=== handler-void type=SCHED_CLS
--- EINVAL Global function handle() doesn't return scalar. Only those are supported.
%int main(void *ctx) __tag("exception_callback:handle");
%void handle(u64 cookie);
%@4
r1 = 0
call bpf_throw
r0 = 0
exit
r0 = 0
exit

=== handler-called type=SCHED_CLS
--- EINVAL insn 1 cannot call exception cb directly
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie);
r1 = 0
call f
r1 = 0
call bpf_throw
r0 = 0
exit
f:
r0 = 0
exit

=== handler-throws type=SCHED_CLS
--- EINVAL bpf_throw kfunc (insn 5) cannot be called from callback subprog 1
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie);
%@4
r1 = 0
call bpf_throw
r0 = 0
exit
r1 = 0
call bpf_throw
r0 = 0
exit

=== handler-tail-calls type=SCHED_CLS
--- accept
%int main(void *ctx) __tag("exception_callback:handle");
%int handle(u64 cookie);
%@4
r1 = 0
call bpf_throw
r0 = 0
exit
r0 = 0
exit
=== throw-in-a-loop-before-a-state type=SCHED_CLS
--- EFAULT verifier bug: scc exit: no visit info for call chain (1)
call get_prandom_u32
r7 = r0
again:
if r7 != 77 goto fine
r1 = 0
call bpf_throw
fine:
call get_prandom_u32
r7 = r0
r6 = 5
if r7 > 9 goto again
r0 = 0
exit
=== throw-in-a-loop type=SCHED_CLS
--- EFAULT verifier bug: scc exit: no visit info for call chain (1)
r6 = 0
again:
call get_prandom_u32
r7 = r0
if r7 != 77 goto fine
r1 = 0
call bpf_throw
fine:
may_goto again
r0 = 0
exit
=== throw-behind-a-loop type=SCHED_CLS
--- accept
r6 = 0
again:
r6 += 1
if r6 < 4 goto again
r1 = 0
call bpf_throw
r0 = 0
exit
=== throw-in-a-function-in-a-loop type=SCHED_CLS btf=static
--- EFAULT The sequence of 8193 jumps is too complex.
call get_prandom_u32
r7 = r0
again:
r1 = r7
call f
r7 -= 1
if r7 != 0 goto again
r0 = 0
exit
f:
r0 = 0
if r1 == 5 goto +1
exit
r1 = 0
call bpf_throw
exit
=== throw-in-a-loop-of-a-function type=SCHED_CLS btf=static
--- EFAULT verifier bug: scc exit: no visit info for call chain (2,1)
call get_prandom_u32
r1 = r0
call f
r0 = 0
exit
f:
r0 = 0
r6 = r1
again:
if r6 != 5 goto more
r1 = 0
call bpf_throw
more:
call get_prandom_u32
r6 = r0
r7 = 1
if r6 > 9 goto again
r0 = 0
exit
