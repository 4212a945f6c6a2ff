# users who have CAP_BPF and not CAP_PERFMON: no address may leak, no guess of the CPU read the kernel
=== return-number type=SOCKET_FILTER caps=bpf
--- accept
r0 = 0
exit

=== return-fp type=SOCKET_FILTER caps=bpf
--- EACCES R0 leaks addr as return value
r0 = r10
exit

=== return-ctx type=SOCKET_FILTER caps=bpf
--- EACCES R0 leaks addr as return value
r0 = r1
exit

=== neg-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R1 pointer arithmetic prohibited
r1 = -r1
r0 = 0
exit

=== swap-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R1 pointer arithmetic prohibited
r1 = be64 r1
r0 = 0
exit

=== neg-fp type=SOCKET_FILTER caps=bpf
--- EACCES R10 pointer arithmetic prohibited
r10 = -r10
r0 = 0
exit

=== part-of-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R1 partial copy of pointer
w2 = w1
r0 = 0
exit

=== part-of-pointer-to-fp type=SOCKET_FILTER caps=bpf
--- EACCES frame pointer is read only
w10 = w1
r0 = 0
exit

=== signed-part-of-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R1 sign-extension part of pointer
r2 = (s32)r1
r0 = 0
exit

=== signed-part-of-pointer-32 type=SOCKET_FILTER caps=bpf
--- EACCES R1 partial copy of pointer
w2 = (s8)w1
r0 = 0
exit

=== pointer-minus-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R2 pointer -= pointer prohibited
r2 = r10
r2 -= r1
r0 = 0
exit

=== pointer-plus-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R2 pointer += pointer prohibited
r2 = r10
r2 += r1
r0 = 0
exit

=== pointer-minus-32 type=SOCKET_FILTER caps=bpf
--- EACCES R2 32-bit pointer arithmetic prohibited
r2 = r10
w2 -= 4
r0 = 0
exit

=== pointer-plus-32 type=SOCKET_FILTER caps=bpf
--- EACCES R2 32-bit pointer arithmetic prohibited
r2 = r10
w2 += 4
r0 = 0
exit

=== pointer-and type=SOCKET_FILTER caps=bpf
--- EACCES R2 bitwise operator &= on pointer prohibited
r2 = r10
r2 &= 4
r0 = 0
exit

=== compare-pointers type=SOCKET_FILTER caps=bpf
--- EACCES R10 pointer comparison prohibited
r0 = 0
if r1 == r10 goto +0
exit

=== compare-pointer-number type=SOCKET_FILTER caps=bpf
--- EACCES R1 pointer comparison prohibited
r0 = 0
r2 = 5
if r1 == r2 goto +0
exit

=== compare-pointer-imm type=SOCKET_FILTER caps=bpf
--- EACCES R1 pointer comparison prohibited
r0 = 0
if r1 > 5 goto +0
exit

=== compare-number-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R1 pointer comparison prohibited
r0 = 0
r2 = 5
if r2 == r1 goto +0
exit

=== compare-pointer-0 type=SOCKET_FILTER caps=bpf
--- EACCES R1 pointer comparison prohibited
r0 = 0
if r1 == 0 goto +1
r0 = 1
exit

=== compare-pointer-0-32 type=SOCKET_FILTER caps=bpf
--- EACCES R1 pointer comparison prohibited
r0 = 0
if w1 == 0 goto +1
r0 = 1
exit

=== compare-fp-0 type=SOCKET_FILTER caps=bpf
--- EACCES R10 pointer comparison prohibited
r0 = 0
if r10 == 0 goto +1
r0 = 1
exit

=== map-value-null type=SOCKET_FILTER caps=bpf
--- accept
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
exit

=== map-value-null-twice type=SOCKET_FILTER caps=bpf
--- accept
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
if r0 == 0 goto +2
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
exit

=== leak-into-map type=SOCKET_FILTER caps=bpf
--- EACCES R6 leaks addr into map
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
if r0 == 0 goto +1
*(u64 *)(r0 + 0) = r6
r0 = 0
exit

=== leak-into-map-unaligned type=SOCKET_FILTER caps=bpf strict=yes
--- EACCES misaligned value access off 0+0+1 size 8
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
if r0 == 0 goto +1
*(u64 *)(r0 + 1) = r6
r0 = 0
exit

=== leak-into-map-outside type=SOCKET_FILTER caps=bpf
--- EACCES R6 leaks addr into map
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
if r0 == 0 goto +1
*(u64 *)(r0 + 100) = r6
r0 = 0
exit

=== leak-into-map-by-add type=SOCKET_FILTER caps=bpf
--- EACCES R6 leaks addr into mem
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
if r0 == 0 goto +1
lock *(u64 *)(r0 + 0) += r6
r0 = 0
exit

=== leak-into-stack-by-add type=SOCKET_FILTER caps=bpf
--- EACCES R1 leaks addr into mem
*(u64 *)(r10 - 8) = 0
lock *(u64 *)(r10 - 8) += r1
r0 = 0
exit

=== add-to-spilled-pointer type=SOCKET_FILTER caps=bpf
--- EACCES leaking pointer from stack off -8
*(u64 *)(r10 - 8) = r1
r2 = 1
lock *(u64 *)(r10 - 8) += r2
r0 = 0
exit

=== add-to-spilled-pointer-32 type=SOCKET_FILTER caps=bpf
--- EACCES invalid size of register fill
*(u64 *)(r10 - 8) = r1
r2 = 1
lock *(u32 *)(r10 - 8) += r2
r0 = 0
exit

=== fetch-spilled-pointer type=SOCKET_FILTER caps=bpf
--- EACCES leaking pointer from stack off -8
*(u64 *)(r10 - 8) = r1
r2 = 1
r2 = atomic64_fetch_add((u64 *)(r10 - 8), r2)
r0 = 0
exit

=== exchange-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R1 leaks addr into mem
*(u64 *)(r10 - 8) = 0
r1 = atomic64_xchg((u64 *)(r10 - 8), r1)
r0 = 0
exit

=== compare-exchange-pointer-in-r0 type=SOCKET_FILTER caps=bpf
--- EACCES R0 leaks addr into mem
*(u64 *)(r10 - 8) = 0
r0 = r1
r2 = 1
r0 = atomic64_cmpxchg((u64 *)(r10 - 8), r0, r2)
r0 = 0
exit

=== compare-exchange-pointer type=SOCKET_FILTER caps=bpf
--- EACCES R1 leaks addr into mem
*(u64 *)(r10 - 8) = 0
r0 = 1
r0 = atomic64_cmpxchg((u64 *)(r10 - 8), r0, r1)
r0 = 0
exit

=== leak-into-ctx type=SOCKET_FILTER caps=bpf
--- EACCES R10 leaks addr into ctx
*(u64 *)(r1 + 48) = r10
r0 = 0
exit

=== leak-into-ctx-32 type=SOCKET_FILTER caps=bpf
--- EACCES R10 leaks addr into ctx
*(u32 *)(r1 + 48) = r10
r0 = 0
exit

=== leak-into-packet type=SCHED_CLS caps=bpf,net_admin
--- EACCES R1 leaks addr into packet
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto +1
*(u64 *)(r2 + 0) = r1
r0 = 0
exit

=== leak-into-packet-read-only type=CGROUP_SKB caps=bpf
--- EACCES cannot write into packet
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 8
if r4 > r3 goto +1
*(u64 *)(r2 + 0) = r1
r0 = 0
exit

=== leak-into-ring type=SOCKET_FILTER caps=bpf
--- EACCES R10 leaks addr into mem
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto +4
*(u64 *)(r0 + 0) = r10
r1 = r0
r2 = 0
call ringbuf_submit
r0 = 0
exit

=== leak-into-helper type=SOCKET_FILTER caps=bpf
--- EACCES R3 leaks addr into helper function
r6 = r1
r1 = map[ring]
r2 = 8
r3 = r6
call ringbuf_reserve
r0 = 0
exit

=== leak-into-key type=SOCKET_FILTER caps=bpf
--- EACCES invalid read from stack R2 off -8+0 size 8
*(u64 *)(r10 - 8) = r1
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
r0 = 0
exit

=== spill-and-fill type=SOCKET_FILTER caps=bpf
--- accept
*(u64 *)(r10 - 8) = r1
r1 = *(u64 *)(r10 - 8)
r0 = *(u32 *)(r1 + 0)
exit

=== fill-part-of-pointer type=SOCKET_FILTER caps=bpf
--- EACCES invalid size of register fill
*(u64 *)(r10 - 8) = r1
r0 = *(u32 *)(r10 - 8)
exit

=== corrupt-pointer type=SOCKET_FILTER caps=bpf
--- EACCES attempt to corrupt spilled pointer on stack
*(u64 *)(r10 - 8) = r1
*(u32 *)(r10 - 8) = 5
r0 = 0
exit

=== corrupt-pointer-byte type=SOCKET_FILTER caps=bpf
--- EACCES attempt to corrupt spilled pointer on stack
*(u64 *)(r10 - 8) = r1
r2 = 5
*(u8 *)(r10 - 3) = r2
r0 = 0
exit

=== overwrite-pointer type=SOCKET_FILTER caps=bpf
--- accept
*(u64 *)(r10 - 8) = r1
*(u64 *)(r10 - 8) = 5
r0 = 0
exit

=== read-old-stack type=SOCKET_FILTER caps=bpf
--- EACCES invalid read from stack R10 off=-8 size=8
r0 = *(u64 *)(r10 - 8)
exit

=== read-old-stack-deep type=SOCKET_FILTER caps=bpf
--- EACCES invalid read from stack off -8+0 size 8
*(u64 *)(r10 - 16) = 1
r0 = *(u64 *)(r10 - 8)
exit

=== read-old-stack-part type=SOCKET_FILTER caps=bpf
--- EACCES invalid read from stack off -8+4 size 8
*(u32 *)(r10 - 8) = 1
r0 = *(u64 *)(r10 - 8)
exit

=== helper-reads-old-stack type=SOCKET_FILTER caps=bpf
--- EACCES invalid read from stack R2 off=-8 size=8
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
r0 = 0
exit

=== helper-reads-half type=SOCKET_FILTER caps=bpf
--- EACCES invalid read from stack R2 off -8+0 size 8
*(u32 *)(r10 - 4) = 1
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
r0 = 0
exit

=== helper-reads-low-half type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 8) = 1
r2 = r10
r2 += -8
r1 = map[hash]
call map_lookup_elem
r0 = 0
exit

=== variable-stack type=SOCKET_FILTER caps=bpf
--- EACCES R3 variable stack access prohibited for !root, var_off=(0x0; 0x8) off=-16
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 1
r2 = *(u32 *)(r1 + 0)
r2 &= 8
r3 = r10
r3 += -16
r3 += r2
r0 = *(u64 *)(r3 + 0)
exit

=== variable-stack-write type=SOCKET_FILTER caps=bpf
--- EACCES R3 variable stack access prohibited for !root, var_off=(0x0; 0x8) off=-16
r2 = *(u32 *)(r1 + 0)
r2 &= 8
r3 = r10
r3 += -16
r3 += r2
*(u64 *)(r3 + 0) = 1
r0 = 0
exit

=== stack-out-of-range type=SOCKET_FILTER caps=bpf
--- EACCES R3 stack pointer arithmetic goes out of range, prohibited for !root; off=8
r3 = r10
r3 += 8
r0 = 0
exit

=== stack-out-of-range-below type=SOCKET_FILTER caps=bpf
--- EACCES R3 stack pointer arithmetic goes out of range, prohibited for !root; off=-520
r3 = r10
r3 += -520
r0 = 0
exit

=== stack-in-range-by-two type=SOCKET_FILTER caps=bpf
--- accept
r3 = r10
r3 += -16
r3 += 8
*(u64 *)(r3 + 0) = 1
r0 = 0
exit

=== stack-by-known-register type=SOCKET_FILTER caps=bpf
--- accept
r2 = -16
r3 = r10
r3 += r2
*(u64 *)(r3 + 0) = 1
r0 = 0
exit

=== ctx-by-known-register type=SOCKET_FILTER caps=bpf
--- EACCES R1 has pointer with unsupported alu operation, pointer arithmetic with it prohibited for !root
r2 = 4
r1 += r2
r0 = 0
exit

=== ctx-by-number type=SOCKET_FILTER caps=bpf
--- accept
r1 += 4
r0 = 0
exit

=== struct-of-map type=SOCKET_FILTER caps=bpf
--- EPERM 'struct bpf_htab' access is allowed only to CAP_PERFMON and CAP_SYS_ADMIN
r1 = map[hash]
r0 = *(u32 *)(r1 + 0)
exit

=== helper-for-perfmon type=SOCKET_FILTER caps=bpf
--- EINVAL program of this type cannot use helper bpf_probe_read_kernel#113
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call probe_read_kernel
r0 = 0
exit

=== helper-for-perfmon-task type=SOCKET_FILTER caps=bpf
--- EINVAL program of this type cannot use helper bpf_get_current_task#35
call get_current_task
r0 = 0
exit

=== helper-for-bpf type=SOCKET_FILTER caps=bpf
--- accept
call jiffies64
r0 = 0
exit

=== kprobe-needs-perfmon type=KPROBE caps=bpf
--- EPERM
r0 = 0
exit

=== xdp-needs-net-admin type=XDP caps=bpf
--- EPERM
r0 = 0
exit

=== xdp-has-net-admin type=XDP caps=bpf,net_admin
--- accept
r0 = 0
exit

=== kprobe-has-perfmon type=KPROBE caps=bpf,perfmon
--- accept
r0 = r10
exit

=== sys-admin-has-all type=KPROBE caps=sys_admin
--- accept
r0 = r10
exit
