"""One row a kfunc: who may call it, what its flags say, what it does.

Facts of Linux 6.18: the sets of ids with flags (``BTF_ID_FLAGS``: kernel/bpf/helpers.c, cpumask.c,
crypto.c, arena.c, rqspinlock.c, net/core/filter.c and others), and which types of programs they are
registered for. Several types share a set (``bpf_prog_type_to_kfunc_hook``), so what is registered
for one may be called by all of them. Prototypes are in the kernel's BTF.
"""

from __future__ import annotations

from collections.abc import Iterable

from beebox.abi.enums import AttachType as A
from beebox.abi.enums import ProgType as P
from beebox.spec.model import Does, Kfunc, Turn

_TRACING = frozenset({P.TRACING, P.TRACEPOINT, P.PERF_EVENT, P.LSM})
_CGROUP = frozenset(
    {
        P.CGROUP_SKB, P.CGROUP_SOCK, P.CGROUP_DEVICE, P.CGROUP_SOCK_ADDR, P.CGROUP_SOCKOPT,
        P.CGROUP_SYSCTL, P.SOCK_OPS,
    }
)  # fmt: skip
_LWT = frozenset({P.LWT_IN, P.LWT_OUT, P.LWT_XMIT, P.LWT_SEG6LOCAL})
_GENERIC = _TRACING | _CGROUP | {P.SCHED_CLS, P.XDP, P.STRUCT_OPS, P.SYSCALL}
_CPUMASK = _TRACING | {P.STRUCT_OPS, P.SYSCALL}
_TEST = _TRACING | {P.SCHED_CLS, P.SYSCALL}
_SKB = (
    _TRACING | _CGROUP | _LWT | {P.SCHED_CLS, P.SCHED_ACT, P.SK_SKB, P.SOCKET_FILTER, P.NETFILTER}
)
_TC = frozenset({P.SCHED_CLS, P.SCHED_ACT})
_CONNTRACK = frozenset({P.XDP, P.SCHED_CLS})
_XDP = frozenset({P.XDP})
_STRUCT_OPS = frozenset({P.STRUCT_OPS})
_LSM = frozenset({P.LSM})
_SYSCALL = frozenset({P.SYSCALL})
_SESSIONS = frozenset({A.TRACE_KPROBE_SESSION, A.TRACE_UPROBE_SESSION})

_ROWS: list[Kfunc] = []


def _rows(programs: frozenset[P] | None, *rows: Kfunc) -> None:
    _ROWS.extend(row._replace(programs=programs) for row in rows)


def _iterator(
    kind: str, what: str, new: Kfunc | None = None, *, sleepable: bool = False
) -> Iterable[Kfunc]:
    """Return the three kfuncs of ``struct bpf_iter_<kind>``."""
    name = f"bpf_iter_{kind}"
    first = new or Kfunc(f"{name}_new", f"Begin to walk {what}.")
    yield first._replace(turn=Turn.NEW, sleepable=sleepable)
    yield Kfunc(
        f"{name}_next",
        f"Go on to the next of {what}.",
        nullable=True,
        turn=Turn.NEXT,
        sleepable=sleepable,
    )
    yield Kfunc(f"{name}_destroy", f"Stop walking {what}.", turn=Turn.DESTROY, sleepable=sleepable)


_rows(
    None,
    Kfunc("bpf_cast_to_kern_ctx", "The kernel's own struct of the context.",
          fastcall=True, does=Does.CAST_TO_CTX),
    Kfunc("bpf_rdonly_cast", "A pointer as one to a type, to read through.",
          fastcall=True, does=Does.RDONLY_CAST),
    Kfunc("bpf_rcu_read_lock", "Enter an RCU section.", does=Does.RCU_LOCK),
    Kfunc("bpf_rcu_read_unlock", "Leave an RCU section.", does=Does.RCU_UNLOCK),
    Kfunc("bpf_preempt_disable", "Keep the CPU.", does=Does.PREEMPT_OFF),
    Kfunc("bpf_preempt_enable", "Let others have the CPU again.", does=Does.PREEMPT_ON),
    Kfunc("bpf_local_irq_save", "Switch interrupts off.", does=Does.IRQ_SAVE),
    Kfunc("bpf_local_irq_restore", "Switch interrupts as they were.", does=Does.IRQ_RESTORE),
    Kfunc("bpf_dynptr_slice", "Bytes of a dynptr, to read.", nullable=True, does=Does.SLICE),
    Kfunc("bpf_dynptr_slice_rdwr", "Bytes of a dynptr, to read and write.",
          nullable=True, does=Does.SLICE_RDWR),
    Kfunc("bpf_dynptr_adjust", "Move the ends of a dynptr."),
    Kfunc("bpf_dynptr_is_null", "Whether a dynptr has no memory."),
    Kfunc("bpf_dynptr_is_rdonly", "Whether a dynptr may be read only."),
    Kfunc("bpf_dynptr_size", "How many bytes a dynptr has."),
    Kfunc("bpf_dynptr_clone", "A second dynptr of the same memory.", does=Does.DYNPTR_CLONE),
    Kfunc("bpf_dynptr_copy", "Copy from one dynptr to another."),
    Kfunc("bpf_dynptr_memset", "Fill a part of a dynptr."),
    Kfunc("bpf_modify_return_test_tp", "For tests of the kernel."),
    Kfunc("bpf_wq_init", "Make a work queue of a field of a map's value."),
    Kfunc("bpf_wq_set_callback_impl", "Say what a work queue calls.", does=Does.WQ_CALLBACK),
    Kfunc("bpf_wq_start", "Let a work queue run."),
    Kfunc("bpf_copy_from_user_str", "Copy a string of the current process.", sleepable=True),
    Kfunc("bpf_copy_from_user_task_str", "Copy a string of a task.", sleepable=True),
    Kfunc("bpf_get_kmem_cache", "The slab cache that an address is of.", untrusted=True),
    Kfunc("bpf_probe_read_user_dynptr", "Read user memory into a dynptr."),
    Kfunc("bpf_probe_read_kernel_dynptr", "Read kernel memory into a dynptr."),
    Kfunc("bpf_probe_read_user_str_dynptr", "Read a string of user memory into a dynptr."),
    Kfunc("bpf_probe_read_kernel_str_dynptr", "Read a string of kernel memory into a dynptr."),
    Kfunc("bpf_copy_from_user_dynptr", "Copy user memory into a dynptr.", sleepable=True),
    Kfunc("bpf_copy_from_user_str_dynptr", "Copy a user string into a dynptr.", sleepable=True),
    Kfunc("bpf_copy_from_user_task_dynptr", "Copy memory of a task into a dynptr.",
          sleepable=True, trusted=True),
    Kfunc("bpf_copy_from_user_task_str_dynptr", "Copy a string of a task into a dynptr.",
          sleepable=True, trusted=True),
    Kfunc("__bpf_trap", "Where a compiler found nothing better.", does=Does.TRAP),
    Kfunc("bpf_strcmp", "Compare two strings."),
    Kfunc("bpf_strcasecmp", "Compare two strings, upper and lower case being the same."),
    Kfunc("bpf_strchr", "Find a character in a string."),
    Kfunc("bpf_strchrnul", "Find a character in a string, or its end."),
    Kfunc("bpf_strnchr", "Find a character in the beginning of a string."),
    Kfunc("bpf_strrchr", "Find the last of a character in a string."),
    Kfunc("bpf_strlen", "The length of a string."),
    Kfunc("bpf_strnlen", "The length of a string, at most so much."),
    Kfunc("bpf_strspn", "How much of a string has only certain characters."),
    Kfunc("bpf_strcspn", "How much of a string has none of certain characters."),
    Kfunc("bpf_strstr", "Find a string in another."),
    Kfunc("bpf_strcasestr", "Find a string in another, upper and lower case being the same."),
    Kfunc("bpf_strnstr", "Find a string in the beginning of another."),
    Kfunc("bpf_stream_vprintk_impl", "Print to a stream of the program.", trusted=True),
    Kfunc("bpf_task_work_schedule_signal_impl", "Call back when a task returns to user space.",
          trusted=True, does=Does.TASK_WORK),
    Kfunc("bpf_task_work_schedule_resume_impl", "Call back when a task goes on.",
          trusted=True, does=Does.TASK_WORK),
    Kfunc("bpf_cgroup_read_xattr", "Read an extended attribute of a cgroup.", rcu=True),
    Kfunc("bpf_arena_alloc_pages", "Allocate pages of an arena.", trusted=True, sleepable=True),
    Kfunc("bpf_arena_free_pages", "Free pages of an arena.", trusted=True, sleepable=True),
    Kfunc("bpf_arena_reserve_pages", "Keep pages of an arena from being allocated.",
          trusted=True, sleepable=True),
    Kfunc("bpf_res_spin_lock", "Take a resilient spin lock.",
          nullable=True, does=Does.RES_LOCK, under_lock=True),
    Kfunc("bpf_res_spin_unlock", "Give a resilient spin lock back.",
          does=Does.RES_UNLOCK, under_lock=True),
    Kfunc("bpf_res_spin_lock_irqsave", "Take a resilient spin lock, interrupts off.",
          nullable=True, does=Does.RES_LOCK_IRQ, under_lock=True),
    Kfunc("bpf_res_spin_unlock_irqrestore", "Give a resilient spin lock back, interrupts on.",
          does=Does.RES_UNLOCK_IRQ, under_lock=True),
    Kfunc("bpf_map_sum_elem_count", "How many elements a map has.", trusted=True),
    *(row._replace(under_lock=True) for row in _iterator("num", "numbers")),
    *_iterator("bits", "the bits that are set"),
    *_iterator("task_vma", "the mappings of a task",
               Kfunc("bpf_iter_task_vma_new", "Begin to walk the mappings of a task.", rcu=True)),
    *_iterator("css_task", "the tasks of a cgroup",
               Kfunc("bpf_iter_css_task_new", "Begin to walk the tasks of a cgroup.",
                     trusted=True, does=Does.CSS_TASKS)),
    *_iterator("css", "cgroups",
               Kfunc("bpf_iter_css_new", "Begin to walk cgroups.",
                     trusted=True, rcu_protected=True)),
    *_iterator("task", "tasks",
               Kfunc("bpf_iter_task_new", "Begin to walk tasks.",
                     trusted=True, rcu_protected=True)),
    *_iterator("kmem_cache", "slab caches", sleepable=True),
    *_iterator("dmabuf", "DMA buffers", sleepable=True),
)  # fmt: skip
_rows(
    _GENERIC,
    Kfunc("crash_kexec", "Let the kernel crash, and the next one take over.", destructive=True),
    Kfunc("bpf_obj_new_impl", "Allocate an object of a type of the program.",
          acquires=True, nullable=True, does=Does.OBJ_NEW),
    Kfunc("bpf_percpu_obj_new_impl", "Allocate an object for each CPU.",
          acquires=True, nullable=True, does=Does.PERCPU_OBJ_NEW),
    Kfunc("bpf_obj_drop_impl", "Free an object.", releases=True, does=Does.OBJ_DROP),
    Kfunc("bpf_percpu_obj_drop_impl", "Free the objects of all CPUs.",
          releases=True, does=Does.PERCPU_OBJ_DROP),
    Kfunc("bpf_refcount_acquire_impl", "Take a reference to a counted object.",
          acquires=True, nullable=True, rcu=True, does=Does.REFCOUNT_ACQUIRE, under_lock=True),
    Kfunc("bpf_list_push_front_impl", "Put an object at the front of a list.",
          does=Does.LIST_PUSH, under_lock=True),
    Kfunc("bpf_list_push_back_impl", "Put an object at the end of a list.",
          does=Does.LIST_PUSH, under_lock=True),
    Kfunc("bpf_list_pop_front", "Take the first object of a list.",
          acquires=True, nullable=True, does=Does.LIST, under_lock=True),
    Kfunc("bpf_list_pop_back", "Take the last object of a list.",
          acquires=True, nullable=True, does=Does.LIST, under_lock=True),
    Kfunc("bpf_list_front", "Look at the first object of a list.",
          nullable=True, does=Does.LIST, under_lock=True),
    Kfunc("bpf_list_back", "Look at the last object of a list.",
          nullable=True, does=Does.LIST, under_lock=True),
    Kfunc("bpf_rbtree_remove", "Take an object out of a tree.",
          acquires=True, nullable=True, does=Does.RBTREE_REMOVE, under_lock=True),
    Kfunc("bpf_rbtree_add_impl", "Put an object into a tree.",
          does=Does.RBTREE_ADD, under_lock=True),
    Kfunc("bpf_rbtree_first", "Look at the first object of a tree.",
          nullable=True, does=Does.RBTREE, under_lock=True),
    Kfunc("bpf_rbtree_root", "Look at the root of a tree.",
          nullable=True, does=Does.RBTREE, under_lock=True),
    Kfunc("bpf_rbtree_left", "Look at what is left of an object in a tree.",
          nullable=True, does=Does.RBTREE, under_lock=True),
    Kfunc("bpf_rbtree_right", "Look at what is right of an object in a tree.",
          nullable=True, does=Does.RBTREE, under_lock=True),
    Kfunc("bpf_task_acquire", "Take a reference to a task.",
          acquires=True, rcu=True, nullable=True),
    Kfunc("bpf_task_release", "Give a reference to a task back.", releases=True),
    Kfunc("bpf_cgroup_acquire", "Take a reference to a cgroup.",
          acquires=True, rcu=True, nullable=True),
    Kfunc("bpf_cgroup_release", "Give a reference to a cgroup back.", releases=True),
    Kfunc("bpf_cgroup_ancestor", "A cgroup above another.",
          acquires=True, rcu=True, nullable=True),
    Kfunc("bpf_cgroup_from_id", "The cgroup with an id.", acquires=True, nullable=True),
    Kfunc("bpf_task_under_cgroup", "Whether a task is in a cgroup.", rcu=True),
    Kfunc("bpf_task_get_cgroup1", "A task's cgroup of the first version.",
          acquires=True, rcu=True, nullable=True),
    Kfunc("bpf_task_from_pid", "The task with an id.", acquires=True, nullable=True),
    Kfunc("bpf_task_from_vpid", "The task with an id of this namespace.",
          acquires=True, nullable=True),
    Kfunc("bpf_throw", "End the program.", does=Does.THROW),
    Kfunc("bpf_send_signal_task", "Send a signal to a task.", trusted=True),
    Kfunc("bpf_lookup_user_key", "A user's key ring.",
          acquires=True, nullable=True, sleepable=True),
    Kfunc("bpf_lookup_system_key", "A key ring of the kernel.", acquires=True, nullable=True),
    Kfunc("bpf_key_put", "Give a key ring back.", releases=True),
    Kfunc("bpf_verify_pkcs7_signature", "Check a signature.", sleepable=True),
)  # fmt: skip
_rows(
    _CPUMASK,
    Kfunc("bpf_cpumask_create", "A new set of CPUs.", acquires=True, nullable=True),
    Kfunc("bpf_cpumask_release", "Give a set of CPUs back.", releases=True),
    Kfunc("bpf_cpumask_acquire", "Take a reference to a set of CPUs.",
          acquires=True, trusted=True),
    Kfunc("bpf_cpumask_first", "The first CPU of a set.", rcu=True),
    Kfunc("bpf_cpumask_first_zero", "The first CPU not in a set.", rcu=True),
    Kfunc("bpf_cpumask_first_and", "The first CPU of both sets.", rcu=True),
    Kfunc("bpf_cpumask_set_cpu", "Put a CPU into a set.", rcu=True),
    Kfunc("bpf_cpumask_clear_cpu", "Take a CPU out of a set.", rcu=True),
    Kfunc("bpf_cpumask_test_cpu", "Whether a CPU is in a set.", rcu=True),
    Kfunc("bpf_cpumask_test_and_set_cpu", "Put a CPU into a set; whether it was.", rcu=True),
    Kfunc("bpf_cpumask_test_and_clear_cpu", "Take a CPU out of a set; whether it was.", rcu=True),
    Kfunc("bpf_cpumask_setall", "Put all CPUs into a set.", rcu=True),
    Kfunc("bpf_cpumask_clear", "Empty a set of CPUs.", rcu=True),
    Kfunc("bpf_cpumask_and", "The CPUs of both sets.", rcu=True),
    Kfunc("bpf_cpumask_or", "The CPUs of either set.", rcu=True),
    Kfunc("bpf_cpumask_xor", "The CPUs of one set only.", rcu=True),
    Kfunc("bpf_cpumask_equal", "Whether two sets of CPUs are equal.", rcu=True),
    Kfunc("bpf_cpumask_intersects", "Whether two sets have a CPU in common.", rcu=True),
    Kfunc("bpf_cpumask_subset", "Whether a set is within another.", rcu=True),
    Kfunc("bpf_cpumask_empty", "Whether a set of CPUs is empty.", rcu=True),
    Kfunc("bpf_cpumask_full", "Whether a set has all CPUs.", rcu=True),
    Kfunc("bpf_cpumask_copy", "Copy a set of CPUs.", rcu=True),
    Kfunc("bpf_cpumask_any_distribute", "Any CPU of a set, each in turn.", rcu=True),
    Kfunc("bpf_cpumask_any_and_distribute", "Any CPU of both sets, each in turn.", rcu=True),
    Kfunc("bpf_cpumask_weight", "How many CPUs a set has.", rcu=True),
    Kfunc("bpf_cpumask_populate", "Make a set of CPUs from memory.", rcu=True),
)  # fmt: skip
_rows(
    _SYSCALL,
    Kfunc("bpf_crypto_ctx_create", "Make a cipher ready.",
          acquires=True, nullable=True, sleepable=True),
    Kfunc("bpf_crypto_ctx_release", "Give a cipher back.", releases=True),
    Kfunc("bpf_crypto_ctx_acquire", "Take a reference to a cipher.",
          acquires=True, rcu=True, nullable=True),
)  # fmt: skip
_rows(
    _TC | _XDP,
    Kfunc("bpf_crypto_decrypt", "Decrypt.", rcu=True),
    Kfunc("bpf_crypto_encrypt", "Encrypt.", rcu=True),
)
_rows(
    _CONNTRACK,
    Kfunc("bpf_xdp_ct_alloc", "A new connection to track.", acquires=True, nullable=True),
    Kfunc("bpf_xdp_ct_lookup", "Find a tracked connection.", acquires=True, nullable=True),
    Kfunc("bpf_skb_ct_alloc", "A new connection to track.", acquires=True, nullable=True),
    Kfunc("bpf_skb_ct_lookup", "Find a tracked connection.", acquires=True, nullable=True),
    Kfunc("bpf_ct_insert_entry", "Begin to track a connection.",
          acquires=True, nullable=True, releases=True),
    Kfunc("bpf_ct_release", "Give a connection back.", releases=True),
    Kfunc("bpf_ct_set_timeout", "When to forget a new connection.", trusted=True),
    Kfunc("bpf_ct_change_timeout", "Change when to forget a connection.", trusted=True),
    Kfunc("bpf_ct_set_status", "The state of a new connection.", trusted=True),
    Kfunc("bpf_ct_change_status", "Change the state of a connection.", trusted=True),
    Kfunc("bpf_ct_set_nat_info", "Translate the addresses of a connection.", trusted=True),
)  # fmt: skip
_rows(
    _SKB,
    Kfunc("bpf_dynptr_from_skb", "A packet as a dynptr.", trusted=True, does=Does.DYNPTR_FROM_SKB),
)
_rows(
    _TC,
    Kfunc("bpf_dynptr_from_skb_meta", "What stands before a packet, as a dynptr.",
          trusted=True, does=Does.DYNPTR_FROM_SKB_META),
)  # fmt: skip
_rows(
    frozenset({P.SCHED_CLS}),
    Kfunc("bpf_sk_assign_tcp_reqsk", "Take a connection that was answered by cookie.",
          trusted=True),
)  # fmt: skip
_rows(
    _XDP,
    Kfunc("bpf_dynptr_from_xdp", "A packet as a dynptr.", does=Does.DYNPTR_FROM_XDP),
    Kfunc("bpf_xdp_pull_data", "Make the beginning of a packet one piece.", changes_packet=True),
    Kfunc("bpf_xdp_get_xfrm_state", "Find an IPsec state.", acquires=True, nullable=True),
    Kfunc("bpf_xdp_xfrm_state_release", "Give an IPsec state back.", releases=True),
    Kfunc("bpf_xdp_metadata_rx_timestamp", "When the card got a packet.",
          trusted=True, does=Does.DEVICE),
    Kfunc("bpf_xdp_metadata_rx_hash", "The card's hash of a packet.",
          trusted=True, does=Does.DEVICE),
    Kfunc("bpf_xdp_metadata_rx_vlan_tag", "The VLAN tag of a packet.",
          trusted=True, does=Does.DEVICE),
)  # fmt: skip
_rows(
    _CGROUP,
    Kfunc("bpf_sock_addr_set_sun_path", "Change the address of a Unix socket."),
    Kfunc("bpf_sock_ops_enable_tx_tstamp", "Tell when what is sent goes out.", trusted=True),
)
_rows(
    frozenset({P.KPROBE}),
    Kfunc("bpf_session_is_return", "Whether this is the return.", attach=_SESSIONS),
    Kfunc("bpf_session_cookie", "Memory that entry and return share.",
          attach=_SESSIONS, does=Does.SESSION_COOKIE),
)  # fmt: skip
_rows(
    _TEST,
    Kfunc("bpf_kfunc_call_test_release", "For tests of the kernel.", releases=True),
    Kfunc("bpf_kfunc_call_memb_release", "For tests of the kernel.", releases=True),
)
_rows(
    _TRACING,
    Kfunc("css_rstat_updated", "Say that a cgroup's statistics changed."),
    Kfunc("css_rstat_flush", "Bring a cgroup's statistics up to date.", sleepable=True),
    Kfunc("bpf_sock_destroy", "Close a socket.",
          attach=frozenset({A.TRACE_ITER}), trusted=True),
)  # fmt: skip
_rows(
    _LSM,
    Kfunc("bpf_get_task_exe_file", "The file that a task runs.",
          acquires=True, trusted=True, nullable=True),
    Kfunc("bpf_put_file", "Give a file back.", releases=True),
    Kfunc("bpf_path_d_path", "A path as text.", trusted=True),
    Kfunc("bpf_get_dentry_xattr", "Read an extended attribute of a directory's entry.",
          sleepable=True, trusted=True),
    Kfunc("bpf_get_file_xattr", "Read an extended attribute of a file.",
          sleepable=True, trusted=True),
    Kfunc("bpf_set_dentry_xattr", "Write an extended attribute.", sleepable=True, trusted=True),
    Kfunc("bpf_remove_dentry_xattr", "Remove an extended attribute.",
          sleepable=True, trusted=True),
    Kfunc("bpf_get_fsverity_digest", "The digest of a file that is measured.", trusted=True),
)  # fmt: skip
_rows(
    _STRUCT_OPS,
    *(
        Kfunc(name, "A part of TCP's congestion control.")
        for name in (
            "tcp_reno_ssthresh", "tcp_reno_cong_avoid", "tcp_reno_undo_cwnd", "tcp_slow_start",
            "tcp_cong_avoid_ai", "cubictcp_init", "cubictcp_recalc_ssthresh",
            "cubictcp_cong_avoid", "cubictcp_state", "cubictcp_cwnd_event", "cubictcp_acked",
            "bbr_init", "bbr_main", "bbr_sndbuf_expand", "bbr_undo_cwnd", "bbr_cwnd_event",
            "bbr_ssthresh", "bbr_min_tso_segs", "bbr_set_state", "dctcp_init",
            "dctcp_update_alpha", "dctcp_cwnd_event", "dctcp_ssthresh", "dctcp_cwnd_undo",
            "dctcp_state",
        )
    ),
)  # fmt: skip

KFUNCS: dict[str, Kfunc] = {row.name: row for row in _ROWS}
"""every kfunc by its name"""
UNCALLED = frozenset({"bpf_fentry_test1", "bpf_modify_return_test", "bpf_modify_return_test2"})
"""tagged as kfuncs for programs to attach to, not to call"""
