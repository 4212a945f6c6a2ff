=== write-read
--- accept
*(u64 *)(r10 - 8) = 5
r0 = *(u64 *)(r10 - 8)
exit
=== read-uninitialised
--- accept
r0 = *(u64 *)(r10 - 8)
exit
=== above
--- EACCES invalid read from stack R10 off=8 size=8
r0 = *(u64 *)(r10 + 8)
exit
=== at-zero
--- EACCES invalid write to stack R10 off=0 size=8
*(u64 *)(r10 + 0) = 5
r0 = 0
exit
=== lowest
--- accept
*(u64 *)(r10 - 512) = 5
r0 = 0
exit
=== too-low
--- EACCES invalid write to stack R10 off=-520 size=8
*(u64 *)(r10 - 520) = 5
r0 = 0
exit
=== too-low-read
--- EACCES invalid read from stack R10 off=-520 size=8
r0 = *(u64 *)(r10 - 520)
exit
=== misaligned
--- EACCES misaligned stack access off 0+0+-12 size 8
*(u64 *)(r10 - 12) = 5
r0 = 0
exit
=== misaligned-32
--- EACCES misaligned stack access off 0+0+-6 size 4
*(u32 *)(r10 - 6) = 5
r0 = 0
exit
=== misaligned-pointer
--- EACCES misaligned stack access off 0+-3+-2 size 2
r2 = r10
r2 += -3
*(u16 *)(r2 - 2) = 5
r0 = 0
exit
=== spill-fill-pointer
--- accept
*(u64 *)(r10 - 8) = r1
r1 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r1 + 8)
exit
=== spill-part-of-pointer
--- EACCES invalid size of register spill
*(u32 *)(r10 - 8) = r1
r0 = 0
exit
=== fill-part-of-pointer
--- EACCES invalid size of register fill
*(u64 *)(r10 - 8) = r1
r0 = *(u32 *)(r10 - 8)
exit
=== pointer-overwritten-in-part
--- EACCES R1 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = r1
*(u8 *)(r10 - 8) = 0
r1 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r1 + 8)
exit
=== pointer-overwritten-by-scalar
--- accept
*(u64 *)(r10 - 8) = r1
r2 = 5
*(u64 *)(r10 - 8) = r2
r0 = *(u64 *)(r10 - 8)
exit
=== fill-scalar-range
--- accept
call get_prandom_u32
r0 &= 7
*(u64 *)(r10 - 8) = r0
r1 = *(u64 *)(r10 - 8)
r2 = r10
r2 += -16
*(u64 *)(r10 - 16) = 0
r2 += r1
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== fill-32-of-64
--- accept
r1 = 0x100000005 ll
*(u64 *)(r10 - 8) = r1
r0 = *(u32 *)(r10 - 8)
if r0 == 5 goto +1
r0 = r9
exit
=== fill-upper-half
--- EACCES R9 !read_ok
r1 = 0x100000005 ll
*(u64 *)(r10 - 8) = r1
r0 = *(u32 *)(r10 - 4)
if r0 == 1 goto +1
r0 = r9
r0 = 0
exit
=== zero-bytes-known
--- accept
*(u32 *)(r10 - 4) = 0
r0 = *(u16 *)(r10 - 2)
if r0 == 0 goto +1
r0 = r9
exit
=== zero-half-other-unknown
--- EACCES R9 !read_ok
*(u64 *)(r10 - 8) = 0
call get_prandom_u32
*(u32 *)(r10 - 4) = r0
r1 = *(u32 *)(r10 - 8)
if r1 == 0 goto +1
r0 = r9
exit
=== spill-32-fill-32
--- accept
call get_prandom_u32
w0 &= 255
*(u32 *)(r10 - 8) = r0
r1 = *(u32 *)(r10 - 8)
if r1 < 256 goto +1
r0 = r9
r0 = 0
exit
=== spill-32-truncates
--- accept
call ktime_get_ns
*(u32 *)(r10 - 8) = r0
r1 = *(u32 *)(r10 - 8)
r1 >>= 32
if r1 == 0 goto +1
r0 = r9
r0 = 0
exit
=== variable-write
--- accept
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -16
r2 += r0
*(u64 *)(r2 + 0) = 5
r0 = 0
exit
=== variable-write-then-read-pointer
--- EACCES R1 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 16) = r1
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -16
r2 += r0
*(u64 *)(r2 + 0) = 5
r1 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r1 + 8)
exit
=== variable-read
--- accept
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 2
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -16
r2 += r0
r0 = *(u64 *)(r2 + 0)
exit
=== variable-zero-read
--- EACCES R9 !read_ok
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -16
r2 += r0
r0 = *(u64 *)(r2 + 0)
if r0 == 0 goto +1
r0 = r9
exit
=== variable-out-of-bounds
--- EINVAL invalid variable-offset write to stack R2 var_off=(0x0; 0x10) off=-16 size=8
call get_prandom_u32
r0 &= 16
r2 = r10
r2 += -16
r2 += r0
*(u64 *)(r2 + 0) = 5
r0 = 0
exit
=== variable-below
--- EACCES invalid variable-offset write to stack R2 var_off=(0x0; 0xfffffffffffffff8) off=-8 size=8
call get_prandom_u32
r0 &= 511
r2 = r10
r2 += -8
r0 *= -8
r2 += r0
*(u64 *)(r2 + 0) = 5
r0 = 0
exit
=== variable-unbounded
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
call ktime_get_ns
r2 = r10
r2 += -16
r2 += r0
*(u8 *)(r2 + 0) = 5
r0 = 0
exit
=== variable-misaligned
--- EACCES misaligned stack access off (0x0; 0x7)+-16+0 size 4
call get_prandom_u32
r0 &= 7
r2 = r10
r2 += -16
r2 += r0
*(u32 *)(r2 + 0) = 5
r0 = 0
exit
=== subtract-from-stack-pointer
--- EACCES R2 subtraction from stack pointer prohibited
r2 = r10
r2 -= 8
r0 = 0
exit
=== multiply-pointer
--- EACCES R2 pointer arithmetic with *= operator prohibited
r2 = r10
r2 *= 2
r0 = 0
exit
=== and-pointer
--- EACCES R2 bitwise operator &= on pointer prohibited
r2 = r10
r2 &= -8
r0 = 0
exit
=== pointer-32
--- EACCES R2 32-bit pointer arithmetic prohibited
r2 = r10
w2 += -8
r0 = 0
exit
=== pointer-32-move
--- accept
w2 = w10
r0 = 0
exit
=== pointer-plus-pointer
--- EACCES R2 pointer += pointer prohibited
r2 = r10
r2 += r1
r0 = 0
exit
=== pointer-minus-pointer
--- accept
r2 = r10
r2 -= r1
r0 = 0
exit
=== scalar-plus-pointer
--- accept
r2 = -8
r2 += r10
*(u64 *)(r2 + 0) = 5
r0 = 0
exit
=== scalar-minus-pointer
--- EACCES R2 tried to subtract pointer from scalar
r2 = 8
r2 -= r10
r0 = 0
exit
=== huge-offset
--- EINVAL math between fp pointer and 2147483647 is not allowed
r2 = r10
r2 += 0x7fffffff
r0 = 0
exit
=== big-offset
--- EINVAL math between fp pointer and 536870912 is not allowed
r2 = r10
r2 += 0x20000000
r0 = 0
exit
=== atomic-add
--- accept
*(u64 *)(r10 - 8) = 5
r1 = 1
lock *(u64 *)(r10 - 8) += r1
r0 = *(u64 *)(r10 - 8)
exit
=== atomic-fetch
--- accept
*(u64 *)(r10 - 8) = 5
r1 = 1
r1 = atomic64_fetch_add((u64 *)(r10 - 8), r1)
r0 = r1
exit
=== atomic-fetch-becomes-known
--- accept
*(u64 *)(r10 - 8) = 5
r1 = 1
r1 = atomic64_fetch_add((u64 *)(r10 - 8), r1)
if r1 == 5 goto +1
r0 = r9
r0 = 0
exit
=== atomic-on-spilled-pointer
--- accept
*(u64 *)(r10 - 8) = r1
r1 = 1
lock *(u64 *)(r10 - 8) += r1
r0 = 0
exit
=== atomic-then-pointer
--- EACCES R1 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = r1
r2 = 1
lock *(u64 *)(r10 - 8) += r2
r1 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r1 + 8)
exit
=== atomic-cmpxchg
--- accept
*(u64 *)(r10 - 8) = 5
r0 = 5
r1 = 6
r0 = atomic64_cmpxchg((u64 *)(r10 - 8), r0, r1)
exit
=== atomic-cmpxchg-no-r0
--- EACCES R0 !read_ok
*(u64 *)(r10 - 8) = 5
r1 = 6
r0 = atomic64_cmpxchg((u64 *)(r10 - 8), r0, r1)
exit
=== atomic-32
--- accept
*(u64 *)(r10 - 8) = 5
r1 = 6
lock *(u32 *)(r10 - 8) |= r1
r0 = 0
exit
=== atomic-misaligned
--- EACCES misaligned stack access off 0+0+-6 size 4
*(u64 *)(r10 - 8) = 5
r1 = 6
lock *(u32 *)(r10 - 6) |= r1
r0 = 0
exit
=== atomic-pointer-operand
--- accept
*(u64 *)(r10 - 8) = 5
lock *(u64 *)(r10 - 8) += r1
r0 = 0
exit
=== atomic-xchg-pointer
--- accept
*(u64 *)(r10 - 8) = 5
r1 = atomic64_xchg((u64 *)(r10 - 8), r1)
r0 = 0
exit
=== atomic-base-is-operand
--- EACCES misaligned access off (0x0; 0xffffffffffffffff)+0+0 size 8
*(u64 *)(r10 - 8) = 5
r1 = r10
r1 += -8
r1 = atomic64_fetch_add((u64 *)(r1 + 0), r1)
r0 = 0
exit
=== load-acquire
--- accept
*(u64 *)(r10 - 8) = 5
r0 = load_acquire((u64 *)(r10 - 8))
exit
=== store-release
--- accept
r1 = 5
store_release((u64 *)(r10 - 8), r1)
r0 = *(u64 *)(r10 - 8)
exit
=== store-release-ctx
--- EACCES invalid bpf_context access off=8 size=8
r2 = 5
store_release((u64 *)(r1 + 8), r2)
r0 = 0
exit
=== load-acquire-ctx
--- EACCES BPF_ATOMIC loads from R1 ctx is not allowed
r0 = load_acquire((u64 *)(r1 + 8))
exit
=== signed-load
--- accept
r1 = 0xff
*(u64 *)(r10 - 8) = r1
r0 = *(s8 *)(r10 - 8)
if r0 s< 0 goto +1
r0 = r9
r0 = 0
exit
=== atomic-variable
--- EACCES variable offset stack pointer cannot be passed into helper function; var_off=(0x0; 0x8) off=-16 size=8
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 1
r2 = *(u64 *)(r1 + 8)
r2 &= 8
r3 = r10
r3 += -16
r3 += r2
r0 = 1
lock *(u64 *)(r3 + 0) += r0
r0 = 0
exit
=== atomic-variable-fetch
--- EACCES variable offset stack pointer cannot be passed into helper function; var_off=(0x0; 0x8) off=-16 size=8
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 1
r2 = *(u64 *)(r1 + 8)
r2 &= 8
r3 = r10
r3 += -16
r3 += r2
r0 = 1
r0 = atomic64_fetch_add((u64 *)(r3 + 0), r0)
r0 = 0
exit
=== zero-somewhere-over-a-narrow-spill-of-zero
--- accept
*(u64 *)(r10 - 24) = -1
call get_prandom_u32
r7 = r0
r7 &= 4
*(u8 *)(r10 - 24) = 0
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 0
r0 = *(u8 *)(r10 - 24)
r2 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== zero-here-or-next-over-a-narrow-spill-of-zero
--- accept
*(u64 *)(r10 - 24) = -1
call get_prandom_u32
r7 = r0
r7 &= 1
*(u8 *)(r10 - 24) = 0
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 0
r0 = *(u8 *)(r10 - 24)
r2 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== zero-somewhere-over-four-bytes-of-zero
--- accept
*(u64 *)(r10 - 24) = -1
call get_prandom_u32
r7 = r0
r7 &= 3
*(u32 *)(r10 - 24) = 0
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 0
r0 = *(u8 *)(r10 - 24)
r2 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== zero-from-a-register-over-four-bytes-of-zero
--- accept
*(u64 *)(r10 - 24) = -1
call get_prandom_u32
r7 = r0
r7 &= 3
*(u32 *)(r10 - 24) = 0
r1 = r10
r1 += -24
r1 += r7
r3 = 0
*(u8 *)(r1 + 0) = r3
r0 = *(u8 *)(r10 - 24)
r2 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== zero-behind-four-bytes-of-zero
--- accept
*(u64 *)(r10 - 24) = -1
call get_prandom_u32
r7 = r0
r7 &= 7
*(u32 *)(r10 - 24) = 0
r1 = r10
r1 += -24
r1 += r7
r3 = 0
*(u8 *)(r1 + 0) = r3
r0 = *(u8 *)(r10 - 24)
r2 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== zero-over-eight-bytes-of-zero
--- accept
*(u64 *)(r10 - 24) = 0
call get_prandom_u32
r7 = r0
r7 &= 7
r1 = r10
r1 += -24
r1 += r7
r3 = 0
*(u8 *)(r1 + 0) = r3
r0 = *(u8 *)(r10 - 24)
r2 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== zero-behind-eight-bytes-of-zero
--- accept
*(u64 *)(r10 - 24) = 0
*(u64 *)(r10 - 16) = 5
call get_prandom_u32
r7 = r0
r7 &= 15
r1 = r10
r1 += -24
r1 += r7
r3 = 0
*(u8 *)(r1 + 0) = r3
r0 = *(u8 *)(r10 - 24)
r2 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== zero-over-bytes-of-zero-and-others
--- accept
*(u32 *)(r10 - 24) = 0
*(u32 *)(r10 - 20) = 0
call get_prandom_u32
r7 = r0
r7 &= 7
r1 = r10
r1 += -24
r1 += r7
r3 = 0
*(u8 *)(r1 + 0) = r3
r0 = *(u8 *)(r10 - 24)
r2 = *(u64 *)(r10 - 24)
r0 = 0
exit
=== sign-extended-fill-that-is-the-same
--- accept
call get_prandom_u32
r6 = r0
r6 &= 100
*(u64 *)(r10 - 8) = r6
r7 = *(s8 *)(r10 - 8)
if r7 > 5 goto +2
r1 = *(u64 *)(r10 - 8)
r0 = r6
r0 = 0
exit
=== sign-extended-fill-16-that-is-the-same
--- accept
call get_prandom_u32
r6 = r0
r6 &= 127
*(u64 *)(r10 - 8) = r6
r7 = *(s16 *)(r10 - 8)
if r7 > 5 goto +2
r1 = *(u64 *)(r10 - 8)
r0 = r6
r0 = 0
exit

=== kept-stack-reaches-farther type=SCHED_CLS freq=yes
--- accept
r6 = *(u32 *)(r1 + 0)
if r6 == 0 goto join
*(u64 *)(r10 - 16) = r6
join:
*(u32 *)(r10 - 16) = 0
r1 = map[hash]
r2 = r10
r2 += -16
call map_lookup_elem
r0 = 0
exit
=== anything-over-a-spill-beside-zeros
--- accept
*(u64 *)(r10 - 24) = -1
call get_prandom_u32
r7 = r0
r7 &= 1
*(u8 *)(r10 - 17) = 0
*(u8 *)(r10 - 18) = 0
*(u32 *)(r10 - 24) = r0
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 5
r0 = *(u8 *)(r10 - 17)
r0 = 0
exit
=== zero-over-zeros-beside-a-spill
--- accept
*(u64 *)(r10 - 24) = -1
call get_prandom_u32
r7 = r0
r7 &= 1
*(u8 *)(r10 - 17) = 0
*(u8 *)(r10 - 18) = 0
*(u32 *)(r10 - 24) = r0
r1 = r10
r1 += -18
r1 += r7
*(u8 *)(r1 + 0) = 0
r0 = *(u8 *)(r10 - 17)
r0 = 0
exit
=== zero-over-a-zero-spill-and-zeros
--- accept
*(u64 *)(r10 - 24) = -1
call get_prandom_u32
r7 = r0
r7 &= 3
*(u8 *)(r10 - 23) = 0
*(u8 *)(r10 - 24) = 0
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 0
r0 = *(u8 *)(r10 - 23)
r0 = 0
exit
=== zero-over-zeros-and-nothing
--- accept
call get_prandom_u32
r7 = r0
r7 &= 3
*(u8 *)(r10 - 23) = 0
*(u8 *)(r10 - 21) = 0
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 0
r0 = *(u8 *)(r10 - 23)
r0 = 0
exit
=== zero-over-a-spill-and-nothing
--- accept
call get_prandom_u32
r7 = r0
r7 &= 3
*(u16 *)(r10 - 24) = r0
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 0
r0 = *(u8 *)(r10 - 23)
r0 = *(u8 *)(r10 - 17)
r0 = 0
exit
