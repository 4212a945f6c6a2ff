# What contexts of the network give besides numbers: sockets, keys, buffers, packets.
=== keys-read-0-16 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r0 = *(u16 *)(r1 + 0)
out: r0 = 0
exit
=== keys-write-0-16 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u16 *)(r1 + 0) = r2
out: r0 = 0
exit
=== keys-read-48-32 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r0 = *(u32 *)(r1 + 48)
out: r0 = 0
exit
=== keys-write-48-32 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u32 *)(r1 + 48) = r2
out: r0 = 0
exit
=== keys-read-52-32 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r0 = *(u32 *)(r1 + 52)
out: r0 = 0
exit
=== keys-write-52-32 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u32 *)(r1 + 52) = r2
out: r0 = 0
exit
=== keys-read-56-8 type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=56 size=1
r1 = *(u64 *)(r1 + 144)
r0 = *(u8 *)(r1 + 56)
out: r0 = 0
exit
=== keys-write-56-8 type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=56 size=1
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u8 *)(r1 + 56) = r2
out: r0 = 0
exit
=== keys-read-55-8 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r0 = *(u8 *)(r1 + 55)
out: r0 = 0
exit
=== keys-write-55-8 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u8 *)(r1 + 55) = r2
out: r0 = 0
exit
=== keys-read-55-16 type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=55 size=2
r1 = *(u64 *)(r1 + 144)
r0 = *(u16 *)(r1 + 55)
out: r0 = 0
exit
=== keys-write-55-16 type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=55 size=2
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u16 *)(r1 + 55) = r2
out: r0 = 0
exit
=== keys-read-minus-1-8 type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=-1 size=1
r1 = *(u64 *)(r1 + 144)
r0 = *(u8 *)(r1 - 1)
out: r0 = 0
exit
=== keys-write-minus-1-8 type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=-1 size=1
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u8 *)(r1 - 1) = r2
out: r0 = 0
exit
=== keys-read-16-64 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r0 = *(u64 *)(r1 + 16)
out: r0 = 0
exit
=== keys-write-16-64 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u64 *)(r1 + 16) = r2
out: r0 = 0
exit
=== keys-read-48-64 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r0 = *(u64 *)(r1 + 48)
out: r0 = 0
exit
=== keys-write-48-64 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u64 *)(r1 + 48) = r2
out: r0 = 0
exit
=== keys-read-1-32 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r0 = *(u32 *)(r1 + 1)
out: r0 = 0
exit
=== keys-write-1-32 type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u32 *)(r1 + 1) = r2
out: r0 = 0
exit
=== keys-read-49-64 type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=49 size=8
r1 = *(u64 *)(r1 + 144)
r0 = *(u64 *)(r1 + 49)
out: r0 = 0
exit
=== keys-write-49-64 type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=49 size=8
r1 = *(u64 *)(r1 + 144)
r2 = 1
*(u64 *)(r1 + 49) = r2
out: r0 = 0
exit
=== keys-write-imm type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
*(u16 *)(r1 + 0) = 5
out: r0 = 0
exit
=== keys-write-pointer type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
*(u64 *)(r1 + 16) = r10
out: r0 = 0
exit
=== keys-atomic type=FLOW_DISSECTOR
--- EACCES BPF_ATOMIC stores into R1 flow_keys is not allowed
r1 = *(u64 *)(r1 + 144)
r2 = 1
lock *(u32 *)(r1 + 48) += r2
out: r0 = 0
exit
=== keys-add type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r1 += 8
r0 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== keys-add-negative type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r1 += -8
r0 = *(u32 *)(r1 + 8)
out: r0 = 0
exit
=== keys-sub type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r1 -= 8
r0 = *(u32 *)(r1 + 8)
out: r0 = 0
exit
=== keys-add-known-register type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 8
r1 += r2
r0 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== keys-register-add type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r2 = 8
r2 += r1
r0 = *(u32 *)(r2 + 0)
out: r0 = 0
exit
=== keys-add-beyond type=FLOW_DISSECTOR
--- EACCES invalid access to flow keys off=56 size=4
r1 = *(u64 *)(r1 + 144)
r1 += 56
r0 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== keys-add-unknown type=FLOW_DISSECTOR
--- EACCES R6 pointer arithmetic on flow_keys prohibited
r1 = *(u64 *)(r1 + 144)
r6 = r1
call get_prandom_u32
r0 &= 7
r6 += r0
out: r0 = 0
exit
=== keys-and type=FLOW_DISSECTOR
--- EACCES R1 bitwise operator &= on pointer prohibited
r1 = *(u64 *)(r1 + 144)
r1 &= 8
out: r0 = 0
exit
=== keys-big type=FLOW_DISSECTOR
--- EINVAL math between flow_keys pointer and 536870912 is not allowed
r1 = *(u64 *)(r1 + 144)
r1 += 536870912
out: r0 = 0
exit
=== keys-null type=FLOW_DISSECTOR
--- EACCES R9 !read_ok
r1 = *(u64 *)(r1 + 144)
if r1 == 0 goto bad
r0 = 0
exit
bad: r0 = *(u32 *)(r9 + 0)
out: r0 = 0
exit
=== keys-to-helper type=FLOW_DISSECTOR
--- EACCES R1 type=flow_keys expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = *(u64 *)(r1 + 144)
r2 = 4
call get_current_comm
out: r0 = 0
exit
=== keys-to-memory-helper type=FLOW_DISSECTOR
--- EACCES R3 type=flow_keys expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r6 = r1
r1 = *(u64 *)(r1 + 144)
r3 = r1
r1 = r6
r2 = 0
r4 = 4
call skb_load_bytes
out: r0 = 0
exit
=== keys-half type=FLOW_DISSECTOR
--- EACCES invalid bpf_context access off=144 size=4
r0 = *(u32 *)(r1 + 144)
out: r0 = 0
exit
=== keys-write-ctx type=FLOW_DISSECTOR
--- EACCES invalid bpf_context access off=144 size=8
r2 = 0
*(u64 *)(r1 + 144) = r2
out: r0 = 0
exit
=== keys-in-tc type=SCHED_CLS
--- EACCES invalid bpf_context access off=144 size=8
r1 = *(u64 *)(r1 + 144)
out: r0 = 0
exit
=== keys-strict type=FLOW_DISSECTOR strict=yes
--- EACCES misaligned flow keys access off 0+0+1 size 4
r1 = *(u64 *)(r1 + 144)
r0 = *(u32 *)(r1 + 1)
out: r0 = 0
exit
=== keys-strict-variable type=FLOW_DISSECTOR strict=yes
--- EACCES misaligned flow keys access off 0+0+4 size 8
r1 = *(u64 *)(r1 + 144)
r0 = *(u64 *)(r1 + 4)
out: r0 = 0
exit
=== keys-same-insn type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
r6 = r1
r7 = r10
*(u64 *)(r10 - 8) = 0
r7 += -8
call get_prandom_u32
if r0 > 5 goto load
r7 = r6
load: r0 = *(u32 *)(r7 + 0)
out: r0 = 0
exit
=== keys-packet type=FLOW_DISSECTOR
--- accept
r1 = *(u64 *)(r1 + 144)
out: r0 = 0
exit
=== dissector-packet type=FLOW_DISSECTOR
--- accept
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 4
if r4 > r3 goto out
r0 = *(u32 *)(r2 + 0)
out: r0 = 0
exit
=== dissector-packet-write type=FLOW_DISSECTOR
--- EACCES cannot write into packet
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 4
if r4 > r3 goto out
*(u32 *)(r2 + 0) = 0
out: r0 = 0
exit
=== buffer-read type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = *(u64 *)(r1 + 0)
out: r0 = 0
exit
=== buffer-read-far type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = *(u64 *)(r1 + 4096)
out: r0 = 0
exit
=== buffer-write type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = 1
*(u64 *)(r1 + 0) = r2
out: r0 = 0
exit
=== buffer-write-imm type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
*(u32 *)(r1 + 8) = 1
out: r0 = 0
exit
=== buffer-negative type=RAW_TRACEPOINT_WRITABLE
--- EACCES R1 invalid tracepoint buffer access: off=-8, size=8
r1 = *(u64 *)(r1 + 0)
r0 = *(u64 *)(r1 - 8)
out: r0 = 0
exit
=== buffer-add type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
r1 += 8
r0 = *(u64 *)(r1 + 0)
out: r0 = 0
exit
=== buffer-add-then-back type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
r1 += 8
r0 = *(u64 *)(r1 - 8)
out: r0 = 0
exit
=== buffer-add-then-before type=RAW_TRACEPOINT_WRITABLE
--- EACCES R1 invalid tracepoint buffer access: off=-8, size=8
r1 = *(u64 *)(r1 + 0)
r1 += 8
r0 = *(u64 *)(r1 - 16)
out: r0 = 0
exit
=== buffer-atomic type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = 1
lock *(u64 *)(r1 + 0) += r2
out: r0 = 0
exit
=== buffer-narrow type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = *(u8 *)(r1 + 3)
out: r0 = 0
exit
=== buffer-misaligned type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = *(u64 *)(r1 + 3)
out: r0 = 0
exit
=== buffer-variable type=RAW_TRACEPOINT_WRITABLE
--- EACCES R6 invalid variable buffer offset: off=0, var_off=(0x0; 0x7)
r6 = *(u64 *)(r1 + 0)
call get_prandom_u32
r0 &= 7
r6 += r0
r0 = *(u8 *)(r6 + 0)
out: r0 = 0
exit
=== buffer-variable-write type=RAW_TRACEPOINT_WRITABLE
--- EACCES R6 invalid variable buffer offset: off=4, var_off=(0x0; 0x7)
r6 = *(u64 *)(r1 + 0)
call get_prandom_u32
r0 &= 7
r6 += r0
*(u8 *)(r6 + 4) = 0
out: r0 = 0
exit
=== buffer-null type=RAW_TRACEPOINT_WRITABLE
--- accept
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
r0 = *(u64 *)(r1 + 0)
out: r0 = 0
exit
=== buffer-to-helper type=RAW_TRACEPOINT_WRITABLE
--- EACCES R1 type=tp_buffer expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = *(u64 *)(r1 + 0)
r2 = 16
call get_current_comm
out: r0 = 0
exit
=== buffer-half type=RAW_TRACEPOINT_WRITABLE
--- EACCES invalid bpf_context access off=0 size=4
r0 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== buffer-second-argument type=RAW_TRACEPOINT_WRITABLE
--- EACCES R1 invalid mem access 'scalar'
r1 = *(u64 *)(r1 + 8)
r0 = *(u64 *)(r1 + 0)
out: r0 = 0
exit
=== buffer-arguments type=RAW_TRACEPOINT_WRITABLE
--- accept
r0 = *(u64 *)(r1 + 88)
out: r0 = 0
exit
=== buffer-beyond type=RAW_TRACEPOINT_WRITABLE
--- EACCES invalid bpf_context access off=96 size=8
r0 = *(u64 *)(r1 + 96)
out: r0 = 0
exit
=== buffer-in-plain type=RAW_TRACEPOINT
--- EACCES R1 invalid mem access 'scalar'
r1 = *(u64 *)(r1 + 0)
r0 = *(u64 *)(r1 + 0)
out: r0 = 0
exit
=== buffer-write-ctx type=RAW_TRACEPOINT_WRITABLE
--- EACCES invalid bpf_context access off=0 size=8
r2 = 0
*(u64 *)(r1 + 0) = r2
out: r0 = 0
exit
=== cgroup-sock-addr-64-unchecked type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 64)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sock-addr-64-family type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- accept
r1 = *(u64 *)(r1 + 64)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sock-addr-64-type type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- accept
r1 = *(u64 *)(r1 + 64)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sock-addr-64-write type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EACCES R1 cannot write into sock
r1 = *(u64 *)(r1 + 64)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sock-addr-64-released type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 64)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sock-addr-64-tcp-sock type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL program of this type cannot use helper bpf_tcp_sock#96
r1 = *(u64 *)(r1 + 64)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sock-addr-64-narrow type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 64)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sock-addr-64-store type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 64) = r2
r0 = 1
exit
out: r0 = 1
exit
=== sock-ops-184-unchecked type=SOCK_OPS
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 184)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sock-ops-184-family type=SOCK_OPS
--- accept
r1 = *(u64 *)(r1 + 184)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sock-ops-184-type type=SOCK_OPS
--- accept
r1 = *(u64 *)(r1 + 184)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== sock-ops-184-write type=SOCK_OPS
--- EACCES R1 cannot write into sock
r1 = *(u64 *)(r1 + 184)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== sock-ops-184-released type=SOCK_OPS
--- EINVAL program of this type cannot use helper bpf_sk_release#86
r1 = *(u64 *)(r1 + 184)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== sock-ops-184-tcp-sock type=SOCK_OPS
--- accept
r1 = *(u64 *)(r1 + 184)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== sock-ops-184-narrow type=SOCK_OPS
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 184)
r0 = 1
exit
out: r0 = 1
exit
=== sock-ops-184-store type=SOCK_OPS
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 184) = r2
r0 = 1
exit
out: r0 = 1
exit
=== sk-msg-72-unchecked type=SK_MSG
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 72)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-msg-72-family type=SK_MSG
--- accept
r1 = *(u64 *)(r1 + 72)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-msg-72-type type=SK_MSG
--- accept
r1 = *(u64 *)(r1 + 72)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== sk-msg-72-write type=SK_MSG
--- EACCES R1 cannot write into sock
r1 = *(u64 *)(r1 + 72)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== sk-msg-72-released type=SK_MSG
--- EINVAL program of this type cannot use helper bpf_sk_release#86
r1 = *(u64 *)(r1 + 72)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== sk-msg-72-tcp-sock type=SK_MSG
--- EINVAL program of this type cannot use helper bpf_tcp_sock#96
r1 = *(u64 *)(r1 + 72)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== sk-msg-72-narrow type=SK_MSG
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 72)
r0 = 1
exit
out: r0 = 1
exit
=== sk-msg-72-store type=SK_MSG
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 72) = r2
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-40-unchecked type=SK_REUSEPORT
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 40)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-40-family type=SK_REUSEPORT
--- accept
r1 = *(u64 *)(r1 + 40)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-40-type type=SK_REUSEPORT
--- accept
r1 = *(u64 *)(r1 + 40)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-40-write type=SK_REUSEPORT
--- EACCES R1 cannot write into sock
r1 = *(u64 *)(r1 + 40)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-40-released type=SK_REUSEPORT
--- EINVAL program of this type cannot use helper bpf_sk_release#86
r1 = *(u64 *)(r1 + 40)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-40-tcp-sock type=SK_REUSEPORT
--- EINVAL program of this type cannot use helper bpf_tcp_sock#96
r1 = *(u64 *)(r1 + 40)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-40-narrow type=SK_REUSEPORT
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 40)
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-40-store type=SK_REUSEPORT
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 40) = r2
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-48-unchecked type=SK_REUSEPORT
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 48)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-48-family type=SK_REUSEPORT
--- accept
r1 = *(u64 *)(r1 + 48)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-48-type type=SK_REUSEPORT
--- EACCES R1 invalid sock_common access off=8 size=4
r1 = *(u64 *)(r1 + 48)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-48-write type=SK_REUSEPORT
--- EACCES R1 cannot write into sock_common
r1 = *(u64 *)(r1 + 48)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-48-released type=SK_REUSEPORT
--- EINVAL program of this type cannot use helper bpf_sk_release#86
r1 = *(u64 *)(r1 + 48)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-48-tcp-sock type=SK_REUSEPORT
--- EINVAL program of this type cannot use helper bpf_tcp_sock#96
r1 = *(u64 *)(r1 + 48)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-48-narrow type=SK_REUSEPORT
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 48)
r0 = 1
exit
out: r0 = 1
exit
=== sk-reuseport-48-store type=SK_REUSEPORT
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 48) = r2
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-0-unchecked type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-0-family type=SK_LOOKUP attach=SK_LOOKUP
--- accept
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-0-type type=SK_LOOKUP attach=SK_LOOKUP
--- accept
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-0-write type=SK_LOOKUP attach=SK_LOOKUP
--- EACCES R1 cannot write into sock
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-0-released type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-0-tcp-sock type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL program of this type cannot use helper bpf_tcp_sock#96
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-0-narrow type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 0)
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-0-store type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 0) = r2
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sockopt-0-unchecked type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sockopt-0-family type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- accept
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sockopt-0-type type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- accept
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sockopt-0-write type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EACCES R1 cannot write into sock
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sockopt-0-released type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL program of this type cannot use helper bpf_sk_release#86
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sockopt-0-tcp-sock type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- accept
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sockopt-0-narrow type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 0)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-sockopt-0-store type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 0) = r2
r0 = 1
exit
out: r0 = 1
exit
=== socket-filter-168-unchecked type=SOCKET_FILTER
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 168)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== socket-filter-168-family type=SOCKET_FILTER
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== socket-filter-168-type type=SOCKET_FILTER
--- EACCES R1 invalid sock_common access off=8 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== socket-filter-168-write type=SOCKET_FILTER
--- EACCES R1 cannot write into sock_common
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== socket-filter-168-released type=SOCKET_FILTER
--- EINVAL program of this type cannot use helper bpf_sk_release#86
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== socket-filter-168-tcp-sock type=SOCKET_FILTER
--- EINVAL program of this type cannot use helper bpf_tcp_sock#96
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== socket-filter-168-narrow type=SOCKET_FILTER
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 168)
r0 = 1
exit
out: r0 = 1
exit
=== socket-filter-168-store type=SOCKET_FILTER
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 168) = r2
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-skb-168-unchecked type=CGROUP_SKB
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 168)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-skb-168-family type=CGROUP_SKB
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-skb-168-type type=CGROUP_SKB
--- EACCES R1 invalid sock_common access off=8 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-skb-168-write type=CGROUP_SKB
--- EACCES R1 cannot write into sock_common
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-skb-168-released type=CGROUP_SKB
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-skb-168-tcp-sock type=CGROUP_SKB
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-skb-168-narrow type=CGROUP_SKB
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 168)
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-skb-168-store type=CGROUP_SKB
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 168) = r2
r0 = 1
exit
out: r0 = 1
exit
=== lwt-xmit-168-unchecked type=LWT_XMIT
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 168)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== lwt-xmit-168-family type=LWT_XMIT
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== lwt-xmit-168-type type=LWT_XMIT
--- EACCES R1 invalid sock_common access off=8 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== lwt-xmit-168-write type=LWT_XMIT
--- EACCES R1 cannot write into sock_common
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== lwt-xmit-168-released type=LWT_XMIT
--- EINVAL program of this type cannot use helper bpf_sk_release#86
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== lwt-xmit-168-tcp-sock type=LWT_XMIT
--- EINVAL program of this type cannot use helper bpf_tcp_sock#96
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== lwt-xmit-168-narrow type=LWT_XMIT
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 168)
r0 = 1
exit
out: r0 = 1
exit
=== lwt-xmit-168-store type=LWT_XMIT
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 168) = r2
r0 = 1
exit
out: r0 = 1
exit
=== sk-skb-168-unchecked type=SK_SKB
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 168)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-skb-168-family type=SK_SKB
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sk-skb-168-type type=SK_SKB
--- EACCES R1 invalid sock_common access off=8 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== sk-skb-168-write type=SK_SKB
--- EACCES R1 cannot write into sock_common
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== sk-skb-168-released type=SK_SKB
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== sk-skb-168-tcp-sock type=SK_SKB
--- EINVAL program of this type cannot use helper bpf_tcp_sock#96
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== sk-skb-168-narrow type=SK_SKB
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 168)
r0 = 1
exit
out: r0 = 1
exit
=== sk-skb-168-store type=SK_SKB
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 168) = r2
r0 = 1
exit
out: r0 = 1
exit
=== xdp-168-unchecked type=XDP
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 168)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== xdp-168-family type=XDP
--- EACCES invalid bpf_context access off=168 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== xdp-168-type type=XDP
--- EACCES invalid bpf_context access off=168 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== xdp-168-write type=XDP
--- EACCES invalid bpf_context access off=168 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== xdp-168-released type=XDP
--- EACCES invalid bpf_context access off=168 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== xdp-168-tcp-sock type=XDP
--- EACCES invalid bpf_context access off=168 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== xdp-168-narrow type=XDP
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 168)
r0 = 1
exit
out: r0 = 1
exit
=== xdp-168-store type=XDP
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 168) = r2
r0 = 1
exit
out: r0 = 1
exit
=== sched-act-168-unchecked type=SCHED_ACT
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 168)
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sched-act-168-family type=SCHED_ACT
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== sched-act-168-type type=SCHED_ACT
--- EACCES R1 invalid sock_common access off=8 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== sched-act-168-write type=SCHED_ACT
--- EACCES R1 cannot write into sock_common
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
r0 = 1
exit
out: r0 = 1
exit
=== sched-act-168-released type=SCHED_ACT
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_release
r0 = 1
exit
out: r0 = 1
exit
=== sched-act-168-tcp-sock type=SCHED_ACT
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
r0 = 1
exit
out: r0 = 1
exit
=== sched-act-168-narrow type=SCHED_ACT
--- EINVAL unreachable insn 3
r0 = *(u32 *)(r1 + 168)
r0 = 1
exit
out: r0 = 1
exit
=== sched-act-168-store type=SCHED_ACT
--- EINVAL unreachable insn 4
r2 = 0
*(u64 *)(r1 + 168) = r2
r0 = 1
exit
out: r0 = 1
exit
=== ops-packet type=SOCK_OPS
--- accept
r2 = *(u64 *)(r1 + 192)
r3 = *(u64 *)(r1 + 200)
r4 = r2
r4 += 4
if r4 > r3 goto out
r0 = *(u32 *)(r2 + 0)
r0 = 1
exit
out: r0 = 1
exit
=== ops-packet-write type=SOCK_OPS
--- EACCES cannot write into packet
r2 = *(u64 *)(r1 + 192)
r3 = *(u64 *)(r1 + 200)
r4 = r2
r4 += 4
if r4 > r3 goto out
*(u32 *)(r2 + 0) = 0
r0 = 1
exit
out: r0 = 1
exit
=== ops-setsockopt type=SOCK_OPS
--- EINVAL unreachable insn 9
*(u32 *)(r10 - 4) = 0
r2 = 1
r3 = 2
r4 = r10
r4 += -4
r5 = 4
call setsockopt
r0 = 1
exit
out: r0 = 1
exit
=== sockopt-setsockopt type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL unreachable insn 11
r6 = r1
r1 = *(u64 *)(r1 + 0)
*(u32 *)(r10 - 4) = 0
r2 = 1
r3 = 2
r4 = r10
r4 += -4
r5 = 4
call setsockopt
r0 = 1
exit
out: r0 = 1
exit
=== sockopt-getsockopt-when-getting type=CGROUP_SOCKOPT attach=CGROUP_GETSOCKOPT
--- EINVAL unreachable insn 10
r6 = r1
r1 = *(u64 *)(r1 + 0)
r2 = 1
r3 = 2
r4 = r10
r4 += -4
r5 = 4
call getsockopt
r0 = 1
exit
out: r0 = 1
exit
=== sockopt-getsockopt-of-ctx type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL unreachable insn 8
r2 = 1
r3 = 2
r4 = r10
r4 += -4
r5 = 4
call getsockopt
r0 = 1
exit
out: r0 = 1
exit
=== reuseport-cookie type=SK_REUSEPORT
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 40)
call get_socket_cookie
r0 = 1
exit
out: r0 = 1
exit
=== reuseport-cookie-of-null type=SK_REUSEPORT
--- EINVAL unreachable insn 4
r1 = 0
call get_socket_cookie
r0 = 1
exit
out: r0 = 1
exit
=== reuseport-cookie-of-ctx type=SK_REUSEPORT
--- EINVAL unreachable insn 3
call get_socket_cookie
r0 = 1
exit
out: r0 = 1
exit
=== reuseport-cookie-or-null type=SK_REUSEPORT
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 48)
call get_socket_cookie
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-assign-null type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL unreachable insn 5
r2 = 0
r3 = 0
call sk_assign
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-assign-or-null type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL unreachable insn 5
r2 = *(u64 *)(r1 + 0)
r3 = 0
call sk_assign
r0 = 1
exit
out: r0 = 1
exit
=== sk-lookup-assign-ctx type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL unreachable insn 5
r2 = r1
r3 = 0
call sk_assign
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-connect-get-retval type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL unreachable insn 3
call get_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-connect-set-retval type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL unreachable insn 4
r1 = -1
call set_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-connect-bind type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL unreachable insn 8
r2 = r10
r2 += -16
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r3 = 16
call bind
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-connect-setsockopt type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL unreachable insn 9
r2 = 1
r3 = 2
*(u64 *)(r10 - 8) = 0
r4 = r10
r4 += -8
r5 = 4
call setsockopt
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-getpeername-get-retval type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL unreachable insn 3
call get_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-getpeername-set-retval type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL unreachable insn 4
r1 = -1
call set_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-getpeername-bind type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL unreachable insn 8
r2 = r10
r2 += -16
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r3 = 16
call bind
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-getpeername-setsockopt type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL unreachable insn 9
r2 = 1
r3 = 2
*(u64 *)(r10 - 8) = 0
r4 = r10
r4 += -8
r5 = 4
call setsockopt
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-udp4-recvmsg-get-retval type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL unreachable insn 3
call get_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-udp4-recvmsg-set-retval type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL unreachable insn 4
r1 = -1
call set_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-udp4-recvmsg-bind type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL unreachable insn 8
r2 = r10
r2 += -16
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r3 = 16
call bind
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-udp4-recvmsg-setsockopt type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL unreachable insn 9
r2 = 1
r3 = 2
*(u64 *)(r10 - 8) = 0
r4 = r10
r4 += -8
r5 = 4
call setsockopt
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-bind-get-retval type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- EINVAL unreachable insn 3
call get_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-bind-set-retval type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- EINVAL unreachable insn 4
r1 = -1
call set_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-bind-bind type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- EINVAL unreachable insn 8
r2 = r10
r2 += -16
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r3 = 16
call bind
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-inet4-bind-setsockopt type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- EINVAL unreachable insn 9
r2 = 1
r3 = 2
*(u64 *)(r10 - 8) = 0
r4 = r10
r4 += -8
r5 = 4
call setsockopt
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-unix-connect-get-retval type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL unreachable insn 3
call get_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-unix-connect-set-retval type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL unreachable insn 4
r1 = -1
call set_retval
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-unix-connect-bind type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL unreachable insn 8
r2 = r10
r2 += -16
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r3 = 16
call bind
r0 = 1
exit
out: r0 = 1
exit
=== cgroup-unix-connect-setsockopt type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL unreachable insn 9
r2 = 1
r3 = 2
*(u64 *)(r10 - 8) = 0
r4 = r10
r4 += -8
r5 = 4
call setsockopt
r0 = 1
exit
out: r0 = 1
exit
=== addr-storage type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL unreachable insn 8
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r2 = *(u64 *)(r1 + 64)
r1 = map[s]
r3 = 0
r4 = 0
call sk_storage_get
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-skb type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 3
r1 = *(u64 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-state type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 3
r1 = *(u64 *)(r1 + 0)
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-beyond type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 3
r1 = *(u64 *)(r1 + 16)
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-half type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 3
r1 = *(u32 *)(r1 + 8)
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-store type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 3
*(u64 *)(r1 + 8) = r1
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-store-imm type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 3
*(u64 *)(r1 + 0) = 1
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-skb-len type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 8)
r0 = *(u32 *)(r1 + {sk_buff.len})
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-skb-store type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 8)
*(u32 *)(r1 + {sk_buff.len}) = 1
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-state-in type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 4
r1 = *(u64 *)(r1 + 0)
r1 = *(u64 *)(r1 + {nf_hook_state.in})
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-unaligned type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 3
r1 = *(u64 *)(r1 + 4)
r0 = 1
exit
out: r0 = 1
exit
=== netfilter-direct type=NETFILTER attach=NETFILTER
--- EINVAL unreachable insn 3
r0 = *(u8 *)skb[0]
r0 = 1
exit
out: r0 = 1
exit
