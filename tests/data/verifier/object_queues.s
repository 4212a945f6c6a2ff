# Work queues: where they must be.
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_timer { u64 __opaque[2]; };
% struct v { u64 a; struct bpf_wq f; u64 z; };
% struct t { u64 a; struct bpf_timer f; u64 z; };
@ m HASH int "struct v" 4
@ t HASH int "struct t" 4
@ n HASH 4 16 4
=== wq-variable-place type=SCHED_CLS
--- EINVAL R1 doesn't have constant offset. bpf_wq has to be at the constant offset
*(u32 *)(r10 - 4) = 1
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 8
r6 += r0
r1 = r6
r2 = 0
call bpf_wq_start
out: r0 = 0
exit
=== wq-map-without-types type=SCHED_CLS
--- EINVAL map 'n' has to have BTF in order to use bpf_wq
*(u32 *)(r10 - 4) = 1
r1 = map[n]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r2 = 0
call bpf_wq_start
out: r0 = 0
exit
=== wq-where-a-timer-is type=SCHED_CLS
--- EINVAL map 't' has no valid bpf_wq
*(u32 *)(r10 - 4) = 1
r1 = map[t]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r1 += 8
r2 = 0
call bpf_wq_start
out: r0 = 0
exit
=== wq-elsewhere type=SCHED_CLS
--- EINVAL off 0 doesn't point to 'struct bpf_wq' that is at 8
*(u32 *)(r10 - 4) = 1
r1 = map[m]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r2 = 0
call bpf_wq_start
out: r0 = 0
exit
