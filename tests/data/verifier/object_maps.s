# Which maps may have which types: the answers are MAP_CREATE's, or BTF_LOAD's.
% struct bpf_spin_lock { u32 val; };
% struct bpf_res_spin_lock { u32 val; };
% struct bpf_timer { u64 __opaque[2]; };
% struct bpf_wq { u64 __opaque[2]; };
% struct bpf_task_work { u64 __opaque; };
% struct bpf_list_head { u64 __opaque[2]; };
% struct bpf_list_node { u64 __opaque[3]; };
% struct bpf_rb_root { u64 __opaque[2]; };
% struct bpf_rb_node { u64 __opaque[4]; };
% struct bpf_refcount { u32 __opaque[1]; };
=== hash-lock
--- accept
% struct v { u64 a; struct bpf_spin_lock lock; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== lru-lock
--- ENOTSUP map m
% struct v { u64 a; struct bpf_spin_lock lock; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== percpu-lock
--- ENOTSUP map m
% struct v { u64 a; struct bpf_spin_lock lock; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== two-locks
--- E2BIG BTF
% struct v { struct bpf_spin_lock a; struct bpf_spin_lock b; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-without-lock
--- EINVAL BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_list_head head __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-with-lock
--- accept
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
