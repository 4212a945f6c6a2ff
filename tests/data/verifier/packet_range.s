=== gt-end type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 2
exit
=== gt-end-one-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u64 *)(r2 + 1)
out: r0 = 2
exit
=== gt-end-wrong-side type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto use
r0 = 2
exit
use: r0 = *(u8 *)(r2 + 0)
exit
=== ge-end type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 7
if r4 >= r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 2
exit
=== ge-end-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 6
if r4 >= r3 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 2
exit
=== lt-end type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 < r3 goto use
r0 = 2
exit
use: r0 = *(u64 *)(r2 + 1)
r0 = 2
exit
=== lt-end-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 < r3 goto use
r0 = 2
exit
use: r0 = *(u64 *)(r2 + 2)
r0 = 2
exit
=== lt-end-wrong-side type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 < r3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== le-end type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 <= r3 goto use
r0 = 2
exit
use: r0 = *(u64 *)(r2 + 0)
r0 = 2
exit
=== le-end-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 <= r3 goto use
r0 = 2
exit
use: r0 = *(u64 *)(r2 + 1)
r0 = 2
exit
=== end-gt type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r3 > r4 goto use
r0 = 2
exit
use: r0 = *(u64 *)(r2 + 1)
r0 = 2
exit
=== end-gt-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r3 > r4 goto use
r0 = 2
exit
use: r0 = *(u64 *)(r2 + 2)
r0 = 2
exit
=== end-ge type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r3 >= r4 goto use
r0 = 2
exit
use: r0 = *(u64 *)(r2 + 0)
r0 = 2
exit
=== end-ge-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r3 >= r4 goto use
r0 = 2
exit
use: r0 = *(u64 *)(r2 + 1)
r0 = 2
exit
=== end-lt type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r3 < r4 goto out
r0 = *(u64 *)(r2 + 0)
out: r0 = 2
exit
=== end-lt-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r3 < r4 goto out
r0 = *(u64 *)(r2 + 1)
out: r0 = 2
exit
=== end-le type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r3 <= r4 goto out
r0 = *(u64 *)(r2 + 1)
out: r0 = 2
exit
=== end-le-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r3 <= r4 goto out
r0 = *(u64 *)(r2 + 2)
out: r0 = 2
exit
=== eq-teaches-nothing type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 == r3 goto use
r0 = 2
exit
use: r0 = *(u8 *)(r2 + 0)
exit
=== signed-teaches-nothing type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 s> r3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== low-half-teaches-nothing type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if w4 > w3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== unchecked type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r0 = *(u8 *)(r2 + 0)
exit
=== unchecked-store type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
*(u8 *)(r2 + 0) = 1
r0 = 2
exit
=== before-the-packet type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto out
r0 = *(u8 *)(r2 - 1)
out: r0 = 2
exit
=== pointer-that-was-compared type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r2 += 8
if r2 > r3 goto out
r0 = *(u64 *)(r2 - 8)
out: r0 = 2
exit
=== pointer-that-was-compared-too-far type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r2 += 8
if r2 > r3 goto out
r0 = *(u64 *)(r2 - 7)
out: r0 = 2
exit
=== longest-range-counts type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 16
if r4 > r3 goto out
r5 = r2
r5 += 8
if r5 > r3 goto out
r0 = *(u64 *)(r2 + 8)
out: r0 = 2
exit
=== spilled-pointer-learns type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
*(u64 *)(r10 - 8) = r2
r4 = r2
r4 += 8
if r4 > r3 goto out
r5 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r5 + 0)
out: r0 = 2
exit
=== largest-offset type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 65535
if r4 > r3 goto out
r0 = *(u8 *)(r2 + 32767)
out: r0 = 2
exit
=== offset-too-large-to-learn type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 65536
if r4 > r3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== end-is-not-followed type=XDP
--- EACCES R3 invalid mem access 'pkt_end'
r3 = *(u32 *)(r1 + 4)
r0 = *(u8 *)(r3 - 1)
exit
=== end-is-not-moved type=XDP
--- EACCES R3 pointer arithmetic on pkt_end prohibited
r3 = *(u32 *)(r1 + 4)
r3 += -1
r0 = 2
exit
=== end-plus-nothing type=XDP
--- EACCES R3 pointer arithmetic on pkt_end prohibited
r3 = *(u32 *)(r1 + 4)
r3 += 0
r0 = 2
exit
=== length type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r3 -= r2
r0 = r3
exit
=== low-half-of-pointer type=XDP
--- EACCES R2 32-bit pointer arithmetic prohibited
r2 = *(u32 *)(r1 + 0)
w2 += 4
r0 = 2
exit
=== pointer-times type=XDP
--- EACCES R2 pointer arithmetic with *= operator prohibited
r2 = *(u32 *)(r1 + 0)
r2 *= 2
r0 = 2
exit
=== pointer-or type=XDP
--- EACCES R2 bitwise operator |= on pointer prohibited
r2 = *(u32 *)(r1 + 0)
r2 |= 2
r0 = 2
exit
=== pointer-plus-pointer type=XDP
--- EACCES R2 pointer += pointer prohibited
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r2 += r3
r0 = 2
exit
=== number-minus-pointer type=XDP
--- EACCES R3 tried to subtract pointer from scalar
r2 = *(u32 *)(r1 + 0)
r3 = 5
r3 -= r2
r0 = 2
exit
=== pointer-as-result type=XDP
--- accept
r0 = *(u32 *)(r1 + 0)
exit
=== pointer-as-result-tc type=SCHED_CLS
--- accept
r0 = *(u32 *)(r1 + 76)
exit
=== offset-far-away type=XDP
--- EINVAL math between pkt pointer and 536870912 is not allowed
r2 = *(u32 *)(r1 + 0)
r2 += 536870912
r0 = 2
exit
=== empty-then-full-range type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
if r2 >= r3 goto out
r0 = *(u8 *)(r2 + 0)
out: r0 = 2
exit
=== beyond-the-end-is-never-inside type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto beyond
r0 = 2
exit
beyond: if r4 <= r3 goto use
r0 = 2
exit
use: r0 = *(u8 *)(r2 + 100)
exit
=== at-the-end-is-never-below type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 >= r3 goto there
r0 = 2
exit
there: if r4 < r3 goto use
r0 = 2
exit
use: r0 = *(u8 *)(r2 + 100)
exit
=== at-the-end-may-be-beyond type=XDP
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 >= r3 goto there
r0 = 2
exit
there: if r4 > r3 goto use
r0 = 2
exit
use: r0 = *(u8 *)(r2 + 100)
exit
=== beyond-the-end-is-not-followed type=XDP
--- EINVAL R4 offset is outside of the packet
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 8
if r4 > r3 goto beyond
r0 = 2
exit
beyond: r0 = *(u8 *)(r4 - 8)
exit
=== two-pointers-compared type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
r3 = r2
r3 += 4
if r3 > r2 goto out
r0 = 2
exit
out: r0 = 1
exit
=== compared-with-number type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
if r2 == 0 goto out
r0 = 2
exit
out: r0 = 1
exit

=== beyond-the-end-is-not-less type=SCHED_CLS freq=yes
--- EACCES R2 offset is outside of the packet
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = *(u32 *)(r1 + 0)
r5 = r2
r5 += 8
r0 = 0
if r4 == 0 goto inside
if r5 > r3 goto outside
exit
outside:
goto join
inside:
if r5 <= r3 goto join
exit
join:
if r5 > r3 goto out
r0 = *(u8 *)(r2 + 20)
out:
exit
