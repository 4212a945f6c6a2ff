# Loops over iterators: what differs from one turn to the next, what the loop leaves behind, and
# iterators of other kinds: bits, tasks, cgroups, mappings, allocators.
=== sum-of-elements
--- accept
r6 = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 0)
r6 += r1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== index-not-bounded-by-the-loop
--- EINVAL expected an initialized iter_num as arg #0
r6 = 0
*(u64 *)(r10 - 32) = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = r10
r1 += -32
r1 += r6
*(u8 *)(r1 + 0) = 1
r6 += 1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== index-bounded-in-the-loop
--- accept
r6 = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
if r6 > 7 goto done
r1 = r10
r1 += -32
r1 += r6
*(u8 *)(r1 + 0) = 1
r6 += 1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== index-after-the-loop-unchecked
--- EACCES invalid write to stack R1 off=0 size=1
r6 = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 += 1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== element-as-index
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 = *(u32 *)(r0 + 0)
if r6 > 7 goto again
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== element-as-index-unchecked
--- EACCES invalid unbounded variable-offset write to stack R1
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 = *(u32 *)(r0 + 0)
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== element-kept-over-next
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 = r0
r1 = r10
r1 += -8
call bpf_iter_num_next
r7 = *(u32 *)(r6 + 0)
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== element-kept-over-destroy
--- EACCES R6 invalid mem access 'scalar'
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 = r0
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r7 = *(u32 *)(r6 + 0)
r0 = 0
exit
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== set-to-zero-in-the-loop
--- accept
r6 = 5
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 = 0
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== alternates
--- accept
r6 = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 ^= 1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== two-take-turns
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r6 = 1
r7 = 2
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r8 = r6
r6 = r7
r7 = r8
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== three-take-turns
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r6 = 1
r7 = 2
r8 = 3
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r9 = r6
r6 = r7
r7 = r8
r8 = r9
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r1 = r10
r1 += -24
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== pointer-becomes-a-number
--- EACCES invalid read from stack off -8+0 size 8
r6 = r10
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r0 = *(u64 *)(r6 - 8)
r6 = 77
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== pointer-becomes-a-number-by-the-second-turn
--- EACCES R6 invalid mem access 'scalar'
r6 = r10
r7 = 1
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
*(u64 *)(r6 - 32) = 1
if r7 == 1 goto k
r6 = -32
k: r7 = 2
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== pointer-walks-on
--- EACCES R6 min value is outside of the allowed memory range
r6 = map[bss][0]+0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
*(u8 *)(r6 + 0) = 1
r6 += 1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== pointer-walks-on-and-comes-back
--- accept
r6 = map[bss][0]+0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
*(u8 *)(r6 + 0) = 1
r6 = map[bss][0]+4
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== stack-slot-becomes-precise-later
--- EACCES invalid write to stack R1 off=1 size=1
*(u64 *)(r10 - 16) = 7
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
*(u64 *)(r10 - 16) = 33
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r6 = *(u64 *)(r10 - 16)
r1 = r10
r1 += -32
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
=== stack-slot-not-set-at-first
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
*(u64 *)(r10 - 16) = 33
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r6 = *(u64 *)(r10 - 16)
r0 = 0
exit
=== register-not-set-at-first
--- EACCES R6 !read_ok
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 = 0
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = r6
exit
=== precise-only-in-a-later-turn
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r6 = 0
r7 = -16
call get_prandom_u32
r8 = r0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
if r8 != 42 goto k
r6 = 1
r7 = -1111
goto again
k: if r6 == 0 goto again
r1 = r10
r1 += r7
r2 = *(u64 *)(r1 + 0)
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== precise-only-in-a-later-turn-with-random-inside
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r6 = 0
r7 = -8
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
call get_prandom_u32
if r0 != 42 goto k
r6 = 1
r7 = -1111
goto again
k: if r6 == 0 goto again
r1 = r10
r1 += r7
r2 = *(u64 *)(r1 + 0)
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== nested-with-sum
--- accept
r6 = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = r10
r1 += -16
r2 = 0
r3 = 10
call bpf_iter_num_new
inner:
r1 = r10
r1 += -16
call bpf_iter_num_next
if r0 == 0 goto inner_done
r6 += 1
goto inner
inner_done:
r1 = r10
r1 += -16
call bpf_iter_num_destroy
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== nested-outer-not-destroyed-on-one-way
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = r10
r1 += -16
r2 = 0
r3 = 10
call bpf_iter_num_new
inner:
r1 = r10
r1 += -16
call bpf_iter_num_next
if r0 == 0 goto inner_done
r1 = *(u32 *)(r0 + 0)
if r1 == 5 goto out
goto inner
inner_done:
r1 = r10
r1 += -16
call bpf_iter_num_destroy
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
out:
r0 = 0
exit
=== inner-left-alive
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = r10
r1 += -16
r2 = 0
r3 = 10
call bpf_iter_num_new
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== made-anew-in-each-turn
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r1 = r10
r1 += -8
r2 = 0
r3 = 5
call bpf_iter_num_new
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== destroyed-in-the-loop
--- EINVAL expected an initialized iter_num as arg #0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = r10
r1 += -8
call bpf_iter_num_destroy
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== destroyed-twice
--- EINVAL expected an initialized iter_num as arg #0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== next-after-destroy
--- EINVAL expected an initialized iter_num as arg #0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r1 = r10
r1 += -8
call bpf_iter_num_next
r0 = 0
exit
=== overwritten-by-imm
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
*(u8 *)(r10 - 1) = 1
r0 = 0
exit
=== overwritten-after-destroy
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_destroy
*(u64 *)(r10 - 8) = 1
r0 = 0
exit
=== read-after-destroy
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = *(u64 *)(r10 - 8)
exit
=== read-while-alive
--- EACCES invalid read from stack off -8+0 size 8
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r6 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== in-a-function-by-pointer
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call f
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
f: r6 = r1
again: r1 = r6
call bpf_iter_num_next
if r0 == 0 goto done
goto again
done: r0 = 0
exit
=== made-in-a-function-by-pointer
--- accept
r1 = r10
r1 += -8
call f
r1 = r10
r1 += -8
call bpf_iter_num_next
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
f: r2 = 0
r3 = 10
call bpf_iter_num_new
r0 = 0
exit
=== destroyed-in-a-function
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call f
r0 = 0
exit
f:
call bpf_iter_num_destroy
r0 = 0
exit
=== left-alive-in-a-function
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
call f
r0 = 0
exit
f:
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r0 = 0
exit
=== loop-around-a-function-that-loops
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
call f
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
f:
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
more:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto stop
goto more
stop:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== loop-around-a-callback btf=static
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
cb: r0 = 0
exit
=== in-a-callback btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== in-a-callback-left-alive btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r0 = 0
exit
=== callers-in-a-callback btf=static
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
cb: r1 = r2
call bpf_iter_num_next
r0 = 0
exit
=== callers-destroyed-in-a-callback btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb: r1 = r2
call bpf_iter_num_destroy
r0 = 0
exit
=== reference-taken-in-each-turn
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto again
r1 = r0
r2 = 0
call ringbuf_discard
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== reference-kept-from-turn-to-turn
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
r6 = r0
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== lookup-in-the-loop
--- accept
*(u64 *)(r10 - 16) = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = map[hash]
r2 = r10
r2 += -16
call map_lookup_elem
if r0 == 0 goto again
r1 = *(u64 *)(r0 + 0)
r1 += 1
*(u64 *)(r0 + 0) = r1
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== lookup-kept-from-turn-to-turn
--- accept
*(u64 *)(r10 - 16) = 0
r6 = 0
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r1 = map[hash]
r2 = r10
r2 += -16
call map_lookup_elem
if r6 == 0 goto k
*(u64 *)(r6 + 0) = 1
k: r6 = r0
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== not-checked-for-null
--- EACCES R0 invalid mem access 'scalar'
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_next
r0 = *(u32 *)(r0 + 0)
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== second-next-without-a-loop
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
r1 = r10
r1 += -8
call bpf_iter_num_next
r1 = r10
r1 += -8
call bpf_iter_num_next
r1 = r10
r1 += -8
call bpf_iter_num_next
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== with-a-bounded-loop-inside
--- accept
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
r6 = 0
l: r6 += 1
if r6 < 10 goto l
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== inside-a-bounded-loop
--- accept
r6 = 0
l:
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
goto again
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r6 += 1
if r6 < 5 goto l
r0 = 0
exit
=== endless-loop-inside
--- EINVAL infinite loop detected at insn 9
r1 = r10
r1 += -8
r2 = 0
r3 = 10
call bpf_iter_num_new
again:
r1 = r10
r1 += -8
call bpf_iter_num_next
if r0 == 0 goto done
l: goto l
done:
r1 = r10
r1 += -8
call bpf_iter_num_destroy
r0 = 0
exit
=== bits
--- accept
r1 = map[bss][0]+0
*(u64 *)(r10 - 32) = 5
r1 = r10
r1 += -16
r2 = r10
r2 += -32
r3 = 1
call bpf_iter_bits_new
again:
r1 = r10
r1 += -16
call bpf_iter_bits_next
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 0)
goto again
done:
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-not-destroyed
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
*(u64 *)(r10 - 32) = 5
r1 = r10
r1 += -16
r2 = r10
r2 += -32
r3 = 1
call bpf_iter_bits_new
r0 = 0
exit
=== bits-not-new
--- EINVAL expected an initialized iter_bits as arg #0
r1 = r10
r1 += -16
call bpf_iter_bits_next
r0 = 0
exit
=== bits-destroyed-only
--- EINVAL expected an initialized iter_bits as arg #0
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-null
--- accept
r1 = r10
r1 += -16
r2 = 0
r3 = 1
call bpf_iter_bits_new
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-two-words-of-one
--- accept
*(u64 *)(r10 - 24) = 5
r1 = r10
r1 += -16
r2 = r10
r2 += -24
r3 = 2
call bpf_iter_bits_new
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-unset-words
--- accept
r1 = r10
r1 += -16
r2 = r10
r2 += -24
r3 = 1
call bpf_iter_bits_new
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-many-words
--- accept
r2 = map[bss][0]+0
r1 = r10
r1 += -16
r3 = 512
call bpf_iter_bits_new
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-of-a-map-value
--- accept
r2 = map[bss][0]+0
r1 = r10
r1 += -16
r3 = 8
call bpf_iter_bits_new
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-of-a-map-value-near-its-end
--- accept
r2 = map[bss][0]+60
r1 = r10
r1 += -16
r3 = 1
call bpf_iter_bits_new
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-element-written
--- EACCES R0 cannot write into rdonly_mem
*(u64 *)(r10 - 32) = 5
r1 = r10
r1 += -16
r2 = r10
r2 += -32
r3 = 1
call bpf_iter_bits_new
r1 = r10
r1 += -16
call bpf_iter_bits_next
if r0 == 0 goto done
*(u32 *)(r0 + 0) = 1
done:
r1 = r10
r1 += -16
call bpf_iter_bits_destroy
r0 = 0
exit
=== bits-as-numbers
--- EINVAL expected an initialized iter_num as arg #0
*(u64 *)(r10 - 32) = 5
r1 = r10
r1 += -16
r2 = r10
r2 += -32
r3 = 1
call bpf_iter_bits_new
r1 = r10
r1 += -16
call bpf_iter_num_next
r0 = 0
exit
=== bits-in-the-middle
--- EINVAL expected an initialized iter_bits as arg #0
*(u64 *)(r10 - 32) = 5
r1 = r10
r1 += -16
r2 = r10
r2 += -32
r3 = 1
call bpf_iter_bits_new
r1 = r10
r1 += -8
call bpf_iter_bits_next
r0 = 0
exit
