"""Programs and maps as a whole; privileges; what is not done here."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "sleeping",
        "this program cannot be sleepable, or must be",
        "Only some types of programs may sleep: fentry, fexit, fmod_ret, lsm, iter, uprobe "
        "and struct_ops; syscall programs always do.",
        "Use a section without .s, or for syscall programs BPF_F_SLEEPABLE.",
        (
            (
                "Only fentry/fexit/fmod_ret, lsm, iter, uprobe, and struct_ops programs can "
                "be sleepable"
            ),
            "Syscall programs can only be sleepable",
        ),
    ),
    Row(
        "map",
        "the program may not use this map",
        "The map, or what is in its values, is not for programs of this type.",
        "Use another type of map, or take the field out of the value.",
        (
            "{what} progs cannot use {field} yet",
            "Sleepable programs can only use array, hash, ringbuf and local storage maps",
            "only one cgroup storage of each type is allowed",
            "bpf_struct_ops map cannot be used in prog",
            "offload device mismatch between prog and map",
            "program's hash doesn't match map's excl_prog_hash",
            "no direct value access support for this map type",
            "direct value offset of {off} is not allowed",
            "The total number of maps per program has reached the limit of {most}",
        ),
    ),
    Row(
        "map",
        "no map is there",
        "The instruction names a descriptor that is no map (or BTF).",
        "Let the loader create the maps and put their descriptors into the program.",
        (
            "fd {fd} is not pointing to valid bpf_map",
            "fd {fd} is not pointing to valid bpf_map or btf",
            "fd_idx without fd_array is invalid",
            "fd_array_cnt is too big ({count})",
        ),
    ),
    Row(
        "arena",
        "the arena cannot be used",
        "A program has one arena, whose address in user space is known.",
        "Use one arena; map it (mmap) or set map_extra before the program is loaded.",
        (
            "Only one arena per program",
            "arena's user address must be set via map_extra or mmap()",
        ),
    ),
    Row(
        "privileges",
        "the program needs more capabilities",
        "Functions, kernel functions and arenas need CAP_BPF, arenas CAP_PERFMON, too.",
        "Load the program with these capabilities.",
        (
            (
                "loading/calling other bpf or kernel functions are allowed for CAP_BPF and "
                "CAP_SYS_ADMIN"
            ),
            "CAP_BPF and CAP_PERFMON are required to use arena",
        ),
    ),
    Row(
        "verifier",
        "the verifier contradicts itself",
        "This should never happen, whatever the program is.",
        "Report it, with the program; another way to write it may pass.",
        (
            "verifier bug: {what}",
            "verifier internal error: {what}",
            "verifier internal error:",
            "R{reg} has non-overwritten BPF_PTR_POISON type",
            "mark_reg_unknown(regs, {what})",
            "BPF verifier is misconfigured",
            "bpf verifier is misconfigured",
            "invalid map_ptr to access map->key",
            "Bug. {what}",
        ),
    ),
    Row(
        "not modelled",
        "beebox's verifier does not know this yet",
        "{what}. What is not modelled is refused, so that nothing unsafe passes: Linux may "
        "well accept it.",
        "Ask the kernel itself: beebox check --kernel linux.",
        (
            "{what} are not modelled yet",
            "{what} is not modelled yet",
            "{what}: not modelled yet",
            "{what}: {detail} are not modelled yet",
            "{what} not modelled yet",
            "{what} that is not modelled yet",
        ),
    ),
)
