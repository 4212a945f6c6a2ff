"""Section names: what ``SEC("...")`` says about a program, one row a name.

The 116 names of libbpf. ``kprobe+`` stands for ``kprobe`` and for ``kprobe/anything``; a name
without ``+`` stands for itself. What is after the first ``/`` of a ``+`` name is `Section.rest`:
where to attach. A ``?`` in front means: load it only if asked to.

Columns: name, program type, how it loads, how it attaches, expected attach type. "How it loads"
is libbpf's: ``attachable`` programs must say their attach type, ``attachable_opt`` ones may,
``attach_btf`` ones name a BTF id of their target; ``sleepable`` and ``xdp_frags`` are flags of
BPF_PROG_LOAD. Names of newer kernels than our ABI's are here too; loading them says so.
"""

from enum import Enum
from typing import NamedTuple

from beebox.abi.enums import AttachType, ProgType
from beebox.errors import ElfError, NotSupported

ROWS = """\
socket               socket_filter    -             -              -
sk_reuseport/migrate sk_reuseport     attachable    -              sk_reuseport_select_or_migrate
sk_reuseport         sk_reuseport     attachable    -              sk_reuseport_select
kprobe+              kprobe           -             kprobe         -
uprobe+              kprobe           -             uprobe         -
uprobe.s+            kprobe           sleepable     uprobe         -
kretprobe+           kprobe           -             kprobe         -
uretprobe+           kprobe           -             uprobe         -
uretprobe.s+         kprobe           sleepable     uprobe         -
kprobe.multi+        kprobe           -             kprobe_multi   trace_kprobe_multi
kretprobe.multi+     kprobe           -             kprobe_multi   trace_kprobe_multi
kprobe.session+      kprobe           -             kprobe_session trace_kprobe_session
uprobe.multi+        kprobe           -             uprobe_multi   trace_uprobe_multi
uretprobe.multi+     kprobe           -             uprobe_multi   trace_uprobe_multi
uprobe.session+      kprobe           -             uprobe_multi   trace_uprobe_session
uprobe.multi.s+      kprobe           sleepable     uprobe_multi   trace_uprobe_multi
uretprobe.multi.s+   kprobe           sleepable     uprobe_multi   trace_uprobe_multi
uprobe.session.s+    kprobe           sleepable     uprobe_multi   trace_uprobe_session
ksyscall+            kprobe           -             ksyscall       -
kretsyscall+         kprobe           -             ksyscall       -
usdt+                kprobe           usdt          usdt           -
usdt.s+              kprobe           usdt+sleepable usdt           -
tc/ingress           sched_cls        -             -              tcx_ingress
tc/egress            sched_cls        -             -              tcx_egress
tcx/ingress          sched_cls        -             -              tcx_ingress
tcx/egress           sched_cls        -             -              tcx_egress
tc                   sched_cls        -             -              -
classifier           sched_cls        -             -              -
action               sched_act        -             -              -
netkit/primary       sched_cls        -             -              netkit_primary
netkit/peer          sched_cls        -             -              netkit_peer
tracepoint+          tracepoint       -             tracepoint     -
tp+                  tracepoint       -             tracepoint     -
tracepoint.s+        tracepoint       sleepable     tracepoint     -
tp.s+                tracepoint       sleepable     tracepoint     -
raw_tracepoint+      raw_tracepoint   -             raw_tracepoint -
raw_tp+              raw_tracepoint   -             raw_tracepoint -
raw_tracepoint.s+    raw_tracepoint   sleepable     raw_tracepoint -
raw_tp.s+            raw_tracepoint   sleepable     raw_tracepoint -
raw_tracepoint.w+    raw_tracepoint_writable -             raw_tracepoint -
raw_tp.w+            raw_tracepoint_writable -             raw_tracepoint -
tp_btf+              tracing          attach_btf    trace          trace_raw_tp
tp_btf.s+            tracing          attach_btf+sleepable trace          trace_raw_tp
fentry+              tracing          attach_btf    trace          trace_fentry
fmod_ret+            tracing          attach_btf    trace          modify_return
fexit+               tracing          attach_btf    trace          trace_fexit
fentry.s+            tracing          attach_btf+sleepable trace          trace_fentry
fmod_ret.s+          tracing          attach_btf+sleepable trace          modify_return
fexit.s+             tracing          attach_btf+sleepable trace          trace_fexit
fsession+            tracing          attach_btf    trace          trace_fsession
fsession.s+          tracing          attach_btf+sleepable trace          trace_fsession
fsession.multi+      tracing          -             tracing_multi  trace_fsession_multi
fsession.multi.s+    tracing          sleepable     tracing_multi  trace_fsession_multi
fentry.multi+        tracing          -             tracing_multi  trace_fentry_multi
fexit.multi+         tracing          -             tracing_multi  trace_fexit_multi
fentry.multi.s+      tracing          sleepable     tracing_multi  trace_fentry_multi
fexit.multi.s+       tracing          sleepable     tracing_multi  trace_fexit_multi
freplace+            ext              attach_btf    trace          -
lsm+                 lsm              attach_btf    lsm            lsm_mac
lsm.s+               lsm              attach_btf+sleepable lsm            lsm_mac
lsm_cgroup+          lsm              attach_btf    -              lsm_cgroup
iter+                tracing          attach_btf    iter           trace_iter
iter.s+              tracing          attach_btf+sleepable iter           trace_iter
syscall              syscall          sleepable     -              -
xdp.frags/devmap     xdp              xdp_frags     -              xdp_devmap
xdp/devmap           xdp              attachable    -              xdp_devmap
xdp.frags/cpumap     xdp              xdp_frags     -              xdp_cpumap
xdp/cpumap           xdp              attachable    -              xdp_cpumap
xdp.frags            xdp              xdp_frags     -              xdp
xdp                  xdp              attachable_opt -              xdp
perf_event           perf_event       -             -              -
lwt_in               lwt_in           -             -              -
lwt_out              lwt_out          -             -              -
lwt_xmit             lwt_xmit         -             -              -
lwt_seg6local        lwt_seg6local    -             -              -
sockops              sock_ops         attachable_opt -              cgroup_sock_ops
sk_skb/stream_parser sk_skb           attachable_opt -              sk_skb_stream_parser
sk_skb/stream_verdict sk_skb           attachable_opt -              sk_skb_stream_verdict
sk_skb/verdict       sk_skb           attachable_opt -              sk_skb_verdict
sk_skb               sk_skb           -             -              -
sk_msg               sk_msg           attachable_opt -              sk_msg_verdict
lirc_mode2           lirc_mode2       attachable_opt -              lirc_mode2
flow_dissector       flow_dissector   attachable_opt -              flow_dissector
cgroup_skb/ingress   cgroup_skb       attachable_opt -              cgroup_inet_ingress
cgroup_skb/egress    cgroup_skb       attachable_opt -              cgroup_inet_egress
cgroup/skb           cgroup_skb       -             -              -
cgroup/sock_create   cgroup_sock      attachable    -              cgroup_inet_sock_create
cgroup/sock_release  cgroup_sock      attachable    -              cgroup_inet_sock_release
cgroup/sock          cgroup_sock      attachable_opt -              cgroup_inet_sock_create
cgroup/post_bind4    cgroup_sock      attachable    -              cgroup_inet4_post_bind
cgroup/post_bind6    cgroup_sock      attachable    -              cgroup_inet6_post_bind
cgroup/bind4         cgroup_sock_addr attachable    -              cgroup_inet4_bind
cgroup/bind6         cgroup_sock_addr attachable    -              cgroup_inet6_bind
cgroup/connect4      cgroup_sock_addr attachable    -              cgroup_inet4_connect
cgroup/connect6      cgroup_sock_addr attachable    -              cgroup_inet6_connect
cgroup/connect_unix  cgroup_sock_addr attachable    -              cgroup_unix_connect
cgroup/sendmsg4      cgroup_sock_addr attachable    -              cgroup_udp4_sendmsg
cgroup/sendmsg6      cgroup_sock_addr attachable    -              cgroup_udp6_sendmsg
cgroup/sendmsg_unix  cgroup_sock_addr attachable    -              cgroup_unix_sendmsg
cgroup/recvmsg4      cgroup_sock_addr attachable    -              cgroup_udp4_recvmsg
cgroup/recvmsg6      cgroup_sock_addr attachable    -              cgroup_udp6_recvmsg
cgroup/recvmsg_unix  cgroup_sock_addr attachable    -              cgroup_unix_recvmsg
cgroup/getpeername4  cgroup_sock_addr attachable    -              cgroup_inet4_getpeername
cgroup/getpeername6  cgroup_sock_addr attachable    -              cgroup_inet6_getpeername
cgroup/getpeername_unix cgroup_sock_addr attachable    -              cgroup_unix_getpeername
cgroup/getsockname4  cgroup_sock_addr attachable    -              cgroup_inet4_getsockname
cgroup/getsockname6  cgroup_sock_addr attachable    -              cgroup_inet6_getsockname
cgroup/getsockname_unix cgroup_sock_addr attachable    -              cgroup_unix_getsockname
cgroup/sysctl        cgroup_sysctl    attachable    -              cgroup_sysctl
cgroup/getsockopt    cgroup_sockopt   attachable    -              cgroup_getsockopt
cgroup/setsockopt    cgroup_sockopt   attachable    -              cgroup_setsockopt
cgroup/dev           cgroup_device    attachable_opt -              cgroup_device
struct_ops+          struct_ops       -             -              -
struct_ops.s+        struct_ops       sleepable     -              -
sk_lookup            sk_lookup        attachable    -              sk_lookup
netfilter            netfilter        -             -              netfilter
"""

_LOAD_FLAGS = {"sleepable": 1 << 4, "xdp_frags": 1 << 5}
"""BPF_F_SLEEPABLE and BPF_F_XDP_HAS_FRAGS"""


class Route(Enum):
    """How a program gets attached when nothing but its section says where."""

    NONE = "-"
    TRACEPOINT = "tracepoint"
    RAW_TRACEPOINT = "raw_tracepoint"
    KPROBE = "kprobe"
    KPROBE_MULTI = "kprobe_multi"
    KPROBE_SESSION = "kprobe_session"
    KSYSCALL = "ksyscall"
    UPROBE = "uprobe"
    UPROBE_MULTI = "uprobe_multi"
    USDT = "usdt"
    TRACE = "trace"
    TRACING_MULTI = "tracing_multi"
    LSM = "lsm"
    ITER = "iter"


class Section(NamedTuple):
    """One row; from `find` also with the *rest* of the name and whether it began with ``?``."""

    prefix: str
    type_name: str
    attach_name: str
    how: tuple[str, ...]
    route: Route
    rest: str = ""
    optional: bool = False

    @property
    def type(self) -> ProgType:
        """The program type."""
        return ProgType[self.type_name.upper()]

    @property
    def attach_type(self) -> AttachType | None:
        """The expected attach type, None if the type needs none.

        Raises:
            NotSupported: it is newer than the ABI that beebox speaks.
        """
        if not self.attach_name:
            return None
        try:
            return AttachType[self.attach_name.upper()]
        except KeyError:
            name = self.prefix.removesuffix("+")
            raise NotSupported(f'SEC("{name}") needs a kernel newer than Linux 6.18') from None

    @property
    def known_attach_type(self) -> AttachType | None:
        """The expected attach type; None also if it is newer than the ABI that beebox speaks."""
        return AttachType.__members__.get(self.attach_name.upper())

    @property
    def flags(self) -> int:
        """The flags that BPF_PROG_LOAD gets."""
        return sum(_LOAD_FLAGS.get(word, 0) for word in self.how)

    @property
    def attach_btf(self) -> bool:
        """Whether the program is loaded against a BTF id of what it attaches to."""
        return "attach_btf" in self.how


def _parse(row: str) -> Section:
    prefix, type_name, how, route, attach = row.split()
    words = () if how == "-" else tuple(how.split("+"))
    return Section(prefix, type_name, "" if attach == "-" else attach, words, Route(route))


SECTIONS = tuple(_parse(row) for row in ROWS.splitlines())
"""all rows, in libbpf's order: the first that matches counts"""


def _match(row: Section, name: str) -> str | None:
    """Return the rest of *name* if it is one of *row*'s, else None."""
    if not row.prefix.endswith("+"):
        return "" if name == row.prefix else None
    head, _, rest = name.partition("/")
    return rest if head == row.prefix[:-1] else None


UNKNOWN = Section("", "unspec", "", (), Route.NONE)
"""what a name that is nobody's says: nothing; a program there has no type until it is given one"""


def lookup(name: str) -> Section:
    """Return the row of section *name*, completed with the rest of the name; `UNKNOWN` if none."""
    plain = name.removeprefix("?")
    for row in SECTIONS:
        rest = _match(row, plain)
        if rest is not None:
            return row._replace(rest=rest, optional=plain != name)
    return UNKNOWN._replace(optional=plain != name)


def find(name: str) -> Section:
    """Return the row of section *name*, completed with the rest of the name.

    Raises:
        ElfError: no row matches; near names are listed.
    """
    found = lookup(name)
    if not found.prefix:
        plain = name.removeprefix("?")
        raise ElfError(f'SEC("{name}") is not a section name for programs{_hint(plain)}')
    return found


def _hint(name: str) -> str:
    """Return names near *name*, as a second half of a sentence."""
    from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

    names = {row.prefix.removesuffix("+") for row in SECTIONS}
    whole = get_close_matches(name, names, 3)
    near = whole or get_close_matches(name.partition("/")[0], names, 3, 0.5)
    return f"; near: {', '.join(near)}" if near else ""
