# Maps that nobody writes any more: what programs load from them is known.

=== loaded_by_address
--- accept
r1 = map[rodata][0]+0
r1 = *(u32 *)(r1 + 0)
r0 = 0
if r1 == 5 goto done
r0 = *(u64 *)(r0 + 0)
done: exit

=== loaded_by_lookup
--- accept
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[rodata]
call map_lookup_elem
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 0)
r0 = 0
if r1 == 5 goto done
r0 = *(u64 *)(r0 + 0)
done: exit

=== loaded_signed_by_lookup
--- accept
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[rodata]
call map_lookup_elem
r1 = *(s8 *)(r0 + 16)
r0 = 0
if r1 s< 0 goto done
r0 = *(u64 *)(r0 + 0)
done: exit

=== looked_up_at_an_unknown_place
--- EACCES R0 invalid mem access 'scalar'
call get_prandom_u32
r6 = r0
r6 &= 8
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[rodata]
call map_lookup_elem
if r0 == 0 goto done
r0 += r6
r1 = *(u8 *)(r0 + 0)
r0 = 0
if r1 == 5 goto done
r0 = *(u64 *)(r0 + 0)
done: exit

=== of_several_values
--- 524
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[pairs]
call map_lookup_elem
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 0)
r0 = 0
done: exit

=== of_several_values_at_an_unknown_place
--- accept
call get_prandom_u32
r6 = r0
r6 &= 8
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[pairs]
call map_lookup_elem
if r0 == 0 goto done
r0 += r6
r1 = *(u32 *)(r0 + 0)
r0 = 0
done: exit

=== of_several_values_by_a_helper
--- accept
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[pairs]
call map_lookup_elem
if r0 == 0 goto done
r1 = r10
r1 += -16
r2 = 8
r3 = r0
call probe_read_kernel
r0 = 0
done: exit

=== of_a_hash
--- EACCES R0 invalid mem access 'scalar'
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[tables]
call map_lookup_elem
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 0)
r0 = 0
if r1 == 5 goto done
r0 = *(u64 *)(r0 + 0)
done: exit

=== only_read_only
--- EACCES R0 invalid mem access 'scalar'
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[readonly]
call map_lookup_elem
if r0 == 0 goto done
r1 = *(u32 *)(r0 + 0)
r0 = 0
if r1 == 5 goto done
r0 = *(u64 *)(r0 + 0)
done: exit

=== in_a_loop_over_all btf=static
--- accept
r1 = map[rodata]
r2 = f ll
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
f: r1 = *(u32 *)(r3 + 0)
r0 = 0
if r1 == 5 goto done
r0 = *(u64 *)(r0 + 0)
done: exit

=== looked_up_as_a_string
--- accept
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[rodata]
call map_lookup_elem
if r0 == 0 goto done
r3 = r0
r3 += 8
r1 = r10
r1 += -16
*(u64 *)(r10 - 16) = 0
r2 = 8
call strncmp
r0 = 0
done: exit

=== a_string_of_several
--- 524 direct value access on string failed
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[pairs]
call map_lookup_elem
if r0 == 0 goto done
r3 = r0
r1 = r10
r1 += -16
*(u64 *)(r10 - 16) = 0
r2 = 8
call strncmp
r0 = 0
done: exit

=== a_string_of_a_hash
--- EACCES no direct value access support for this map type
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[tables]
call map_lookup_elem
if r0 == 0 goto done
r3 = r0
r1 = r10
r1 += -16
*(u64 *)(r10 - 16) = 0
r2 = 8
call strncmp
r0 = 0
done: exit

=== a_string_that_has_no_end
--- EINVAL string is not zero-terminated
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[rodata]
call map_lookup_elem
if r0 == 0 goto done
r3 = r0
r3 += 30
r1 = r10
r1 += -16
*(u64 *)(r10 - 16) = 0
r2 = 8
call strncmp
r0 = 0
done: exit

=== on_two_ways_the_same
--- accept
call get_prandom_u32
if r0 == 0 goto looked
r1 = map[rodata][0]+0
goto both
looked: *(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[rodata]
call map_lookup_elem
r1 = r0
both: r1 = *(u32 *)(r1 + 0)
r0 = 0
if r1 == 5 goto done
r0 = *(u64 *)(r0 + 0)
done: exit
