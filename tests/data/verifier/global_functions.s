=== scalar
--- accept
%int main(void *ctx);
%int f(int a);
r1 = 5
call f
exit
f:
r0 = r1
exit
=== scalar-from-pointer
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(int a);
call f
exit
f:
r0 = r1
exit
=== argument-unset
--- EACCES R1 !read_ok
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
r0 = r1
exit
f:
r0 = r1
exit
=== more-read-than-taken
--- EACCES R2 !read_ok
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
exit
f:
r0 = r2
exit
=== dead-not-verified
--- accept
%int main(void *ctx);
%int f(int a);
r0 = 0
if r0 == 0 goto out
call f
out:
exit
f:
r0 = r9
exit
=== called-from-global
--- EACCES R9 !read_ok
%int main(void *ctx);
%int f(int a);
%int g(int a);
r1 = 0
call f
exit
f:
call g
exit
g:
r0 = r9
exit
=== memory-nullable
--- EACCES R1 invalid mem access 'mem_or_null'
%int main(void *ctx);
%int f(int *a);
r1 = 0
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== memory-checked
--- accept
%int main(void *ctx);
%int f(int *a);
r1 = 0
call f
exit
f:
r0 = 0
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 0)
out:
exit
=== memory-too-far
--- EACCES R1 min value is outside of the allowed memory range
%int main(void *ctx);
%int f(int *a);
r1 = 0
call f
exit
f:
r0 = 0
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
out:
exit
=== memory-from-stack
--- accept
%struct s { long a; int b[4]; };
%int main(void *ctx);
%int f(struct s *a);
r1 = r10
r1 += -24
call f
exit
f:
r0 = 0
if r1 == 0 goto out
*(u64 *)(r1 + 16) = 3
out:
exit
=== memory-from-small-stack
--- EINVAL Caller passes invalid args into func#1 ('f')
%struct s { long a; int b[4]; };
%int main(void *ctx);
%int f(struct s *a);
r1 = r10
r1 += -16
call f
exit
f:
r0 = 0
exit
=== memory-clobbers-stack
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
%int main(void *ctx);
%int f(long *a);
*(u64 *)(r10 - 8) = 7
r1 = r10
r1 += -8
call f
r3 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -512
r1 += r3
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
f:
r0 = 0
exit
=== memory-ctx
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
call f
exit
f:
r0 = 0
exit
=== memory-nonnull
--- accept
%int main(void *ctx);
%int f(int *a __arg_nonnull);
r1 = r10
r1 += -4
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== memory-nonnull-zero
--- accept
%int main(void *ctx);
%int f(int *a __arg_nonnull);
r1 = 0
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== memory-nonnull-maybe-null
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a __arg_nonnull);
*(u64 *)(r10 - 8) = 7
r1 = map[hash]
r2 = r10
r2 += -8
call bpf_map_lookup_elem
r1 = r0
call f
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== memory-maybe-null
--- accept
%int main(void *ctx);
%int f(long *a);
*(u64 *)(r10 - 8) = 7
r1 = map[hash]
r2 = r10
r2 += -8
call bpf_map_lookup_elem
r1 = r0
call f
exit
f:
r0 = 1
exit
=== memory-maybe-null-too-small
--- EINVAL Caller passes invalid args into func#1 ('f')
%struct big { long a[3]; };
%int main(void *ctx);
%int f(struct big *a);
*(u64 *)(r10 - 8) = 7
r1 = map[hash]
r2 = r10
r2 += -8
call bpf_map_lookup_elem
r1 = r0
call f
exit
f:
r0 = 1
exit
=== memory-readonly-map
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
r1 = map[rodata][0]+0
call f
exit
f:
r0 = 1
exit
=== memory-number
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
r1 = 7
call f
exit
f:
r0 = 1
exit
=== memory-of-context-syscall type=SYSCALL sleepable=yes
--- accept
%int main(void *ctx);
%int f(long *a);
call f
exit
f:
r0 = 0
exit
=== memory-of-context-raw type=RAW_TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
call f
exit
f:
r0 = 0
exit
=== memory-of-context-device type=CGROUP_DEVICE
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
call f
r0 = 1
exit
f:
r0 = 0
exit
=== memory-of-context-xdp type=XDP
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
call f
exit
f:
r0 = 0
exit
=== sleeps-in-tracepoint type=KPROBE
--- EINVAL a non-sleepable BPF program context
%int main(void *ctx);
%int f(long a);
r1 = 0
call f
exit
f:
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call bpf_copy_from_user
exit
=== sleeps-when-it-may type=KPROBE sleepable=yes
--- accept
%int main(void *ctx);
%int f(long a);
r1 = 0
call f
exit
f:
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call bpf_copy_from_user
exit
=== sleeps-in-static-of-global type=KPROBE
--- EINVAL a non-sleepable BPF program context
%int main(void *ctx);
%int f(long a);
%static int g(long a);
r1 = 0
call f
exit
f:
call g
exit
g:
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call bpf_copy_from_user
exit
=== packet-kept-over-call type=SCHED_CLS
--- accept
%int main(struct __sk_buff *skb);
%int f(long a);
r6 = *(u32 *)(r1 + 76)
r7 = *(u32 *)(r1 + 80)
r0 = r6
r0 += 8
if r0 > r7 goto out
r1 = 0
call f
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
f:
r0 = 0
exit
=== packet-lost-over-call type=SCHED_CLS
--- EACCES R6 invalid mem access 'scalar'
%struct __sk_buff { int a; };
%int main(struct __sk_buff *skb);
%int f(struct __sk_buff *skb);
r8 = r1
r6 = *(u32 *)(r1 + 76)
r7 = *(u32 *)(r1 + 80)
r0 = r6
r0 += 8
if r0 > r7 goto out
r1 = r8
call f
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
f:
r2 = 0
call bpf_skb_pull_data
r0 = 0
exit
=== packet-lost-over-deep-call type=SCHED_CLS
--- EACCES R6 invalid mem access 'scalar'
%struct __sk_buff { int a; };
%int main(struct __sk_buff *skb);
%int f(struct __sk_buff *skb);
%static int g(struct __sk_buff *skb);
r8 = r1
r6 = *(u32 *)(r1 + 76)
r7 = *(u32 *)(r1 + 80)
r0 = r6
r0 += 8
if r0 > r7 goto out
r1 = r8
call f
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
f:
if r1 == 0 goto never
r0 = 0
exit
never:
call g
exit
g:
r2 = 0
call bpf_skb_pull_data
r0 = 0
exit
=== packet-lost-over-tail-call type=SCHED_CLS
--- EACCES R6 invalid mem access 'scalar'
%struct __sk_buff { int a; };
%int main(struct __sk_buff *skb);
%int f(struct __sk_buff *skb);
r8 = r1
r6 = *(u32 *)(r1 + 76)
r7 = *(u32 *)(r1 + 80)
r0 = r6
r0 += 8
if r0 > r7 goto out
r1 = r8
call f
r0 = *(u8 *)(r6 + 0)
out:
r0 = 0
exit
f:
r2 = map[xdp_progs]
r3 = 0
call bpf_tail_call
r0 = 0
exit
=== recursive
--- E2BIG the call stack of 8 frames is too deep !
%int main(void *ctx);
%int f(long a);
r1 = 0
call f
exit
f:
r1 = 0
call f
exit
=== mutually-recursive
--- E2BIG the call stack of 8 frames is too deep !
%int main(void *ctx);
%int f(long a);
%int g(long a);
r1 = 0
call f
exit
f:
r1 = 0
call g
exit
g:
r1 = 0
call f
exit
=== calls-main
--- EINVAL invalid func unknown#-4
%int main(void *ctx);
%int f(void *ctx __arg_ctx);
call f
r0 = 0
exit
f:
call -4
exit
=== result-is-any-number
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
%int main(void *ctx);
%u8 f(long a);
r1 = 0
call f
r1 = r10
r1 += -512
r1 += r0
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
f:
r0 = 0
exit
=== result-in-range-of-program type=CGROUP_SKB
--- accept
%int main(struct __sk_buff *skb);
%int f(long a);
r1 = 0
call f
r0 &= 1
exit
f:
r0 = 7
exit
=== result-unchecked type=CGROUP_SKB
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
%int main(struct __sk_buff *skb);
%int f(long a);
r1 = 0
call f
exit
f:
r0 = 0
exit
=== reference-over-call
--- accept
%int main(void *ctx);
%int f(long a);
r1 = map[ring]
r2 = 8
r3 = 0
call bpf_ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = 0
call f
r1 = r6
r2 = 0
call bpf_ringbuf_submit
out:
r0 = 0
exit
f:
r0 = 0
exit
=== reference-leaks-in-function
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
%int main(void *ctx);
%int f(long a);
r1 = 0
call f
exit
f:
r1 = map[ring]
r2 = 8
r3 = 0
call bpf_ringbuf_reserve
r0 = 0
exit
=== stack-of-function-too-large type=SOCKET_FILTER
--- EACCES combined stack size of 2 calls is 544. Too large
%int main(struct __sk_buff *skb);
%int f(long a);
*(u64 *)(r10 - 264) = 0
r1 = 0
call f
exit
f:
*(u64 *)(r10 - 264) = 0
r0 = 0
exit
=== stack-of-dead-function type=SOCKET_FILTER
--- accept
%int main(struct __sk_buff *skb);
%int f(long a);
*(u64 *)(r10 - 264) = 0
r1 = 0
r0 = 0
if r1 == 0 goto out
call f
out:
exit
f:
*(u64 *)(r10 - 264) = 0
r0 = 0
exit
=== stack-memory-of-map-value
--- accept
%int main(void *ctx);
%int f(long *a);
*(u64 *)(r10 - 8) = 7
r1 = map[hash]
r2 = r10
r2 += -8
call bpf_map_lookup_elem
if r0 == 0 goto out
r1 = r0
r1 += 8
call f
out:
r0 = 0
exit
f:
r0 = 1
exit
=== map-pointer-as-memory
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(long *a);
r1 = map[hash]
call f
r0 = 0
exit
f:
r0 = 1
exit
=== packet-as-memory type=SCHED_CLS
--- accept
%int main(struct __sk_buff *skb);
%int f(long *a);
r6 = *(u32 *)(r1 + 76)
r7 = *(u32 *)(r1 + 80)
r0 = r6
r0 += 8
if r0 > r7 goto out
r1 = r6
call f
out:
r0 = 0
exit
f:
r0 = 1
exit
=== packet-as-memory-unchecked type=SCHED_CLS
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(struct __sk_buff *skb);
%int f(long *a);
r1 = *(u32 *)(r1 + 76)
call f
r0 = 0
exit
f:
r0 = 1
exit
=== ring-memory-as-memory
--- accept
%int main(void *ctx);
%int f(long *a);
r1 = map[ring]
r2 = 8
r3 = 0
call bpf_ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = r0
call f
r1 = r6
r2 = 0
call bpf_ringbuf_submit
out:
r0 = 0
exit
f:
r0 = 1
exit
=== ring-memory-or-null-as-memory
--- accept
%int main(void *ctx);
%int f(long *a);
r1 = map[ring]
r2 = 8
r3 = 0
call bpf_ringbuf_reserve
r6 = r0
r1 = r0
call f
if r6 == 0 goto out
r1 = r6
r2 = 0
call bpf_ringbuf_submit
out:
r0 = 0
exit
f:
r0 = 1
exit
=== pointers-of-caller-kept
--- accept
%int main(void *ctx);
%int f(long a);
r6 = r10
r7 = 5
r1 = 0
call f
*(u64 *)(r6 - 8) = 0
r0 = r7
exit
f:
r0 = 1
exit
=== arguments-lost
--- EACCES R2 !read_ok
%int main(void *ctx);
%int f(long a);
r1 = 0
r2 = 0
call f
r0 = r2
exit
f:
r0 = 1
exit
=== callback-global
--- EINVAL callback function not static
%int main(void *ctx);
%int f(long a);
r1 = 1
r2 = f ll
r3 = 0
r4 = 0
call bpf_loop
r0 = 0
exit
f:
r0 = 1
exit
=== callback-calls-global
--- EINVAL At subprogram exit the register R0 is not a scalar value (fp)
%int main(void *ctx);
%static int f(u32 a, void *b);
%int g(long a);
r1 = 1
r2 = f ll
r3 = 0
r4 = 0
call bpf_loop
r0 = 0
exit
f:
r1 = 0
call g
r0 = 0
exit
g:
r0 = r10
exit
=== global-calls-back
--- EINVAL At callback return the register R0 has unknown scalar value should have been in [0, 1]
%int main(void *ctx);
%int g(long a);
%static int f(u32 a, void *b);
r1 = 1
call g
r0 = 0
exit
g:
r1 = 10
r2 = f ll
r3 = 0
r4 = 0
call bpf_loop
r0 = 0
exit
f:
r0 = r1
exit
