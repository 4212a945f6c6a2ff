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
=== spin-lock-in-hash
--- accept
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== spin-lock-in-lru-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== spin-lock-in-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== spin-lock-in-lru-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== spin-lock-in-array
--- accept
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== spin-lock-in-percpu-array
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== spin-lock-in-task-storage
--- accept
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== spin-lock-in-sk-storage
--- accept
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== spin-lock-in-cgrp-storage
--- accept
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== spin-lock-in-inode-storage
--- accept
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== spin-lock-in-queue
--- EINVAL map m
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== spin-lock-in-lpm-trie
--- ENOTSUP map m
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== spin-lock-in-bloom-filter
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_spin_lock lock; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== res-lock-in-hash
--- accept
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== res-lock-in-lru-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== res-lock-in-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== res-lock-in-lru-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== res-lock-in-array
--- accept
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== res-lock-in-percpu-array
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== res-lock-in-task-storage
--- accept
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== res-lock-in-sk-storage
--- accept
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== res-lock-in-cgrp-storage
--- accept
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== res-lock-in-inode-storage
--- accept
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== res-lock-in-queue
--- EINVAL map m
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== res-lock-in-lpm-trie
--- ENOTSUP map m
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== res-lock-in-bloom-filter
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_res_spin_lock lock; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== timer-in-hash
--- accept
% struct v { u64 a0; struct bpf_timer t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== timer-in-lru-hash
--- accept
% struct v { u64 a0; struct bpf_timer t; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== timer-in-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_timer t; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== timer-in-lru-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_timer t; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== timer-in-array
--- accept
% struct v { u64 a0; struct bpf_timer t; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== timer-in-percpu-array
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_timer t; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== timer-in-task-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_timer t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== timer-in-sk-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_timer t; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== timer-in-cgrp-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_timer t; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== timer-in-inode-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_timer t; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== timer-in-queue
--- EINVAL map m
% struct v { u64 a0; struct bpf_timer t; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== timer-in-lpm-trie
--- ENOTSUP map m
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct bpf_timer t; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== timer-in-bloom-filter
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_timer t; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== wq-in-hash
--- accept
% struct v { u64 a0; struct bpf_wq w; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== wq-in-lru-hash
--- accept
% struct v { u64 a0; struct bpf_wq w; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== wq-in-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_wq w; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== wq-in-lru-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_wq w; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== wq-in-array
--- accept
% struct v { u64 a0; struct bpf_wq w; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== wq-in-percpu-array
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_wq w; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== wq-in-task-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_wq w; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== wq-in-sk-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_wq w; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== wq-in-cgrp-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_wq w; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== wq-in-inode-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_wq w; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== wq-in-queue
--- EINVAL map m
% struct v { u64 a0; struct bpf_wq w; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== wq-in-lpm-trie
--- ENOTSUP map m
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct bpf_wq w; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== wq-in-bloom-filter
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_wq w; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== task-work-in-hash
--- accept
% struct v { u64 a0; struct bpf_task_work w; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== task-work-in-lru-hash
--- accept
% struct v { u64 a0; struct bpf_task_work w; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== task-work-in-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== task-work-in-lru-percpu-hash
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== task-work-in-array
--- accept
% struct v { u64 a0; struct bpf_task_work w; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== task-work-in-percpu-array
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== task-work-in-task-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== task-work-in-sk-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== task-work-in-cgrp-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== task-work-in-inode-storage
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== task-work-in-queue
--- EINVAL map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== task-work-in-lpm-trie
--- ENOTSUP map m
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct bpf_task_work w; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== task-work-in-bloom-filter
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_task_work w; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== refcount-in-hash
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== refcount-in-lru-hash
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== refcount-in-percpu-hash
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== refcount-in-lru-percpu-hash
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== refcount-in-array
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== refcount-in-percpu-array
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== refcount-in-task-storage
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== refcount-in-sk-storage
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== refcount-in-cgrp-storage
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== refcount-in-inode-storage
--- accept
% struct v { u64 a0; struct bpf_refcount r; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== refcount-in-queue
--- EINVAL map m
% struct v { u64 a0; struct bpf_refcount r; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== refcount-in-lpm-trie
--- ENOTSUP map m
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct bpf_refcount r; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== refcount-in-bloom-filter
--- ENOTSUP map m
% struct v { u64 a0; struct bpf_refcount r; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== kptr-in-hash
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-in-lru-hash
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== kptr-in-percpu-hash
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== kptr-in-lru-percpu-hash
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== kptr-in-array
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== kptr-in-percpu-array
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== kptr-in-task-storage
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-in-sk-storage
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-in-cgrp-storage
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-in-inode-storage
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-in-queue
--- EINVAL map m
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== kptr-in-lpm-trie
--- ENOTSUP map m
% struct task_struct { int x; };
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-in-bloom-filter
--- ENOTSUP map m
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr *t; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== kptr-unref-in-hash
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-unref-in-lru-hash
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== kptr-unref-in-percpu-hash
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== kptr-unref-in-lru-percpu-hash
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== kptr-unref-in-array
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== kptr-unref-in-percpu-array
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== kptr-unref-in-task-storage
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-unref-in-sk-storage
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-unref-in-cgrp-storage
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-unref-in-inode-storage
--- accept
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-unref-in-queue
--- EINVAL map m
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== kptr-unref-in-lpm-trie
--- ENOTSUP map m
% struct task_struct { int x; };
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-unref-in-bloom-filter
--- ENOTSUP map m
% struct task_struct { int x; };
% struct v { u64 a0; struct task_struct __kptr_untrusted *t; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== percpu-kptr-in-hash
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== percpu-kptr-in-lru-hash
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== percpu-kptr-in-percpu-hash
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== percpu-kptr-in-lru-percpu-hash
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== percpu-kptr-in-array
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== percpu-kptr-in-percpu-array
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== percpu-kptr-in-task-storage
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== percpu-kptr-in-sk-storage
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== percpu-kptr-in-cgrp-storage
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== percpu-kptr-in-inode-storage
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== percpu-kptr-in-queue
--- EINVAL map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== percpu-kptr-in-lpm-trie
--- ENOTSUP map m
% struct mine { u64 x; };
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== percpu-kptr-in-bloom-filter
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __percpu_kptr *t; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== list-in-hash
--- accept
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-in-lru-hash
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== list-in-percpu-hash
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== list-in-lru-percpu-hash
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== list-in-array
--- accept
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== list-in-percpu-array
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== list-in-task-storage
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== list-in-sk-storage
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== list-in-cgrp-storage
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== list-in-inode-storage
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== list-in-queue
--- EINVAL map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== list-in-lpm-trie
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== list-in-bloom-filter
--- ENOTSUP map m
% struct n { struct bpf_list_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== tree-in-hash
--- accept
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== tree-in-lru-hash
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== tree-in-percpu-hash
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== tree-in-lru-percpu-hash
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== tree-in-array
--- accept
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== tree-in-percpu-array
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== tree-in-task-storage
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== tree-in-sk-storage
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== tree-in-cgrp-storage
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== tree-in-inode-storage
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== tree-in-queue
--- EINVAL map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== tree-in-lpm-trie
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== tree-in-bloom-filter
--- ENOTSUP map m
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { u64 a0; struct bpf_spin_lock lock;struct bpf_rb_root root __tag("contains:n:node"); };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== uptr-in-hash
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== uptr-in-lru-hash
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== uptr-in-percpu-hash
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== uptr-in-lru-percpu-hash
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== uptr-in-array
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== uptr-in-percpu-array
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== uptr-in-task-storage
--- accept
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== uptr-in-sk-storage
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== uptr-in-cgrp-storage
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== uptr-in-inode-storage
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== uptr-in-queue
--- EINVAL map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== uptr-in-lpm-trie
--- ENOTSUP map m
% struct mine { u64 x; };
% struct k { u32 len; u32 data; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== uptr-in-bloom-filter
--- ENOTSUP map m
% struct mine { u64 x; };
% struct v { u64 a0; struct mine __uptr *t; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== plain-in-hash
--- accept
% struct v { u64 a0; u64 a; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== plain-in-lru-hash
--- accept
% struct v { u64 a0; u64 a; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== plain-in-percpu-hash
--- accept
% struct v { u64 a0; u64 a; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== plain-in-lru-percpu-hash
--- accept
% struct v { u64 a0; u64 a; };
@ m LRU_PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== plain-in-array
--- accept
% struct v { u64 a0; u64 a; };
@ m ARRAY int "struct v" 1
r0 = 0
exit
=== plain-in-percpu-array
--- accept
% struct v { u64 a0; u64 a; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== plain-in-task-storage
--- accept
% struct v { u64 a0; u64 a; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== plain-in-sk-storage
--- accept
% struct v { u64 a0; u64 a; };
@ m SK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== plain-in-cgrp-storage
--- accept
% struct v { u64 a0; u64 a; };
@ m CGRP_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== plain-in-inode-storage
--- accept
% struct v { u64 a0; u64 a; };
@ m INODE_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== plain-in-queue
--- EINVAL map m
% struct v { u64 a0; u64 a; };
@ m QUEUE 0 "struct v" 1
r0 = 0
exit
=== plain-in-lpm-trie
--- accept
% struct k { u32 len; u32 data; };
% struct v { u64 a0; u64 a; };
@ m LPM_TRIE "struct k" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== plain-in-bloom-filter
--- accept
% struct v { u64 a0; u64 a; };
@ m BLOOM_FILTER 0 "struct v" 1
r0 = 0
exit
=== value-int
--- accept
@ m HASH int int 1
r0 = 0
exit
=== value-typedef
--- accept
% struct v0 { u64 a; struct bpf_timer t; };
% typedef struct v0 v;
@ m HASH int v 1
r0 = 0
exit
=== lock-alone
--- accept
@ m HASH int "struct bpf_spin_lock" 1
r0 = 0
exit
=== lock-behind-typedef
--- accept
% typedef struct bpf_spin_lock lock_t;
% struct v { lock_t lock; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== lock-const
--- accept
% struct v { const struct bpf_spin_lock lock; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== lock-wrong-size
--- accept
% struct v { struct bpf_spin_lock lock; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== lock-nested
--- ENOTSUP map m
% struct i { u64 x; struct bpf_spin_lock lock; };
% struct v { u64 a; struct i i; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== lock-nested-twice
--- ENOTSUP map m
% struct i { u64 x; struct bpf_spin_lock lock; };
% struct v { struct i a; struct i b; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== lock-array
--- accept
% struct v { struct bpf_spin_lock lock[2]; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== lock-array-1
--- ENOTSUP map m
% struct v { struct bpf_spin_lock lock[1]; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== lock-array-0
--- accept
% struct v { u64 a; struct bpf_spin_lock lock[0]; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== lock-union
--- accept
% union u { struct bpf_spin_lock lock; u64 x; };
% struct v { union u u; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== lock-in-union-value
--- accept
% union v { struct bpf_spin_lock lock; u64 x; };
@ m LRU_HASH int "union v" 1
r0 = 0
exit
=== two-timers
--- accept
% struct v { struct bpf_timer a; struct bpf_timer b; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== two-timers-percpu
--- accept
% struct v { struct bpf_timer a; struct bpf_timer b; };
@ m PERCPU_HASH int "struct v" 1
r0 = 0
exit
=== two-refcounts
--- accept
% struct v { struct bpf_refcount a; struct bpf_refcount b; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== overlapping
--- accept
% union u { struct bpf_timer a; struct bpf_wq b; };
% struct v { union u u; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== both-locks
--- EINVAL BTF
% struct v { struct bpf_spin_lock a; struct bpf_res_spin_lock b; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== both-locks-lru
--- EINVAL BTF
% struct v { struct bpf_spin_lock a; struct bpf_res_spin_lock b; };
@ m LRU_HASH int "struct v" 1
r0 = 0
exit
=== kptr-many
--- accept
% struct task_struct { int x; };
% struct v { struct task_struct __kptr *t[11]; };
@ m PERCPU_ARRAY int "struct v" 1
r0 = 0
exit
=== kptr-too-many-hash
--- accept
% struct task_struct { int x; };
% struct v { struct task_struct __kptr *t[12]; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-11-members
--- ENOTSUP map m
% struct task_struct { int x; };
% struct v { struct task_struct __kptr *t0; struct task_struct __kptr *t1; struct task_struct __kptr *t2; struct task_struct __kptr *t3; struct task_struct __kptr *t4; struct task_struct __kptr *t5; struct task_struct __kptr *t6; struct task_struct __kptr *t7; struct task_struct __kptr *t8; struct task_struct __kptr *t9; struct task_struct __kptr *t10; };
@ m LPM_TRIE "struct v" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-12-members
--- E2BIG BTF
% struct task_struct { int x; };
% struct v { struct task_struct __kptr *t0; struct task_struct __kptr *t1; struct task_struct __kptr *t2; struct task_struct __kptr *t3; struct task_struct __kptr *t4; struct task_struct __kptr *t5; struct task_struct __kptr *t6; struct task_struct __kptr *t7; struct task_struct __kptr *t8; struct task_struct __kptr *t9; struct task_struct __kptr *t10; struct task_struct __kptr *t11; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-nested-array
--- accept
% struct task_struct { int x; };
% struct i { struct task_struct __kptr *t; u64 x; };
% struct v { struct i i[3]; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-2d
--- accept
% struct task_struct { int x; };
% struct v { struct task_struct __kptr *t[2][3]; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-no-destructor
--- ENOENT BTF
% struct file { int x; };
% struct v { struct file __kptr *t; };
@ m LPM_TRIE int "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-no-destructor-hash
--- ENOENT BTF
% struct file { int x; };
% struct v { struct file __kptr *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-unref-file
--- accept
% struct file { int x; };
% struct v { struct file __kptr_untrusted *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-own
--- accept
% struct mine { int x; };
% struct v { struct mine __kptr *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-unknown-tag
--- accept
% struct task_struct { int x; };
% struct v { struct task_struct __type_tag("bogus") *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-int
--- accept
% struct v { int __kptr *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-forward
--- accept
% struct task_struct;
% struct v { struct task_struct __kptr *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-two-tags
--- accept
% struct task_struct { int x; };
% struct v { struct task_struct __kptr __user *t; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== kptr-volatile
--- ENOTSUP map m
% struct task_struct { int x; };
% struct v { struct task_struct __kptr * volatile t; };
@ m LPM_TRIE "struct v" "struct v" 1 flags=NO_PREALLOC
r0 = 0
exit
=== kptr-unaligned
--- EACCES map m
% struct task_struct { int x; };
% struct v { u64 a; struct task_struct __kptr *t; };
@ m HASH int "struct v" 1 flags=RDONLY_PROG
r0 = 0
exit
=== kptr-writeonly
--- EACCES map m
% struct task_struct { int x; };
% struct v { u64 a; struct task_struct __kptr *t; };
@ m HASH int "struct v" 1 flags=WRONLY_PROG
r0 = 0
exit
=== uptr-kernel
--- EINVAL map m
% struct task_struct { int x; };
% struct v { struct task_struct __uptr *t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== uptr-big
--- E2BIG map m
% struct big { u64 x[513]; };
% struct v { struct big __uptr *t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== uptr-page
--- accept
% struct big { u64 x[512]; };
% struct v { struct big __uptr *t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== uptr-empty
--- EINVAL map m
% struct big { };
% struct v { struct big __uptr *t; };
@ m TASK_STORAGE int "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== list-no-tag
--- EINVAL BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-no-colon
--- EINVAL BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:n"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-no-struct
--- ENOENT BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:zz:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-no-member
--- ENOENT BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:n:nope"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-empty-member
--- EINVAL BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:n:"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-not-node
--- EINVAL BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:n:data"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-other-tag
--- EINVAL BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("foo"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-two-tags
--- EINVAL BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:n:node") __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-of-rb-nodes
--- EINVAL BTF
% struct n { struct bpf_rb_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== tree-of-list-nodes
--- EINVAL BTF
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-res-lock
--- accept
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_res_spin_lock lock; struct bpf_list_head head __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-array
--- accept
% struct n { struct bpf_list_node node; u64 data; };
% struct v { struct bpf_spin_lock lock; struct bpf_list_head head[3] __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-in-node
--- accept
% struct m { struct bpf_list_node node; };
% struct n { struct bpf_list_node node; struct bpf_spin_lock lock; struct bpf_list_head h __tag("contains:m:node"); };
% struct v { struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== list-of-itself
--- ELOOP BTF
% struct n { struct bpf_list_node node; struct bpf_spin_lock lock; struct bpf_list_head h __tag("contains:n:node"); };
% struct v { struct bpf_spin_lock lock;struct bpf_list_head head __tag("contains:n:node"); };
@ m HASH int "struct v" 1
r0 = 0
exit
=== both-nodes
--- EINVAL BTF
% struct n { struct bpf_list_node node; struct bpf_rb_node r; };
% struct v { u64 a; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== both-nodes-refcount
--- accept
% struct n { struct bpf_list_node node; struct bpf_rb_node r; struct bpf_refcount c; };
% struct v { u64 a; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== node-in-value
--- accept
% struct v { struct bpf_list_node node; };
@ m HASH int "struct v" 1
r0 = 0
exit
=== array-key-u64
--- accept
% struct v { u64 a; };
@ m HASH u64 "struct v" 1
r0 = 0
exit
=== key-enum
--- EINVAL map m
% enum e { A };
% struct v { u64 a; };
@ m ARRAY "enum e" "struct v" 1
r0 = 0
exit
=== key-enum-storage
--- EINVAL map m
% enum e { A };
% struct v { u64 a; };
@ m TASK_STORAGE "enum e" "struct v" 0 flags=NO_PREALLOC
r0 = 0
exit
=== key-typedef
--- accept
% typedef u32 key;
% struct v { u64 a; };
@ m ARRAY key "struct v" 1
r0 = 0
exit
=== key-s32
--- accept
% struct v { u64 a; };
@ m ARRAY s32 "struct v" 1
r0 = 0
exit
=== key-pointer
--- accept
% struct v { u64 a; };
@ m HASH "int *" "struct v" 1
r0 = 0
exit
