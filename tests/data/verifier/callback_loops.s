# Callbacks are called any number of times: what they change is not what it was, and what they count
# is not bounded by how often they are called.
=== counter-as-index-after btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
r1 += 1
*(u64 *)(r2 + 0) = r1
r0 = 0
exit
=== counter-as-index-inside btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 4
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r3 = *(u64 *)(r2 + 0)
r1 = r10
r1 += -16
r1 += r3
*(u8 *)(r1 + 0) = 1
r3 += 1
*(u64 *)(r2 + 0) = r3
r0 = 0
exit
=== set-to-a-bad-index btf=static
--- EACCES invalid write to stack R1 off=37 size=1
*(u64 *)(r10 - 8) = 0
r1 = 4
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: *(u64 *)(r2 + 0) = 77
r0 = 0
exit
=== set-to-a-good-index btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 4
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: *(u64 *)(r2 + 0) = 7
r0 = 0
exit
=== called-never-perhaps btf=static
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r1 = 4
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: *(u64 *)(r2 + 0) = 7
r0 = 0
exit
=== called-zero-times btf=static
--- EACCES invalid write to stack R1 off=59 size=1
*(u64 *)(r10 - 8) = 99
r1 = 0
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: *(u64 *)(r2 + 0) = 7
r0 = 0
exit
=== alternating-state btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 100
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
r1 ^= 1
*(u64 *)(r2 + 0) = r1
r0 = 0
exit
=== three-states btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 100
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
if r1 == 0 goto zero
if r1 == 1 goto one
if r1 == 2 goto two
r0 = *(u64 *)(r10 - 600)
exit
zero: *(u64 *)(r2 + 0) = 1
r0 = 0
exit
one: *(u64 *)(r2 + 0) = 2
r0 = 0
exit
two: *(u64 *)(r2 + 0) = 0
r0 = 0
exit
=== fourth-state-is-bad btf=static
--- EACCES invalid read from stack R10 off=-600 size=8
*(u64 *)(r10 - 8) = 0
r1 = 100
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
if r1 == 0 goto zero
if r1 == 1 goto one
if r1 == 2 goto two
r0 = *(u64 *)(r10 - 600)
exit
zero: *(u64 *)(r2 + 0) = 1
r0 = 0
exit
one: *(u64 *)(r2 + 0) = 2
r0 = 0
exit
two: *(u64 *)(r2 + 0) = 3
r0 = 0
exit
=== pointer-in-the-context btf=static
--- accept
*(u64 *)(r10 - 8) = r10
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = *(u64 *)(r10 - 8)
*(u64 *)(r1 - 16) = 1
r0 = 0
exit
cb: r0 = 0
exit
=== pointer-in-the-context-made-a-number btf=static
--- EACCES R1 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = r10
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = *(u64 *)(r10 - 8)
*(u64 *)(r1 - 16) = 1
r0 = 0
exit
cb: *(u64 *)(r2 + 0) = 42
r0 = 0
exit
=== pointer-in-the-context-used-inside-made-a-number btf=static
--- EACCES R1 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = r10
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
*(u64 *)(r1 - 16) = 1
*(u64 *)(r2 + 0) = 42
r0 = 0
exit
=== half-of-the-context-overwritten btf=static
--- EACCES R1 pointer += pointer prohibited
*(u64 *)(r10 - 8) = 5
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = *(u64 *)(r10 - 8)
r1 &= 7
r1 = r10
r1 += -32
r1 += r1
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: *(u32 *)(r2 + 0) = 42
r0 = 0
exit
=== nested-same-function btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[outer]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = 10
r2 = subprog[inner]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
outer: r6 = r2
r1 = 10
r2 = subprog[inner]
r3 = r6
r4 = 0
call loop
r0 = 0
exit
inner: *(u64 *)(r2 + 0) = 1
r0 = 0
exit
=== nested-three-deep btf=static
--- EACCES R3 type=func expected=fp
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[a]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
a:
r1 = 10
r2 = subprog[b]
r3 = r2
r4 = 0
call loop
r0 = 0
exit
b:
r1 = 10
r2 = subprog[c]
r3 = r2
r4 = 0
call loop
r0 = 0
exit
c: r0 = 0
exit
=== inner-changes-what-the-outer-uses btf=static
--- EACCES invalid write to stack R1 off=1 size=1
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[outer]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
outer: r6 = r2
r7 = *(u64 *)(r6 + 0)
r1 = 10
r2 = subprog[inner]
r3 = r6
r4 = 0
call loop
r1 = r10
r1 += -8
r1 += r7
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
inner: *(u64 *)(r2 + 0) = 9
r0 = 0
exit
=== index-of-the-loop-as-offset btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: if r1 > 7 goto out
r2 = r10
r2 += -8
r2 += r1
*(u8 *)(r2 + 0) = 1
out: r0 = 0
exit
=== index-is-not-bounded-by-how-often btf=static
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r1 = 8
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r2 = r10
r2 += -8
r2 += r1
*(u8 *)(r2 + 0) = 1
r0 = 0
exit
=== stops-by-returning-one btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
if r1 > 5 goto stop
r1 += 1
*(u64 *)(r2 + 0) = r1
r0 = 0
exit
stop: r0 = 1
exit
=== returns-unknown btf=static
--- EINVAL At callback return the register R0 has unknown scalar value should have been in [0, 1]
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
call get_prandom_u32
exit
=== returns-masked btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
call get_prandom_u32
r0 &= 1
exit
=== returns-minus-one btf=static
--- EINVAL At callback return the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r0 = -1
exit
=== returns-nothing btf=static
--- EACCES R0 not a scalar value
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: exit
=== registers-of-the-caller-gone btf=static
--- EACCES R6 !read_ok
r6 = 1
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = r6
exit
cb: r0 = r6
exit
=== registers-of-the-caller-kept btf=static
--- accept
r6 = 7
r1 = 10
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
cb: r6 = 99
r0 = 0
exit
=== result-of-the-loop btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
if r0 > 10 goto out
r1 = r10
r1 += -24
r1 += r0
*(u8 *)(r1 + 0) = 1
out:
r0 = 0
exit
cb: r0 = 0
exit
=== result-of-the-loop-unchecked btf=static
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r1 = r10
r1 += -24
r1 += r0
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: r0 = 0
exit
=== in-a-bounded-loop btf=static
--- accept
r6 = 0
l:
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r6 += 1
if r6 < 5 goto l
r0 = 0
exit
cb: r0 = 0
exit
=== in-an-endless-loop btf=static
--- accept
l:
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
goto l
cb: r0 = 0
exit
=== loops-in-the-callback btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r6 = 0
l: r6 += 1
if r6 < 10 goto l
r0 = 0
exit
=== loops-in-the-callback-unknown btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r6 = 0
r7 = r1
l: r6 += 1
if r6 >= 20 goto out
if r6 < r7 goto l
out: r0 = 0
exit
=== endless-in-the-callback btf=static
--- EINVAL infinite loop detected at insn 8
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: l: goto l
=== same-callback-with-two-contexts btf=static
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = r10
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -16
r4 = 0
call loop
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== same-callback-of-two-helpers btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r1 = map[array]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb: r0 = 0
exit
=== same-callback-index-and-map btf=static
--- EACCES R1 pointer arithmetic on map_ptr prohibited
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r1 = map[array]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb: r1 += 1
r0 = 0
exit
=== called-directly-too btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r1 = 1
r2 = 2
call cb
r0 = 0
exit
cb: r0 = 0
exit
=== called-directly-with-less btf=static
--- EACCES R2 !read_ok
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r1 = 1
call cb
r0 = 0
exit
cb: r0 = r2
r0 = 0
exit
=== each-sum-in-the-context btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[array]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call for_each_map_elem
r6 = *(u64 *)(r10 - 8)
if r6 > 15 goto out
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
out:
r0 = 0
exit
cb: r1 = *(u64 *)(r3 + 0)
r2 = *(u64 *)(r4 + 0)
r2 += r1
*(u64 *)(r4 + 0) = r2
r0 = 0
exit
=== each-sum-in-the-context-unchecked btf=static
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
*(u64 *)(r10 - 8) = 0
r1 = map[array]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call for_each_map_elem
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: r1 = *(u64 *)(r3 + 0)
r2 = *(u64 *)(r4 + 0)
r2 += r1
*(u64 *)(r4 + 0) = r2
r0 = 0
exit
=== each-key-into-the-context btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[hash]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call for_each_map_elem
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
cb: *(u64 *)(r4 + 0) = r2
r0 = 0
exit
=== each-value-into-the-context-and-used btf=static
--- EACCES R1 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = 0
r1 = map[hash]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call for_each_map_elem
r1 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r1 + 0)
exit
cb: *(u64 *)(r4 + 0) = r3
r0 = 0
exit
=== each-in-each btf=static
--- accept
r1 = map[hash]
r2 = subprog[outer]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
outer:
r1 = map[array]
r2 = subprog[inner]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
inner: r0 = 0
exit
=== each-in-each-of-the-same-map btf=static
--- accept
r1 = map[hash]
r2 = subprog[outer]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
outer: r6 = r1
r1 = r6
r2 = subprog[inner]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
inner: r1 = *(u64 *)(r3 + 0)
r0 = 0
exit
=== each-result-known-if-none-is-called btf=static
--- accept
r1 = map[array]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
if r0 == 5 goto l
l:
r0 = 0
exit
cb: r0 = 1
exit
=== vma-callback btf=static type=RAW_TRACEPOINT
--- accept
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = r10
r4 += -8
*(u64 *)(r10 - 8) = 0
r5 = 0
call find_vma
r0 = 0
exit
cb: *(u64 *)(r3 + 0) = 1
r0 = *(u64 *)(r2 + {vm_area_struct.vm_flags})
r0 = 0
exit
=== vma-callback-counts btf=static type=RAW_TRACEPOINT
--- EACCES invalid write to stack R1 off=0 size=1
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = r10
r4 += -8
*(u64 *)(r10 - 8) = 0
r5 = 0
call find_vma
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -32
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
cb: r1 = *(u64 *)(r3 + 0)
r1 += 1
*(u64 *)(r3 + 0) = r1
r0 = 0
exit
=== vma-callback-returns-one btf=static type=RAW_TRACEPOINT
--- accept
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb: r0 = 1
exit
=== drain-counts btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 2
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = 3
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
cb: r3 = *(u64 *)(r2 + 0)
if r3 == 0 goto l
r3 = 0
l: *(u64 *)(r2 + 0) = r3
r0 = 0
exit
=== spilled-in-the-callback btf=static
--- EACCES R1 pointer += pointer prohibited
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: *(u64 *)(r10 - 8) = r1
call get_prandom_u32
r1 = *(u64 *)(r10 - 8)
if r1 > 7 goto out
r1 = r10
r1 += -24
r1 += r1
*(u8 *)(r1 + 0) = 1
out: r0 = 0
exit
=== context-is-a-spilled-packet-pointer btf=static type=XDP
--- accept
r2 = *(u32 *)(r1 + 0)
*(u64 *)(r10 - 8) = r2
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== context-is-the-packet btf=static type=XDP
--- EACCES helper access to the packet is not allowed
r6 = r1
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 16
if r4 > r3 goto out
r7 = r2
r1 = 10
r2 = subprog[cb]
r3 = r7
r4 = 0
call loop
out: r0 = 1
exit
cb: r0 = *(u64 *)(r2 + 0)
*(u64 *)(r2 + 8) = r0
r0 = 0
exit
=== context-is-the-packet-too-far btf=static type=XDP
--- EACCES helper access to the packet is not allowed
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 16
if r4 > r3 goto out
r7 = r2
r1 = 10
r2 = subprog[cb]
r3 = r7
r4 = 0
call loop
out: r0 = 1
exit
cb: r0 = *(u64 *)(r2 + 9)
r0 = 0
exit
=== packet-changed-in-the-callback btf=static type=XDP
--- EACCES R3 type=ctx expected=fp
r6 = r1
r2 = *(u32 *)(r1 + 0)
r3 = *(u32 *)(r1 + 4)
r4 = r2
r4 += 16
if r4 > r3 goto out
r7 = r2
r1 = 10
r2 = subprog[cb]
r3 = r6
r4 = 0
call loop
r0 = *(u8 *)(r7 + 0)
out: r0 = 1
exit
cb: r1 = r2
r2 = 4
call xdp_adjust_head
r0 = 0
exit
=== tail-call-in-the-callback btf=static
--- EACCES R3 type=ctx expected=fp
r6 = r1
r1 = 10
r2 = subprog[cb]
r3 = r6
r4 = 0
call loop
r0 = 0
exit
cb: r1 = r2
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== eight-frames btf=static
--- accept
r1 = 10
r2 = subprog[a]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
a:
r1 = 10
r2 = subprog[b]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
b:
r1 = 10
r2 = subprog[c]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
c:
r1 = 10
r2 = subprog[d]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
d:
r1 = 10
r2 = subprog[e]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
e:
r1 = 10
r2 = subprog[f]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
f:
r1 = 10
r2 = subprog[g]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
g: r0 = 0
exit
=== nine-frames btf=static
--- E2BIG the call stack of 9 frames is too deep
r1 = 10
r2 = subprog[a]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
a:
r1 = 10
r2 = subprog[b]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
b:
r1 = 10
r2 = subprog[c]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
c:
r1 = 10
r2 = subprog[d]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
d:
r1 = 10
r2 = subprog[e]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
e:
r1 = 10
r2 = subprog[f]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
f:
r1 = 10
r2 = subprog[g]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
g:
r1 = 10
r2 = subprog[h]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
h: r0 = 0
exit
=== with-may-goto-inside btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
l: may_goto out
r1 += 1
goto l
out: *(u64 *)(r2 + 0) = r1
r0 = 0
exit
=== two-ways-to-a-callback btf=static
--- accept
call get_prandom_u32
r2 = subprog[one]
if r0 > 5 goto l
r2 = subprog[two]
l: r1 = 10
r3 = 0
r4 = 0
call loop
r0 = 0
exit
one: r0 = 0
exit
two: r0 = 1
exit
=== two-ways-to-a-count btf=static
--- accept
call get_prandom_u32
r1 = 10
if r0 > 5 goto l
r1 = 20
l: r2 = subprog[one]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
one: r0 = 0
exit
=== too-often btf=static
--- accept
r1 = 8388609
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb: r0 = 0
exit
=== subtracts-below-zero btf=static
--- accept
*(u64 *)(r10 - 8) = 7
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r6 = *(u64 *)(r10 - 8)
if r6 > 7 goto out
r1 = r10
r1 += -40
r1 += r6
*(u8 *)(r1 + 0) = 1
out:
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
r1 -= 1
*(u64 *)(r2 + 0) = r1
r0 = 0
exit
=== compared-with-what-it-was btf=static
--- accept
*(u64 *)(r10 - 8) = 7
r6 = 7
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r7 = *(u64 *)(r10 - 8)
if r7 != r6 goto out
r1 = r10
r1 += -40
r1 += r7
*(u8 *)(r1 + 0) = 1
out:
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + 0)
r1 -= 1
*(u64 *)(r2 + 0) = r1
r0 = 0
exit
