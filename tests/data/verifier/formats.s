=== snprintf
--- accept
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
call snprintf
r0 = 0
exit
=== snprintf-no-arguments
--- EINVAL Invalid format string
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r4 = 0
r5 = 0
call snprintf
r0 = 0
exit
=== snprintf-more-arguments
--- accept
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r5 = 16
call snprintf
r0 = 0
exit
=== snprintf-unknown-size
--- EINVAL Invalid format string
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r6 = r1
r7 = r2
r8 = r3
r9 = r4
call get_prandom_u32
r0 &= 8
r5 = r0
r1 = r6
r2 = r7
r3 = r8
r4 = r9
call snprintf
r0 = 0
exit
=== snprintf-unterminated
--- accept
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r3 = map[rodata][0]+17
call snprintf
r0 = 0
exit
=== snprintf-behind
--- EINVAL invalid access to map value pointer, value_size=32 off=40
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r3 = map[rodata][0]+40
call snprintf
r0 = 0
exit
=== snprintf-garbage
--- EINVAL Invalid format string
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r3 = map[rodata][0]+0
call snprintf
r0 = 0
exit
=== snprintf-empty
--- accept
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r3 = map[rodata][0]+14
call snprintf
r0 = 0
exit
=== snprintf-writable
--- EACCES R3 does not point to a readonly map'
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r3 = map[bss][0]+0
call snprintf
r0 = 0
exit
=== snprintf-not-frozen
--- EACCES R3 does not point to a readonly map'
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r1 = map[readonly]
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
call map_lookup_elem
r3 = r0
r1 = r10
r1 += -64
r2 = 8
r4 = 0
r5 = 0
call snprintf
r0 = 0
exit
=== snprintf-no-buffer
--- accept
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r1 = 0
r2 = 0
call snprintf
r0 = 0
exit
=== snprintf-null-buffer
--- EACCES R1 type=scalar expected=fp
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r1 = 0
call snprintf
r0 = 0
exit
=== snprintf-format-moved
--- accept
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r3 += 2
call snprintf
r0 = 0
exit
=== snprintf-format-unknown
--- EACCES R3 is not a constant address'
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r6 = r3
call get_prandom_u32
r0 &= 1
r3 = r6
r3 += r0
r1 = r10
r1 += -64
r2 = 8
r4 = 0
r5 = 0
call snprintf
r0 = 0
exit
=== snprintf-stack-format
--- EACCES R3 type=fp expected=map_value
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
r3 = r10
r3 += -8
call snprintf
r0 = 0
exit
=== snprintf-not-gpl gpl=no
--- EINVAL cannot call GPL-restricted function from non-GPL compatible program
r1 = r10
r1 += -64
r2 = 8
r3 = map[rodata][0]+8
r4 = r10
r4 += -128
*(u64 *)(r10 - 128) = 1
r5 = 8
call snprintf
r0 = 0
exit
=== nullable-memory-may-be-null
--- accept
r1 = map[hash]
*(u64 *)(r10 - 8) = 1
r2 = r10
r2 += -8
call map_lookup_elem
r6 = r0
r1 = map[rodata][0]+8
r2 = 6
r3 = r6
r4 = 8
call trace_vprintk
r0 = 0
exit
=== nullable-memory-too-small
--- EACCES R3 min value is outside of the allowed memory range
r1 = map[hash]
*(u64 *)(r10 - 8) = 1
r2 = r10
r2 += -8
call map_lookup_elem
r6 = r0
r1 = map[rodata][0]+8
r2 = 6
r3 = r6
r4 = 24
call trace_vprintk
r0 = 0
exit
=== strncmp
--- accept
r1 = map[hash]
*(u64 *)(r10 - 8) = 1
r2 = r10
r2 += -8
call map_lookup_elem
r6 = r0
r1 = r10
r1 += -8
r2 = 8
r3 = map[rodata][0]+8
call strncmp
r0 = 0
exit
=== strncmp-not-terminated
--- accept
*(u64 *)(r10 - 8) = 1
r1 = r10
r1 += -8
r2 = 8
r3 = map[rodata][0]+17
call strncmp
r0 = 0
exit
=== strncmp-zero
--- EACCES R2 invalid zero-sized read: u64=[0,0]
*(u64 *)(r10 - 8) = 1
r1 = r10
r1 += -8
r2 = 0
r3 = map[rodata][0]+8
call strncmp
r0 = 0
exit
=== strncmp-unknown-size
--- EACCES R2 min value is negative, either use unsigned or 'var &= const'
r1 = r10
r1 += -8
call get_prandom_u32
r2 = r0
r1 = r10
r1 += -8
r3 = map[rodata][0]+8
call strncmp
r0 = 0
exit
=== get-stack
--- accept
r2 = r10
r2 += -128
r3 = 128
r4 = 0
call get_stack
r0 = 0
exit
=== get-stack-range
--- accept
r2 = r10
r2 += -128
r3 = 128
r4 = 0
call get_stack
if r0 s< 0 goto out
r1 = map[bss][0]+0
r0 >>= 2
r1 += r0
r2 = *(u8 *)(r1 + 0)
out: r0 = 0
exit
=== get-stack-range-twice
--- EINVAL invalid variable-offset write to stack R2 var_off=(0x0; 0xff) off=-128 size=128
r9 = r1
r2 = r10
r2 += -128
r3 = 128
r4 = 0
call get_stack
if r0 s< 0 goto out
r8 = r0
r2 = r10
r2 += -128
r2 += r0
r1 = r9
r3 = 128
r3 -= r8
r4 = 0
call get_stack
out: r0 = 0
exit
=== get-stack-size-from-result
--- accept
r9 = r1
r1 = map[scratch]
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r7 = r0
r1 = r9
r2 = r7
r3 = 800
r4 = 256
call get_stack
if r0 s< 0 goto out
r8 = r0
r3 = 800
r3 -= r8
r2 = r7
r2 += r8
r1 = r9
r4 = 0
call get_stack
out: r0 = 0
exit
=== get-stack-range-unchecked
--- EACCES R1 min value is negative, either use unsigned index or do a if (index >=0) check.
r2 = r10
r2 += -128
r3 = 128
r4 = 0
call get_stack
r1 = map[bss][0]+0
r1 += r0
r2 = *(u8 *)(r1 + 0)
r0 = 0
exit
