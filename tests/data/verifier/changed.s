# found by generated programs: what was changed a little, and judged otherwise
=== acq-stack
--- EACCES misaligned stack access off 0+0+-12 size 8
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r0 = load_acquire((u64 *)(r10 - 12))
r0 = 0
exit
=== acq-value
--- EACCES misaligned access off 0+0+4 size 8
r1 = map[bss][0]
r0 = load_acquire((u64 *)(r1 + 4))
r0 = 0
exit
=== rel-value
--- EACCES misaligned access off 0+0+4 size 8
r1 = map[bss][0]
r2 = 0
store_release((u64 *)(r1 + 4), r2)
r0 = 0
exit
=== rel-ctx
--- EACCES misaligned context access off 0+0+4 size 8
r2 = 0
store_release((u64 *)(r1 + 4), r2)
r0 = 0
exit
=== less-than-itself
--- accept
call ktime_get_ns
r2 = r0
if r2 s>= r0 goto +2
r0 = r2
exit
r0 = r2
if w0 < w0 goto +1
exit
if r0 > r0 goto +1
exit
r0 = 0
exit
=== loop-times-context btf=static
--- EFAULT verifier bug: backtracking misuse
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== may-not-be-so-far
--- EINVAL direct value offset of 4294967289 is not allowed
r1 = map[bss][0]+4294967289
r0 = 0
exit
