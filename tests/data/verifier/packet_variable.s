=== header-length type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r5 &= 15
r5 <<= 2
r2 += r5
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u32 *)(r2 + 4)
out: r0 = 2
exit
=== header-length-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r5 &= 15
r5 <<= 2
r2 += r5
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u32 *)(r2 + 5)
out: r0 = 2
exit
=== range-is-lost-by-moving type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r5 &= 3
r2 += r5
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== ids-tell-apart type=XDP
--- EACCES R7 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r6 = r2
r6 += r5
r7 = r2
r7 += r5
r6 += 8
if r6 > r3 goto out
r0 = *(u8 *)(r7 + 0)
out: r0 = 2
exit
=== ids-of-copies type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r6 = r2
r6 += r5
r7 = r6
r6 += 8
if r6 > r3 goto out
r0 = *(u64 *)(r7 + 0)
out: r0 = 2
exit
=== index-too-wide type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 4
if r4 > r3 goto out
r5 = *(u32 *)(r2 + 0)
r2 += r5
r4 = r2
r4 += 4
if r4 > r3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== index-16-bits type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 4
if r4 > r3 goto out
r5 = *(u16 *)(r2 + 0)
r2 += r5
r4 = r2
r4 += 1
if r4 > r3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== index-15-bits type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 4
if r4 > r3 goto out
r5 = *(u16 *)(r2 + 0)
r5 &= 32767
r2 += r5
r4 = r2
r4 += 1
if r4 > r3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== index-may-be-negative type=XDP
--- EACCES R2 min value is negative, either use unsigned index or do a if (index >=0) check.
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 4
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r5 -= 4
r2 += r5
r4 = r2
r4 += 4
if r4 > r3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== variable-subtracted type=XDP
--- EACCES R2 min value is negative, either use unsigned index or do a if (index >=0) check.
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 4
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r2 -= r5
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== unbounded-index type=XDP
--- EINVAL math between pkt pointer and register with unbounded min value is not allowed
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r5 = *(u64 *)(r2 + 0)
r2 += r5
out: r0 = 2
exit
=== variable-plus-fixed type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 14
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 12)
r2 += r5
r2 += 14
r4 = r2
r4 += 20
if r4 > r3 goto out
r0 = *(u16 *)(r2 + 18)
r0 = *(u16 *)(r2 - 14)
out: r0 = 2
exit
=== number-plus-pointer type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 14
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 12)
r5 += r2
r4 = r5
r4 += 2
if r4 > r3 goto out
r0 = *(u16 *)(r5 + 0)
out: r0 = 2
exit
=== loop-over-bytes type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r5 = 0
r0 = 0
again: r4 = r2
r4 += 1
if r4 > r3 goto out
r6 = *(u8 *)(r2 + 0)
r0 += r6
r2 += 1
r5 += 1
if r5 < 64 goto again
out: r0 = 2
exit
=== loop-over-options type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r5 = 0
again: r4 = r2
r4 += 2
if r4 > r3 goto out
r6 = *(u8 *)(r2 + 1)
r2 += r6
r5 += 1
if r5 < 6 goto again
out: r0 = 2
exit
=== strict-aligned type=XDP strict=yes
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r0 = *(u16 *)(r2 + 12)
r0 = *(u32 *)(r2 + 14)
out: r0 = 2
exit
=== strict-misaligned type=XDP strict=yes
--- EACCES misaligned packet access off 2+0+0+12 size 4
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r0 = *(u32 *)(r2 + 12)
out: r0 = 2
exit
=== strict-misaligned-moved type=XDP strict=yes
--- EACCES misaligned packet access off 2+0+3+2 size 2
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r2 += 3
r4 = r2
r4 += 20
if r4 > r3 goto out
r0 = *(u16 *)(r2 + 2)
out: r0 = 2
exit
=== strict-variable type=XDP strict=yes
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r5 &= 15
r5 <<= 2
r2 += r5
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u32 *)(r2 + 2)
out: r0 = 2
exit
=== strict-variable-misaligned type=XDP strict=yes
--- EACCES misaligned packet access off 2+(0x0; 0xff)+0+2 size 4
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r5 = *(u8 *)(r2 + 0)
r2 += r5
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u32 *)(r2 + 2)
out: r0 = 2
exit
=== strict-bytes type=XDP strict=yes
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 20
if r4 > r3 goto out
r0 = *(u8 *)(r2 + 13)
out: r0 = 2
exit
