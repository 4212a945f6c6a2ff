=== packet-changed-by-kfunc type=XDP
--- EACCES R7 invalid mem access 'scalar'
%struct xdp_md { int data; };
%int main(struct xdp_md *ctx);
%int f(struct xdp_md *ctx);
r7 = *(u32 *)(r1 + 0)
r2 = *(u32 *)(r1 + 4)
r3 = r7
r3 += 8
r0 = 0
if r3 > r2 goto out
call f
r0 = *(u64 *)(r7 + 0)
r0 = 0
out:
exit
f:
r2 = 1
call bpf_xdp_pull_data
exit
=== packet-changed-by-kfunc-further-down type=XDP
--- EACCES R7 invalid mem access 'scalar'
%struct xdp_md { int data; };
%int main(struct xdp_md *ctx);
%int f(struct xdp_md *ctx);
%static int g(struct xdp_md *ctx);
r7 = *(u32 *)(r1 + 0)
r2 = *(u32 *)(r1 + 4)
r3 = r7
r3 += 8
r0 = 0
if r3 > r2 goto out
call f
r0 = *(u64 *)(r7 + 0)
r0 = 0
out:
exit
f:
call g
exit
g:
r2 = 1
call bpf_xdp_pull_data
exit
=== packet-not-changed type=XDP
--- accept
%struct xdp_md { int data; };
%int main(struct xdp_md *ctx);
%int f(struct xdp_md *ctx);
r7 = *(u32 *)(r1 + 0)
r2 = *(u32 *)(r1 + 4)
r3 = r7
r3 += 8
r0 = 0
if r3 > r2 goto out
call f
r0 = *(u64 *)(r7 + 0)
r0 = 0
out:
exit
f:
r0 = *(u32 *)(r1 + 12)
exit
=== packet-changed-by-dead-kfunc type=XDP
--- EACCES R7 invalid mem access 'scalar'
%struct xdp_md { int data; };
%int main(struct xdp_md *ctx);
%int f(struct xdp_md *ctx);
r7 = *(u32 *)(r1 + 0)
r2 = *(u32 *)(r1 + 4)
r3 = r7
r3 += 8
r0 = 0
if r3 > r2 goto out
call f
r0 = *(u64 *)(r7 + 0)
r0 = 0
out:
exit
f:
r2 = 1
if r2 == 1 goto past
call bpf_xdp_pull_data
past:
r0 = 0
exit
=== sleeping-iterator-without-preemption type=SYSCALL sleepable=yes
--- EINVAL a non-sleepable BPF program context
%int main(void *ctx);
%int f(int a);
call bpf_preempt_disable
r1 = 0
call f
call bpf_preempt_enable
r0 = 0
exit
f:
r1 = r10
r1 += -8
call bpf_iter_kmem_cache_new
r1 = r10
r1 += -8
call bpf_iter_kmem_cache_destroy
r0 = 0
exit
=== sleeping-iterator type=SYSCALL sleepable=yes
--- accept
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r1 = r10
r1 += -8
call bpf_iter_kmem_cache_new
r1 = r10
r1 += -8
call bpf_iter_kmem_cache_destroy
r0 = 0
exit
=== sleeping-iterator-under-rcu-further-down type=SYSCALL sleepable=yes
--- EINVAL a non-sleepable BPF program context
%int main(void *ctx);
%int f(int a);
%int g(int a);
call bpf_rcu_read_lock
r1 = 0
call f
call bpf_rcu_read_unlock
r0 = 0
exit
f:
call g
exit
g:
r1 = r10
r1 += -8
call bpf_iter_kmem_cache_new
r1 = r10
r1 += -8
call bpf_iter_kmem_cache_destroy
r0 = 0
exit
=== sleeping-kfunc-where-none-may-sleep type=SCHED_CLS
--- EINVAL a non-sleepable BPF program context
%int main(struct __sk_buff *ctx);
%int f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r1 = r10
r1 += -8
call bpf_iter_kmem_cache_new
r1 = r10
r1 += -8
call bpf_iter_kmem_cache_destroy
r0 = 0
exit
=== throwing-kfunc-under-rcu type=SCHED_CLS
--- accept
%int main(struct __sk_buff *ctx);
%int f(int a);
call bpf_rcu_read_lock
r1 = 0
call f
call bpf_rcu_read_unlock
r0 = 0
exit
f:
r1 = 0
call bpf_throw
exit
=== throwing-kfunc-without-preemption type=SCHED_CLS
--- accept
%int main(struct __sk_buff *ctx);
%int f(int a);
call bpf_preempt_disable
r1 = 0
call f
call bpf_preempt_enable
r0 = 0
exit
f:
r1 = 0
call bpf_throw
exit
=== sleeping-helper-of-operations type=STRUCT_OPS target=tcp_congestion_ops attach=.ssthresh
--- EINVAL helper call might sleep in a non-sleepable prog
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call bpf_copy_from_user
r0 = 0
exit
