# Sockets: from the context, looked up, cast, released; what may be read of them.
=== sk-unchecked type=SCHED_CLS
--- EACCES R1 invalid mem access 'sock_common_or_null'
r1 = *(u64 *)(r1 + 168)
r0 = *(u32 *)(r1 + 4)
r0 = 0
exit
=== sk-checked type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
out: r0 = 0
exit
=== sk-type-of-common type=SCHED_CLS
--- EACCES R1 invalid sock_common access off=8 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 8)
out: r0 = 0
exit
=== sk-mark-of-common type=SCHED_CLS
--- EACCES R1 invalid sock_common access off=16 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 16)
out: r0 = 0
exit
=== sk-write type=SCHED_CLS
--- EACCES R1 cannot write into sock_common
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = 1
*(u32 *)(r1 + 4) = r2
out: r0 = 0
exit
=== sk-write-imm type=SCHED_CLS
--- EACCES R1 cannot write into sock_common
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
*(u32 *)(r1 + 4) = 1
out: r0 = 0
exit
=== sk-atomic type=SCHED_CLS
--- EACCES BPF_ATOMIC stores into R1 sock_common is not allowed
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = 1
lock *(u32 *)(r1 + 4) += r2
out: r0 = 0
exit
=== sk-beyond type=SCHED_CLS
--- EACCES R1 invalid sock_common access off=80 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 80)
out: r0 = 0
exit
=== sk-negative type=SCHED_CLS
--- EACCES R1 invalid sock_common access off=-4 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 - 4)
out: r0 = 0
exit
=== sk-narrow-family type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u8 *)(r1 + 4)
out: r0 = 0
exit
=== sk-narrow-not-at-start type=SCHED_CLS
--- EACCES R1 invalid sock_common access off=5 size=1
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u8 *)(r1 + 5)
out: r0 = 0
exit
=== sk-wide type=SCHED_CLS
--- EACCES R1 invalid sock_common access off=56 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u64 *)(r1 + 56)
out: r0 = 0
exit
=== sk-dst-port-16 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u16 *)(r1 + 48)
out: r0 = 0
exit
=== sk-dst-port-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u32 *)(r1 + 48)
out: r0 = 0
exit
=== sk-dst-port-8 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u8 *)(r1 + 49)
out: r0 = 0
exit
=== sk-dst-port-pad type=SCHED_CLS
--- EACCES R1 invalid sock_common access off=50 size=2
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u16 *)(r1 + 50)
out: r0 = 0
exit
=== sk-add type=SCHED_CLS
--- EACCES R1 pointer arithmetic on sock_common prohibited
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r1 += 4
r0 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== sk-add-zero type=SCHED_CLS
--- EACCES R1 pointer arithmetic on sock_common prohibited
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r1 += 0
r0 = *(u32 *)(r1 + 4)
out: r0 = 0
exit
=== sk-add-unknown type=SCHED_CLS
--- EACCES R6 pointer arithmetic on sock_common prohibited
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r6 = r1
call get_prandom_u32
r6 += r0
out: r0 = 0
exit
=== sk-add-or-null type=SCHED_CLS
--- EACCES R1 pointer arithmetic on sock_common_or_null prohibited, null-check it first
r1 = *(u64 *)(r1 + 168)
r1 += 4
r0 = 0
exit
=== sk-or type=SCHED_CLS
--- EACCES R1 pointer arithmetic on sock_common prohibited
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r1 |= 4
out: r0 = 0
exit
=== sk-minus-sk type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = r1
r1 -= r2
r0 = r1
exit
out: r0 = 0
exit
=== sk-sub type=SCHED_CLS
--- EACCES R1 pointer arithmetic on sock_common prohibited
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r1 -= 4
out: r0 = 0
exit
=== sk-32bit type=SCHED_CLS
--- EACCES R1 32-bit pointer arithmetic prohibited
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
w1 += 4
out: r0 = 0
exit
=== sk-sign-extended-load type=SCHED_CLS
--- EACCES invalid bpf_context access off=168 size=4
r0 = *(s32 *)(r1 + 168)
r0 = 0
exit
=== sk-half-load type=SCHED_CLS
--- EACCES invalid bpf_context access off=168 size=4
r0 = *(u32 *)(r1 + 168)
r0 = 0
exit
=== sk-write-ctx type=SCHED_CLS
--- EACCES invalid bpf_context access off=168 size=8
r2 = 0
*(u64 *)(r1 + 168) = r2
r0 = 0
exit
=== sk-spilled type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
*(u64 *)(r10 - 8) = r1
if r1 == 0 goto out
r2 = *(u64 *)(r10 - 8)
r0 = *(u32 *)(r2 + 4)
out: r0 = 0
exit
=== sk-two-loads type=SCHED_CLS
--- EACCES R3 invalid mem access 'sock_common_or_null'
r2 = *(u64 *)(r1 + 168)
r3 = *(u64 *)(r1 + 168)
if r2 == 0 goto out
r0 = *(u32 *)(r3 + 4)
out: r0 = 0
exit
=== sk-compared-with-pointer type=SCHED_CLS
--- accept
r2 = *(u64 *)(r1 + 168)
r3 = *(u64 *)(r1 + 168)
if r2 == 0 goto out
if r2 != r3 goto out
r0 = *(u32 *)(r3 + 4)
out: r0 = 0
exit
=== sk-compared-with-pointer-jeq type=SCHED_CLS
--- accept
r2 = *(u64 *)(r1 + 168)
r3 = *(u64 *)(r1 + 168)
if r2 == 0 goto out
if r3 == r2 goto same
goto out
same: r0 = *(u32 *)(r3 + 4)
out: r0 = 0
exit
=== sk-compared-two-nullable type=SCHED_CLS
--- EACCES R3 invalid mem access 'sock_common_or_null'
r2 = *(u64 *)(r1 + 168)
r3 = *(u64 *)(r1 + 168)
if r2 != r3 goto out
r0 = *(u32 *)(r3 + 4)
out: r0 = 0
exit
=== sk-32bit-null-check type=SCHED_CLS
--- EACCES R1 invalid mem access 'sock_common_or_null'
r1 = *(u64 *)(r1 + 168)
if w1 == 0 goto out
r0 = *(u32 *)(r1 + 4)
out: r0 = 0
exit
=== sk-greater-zero type=SCHED_CLS
--- EACCES R1 invalid mem access 'sock_common_or_null'
r1 = *(u64 *)(r1 + 168)
if r1 > 0 goto on
goto out
on: r0 = *(u32 *)(r1 + 4)
out: r0 = 0
exit
=== sk-not-null-again type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
if r1 == 0 goto bad
r0 = 0
exit
bad: r0 = *(u32 *)(r9 + 0)
out: r0 = 0
exit
=== sk-not-null-again-jne type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
if r1 != 0 goto out
r0 = *(u32 *)(r9 + 0)
out: r0 = 0
exit
=== sk-returned type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = r1
exit
out: r0 = 0
exit
=== sk-to-map type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = map[bss][0]+0
*(u64 *)(r2 + 0) = r1
out: r0 = 0
exit
=== sk-aligned-strict type=SCHED_CLS strict=yes
--- EACCES misaligned sock_common access off 0+0+45 size 2
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r0 = *(u16 *)(r1 + 45)
out: r0 = 0
exit
=== sk-same-insn-two-types type=SCHED_CLS
--- EINVAL same insn cannot be used with different pointers
r6 = r1
r2 = *(u64 *)(r1 + 168)
r3 = r10
*(u64 *)(r10 - 8) = 0
r3 += -8
if r2 == 0 goto stack
r3 = r2
goto load
stack: r0 = 0
load: r0 = *(u32 *)(r3 + 4)
r0 = 0
exit
=== sk-same-insn-full-and-common type=SCHED_CLS
--- EINVAL same insn cannot be used with different pointers
r6 = r1
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r7 = r1
call sk_fullsock
if r0 == 0 goto common
r7 = r0
common: r0 = *(u32 *)(r7 + 4)
out: r0 = 0
exit
=== fullsock-unchecked-arg type=SCHED_CLS
--- EACCES R1 type=sock_common_or_null expected=sock_common, sock, tcp_sock, xdp_sock
r1 = *(u64 *)(r1 + 168)
call sk_fullsock
r0 = 0
exit
=== fullsock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'sock_or_null'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
r0 = *(u32 *)(r0 + 8)
out: r0 = 0
exit
=== fullsock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r0 = *(u32 *)(r0 + 8)
out: r0 = 0
exit
=== fullsock-0-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== fullsock-4-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 4)
out: r0 = 0
exit
=== fullsock-12-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 12)
out: r0 = 0
exit
=== fullsock-16-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 16)
out: r0 = 0
exit
=== fullsock-20-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 20)
out: r0 = 0
exit
=== fullsock-24-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 24)
out: r0 = 0
exit
=== fullsock-24-8 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 24)
out: r0 = 0
exit
=== fullsock-27-8 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 27)
out: r0 = 0
exit
=== fullsock-44-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 44)
out: r0 = 0
exit
=== fullsock-44-16 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u16 *)(r0 + 44)
out: r0 = 0
exit
=== fullsock-46-16 type=SCHED_CLS
--- EACCES R0 invalid sock access off=46 size=2
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u16 *)(r0 + 46)
out: r0 = 0
exit
=== fullsock-72-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 72)
out: r0 = 0
exit
=== fullsock-76-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 76)
out: r0 = 0
exit
=== fullsock-76-8 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 76)
out: r0 = 0
exit
=== fullsock-78-16 type=SCHED_CLS
--- EACCES R0 invalid sock access off=78 size=2
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u16 *)(r0 + 78)
out: r0 = 0
exit
=== fullsock-80-32 type=SCHED_CLS
--- EACCES R0 invalid sock access off=80 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 80)
out: r0 = 0
exit
=== fullsock-72-64 type=SCHED_CLS
--- EACCES R0 invalid sock access off=72 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 72)
out: r0 = 0
exit
=== fullsock-28-16 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u16 *)(r0 + 28)
out: r0 = 0
exit
=== fullsock-40-64 type=SCHED_CLS
--- EACCES R0 invalid sock access off=40 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 40)
out: r0 = 0
exit
=== fullsock-of-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=sock_common, sock, tcp_sock, xdp_sock
call sk_fullsock
r0 = 0
exit
=== fullsock-of-scalar type=SCHED_CLS
--- EACCES R1 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock
r1 = 0
call sk_fullsock
r0 = 0
exit
=== fullsock-of-stack type=SCHED_CLS
--- EACCES R1 type=fp expected=sock_common, sock, tcp_sock, xdp_sock
r1 = r10
call sk_fullsock
r0 = 0
exit
=== tcp-sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r0 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== tcp-sock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'tcp_sock_or_null'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
r0 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== tcp-sock-80-64 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 80)
out: r0 = 0
exit
=== tcp-sock-88-64 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 88)
out: r0 = 0
exit
=== tcp-sock-80-32 type=SCHED_CLS
--- EACCES R0 invalid tcp_sock access off=80 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 80)
out: r0 = 0
exit
=== tcp-sock-84-32 type=SCHED_CLS
--- EFAULT verifier bug: error during ctx access conversion (0)
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 84)
out: r0 = 0
exit
=== tcp-sock-96-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 96)
out: r0 = 0
exit
=== tcp-sock-108-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 108)
out: r0 = 0
exit
=== tcp-sock-108-8 type=SCHED_CLS
--- EACCES R0 invalid tcp_sock access off=108 size=1
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 108)
out: r0 = 0
exit
=== tcp-sock-112-32 type=SCHED_CLS
--- EACCES R0 invalid tcp_sock access off=112 size=4
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 112)
out: r0 = 0
exit
=== tcp-sock-0-64 type=SCHED_CLS
--- EACCES R0 invalid tcp_sock access off=0 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== tcp-sock-0-16 type=SCHED_CLS
--- EACCES R0 invalid tcp_sock access off=0 size=2
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u16 *)(r0 + 0)
out: r0 = 0
exit
=== tcp-sock-76-32 type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 76)
out: r0 = 0
exit
=== tcp-sock-104-64 type=SCHED_CLS
--- EACCES R0 invalid tcp_sock access off=104 size=8
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 104)
out: r0 = 0
exit
=== tcp-sock-write type=SCHED_CLS
--- EACCES R0 cannot write into tcp_sock
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== tcp-sock-add type=SCHED_CLS
--- EACCES R0 pointer arithmetic on tcp_sock prohibited
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r0 += 4
out: r0 = 0
exit
=== tcp-sock-of-tcp-sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = r0
call tcp_sock
out: r0 = 0
exit
=== fullsock-of-tcp-sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = r0
call sk_fullsock
out: r0 = 0
exit
=== listener type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call get_listener_sock
if r0 == 0 goto out
r0 = *(u32 *)(r0 + 44)
out: r0 = 0
exit
=== listener-released type=SCHED_CLS
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call get_listener_sock
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== fullsock-released type=SCHED_CLS
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== tcp-sock-released type=SCHED_CLS
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call tcp_sock
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== ctx-sk-released type=SCHED_CLS
--- EINVAL R1 must be referenced when passed to release function
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_release
out: r0 = 0
exit
=== ctx-sk-released-unchecked type=SCHED_CLS
--- EACCES R1 type=sock_common_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r1 = *(u64 *)(r1 + 168)
call sk_release
out: r0 = 0
exit
=== sk_lookup_tcp-released type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== sk_lookup_tcp-leaked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
out: r0 = 0
exit
=== sk_lookup_tcp-leaked-unchecked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
out: r0 = 0
exit
=== sk_lookup_tcp-released-unchecked type=SCHED_CLS
--- EACCES R1 type=sock_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r1 = r0
call sk_release
out: r0 = 0
exit
=== sk_lookup_tcp-released-twice type=SCHED_CLS
--- EACCES R1 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_release
r1 = r7
call sk_release
out: r0 = 0
exit
=== sk_lookup_tcp-used-after type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_release
r0 = *(u32 *)(r7 + 4)
out: r0 = 0
exit
=== sk_lookup_tcp-read type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 4)
r7 = *(u32 *)(r0 + 8)
r1 = r0
call sk_release
out: r0 = 0
exit
=== sk_lookup_udp-released type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_udp
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== sk_lookup_udp-leaked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_udp
if r0 == 0 goto out
out: r0 = 0
exit
=== sk_lookup_udp-leaked-unchecked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_udp
out: r0 = 0
exit
=== sk_lookup_udp-released-unchecked type=SCHED_CLS
--- EACCES R1 type=sock_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_udp
r1 = r0
call sk_release
out: r0 = 0
exit
=== sk_lookup_udp-released-twice type=SCHED_CLS
--- EACCES R1 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_udp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_release
r1 = r7
call sk_release
out: r0 = 0
exit
=== sk_lookup_udp-used-after type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_udp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_release
r0 = *(u32 *)(r7 + 4)
out: r0 = 0
exit
=== sk_lookup_udp-read type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_udp
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 4)
r7 = *(u32 *)(r0 + 8)
r1 = r0
call sk_release
out: r0 = 0
exit
=== skc_lookup_tcp-released type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== skc_lookup_tcp-leaked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
out: r0 = 0
exit
=== skc_lookup_tcp-leaked-unchecked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
out: r0 = 0
exit
=== skc_lookup_tcp-released-unchecked type=SCHED_CLS
--- EACCES R1 type=sock_common_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
r1 = r0
call sk_release
out: r0 = 0
exit
=== skc_lookup_tcp-released-twice type=SCHED_CLS
--- EACCES R1 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_release
r1 = r7
call sk_release
out: r0 = 0
exit
=== skc_lookup_tcp-used-after type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_release
r0 = *(u32 *)(r7 + 4)
out: r0 = 0
exit
=== skc_lookup_tcp-read type=SCHED_CLS
--- EACCES R0 invalid sock_common access off=8 size=4
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 4)
r7 = *(u32 *)(r0 + 8)
r1 = r0
call sk_release
out: r0 = 0
exit
=== lookup-lost type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r0 = 0
exit
=== lookup-lost-copy type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r7 = r0
r0 = 0
exit
=== lookup-null-branch-released type=SCHED_CLS
--- EACCES R1 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 != 0 goto found
r1 = r0
call sk_release
found: r0 = 0
exit
=== lookup-released-in-null-branch type=SCHED_CLS
--- EACCES R1 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 != 0 goto out
r1 = 0
call sk_release
out: r0 = 0
exit
=== lookup-released-moved type=SCHED_CLS
--- EACCES R1 pointer arithmetic on sock prohibited
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r1 = r0
r1 += 4
call sk_release
out: r0 = 0
exit
=== lookup-two-released type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r7 = r0
r1 = r6
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r8 = r0
if r7 == 0 goto second
r1 = r7
call sk_release
second: if r8 == 0 goto out
r1 = r8
call sk_release
out: r0 = 0
exit
=== lookup-two-one-released type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r7 = r0
r1 = r6
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r8 = r0
if r7 == 0 goto second
r1 = r7
call sk_release
second: r0 = 0
exit
=== lookup-two-leaked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r7 = r0
r1 = r6
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r0 = 0
exit
=== lookup-spilled type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
*(u64 *)(r10 - 24) = r0
if r0 == 0 goto out
r1 = *(u64 *)(r10 - 24)
call sk_release
out: r0 = 0
exit
=== lookup-spilled-after-release type=SCHED_CLS
--- EACCES R1 invalid mem access 'scalar'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
*(u64 *)(r10 - 24) = r0
if r0 == 0 goto out
r1 = r0
call sk_release
r1 = *(u64 *)(r10 - 24)
r0 = *(u32 *)(r1 + 4)
out: r0 = 0
exit
=== lookup-to-map type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r2 = map[bss][0]+0
*(u64 *)(r2 + 0) = r0
out: r0 = 0
exit
=== lookup-to-ctx type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
*(u64 *)(r6 + 48) = r0
out: r0 = 0
exit
=== lookup-ld-abs type=SCHED_CLS
--- EINVAL BPF_LD_[ABS|IND] would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r0 = *(u8 *)skb[0]
r1 = r7
call sk_release
out: r0 = 0
exit
=== lookup-ld-abs-after type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r1 = r0
call sk_release
r0 = *(u8 *)skb[0]
out: r0 = 0
exit
=== lookup-ld-ind type=SCHED_CLS
--- EINVAL BPF_LD_[ABS|IND] would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r8 = 1
r0 = *(u8 *)skb[r8 + 0]
r1 = r7
call sk_release
out: r0 = 0
exit
=== lookup-tail-call type=SCHED_CLS
--- EINVAL tail_call would lead to reference leak
@ p PROG_ARRAY 4 4 1
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r6
r2 = map[p]
r3 = 0
call tail_call
r1 = r7
call sk_release
out: r0 = 0
exit
=== lookup-tail-call-after type=SCHED_CLS
--- accept
@ p PROG_ARRAY 4 4 1
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r1 = r0
call sk_release
r1 = r6
r2 = map[p]
r3 = 0
call tail_call
out: r0 = 0
exit
=== lookup-in-subprogram type=SCHED_CLS
--- accept
r6 = r1
call find
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
find: *(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
exit
=== lookup-in-subprogram-leaked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
call find
r0 = 0
exit
find: *(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
exit
=== release-in-subprogram type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r1 = r0
call give
out: r0 = 0
exit
give: call sk_release
r0 = 0
exit
=== release-in-subprogram-then-use type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call give
r0 = *(u32 *)(r7 + 4)
out: r0 = 0
exit
give: call sk_release
r0 = 0
exit
=== lookup-null-in-subprogram type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r1 = r0
call give
r0 = 0
exit
give: if r1 == 0 goto out
call sk_release
out: r0 = 0
exit
=== lookup-size-negative type=SCHED_CLS
--- EACCES R3 min value is negative, either use unsigned or 'var &= const'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = -1
r4 = 0
r5 = 0
call sk_lookup_tcp
r0 = 0
exit
=== lookup-tuple-uninitialised type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r0 = 0
exit
=== lookup-tuple-in-packet type=SCHED_CLS
--- accept
r6 = r1
r2 = *(u32 *)(r1 + 76)
r3 = *(u32 *)(r1 + 80)
r4 = r2
r4 += 12
if r4 > r3 goto out
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== cast-fullsock-released type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_fullsock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== cast-fullsock-released-both type=SCHED_CLS
--- EACCES R1 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_fullsock
if r0 == 0 goto none
r1 = r0
call sk_release
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== cast-fullsock-unchecked-released type=SCHED_CLS
--- EACCES R1 type=sock_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r1 = r0
call sk_fullsock
r1 = r0
call sk_release
out: r0 = 0
exit
=== cast-tcp-sock-after-release type=SCHED_CLS
--- EACCES R8 invalid mem access 'scalar'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call tcp_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u32 *)(r8 + 0)
out: r0 = 0
exit
=== cast-tcp-sock-original-after-release type=SCHED_CLS
--- EACCES R7 invalid mem access 'scalar'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call tcp_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = *(u32 *)(r7 + 4)
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== cast-tcp-sock-released type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call tcp_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== cast-null-is-not-release type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call tcp_sock
if r0 != 0 goto some
r0 = 0
exit
some: r1 = r7
call sk_release
out: r0 = 0
exit
=== cast-listener-not-a-cast type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call get_listener_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u32 *)(r8 + 4)
out: r0 = 0
exit
=== cast-listener-released type=SCHED_CLS
--- EINVAL R1 must be referenced when passed to release function
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call get_listener_sock
if r0 == 0 goto none
r1 = r0
call sk_release
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== cast-chain type=SCHED_CLS
--- EACCES R8 invalid mem access 'scalar'
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r0
call sk_fullsock
if r0 == 0 goto none
r1 = r0
call tcp_sock
if r0 == 0 goto none
r8 = r0
r1 = r7
call sk_release
r0 = *(u32 *)(r8 + 0)
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== cast-ctx-sk-not-referenced type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call sk_fullsock
if r0 == 0 goto out
r1 = r0
call tcp_sock
if r0 == 0 goto out
r0 = *(u32 *)(r0 + 4)
out: r0 = 0
exit
=== two-references-in-one-call type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r7 = r0
if r0 == 0 goto out
r1 = r7
r2 = r10
r2 += -16
r3 = 16
r4 = r2
r5 = 16
call tcp_check_syncookie
r1 = r7
call sk_release
out: r0 = 0
exit
=== sk-assign type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r6
r2 = r7
r3 = 0
call sk_assign
r1 = r7
call sk_release
out: r0 = 0
exit
=== sk-assign-null-unchecked type=SCHED_CLS
--- EACCES R2 type=sock_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call sk_lookup_tcp
r7 = r0
r1 = r6
r2 = r7
r3 = 0
call sk_assign
if r7 == 0 goto out
r1 = r7
call sk_release
out: r0 = 0
exit
=== sk-assign-common type=SCHED_CLS
--- accept
r6 = r1
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 12
r4 = 0
r5 = 0
call skc_lookup_tcp
if r0 == 0 goto out
r7 = r0
r1 = r6
r2 = r7
r3 = 0
call sk_assign
r1 = r7
call sk_release
out: r0 = 0
exit
=== sk-assign-zero type=SCHED_CLS
--- EACCES R2 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
r2 = 0
r3 = 0
call sk_assign
r0 = 0
exit
=== syncookie-of-ctx-sk type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -16
r3 = 16
r4 = r2
r5 = 16
call tcp_gen_syncookie
out: r0 = 0
exit
=== storage-in-tc type=SCHED_CLS
--- accept
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = r1
r1 = map[s]
r3 = 0
r4 = 1
call sk_storage_get
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== storage-in-tc-null type=SCHED_CLS
--- EACCES R2 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r2 = 0
r1 = map[s]
r3 = 0
r4 = 1
call sk_storage_get
out: r0 = 0
exit
=== storage-in-tc-unchecked type=SCHED_CLS
--- EACCES R2 type=sock_common_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r2 = *(u64 *)(r1 + 168)
r1 = map[s]
r3 = 0
r4 = 1
call sk_storage_get
out: r0 = 0
exit
=== storage-in-tc-value type=SCHED_CLS
--- accept
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = r1
r1 = map[s]
*(u64 *)(r10 - 8) = 0
r3 = r10
r3 += -8
r4 = 1
call sk_storage_get
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 5
out: r0 = 0
exit
=== storage-in-tc-value-uninitialised type=SCHED_CLS
--- accept
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = r1
r1 = map[s]
r3 = r10
r3 += -8
r4 = 1
call sk_storage_get
out: r0 = 0
exit
=== storage-beyond type=SCHED_CLS
--- EACCES R0 min value is outside of the allowed memory range
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = r1
r1 = map[s]
r3 = 0
r4 = 1
call sk_storage_get
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 8)
out: r0 = 0
exit
=== storage-unchecked-result type=SCHED_CLS
--- EACCES R0 invalid mem access 'map_value_or_null'
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = r1
r1 = map[s]
r3 = 0
r4 = 1
call sk_storage_get
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== storage-delete type=SCHED_CLS
--- accept
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = r1
r1 = map[s]
call sk_storage_delete
out: r0 = 0
exit
=== storage-of-other-map type=SCHED_CLS
--- EINVAL cannot pass map_type 1 into func bpf_sk_storage_get#107
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r2 = r1
r1 = map[hash]
r3 = 0
r4 = 1
call sk_storage_get
out: r0 = 0
exit
=== storage-lookup type=SCHED_CLS
--- EINVAL cannot pass map_type 24 into func bpf_map_lookup_elem#1
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[s]
call map_lookup_elem
out: r0 = 0
exit
=== storage-in-cgroup-sock type=CGROUP_SOCK attach=CGROUP_INET_SOCK_CREATE
--- accept
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r2 = r1
r1 = map[s]
r3 = 0
r4 = 1
call sk_storage_get
r0 = 1
exit
=== storage-in-sock-ops type=SOCK_OPS
--- accept
@ s SK_STORAGE int long 0 flags=NO_PREALLOC
r1 = *(u64 *)(r1 + 184)
if r1 == 0 goto out
r2 = r1
r1 = map[s]
r3 = 0
r4 = 1
call sk_storage_get
out: r0 = 1
exit

=== tcp_upper_half type=SCHED_CLS
--- EFAULT verifier bug: error during ctx access conversion (0)
r0 = 0
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto done
call tcp_sock
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 84)
r0 = 0
done: exit

=== tcp_lower_half type=SCHED_CLS
--- EACCES R0 invalid tcp_sock access off=80 size=4
r0 = 0
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto done
call tcp_sock
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 80)
r0 = 0
done: exit

=== tcp_other_upper_half_never_loaded type=SCHED_CLS
--- accept
r0 = 0
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto done
call tcp_sock
if r0 == 0 goto done
r2 = 1
if r2 == 1 goto past
r1 = *(u32 *)(r0 + 92)
past: r0 = 0
done: exit
