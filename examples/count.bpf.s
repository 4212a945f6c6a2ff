// How often does each user start a program? A hash map counts, and each start is told.
//
//     beebox run examples/count.bpf.s -- sh -c 'ls; date'

        .license "GPL"
        .map counts, type=hash, key=u32, value=u64, max_entries=1024

        .section .rodata
format: .asciz "user %d: start %d"
        .set LENGTH, . - format

        .section "tracepoint/syscalls/sys_enter_execve"
enter:
        call bpf_get_current_uid_gid
        w6 = w0                         // the user
        r1 = r6
        call count
        r4 = r0
        r3 = r6
        r2 = LENGTH
        r1 = format ll
        call bpf_trace_printk
        r0 = 0
        exit

        .text
count:                                  // of user r1; returns the new number
        *(u32 *)(r10 - 4) = w1
        r1 = counts ll
        r2 = r10
        r2 += -4
        call bpf_map_lookup_elem
        if r0 == 0 goto first
        r1 = 1
        r1 = atomic_fetch_add((u64 *)(r0 + 0), r1)
        r0 = r1
        r0 += 1
        exit
first:
        r1 = 1
        *(u64 *)(r10 - 16) = r1
        r1 = counts ll
        r2 = r10
        r2 += -4
        r3 = r10
        r3 += -16
        r4 = 0
        call bpf_map_update_elem
        r0 = 1
        exit
