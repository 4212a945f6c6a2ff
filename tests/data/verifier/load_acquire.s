# Loads that acquire: what is read is checked first, then whether that place may be read so.
=== context-within type=SCHED_CLS
--- EACCES BPF_ATOMIC loads from R1 ctx is not allowed
r0 = load_acquire((u32 *)(r1 + 8))
r0 = 0
exit
=== context-beyond type=SCHED_CLS
--- EACCES invalid bpf_context access off=2000 size=4
r0 = load_acquire((u32 *)(r1 + 2000))
r0 = 0
exit
=== context-without-a-field type=SK_MSG
--- EACCES invalid bpf_context access off=0 size=4
r0 = load_acquire((u32 *)(r1 + 0))
r0 = 0
exit
=== context-onto-itself type=SCHED_CLS
--- accept
--- ours EACCES BPF_ATOMIC loads from R1 ctx is not allowed
r1 = load_acquire((u32 *)(r1 + 8))
r0 = 0
exit
=== packet-pointer-onto-the-context type=XDP
--- EACCES BPF_ATOMIC loads from R1 pkt is not allowed
r1 = load_acquire((u32 *)(r1 + 0))
r0 = 0
exit
=== packet-unchecked type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r2 = load_acquire((u8 *)(r2 + 0))
r0 = 0
exit
=== packet-checked type=XDP
--- EACCES misaligned packet access off 2+0+0+0 size 8
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r5 = load_acquire((u64 *)(r2 + 0))
out: r0 = 1
exit
=== packet-end type=XDP
--- EACCES R3 invalid mem access 'pkt_end'
r3 = *(u32 *)(r1 + 4)
r5 = load_acquire((u64 *)(r3 + 0))
r0 = 1
exit
=== socket-or-null type=SCHED_CLS
--- EACCES R1 invalid mem access 'sock_common_or_null'
r1 = *(u64 *)(r1 + 168)
r0 = load_acquire((u32 *)(r1 + 4))
r0 = 0
exit
=== socket type=SCHED_CLS
--- EACCES BPF_ATOMIC loads from R1 sock_common is not allowed
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = load_acquire((u32 *)(r1 + 4))
out: r0 = 0
exit
=== socket-beyond type=SCHED_CLS
--- EACCES R1 invalid sock_common access off=88 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = load_acquire((u32 *)(r1 + 88))
out: r0 = 0
exit
=== stack-not-written
--- accept
r0 = load_acquire((u64 *)(r10 - 8))
r0 = 0
exit
=== stack-out-of-reach
--- EACCES invalid read from stack R10 off=-520 size=8
r0 = load_acquire((u64 *)(r10 - 520))
r0 = 0
exit
=== stack-misaligned
--- EACCES misaligned stack access off 0+0+-6 size 4
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r0 = load_acquire((u32 *)(r10 - 6))
r0 = 0
exit
=== not-a-pointer
--- EACCES misaligned access off 5+0+0 size 8
r2 = 5
r0 = load_acquire((u64 *)(r2 + 0))
exit
