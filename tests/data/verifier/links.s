# Scalars that are copies of each other: what a branch says of one it says of all, and when it
# mattered of one, all are precise.
=== three-copies-bounded-by-the-last freq=yes
--- accept
call ktime_get_ns
r0 &= 255
r1 = r0
r2 = r0
r3 = r10
if r2 > 7 goto out
r3 += r1
r0 = 0
exit
out: r3 += r0
r0 = 0
exit
=== copies-of-a-known-number-have-no-id freq=yes
--- accept
r0 = 5
r1 = r0
r3 = r10
r3 += r1
r0 = 0
exit
=== copy-of-a-spilled-one freq=yes
--- accept
call get_prandom_u32
r0 &= 7
*(u64 *)(r10 - 8) = r0
r1 = *(u64 *)(r10 - 8)
if r1 > 3 goto out
r2 = *(u64 *)(r10 - 8)
r3 = r10
r3 += -16
r3 += r2
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== spilled-twice-filled-once freq=yes
--- accept
call get_prandom_u32
r0 &= 7
*(u64 *)(r10 - 8) = r0
*(u64 *)(r10 - 16) = r0
r1 = *(u64 *)(r10 - 16)
r2 = *(u64 *)(r10 - 8)
if r1 > r2 goto out
r3 = r10
r3 += r1
r0 = 0
exit
out: r0 = 1
exit
=== broken-by-arithmetic freq=yes
--- accept
call get_prandom_u32
r0 &= 15
r1 = r0
r1 *= 2
if r0 > 3 goto out
r3 = r10
r3 += -32
r3 += r1
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== broken-by-an-and freq=yes
--- accept
call ktime_get_ns
r1 = r0
r1 &= 31
if r0 > 3 goto out
r3 = r10
r3 += -32
r3 += r1
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== moved-32-of-a-wide-one freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call ktime_get_ns
w1 = w0
if w1 > 3 goto out
r2 = r10
r2 += -8
r2 += r1
*(u8 *)(r2 + 0) = 1
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== moved-32-of-a-narrow-one freq=yes
--- accept
call get_prandom_u32
w0 = w0
w1 = w0
if w1 > 3 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== moved-with-sign-of-a-small-one freq=yes
--- accept
call get_prandom_u32
r0 &= 127
r1 = (s8)r0
if r1 > 3 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== moved-with-sign-of-a-large-one freq=yes
--- EINVAL invalid variable-offset write to stack R2 var_off=(0x0; 0xff) off=-8 size=1
call get_prandom_u32
r0 &= 255
r1 = (s8)r0
if r1 > 3 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== moved-32-with-sign freq=yes
--- accept
call get_prandom_u32
w0 &= 127
w1 = (s8)w0
if w1 > 3 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== plus-a-constant freq=yes
--- accept
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += 4
if r1 > 10 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== plus-a-negative-constant freq=yes
--- accept
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += -4
if r1 s> 3 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== minus-a-constant freq=yes
--- accept
call get_prandom_u32
r0 &= 255
r1 = r0
r1 -= 4
if r1 s> 3 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== plus-a-constant-in-a-register freq=yes
--- accept
call get_prandom_u32
r0 &= 255
r1 = r0
r2 = 4
r1 += r2
if r1 > 10 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== plus-two-constants freq=yes
--- EINVAL invalid variable-offset write to stack R2 var_off=(0x0; 0xff) off=-8 size=1
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += 4
r1 += 4
if r1 > 10 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== plus-32-a-constant freq=yes
--- accept
call get_prandom_u32
w0 &= 255
w1 = w0
w1 += 4
if w1 > 10 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== plus-64-then-compared-32 freq=yes
--- accept
call get_prandom_u32
w0 &= 255
r1 = r0
r1 += 4
if w1 > 10 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== plus-32-then-compared-64 freq=yes
--- accept
call get_prandom_u32
w0 &= 255
r1 = r0
w1 += 4
if r1 > 10 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== both-moved-on freq=yes
--- accept
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += 4
r0 += 1
if r1 > 10 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== the-first-moved-on freq=yes
--- accept
call get_prandom_u32
r0 &= 255
r1 = r0
r0 += 1
if r1 > 6 goto out
r2 = r10
r2 += -8
r2 += r0
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== moved-copy-copied freq=yes
--- EINVAL invalid variable-offset write to stack R3 var_off=(0x0; 0xff) off=-8 size=1
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += 4
r2 = r1
if r2 > 10 goto out
r3 = r10
r3 += -8
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== moved-copy-spilled freq=yes
--- EINVAL invalid variable-offset write to stack R3 var_off=(0x0; 0x1ff) off=-8 size=1
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += 4
*(u64 *)(r10 - 16) = r1
if r0 > 3 goto out
r1 = *(u64 *)(r10 - 16)
r3 = r10
r3 += -8
r3 += r1
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== plus-wraps freq=yes
--- accept
call ktime_get_ns
r1 = r0
r1 += 10
if r1 > 12 goto out
r3 = r10
r3 += -8
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== plus-the-largest freq=yes
--- accept
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += 0x7fffffff
if r1 > 0x7fffffff goto out
r3 = r10
r3 += -8
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== plus-too-wide-a-constant freq=yes
--- EINVAL invalid variable-offset write to stack R3 var_off=(0x0; 0xff) off=-8 size=1
call get_prandom_u32
r0 &= 255
r1 = r0
r2 = 0x100000000 ll
r1 += r2
r4 = 0x100000004 ll
if r1 > r4 goto out
r3 = r10
r3 += -8
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== plus-the-smallest freq=yes
--- EINVAL invalid variable-offset write to stack R3 var_off=(0x0; 0xf) off=-8 size=1
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += -2147483648
if r1 s> -2147483640 goto out
r3 = r10
r3 += -8
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== precise-through-all-copies freq=yes
--- accept
call get_prandom_u32
r0 &= 7
r1 = r0
r2 = r0
r3 = r10
r3 += -8
r3 += r1
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
=== precise-through-a-chain-of-branches freq=yes
--- accept
call get_prandom_u32
r0 &= 7
r1 = r0
if r1 > 3 goto +0
r2 = r0
if r2 > 5 goto +0
r4 = r2
r3 = r10
r3 += -8
r3 += r4
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
=== precise-through-two-groups freq=yes
--- accept
call get_prandom_u32
r6 = r0
r6 &= 7
r7 = r6
call get_prandom_u32
r0 &= 7
r8 = r0
if r7 > r8 goto out
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== precise-across-frames freq=yes
--- accept
call get_prandom_u32
r0 &= 7
r6 = r0
r1 = r0
call f
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
f: r2 = r1
if r2 > 5 goto +0
r0 = 0
exit
=== bounded-in-the-callee freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
r6 = r0
r1 = r0
call f
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
f: if r1 > 5 goto out
r0 = 0
exit
out: r0 = 1
exit
=== bounded-in-the-callee-through-the-callers-stack freq=yes
--- accept
call get_prandom_u32
r6 = r0
*(u64 *)(r10 - 16) = r0
r1 = r10
r1 += -16
call f
if r0 != 0 goto out
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
f: r2 = *(u64 *)(r1 + 0)
if r2 > 5 goto out2
r0 = 0
exit
out2: r0 = 1
exit
=== not-the-same-after-a-call freq=yes
--- EINVAL invalid variable-offset write to stack R3 var_off=(0x0; 0xff) off=-8 size=1
call get_prandom_u32
r6 = r0
r6 &= 255
call get_prandom_u32
r0 &= 255
if r0 > 5 goto out
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== seven-of-one freq=yes
--- accept
call get_prandom_u32
r1 = r0
r2 = r0
r3 = r0
r4 = r0
r5 = r0
r6 = r0
if r6 > 7 goto out
r7 = r10
r7 += -8
r7 += r1
*(u8 *)(r7 + 0) = 1
out: r0 = 0
exit
=== more-than-history-holds freq=yes
--- accept
call get_prandom_u32
r1 = r0
r2 = r0
r3 = r0
r4 = r0
r5 = r0
r6 = r0
r7 = r0
if r7 > 7 goto +0
if r7 > 6 goto out
r8 = r10
r8 += -8
r8 += r1
*(u8 *)(r8 + 0) = 1
out: r0 = 0
exit
=== many-on-the-stack freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
*(u64 *)(r10 - 8) = r0
*(u64 *)(r10 - 16) = r0
*(u64 *)(r10 - 24) = r0
*(u64 *)(r10 - 32) = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
*(u64 *)(r10 - 56) = r0
*(u64 *)(r10 - 64) = r0
if r0 > 7 goto +0
if r0 > 6 goto out
r1 = *(u64 *)(r10 - 64)
r8 = r10
r8 += -72
r8 += r1
*(u8 *)(r8 + 0) = 1
out: r0 = 0
exit
=== ids-differ-so-not-the-same-state freq=yes
--- EINVAL invalid variable-offset write to stack R3 var_off=(0x0; 0xff) off=-8 size=1
call ktime_get_ns
r6 = r0
call ktime_get_ns
r7 = r0
r6 &= 255
r7 &= 255
if r6 > r7 goto l1
r6 = r7
l1: if r6 > 4 goto out
r3 = r10
r3 += -8
r3 += r7
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== ids-swapped freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call ktime_get_ns
r6 = r0
call ktime_get_ns
r7 = r0
call get_prandom_u32
if r0 == 0 goto l1
r8 = r6
r9 = r7
goto l2
l1: r8 = r7
r9 = r6
l2: if r8 > 4 goto out
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== ids-that-no-one-asks-for
--- accept
call ktime_get_ns
r6 = r0
call ktime_get_ns
r7 = r0
r6 &= 7
r7 &= 7
call get_prandom_u32
if r0 == 0 goto l1
r6 = r7
l1: r0 = r6
r0 += r7
r0 = 0
exit
=== linked-in-one-path-only freq=yes
--- accept
call ktime_get_ns
r6 = r0
call ktime_get_ns
r7 = r0
call get_prandom_u32
r8 = r0
if r8 > 10 goto l1
r6 = r7
l1: if r7 > 4 goto out
if r8 > 10 goto out
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== equal-becomes-known freq=yes
--- accept
call get_prandom_u32
r1 = r0
r2 = r0
if r1 != 5 goto out
r3 = r10
r3 += -8
r3 += r2
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== equal-to-each-other freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
r6 = r0
call get_prandom_u32
r1 = r0
if r1 == r6 goto same
r0 = 0
exit
same: if r1 > 5 goto out
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== stored-narrow-and-read-back freq=yes
--- accept
call get_prandom_u32
r0 &= 255
*(u8 *)(r10 - 8) = r0
r1 = *(u8 *)(r10 - 8)
if r1 > 5 goto out
r3 = r10
r3 += -16
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== stored-32-and-read-back freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
*(u32 *)(r10 - 8) = r0
r1 = *(u32 *)(r10 - 8)
if r1 > 5 goto out
r3 = r10
r3 += -16
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== stored-32-of-a-wide-one freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call ktime_get_ns
*(u32 *)(r10 - 8) = r0
r1 = *(u32 *)(r10 - 8)
if r1 > 5 goto out
r3 = r10
r3 += -16
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== stored-64-and-32-of-it-read freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
*(u64 *)(r10 - 8) = r0
r1 = *(u32 *)(r10 - 8)
if r1 > 5 goto out
r3 = r10
r3 += -16
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== stored-64-and-its-upper-half-read freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
*(u64 *)(r10 - 8) = r0
r1 = *(u32 *)(r10 - 4)
if r1 > 5 goto out
r3 = r10
r3 += -16
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== swapped-through-the-stack freq=yes
--- accept
call get_prandom_u32
r0 &= 7
r6 = r0
*(u64 *)(r10 - 8) = r6
call get_prandom_u32
r0 &= 15
*(u64 *)(r10 - 16) = r0
r1 = *(u64 *)(r10 - 8)
r2 = *(u64 *)(r10 - 16)
if r2 > r1 goto out
r3 = r10
r3 += -24
r3 += r0
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== loop-with-a-copy
--- accept
r6 = 0
again: r7 = r6
r7 += 1
r6 = r7
if r7 < 10 goto again
r3 = r10
r3 += -16
r3 += r6
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
=== xor-of-itself freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
r1 = r0
r1 ^= r0
r3 = r10
r3 += -8
r3 += r1
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
=== minus-itself freq=yes
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call get_prandom_u32
r1 = r0
r1 -= r0
r3 = r10
r3 += -8
r3 += r1
*(u8 *)(r3 + 0) = 1
r0 = 0
exit
=== plus-itself freq=yes
--- accept
call get_prandom_u32
r0 &= 3
r1 = r0
r1 += r1
if r0 > 1 goto out
r3 = r10
r3 += -8
r3 += r1
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== moved-onto-itself freq=yes
--- accept
call get_prandom_u32
r0 &= 255
r1 = r0
r1 = r1
if r0 > 1 goto out
r3 = r10
r3 += -8
r3 += r1
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== a-helper-forgets freq=yes
--- accept
call get_prandom_u32
r6 = r0
r1 = r0
call get_prandom_u32
if r6 > 4 goto out
r3 = r10
r3 += -8
r3 += r6
*(u8 *)(r3 + 0) = 1
out: r0 = 0
exit
=== compared-to-itself freq=yes
--- EACCES invalid read from stack R10 off=-600 size=8
call get_prandom_u32
r1 = r0
if r1 == r0 goto l
r0 = *(u64 *)(r10 - 600)
l: r0 = 0
exit
=== compared-to-a-copy-less freq=yes
--- EACCES invalid read from stack R10 off=-600 size=8
call get_prandom_u32
r1 = r0
if r1 < r0 goto l
r0 = 0
exit
l: r0 = *(u64 *)(r10 - 600)
exit
=== compared-to-a-moved-copy freq=yes
--- EACCES invalid read from stack R10 off=-600 size=8
call get_prandom_u32
r0 &= 255
r1 = r0
r1 += 1
if r1 > r0 goto l
r0 = *(u64 *)(r10 - 600)
l: r0 = 0
exit
=== old-none-new-shared freq=yes
--- accept
call get_prandom_u32
r8 = r0
call get_prandom_u32
r0 &= 7
r6 = r0
r6 &= 7
call get_prandom_u32
r7 = r0
r7 &= 7
if r8 == 1 goto other
goto join
other:
r7 = r6
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-shared-new-none freq=yes
--- accept
call get_prandom_u32
r8 = r0
call get_prandom_u32
r6 = r0
r6 &= 7
call get_prandom_u32
r7 = r0
r7 &= 7
if r8 != 1 goto other
r7 = r6
goto join
other:
r7 &= 7
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-single-new-none freq=yes
--- accept
call get_prandom_u32
r8 = r0
call get_prandom_u32
r6 = r0
r6 &= 7
r7 = 0
if r8 != 1 goto other
r7 = r6
r7 = 0
goto join
other:
r7 = 0
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-none-new-shared-twice freq=yes
--- accept
call get_prandom_u32
r8 = r0
call get_prandom_u32
r6 = r0
r6 &= 7
call get_prandom_u32
r7 = r0
r7 &= 7
call get_prandom_u32
r9 = r0
r9 &= 7
if r8 == 1 goto other
r9 = r6
goto join
other:
r7 = r6
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r9
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-none-new-plus1 freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r7 = r4
r7 &= 7
r7 += 1
r8 = r5
r8 &= 7
goto join
other:
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r5
r8 &= 7
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-none-new-plus1-of-another freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r7 = r4
r7 &= 7
r7 += 1
r8 = r5
r8 &= 7
goto join
other:
r6 = r3
r6 &= 7
r8 = r5
r8 &= 7
r7 = r8
r7 += 1
r2 = r6
r2 = 0
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-shared-new-none-of-three freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r7 = r6
r8 = r5
r8 &= 7
goto join
other:
r6 = r3
r6 &= 7
r7 = r4
r7 &= 7
r7 += 1
r8 = r5
r8 &= 7
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-plus1-new-plus2 freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r5
r8 &= 7
goto join
other:
r6 = r3
r6 &= 6
r7 = r6
r7 += 2
r8 = r5
r8 &= 7
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-plus1-new-plus1-base-gone freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r5
r8 &= 7
goto join
other:
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r5
r8 &= 7
r6 = 3
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-plus1-new-plus1-of-another freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r5
r8 &= 7
goto join
other:
r6 = r3
r6 &= 7
r8 = r5
r8 &= 7
r7 = r8
r7 += 1
r2 = r6
r2 = 0
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-plus1-of-another-new-plus1 freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r8 = r5
r8 &= 7
r7 = r8
r7 += 1
r2 = r6
r2 = 0
goto join
other:
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r5
r8 &= 7
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-single-new-three freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r2 = r6
r2 = 0
r7 = r4
r7 &= 7
r7 += 1
r8 = r5
r8 &= 7
goto join
other:
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r6
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== old-three-new-plus1 freq=yes
--- accept
call get_prandom_u32
r9 = r0
*(u64 *)(r10 - 40) = r0
*(u64 *)(r10 - 48) = r0
call get_prandom_u32
*(u64 *)(r10 - 56) = r0
call get_prandom_u32
*(u64 *)(r10 - 64) = r0
call get_prandom_u32
r5 = r0
r3 = *(u64 *)(r10 - 56)
r4 = *(u64 *)(r10 - 64)
r2 = 0
if r9 == 1 goto other
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r6
goto join
other:
r6 = r3
r6 &= 7
r7 = r6
r7 += 1
r8 = r5
r8 &= 7
join:
r0 = 0
r1 = r10
r1 += -32
r1 += r6
r1 += r7
r1 += r8
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
