# Sockets seen as structs of the kernel.
=== skc_to_tcp_sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_sock
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_tcp_sock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'ptr_or_null_'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_sock
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_tcp_sock-of-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
call skc_to_tcp_sock
out: r0 = 0
exit
=== skc_to_tcp_sock-released type=SCHED_CLS
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
call skc_to_tcp_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== skc_to_tcp_sock-used-after-release type=SCHED_CLS
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
call skc_to_tcp_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u64 *)(r8 + 0)
out: r0 = 0
exit
=== skc_to_tcp_sock-again type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_sock
if r0 == 0 goto out
r1 = r0
call skc_to_tcp_sock
out: r0 = 0
exit
=== skc_to_tcp_sock-write type=SCHED_CLS
--- EACCES only read is supported
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_sock
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 0
out: r0 = 0
exit
=== skc_to_tcp6_sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp6_sock
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_tcp6_sock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'ptr_or_null_'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp6_sock
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_tcp6_sock-of-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
call skc_to_tcp6_sock
out: r0 = 0
exit
=== skc_to_tcp6_sock-released type=SCHED_CLS
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
call skc_to_tcp6_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== skc_to_tcp6_sock-used-after-release type=SCHED_CLS
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
call skc_to_tcp6_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u64 *)(r8 + 0)
out: r0 = 0
exit
=== skc_to_tcp6_sock-again type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp6_sock
if r0 == 0 goto out
r1 = r0
call skc_to_tcp6_sock
out: r0 = 0
exit
=== skc_to_tcp6_sock-write type=SCHED_CLS
--- EACCES only read is supported
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp6_sock
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 0
out: r0 = 0
exit
=== skc_to_udp6_sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_udp6_sock
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_udp6_sock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'ptr_or_null_'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_udp6_sock
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_udp6_sock-of-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
call skc_to_udp6_sock
out: r0 = 0
exit
=== skc_to_udp6_sock-released type=SCHED_CLS
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
call skc_to_udp6_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== skc_to_udp6_sock-used-after-release type=SCHED_CLS
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
call skc_to_udp6_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u64 *)(r8 + 0)
out: r0 = 0
exit
=== skc_to_udp6_sock-again type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_udp6_sock
if r0 == 0 goto out
r1 = r0
call skc_to_udp6_sock
out: r0 = 0
exit
=== skc_to_udp6_sock-write type=SCHED_CLS
--- EACCES only read is supported
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_udp6_sock
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 0
out: r0 = 0
exit
=== skc_to_tcp_timewait_sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_timewait_sock
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_tcp_timewait_sock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'ptr_or_null_'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_timewait_sock
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_tcp_timewait_sock-of-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
call skc_to_tcp_timewait_sock
out: r0 = 0
exit
=== skc_to_tcp_timewait_sock-released type=SCHED_CLS
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
call skc_to_tcp_timewait_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== skc_to_tcp_timewait_sock-used-after-release type=SCHED_CLS
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
call skc_to_tcp_timewait_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u64 *)(r8 + 0)
out: r0 = 0
exit
=== skc_to_tcp_timewait_sock-again type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_timewait_sock
if r0 == 0 goto out
r1 = r0
call skc_to_tcp_timewait_sock
out: r0 = 0
exit
=== skc_to_tcp_timewait_sock-write type=SCHED_CLS
--- EACCES only read is supported
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_timewait_sock
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 0
out: r0 = 0
exit
=== skc_to_tcp_request_sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_request_sock
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_tcp_request_sock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'ptr_or_null_'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_request_sock
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_tcp_request_sock-of-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
call skc_to_tcp_request_sock
out: r0 = 0
exit
=== skc_to_tcp_request_sock-released type=SCHED_CLS
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
call skc_to_tcp_request_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== skc_to_tcp_request_sock-used-after-release type=SCHED_CLS
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
call skc_to_tcp_request_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u64 *)(r8 + 0)
out: r0 = 0
exit
=== skc_to_tcp_request_sock-again type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_request_sock
if r0 == 0 goto out
r1 = r0
call skc_to_tcp_request_sock
out: r0 = 0
exit
=== skc_to_tcp_request_sock-write type=SCHED_CLS
--- EACCES only read is supported
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_tcp_request_sock
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 0
out: r0 = 0
exit
=== skc_to_unix_sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_unix_sock
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_unix_sock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'ptr_or_null_'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_unix_sock
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_unix_sock-of-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
call skc_to_unix_sock
out: r0 = 0
exit
=== skc_to_unix_sock-released type=SCHED_CLS
--- EINVAL R1 must be referenced when passed to release function
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
call skc_to_unix_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== skc_to_unix_sock-used-after-release type=SCHED_CLS
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
call skc_to_unix_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u64 *)(r8 + 0)
out: r0 = 0
exit
=== skc_to_unix_sock-again type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_unix_sock
if r0 == 0 goto out
r1 = r0
call skc_to_unix_sock
out: r0 = 0
exit
=== skc_to_unix_sock-write type=SCHED_CLS
--- EACCES only read is supported
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_unix_sock
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 0
out: r0 = 0
exit
=== skc_to_mptcp_sock type=SCHED_CLS
--- accept
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_mptcp_sock
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_mptcp_sock-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'ptr_or_null_'
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_mptcp_sock
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== skc_to_mptcp_sock-of-ctx type=SCHED_CLS
--- EACCES R1 type=ctx expected=sock_common, sock, tcp_sock, xdp_sock
call skc_to_mptcp_sock
out: r0 = 0
exit
=== skc_to_mptcp_sock-released type=SCHED_CLS
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
call skc_to_mptcp_sock
if r0 == 0 goto none
r1 = r0
call sk_release
r0 = 0
exit
none: r1 = r7
call sk_release
out: r0 = 0
exit
=== skc_to_mptcp_sock-used-after-release type=SCHED_CLS
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
call skc_to_mptcp_sock
r8 = r0
r1 = r7
call sk_release
if r8 == 0 goto out
r0 = *(u64 *)(r8 + 0)
out: r0 = 0
exit
=== skc_to_mptcp_sock-again type=SCHED_CLS
--- EACCES R1 type=ptr_ expected=sock_common, sock, tcp_sock, xdp_sock
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_mptcp_sock
if r0 == 0 goto out
r1 = r0
call skc_to_mptcp_sock
out: r0 = 0
exit
=== skc_to_mptcp_sock-write type=SCHED_CLS
--- EACCES only read is supported
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
call skc_to_mptcp_sock
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 0
out: r0 = 0
exit
