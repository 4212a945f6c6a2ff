=== unsigned-bound
--- accept
call get_prandom_u32
if r0 > 63 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== unsigned-bound-off-by-one
--- EACCES R1 max value is outside of the allowed memory range
call get_prandom_u32
if r0 > 64 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== signed-bound-only-upper
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
call ktime_get_ns
if r0 s> 63 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== signed-bounds
--- accept
call ktime_get_ns
if r0 s> 63 goto out
if r0 s< 0 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== bound-32-on-64
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
call ktime_get_ns
if w0 > 63 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== bound-32-on-32
--- accept
call get_prandom_u32
w0 = w0
if w0 > 63 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== bound-of-copy
--- accept
call get_prandom_u32
r6 = r0
if r0 > 63 goto out
r1 = map[bss][0]+0
r1 += r6
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== bound-of-copy-plus-constant
--- accept
call get_prandom_u32
w0 = w0
r6 = r0
r6 += 8
if r6 > 64 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u64 *)(r1 + 0)
out: r0 = 0
exit
=== bound-of-copy-minus-constant
--- accept
call get_prandom_u32
w0 = w0
r6 = r0
r6 += -8
if r6 > 48 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u64 *)(r1 + 0)
out: r0 = 0
exit
=== bound-of-copy-changed-between
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
call get_prandom_u32
r6 = r0
r6 += r0
if r0 > 63 goto out
r1 = map[bss][0]+0
r1 += r6
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== bound-of-spilled
--- accept
call get_prandom_u32
*(u64 *)(r10 - 8) = r0
if r0 > 63 goto out
r0 = *(u64 *)(r10 - 8)
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== bound-of-32-copy
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
call ktime_get_ns
r6 = r0
w7 = w0
if r7 > 63 goto out
r1 = map[bss][0]+0
r1 += r6
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== bound-by-register
--- accept
call get_prandom_u32
r6 = r0
call get_prandom_u32
r0 &= 63
if r6 > r0 goto out
r1 = map[bss][0]+0
r1 += r6
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== bound-by-register-reversed
--- accept
call get_prandom_u32
r6 = r0
call get_prandom_u32
r0 &= 63
if r0 < r6 goto out
r1 = map[bss][0]+0
r1 += r6
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== equal-bound
--- accept
call get_prandom_u32
if r0 != 5 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== equal-to-register
--- accept
call get_prandom_u32
r6 = r0
call get_prandom_u32
r0 &= 63
if r6 != r0 goto out
r1 = map[bss][0]+0
r1 += r6
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== not-equal-at-edge
--- accept
call get_prandom_u32
r0 &= 63
if r0 == 63 goto out
r1 = map[bss][0]+1
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== not-equal-in-the-middle
--- EACCES R1 max value is outside of the allowed memory range
call get_prandom_u32
r0 &= 63
if r0 == 5 goto out
r1 = map[bss][0]+1
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== jset-clears
--- accept
call get_prandom_u32
if r0 & -64 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== jset-known
--- accept
r0 = 8
if r0 & 8 goto +1
r0 = r9
r0 = 0
exit
=== jset-32
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
call ktime_get_ns
if w0 & -64 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== never-taken
--- accept
call get_prandom_u32
r0 &= 7
if r0 > 7 goto bad
r0 = 0
exit
bad: r0 = r9
exit
=== never-taken-signed
--- accept
call get_prandom_u32
r0 &= 7
if r0 s< 0 goto bad
r0 = 0
exit
bad: r0 = r9
exit
=== never-taken-tnum
--- accept
call get_prandom_u32
r0 &= 6
if r0 == 5 goto bad
r0 = 0
exit
bad: r0 = r9
exit
=== contradiction
--- accept
call get_prandom_u32
if r0 > 5 goto out
if r0 > 10 goto bad
out: r0 = 0
exit
bad: r0 = r9
exit
=== mask-index
--- accept
call get_prandom_u32
r0 &= 56
r1 = map[bss][0]+0
r1 += r0
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== mask-index-too-wide
--- EACCES R1 max value is outside of the allowed memory range
call get_prandom_u32
r0 &= 57
r1 = map[bss][0]+0
r1 += r0
r0 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== right-shift-index
--- accept
call get_prandom_u32
w0 >>= 26
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== modulo-index
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
call get_prandom_u32
r0 %= 64
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== divide-index
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
call get_prandom_u32
w0 /= 67108864
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== negated-index
--- EACCES R1 unbounded memory access, make sure to bounds check any such access
call get_prandom_u32
r0 &= 7
r0 = -r0
r1 = map[bss][0]+8
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== sign-extended-index
--- accept
call get_prandom_u32
r0 = (s8)r0
if r0 s< 0 goto out
r1 = map[bss][0]+0
r0 >>= 1
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== shifted-twice
--- accept
call get_prandom_u32
r0 <<= 32
r0 s>>= 32
if r0 s< 0 goto out
if r0 s> 63 goto out
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== byte-swap-index
--- accept
call get_prandom_u32
r0 = be16 r0
r0 &= 63
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== xor-index
--- accept
call get_prandom_u32
r0 &= 31
r0 ^= 32
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== or-index
--- accept
call get_prandom_u32
r0 &= 31
r0 |= 32
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== multiply-index
--- accept
call get_prandom_u32
r0 &= 7
r0 *= 9
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== multiply-index-too-big
--- EACCES R1 max value is outside of the allowed memory range
call get_prandom_u32
r0 &= 7
r0 *= 10
r1 = map[bss][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== pointer-compared
--- accept
r2 = r10
if r2 == r1 goto +1
r0 = 0
r0 = 1
exit
=== pointer-compared-with-number
--- accept
if r1 > 5 goto +1
r0 = 0
r0 = 1
exit
=== ctx-compared-with-null
--- EACCES R9 !read_ok
if r1 == 0 goto +2
r0 = 0
exit
r0 = r9
exit
=== stack-compared-with-null
--- EACCES R9 !read_ok
r2 = r10
if r2 == 0 goto +2
r0 = 0
exit
r0 = r9
exit
=== map-compared-with-null
--- accept
r2 = map[hash]
if r2 == 0 goto +2
r0 = 0
exit
r0 = r9
exit
=== same-register
--- EACCES R9 !read_ok
call get_prandom_u32
if r0 == r0 goto +1
r0 = r9
r0 = 0
exit
=== same-register-set
--- accept
call get_prandom_u32
if r0 & r0 goto +1
r0 = 1
r0 = 0
exit
=== mixed-signs
--- EACCES R1 max value is outside of the allowed memory range
call ktime_get_ns
r6 = r0
if r6 s> 63 goto out
if r6 > 0xffff goto out
r1 = map[bss][0]+0
r1 += r6
r0 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== w-add-linked
--- EACCES R2 unbounded memory access, make sure to bounds check any such access
call get_prandom_u32
w0 = w0
r1 = r0
w1 += 5
if r1 > 20 goto out
r2 = map[bss][0]+0
r2 += r0
r0 = *(u8 *)(r2 + 0)
out: r0 = 0
exit
=== w-add-linked-checked-both
--- accept
call get_prandom_u32
w0 = w0
r1 = r0
w1 += -5
if r1 > 20 goto out
r2 = map[bss][0]+0
r2 += r0
r0 = *(u8 *)(r2 + 0)
out: r0 = 0
exit
=== the-only-number-left
--- accept
call get_prandom_u32
r6 = r0
r6 &= 8
if r6 <= 1 goto out
r1 = r10
r1 += -16
r1 += r6
*(u64 *)(r1 + 0) = 1
out: r0 = 0
exit
=== the-only-number-left-between
--- accept
call get_prandom_u32
r6 = r0
r6 &= 0x18
if r6 <= 9 goto out
if r6 >= 0x17 goto out
r1 = r10
r1 += -24
r1 += r6
*(u64 *)(r1 + 0) = 1
out: r0 = 0
exit
=== ranges-that-contradict-themselves
--- accept
call ktime_get_ns
r6 = r0
call ktime_get_ns
r7 = r0
r7 += -1
r6 &= 6
r7 |= 2
r6 |= 4
if r6 > 8 goto out
if w6 > w7 goto +0
if w6 >= w7 goto +0
if r6 s< r7 goto +0
out:
r0 = 0
exit
=== ranges-that-contradict-themselves-strictly invariants=yes
--- EFAULT verifier bug: REG INVARIANTS VIOLATION (false_reg2): range bounds violation u64=[0x7, 0xffffffff00000005] s64=[0x8000000000000007, 0x7fffffff00000005] u32=[0x7, 0x5] s32=[0x7, 0x5] var_off=(0x7, 0xffffffff00000000)
call ktime_get_ns
r6 = r0
call ktime_get_ns
r7 = r0
r7 += -1
r6 &= 6
r7 |= 2
r6 |= 4
if r6 > 8 goto out
if w6 > w7 goto +0
if w6 >= w7 goto +0
if r6 s< r7 goto +0
out:
r0 = 0
exit
