"""What programs attach to by a BTF id: tables of names, as the kernel keeps them beside its types.

Facts of Linux 6.18: kernel/bpf/btf.c (tracepoints whose arguments may be NULL), bpf_lsm.c (hooks),
verifier.c (functions that may not be traced), the ``bpf_iter_reg`` of each iterator, and the
``bpf_struct_ops`` of each struct of operations.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from beebox.abi.enums import Func
from beebox.spec import tracepoint_rows


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RAW_TP_NULLS: dict[str, int] = {
    name: mask
    for mask, names in (
        (
            0x1,
            """afs_protocol_error cachefiles_unlink cachefiles_rename cachefiles_prep_read
            cachefiles_mark_active cachefiles_mark_failed cachefiles_mark_inactive
            cachefiles_vfs_error cachefiles_io_error cachefiles_ondemand_open
            cachefiles_ondemand_copen cachefiles_ondemand_close cachefiles_ondemand_read
            cachefiles_ondemand_cread cachefiles_ondemand_fd_write cachefiles_ondemand_fd_release
            mm_collapse_huge_page_isolate mm_page_alloc mm_page_pcpu_drain mm_page_alloc_zone_locked
            rxrpc_recvdata rxrpc_client xs_stream_read_data xprt_reserve_cong xprt_release_cong
            xprt_get_cong xprt_put_cong tmigr_update_events amdgpu_vm_bo_map amdgpu_vm_bo_unmap
            netfs_folioq xfs_defer_create_intent xfs_defer_cancel_list xfs_defer_pending_finish
            xfs_defer_pending_abort xfs_defer_relog_intent xfs_defer_isolate_paused
            xfs_defer_item_pause xfs_defer_item_unpause xfs_defer_add_item xfs_defer_cancel_item
            xfs_defer_finish_item xfs_inodegc_flush xfs_inodegc_push xfs_inodegc_start
            xfs_inodegc_stop xfs_inodegc_queue xfs_inodegc_throttle xfs_fs_sync_fs
            xfs_blockgc_start xfs_blockgc_stop xfs_blockgc_worker xfs_blockgc_flush_all
            nfsd_dirent nfsd_file_insert_err nfsd_file_cons_err nfs4_setup_sequence""",
        ),
        (
            0x10,
            """sched_pi_setprio afs_make_fs_call afs_make_fs_calli afs_make_fs_call1
            afs_make_fs_call2 afs_flock_ev ext4_mballoc_discard ext4_mballoc_free posix_lock_inode
            fcntl_setlk locks_remove_posix flock_lock_inode break_lease_noblock break_lease_block
            break_lease_unblock generic_delete_lease time_out_leases mm_khugepaged_scan_pmd
            mm_khugepaged_scan_file mm_khugepaged_collapse_file netfs_failure
            device_pm_callback_start rxrpc_resend rxrpc_tq writeback_dirty_folio
            folio_wait_writeback xfs_ioc_free_eofblocks xfs_blockgc_free_space
            xchk_nlinks_live_update coda_dec_pic_run coda_dec_pic_done rdev_set_coalesce
            wiphy_work_queue wiphy_work_run wiphy_work_cancel wiphy_work_flush
            hugetlbfs_alloc_inode spufs_context neigh_update""",
        ),
        (
            0x100,
            """sched_stick_numa sched_swap_numa fib_table_lookup tcp_sendmsg_locked
            tegra_dma_tx_status xfs_btree_updkeys xfs_btree_overlapped_query_range
            xchk_metapath_lookup cfg80211_report_wowlan_wakeup cfg80211_inform_bss_frame
            kvm_page_fault_enter dpu_crtc_setup_mixer binder_transaction btree_path_free
            amdtp_packet""",
        ),
        (
            0x1000,
            """qdisc_dequeue kfree_skb xfs_iomap_alloc xfs_iomap_found hfi1_sdma_progress
            iptfs_ingress_postq_event""",
        ),
        (
            0x10000,
            """host1x_cdma_push_gather xfs_map_blocks_found xfs_map_blocks_alloc pnfs_update_layout
            pnfs_mds_fallback_pg_init_read pnfs_mds_fallback_pg_init_write
            pnfs_mds_fallback_pg_get_mirror_count pnfs_mds_fallback_read_done
            pnfs_mds_fallback_write_done pnfs_mds_fallback_read_pagelist
            pnfs_mds_fallback_write_pagelist cfg80211_michael_mic_failure""",
        ),
        (0x11, "tcp_send_reset cfg80211_scan_done"),
        (0x200, "nfs4_inode_callback_event nfs4_inode_stateid_callback_event"),
        (0x201, "cachefiles_lookup"),
        (0x1001, "nfsd_file_acquire"),
        (0x2000, "mr_integ_alloc"),
    )
    for name in names.split()
}
"""tracepoints whose arguments are not all pointers to something: four bits an argument, 1 may be
NULL, 2 may be an error"""

LSM_DISABLED = _words(
    """vm_enough_memory inode_need_killpriv inode_getsecurity inode_listsecurity
    inode_copy_up_xattr getselfattr getprocattr setprocattr key_getsecurity audit_rule_match
    ismaclabel"""
)
"""hooks that no program attaches to"""
LSM_UNTRUSTED = _words(
    """bpf_map_free bpf_prog_free file_alloc_security file_free_security sk_alloc_security
    sk_free_security task_free"""
)
"""hooks whose arguments are being made or freed"""
LSM_BOOL = _words("inode_xattr_skipcap audit_rule_known xfrm_state_pol_flow_match")
"""hooks that return 0 or 1, not 0 or an error"""
LSM_SLEEPABLE = _words(
    """bpf bpf_map bpf_map_create bpf_map_free bpf_prog bpf_prog_load bpf_prog_free
    bpf_token_create bpf_token_free bpf_token_cmd bpf_token_capable bprm_check_security
    bprm_committed_creds bprm_committing_creds bprm_creds_for_exec bprm_creds_from_file capget
    capset cred_prepare file_ioctl file_lock file_open file_post_open file_receive inode_create
    inode_free_security inode_getattr inode_getxattr inode_mknod inode_need_killpriv
    inode_post_setxattr inode_readlink inode_rename inode_rmdir inode_setattr inode_setxattr
    inode_symlink inode_unlink kernel_module_request kernel_read_file kernfs_init_security
    path_unlink path_mkdir path_rmdir path_truncate path_symlink path_link path_rename path_chmod
    path_chown mmap_file netlink_send path_notify release_secctx sb_alloc_security
    sb_eat_lsm_opts sb_kern_mount sb_mount sb_remount sb_set_mnt_opts sb_show_options sb_statfs
    sb_umount settime inet_conn_established socket_accept socket_bind socket_connect socket_create
    socket_getpeername socket_getpeersec_dgram socket_getsockname socket_getsockopt socket_listen
    socket_post_create socket_recvmsg socket_sendmsg socket_shutdown socket_socketpair syslog
    task_alloc current_getlsmprop_subj task_getlsmprop_obj task_prctl task_setscheduler
    task_to_inode userns_create"""
)
PATHS = _words(
    """security_file_permission security_inode_getattr security_file_open security_path_truncate
    vfs_truncate vfs_fallocate dentry_open vfs_getattr filp_close"""
)
"""functions where a program may ask for a path: they hold no lock that finding it takes"""
LSM_HELPERS = _words(
    """func_proto get_retval_range is_sleepable_hook is_trusted verify_prog find_cgroup_shim
    has_d_inode_locked hook_returns_errno"""
)
"""functions that are named as hooks are and are none"""

TRACE_DENIED = _words(
    """migrate_disable migrate_enable ___migrate_enable rcu_read_unlock_strict preempt_count_add
    preempt_count_sub __rcu_read_lock __rcu_read_unlock"""
)
"""functions that tracing would come back to"""
NO_RETURN = _words(
    """__ia32_sys_exit __ia32_sys_exit_group __x64_sys_exit __x64_sys_exit_group do_exit
    do_group_exit kthread_complete_and_exit kthread_exit make_task_dead __kunit_abort
    kunit_try_catch_throw __module_put_and_kthread_exit"""
)
"""functions that never return, so that nothing runs behind them"""
FMOD_RET = _words(
    """bpf_modify_return_test bpf_modify_return_test2 bpf_modify_return_test_tp bpf_fentry_test1
    update_socket_protocol"""
)
"""functions that say by themselves that programs may set what they return"""
SLEEPABLE_FMOD_RET = _words("bpf_fentry_test1")
INJECTABLE = _words("should_fail_bio should_failslab should_fail_alloc_page __filemap_add_folio")
"""functions whose errors may be made up (ALLOW_ERROR_INJECTION); system calls are, too"""
_INJECTABLE_ASLEEP = INJECTABLE - _words(
    "should_failslab should_fail_alloc_page __filemap_add_folio"
)
_SYSCALL_PREFIXES = ("__x64_sys_", "__ia32_sys_")
_SECURITY = "security_"


@lru_cache
def _syscalls() -> frozenset[str]:
    lines = tracepoint_rows.SYSCALLS.splitlines()
    names = [line.partition(" ")[2].partition("(")[0] for line in lines]
    return frozenset(prefix + name for prefix in _SYSCALL_PREFIXES for name in names)


def is_modifiable(name: str) -> bool:
    """Tell whether programs may set what a function of the kernel returns.

    After check_attach_modify_return. Functions that say so in places that are not known here are
    taken for ones that do not.
    """
    return name in FMOD_RET | INJECTABLE | _syscalls() or name.startswith(_SECURITY)


def may_sleep(name: str) -> bool:
    """Tell whether programs that are attached to a function of the kernel may sleep."""
    return name in SLEEPABLE_FMOD_RET | _INJECTABLE_ASLEEP | _syscalls()


class IterArg(Enum):
    """What an argument of an iterator's program is."""

    STRUCT = auto()
    """a struct, NULL at the end"""
    TRUSTED = auto()
    """one that is trusted"""
    BUFFER = auto()
    """memory of a map's value, NULL at the end"""
    READ_ONLY = auto()
    """such memory that is only read"""


class Iterator(NamedTuple):
    """A kind of iterator: its arguments behind ``meta``, by their names."""

    args: tuple[tuple[str, IterArg, str], ...]
    """name, what it is, and the struct"""


_S, _T, _B, _R = IterArg.STRUCT, IterArg.TRUSTED, IterArg.BUFFER, IterArg.READ_ONLY
ITERATORS: dict[str, Iterator] = {
    name: Iterator(args)
    for name, args in (
        ("task", (("task", _T, "task_struct"),)),
        ("task_file", (("task", _S, "task_struct"), ("file", _S, "file"))),
        ("task_vma", (("task", _S, "task_struct"), ("vma", _S, "vm_area_struct"))),
        ("bpf_map", (("map", _T, "bpf_map"),)),
        ("bpf_map_elem", (("key", _R, ""), ("value", _B, ""))),
        ("bpf_prog", (("prog", _S, "bpf_prog"),)),
        ("bpf_link", (("link", _S, "bpf_link"),)),
        ("bpf_sk_storage_map", (("sk", _S, "sock"), ("value", _B, ""))),
        ("sockmap", (("key", _R, ""), ("sk", _S, "sock"))),
        ("cgroup", (("cgroup", _T, "cgroup"),)),
        ("ksym", (("ksym", _S, "kallsym_iter"),)),
        ("kmem_cache", (("s", _T, "kmem_cache"),)),
        ("dmabuf", (("dmabuf", _S, "dma_buf"),)),
        ("tcp", (("sk_common", _T, "sock_common"),)),
        ("udp", (("udp_sk", _T, "udp_sock"),)),
        ("unix", (("unix_sk", _S, "unix_sock"),)),
        ("netlink", (("sk", _S, "netlink_sock"),)),
        ("ipv6_route", (("rt", _S, "fib6_info"),)),
    )
}


class Operations(NamedTuple):
    """A struct of operations that programs implement."""

    unsupported: frozenset[str] = frozenset()
    """members that no program may be"""
    sleepable: frozenset[str] | None = None
    """members that may sleep; None: all"""
    promoted: tuple[tuple[str, str], ...] = ()
    """arguments of a type that are taken for a larger one"""
    writes: str = ""
    """the struct that programs may write to"""
    members: frozenset[str] | None = None
    """which of its members; None: all"""
    helpers: tuple[tuple[Func, frozenset[str]], ...] | None = ()
    """helpers that other programs of the type do not have, and members that do not have them
    either; None: they have no helpers at all"""


STRUCT_OPS: dict[str, Operations] = {
    "tcp_congestion_ops": Operations(
        _words("get_info"),
        promoted=(("sock", "tcp_sock"),),
        writes="tcp_sock",
        members=_words(
            """sk_pacing_rate sk_pacing_status icsk_ca_priv icsk_ack.pending snd_cwnd snd_cwnd_cnt
            snd_ssthresh ecn_flags app_limited"""
        ),
        helpers=(
            (Func.tcp_send_ack, frozenset()),
            (Func.setsockopt, _words("release")),
            (Func.getsockopt, _words("release")),
        ),
    ),
    "bpf_dummy_ops": Operations(
        sleepable=_words("test_sleepable"), writes="bpf_dummy_ops_state", helpers=None
    ),
}
