=== read-8
--- accept
r0 = *(u64 *)(r1 + 8)
exit
=== read-first-word
--- EACCES invalid bpf_context access off=0 size=8
r0 = *(u64 *)(r1 + 0)
exit
=== read-common-pid
--- EACCES invalid bpf_context access off=4 size=4
r0 = *(u32 *)(r1 + 4)
exit
=== read-32
--- accept
r0 = *(u32 *)(r1 + 12)
exit
=== read-16
--- accept
r0 = *(u16 *)(r1 + 10)
exit
=== read-8bit
--- accept
r0 = *(u8 *)(r1 + 11)
exit
=== read-signed
--- accept
r0 = *(s32 *)(r1 + 16)
exit
=== misaligned
--- EACCES invalid bpf_context access off=10 size=4
r0 = *(u32 *)(r1 + 10)
exit
=== misaligned-64
--- EACCES invalid bpf_context access off=12 size=8
r0 = *(u64 *)(r1 + 12)
exit
=== last
--- accept
r0 = *(u64 *)(r1 + 8184)
exit
=== past-the-end
--- EACCES invalid bpf_context access off=8192 size=8
r0 = *(u64 *)(r1 + 8192)
exit
=== negative
--- accept
--- ours EACCES invalid bpf_context access off=-8 size=8
r0 = *(u64 *)(r1 - 8)
exit
=== write
--- EACCES invalid bpf_context access off=8 size=8
r0 = 0
*(u64 *)(r1 + 8) = r0
exit
=== write-imm
--- EACCES invalid bpf_context access off=8 size=8
*(u64 *)(r1 + 8) = 5
r0 = 0
exit
=== atomic
--- EACCES BPF_ATOMIC stores into R1 ctx is not allowed
r0 = 1
lock *(u64 *)(r1 + 8) += r0
r0 = 0
exit
=== moved
--- EACCES dereference of modified ctx ptr R1 off=8 disallowed
r1 += 8
r0 = *(u64 *)(r1 + 8)
exit
=== moved-back
--- EACCES negative offset ctx ptr R1 off=-8 disallowed
r1 += -8
r0 = *(u64 *)(r1 + 16)
exit
=== moved-there-and-back
--- accept
r1 += 8
r1 -= 8
r0 = *(u64 *)(r1 + 8)
exit
=== variable
--- EACCES variable ctx access var_off=(0x0; 0x8) disallowed
r6 = r1
call get_prandom_u32
r0 &= 8
r6 += r0
r0 = *(u64 *)(r6 + 8)
exit
=== same-insn-other-pointer
--- EINVAL same insn cannot be used with different pointers
r6 = r1
r7 = r10
r7 += -32
*(u64 *)(r10 - 16) = 0
call get_prandom_u32
if r0 > 5 goto +1
r7 = r6
r0 = *(u64 *)(r7 + 16)
exit
=== raw type=RAW_TRACEPOINT
--- accept
r0 = *(u64 *)(r1 + 0)
exit
=== raw-last type=RAW_TRACEPOINT
--- accept
r0 = *(u64 *)(r1 + 88)
exit
=== raw-past type=RAW_TRACEPOINT
--- EACCES invalid bpf_context access off=96 size=8
r0 = *(u64 *)(r1 + 96)
exit
=== raw-narrow type=RAW_TRACEPOINT
--- accept
r0 = *(u32 *)(r1 + 4)
exit
=== raw-write type=RAW_TRACEPOINT
--- EACCES invalid bpf_context access off=8 size=8
*(u64 *)(r1 + 8) = 5
r0 = 0
exit
=== kprobe type=KPROBE
--- accept
r0 = *(u64 *)(r1 + 112)
exit
=== kprobe-narrow type=KPROBE
--- accept
r0 = *(u32 *)(r1 + 160)
exit
=== kprobe-past type=KPROBE
--- EACCES invalid bpf_context access off=168 size=8
r0 = *(u64 *)(r1 + 168)
exit
=== perf type=PERF_EVENT
--- accept
r0 = *(u64 *)(r1 + 168)
r0 = *(u64 *)(r1 + 176)
r0 = *(u64 *)(r1 + 160)
exit
=== perf-narrow-reg type=PERF_EVENT
--- EACCES invalid bpf_context access off=160 size=4
r0 = *(u32 *)(r1 + 160)
exit
=== perf-narrow-period type=PERF_EVENT
--- accept
r0 = *(u32 *)(r1 + 168)
exit
=== perf-narrow-period-upper type=PERF_EVENT
--- accept
r0 = *(u32 *)(r1 + 172)
exit
=== xdp-plain type=XDP
--- accept
r0 = *(u32 *)(r1 + 12)
exit
=== xdp-data type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r0 = 2
exit
=== xdp-wide type=XDP
--- EACCES invalid bpf_context access off=8 size=8
r0 = *(u64 *)(r1 + 8)
exit
=== socket-len type=SOCKET_FILTER
--- accept
r0 = *(u32 *)(r1 + 0)
exit
=== socket-data type=SOCKET_FILTER
--- EACCES invalid bpf_context access off=76 size=4
r0 = *(u32 *)(r1 + 76)
exit
=== socket-narrow type=SOCKET_FILTER
--- accept
r0 = *(u16 *)(r1 + 16)
exit
=== tc-mark type=SCHED_CLS
--- accept
*(u32 *)(r1 + 8) = 5
r0 = 0
exit
=== socket-mark type=SOCKET_FILTER
--- EACCES invalid bpf_context access off=8 size=4
*(u32 *)(r1 + 8) = 5
r0 = 0
exit
=== ctx-through-stack
--- accept
*(u64 *)(r10 - 8) = r1
r2 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r2 + 8)
exit

=== acquired
--- accept
r1 = load_acquire((u64 *)(r1 + 8))
r0 = 0
exit

=== acquired_elsewhere
--- EACCES BPF_ATOMIC loads from R1 ctx is not allowed
r2 = load_acquire((u64 *)(r1 + 8))
r0 = 0
exit

=== acquired_and_not_converted type=SCHED_CLS
--- accept
--- ours EACCES BPF_ATOMIC loads from R1 ctx is not allowed
r1 = load_acquire((u32 *)(r1 + 0))
r0 = 0
exit

=== acquired_packet type=SCHED_CLS
--- EACCES BPF_ATOMIC loads from R1 pkt is not allowed
r1 = load_acquire((u32 *)(r1 + 76))
r0 = 0
exit

=== acquired_flow_keys type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r1 = load_acquire((u32 *)(r1 + 4))
r0 = 0
exit

=== acquired_from_a_packet type=XDP
--- EACCES misaligned packet access off 2+0+0+4 size 4
r2 = *(u32 *)(r1 + 4)
r1 = *(u32 *)(r1 + 0)
r3 = r1
r3 += 8
if r3 > r2 goto done
r1 = load_acquire((u32 *)(r1 + 4))
done: r0 = 0
exit

=== acquired_socket type=SCHED_CLS
--- accept
--- ours EACCES BPF_ATOMIC loads from R1 sock_common is not allowed
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto done
r1 = load_acquire((u32 *)(r1 + 4))
done: r0 = 0
exit
