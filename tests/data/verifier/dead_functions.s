# Functions that nothing calls, and whose address is taken: Linux counts on where they were.
=== dead-last btf=static
--- EFAULT verifier bug: No program to jit at insn 7 (subprog < 0)
r2 = subprog[cb]
call f
r0 = 0
exit
f: r0 = 1
exit
cb: r0 = 0
exit
=== dead-middle btf=static
--- accept
r2 = subprog[cb]
call f
r0 = 0
exit
cb: r0 = 0
exit
f: r0 = 1
exit
=== dead-only btf=static
--- accept
r2 = subprog[cb]
r0 = 0
exit
cb: r0 = 0
exit
=== dead-only-throw type=SCHED_CLS btf=static
--- EFAULT verifier bug: No program to jit at insn 8 (subprog < 0)
r2 = subprog[cb]
r0 = 0
r1 = 0
call bpf_throw
exit
cb: r0 = 0
exit
=== dead-middle-throw type=SCHED_CLS btf=static
--- EFAULT verifier bug: No program to jit at insn 7 (subprog < 0)
r2 = subprog[cb]
r1 = 0
call f
r0 = 0
exit
cb: r0 = 0
exit
f:
call bpf_throw
exit
=== dead-last-throw type=SCHED_CLS btf=static
--- EFAULT verifier bug: No program to jit at insn 8 (subprog < 0)
r2 = subprog[cb]
r1 = 0
call f
r0 = 0
exit
f:
call bpf_throw
exit
cb: r0 = 0
exit
=== dead-behind-dead btf=static
--- EFAULT verifier bug: No program to jit at insn 8 (subprog < 0)
r2 = subprog[cb]
call f
r0 = 0
r1 = 0
if r1 == 0 goto out
r0 = 2
call g
out: exit
g: r0 = 3
exit
cb: r0 = 0
exit
f: r0 = 1
exit
=== dead-behind-dead-exit btf=static
--- EFAULT verifier bug: No program to jit at insn 8 (subprog < 0)
r2 = subprog[cb]
call f
r0 = 0
r1 = 0
if r1 == 0 goto out
goto end
out: r0 = 0
exit
end: exit
cb: r0 = 0
exit
f: r0 = 1
exit
=== dead-behind-dead-meets-next btf=static
--- accept
r2 = subprog[cb]
call f
r0 = 0
r1 = 0
if r1 == 0 goto out
goto end
out: call h
exit
end: r0 = 0
exit
cb: r0 = 0
exit
f: r0 = 1
exit
h: r0 = 2
exit
=== dead-looked-at-from-behind btf=static
--- accept
call f
r0 = 0
exit
cb: r0 = 0
exit
f: r2 = subprog[cb]
r0 = 1
exit
=== dead-looked-at-from-behind-after-dead btf=static
--- EFAULT verifier bug: No program to jit at insn 6 (subprog < 0)
call f
r0 = 0
r1 = 0
if r1 == 0 goto out
goto end
out: exit
end: r0 = 1
exit
cb: r0 = 0
exit
f: r2 = subprog[cb]
r0 = 1
exit
=== dead-two-regions btf=static
--- EFAULT verifier bug: No program to jit at insn 10 (subprog < 0)
r2 = subprog[cb]
r3 = subprog[cc]
call f
r0 = 0
exit
cb: r0 = 0
exit
f: r0 = 1
r1 = 0
if r1 == 0 goto out
call g
out: exit
cc: r0 = 3
exit
g: r0 = 4
exit
=== dead-function-as-a-callback-of-a-loop-never-run btf=static
--- accept
r1 = 0
if r1 == 0 goto out
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
out: r0 = 0
exit
cb: r0 = 0
exit
=== dead-and-divisions btf=static
--- accept
r2 = subprog[cb]
call f
r1 = 5
r1 /= r0
r0 = 0
exit
cb: r0 = 0
exit
f: r0 = 1
exit
=== dead-last-and-divisions btf=static
--- EFAULT verifier bug: No program to jit at insn 12 (subprog < 0)
r2 = subprog[cb]
call f
r1 = 5
r1 /= r0
r0 = 0
exit
f: r0 = 1
exit
cb: r0 = 0
exit
=== dead-caps btf=static caps=bpf,perfmon
--- EFAULT verifier bug: No program to jit at insn 7 (subprog < 0)
r2 = subprog[cb]
call f
r0 = 0
exit
f: r0 = 1
exit
cb: r0 = 0
exit
=== dead-last-may-goto btf=static
--- EFAULT verifier bug: No program to jit at insn 17 (subprog < 0)
r2 = subprog[cb]
call f
may_goto out
r0 = 0
out: r0 = 0
exit
f: r0 = 1
exit
cb: r0 = 0
exit
=== dead-last-throw-handled type=SCHED_CLS btf=static
--- EFAULT verifier bug: No program to jit at insn 10 (subprog < 0)
r2 = subprog[cb]
r1 = 0
call f
r0 = 0
exit
f: if r1 == 0 goto +1
call g
r0 = 1
exit
g:
call bpf_throw
exit
cb: r0 = 0
exit
