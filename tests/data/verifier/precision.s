# Back along the path to what a number was made of: each way that it came, by freq=yes with a state
# at every instruction.
=== of-a-constant freq=yes
--- accept
r6 = 3
r7 = 5
r6 = r7
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-wide-constant freq=yes
--- accept
r6 = 0x000000000000000c ll
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-sum-of-registers freq=yes
--- accept
r6 = 3
r7 = 5
r8 = 9
r6 += r7
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-sum-with-itself freq=yes
--- accept
r6 = 3
r6 += r6
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-all-operations freq=yes
--- accept
r6 = 3
r7 = 2
r6 *= r7
r6 <<= r7
r6 >>= 1
r6 |= r7
r6 &= 15
r6 ^= r7
r6 -= r7
r6 /= r7
r6 s>>= 0
r6 %= 8
w6 += w7
w6 = -w6
r6 = -r6
r6 <<= 32
r6 >>= 32
r6 &= 7
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-swapped-number freq=yes
--- accept
r6 = 0x0300
r6 = be16 r6
r6 = bswap16 r6
r6 = be16 r6
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-negated-number freq=yes
--- accept
r6 = -3
r6 = -r6
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-an-extended-number freq=yes
--- accept
r7 = 3
r6 = (s8)r7
w6 = (s16)w6
r6 = (s32)r6
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-spilled-number freq=yes
--- accept
r6 = 3
*(u64 *)(r10 - 8) = r6
r6 = 0
r7 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-spilled-number-by-a-copy-of-r10 freq=yes
--- accept
r6 = 3
r2 = r10
r2 += -8
*(u64 *)(r2 + 0) = r6
r6 = 0
r3 = r10
r3 += -16
r7 = *(u64 *)(r3 + 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-an-immediate-on-the-stack freq=yes
--- accept
*(u64 *)(r10 - 8) = 3
r7 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-narrow-immediate-on-the-stack freq=yes
--- accept
*(u32 *)(r10 - 8) = 3
r7 = *(u32 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-byte-on-the-stack freq=yes
--- accept
*(u8 *)(r10 - 8) = 3
r7 = *(u8 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-zeroes-on-the-stack freq=yes
--- EINVAL invalid variable-offset write to stack R1 var_off=(0x0; 0xffff) off=-24 size=1
*(u8 *)(r10 - 8) = 0
*(u8 *)(r10 - 7) = 0
r7 = *(u16 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-zero-register-on-the-stack freq=yes
--- accept
r0 = 0
*(u64 *)(r10 - 8) = r0
r7 = *(u32 *)(r10 - 4)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-zero-register-narrow freq=yes
--- EACCES invalid unbounded variable-offset write to stack R1
r0 = 0
*(u16 *)(r10 - 8) = r0
*(u16 *)(r10 - 6) = r0
r7 = *(u32 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-half-of-a-spill freq=yes
--- accept
r0 = 0x300000005 ll
*(u64 *)(r10 - 8) = r0
r7 = *(u32 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-the-upper-half-of-a-spill freq=yes
--- accept
r0 = 0x300000005 ll
*(u64 *)(r10 - 8) = r0
r7 = *(u32 *)(r10 - 4)
r7 &= 7
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-spill-at-an-unknown-place freq=yes
--- accept
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -16
r2 += r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r3 = 0
*(u64 *)(r2 + 0) = r3
r7 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-number-at-an-unknown-place freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -16
r2 += r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r3 = 5
*(u64 *)(r2 + 0) = r3
r7 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== read-from-an-unknown-place freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -16
r2 += r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r7 = *(u64 *)(r2 + 0)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== spilled-through-two-slots freq=yes
--- accept
r6 = 3
*(u64 *)(r10 - 8) = r6
r7 = *(u64 *)(r10 - 8)
*(u64 *)(r10 - 16) = r7
r7 = 0
r8 = *(u64 *)(r10 - 16)
r1 = r10
r1 += -32
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== through-an-atomic freq=yes
--- accept
*(u64 *)(r10 - 8) = 3
r6 = 1
lock *(u64 *)(r10 - 8) += r6
r7 = 1
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== through-a-fetching-atomic freq=yes
--- accept
*(u64 *)(r10 - 8) = 3
r6 = 1
r6 = atomic_fetch_add((u64 *)(r10 - 8), r6)
r6 &= 7
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== through-an-acquiring-load freq=yes
--- accept
r6 = 3
*(u64 *)(r10 - 8) = r6
r6 = 0
r7 = load_acquire((u64 *)(r10 - 8))
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== through-a-releasing-store freq=yes
--- accept
r6 = 3
store_release((u64 *)(r10 - 8), r6)
r6 = 0
r7 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== through-a-comparison-with-a-constant freq=yes
--- accept
call get_prandom_u32
r6 = r0
if r6 > 7 goto out
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
out: r0 = 0
exit
=== through-a-comparison-with-a-register freq=yes
--- accept
call get_prandom_u32
r6 = r0
r7 = 7
if r6 > r7 goto out
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
out: r0 = 0
exit
=== through-a-comparison-of-others freq=yes
--- accept
call get_prandom_u32
r6 = r0
r6 &= 7
r7 = 7
r8 = 5
if r8 > r7 goto out
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
out: r0 = 0
exit
=== through-a-known-comparison freq=yes
--- accept
r6 = 3
r7 = 7
if r6 > r7 goto out
r0 = 0
exit
out: r0 = *(u64 *)(r10 - 700)
exit
=== through-a-known-comparison-32 freq=yes
--- accept
r6 = 3
if w6 s> -1 goto ok
r0 = *(u64 *)(r10 - 700)
ok: r0 = 0
exit
=== through-a-known-bit-test freq=yes
--- accept
r6 = 3
if r6 & 4 goto bad
r0 = 0
exit
bad: r0 = *(u64 *)(r10 - 700)
exit
=== through-a-helper-call freq=yes
--- accept
r6 = 3
call get_prandom_u32
r7 = r0
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-an-argument-of-a-helper freq=yes
--- accept
r7 = 8
r1 = r10
r1 += -16
r2 = r7
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== of-an-argument-of-a-helper-spilled freq=yes
--- accept
*(u64 *)(r10 - 24) = 8
r1 = r10
r1 += -16
r2 = *(u64 *)(r10 - 24)
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== of-a-size-with-a-range freq=yes
--- accept
call get_prandom_u32
r2 = r0
r2 &= 15
r1 = r10
r1 += -16
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== through-a-function freq=yes
--- accept
r6 = 3
r1 = 7
call f
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
f: r6 = 0
r0 = r1
exit
=== of-a-result-of-a-function freq=yes
--- accept
r1 = 3
call f
r1 = r10
r1 += -24
r1 += r0
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
f: r0 = r1
exit
=== of-a-result-made-of-two-arguments freq=yes
--- accept
r1 = 3
r2 = 4
r3 = 5
call f
r1 = r10
r1 += -24
r1 += r0
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
f: r0 = r1
r0 += r2
exit
=== of-an-argument-in-a-function freq=yes
--- accept
r6 = 3
r1 = r6
call f
r0 = 0
exit
f: r2 = r10
r2 += -24
r2 += r1
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== of-an-argument-two-deep freq=yes
--- accept
r6 = 3
r1 = r6
call f
r0 = 0
exit
f: r1 += 1
call g
exit
g: r2 = r10
r2 += -24
r2 += r1
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== of-the-callers-spill-in-a-function freq=yes
--- accept
r6 = 3
*(u64 *)(r10 - 8) = r6
r1 = r10
r1 += -8
call f
r0 = 0
exit
f: r1 = *(u64 *)(r1 + 0)
r2 = r10
r2 += -24
r2 += r1
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== of-the-callers-spill-after-a-function freq=yes
--- accept
r1 = r10
r1 += -8
call f
r7 = *(u64 *)(r10 - 8)
r2 = r10
r2 += -24
r2 += r7
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
f: r6 = 4
*(u64 *)(r1 + 0) = r6
r0 = 0
exit
=== of-a-spill-of-a-callee-in-its-callee freq=yes
--- accept
r1 = 4
call f
r0 = 0
exit
f: *(u64 *)(r10 - 8) = r1
r1 = r10
r1 += -8
call g
exit
g: r1 = *(u64 *)(r1 + 0)
r2 = r10
r2 += -24
r2 += r1
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== of-a-result-of-a-global-function freq=yes btf=global
--- EACCES R1 !read_ok
r6 = 3
r1 = 7
call f
r0 &= 7
r1 = r10
r1 += -24
r1 += r0
*(u8 *)(r1 + 0) = 1
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
f: r0 = r1
exit
=== across-a-callback freq=yes btf=static
--- accept
r6 = 3
r1 = 1
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: r0 = 0
exit
=== in-a-callback-of-its-context freq=yes btf=static
--- accept
r6 = 3
*(u64 *)(r10 - 8) = r6
r1 = 1
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
r3 = r10
r3 += -24
r3 += r1
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
=== after-a-callback-of-its-context freq=yes btf=static
--- accept
r6 = 3
*(u64 *)(r10 - 8) = r6
r1 = 1
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = *(u64 *)(r10 - 8)
r3 = r10
r3 += -24
r3 += r1
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
cb: r1 = 5
*(u64 *)(r2 + 0) = r1
r0 = 0
exit
=== how-often-a-callback-is-called freq=yes btf=static
--- accept
r6 = 3
r7 = 2
r6 += r7
r1 = r6
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r0 = 0
exit
=== what-a-callback-returns freq=yes btf=static
--- accept
r1 = 4
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r6 = 1
r0 = r6
exit
=== which-way-in-a-loop
--- accept
r6 = 0
r7 = 0
again: r6 += 1
if r6 < 5 goto again
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== which-way-in-a-loop-on-the-stack
--- accept
*(u64 *)(r10 - 8) = 0
again: r6 = *(u64 *)(r10 - 8)
r6 += 1
*(u64 *)(r10 - 8) = r6
if r6 < 5 goto again
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== which-way-by-a-far-choice freq=yes
--- accept
call get_prandom_u32
r6 = 3
if r0 > 5 goto l
r6 = 4
l: r7 = r6
r8 = 0
if r7 == 3 goto m
r8 = 1
m: r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== of-a-tail-calls-index freq=yes
--- accept
r6 = 1
r7 = r6
r2 = map[progs]
r3 = r7
call tail_call
r0 = 0
exit
=== of-a-key-of-an-array freq=yes
--- EACCES R0 invalid mem access 'map_value_or_null'
r6 = 1
*(u32 *)(r10 - 4) = r6
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== of-a-key-of-an-array-beyond freq=yes
--- EACCES R0 invalid mem access 'map_value_or_null'
r6 = 7
*(u32 *)(r10 - 4) = r6
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== of-a-key-of-an-array-spilled-before freq=yes
--- EACCES R0 invalid mem access 'map_value_or_null'
r6 = 1
*(u64 *)(r10 - 16) = r6
r6 = 0
r7 = *(u64 *)(r10 - 16)
*(u32 *)(r10 - 4) = r7
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== of-a-key-of-an-array-as-immediate freq=yes
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u32 *)(r10 - 4) = 1
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== of-a-key-of-an-array-bytes-of-zero freq=yes
--- accept
*(u16 *)(r10 - 4) = 0
*(u16 *)(r10 - 2) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== of-a-key-of-an-array-with-a-range freq=yes
--- EACCES R0 invalid mem access 'map_value_or_null'
call get_prandom_u32
r0 &= 1
*(u32 *)(r10 - 4) = r0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== of-a-return-value freq=yes type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- accept
r6 = 1
r7 = r6
r0 = r7
exit
=== of-a-return-value-too-large freq=yes type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r6 = 2
r7 = r6
r0 = r7
exit
=== of-a-flag freq=yes type=XDP
--- accept
r6 = 2
r2 = map[perf]
r3 = r6
r4 = r10
r4 += -8
*(u64 *)(r10 - 8) = 0
r5 = 8
call perf_event_output
r0 = 1
exit
=== of-a-pointers-difference freq=yes
--- accept
r1 = r10
r2 = r10
r2 += -8
r1 -= r2
r3 = r10
r3 += -24
r0 = 0
exit
=== minus-a-number freq=yes
--- EACCES R1 subtraction from stack pointer prohibited
r6 = 9
r1 = r10
r1 -= r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== known-not-null freq=yes
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r6 = 3
r0 += r6
*(u8 *)(r0 + 0) = 1
out: r0 = 0
exit
=== jump-into-the-middle freq=yes
--- EINVAL infinite loop detected at insn 8
r6 = 1
goto l
k: r6 = 2
l: r1 = r10
r1 += -8
r1 += r6
*(u8 *)(r1 + 0) = 1
call get_prandom_u32
if r0 == 7 goto k
r0 = 0
exit
=== r10-in-a-sum freq=yes
--- accept
r6 = r10
r6 += -24
r7 = 3
r6 += r7
r7 = 5
r6 += r7
*(u64 *)(r6 + 0) = 1
r0 = 0
exit
=== stack-argument-of-a-helper-written freq=yes
--- accept
*(u64 *)(r10 - 8) = 5
r7 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call probe_read_kernel
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== subtracted-from-the-packet freq=yes type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r6 = 14
r4 = r2
r4 += r6
if r4 > r3 goto out
r7 = 13
r2 += r7
r0 = *(u8 *)(r2 + 0)
out: r0 = 1
exit
