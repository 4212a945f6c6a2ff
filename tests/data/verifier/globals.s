=== bss-read
--- accept
r1 = map[bss][0]+8
r0 = *(u64 *)(r1 + 0)
exit
=== bss-write
--- accept
r1 = map[bss][0]+8
*(u64 *)(r1 + 0) = 5
r0 = 0
exit
=== bss-counter
--- accept
r1 = map[bss][0]+8
r2 = *(u64 *)(r1 + 0)
r2 += 1
*(u64 *)(r1 + 0) = r2
r0 = 0
exit
=== bss-atomic
--- accept
r1 = map[bss][0]+16
r2 = 1
lock *(u64 *)(r1 + 0) += r2
r0 = 0
exit
=== bss-last
--- accept
r1 = map[bss][0]+56
r0 = *(u64 *)(r1 + 0)
exit
=== bss-past
--- EACCES R1 min value is outside of the allowed memory range
r1 = map[bss][0]+60
r0 = *(u64 *)(r1 + 0)
exit
=== bss-before
--- EACCES R1 min value is outside of the allowed memory range
r1 = map[bss][0]+8
r0 = *(u64 *)(r1 - 16)
exit
=== bss-null-check
--- accept
r1 = map[bss][0]+0
if r1 == 0 goto +2
r0 = 0
exit
r0 = r9
exit
=== bss-not-null-check
--- accept
r1 = map[bss][0]+0
if r1 != 0 goto +1
r0 = r9
r0 = 0
exit
=== rodata-constant
--- accept
r1 = map[rodata][0]+0
r0 = *(u32 *)(r1 + 0)
if r0 == 5 goto +1
r0 = r9
exit
=== rodata-constant-wrong
--- EACCES R9 !read_ok
r1 = map[rodata][0]+0
r0 = *(u32 *)(r1 + 0)
if r0 == 5 goto +1
exit
r0 = r9
exit
=== rodata-constant-byte
--- accept
r1 = map[rodata][0]+0
r0 = *(u8 *)(r1 + 1)
if r0 == 0 goto +1
r0 = r9
exit
=== rodata-signed
--- accept
r1 = map[rodata][0]+16
r0 = *(s8 *)(r1 + 0)
if r0 s< 0 goto +1
r0 = r9
r0 = 0
exit
=== rodata-signed-16
--- accept
r1 = map[rodata][0]+16
r0 = *(s16 *)(r1 + 2)
if r0 s< 0 goto +1
r0 = r9
r0 = 0
exit
=== rodata-write
--- EACCES write into map forbidden, value_size=32 off=0 size=4
r1 = map[rodata][0]+0
*(u32 *)(r1 + 0) = 5
r0 = 0
exit
=== rodata-atomic
--- EACCES write into map forbidden, value_size=32 off=0 size=8
r1 = map[rodata][0]+0
r2 = 1
lock *(u64 *)(r1 + 0) += r2
r0 = 0
exit
=== rodata-variable
--- accept
call get_prandom_u32
r0 &= 3
r1 = map[rodata][0]+0
r1 += r0
r0 = *(u8 *)(r1 + 0)
if r0 == 5 goto +1
r0 = 1
exit
=== rodata-to-helper
--- accept
r1 = map[rodata][0]+8
r2 = 6
r3 = 1
call trace_printk
r0 = 0
exit
=== rodata-filled-by-helper
--- EACCES write into map forbidden, value_size=32 off=8 size=6
r1 = map[rodata][0]+8
r2 = 6
call get_current_comm
r0 = 0
exit
=== bss-filled-by-helper
--- accept
r1 = map[bss][0]+8
r2 = 16
call get_current_comm
r0 = 0
exit
=== bss-filled-too-much
--- EACCES R1 min value is outside of the allowed memory range
r1 = map[bss][0]+8
r2 = 60
call get_current_comm
r0 = 0
exit
=== strncmp
--- accept
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
r2 = 8
r3 = map[rodata][0]+8
call strncmp
r0 = 0
exit
=== strncmp-not-terminated
--- EINVAL string is not zero-terminated
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
r2 = 8
r3 = map[rodata][0]+24
call strncmp
r0 = 0
exit
=== strncmp-not-readonly
--- EACCES R3 does not point to a readonly map'
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
r2 = 8
r3 = map[bss][0]+8
call strncmp
r0 = 0
exit
=== strncmp-stack
--- EACCES R3 type=fp expected=map_value
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
r2 = 8
r3 = r10
r3 += -8
call strncmp
r0 = 0
exit
=== bss-address-past
--- EINVAL invalid access to map value pointer, value_size=64 off=64
r1 = map[bss][0]+64
r0 = 0
exit
=== bss-address-last
--- accept
r1 = map[bss][0]+63
r0 = 0
exit
=== value-of-hash
--- EINVAL no direct value access support for this map type
r1 = map[hash][0]+0
r0 = 0
exit
=== value-of-array-of-two
--- 524 invalid access to map value pointer, value_size=48 off=0
r1 = map[array][0]+0
r0 = 0
exit
